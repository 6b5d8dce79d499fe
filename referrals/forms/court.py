"""Forms of what the court is told: the 16A by topic, its life, updates; and strategy discussions."""

from typing import Any

from cafcass_cases.ui import forms as f
from referrals.contents import RECOMMENDATIONS
from referrals.models import CourtUpdate, RiskAssessmentStep

from .referrals import AsksWhyLate, why_late

Kind = RiskAssessmentStep.Kind


class ConcernsForm(f.GovukForm):
    trigger = f.TextAreaField(label="What triggered this risk assessment?", missing="Write what triggered it", rows=3)
    concerns = f.TextAreaField(label="What are the concerns?", missing="Write what the concerns are", rows=8)
    version = f.VersionField()


class EvidenceItemForm(f.GovukForm):
    item = f.TextAreaField(label="What does it say?", missing="Write what it says", rows=3)
    source = f.TextField(label="Where does it come from?", missing="Enter where it comes from", width="full")
    date = f.TextField(label="Of what date?", missing="Enter its date", width=20)


class EvidenceForm(f.GovukForm):
    no_evidence_yet = f.CheckboxesField(
        label="Is there any evidence yet?", required=False, choices=[("yes", "No evidence is available yet")]
    )
    version = f.VersionField()
    repeats = {"evidence": f.Repeat(EvidenceItemForm, item="item of evidence", minimum=0, maximum=40)}


class ChildHarmForm(f.GovukForm):
    child_id = f.HiddenField()
    harm = f.TextAreaField(label="Harm this child has suffered", required=False, rows=4)
    risk = f.TextAreaField(label="Harm this child is at risk of, how likely and how serious", required=False, rows=4)
    child_says = f.TextAreaField(label="What this child says, in the child’s own words", required=False, rows=3)


class ChildrenForm(f.GovukForm):
    version = f.VersionField()
    repeats = {"children": f.Repeat(ChildHarmForm, item="child", fixed=True)}


class SourceForm(f.GovukForm):
    who = f.TextField(label="Who was asked?", missing="Enter who was asked", width="full")
    relationship = f.TextField(label="How do they know the child or family?", missing="Enter how they know them", width="full")
    view = f.TextAreaField(label="What did they say?", missing="Write what they said", rows=3)
    outside = f.CheckboxesField(label="Are they a party?", required=False, choices=[("yes", "No: they are not a party to the case")])


class SourcesForm(f.GovukForm):
    no_sources_reason = f.TextAreaField(label="If nobody outside the parties was asked, why? (optional)", required=False, rows=3)
    still_to_do = f.TextAreaField(label="What is still to be done? (optional)", required=False, rows=3)
    version = f.VersionField()
    repeats = {"sources": f.Repeat(SourceForm, item="person", maximum=20)}


class ActionTakenForm(f.GovukForm):
    protective_action = f.TextAreaField(
        label="What has been done to protect the children?", missing="Write what has been done to protect the children", rows=5
    )
    referral_made = f.TextAreaField(label="Referrals to a local authority (optional)", required=False, rows=4)
    outcome_known = f.RadiosField(
        label="Is the outcome of the referral known?",
        missing="Say whether the outcome is known",
        choices=[f.Choice("known", "Yes", reveals=("outcome",)), f.Choice("not_known", "Not yet", hint="The 16A does not wait for it")],
    )
    outcome = f.TextAreaField(label="What is the outcome, for each child?", missing="Write the outcome", rows=4)
    later_action = f.TextAreaField(label="What has happened since? (optional)", required=False, rows=3)
    version = f.VersionField()


class RecommendationForm(f.GovukForm):
    option = f.SelectField(label="What is the court asked to do?", missing="Choose what the court is asked to do", choices=RECOMMENDATIONS)
    detail = f.TextAreaField(label="In more detail (optional)", required=False, rows=2)
    reason = f.TextAreaField(label="Why?", missing="Write the reason for this recommendation", rows=3)


class CourtActionForm(f.GovukForm):
    urgent_hearing = f.YesNoField(
        label="Is an urgent hearing needed?", missing="Say whether an urgent hearing is needed", yes_reveals=("urgent_reason", "urgent_by")
    )
    urgent_reason = f.TextAreaField(label="Why is it urgent?", missing="Write why it is urgent", rows=3)
    urgent_by = f.LocalDateField(label="By when is it needed?", missing="Enter by when it is needed")
    version = f.VersionField()
    repeats = {
        "recommendations": f.Repeat(
            RecommendationForm, item="recommendation", minimum=1, missing="Say what the court is asked to do, with the reason"
        )
    }


