"""Signing in and out, and passwords."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View

from cafcass_cases.ui.views import ServiceFormView

from .. import selectors
from ..forms import ChangePasswordForm, ChooseFirstPasswordForm, SignInForm
from ..models import User
from ..services import change_password, choose_first_password, sign_in
from ..services.sign_in import NOT_SIGNED_IN

CHOOSING = "choosing_password"
TIME_TO_CHOOSE = timedelta(minutes=15)


def safe_next(request: HttpRequest) -> str:
    """Where the person was going, if that is a page of this site; else the home page."""
    url = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return url
    return resolve_url(settings.LOGIN_REDIRECT_URL)


def address_of(request: HttpRequest) -> str:
    """The network address a request comes from: as our own proxy saw it, where the settings trust a proxy."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


class SignIn(ServiceFormView):
    form_class = SignInForm
    title = "Sign in"
    submit_label = "Sign in"
    template_name = "accounts/sign_in.html"
    login_required = False

    def prepare(self) -> HttpResponse | None:
        if self.request.user.is_authenticated:
            return HttpResponseRedirect(safe_next(self.request))
        return None

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        # A failure is remembered whatever the page answers, so this does not run inside one transaction as other forms do.
        form = self.build_form(request.POST)
        if not form.is_valid():
            return self.respond(form, status=422)
        user = sign_in(
            email=form.cleaned_data["email"],
            password=form.cleaned_data["password"],
            address=address_of(request),
            request=request,
            by=None,
            now=self.now,
        )
        if user is None:
            form.add_error(None, NOT_SIGNED_IN)
            return self.respond(form, status=422)
        if user.must_change_password:
            request.session.cycle_key()
            request.session[CHOOSING] = [str(user.pk), self.now.isoformat()]
            return HttpResponseRedirect(f"{reverse('accounts:choose_first_password')}?{request.GET.urlencode()}")
        login(request, user)
        return HttpResponseRedirect(safe_next(request))


@method_decorator(login_not_required, name="dispatch")
class SignOut(View):
    """POST only, so that no link or picture of another site signs anybody out."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        logout(request)
        messages.success(request, "You are signed out.")
        return HttpResponseRedirect(resolve_url(settings.LOGOUT_REDIRECT_URL))


class ChooseFirstPassword(ServiceFormView):
    """Between a right password that somebody else chose and being signed in."""

    form_class = ChooseFirstPasswordForm
    title = "Choose your own password"
    submit_label = "Save and sign in"
    login_required = False
    choosing: User

    def prepare(self) -> HttpResponse | None:
        user = self._who()
        if user is None:
            return HttpResponseRedirect(reverse("accounts:sign_in"))
        self.choosing = user
        return None

    def _who(self) -> User | None:
        user_id, since = self.request.session.get(CHOOSING) or (None, None)
        if user_id is None or self.now - datetime.fromisoformat(since) > TIME_TO_CHOOSE:
            return None
        user = selectors.staff().filter(pk=user_id).first()
        return user if user and user.must_change_password else None

    def perform(self, form: Any) -> str:
        user = choose_first_password(user=self.choosing, new=form.cleaned_data["new_password"], by=self.choosing, now=self.now)
        self.request.session.pop(CHOOSING, None)
        login(self.request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return safe_next(self.request)


class ChangePassword(ServiceFormView):
    form_class = ChangePasswordForm
    title = "Change your password"
    submit_label = "Change password"
    success_message = "Your password is changed. Other machines where you were signed in are signed out."

    def get_back_url(self) -> str:
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def perform(self, form: Any) -> str:
        data, user = form.cleaned_data, self.request.user
        changed = change_password(user=user, old=data["old_password"], new=data["new_password"], by=user, now=self.now)
        update_session_auth_hash(self.request, changed)
        return self.get_back_url()
