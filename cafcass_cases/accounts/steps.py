"""Steps of scenarios about staff: leave, cover, the rota, closed accounts, mail that is refused."""

from cafcass_cases.core.steps import World, step

from . import services
from .models import Absence, OutOfHoursDuty


@step
def go_on_leave(world: World, *, who: str, until: str, since: str | None = None, cover: str | None = None) -> Absence:
    """Somebody is away from "since" (else now) until "until", with or without a cover."""
    return services.record_absence(
        user=world.user(who), starts_at=world.moment(since) or world.now, ends_at=world.moment(until),
        cover=world.user(cover) if cover else None, by=world.by, now=world.now,
    )  # fmt: skip


@step
def set_rota(world: World, *, manager: str, since: str, until: str, telephone: str) -> OutOfHoursDuty:
    """Who holds supervision out of hours."""
    return services.set_rota(
        manager=world.user(manager),
        starts_at=world.moment(since),
        ends_at=world.moment(until),
        telephone=telephone,
        by=world.by,
        now=world.now,
    )


@step
def close_account(world: World, *, who: str, reason: str) -> None:
    """An account is closed."""
    services.close_account(user=world.user(who), reason=reason, by=world.by, now=world.now)


@step
def mail_refused(world: World, *, who: str) -> None:
    """From now on mail to this member of staff is refused by their mail server."""
    world.refused_mail.add(world.user(who).email)


@step
def mail_accepted(world: World, *, who: str) -> None:
    """Mail to this member of staff is accepted again."""
    world.refused_mail.discard(world.user(who).email)
