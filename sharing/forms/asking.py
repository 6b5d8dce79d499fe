"""Who asks, or whom we want to tell, and for what: two pages."""

from typing import Any

from cafcass_cases.ui import forms as f
from sharing.models import Sharing
from sharing.table import PURPOSES, RECIPIENTS, purposes_for

WITH_AUTHORITY = ("local_authority", "lado")
NAMED = ("school", "agency", "hospital", "probation", "employer", "child_solicitor", "other")
NAME_LABELS = {
    "school": "Which school?", "hospital": "Which hospital?", "employer": "Which employer?", "child_solicitor": "Which solicitor or firm?",
    "probation": "Which probation office?", "agency": "Which agency?", "other": "Who exactly?",
}  # fmt: skip


class WhoForm(f.GovukForm):
    direction = f.RadiosField(
        label="Which is it?", missing="Say whether they ask us, or we want to tell them",
        choices=[f.Choice(Sharing.Direction.ASKED, "They ask us for information"), f.Choice(Sharing.Direction.WISH, "We want to tell them something")],
    )  # fmt: skip
    recipient_kind = f.RadiosField(label="Who is it?", missing="Choose who it is")
    asked_at = f.LocalDateTimeField(
        label="When did they ask, or when did you see the need?", missing="Enter when they asked, or when you saw the need",
        not_future=True, now_button=True,
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: Any = tuple(RECIPIENTS), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipient_kind"].choices = [f.Choice(key, RECIPIENTS[key].label, hint=RECIPIENTS[key].hint) for key in kinds]


class WhatForm(f.GovukForm):
    authority = f.SelectField(label="Which local authority?", missing="Choose the local authority", choices=[])
    party = f.SelectField(label="Which party?", missing="Choose the party", choices=[])
    recipient_name = f.TextField(label="Which one?", missing="Enter its name", width="full", max_length=160)
    contact_person = f.TextField(
        label="Who there? (optional)",
        hint="Name and job; for an officer also the force and collar number",
        required=False,
        width="full",
        max_length=200,
    )
    purpose = f.RadiosField(label="What is it for?", missing="Choose what it is for")
    gateway_on = f.LocalDateField(
        label="When did the section 47 enquiry or the protection process begin? (optional)", hint="Needed before anything is shared for it",
        required=False, not_future=True,
    )  # fmt: skip
    plan = f.RadiosField(
        label="Is or was a child on a protection plan?",
        missing="Say whether a child is or was on a protection plan",
        choices=Sharing.Plan.choices,
    )
    plan_detail = f.TextField(label="Dates and category of the plan (optional)", required=False, width="full", max_length=200)
    what_asked = f.TextAreaField(
        label="What is asked, or what do you want to tell?", missing="Write what is asked, or what you want to tell", rows=4
    )
    children = f.CheckboxesField(label="About which children?", missing="Choose at least one child", choices=[])

    def __init__(
        self, *args: Any, kind: str = "other", purposes: Any = (), authorities: Any = (), parties: Any = (), children: Any = (),
        plan_known: bool = False, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]
        self.fields["party"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in parties]
        self.fields["children"].choices = [f.Choice(str(child.pk), child.full_name, object=child) for child in children]
        self.fields["recipient_name"].label = NAME_LABELS.get(kind, "Which one?")
        offered = list(purposes) or purposes_for(kind)
        self.fields["purpose"].choices = [f.Choice(key, PURPOSES[key]) for key in offered]
        unasked = {
            "authority": kind not in WITH_AUTHORITY,
            "party": kind != "party",
            "recipient_name": kind not in NAMED,
            "purpose": len(offered) == 1,
            "gateway_on": kind != "local_authority",
            "plan": kind != "local_authority" or plan_known,
            "plan_detail": kind != "local_authority" or plan_known,
            "children": len(self.fields["children"].choices) < 2,
        }
        for name in (name for name, left_out in unasked.items() if left_out):
            del self.fields[name]
