"""Short forms about an allegation: shape only; the rules stand in the services."""

from collections.abc import Iterable
from typing import Any

from cafcass_cases.ui import forms as f

from .models import Allegation, Strand


class AllegationForm(f.GovukForm):
    kind = f.RadiosField(label="What kind of concern is it?", missing="Choose what kind of concern it is", choices=Allegation.Kind.choices)
    person = f.SelectField(label="Whom is it about?", required=False, choices=[], empty_label="Somebody without an account here")
    person_name = f.TextField(label="Their name, if they have no account (optional)", required=False, max_length=160)
    standing = f.RadiosField(
        label="How do they work for Cafcass?", missing="Choose how they work for Cafcass", choices=Allegation.Standing.choices
    )
    what = f.TextAreaField(
        label="What is alleged?",
        hint="In the words in which it came. Do not ask the child or the person any more",
        missing="Write what is alleged",
        rows=5,
    )
    source = f.TextField(label="Who told you?", missing="Enter who told you", max_length=200)
    children = f.TextAreaField(label="Which children? (optional)", required=False, rows=2)
    arose_at = f.LocalDateTimeField(
        label="When did it become known?",
        hint="The hour runs from here",
        missing="Enter when it became known",
        not_future=True,
        now_button=True,
    )
    from_complaint = f.YesNoField(
        label="Did it come with a complaint?", missing="Say whether it came with a complaint", yes_reveals=("complaint_reference",),
        hint="It is handled apart from the complaint",
    )  # fmt: skip
    complaint_reference = f.TextField(
        label="Reference of the complaint", missing="Enter the complaint’s reference", max_length=60, width=20
    )
    in_doubt = f.YesNoField(
        label="Is there doubt how to proceed?",
        hint="Then the director is asked at once",
        missing="Say whether there is doubt how to proceed",
    )
    discussed_with = f.TextField(
        label="With which manager did you talk it over? (optional)", required=False, max_length=200,
        hint="The person’s manager or another; for a Board member the Chair and the Chief Executive. Not with the person",
    )  # fmt: skip
    discussed_at = f.LocalDateTimeField(label="When? (optional)", required=False, not_future=True)

    def __init__(self, *args: Any, staff: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [f.Choice(str(one.pk), f"{one.full_name}, {one.get_role_display()}", object=one) for one in staff]


class DiscussedForm(f.GovukForm):
    with_whom = f.TextField(label="With whom?", hint="Name and post", missing="Enter with whom", max_length=200)
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class RouteForm(f.GovukForm):
    route = f.TextAreaField(label="What did the director decide?", missing="Write what was decided", rows=3)
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class ToldForm(f.GovukForm):
    whom = f.RadiosField(label="Whom did you tell?", missing="Choose whom you told", choices=[])
    at = f.LocalDateTimeField(label="When did you speak to them?", missing="Enter when you told them", not_future=True, now_button=True)

    def __init__(self, *args: Any, posts: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = [f.Choice(*one) for one in posts]


class ContactForm(f.GovukForm):
    contact = f.RadiosField(
        label="What is decided on contact with children?", missing="Choose what is decided", choices=Allegation.Contact.choices
    )
    reasons = f.TextAreaField(label="Why?", missing="Write your reasons", rows=3)
    work = f.TextAreaField(
        label="Suspension and work base (optional)",
        hint="What is decided, and under which procedure: conduct, or review of the contract",
        required=False,
        rows=2,
    )
    at = f.LocalDateTimeField(label="When was it decided?", missing="Enter when it was decided", not_future=True, now_button=True)


class LadoForm(f.GovukForm):
    refer = f.YesNoField(
        label="Does the referral include the authority’s Designated Officer?", hint="They are told of all allegations about our staff",
        missing="Choose yes or no", no_reveals=("reasons",),
    )  # fmt: skip
    reasons = f.TextAreaField(label="Why not?", missing="Write why not", rows=3)
    at = f.LocalDateTimeField(label="When was it decided?", missing="Enter when it was decided", not_future=True, now_button=True)


class WriteForm(f.GovukForm):
    authority = f.SelectField(label="In which authority’s area do they work with children?", missing="Choose the authority", choices=[])
    text = f.TextAreaField(
        label="What is the authority told?",
        hint="What is known, from whom and since when; the children; the risk",
        missing="Write what the authority is told",
        rows=10,
    )

    def __init__(self, *args: Any, authorities: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["authority"].choices = [f.Choice(str(one.pk), one.name, object=one) for one in authorities]


class SendForm(f.GovukForm):
    to = f.TextField(label="To whom was it sent?", missing="Enter to whom it was sent", max_length=200)
    at = f.LocalDateTimeField(label="When?", missing="Enter when it was sent", not_future=True, now_button=True)


class TellForm(f.GovukForm):
    agreed_with = f.TextField(label="Who at the authority agreed?", required=False, max_length=160)
    agreed_at = f.LocalDateTimeField(label="When did they agree?", required=False, not_future=True)
    told_by = f.TextField(label="Who told the person?", missing="Enter who told them", max_length=160)
    told_at = f.LocalDateTimeField(label="When were they told?", missing="Enter when they were told", not_future=True, now_button=True)
    words = f.TextAreaField(label="What were they told? (optional)", required=False, rows=3)
    already = f.YesNoField(
        label="Were they told before the authority agreed?",
        missing="Say whether they were told before",
        hint="Then say so: it is recorded, and looked at",
    )


class UnsafeForm(f.GovukForm):
    reasons = f.TextAreaField(label="Why is it unsafe to tell them?", missing="Write why it is unsafe", rows=3)


class SupportForm(f.GovukForm):
    support = f.TextAreaField(
        label="What support was offered?",
        hint="Staff care, somebody to keep in touch, their union",
        missing="Write what support was offered",
        rows=3,
    )
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class ContributeForm(f.GovukForm):
    words = f.TextAreaField(label="What was given?", missing="Write what was given", rows=4)
    to_whom = f.TextField(label="To whom?", missing="Enter to whom", max_length=160)
    attended = f.YesNoField(
        label="Was it at their meeting, with somebody of ours there?", missing="Say whether somebody of ours was at their meeting",
        hint="Nobody of ours attends it: information goes in writing or by telephone. Where somebody did, it is kept, and a manager looks at it.",
    )  # fmt: skip
    at = f.LocalDateTimeField(label="When?", missing="Enter when", not_future=True, now_button=True)


class StrandForm(f.GovukForm):
    state = f.RadiosField(
        label="Where does it stand?", missing="Choose where it stands",
        choices=[
            f.Choice("open", "It is open"), f.Choice("none", "There is none"),
            f.Choice("concluded", "It is concluded", reveals=("outcome", "reasons")),
        ],
    )  # fmt: skip
    whose = f.TextField(
        label="Who conducts it, or decided that there is none?", hint="Not asked where it is concluded", required=False, max_length=200
    )
    outcome = f.RadiosField(label="What is the outcome?", missing="Choose the outcome", choices=Strand.Outcome.choices)
    reasons = f.TextAreaField(label="On what does it rest?", missing="Write on what the outcome rests", rows=3)
    at = f.LocalDateTimeField(label="Since when?", missing="Enter since when", not_future=True)


class RegulatorForm(f.GovukForm):
    notify = f.YesNoField(
        label="Are they told?", missing="Choose yes or no",
        hint="The barring service must be told where somebody was removed from regulated activity, or would have been had they not left, and harmed a child "
        "or an adult at risk, or might, or was cautioned or convicted for a relevant offence.",
    )  # fmt: skip
    reasons = f.TextAreaField(label="Why?", missing="Write your reasons", rows=3)
    sent_at = f.LocalDateTimeField(label="When was the notice sent? (if it was)", required=False, not_future=True)
