"""Forms of a referral: the call, the writing, the parents, the manager's copy, the chase."""

from typing import Any

from cafcass_cases.ui import forms as f
from referrals.contents import WRITTEN_SECTIONS
from referrals.models import CallAttempt, Chase, ParentInformed, Referral, Sought

METHODS = [("email", "Secure e-mail"), ("portal", "The authority’s portal"), ("post", "Post or by hand")]


class AsksWhyLate(f.GovukForm):
    """Drops the question "Why was it late?" where nothing is late (DESIGN §10.12)."""

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late and "lateness_reason" in self.fields:
            del self.fields["lateness_reason"]


def why_late() -> f.TextField:
    return f.TextField(label="Why was it late? (optional)", hint="One line", required=False, max_length=200)


class RecordCallForm(AsksWhyLate):
    called_at = f.LocalDateTimeField(label="When did you ring?", missing="Enter when you rang", not_future=True, now_button=True)
    number = f.TextField(label="Which number or team did you ring?", missing="Enter the number or team you rang", width=20)
    result = f.RadiosField(
        label="What came of it?",
        missing="Choose what came of the call",
        hint="An unanswered call is kept as an attempt. Ring again, or try the out-of-hours team.",
        choices=[
            f.Choice(value, label, reveals=("spoke_to", "role", "summary") if value == "reached" else ())
            for value, label in CallAttempt.Result.choices
        ],
    )
    spoke_to = f.TextField(label="Who did you speak to?", missing="Enter who you spoke to", width=20)
    role = f.TextField(label="What is their job? (optional)", required=False, width=20)
    summary = f.TextAreaField(
        label="What was said and agreed?",
        hint="Also what the child and the carers are told, by whom and when.",
        missing="Write what was said and agreed",
        rows=5,
    )
    lateness_reason = why_late()


def _section_field(section: Any) -> f.TextAreaField:
    return f.TextAreaField(label=section.label, hint=section.hint, required=False, rows=section.rows, label_size="s")


