"""The one form of this path: who told what, who looks after the child, and the police."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.ui import forms as f


class DisclosureForm(f.GovukForm):
    child = f.RadiosField(label="Which child told of more?", missing="Choose the child")
    disclosed_at = f.LocalDateTimeField(
        label="When did the child tell it?",
        hint="The 24 hours to refer run from here.",
        missing="Enter when the child told it",
        not_future=True,
        now_button=True,
    )
    words = f.TextAreaField(label="What did the child say, word for word?", missing="Write what the child said, word for word", rows=5)
    authority = f.SelectField(
        label="Which authority looks after the child?",
        hint="It may be another than where the child lives now.",
        missing="Choose the authority that looks after the child",
    )
    police = f.YesNoField(label="Report it to the police as well?", missing="Say whether to report it to the police as well")
    police_reason = f.TextAreaField(label="Why, or why not?", missing="Write why, or why not", rows=2)

    def __init__(self, *args: Any, children: Sequence[Person] = (), authorities: Sequence[LocalAuthority] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["child"].choices = [f.Choice(str(one.pk), one.full_name, object=one) for one in children]  # type: ignore[attr-defined]
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]  # type: ignore[attr-defined]