class IssueForm(f.GovukForm):
    not_allocated_reason = f.TextAreaField(
        label="Why do you issue this instead of the child’s own practitioner?", missing="Write why you issue this instead", rows=3
    )
    unsupervised_reason = f.TextAreaField(
        label="Why does this go before supervision?",
        hint="It is not held up. Your manager is told.",
        missing="Write why this goes before supervision",
        rows=3,
    )
    court_alone = f.YesNoField(
        label="Is this a copy for the court alone?", hint="Only where it must tell the court what is withheld from a party",
        missing="Say whether this is a copy for the court alone", yes_reveals=("court_alone_reasons", "directions"),
    )  # fmt: skip
    court_alone_reasons = f.TextAreaField(label="Why may only the court read it?", missing="Write why only the court may read it", rows=3)
    directions = f.TextAreaField(label="What directions do you ask for?", missing="Write the directions you ask for", rows=3)

    def __init__(self, *args: Any, allocated: bool = True, supervised: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if allocated:
            del self.fields["not_allocated_reason"]
        if supervised:
            del self.fields["unsupervised_reason"]


class SendForm(AsksWhyLate):
    sent_at = f.LocalDateTimeField(
        label="When did you send it to the court?", missing="Enter when you sent it", not_future=True, now_button=True
    )
    method = f.RadiosField(
        label="How?",
        missing="Choose how you sent it",
        choices=[("portal", "Court portal"), ("email", "Secure e-mail"), ("hand", "By hand")],
    )
    whom = f.TextField(label="To whom? (optional)", hint="Court office or person", required=False, width="full")
    lateness_reason = why_late()


class RecordStepForm(f.GovukForm):
    kind = f.RadiosField(
        label="What happened?",
        missing="Choose what happened",
        choices=[
            f.Choice(Kind.CHASED, "I chased the court", hint="It stays open until the court answers"),
            f.Choice(Kind.ACKNOWLEDGED, "The court acknowledged it"),
            f.Choice(Kind.BEFORE_JUDGE, "It was put before a judge"),
            f.Choice(Kind.DIRECTIONS, "The judge gave directions, or decided that none are needed"),
            f.Choice(
                Kind.URGENCY_ENDED,
                "An urgent hearing is no longer needed",
                hint="The court is then to be told, so that it can take it out of the list",
            ),
            f.Choice(Kind.GIVEN_TO_PARTY, "It was given to a party", hint="It has rules of disclosure of its own: write on what basis"),
        ],
    )
    happened_at = f.LocalDateTimeField(label="When?", missing="Enter when it happened", not_future=True, now_button=True)
    whom = f.TextField(label="Who at the court, or which party? (optional)", required=False, width="full")
    detail = f.TextAreaField(label="What was said or directed? (optional)", required=False, rows=4)


class TellCourtForm(AsksWhyLate):
    told_at = f.LocalDateTimeField(
        label="When did you tell the court?", missing="Enter when you told the court", not_future=True, now_button=True,
        hint="If you are about to send it, choose now: the document is made when you save",
    )  # fmt: skip
    how = f.RadiosField(label="How?", missing="Choose how you told the court", choices=CourtUpdate.How.choices)
    text = f.TextAreaField(label="What is the court told?", missing="Write what the court is told", rows=10)
    lateness_reason = why_late()


class MeetingForm(AsksWhyLate):
    meeting_at = f.LocalDateTimeField(label="When is or was the meeting? (optional)", required=False)
    manager_discussed_at = f.LocalDateTimeField(
        label="When did you discuss attending with your manager? (optional)",
        hint="Before the meeting (policy 21)",
        required=False,
        not_future=True,
    )
    will_attend = f.YesNoField(label="Is it agreed that you attend? (optional)", required=False)
    attendance_reason = f.TextAreaField(label="Why, or why not? (optional)", required=False, rows=3)
    happened = f.YesNoField(
        label="Do you know what was decided?", missing="Say whether you know what was decided",
        yes_reveals=("attended", "decisions", "decisions_from", "decisions_at", "tell_court", "tell_court_reason"),
    )  # fmt: skip
    attended = f.YesNoField(label="Were you there?", missing="Say whether you were there")
    decisions = f.TextAreaField(label="What was decided?", missing="Write what was decided", rows=5)
    decisions_from = f.TextField(label="Who told you?", missing="Enter who told you", width="full")
    decisions_at = f.LocalDateTimeField(
        label="When did you learn it?", missing="Enter when you learned it", not_future=True, now_button=True
    )
    tell_court = f.YesNoField(label="Is the court to be told of this?", missing="Say whether the court is to be told")
    tell_court_reason = f.TextAreaField(label="If not, why not? (optional)", required=False, rows=2)
    lateness_reason = why_late()


class NoteMeetingForm(f.GovukForm):
    kind = f.RadiosField(
        label="What is to be held?", missing="Choose what is to be held",
        choices=[("strategy", "A strategy discussion"), ("conference", "A child protection conference")],
    )  # fmt: skip
    expected_from = f.LocalDateTimeField(
        label="When did you learn of it?", missing="Enter when you learned of it", not_future=True, now_button=True
    )
    meeting_at = f.LocalDateTimeField(label="When is the meeting? (optional)", required=False)
