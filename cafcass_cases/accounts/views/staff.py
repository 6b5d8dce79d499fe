"""Accounts of staff, for administrators."""

from typing import Any

from django.urls import reverse

from cafcass_cases.core.clock import london
from cafcass_cases.ui.components import FilterField, Row
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import ServiceFormView, ServicePage

from .. import selectors
from ..forms import AccountForm, ReasonForm, SetPasswordForm
from ..models import Role, User
from ..records_check import is_records_check_overdue, records_check_words
from ..services import change_user, close_account, create_user, reopen_account, set_password
from .frame import ForAdministrators, TablePage, link

STATES = (("open", "Open"), ("closed", "Closed"), ("all", "Open and closed"))


class ListStaff(ForAdministrators, TablePage):
    title = "Staff"
    section = "accounts:list_staff"
    template_name = "accounts/list_staff.html"

    def buttons(self) -> list[tuple[str, str]]:
        return [("Open an account", reverse("accounts:create_account"))]

    def page_context(self) -> dict[str, Any]:
        asked = {name: self.request.GET.get(name, "").strip()[:100] for name in ("words", "role", "team", "state")}
        state = asked["state"] or "open"
        found = selectors.staff(words=asked["words"], role=asked["role"], team_id=asked["team"], state=state)
        page = paginate(self.request, found)
        teams = [(str(t.pk), t.name) for t in selectors.teams()]
        return {
            **super().page_context(),
            "page": page,
            "columns": ["Name", "Role", "Team or area", "Line manager", "Account"],
            "rows": [self.row(user) for user in page],
            "filters": [
                FilterField("words", "Name, e-mail or registration", (), asked["words"]),
                FilterField("role", "Role", Role.choices, asked["role"]),
                FilterField("team", "Team", teams, asked["team"]),
                FilterField("state", "Account", STATES, state),
            ],
        }

    def row(self, user: User) -> list[Any]:
        place = user.team or user.service_area or "National"
        return [
            link(user.full_name, reverse("accounts:show_account", args=[user.pk])),
            user.get_role_display() + (" (records check overdue)" if is_records_check_overdue(user, self.now) else ""),
            place,
            user.line_manager or "",
            "Open" if user.is_active else "Closed",
        ]


class _Account(ForAdministrators):
    """Pages of one account."""

    kwargs: dict[str, Any]
    account: User

    def prepare(self) -> None:
        super().prepare()
        self.account = selectors.staff_member(self.kwargs["user_id"])

    def get_caption(self) -> str:
        return self.account.full_name

    def get_back_url(self) -> str:
        return reverse("accounts:show_account", args=[self.account.pk])


class ShowAccount(_Account, ServicePage):
    template_name = "accounts/show_account.html"

    def get_title(self) -> str:
        return self.account.full_name

    def get_caption(self) -> str:
        return self.account.get_role_display()

    def get_back_url(self) -> str:
        return reverse("accounts:list_staff")

    def page_context(self) -> dict[str, Any]:
        user, staff_and_teams = self.account, selectors.depends_on(self.account)
        signed_in = f"{london(user.last_login):%-d %B %Y, %H:%M}" if user.last_login else "Never"
        rows = [
            Row("E-mail", user.email),
            Row("Telephone", user.telephone),
            Row("Post", user.post),
            Row("Employment", user.get_employment_display()),
            Row("Social Work England registration", user.registration_number),
            Row("Registration renewed by", user.registration_expires_on),
            Row("Criminal records check", records_check_words(user, self.now)),
            Row("Team", user.team),
            Row("Service area", user.area),
            Row("Line manager", user.line_manager),
            Row("Manages", f"{staff_and_teams[0]} staff, {staff_and_teams[1]} teams" if any(staff_and_teams) else "Nobody"),
            Row("Last signed in", signed_in),
            Row("Account", "Open" if user.is_active else f"Closed {london(user.closed_at):%-d %B %Y}" if user.closed_at else "Closed"),
        ]
        return {"account": user, "rows": rows, "leaves_alone": user.is_active and any(staff_and_teams)}


class CreateAccount(ForAdministrators, ServiceFormView):
    form_class = AccountForm
    title = "Open an account"
    submit_label = "Open the account"
    success_message = "The account is open. Give them a first password."

    def get_back_url(self) -> str:
        return reverse("accounts:list_staff")

    def perform(self, form: AccountForm) -> str:
        user = create_user(**form.values(), by=self.request.user, now=self.now)
        return reverse("accounts:set_password", args=[user.pk])


class ChangeAccount(_Account, ServiceFormView):
    form_class = AccountForm
    title = "Change the account"
    submit_label = "Save"
    success_message = "The account is changed."

    def initial_values(self) -> dict[str, Any]:
        names = [name for name in AccountForm.base_fields if name != "version"]
        return {**{name: getattr(self.account, name) for name in names}, "version": self.account.version}

    def perform(self, form: AccountForm) -> str:
        version = form.cleaned_data["version"]
        change_user(user=self.account, version=version, **form.values(), by=self.request.user, now=self.now)
        return self.get_back_url()


class SetPassword(_Account, ServiceFormView):
    form_class = SetPasswordForm
    title = "Give a first password"
    submit_label = "Save the password"
    success_message = "The password is saved. They must choose their own when they sign in."

    def perform(self, form: SetPasswordForm) -> str:
        set_password(user=self.account, password=form.cleaned_data["password"], by=self.request.user, now=self.now)
        return self.get_back_url()


class CloseAccount(_Account, ServiceFormView):
    form_class = ReasonForm
    title = "Close the account"
    submit_label = "Close the account"
    warning = True
    template_name = "accounts/close_account.html"
    success_message = "The account is closed."

    def page_context(self) -> dict[str, Any]:
        staff, teams = selectors.depends_on(self.account)
        return {"staff_count": staff, "team_count": teams}

    def perform(self, form: ReasonForm) -> str:
        close_account(user=self.account, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()


class ReopenAccount(_Account, ServiceFormView):
    form_class = ReasonForm
    title = "Open the account again"
    submit_label = "Open the account again"
    success_message = "The account is open again."

    def perform(self, form: ReasonForm) -> str:
        reopen_account(user=self.account, reason=form.cleaned_data["reason"], by=self.request.user, now=self.now)
        return self.get_back_url()
