"""Alerts in the application: seen, and when."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from cafcass_cases.accounts.models import User
from cafcass_cases.core.services import service

from ..models import Alert


@service
def mark_seen(*, alert_ids: Iterable[UUID] | None, by: User, now: datetime) -> int:
    """The user has seen these alerts of theirs, or all (None). How many were new to them."""
    alerts = Alert.objects.filter(recipient=by, channel=Alert.Channel.APPLICATION, seen_at=None)
    if alert_ids is not None:
        alerts = alerts.filter(pk__in=list(alert_ids))
    return alerts.update(seen_at=now)