class WriteReferralForm(f.GovukForm):
    """The sections of policy 12 and framework 2.102. Nothing is demanded here: what is missing is shown, and judged when it is sent."""

    marac_open = f.RadiosField(
        label="Is there a MARAC already?",
        hint="The request to refer to a MARAC is put in by itself when a manager agreed to it",
        required=False,
        choices=[("not_open", "No"), ("open", "Yes, one is open"), ("unknown", "Not known")],
    )
    version = f.VersionField()
    groups = [
        f.Group("Concern, evidence and analysis", ["concern", "evidence", "analysis", "action_sought"]),
        f.Group(
            "The children and the family", [section.key for section in WRITTEN_SECTIONS[4:15]], hint="Filled in from the record: check it"
        ),
        f.Group("Who knows, and the proceedings", [section.key for section in WRITTEN_SECTIONS[15:]] + ["marac_open"]),
    ]

    def __init__(self, *args: Any, domestic_abuse: bool = False, labels: dict[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key, label in (labels or {}).items():
            self.fields[key].label = label
        if not domestic_abuse:
            del self.fields["marac_open"]


for _section in WRITTEN_SECTIONS:
    WriteReferralForm.base_fields[_section.key] = _section_field(_section)


class MarkSentForm(AsksWhyLate):
    sent_at = f.LocalDateTimeField(
        label="When did you send it?", missing="Enter when you sent it", not_future=True, now_button=True,
        hint="If you are about to send it, choose now",
    )  # fmt: skip
    method = f.RadiosField(label="How?", missing="Choose how you sent it", choices=METHODS)
    sent_to = f.TextField(label="To which address or team?", missing="Enter the address or team", width="full")
    has_social_worker = f.YesNoField(
        label="Does a child have an allocated social worker?",
        missing="Say whether a child has an allocated social worker",
        yes_reveals=("copied",),
    )
    copied = f.YesNoField(label="Did you copy it to the social worker?", missing="Say whether you copied it to the social worker")
    go_now = f.YesNoField(
        label="Must it go now, although something is missing?", missing="Say whether it must go now", yes_reveals=("must_go_now",)
    )
    must_go_now = f.TextAreaField(label="Why can it not wait?", missing="Write why it cannot wait", rows=3)
    lateness_reason = why_late()

    def __init__(self, *args: Any, ask_to_go_now: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_to_go_now:
            del self.fields["go_now"], self.fields["must_go_now"]


class ParentForm(f.GovukForm):
    parent_id = f.HiddenField()
    told = f.RadiosField(
        label="Were they told of the referral?",
        missing="Choose whether they were told",
        choices=[
            f.Choice("before", "Yes, before it was made", reveals=("told_at", "how", "reaction", "agreed")),
            f.Choice("after", "Yes, after it was made", reveals=("told_after_at", "how_after", "reaction_after", "agreed_after")),
            f.Choice("not_told", "No", reveals=("reason_kinds", "reason")),
        ],
    )
    told_at = f.LocalDateTimeField(label="When?", missing="Enter when they were told", not_future=True)
    how = f.TextField(label="How?", missing="Enter how they were told", width=20)
    reaction = f.TextAreaField(label="What were they told would happen, and what did they say? (optional)", required=False, rows=3)
    agreed = f.YesNoField(label="Did they agree?", missing="Say whether they agreed")
    told_after_at = f.LocalDateTimeField(label="When?", missing="Enter when they were told", not_future=True)
    how_after = f.TextField(label="How?", missing="Enter how they were told", width=20)
    reaction_after = f.TextAreaField(label="What were they told would happen, and what did they say? (optional)", required=False, rows=3)
    agreed_after = f.YesNoField(label="Did they agree?", missing="Say whether they agreed")
    reason_kinds = f.CheckboxesField(label="Why not?", missing="Choose at least one reason", choices=ParentInformed.REASONS)
    reason = f.TextAreaField(label="Your reasons", missing="Write why they were not told", rows=3)


class RecordParentsForm(f.GovukForm):
    repeats = {"parents": f.Repeat(ParentForm, item="parent", fixed=True)}


class RecordConsentForm(f.GovukForm):
    consent_by = f.TextField(label="Who consented, and to what?", missing="Enter who consented, and to what", width="full")
    how = f.TextField(label="How was it given?", hint="For example, in writing or by telephone", missing="Enter how it was given", width=20)
    consent_at = f.LocalDateTimeField(label="When?", missing="Enter when they consented", not_future=True)
    consent_children = f.TextAreaField(
        label="What does each child say of it?", hint="Their consent goes by their understanding. If a child was not asked, write why.",
        missing="Write what each child says of it, or why a child was not asked", rows=3,
    )  # fmt: skip
    consent_court = f.TextField(
        label="The court’s permission: judge and date", hint="While proceedings are running, nothing of them is told outside child protection without it.",
        required=False, width="full",
    )  # fmt: skip


class RecordRefusalForm(f.GovukForm):
    refused_by = f.TextField(label="Who refuses?", missing="Enter who refuses", width="full")
    refused_at = f.LocalDateTimeField(label="When?", missing="Enter when they refused", not_future=True, now_button=True)
    harm = f.YesNoField(
        label="Could a child come to significant harm without this help?",
        missing="Say whether a child could come to significant harm without this help",
    )
    reason = f.TextAreaField(label="Why, or why not?", missing="Write why, or why not", rows=3)


class ChangeKindForm(f.GovukForm):
    kind = f.RadiosField(label="What type of referral is it?", missing="Choose the type of referral", choices=Referral.Kind.choices)
    sought = f.RadiosField(label="What do you ask the authority to do?", missing="Choose what you ask for", choices=Sought.choices)
    reason = f.TextAreaField(label="Why are you changing it?", missing="Write why you are changing it", rows=3)


class GiveCopyForm(AsksWhyLate):
    given_at = f.LocalDateTimeField(
        label="When did you give the manager the copy?", missing="Enter when you gave the copy", not_future=True, now_button=True
    )
    lateness_reason = why_late()


class RecordChaseForm(AsksWhyLate):
    chased_at = f.LocalDateTimeField(
        label="When did you chase them?", missing="Enter when you chased them", not_future=True, now_button=True
    )
    method = f.RadiosField(
        label="How?",
        missing="Choose how you chased them",
        choices=[
            f.Choice(Chase.Method.TELEPHONE, "By telephone", reveals=("answered",)),
            f.Choice(Chase.Method.EMAIL, "By secure e-mail", hint="Out of hours only the telephone counts: nobody reads e-mail"),
        ],
    )
    answered = f.YesNoField(label="Did somebody answer?", missing="Say whether somebody answered")
    spoke_to = f.TextField(label="Who did you speak or write to?", missing="Enter who you spoke or wrote to", width=20)
    said = f.TextAreaField(label="What did they say, and by when will they decide?", missing="Write what they said", rows=4)
    lateness_reason = why_late()


class RecordMaracAnswerForm(f.GovukForm):
    answered_at = f.LocalDateTimeField(
        label="When did they tell you?", missing="Enter when they told you", not_future=True, now_button=True
    )
    answer = f.TextAreaField(
        label="Did they refer to the MARAC?", hint="What they said, and who told you", missing="Write what they told you", rows=3
    )


class WithdrawReferralForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why it was entered in error", rows=3)
