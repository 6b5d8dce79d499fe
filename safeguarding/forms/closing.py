"""Actions carried out, and concerns completed or withdrawn."""

from typing import Any

from cafcass_cases.ui import forms as f


class ActionDoneForm(f.GovukForm):
    done_at = f.LocalDateTimeField(label="When was it done?", missing="Enter when it was done", not_future=True, now_button=True)
    result = f.TextAreaField(label="What came of it?", missing="Write what came of it", rows=4)


class FollowUpForm(f.GovukForm):
    found = f.RadiosField(
        label="Is it done?",
        missing="Say whether it is done",
        choices=[f.Choice("done", "Yes", reveals=("confirmed_at",)), f.Choice("not_done", "No, something is still to do")],
    )
    confirmed_at = f.LocalDateTimeField(
        label="When did you follow it up?", missing="Enter when you followed it up", not_future=True, now_button=True
    )
    note = f.TextAreaField(
        label="What did you find, or what is still to do?", missing="Write what you found, or what is still to do", rows=4
    )


class ReviewActionForm(f.GovukForm):
    goes_on = f.RadiosField(
        label="Does this contact go on?",
        missing="Say whether it goes on",
        choices=[f.Choice("resume", "Yes", reveals=("agreed_on",)), f.Choice("withdraw", "No, it goes no further")],
    )
    agreed_on = f.LocalDateField(label="By when?", missing="Enter by when", hint="The agreed date stands unless you change it.")
    reason = f.TextAreaField(label="Why?", missing="Write why", rows=4)
    reviewed_at = f.LocalDateTimeField(
        label="When did you look at it again?", missing="Enter when you looked at it again", not_future=True, now_button=True
    )


class WithdrawActionForm(f.GovukForm):
    reason = f.TextAreaField(label="Why does it go no further?", missing="Write why it goes no further", rows=4)


class SuspendActionForm(f.GovukForm):
    because = f.TextAreaField(label="Why does it have to wait?", missing="Write why it has to wait", rows=3)


class CompleteForm(f.GovukForm):
    outcome = f.TextAreaField(label="What came of it, for each child?", missing="Write what came of it for each child", rows=6)
    enquiries_reason = f.TextAreaField(
        label="Why was neither a parent nor the local authority asked?", missing="Write why neither was asked", rows=3
    )
    no_other_children = f.ConfirmField(
        label="No other child is known who may be at risk", missing="Confirm that no other child is known, or add the child to the case"
    )

    def __init__(self, *args: Any, ask_enquiries: bool = False, ask_others: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not ask_enquiries:
            del self.fields["enquiries_reason"]
        if not ask_others:
            del self.fields["no_other_children"]


class WithdrawForm(f.GovukForm):
    reason = f.TextAreaField(label="Why was it entered in error?", missing="Write why it was entered in error", rows=4)
