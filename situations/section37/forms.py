"""Forms of section 37: short, one for each step."""

from typing import Any

from cafcass_cases.ui import forms as f
from cafcass_cases.ui.words import london

from .models import Advice, Conclusion

HOW_TOLD = [choice for choice in Advice.METHODS if choice[0] in ("telephone", "email", "post")]
HOW_FILED = [choice for choice in Advice.METHODS if choice[0] in ("portal", "email", "at_court")]
HOW_SENT = [choice for choice in Advice.METHODS if choice[0] in ("email", "portal", "post")]


class RecordThresholdForm(f.GovukForm):
    threshold = f.RadiosField(
        label="For which order do you think the threshold is met?", missing="Choose the order", choices=Advice.Threshold.choices
    )
    reason = f.TextAreaField(
        label="Why do you think so?", hint="The harm, or the risk of future significant harm, and how you know of it",
        missing="Write why you think that the threshold is met", rows=6,
    )  # fmt: skip
    at = f.LocalDateTimeField(
        label="Since when do you think so?", missing="Enter since when you think so", not_future=True, now_button=True
    )


class RecordConsultationForm(f.GovukForm):
    supervision = f.RadiosField(label="In which supervision was it?", missing="Choose the supervision")
    conclusion = f.TextAreaField(
        label="What did you and the manager conclude about section 37?",
        hint="Where you do not agree, write both views. You can go on: the advice is yours.",
        missing="Write what you and the manager concluded",
        rows=5,
    )

    def __init__(self, *args: Any, supervisions: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["supervision"].choices = [
            f.Choice(str(one.pk), f"Held {london(one.held_at)} with {one.held_by}", object=one) for one in supervisions
        ]


class NamesAuthority(f.GovukForm):
    """Drops the question where the record leaves no doubt which authority it is."""

    def __init__(self, *args: Any, authorities: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]


class TellAuthorityForm(NamesAuthority):
    authority = f.SelectField(label="Which local authority?", missing="Choose the local authority", choices=[])
    told_at = f.LocalDateTimeField(
        label="When did you tell it?", hint="If you are telling it now, the referral and the 16A go with it", missing="Enter when you told it",
        not_future=True, now_button=True,
    )  # fmt: skip
    who = f.TextField(label="Who did you tell?", hint="Name and job", missing="Enter who you told", width="full")
    how = f.RadiosField(label="How?", missing="Choose how you told it", choices=HOW_TOLD)
    why = f.TextAreaField(
        label="Why will section 37 be advised?", hint="As you told the authority. Filled in from what you wrote of the threshold",
        missing="Write why section 37 will be advised", rows=5,
    )  # fmt: skip


class RecordPapersForm(f.GovukForm):
    sent_at = f.LocalDateTimeField(
        label="When had the authority both the referral and the 16A?", missing="Enter when it had both", not_future=True, now_button=True
    )


class WriteAdviceForm(f.GovukForm):
    rationale = f.TextAreaField(
        label="The rationale for this advice", hint="Why the court is advised that a section 37 report is required",
        missing="Write the rationale", rows=10,
    )  # fmt: skip
    earlier_hearing = f.YesNoField(
        label="Do you ask for an earlier hearing?", hint="With a 16A beside the advice it is likely to be needed (policy 33)",
        missing="Say whether you ask for an earlier hearing", no_reveals=("earlier_hearing_reason",),
    )  # fmt: skip
    earlier_hearing_reason = f.TextAreaField(
        label="Why is no earlier hearing needed?", missing="Write why no earlier hearing is asked for", rows=3
    )
    version = f.VersionField()


class IssueAdviceForm(f.GovukForm):
    court_alone = f.YesNoField(
        label="Is this a copy for the court alone?", hint="Only where it must tell the court what is withheld from a party",
        missing="Say whether this is a copy for the court alone", yes_reveals=("court_alone_reasons", "directions"),
    )  # fmt: skip
    court_alone_reasons = f.TextAreaField(label="Why may only the court read it?", missing="Write why only the court may read it", rows=3)
    directions = f.TextAreaField(label="What directions do you ask for?", missing="Write the directions you ask for", rows=3)


class FileAdviceForm(f.GovukForm):
    filed_at = f.LocalDateTimeField(label="When did you file it?", missing="Enter when you filed it", not_future=True, now_button=True)
    how = f.RadiosField(label="How?", missing="Choose how you filed it", choices=HOW_FILED)


class LeaveAdviceForm(f.GovukForm):
    at = f.LocalDateTimeField(label="When was this decided?", missing="Enter when it was decided", not_future=True, now_button=True)
    reason = f.TextAreaField(label="Why is the court not advised on section 37?", missing="Write why the court is not advised", rows=4)


class RecordAnswerForm(NamesAuthority):
    answer = f.RadiosField(label="What did the court decide?", missing="Choose what the court decided", choices=[])
    order = f.SelectField(label="Is the order on the record already?", required=False, choices=[], empty_label="No, record it now")
    made_on = f.LocalDateField(
        label="When was the order made?", hint="Not needed where you chose an order above", required=False, not_future=True
    )
    terms = f.TextAreaField(label="In the court’s words (optional)", required=False, rows=4)
    authority = f.SelectField(label="Which local authority?", missing="Choose the local authority", choices=[])
    report_due_on = f.LocalDateField(label="By when does the authority report?", missing="Enter by when the authority reports")
    reason = f.TextAreaField(label="What were the court’s reasons?", missing="Write the court’s reasons, or that it gave none", rows=4)
    known_at = f.LocalDateTimeField(
        label="When did you learn of it?", missing="Enter when you learned of it", not_future=True, now_button=True
    )

    def __init__(self, *args: Any, orders: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["order"].choices = [f.Choice(str(one.pk), f"{one.kind}, {one.made_on:%-d %B %Y}", object=one) for one in orders]
        directs = ("order", "made_on", "terms", "authority", "report_due_on")
        if not orders:
            del self.fields["order"]
            self.fields["made_on"].hint = ""
            directs = directs[1:]
        self.fields["answer"].choices = [
            f.Choice("directed", "It directed the local authority to investigate", reveals=directs),
            f.Choice("not_directed", "It did not", reveals=("reason",)),
        ]


class WriteLetterForm(f.GovukForm):
    timescales = f.TextAreaField(label="Which timescales were agreed?", missing="Write the timescales that were agreed", rows=4)
    agreed_with = f.TextField(label="With whom? (optional)", hint="Name and job", required=False, width="full")


class ConfirmOrderForm(f.GovukForm):
    sent_at = f.LocalDateTimeField(label="When did you send it?", missing="Enter when you sent it", not_future=True, now_button=True)
    how = f.RadiosField(label="How?", missing="Choose how you sent it", choices=HOW_SENT)
    to = f.TextField(label="To whom?", hint="Name and job, or team", missing="Enter to whom you sent it", width="full")
    timescales = f.TextAreaField(label="Which timescales did it give?", missing="Write the timescales that it gave", rows=3)
    lateness_reason = f.TextField(label="Why was it late? (optional)", hint="One line", required=False, max_length=200)

    def __init__(self, *args: Any, late: bool = False, has_letter: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["lateness_reason"]
        if has_letter:
            del self.fields["timescales"]


class ChildConclusionForm(f.GovukForm):
    child_id = f.HiddenField()
    application = f.SelectField(
        label="Does the authority apply for an order?",
        required=False,
        choices=Conclusion.Application.choices,
        empty_label="The report does not say",
    )
    services = f.YesNoField(label="Does it give services or assistance?", required=False)
    services_detail = f.TextAreaField(label="Which? (optional)", required=False, rows=2)
    other_action = f.YesNoField(label="Does it take other action to protect the child?", required=False)
    other_detail = f.TextAreaField(label="Which action? (optional)", required=False, rows=2)


class RecordReportForm(f.GovukForm):
    received_at = f.LocalDateTimeField(
        label="When did the report come?", missing="Enter when the report came", not_future=True, now_button=True
    )
    note = f.TextAreaField(label="What does it find? (optional)", required=False, rows=4)
    repeats = {"children": f.Repeat(ChildConclusionForm, item="child", fixed=True)}


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was this entered in error?", missing="Write why this was entered in error", rows=3)
