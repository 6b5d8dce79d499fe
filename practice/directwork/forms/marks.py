"""The skin map (framework 2.96): every mark by a list, which needs no script; the drawing fills the same list."""

from cafcass_cases.ui import forms as f

from ..body import site_words, sites
from .common import OfChildForm


class MarkForm(f.GovukForm):
    site = f.SelectField(
        label="Where on the body?", hint="Left and right as the child has them", missing="Choose where on the body it is",
        choices=[(key, site_words(key)) for key in sites()],
    )  # fmt: skip
    description = f.TextAreaField(
        label="What did you see?",
        hint="Kind, shape, pattern, old or new. Describe it; do not say what made it.",
        missing="Describe what you saw",
        rows=2,
    )
    size = f.TextField(label="Size (optional)", hint="For example, 2 cm by 1 cm", required=False, max_length=60, width=20)
    colour = f.TextField(label="Colour (optional)", required=False, max_length=60, width=20)
    x = f.HiddenField(required=False)
    y = f.HiddenField(required=False)

    def clean(self) -> None:
        super().clean()
        for name in ("x", "y"):
            text = str(self.cleaned_data.get(name) or "")
            self.cleaned_data[name] = int(text) if text.isdigit() else None


class SkinMapForm(OfChildForm):
    visible_only = f.ConfirmField(
        label="Everything marked here was visible without undressing. Nobody asked the child to undress.",
        missing="Only what was visible without undressing may be marked: confirm it. Never ask a child to undress",
    )
    seen_at = f.LocalDateTimeField(label="When was it seen?", missing="Enter when it was seen", not_future=True, now_button=True)
    observer = f.TextField(label="Who saw it?", hint="Name and role", missing="Enter who saw it", max_length=160)
    note = f.TextAreaField(
        label="What did the child or the carer say of it? (optional)", hint="What they offered. Do not ask.", required=False, rows=2
    )

    groups = [
        f.Group("Before you mark", ["child", "visible_only"]),
        f.Group("The marks", ["marks"]),
        f.Group("Who and when", ["seen_at", "observer", "note"]),
    ]
    repeats = {"marks": f.Repeat(MarkForm, item="mark", minimum=1, maximum=40, missing="Place at least one mark")}
