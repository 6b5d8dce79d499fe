"""The forms of this room: what can be read from the record is not asked."""

from collections.abc import Sequence
from typing import Any

from cafcass_cases.ui import forms as f

from .models import LetterCopy, PartyInterview, SafeguardingLetter

Kind = SafeguardingLetter.Kind
METHODS = [("portal", "The court’s portal"), ("email", "Secure e-mail"), ("post", "Post"), ("hand", "By hand")]


class InterviewForm(f.GovukForm):
    person = f.RadiosField(label="Which party?", missing="Choose which party", choices=[])
    is_safe = f.YesNoField(
        label="Was it safe to contact them?", hint="Who else could hear, see the telephone or read the message?", missing="Say whether it was safe to contact them",
        no_reveals=("safe_words",),
    )  # fmt: skip
    safe_words = f.TextAreaField(
        label="What made it unsafe, and what did you do?", missing="Write what made it unsafe, and what you did about it", rows=3
    )
    happened_at = f.LocalDateTimeField(label="When?", missing="Enter when it was", not_future=True, now_button=True)
    result = f.RadiosField(
        label="What came of it?", missing="Choose what came of it",
        choices=[
            f.Choice(PartyInterview.Result.SPOKEN, "We spoke", reveals=("how", "was_alone", "not_alone_reason", "said_abuse", "said_children", "said_risks", "said_wanted", "needs", "explained", "explained_words")),
            f.Choice(PartyInterview.Result.NOT_REACHED, "I tried, and did not reach them"),
            f.Choice(PartyInterview.Result.DECLINED, "They did not wish to speak"),
            f.Choice(PartyInterview.Result.UNSAFE, "I did not try: it was unsafe"),
        ],
    )  # fmt: skip
    how = f.RadiosField(label="How?", missing="Choose how", choices=PartyInterview.How.choices)
    was_alone = f.YesNoField(
        label="Did you ask about domestic abuse apart from the other party, and in private?",
        missing="Say whether you asked about domestic abuse apart and in private",
    )
    not_alone_reason = f.TextAreaField(label="If not, why not? (optional)", required=False, rows=2)
    said_abuse = f.TextAreaField(label="What did they say about domestic abuse and violence? (optional)", required=False, rows=4)
    said_children = f.TextAreaField(label="About the children? (optional)", required=False, rows=4)
    said_risks = f.TextAreaField(label="About any other risk? (optional)", required=False, rows=4)
    said_wanted = f.TextAreaField(label="What do they want, and what would keep the children safe? (optional)", required=False, rows=4)
    needs = f.TextAreaField(
        label="Needs and adjustments (optional)", hint="An interpreter, a disability, special measures at court.", required=False, rows=2
    )
    explained = f.YesNoField(
        label="Did you tell them what may be shared, with whom and why?", hint="And what they can do if they disagree, or want to complain.",
        missing="Say whether you told them what may be shared, with whom and why",
    )  # fmt: skip
    explained_words = f.TextAreaField(
        label="Do they agree? Or why were they not told?", missing="Write whether they agree, or why they were not told", rows=2
    )
    reason = f.TextAreaField(label="If you did not speak: what did you try, or why not? (optional)", required=False, rows=3)

    def __init__(self, *args: Any, parties: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in parties]


