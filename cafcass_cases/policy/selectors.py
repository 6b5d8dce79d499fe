"""What holds now, and what held then."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from uuid import UUID

from django.db.models import QuerySet

from cafcass_cases.core.clock import london_date

from .catalogue import cite_all, read_data
from .defaults import Limit, Setting, settings
from .models import Holiday, LocalDefault, PolicyVersion


def local_default(setting: str, *, at: datetime) -> Limit:
    """The limit of a setting at a moment: as an administrator set it, else as shipped.

    A limit that belongs to the policy is answered as it is, whatever the table says. Raises KeyError for no setting.
    """
    return local_defaults((setting,), at=at)[setting]


def local_defaults(names: Iterable[str], *, at: datetime) -> dict[str, Limit]:
    """Several settings in one query; see :func:`local_default`."""
    wanted = {name: settings()[name] for name in names}
    limits = {name: setting.shipped for name, setting in wanted.items()}
    changed = LocalDefault.objects.filter(setting__in=[n for n, s in wanted.items() if not s.fixed], since__lte=at)
    for row in changed.order_by("since", "created_at"):
        limits[row.setting] = Limit(row.value, row.unit)
    return limits


@dataclass(frozen=True)
class SettingNow:
    """A setting with what holds, and its changes, newest first."""

    setting: Setting
    limit: Limit
    changes: list[LocalDefault] = field(default_factory=list)

    @property
    def is_changed(self) -> bool:
        return self.limit != self.setting.shipped

    @property
    def citation(self) -> str:
        return cite_all(self.setting.requirements)


def settings_now(*, at: datetime) -> list[SettingNow]:
    """Every setting, what holds at ``at``, and every change to it so far."""
    by_name: dict[str, list[LocalDefault]] = {}
    for row in LocalDefault.objects.filter(since__lte=at).select_related("created_by").order_by("-since", "-created_at"):
        by_name.setdefault(row.setting, []).append(row)
    return [_now(setting, by_name.get(setting.name, [])) for setting in settings().values()]


def setting_now(name: str, *, at: datetime) -> SettingNow | None:
    """One setting, or None where there is no such name."""
    setting = settings().get(name)
    if setting is None:
        return None
    rows = LocalDefault.objects.filter(setting=name, since__lte=at).select_related("created_by")
    return _now(setting, list(rows.order_by("-since", "-created_at")))


def _now(setting: Setting, changes: list[LocalDefault]) -> SettingNow:
    limit = Limit(changes[0].value, changes[0].unit) if changes and not setting.fixed else setting.shipped
    return SettingNow(setting, limit, changes)


@cache
def shipped_versions() -> tuple[dict, ...]:
    """The versions this software was built to, as fields of :class:`PolicyVersion`."""
    return tuple(read_data("versions.yaml"))


def version_on(moment: datetime, document: str = "policy") -> PolicyVersion:
    """The version of a document in force in London on the day of ``moment``; before the first, the first.

    Where the table has none, the shipped one, not saved (policy, preamble: every action belongs to a version).
    """
    day = london_date(moment)
    rows = PolicyVersion.objects.filter(document=document)
    found = rows.filter(in_force_on__lte=day).order_by("-in_force_on").first() or rows.order_by("in_force_on").first()
    if found:
        return found
    return next(PolicyVersion(**row) for row in shipped_versions() if row["document"] == document)


def listed_version(version_id: UUID) -> PolicyVersion | None:
    """One version of the table, or None."""
    return PolicyVersion.objects.filter(pk=version_id).first()


def policy_versions() -> list[PolicyVersion]:
    """Every version of both documents, newest first; the shipped ones where the table is empty."""
    rows = list(PolicyVersion.objects.order_by("document", "-in_force_on"))
    return rows or [PolicyVersion(**row) for row in shipped_versions()]


def holidays(*, from_year: int) -> QuerySet[Holiday]:
    """England's holidays from a year on, those withdrawn as well."""
    return Holiday.objects.filter(day__year__gte=from_year).select_related("withdrawn_by")


def holiday(holiday_id: UUID) -> Holiday | None:
    """A holiday that was not withdrawn, or None."""
    return Holiday.objects.filter(pk=holiday_id, withdrawn_at=None).first()
