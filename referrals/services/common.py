"""Guards and helpers that every service of this room calls first."""

from datetime import datetime, timedelta
from typing import Any

from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import fire_due
from referrals.models import Referral
from referrals.rules import may_record


def must_work_on(case: Any, *, by: Any, now: datetime) -> None:
    """Raise :class:`Denied` unless ``by`` works on the case, or is the clock (None)."""
    if by is not None and not may_record(by, case, now):
        raise Denied("Only those who work on this case can record this.")


def must_have_happened(at: datetime, *, now: datetime, field: str) -> None:
    """Raise :class:`RuleRefused` for a moment in the future."""
    if at > now:
        raise RuleRefused("time", "Enter a time that is not in the future.", field=field)


def is_intention(at: datetime | None, *, now: datetime) -> bool:
    """Whether something is about to be done (now, this minute) rather than already done: only the first can be refused (DESIGN §10.4)."""
    return at is None or at > now - timedelta(minutes=1)


def catch_up(*subjects: Any, at: datetime, now: datetime) -> None:
    """Let every lapse up to ``at`` happen first, so that order is judged by event times and not by typing."""
    for subject in subjects:
        fire_due(subject=subject, now=now, until=min(at, now))


def open_duties(key: str, subject: Any) -> list[Duty]:
    """The open duties of this key that hang on ``subject``."""
    return list(Duty.objects.filter(key=key, subject_label=subject._meta.label_lower, subject_id=subject.pk, ended_at=None))


def has_duty(key: str, subject: Any) -> bool:
    """Whether such a duty was ever opened (and not withdrawn)."""
    return Duty.objects.filter(key=key, subject_label=subject._meta.label_lower, subject_id=subject.pk).exclude(ending="withdrawn").exists()


def locked(referral: Referral) -> Referral:
    """The referral as it stands, locked until the transaction ends."""
    return Referral.objects.select_for_update(of=("self",)).select_related("case", "concern", "authority").get(pk=referral.pk)
