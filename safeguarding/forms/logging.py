"""Logging a concern, in three pages."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.cases.models import Person
from cafcass_cases.core.clock import london_date
from cafcass_cases.ui import forms as f
from safeguarding.models import Concern, ConcernChild
from safeguarding.models.children import HARM_WORDS, OUTSIDE_WORDS, SIGNIFICANT_WORDS, TRAVEL_HARMS, HarmKind, Standing, Threshold

Medical = Concern.Medical


class DangerForm(f.GovukForm):
    """The first question of all (DESIGN §10.2). None of its answers holds another up."""

    danger_now = f.YesNoField(
        label="Is anyone being harmed now, or in immediate danger?",
        hint="A child or an adult.",
        missing="Say whether anyone is being harmed now or is in immediate danger",
        label_hidden=True,
        yes_reveals=("danger_believed_at", "danger_adult"),
    )
    danger_believed_at = f.LocalDateTimeField(
        label="When did you first believe it?", missing="Enter when you first believed it", not_future=True, now_button=True
    )
    danger_adult = f.ConfirmField(label="An adult is in danger", required=False)
    danger_reason = f.TextAreaField(label="Why do you think so?", missing="Write why you think so. A few words will do", rows=3)
    medical = f.RadiosField(
        label="Does anybody need a doctor or an ambulance?",
        missing="Say whether anybody needs a doctor or an ambulance",
        choices=[
            f.Choice(Medical.NOT_NEEDED, "No"),
            f.Choice(Medical.SOUGHT, "Yes, and it has been sought", reveals=("medical_note",)),
            f.Choice(
                Medical.NOT_SOUGHT, "Yes, and it has not been sought yet", hint="Ring 999, or make sure that somebody with the child does"
            ),
            f.Choice(Medical.NOT_KNOWN, "I do not know"),
        ],
    )
    medical_note = f.TextAreaField(label="From whom, when, and what were the parents told?", required=False, rows=2)
    left_alone = f.YesNoField(
        label="Is a child alone now who should not be?", missing="Say whether a child is alone now", yes_reveals=("left_alone_note",)
    )
    left_alone_note = f.TextAreaField(
        label="What is being done to protect the child? Who was called, and when?", missing="Write what is being done", rows=2
    )
    refer_at_once = f.YesNoField(
        label="Refer to the local authority now, and have supervision after?",
        hint="You can always do this. Nothing inside Cafcass has to come first.",
        missing="Say whether you refer now",
    )


class ConcernForm(f.GovukForm):
    """What is known, from whom, and when: once for all the children."""

    children = f.CheckboxesField(label="Which children is it about?", missing="Choose at least one child")
    source = f.RadiosField(label="How do you know?", missing="Choose how you know", choices=Concern.Source.choices)
    source_detail = f.TextField(label="Who exactly, or which paper? (optional)", required=False, max_length=200)
    said = f.TextAreaField(
        label="What was said, seen or written?", missing="Write what was said, seen or written", rows=7,
        hint="Facts first, in the words used. Your analysis comes with each child.",
    )  # fmt: skip
    whose_words = f.RadiosField(label="In whose words is that?", missing="Say in whose words that is", choices=Concern.Words.choices)
    harm_from = f.CheckboxesField(
        label="From whom is the harm said to come?",
        hint="Leave it where you do not know. A handover to anybody then counts as feared.",
        required=False,
        choices=[],
    )
    also_present = f.TextField(label="Who else was there? (optional)", required=False, max_length=200)
    happened = f.RadiosField(
        label="When did it happen?",
        missing="Say when it happened, as far as you know",
        choices=[
            f.Choice("moment", "At a time I can give", reveals=("happened_at",)),
            f.Choice("words", "Over some time, or I know it only roughly", reveals=("happened_words",)),
            f.Choice("not_known", "I do not know"),
        ],
    )
    happened_at = f.LocalDateTimeField(label="Date and time", missing="Enter when it happened", not_future=True)
    happened_words = f.TextField(label="Since when, how often, roughly when", missing="Write roughly when", max_length=200)
    reached_us_at = f.LocalDateTimeField(
        label="When did it reach Cafcass?", missing="Enter when it reached Cafcass", not_future=True, now_button=True
    )
    recognised_at = f.LocalDateTimeField(
        label="When did you recognise it as a concern?", hint="The policy’s clocks run from here.",
        missing="Enter when you recognised it as a concern", not_future=True, now_button=True,
    )  # fmt: skip
    where_now = f.TextField(label="Where are the children now, and with whom?", missing="Write where the children are now", max_length=300)
    seen_next_by = f.TextField(label="Who sees them next, and when?", missing="Write who sees them next, or “not known”", max_length=200)
    family_told = f.TextAreaField(
        label="What has the family been told?", missing="Write what the family has been told, or “nothing yet”", rows=2
    )
    serious = f.YesNoField(
        label="Is it serious enough for supervision within the hour?",
        hint="For example sexual abuse, a hurt that may not be an accident, any bruise on a baby who does not yet move about.",
        missing="Say whether it is serious enough for supervision within the hour",
    )
    works_with_children = f.YesNoField(
        label="Is it about somebody who works with children?", missing="Say whether it is about somebody who works with children"
    )
    disclosure_in_care = f.YesNoField(
        label="Has a child in care told of more harm?", missing="Say whether a child in care has told of more",
        yes_reveals=("police_considered", "police_considered_reason"),
    )  # fmt: skip
    police_considered = f.YesNoField(label="Report it to the police as well?", missing="Say whether to report it to the police as well")
    police_considered_reason = f.TextAreaField(label="Why, or why not?", missing="Write why, or why not", rows=2)
    path = f.RadiosField(
        label="Is it new, or part of what the court is weighing already?", missing="Say whether it is new", choices=Concern.Path.choices
    )
    path_reason = f.TextAreaField(label="Why do you see it so?", missing="Write why you see it so", rows=2)

    groups = [
        f.Group("The children", ["children", "where_now", "seen_next_by", "family_told"]),
        f.Group("What you know", ["source", "source_detail", "said", "whose_words", "harm_from", "also_present"]),
        f.Group("When", ["happened", "reached_us_at", "recognised_at"]),
        f.Group("How to go about it", ["serious", "works_with_children", "disclosure_in_care", "path", "path_reason"]),
    ]

    def __init__(
        self, *args: Any, children: Sequence[Person] = (), adults: Sequence[Person] = (), public_law: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["harm_from"].choices = [  # type: ignore[attr-defined]
            f.Choice(str(adult.pk), adult.full_name, hint=adult.get_role_display(), object=adult) for adult in adults
        ]
        self.fields["children"].choices = child_choices(children)  # type: ignore[attr-defined]
        if not public_law:
            del self.fields["path"], self.fields["path_reason"]
            self.groups = [*self.groups[:3], f.Group("How to go about it", ["serious", "works_with_children", "disclosure_in_care"])]

    def clean(self) -> None:
        super().clean()
        reached, recognised = self.cleaned_data.get("reached_us_at"), self.cleaned_data.get("recognised_at")
        if reached and recognised and reached > recognised:
            self.add_error("recognised_at", "It cannot have been recognised before it reached Cafcass")


def child_choices(children: Sequence[Person]) -> list[f.Choice]:
    """Children as tick boxes, connected ones with how they are connected."""
    return [
        f.Choice(str(child.pk), child.full_name, hint=child.connected_how or child.get_role_display(), object=child) for child in children
    ]


class CauseForm(f.GovukForm):
    """Cause to suspect, for a subject child whom the concern does not name."""

    child_id = f.HiddenField()
    cause = f.YesNoField(
        label="Is there cause to suspect that the child is at risk of harm?",
        hint="You may leave it for now. It then waits for you on the concern’s page.",
        required=False,
        no_reveals=("cause_reason",),
    )
    cause_reason = f.TextAreaField(label="Why not?", missing="Write why not", rows=2)


class ChildForm(CauseForm):
    """One child: harm, words and analysis are each child's own (DESIGN §10.13)."""

    harms = f.CheckboxesField(
        label="What harm do you fear?",
        hint=f"{HARM_WORDS} {OUTSIDE_WORDS}",
        missing="Choose at least one kind of harm",
        choices=[f.Choice(value, label, reveals=("harm_other",) if value == HarmKind.OTHER else ()) for value, label in HarmKind.choices],
    )
    harm_other = f.TextField(label="What harm?", missing="Write what harm", max_length=200)
    standing = f.RadiosField(label="How does it stand?", missing="Say how it stands", choices=Standing.choices, inline=True)
    origin = f.RadiosField(
        label="Where does it come from?", missing="Say where it comes from", choices=ConcernChild.Origin.choices, inline=True
    )
    threshold = f.RadiosField(
        label="Significant harm?", hint=SIGNIFICANT_WORDS, missing="Choose how you see it today", choices=Threshold.choices
    )
    threshold_reason = f.TextAreaField(label="Why do you rate it so?", hint="Leave it where it is not yet known.", required=False, rows=2)
    where_now = f.TextField(label="Where is this child now, if somewhere else? (optional)", required=False, max_length=300)
    child_words = f.TextAreaField(label="The child’s own words (optional)", required=False, rows=2)
    child_knows = f.TextAreaField(
        label="What does the child know, and think of it?", missing="Write what the child knows, or “not yet spoken to”", rows=2
    )
    visible = f.TextAreaField(
        label="Injury that was visible (optional)", required=False, rows=2,
        hint="Only what could be seen, where and how big. Never ask a child to undress.",
    )  # fmt: skip
    analysis = f.TextAreaField(label="Your analysis of the harm and risk for this child (optional)", required=False, rows=3)

    field_order = [
        "child_id", "harms", "harm_other", "standing", "origin", "threshold", "threshold_reason", "where_now", "child_words", "child_knows",
        "visible", "analysis", "cause", "cause_reason",
    ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.initial.get("is_subject"):
            del self.fields["cause"], self.fields["cause_reason"]

    def clean(self) -> None:
        super().clean()
        rated = self.cleaned_data.get("threshold") not in (None, "", Threshold.NOT_YET_KNOWN)
        self.require_if(rated, "threshold_reason", "Write why you rate it so")


class ChildrenForm(f.GovukForm):
    """Each child in turn, then each subject child whom the concern does not name."""

    travel = f.RadiosField(
        label="Forced marriage, female genital mutilation or trafficking: is travel planned or feared?",
        hint="Leave it if it is about none of these.",
        required=False,
        choices=[
            f.Choice(value, label, reveals=("travel_on",) if value == Concern.Travel.PLANNED else ())
            for value, label in Concern.Travel.choices
        ],
    )
    travel_on = f.LocalDateField(label="When?", missing="Enter the date of travel")

    repeats = {
        "each": f.Repeat(ChildForm, item="child", fixed=True),
        "others": f.Repeat(CauseForm, item="child", fixed=True),
    }
    groups = [f.Group("", ["each", "travel", "others"])]

    def clean(self) -> None:
        super().clean()
        chosen = {harm for each in self.cleaned_data.get("each") or () for harm in each.get("harms") or ()}
        self.require_if(
            bool(chosen & TRAVEL_HARMS), "travel", "Say whether travel is planned or feared: a date of travel can be all the time there is"
        )


class DescribeChildForm(ChildForm):
    """One child who joins a concern after it was logged."""

    information_on = f.LocalDateField(label="Date of the information", missing="Enter the date of the information", not_future=True)

    field_order = [*ChildForm.field_order[:4], "information_on", *ChildForm.field_order[4:]]


class StandingForm(f.GovukForm):
    standing = f.RadiosField(label="How does it stand now?", missing="Say how it stands now", choices=Standing.choices)
    information_on = f.LocalDateField(label="Date of the information", missing="Enter the date of the information", not_future=True)
    source = f.TextField(label="Who or what says so?", missing="Write who or what says so", max_length=200)


def harms_of(cleaned: dict[str, Any], moment: Any) -> list[dict[str, Any]]:
    """The harms of one child's answers; the information is as old as what reached Cafcass, unless a date is given."""
    day = cleaned.get("information_on") or london_date(moment)
    return [
        {
            "kind": kind,
            "standing": cleaned["standing"],
            "information_on": day,
            "other": cleaned.get("harm_other", "") if kind == HarmKind.OTHER else "",
        }
        for kind in cleaned["harms"]
    ]
