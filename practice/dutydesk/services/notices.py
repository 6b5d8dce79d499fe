"""The ladder of an enquiry that belongs to no case yet: told at once, when nobody has taken it, when nobody has answered it.

Duties hang on a case; this is their like for what has none. Messages hold the reference of the enquiry and a link, nothing else.
"""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import Q

from cafcass_cases.accounts import staffing
from cafcass_cases.accounts.staffing import Reached
from cafcass_cases.policy.selectors import local_defaults
from practice.dutydesk.models import DeskEnquiry, DeskNotice
from practice.dutydesk.on_duty import on_duty

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=5)
WAIT = timedelta(minutes=2)
ATTEMPTS = 5
BATCH = 50
Step = DeskNotice.Step


def write_notices(enquiry: DeskEnquiry, now: datetime) -> None:
    """The steps of an enquiry without a case. What is past already fires at the next beat, once."""
    later = local_defaults(("LADDER_URGENT_HEAD_OF_PRACTICE",), at=now)["LADDER_URGENT_HEAD_OF_PRACTICE"]
    above = enquiry.answer_due_at + timedelta(hours=int(later.value))
    for step, fires_at in ((Step.OPENED, now), (Step.DUE, enquiry.taken_due_at), (Step.HEAD_OF_PRACTICE, above)):
        DeskNotice(enquiry=enquiry, step=step, fires_at=fires_at).save()


def skip_notices(enquiry: DeskEnquiry, *steps: str) -> None:
    """What has not fired is not needed any more: the enquiry was taken, ended, or belongs to a case, whose duties tell."""
    for notice in enquiry.notices.filter(recipient=None, fired_at=None, skipped=False, **({"step__in": steps} if steps else {})):
        notice.skipped = True
        notice.save()


def fire_notices(*, now: datetime) -> int:
    """Name the recipients of every step that is due, in order, each once. How many messages there are to send."""
    made = 0
    with transaction.atomic():
        due = DeskNotice.objects.filter(recipient=None, fired_at=None, skipped=False, fires_at__lte=now)
        due = due.select_related("enquiry__team__service_area", "enquiry__team__manager").order_by("fires_at", "pk")
        for notice in due.select_for_update(skip_locked=True, of=("self",))[:BATCH]:
            notice.fired_at = now
            notice.save()
            for reached in hearers(notice.enquiry, notice.step, now):
                _, new = DeskNotice.objects.get_or_create(
                    enquiry=notice.enquiry, step=notice.step, recipient=reached.user,
                    defaults={"fires_at": notice.fires_at, "fired_at": now, "is_gap": reached.gap},
                )  # fmt: skip
                made += new
    return made


def hearers(enquiry: DeskEnquiry, step: str, now: datetime) -> list[Reached]:
    """Who hears: the desk; when late its manager too; at last the Head of Practice. Nobody at the desk is the next rung's to know."""
    team = enquiry.team
    found = list(on_duty(team, now))
    if step == Step.OPENED:
        return found
    if enquiry.taken_by_id and enquiry.taken_by and not staffing.is_away(enquiry.taken_by, now):
        found = [Reached(enquiry.taken_by, "owner")]
    if team.manager:
        manager = team.manager if not staffing.is_away(team.manager, now) else staffing.stand_in(team.manager, now)
        if manager:
            found.append(Reached(manager, staffing.MANAGER))
    if step == Step.HEAD_OF_PRACTICE:
        anchor = team.manager or (found[0].user if found else None)
        if anchor:
            found.append(staffing.head_of_practice_reached(anchor, now))
    heard: dict[object, Reached] = {}
    for one in found:
        if one.user:
            heard.setdefault(one.user.pk, one)
    return list(heard.values())


def send_notices(*, now: datetime) -> int:
    """Fire what is due, then send what waits: leased, outside the transaction, at most five times. How many were sent."""
    fire_notices(now=now)
    batch = _claim(now)
    if not batch:
        return 0
    connection = get_connection()
    try:
        connection.open()
    except OSError as error:
        logger.warning("The mail server does not answer (%s).", type(error).__name__)
        for notice in batch:
            notice.leased_until, notice.attempts = None, notice.attempts - 1
            notice.save()
        return 0
    try:
        return sum(_send(notice, connection, now) for notice in batch)
    finally:
        connection.close()


def _claim(now: datetime) -> list[DeskNotice]:
    waiting = DeskNotice.objects.filter(sent_at=None, attempts__lt=ATTEMPTS).exclude(recipient=None).exclude(fired_at=None)
    with transaction.atomic():
        free = waiting.filter(Q(leased_until=None) | Q(leased_until__lte=now)).select_for_update(skip_locked=True, of=("self",))
        batch = list(free.select_related("recipient", "enquiry").order_by("fires_at")[:BATCH])
        for notice in batch:
            notice.leased_until, notice.attempts = now + LEASE, notice.attempts + 1
            notice.save()
    return batch


def _send(notice: DeskNotice, connection: object, now: datetime) -> bool:
    late = {Step.DUE: "nobody has taken it", Step.HEAD_OF_PRACTICE: "it has not been answered"}.get(Step(notice.step), "")
    lines = [
        f"Enquiry {notice.enquiry.reference} waits at the duty desk" + (f": {late}." if late else "."),
        "You hear of it because nobody is on duty there." if notice.is_gap else "",
        "",
        f"{settings.BASE_URL}{notice.enquiry.get_absolute_url()}",
        "",
    ]
    message = EmailMessage(
        f"Duty desk: enquiry {notice.enquiry.reference}",
        "\n".join(lines),
        to=[notice.recipient.email],
        headers={
            "Message-ID": f"<desk-{notice.pk}@{parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition('@')[2]}>",
            "Auto-Submitted": "auto-generated",
        },
        connection=connection,
    )
    try:
        message.send()
    except OSError as error:
        logger.warning("Notice %s was not taken (%s).", notice.pk, type(error).__name__)
        notice.last_error, notice.leased_until = type(error).__name__, now + WAIT
        notice.save()
        return False
    notice.sent_at, notice.leased_until, notice.last_error = now, None, ""
    notice.save()
    return True