class WriteForm(f.GovukForm):
    kind = f.RadiosField(
        label="Which form of letter?", missing="Choose which form of letter", initial=Kind.LETTER,
        choices=[
            f.Choice(Kind.LETTER, "Safeguarding letter"),
            f.Choice(Kind.RETURNER, "For a returning family", hint="The court has had a letter about them before"),
            f.Choice(Kind.SHORTER, "Shorter template"),
        ],
    )  # fmt: skip
    because = f.TextAreaField(label="What came in since the last letter?", missing="Write what came in since the last letter", rows=3)
    issues = f.TextAreaField(
        label="Which safeguarding issues do you find? (optional)",
        hint="Facts and allegations apart. The checks and what the parties said are put in from the record. No section 16A risk assessment: it goes by itself.",
        required=False, rows=8,
    )  # fmt: skip
    risk = f.TextAreaField(label="What does this mean for each child? (optional)", required=False, rows=6)
    further_work = f.YesNoField(label="Is further work needed? (optional)", required=False, yes_reveals=("further_words",))
    further_words = f.TextAreaField(
        label="Which work, by whom, and by when?", missing="Write which work is needed, by whom and by when", rows=4
    )
    advice = f.TextAreaField(
        label="What do you advise the court? (optional)",
        hint="For the first hearing: directions, safe arrangements until then.",
        required=False,
        rows=6,
    )
    version = f.VersionField()

    def __init__(self, *args: Any, is_update: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind" if is_update else "because"]


class IssueForm(f.GovukForm):
    combined_order = f.SelectField(
        label="Order that a section 16A risk assessment be part of this letter (optional)", hint="Leave it empty unless the court ordered it.", required=False,
        choices=[], empty_label="None",
    )  # fmt: skip
    combined_judge = f.TextField(label="Judge who ordered it (optional)", required=False, width="full", max_length=160)
    version = f.VersionField()

    def __init__(self, *args: Any, orders: Sequence[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["combined_order"].choices = [
            f.Choice(str(one.pk), f"{one.kind}, {one.made_on:%-d %B %Y}", object=one) for one in orders
        ]
        if not orders:
            del self.fields["combined_order"], self.fields["combined_judge"]


class SendForm(f.GovukForm):
    sent_at = f.LocalDateTimeField(label="When was it sent?", missing="Enter when it was sent", not_future=True, now_button=True)
    method = f.RadiosField(label="How?", missing="Choose how", choices=METHODS)


class SendLetterForm(SendForm):
    lateness_reason = f.TextField(label="Why is it late? (optional)", hint="One line", required=False, width="full", max_length=200)

    def __init__(self, *args: Any, late: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not late:
            del self.fields["lateness_reason"]


class WithholdForm(f.GovukForm):
    person = f.RadiosField(label="From which party?", missing="Choose from which party", choices=[])
    reason = f.TextAreaField(label="Who would be put at risk, and how?", missing="Write who would be put at risk, and how", rows=4)
    parts = f.CheckboxesField(
        label="Which parts? (optional)", hint="Tick nothing to keep the whole letter from them.", required=False, choices=[]
    )
    directions_asked = f.TextAreaField(
        label="Which directions is the court asked for?", hint="The court has the letter, for itself alone, until it decides.",
        missing="Write which directions the court is asked for", rows=3,
    )  # fmt: skip

    def __init__(self, *args: Any, parties: Sequence[Any] = (), parts: Sequence[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [f.Choice(str(one.pk), one.full_name, hint=one.get_role_display(), object=one) for one in parties]
        self.fields["parts"].choices = list(parts)


class DecideForm(f.GovukForm):
    agree = f.YesNoField(label="Do you agree that it is withheld from them?", missing="Say whether you agree")
    reason = f.TextAreaField(label="Why?", missing="Write your reasons", rows=3)


class AskCourtForm(f.GovukForm):
    legal_advice = f.TextAreaField(label="What did Cafcass Legal advise?", missing="Write what Cafcass Legal advised", rows=4)
    asked_at = f.LocalDateTimeField(
        label="When is the court asked?",
        hint="The covering note is made when you save.",
        missing="Enter when the court is asked",
        not_future=True,
        now_button=True,
    )


class DirectionsForm(f.GovukForm):
    directions = f.RadiosField(
        label="What did the court direct?", missing="Choose what the court directed", choices=LetterCopy.Directions.choices
    )
    words = f.TextAreaField(
        label="In the court’s words, with the judge and the date", missing="Write the court’s words, with the judge and the date", rows=4
    )
    directed_at = f.LocalDateTimeField(
        label="When did you learn of it?", missing="Enter when you learned of it", not_future=True, now_button=True
    )
