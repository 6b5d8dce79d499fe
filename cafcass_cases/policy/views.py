"""What the policy asks, what is left to local decision, and the days that do not count. Everybody signed in may read it."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import reverse
from django.utils.html import format_html

from cafcass_cases.core.clock import london, london_date
from cafcass_cases.ui.components import NavItem
from cafcass_cases.ui.markup import component
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from . import catalogue, selectors
from .defaults import Limit, settings_of
from .forms import WORDINGS, HolidayForm, LocalDefaultForm, PolicyVersionForm, WithdrawHolidayForm
from .models import Holiday, PolicyVersion, Unit
from .registry import Figures, paragraph_figures, staff_groups
from .rules import may_change_policy
from .services import add_holiday, add_policy_version, change_local_default, change_policy_version, withdraw_holiday, wording_for

SECTIONS = (
    ("Policy 2025", "policy:show_policy"),
    ("Framework 2007", "policy:show_framework"),
    ("Time limits", "policy:list_local_defaults"),
    ("Bank holidays", "policy:list_holidays"),
    ("Versions", "policy:list_versions"),
)


def tag(text: str, tone: str) -> Any:
    return component("tag", {"text": text, "classes": f"govuk-tag--{tone}"})


class _Page(ServicePage):
    section = ""

    def page_context(self) -> dict[str, Any]:
        sections = [NavItem(label, reverse(name), name == self.section) for label, name in SECTIONS]
        return {"sections": sections, "may_change": may_change_policy(self.request.user)}


class _ForAdministrators:
    request: Any

    def prepare(self) -> None:
        if not may_change_policy(self.request.user):
            raise PermissionDenied("Only an administrator can change this.")


class _ShowDocument(_Page):
    template_name = "policy/show_document.html"
    document = ""

    def get_title(self) -> str:
        return catalogue.document(self.document).title

    def get_caption(self) -> str:
        version = selectors.version_on(self.now, self.document)
        return f"Version {version.number}, in force from {version.in_force_on:%-d %B %Y}"

    def page_context(self) -> dict[str, Any]:
        words = self.request.GET.get("words", "").strip()[:100]
        live = paragraph_figures(self.document, self.now)
        shown = []
        for paragraph in catalogue.document(self.document).paragraphs:
            requirements = [r for r in paragraph.requirements if _holds(r, paragraph, words)]
            if requirements:
                figures = live.by_paragraph.get(paragraph.number, Figures())
                shown.append((paragraph, figures, [self.shown(r, live.by_requirement.get(r.id, Figures())) for r in requirements]))
        version = selectors.version_on(self.now, self.document)
        return {
            **super().page_context(),
            "paragraphs": shown,
            "words": words,
            "version": version,
            "review_warning": self.review_warning(version),
        }

    def review_warning(self, version: PolicyVersion) -> str:
        """A review date that has passed warns, and blocks nothing (P0-6)."""
        if not version.review_on or version.review_on >= london_date(self.now):
            return ""
        due = f" in {version.review_words}" if version.review_words else f" on {version.review_on:%-d %B %Y}"
        return f"This version was due for review{due}. It stays in force until a newer one takes effect."

    def shown(self, requirement: catalogue.Requirement, figures: Figures) -> dict[str, Any]:
        limits = [f"{s.title}: {s.shipped.words}" for s in settings_of(requirement.id) if s.fixed]
        return {
            "requirement": requirement,
            "carriers": catalogue.carriers(requirement.id),
            "figures": figures,
            "limits": limits,
            "settings": [s for s in settings_of(requirement.id) if not s.fixed],
        }


def _holds(requirement: catalogue.Requirement, paragraph: catalogue.Paragraph, words: str) -> bool:
    text = f"{requirement.id} {paragraph.name} {paragraph.heading} {requirement.duty}".lower()
    return all(word in text for word in words.lower().split())


class ShowPolicy(_ShowDocument):
    section = "policy:show_policy"
    document = "policy"


class ShowFramework(_ShowDocument):
    section = "policy:show_framework"
    document = "framework"


class ListLocalDefaults(_Page):
    title = "Time limits"
    section = "policy:list_local_defaults"
    template_name = "policy/list_local_defaults.html"

    def page_context(self) -> dict[str, Any]:
        rows = selectors.settings_now(at=self.now)
        return {
            **super().page_context(),
            "open_columns": ["What", "Limit", "Runs from", "For", "Since", "By", "Why"],
            "open_rows": [self.row(r) for r in rows if not r.setting.fixed],
            "fixed_columns": ["What", "Limit", "Runs from", "For"],
            "fixed_rows": [[r.setting.title, r.limit.words, r.setting.runs_from, r.citation] for r in rows if r.setting.fixed],
        }

    def row(self, shown: selectors.SettingNow) -> list[Any]:
        setting = shown.setting
        url = reverse("policy:show_local_default", args=[setting.name])
        newest = shown.changes[0] if shown.changes else None
        since = f"{london(newest.since):%-d %B %Y}" if newest else "From the start"
        mark = tag("Changed", "blue") if shown.is_changed else ""
        return [
            format_html('<a class="govuk-link" href="{}">{}</a>', url, setting.title),
            format_html('<span class="app-whole">{}</span> {}', shown.limit.words, mark),
            setting.runs_from,
            shown.citation or "Safe practice",
            since,
            (newest.created_by or "The system") if newest else "",
            newest.reason if newest else "",
        ]


class _OneSetting:
    kwargs: dict[str, Any]
    now: Any
    shown: selectors.SettingNow

    def prepare(self) -> None:
        found = selectors.setting_now(self.kwargs["setting"], at=self.now)
        if found is None:
            raise Http404
        self.shown = found


class ShowLocalDefault(_OneSetting, _Page):
    template_name = "policy/show_local_default.html"
    section = "policy:list_local_defaults"

    def get_title(self) -> str:
        return self.shown.setting.title

    def get_back_url(self) -> str:
        return reverse("policy:list_local_defaults")

    def page_context(self) -> dict[str, Any]:
        setting = self.shown.setting
        changes = [
            [
                Limit(c.value, c.unit).words,
                f"{london(c.since):%-d %B %Y, %H:%M}",
                c.created_by or "The system",
                c.reason,
            ]
            for c in self.shown.changes
        ]
        return {
            **super().page_context(),
            "shown": self.shown,
            "requirements": [(catalogue.cite(i), catalogue.requirement(i)) for i in setting.requirements],
            "columns": ["Limit", "Since", "By", "Why"],
            "changes": changes,
        }


class ChangeLocalDefault(_OneSetting, _ForAdministrators, ServiceFormView):
    form_class = LocalDefaultForm
    title = "Change a time limit"
    template_name = "policy/change_local_default.html"
    submit_label = "Save the limit"
    success_message = "The limit is changed. Duties already running keep theirs."

    def prepare(self) -> None:
        _ForAdministrators.prepare(self)
        super().prepare()
        if self.shown.setting.fixed:
            raise PermissionDenied("This limit is set by the policy itself and cannot be changed.")

    def get_caption(self) -> str:
        return self.shown.setting.title

    def get_back_url(self) -> str:
        return reverse("policy:show_local_default", args=[self.shown.setting.name])

    def form_kwargs(self) -> dict[str, Any]:
        return {"setting": self.shown.setting}

    def initial_values(self) -> dict[str, Any]:
        limit = self.shown.limit
        return {"value": limit.words if limit.unit == Unit.TIME_OF_DAY else limit.value, "unit": limit.unit}

    def page_context(self) -> dict[str, Any]:
        return {"shown": self.shown}

    def perform(self, form: LocalDefaultForm) -> str:
        data, setting = form.cleaned_data, self.shown.setting
        change_local_default(
            setting=setting.name,
            value=data["value"],
            unit=data.get("unit") or setting.shipped.unit,
            reason=data["reason"],
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class ListHolidays(_Page):
    title = "Bank holidays in England"
    section = "policy:list_holidays"
    template_name = "policy/list_holidays.html"

    def page_context(self) -> dict[str, Any]:
        context = super().page_context()
        rows = selectors.holidays(from_year=london_date(self.now).year)
        columns = ["Date", "Holiday", "Counts as", *(["Change"] if context["may_change"] else [])]
        return {**context, "columns": columns, "rows": [self.row(h, context["may_change"]) for h in rows]}

    def row(self, holiday: Holiday, may_change: bool) -> list[Any]:
        day = f"{holiday.day:%A %-d %B %Y}"
        counts = format_html("{} {}", tag("Working day", "orange"), holiday.withdrawn_reason) if holiday.is_withdrawn else "Holiday"
        url = reverse("policy:withdraw_holiday", args=[holiday.pk])
        change = (
            format_html('<a class="govuk-link" href="{}">Withdraw<span class="govuk-visually-hidden"> {}</span></a>', url, day)
            if not holiday.is_withdrawn
            else ""
        )
        return [day, holiday.name, counts, *([change] if may_change else [])]


class AddHoliday(_ForAdministrators, ServiceFormView):
    form_class = HolidayForm
    title = "Add a holiday"
    success_message = "The holiday is added."

    def get_back_url(self) -> str:
        return reverse("policy:list_holidays")

    def perform(self, form: HolidayForm) -> str:
        add_holiday(day=form.cleaned_data["day"], name=form.cleaned_data["name"], by=self.request.user, now=self.now)
        return self.get_back_url()


class WithdrawHoliday(_ForAdministrators, ServiceFormView):
    form_class = WithdrawHolidayForm
    title = "Withdraw a holiday"
    submit_label = "Count it as a working day"
    warning = True
    success_message = "The day counts as a working day."
    holiday: Holiday

    def prepare(self) -> None:
        super().prepare()
        found = selectors.holiday(self.kwargs["holiday_id"])
        if found is None:
            raise Http404
        self.holiday = found

    def get_caption(self) -> str:
        return f"{self.holiday.name}, {self.holiday.day:%-d %B %Y}"

    def get_back_url(self) -> str:
        return reverse("policy:list_holidays")

    def perform(self, form: WithdrawHolidayForm) -> str:
        withdraw_holiday(holiday=self.holiday, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class ListVersions(_Page):
    title = "Versions"
    section = "policy:list_versions"
    template_name = "policy/list_versions.html"

    def page_context(self) -> dict[str, Any]:
        context = super().page_context()
        in_force = {(d, selectors.version_on(self.now, d).number) for d in catalogue.FILES}
        columns = ["Document", "Approved", "In force from", "Review due", "Confirmed by", *(["Change"] if context["may_change"] else [])]
        rows = [self.row(version, in_force, context["may_change"]) for version in selectors.policy_versions()]
        return {**context, "columns": columns, "rows": rows}

    def row(self, version: PolicyVersion, in_force: set[tuple[str, str]], may_change: bool) -> list[Any]:
        today = london_date(self.now)
        holds, to_come = (version.document, version.number) in in_force, version.in_force_on > today
        mark = tag("In force", "green") if holds else tag("To come", "blue") if to_come else ""
        review: Any = version.review_words or (f"{version.review_on:%-d %B %Y}" if version.review_on else "")
        if holds and version.review_on and version.review_on < today:
            review = format_html("{} {}", review, tag("Passed", "orange"))
        approved = f"{version.approved_on:%-d %B %Y}" if version.approved_on else ""
        groups = {PolicyVersion.EVERYBODY: "All staff", **dict(staff_groups())}
        confirmed_by = ", ".join(groups.get(one, one) for one in version.attested_by) or "Nobody"
        name = format_html("{} {} {}", version.title, version.number, mark)
        change: Any = ""
        if to_come:
            url = reverse("policy:change_version", args=[version.pk])
            change = format_html(
                '<a class="govuk-link" href="{}">Change<span class="govuk-visually-hidden"> version {}</span></a>', url, version.number
            )
        return [name, approved, f"{version.in_force_on:%-d %B %Y}", review, confirmed_by, *([change] if may_change else [])]


class AddVersion(_ForAdministrators, ServiceFormView):
    form_class = PolicyVersionForm
    title = "Add a version of the policy"
    success_message = "The version is added. What happens from its first day belongs to it."

    def get_back_url(self) -> str:
        return reverse("policy:list_versions")

    def perform(self, form: PolicyVersionForm) -> str:
        add_policy_version(
            document="policy",
            number=form.cleaned_data["number"],
            title=catalogue.document("policy").title,
            **form.facts,
            by=self.request.user,
            now=self.now,
        )
        return self.get_back_url()


class ChangeVersion(_ForAdministrators, ServiceFormView):
    """A version that is still to come: its dates, and who confirms it in which words."""

    form_class = PolicyVersionForm
    title = "Change a version to come"
    success_message = "The version is changed."
    policy_version: PolicyVersion

    def prepare(self) -> None:
        super().prepare()
        found = selectors.listed_version(self.kwargs["version_id"])
        if found is None:
            raise Http404
        if found.in_force_on <= london_date(self.now):
            raise PermissionDenied(f"Version {found.number} is in force, so it can no longer be changed. List a newer one.")
        self.policy_version = found

    def get_caption(self) -> str:
        return str(self.policy_version)

    def get_back_url(self) -> str:
        return reverse("policy:list_versions")

    def form_kwargs(self) -> dict[str, Any]:
        return {"changing": True}

    def initial_values(self) -> dict[str, Any]:
        version = self.policy_version
        asked = "none" if not version.attested_by else "all" if PolicyVersion.EVERYBODY in version.attested_by else "groups"
        return {
            **{name: getattr(version, name) for name in ("approved_on", "in_force_on", "review_on", "whats_new", "version")},
            "attestation": asked,
            "groups_of_staff": version.attested_by if asked == "groups" else [],
            **dict(zip(WORDINGS, version.attestation_wording or wording_for(version.number), strict=True)),
        }

    def perform(self, form: PolicyVersionForm) -> str:
        change_policy_version(
            policy_version=self.policy_version, **form.facts, expected=form.cleaned_data["version"], by=self.request.user, now=self.now
        )
        return self.get_back_url()
