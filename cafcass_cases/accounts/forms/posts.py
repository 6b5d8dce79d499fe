from typing import Any

from cafcass_cases.ui import forms as f

from .. import selectors
from ..models import DirectorPost, Role
from .people import people


class PostForm(f.GovukForm):
    post = f.RadiosField(label="Which post?", missing="Choose the post", choices=DirectorPost.Post.choices)
    holder = f.SelectField(label="Who holds it?", hint="A Head of Practice or an Assistant Director", missing="Choose who holds it")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["holder"].choices = people([*selectors.holders(Role.ASSISTANT_DIRECTOR), *selectors.holders(Role.HEAD_OF_PRACTICE)])
