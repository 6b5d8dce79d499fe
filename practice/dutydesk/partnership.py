"""What an authority's page shows: where it is found, or that it is not, when somebody last looked and whom to ask; and how it answers."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F

from cafcass_cases.cases.models import AuthorityContact, LocalAuthority
from cafcass_cases.core.suppression import is_small, suppress
from cafcass_cases.duties.compliance import Median, conditions
from cafcass_cases.duties.models import Duty, OwedBy
from referrals.models import OutcomeReceived, Referral
from referrals.models.referrals import Outcome

from .models import PartnershipLook

Kind = AuthorityContact.Kind
SHOWN = timedelta(days=365)
WITHHELD = "Fewer than 5"


@dataclass(frozen=True)
class Item:
    """One line of the page: a field of the authority, or a kind of contact."""

    key: str
    label: str
    field: str = ""
    kind: str = ""


ITEMS = (
    Item("procedures", "Local procedures", field="procedures_url"),
    Item("thresholds", "Thresholds", field="thresholds_url"),
    Item("portal", "Written referrals go to", field="written_referral_address"),
    Item("daytime", "Front door by day", kind=Kind.DAYTIME),
    Item("out_of_hours", "Out-of-hours team", kind=Kind.OUT_OF_HOURS),
    Item("lado", "Local Authority Designated Officer (LADO)", kind=Kind.LADO),
    Item("reviewing", "Independent reviewing officers", kind=Kind.REVIEWING_OFFICERS),
    Item("adult_services", "Adult safeguarding", kind=Kind.ADULT_SERVICES),
    Item("escalation", "Escalation procedure", field="escalation_procedure_url"),
    Item("head_of_service", "Escalation: Head of Service", kind=Kind.HEAD_OF_SERVICE),
    Item("assistant_director", "Escalation: Assistant Director", kind=Kind.ASSISTANT_DIRECTOR),
    Item("director", "Escalation: Director of Children’s Services", kind=Kind.DIRECTOR),
)


@dataclass(frozen=True)
class Line:
    """An item as it stands: its address or contacts, and the last look for it."""

    item: Item
    address: str = ""
    contacts: tuple[AuthorityContact, ...] = ()
    look: PartnershipLook | None = None

    @property
    def is_empty(self) -> bool:
        return not (self.address or self.contacts)


def lines_of(authority: LocalAuthority) -> list[Line]:
    """Every item of the page, in two queries."""
    contacts: dict[str, list[AuthorityContact]] = {}
    for contact in AuthorityContact.objects.filter(authority=authority, ended_on=None).order_by("created_at"):
        contacts.setdefault(contact.kind, []).append(contact)
    looks: dict[str, PartnershipLook] = {}
    for look in PartnershipLook.objects.filter(authority=authority).select_related("created_by"):
        looks.setdefault(look.what, look)
    return [
        Line(item, getattr(authority, item.field) if item.field else "", tuple(contacts.get(item.kind, ())), looks.get(item.key))
        for item in ITEMS
    ]


@dataclass(frozen=True)
class Answers:
    """How an authority answered our referrals of a year: how many, the hours in the middle, the share that came late, and what.

    What is about fewer than five is withheld; ``outcomes`` are (words, count or None).
    """

    referrals: int
    answered: int | None
    median_hours: float | None
    late: int | None
    late_share: int | None
    outcomes: tuple[tuple[str, int | None], ...] = ()

    @property
    def is_withheld(self) -> bool:
        return is_small(self.referrals)


def answers_of(authority: LocalAuthority, now: datetime) -> Answers:
    """From the authority's own duties (its 24 hours, policy 12) and its outcomes for each child, over the last year. It names no case:
    differences and concerns about an authority are not on this page."""
    since = now - SHOWN
    referrals = Referral.objects.filter(authority=authority, withdrawn_at=None)
    owed = Duty.objects.filter(
        key="authority-outcome", owed_by=OwedBy.AUTHORITY, subject_label="referrals.referral", subject_id__in=referrals.values("pk"), event_at__gt=since
    )  # fmt: skip
    which = conditions(now)
    owed = owed.exclude(which["set_aside"])
    taken = ExpressionWrapper(F("ended_at") - F("event_at"), output_field=DurationField())
    done, late = which["met"] | which["late"], which["late"] | which["open_late"]
    counted = owed.aggregate(
        asked=Count("pk"), answered=Count("pk", filter=done), late=Count("pk", filter=late), median=Median(taken, filter=done, output_field=DurationField())
    )  # fmt: skip
    asked, answered, late_count = counted["asked"], counted["answered"], counted["late"]
    shown = suppress([[late_count], [asked - late_count]])
    given = _outcomes(authority, since)
    order = [value for value in Outcome.values if value in given]
    hidden = suppress([[given[value]] for value in order]) if order else None
    small = is_small(asked)
    kept = small or is_small(answered) or is_small(asked - answered)  # a time in the middle would say that five or more are answered
    return Answers(
        referrals=asked,
        answered=None if kept else answered,
        median_hours=None if counted["median"] is None or answered < 5 or kept else round(counted["median"].total_seconds() / 3600, 1),
        late=None if small or shown.hides(0, 0) else late_count,
        late_share=None if small or not asked or shown.hides(0, 0) else round(100 * late_count / asked),
        outcomes=tuple(
            (str(Outcome(value).label), None if hidden and hidden.hides(row, 0) else given[value]) for row, value in enumerate(order)
        ),
    )


def _outcomes(authority: LocalAuthority, since: datetime) -> Counter[str]:
    """The last outcome for each child of each referral."""
    rows: Any = OutcomeReceived.objects.filter(
        referral__authority=authority, referral__withdrawn_at=None, withdrawn_at=None, is_acknowledgement=False, received_at__gt=since
    ).exclude(outcome="")
    latest = {child: outcome for child, outcome in rows.order_by("received_at").values_list("referral_child", "outcome")}
    return Counter(latest.values())
