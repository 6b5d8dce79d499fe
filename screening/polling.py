"""Reading the court's interfaces: forward in windows of at most fifteen minutes, with a high-water mark that only an answer moves.

Nothing is lost: a window counts as read when its applications and the mark are written in one transaction. Nothing is doubled: a case is
known by the court's id, and what has not changed leaves no row. Windows overlap, because the court's search may show a change a little
after it was made. After an outage, of ours or theirs, the poller goes on where it stopped, window by window, oldest first.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction

from cafcass_cases.core import clock
from cafcass_cases.core.clock import london
from cafcass_cases.documents.court_interface import CourtInterface, CourtTrouble, interface_for

from .court_data import CannotRead, items_of
from .models import CourtFeed
from .services import import_court_applications

logger = logging.getLogger(__name__)

WINDOW = timedelta(minutes=15)
"""The court refuses a longer one."""
OVERLAP = timedelta(minutes=5)
FIRST_LOOK_BACK = timedelta(days=1)
"""How far back the first reading begins. An earlier moment is chosen on the court applications page."""
LEASE = timedelta(minutes=5)
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(minutes=15)
WORK_FOR = timedelta(seconds=100)
"""A task stops after this and the next beat goes on: no worker is kept from alerts by an outage's backlog."""
BEHIND = timedelta(minutes=30)
"""Later than this, the page and the health page say that reading is behind."""


@dataclass(frozen=True)
class Window:
    """One question to the court. Moments in UTC; it asks in London's local time, without a zone."""

    start: datetime
    end: datetime

    @property
    def asked(self) -> tuple[str, str]:
        """As the court takes them. The end is counted from the start, so that the night the clocks change asks forward in time."""
        start = london(self.start).replace(tzinfo=None)
        return start.isoformat(timespec="seconds"), (start + (self.end - self.start)).isoformat(timespec="seconds")


def windows_from(read_until: datetime, now: datetime) -> list[Window]:
    """What to ask next: one window that overlaps what was read and goes no further than ``now``. The night the clocks change it is cut in
    two at the change, since a local time would otherwise leap inside it. None where nothing is left to read."""
    start = read_until.replace(microsecond=0) - OVERLAP
    end = min(start + WINDOW, now.replace(microsecond=0))
    if end <= start:
        return []
    change = _clock_change(start, end)
    return [Window(start, change), Window(change, end)] if change else [Window(start, end)]


def _clock_change(start: datetime, end: datetime) -> datetime | None:
    """The moment within the window at which London's clocks change. They change on the hour."""
    moment = start.replace(minute=0, second=0) + timedelta(hours=1)
    if moment < end and london(moment).utcoffset() != london(moment - timedelta(seconds=1)).utcoffset():
        return moment
    return None


def read_applications(*, law: str, now: datetime, tick: Callable[[], datetime] = clock.now) -> int:
    """Read one of the court's interfaces as far as ``now`` and the task's time allow. How many windows were read.

    Not configured, leased by another worker, or waiting after a failure: nothing is read. A failure keeps the mark where it is and is
    tried again after 1, 2, 4 … at most 15 minutes.
    """
    court = interface_for(law)
    lease = uuid4()
    if court is None or not _claim(law, lease, now):
        return 0
    began, read = tick(), 0
    try:
        while tick() - began < WORK_FOR:
            feed = CourtFeed.objects.get(law=law)
            questions = windows_from(feed.read_until, now)
            if not questions or (read and feed.read_until >= now - timedelta(minutes=1)):
                break
            if not all(_read_window(court, window, lease, now) for window in questions):
                break
            read += 1
    finally:
        CourtFeed.objects.filter(law=law, lease=lease).update(lease=None, leased_until=None)
    return read


def _claim(law: str, lease: UUID, now: datetime) -> bool:
    with transaction.atomic():
        CourtFeed.objects.get_or_create(law=law, defaults={"read_until": now - FIRST_LOOK_BACK})
        feed = CourtFeed.objects.select_for_update().get(law=law)
        if (feed.leased_until and feed.leased_until > now) or (feed.next_attempt_at and feed.next_attempt_at > now):
            return False
        feed.lease, feed.leased_until = lease, now + LEASE
        feed.save()
        return True


def _read_window(court: CourtInterface, window: Window, lease: UUID, now: datetime) -> bool:
    """Ask, take in, and move the mark, in one transaction but for the asking. False where something went wrong: the mark stays."""
    try:
        answer = court.applications(*window.asked)
        found = len(items_of(answer))
    except CourtTrouble as trouble:
        return _failed(court.law, lease, trouble.words, now)
    except CannotRead:
        return _failed(court.law, lease, "The court’s answer is not of the shape that was agreed.", now)
    with transaction.atomic():
        feed = CourtFeed.objects.select_for_update().get(law=court.law)
        if feed.lease != lease:
            return False  # too slow: another worker reads this window, and what it takes in is the same
        import_court_applications(payload=answer, source="poller", by=None, now=now, quiet=True)
        feed.last_window_from, feed.last_window_to = window.start, window.end
        feed.read_until = max(feed.read_until, window.end)
        feed.last_answer_at = now
        feed.last_found_at = now if found else feed.last_found_at
        feed.failures, feed.failing_since, feed.last_error, feed.next_attempt_at = 0, None, "", None
        feed.leased_until = max(now, clock.now()) + LEASE
        feed.save()
    return True


def _failed(law: str, lease: UUID, words: str, now: datetime) -> bool:
    logger.warning("The court’s applications (%s law) were not read: %s", law, words)
    with transaction.atomic():
        feed = CourtFeed.objects.select_for_update().get(law=law)
        if feed.lease == lease:
            feed.failures += 1
            feed.failing_since = feed.failing_since or now
            feed.last_error = words[:200]
            feed.next_attempt_at = now + min(FIRST_WAIT * 2 ** min(feed.failures - 1, 10), LONGEST_WAIT)
            feed.save()
    return False


def read_again_from(*, law: str, moment: datetime) -> None:
    """Put the mark back to ``moment``: everything since is read again. What is known already is not doubled. Never puts it forward."""
    with transaction.atomic():
        CourtFeed.objects.get_or_create(law=law, defaults={"read_until": moment})
        feed = CourtFeed.objects.select_for_update().get(law=law)
        feed.read_until, feed.next_attempt_at = min(feed.read_until, moment), None
        feed.save()


@dataclass(frozen=True)
class FeedState:
    """Where the reading of one interface stands, in words: for the page of court applications and for the health page."""

    law: str
    configured: bool
    feed: CourtFeed | None
    behind: timedelta | None

    @property
    def words(self) -> str:
        if not self.configured:
            return "Not configured: applications are not read"
        if self.feed is None:
            return "Not read yet"
        if self.feed.last_error:
            return self.feed.last_error
        return "Behind, and catching up" if self.is_behind else "Up to date"

    @property
    def is_behind(self) -> bool:
        return bool(self.behind and self.behind > BEHIND)

    @property
    def tone(self) -> str:
        if not self.configured:
            return "grey"
        if self.feed is None:
            return "yellow"
        if self.is_behind:
            return "red"
        return "yellow" if self.feed.last_error else "green"


def feed_states(now: datetime) -> Iterator[FeedState]:
    """Both interfaces. One query."""
    feeds = {feed.law: feed for feed in CourtFeed.objects.all()}
    for law in ("private", "public"):
        feed, configured = feeds.get(law), interface_for(law) is not None
        yield FeedState(law, configured, feed, max(now - feed.read_until, timedelta()) if feed and configured else None)
