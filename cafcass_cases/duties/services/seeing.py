"""Alerts in the application: seen, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.core.services import service

from ..models import Alert


@service
def mark_seen(*, alert_ids: Iterable[UUID | str] | None, by: User, now: datetime) -> int:
    """The user has seen these alerts of theirs, or all (None). How many were new to them. What is no id is passed over."""
    alerts = Alert.objects.filter(recipient=by, channel=Alert.Channel.APPLICATION, seen_at=None)
    if alert_ids is not None:
        alerts = alerts.filter(pk__in=[found for one in alert_ids if (found := _as_id(one))])
    return alerts.update(seen_at=now)


def _as_id(text: UUID | str) -> UUID | None:
    try:
        return UUID(str(text))
    except ValueError:
        return None
