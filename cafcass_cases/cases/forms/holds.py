"""Holding a case from disposal."""

from cafcass_cases.ui import forms as f

from ..models import DisposalHold


class HoldCaseForm(f.GovukForm):
    kind = f.RadiosField(label="What needs this case?", missing="Choose what needs this case", choices=DisposalHold.Kind.choices)
    reason = f.TextAreaField(label="Why may nothing be destroyed?", missing="Write why nothing may be destroyed", rows=3)
    held_at = f.LocalDateTimeField(label="Since when?", missing="Enter since when", not_future=True, now_button=True)


class LiftHoldForm(f.GovukForm):
    reason = f.TextAreaField(label="Why is the hold lifted?", missing="Write why the hold is lifted", rows=3)
