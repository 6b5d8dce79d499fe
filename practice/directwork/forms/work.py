"""The record of work with a child, and what a child told (framework 2.44 to 2.49, 2.89 to 2.95)."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.ui import forms as f

from ..models import DirectWork, DirectWorkPlan, Material, Venue
from ..services import TellingFacts
from .common import OfChildForm

TOLD = {
    "words": f.TextAreaField(
        label="What did the child say, word for word?", hint="The child’s words, not yours. Do not tidy them.",
        missing="Write what the child said", rows=5,
    ),
    "explanation": f.TextAreaField(
        label="How does the child explain the injury or harm?", hint="Only what the child offered. “None given” is an answer.",
        missing="Write how the child explains it, or “none given”", rows=2,
    ),
    "responsible": f.TextField(
        label="Whom does the child hold responsible?", hint="“Not said” is an answer.", missing="Write whom the child holds responsible, or “not said”",
        max_length=300,
    ),
    "signs": f.TextAreaField(
        label="Signs of injury that were visible (optional)", hint="Visible without undressing only. You can mark them on a skin map next.", required=False,
        rows=2,
    ),
    "also_present": f.TextField(label="Who else was there?", hint="“Nobody” is an answer.", missing="Write who else was there, or “nobody”", max_length=200),
    "asked": f.TextAreaField(
        label="What did you ask before you stopped?", hint="A few questions may be needed to see whether there is cause to suspect harm. “Nothing” is an answer.",
        missing="Write what you asked, or “nothing”", rows=2,
    ),
    "stopped_at": f.LocalDateTimeField(
        label="When did you stop asking?", hint="When you suspected significant harm", missing="Enter when you stopped asking", not_future=True, now_button=True
    ),
    "told_again": f.TextAreaField(
        label="What did you tell the child about what follows?",
        hint="That somebody else will ask again. Promise nothing about secrecy, and do not say what will or will not happen.",
        missing="Write what you told the child about what follows", rows=2,
    ),
}  # fmt: skip


def telling_facts(cleaned: dict[str, Any], told_at: Any, prefix: str = "") -> TellingFacts:
    """What the service takes, from the form's answers."""
    return TellingFacts(told_at=told_at, **{name: cleaned[f"{prefix}{name}"] for name in TOLD})


class TellingForm(OfChildForm):
    """What a child told, outside a planned session or before its record is written."""

    told_at = f.LocalDateTimeField(
        label="When did the child tell you?", missing="Enter when the child told you", not_future=True, now_button=True
    )
    for _name, _field in TOLD.items():
        locals()[_name] = _field
    del _name, _field

    groups = [
        f.Group("What the child told", ["child", "told_at", "words", "explanation", "responsible", "signs", "also_present"]),
        f.Group("You stopped asking", ["asked", "stopped_at", "told_again"]),
    ]


class PromiseRow(f.GovukForm):
    what = f.TextField(label="What did you promise?", missing="Write what you promised", max_length=300)
    due_on = f.LocalDateField(label="By when?", missing="Enter by when")


POINTS = tuple(f"point_{key}" for key in DIRECT_WORK_POINTS)
DISTRESS = ("distress_signs", "encouragement", "decision", "decision_reason")
HARM = tuple(f"told_{name}" for name in TOLD)


class WorkForm(OfChildForm):
    """The signed record: ten points, the child's own words, and what the framework asks beside them."""

    plan = f.RadiosField(label="Was it planned?", required=False)
    happened_at = f.LocalDateTimeField(
        label="When did you see the child?", missing="Enter when you saw the child", not_future=True, now_button=True
    )
    venue = f.RadiosField(
        label="What kind of place was it?", missing="Choose what kind of place it was",
        choices=Venue.choices,
    )  # fmt: skip
    second_adult = f.TextField(
        label="If it was a home: which other adult was there?",
        hint="The child’s own home, the foster home or the children’s home. Leave it empty if nobody was: your manager is told.",
        required=False, max_length=200,
    )  # fmt: skip
    in_bedroom = f.YesNoField(
        label="Was focused work done in the child’s bedroom?", missing="Say whether focused work was done in the child’s bedroom"
    )
    limits_explained = f.YesNoField(
        label="Before the child said anything of substance: did you explain what you are there for, and what you may have to tell others?",
        hint="Also what the child can do who disagrees.", missing="Say whether you explained what you are there for, and what you may have to tell others",
    )  # fmt: skip
    limits_how = f.TextAreaField(label="How, or why not?", missing="Write how you explained it, or why you could not", rows=2)
    child_words = f.TextAreaField(
        label="What did the child say? Use the child’s own words.", hint="Wishes and feelings above all. Keep what you think for the points below.",
        missing="Write what the child said, in the child’s own words", rows=6,
    )  # fmt: skip
    harm = f.YesNoField(
        label="Did the child tell of harm, or did you see an injury?", hint="If so, stop asking. Listen, note it, do not press. The next page logs the concern.",
        missing="Say whether the child told of harm", yes_reveals=HARM,
    )  # fmt: skip
    for _name, _field in TOLD.items():
        locals()[f"told_{_name}"] = _field
    del _name, _field
    for _key, _label in DIRECT_WORK_POINTS.items():
        locals()[f"point_{_key}"] = f.TextAreaField(label=_label, missing=f"Write: {_label[0].lower()}{_label[1:]}", rows=2)
    del _key, _label
    distress = f.YesNoField(
        label="Was the child distressed, or urged to do something hard?", hint="Also where a meeting was ended or a contact called off",
        missing="Say whether the child was distressed", yes_reveals=DISTRESS,
    )  # fmt: skip
    distress_signs = f.TextAreaField(label="What did you see and hear?", missing="Write what you saw and heard", rows=2)
    encouragement = f.TextAreaField(
        label="How did you encourage the child, in which words?", hint="Enough to tell support from pressure. “None” is an answer.",
        missing="Write how you encouraged the child, or “none”", rows=2,
    )  # fmt: skip
    decision = f.RadiosField(label="What was decided?", missing="Choose what was decided", choices=DirectWork.Decision.choices)
    decision_reason = f.TextAreaField(label="Why?", missing="Write why", rows=2)
    expert = f.YesNoField(
        label="Is a medical or other expert proposed to assess the child?",
        missing="Say whether an expert is proposed",
        yes_reveals=("expert_view",),
    )
    expert_view = f.TextAreaField(
        label="What does the child say of it, or why was the child not asked?",
        missing="Write what the child says of it, or why not asked",
        rows=2,
    )
    materials = f.CheckboxesField(label="What did you use? (optional)", required=False, choices=Material.choices)
    solicitor_told = f.TextField(label="When and how was the child’s solicitor told? (optional)", required=False, max_length=200)
    social_worker_told = f.TextField(label="When and how was the social worker told? (optional)", required=False, max_length=200)
    signed = f.ConfirmField(
        label="I did this work, these are my words, and I sign them", missing="Confirm that you did this work and sign its record"
    )

    groups = [
        f.Group("When and where", ["child", "plan", "happened_at", "venue", "second_adult", "in_bedroom"]),
        f.Group("The child’s voice", ["limits_explained", "limits_how", "child_words"]),
        f.Group("Harm", ["harm"]),
        f.Group("The ten points", list(POINTS)),
        f.Group("Support and pressure", ["distress"]),
        f.Group("Also", ["expert", "materials", "solicitor_told", "social_worker_told"]),
        f.Group(
            "Promises to the child, and your signature",
            ["promises", "signed"],
            hint="Never promise what you cannot deliver. What you promised stands on your list until it is kept.",
        ),
    ]
    repeats = {"promises": f.Repeat(PromiseRow, item="promise")}

    def __init__(
        self, *args: Any, plans: Iterable[DirectWorkPlan] = (), public_law: bool = False, signing: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        choices = [f.Choice(str(plan.pk), f"Yes: {plan.purpose[:80]} ({plan.child.full_name})", object=plan) for plan in plans]
        self.fields["plan"].choices = [*choices, f.Choice("none", "No", object=None)]  # type: ignore[attr-defined]
        dropped = [] if choices else ["plan"]
        if not public_law:
            dropped += ["solicitor_told", "social_worker_told"]
        if signing:  # the entry stands already: its time and its ten points are not asked again
            dropped += ["happened_at", *POINTS]
        for name in dropped:
            del self.fields[name]
        self.groups = [
            f.Group(group.title, left, hint=group.hint)
            for group in self.groups
            if (left := [name for name in group.names if name not in dropped])
        ]
