"""A small site that uses every means of ``ui``, for the tests. Its "record" is a process-wide dictionary with a version."""

from dataclasses import dataclass, field

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.urls import include, path
from django.utils.decorators import method_decorator

from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit
from cafcass_cases.ui import forms as f
from cafcass_cases.ui.components import Column, Event, NavItem, Row, Task
from cafcass_cases.ui.pagination import paginate
from cafcass_cases.ui.views import JourneyView, ServiceAction, ServiceFormView, ServicePage, Step

CASE_ID = "0198a1b2-0000-7000-8000-000000000001"


@dataclass
class Record:
    done: list = field(default_factory=list)
    text: str = "As it was"
    version: int = 1


record = Record()


class ActionForm(f.GovukForm):
    what = f.TextField(label="What is to be done?", missing="Enter what is to be done")
    by_when = f.LocalDateField(label="By when?", missing="Enter the agreed date")


class ChildForm(f.GovukForm):
    child = f.HiddenField()
    suspect = f.YesNoField(label="Cause to suspect risk of harm?", missing="Say whether there is cause to suspect")


class CallForm(f.GovukForm):
    spoken_at = f.LocalDateTimeField(label="When did you speak to them?", missing="Enter when you spoke to them", not_future=True)
    who = f.TextField(label="Who did you speak to?", missing="Enter who you spoke to", width=20, hint="Name and job title")
    result = f.RadiosField(
        label="What came of it?",
        missing="Choose what came of the call",
        choices=[
            f.Choice("answered", "They answered", reveals=("said",)),
            f.Choice("no_answer", "No answer", hint="This is recorded as an attempt"),
        ],
    )
    said = f.TextAreaField(label="What was said?", missing="Write what was said", max_words=200)
    children = f.CheckboxesField(
        label="Which children?",
        missing="Choose at least one child",
        choices=[("a", "Alice Brown"), ("b", "Ben Brown"), f.Choice("none", "None of these", divider=True, exclusive=True)],
    )
    place = f.SelectField(label="From where?", missing="Choose where you rang from", choices=[("office", "Office"), ("home", "Home")])
    minutes = f.IntegerField(label="How long was it? (optional)", required=False, min_value=0, max_value=600, suffix="minutes")
    sure = f.ConfirmField(label="I read this back to them", missing="Confirm that you read it back to them")
    version = f.VersionField()

    groups = [f.Group("The call", ["spoken_at", "who", "result"], hint="What happened, in your words.")]


class PlanForm(f.GovukForm):
    reason = f.TextAreaField(label="Why this plan?", missing="Write why")
    repeats = {
        "actions": f.Repeat(ActionForm, item="action", minimum=1, missing="Enter at least one action"),
        "children": f.Repeat(ChildForm, fixed=True),
    }


class RecordCall(ServiceFormView):
    form_class = CallForm
    title = "Record a telephone call"
    caption = "C-2026-004217"
    submit_label = "Save the call"
    success_message = "The call is recorded."
    draft = True

    def get_back_url(self):
        return "/shown/"

    def draft_subject(self):
        return ("case", CASE_ID, CASE_ID)

    def draft_label(self):
        return "Telephone call, C-2026-004217"

    def initial_values(self):
        return {"who": record.text if record.text != "As it was" else "", "version": record.version}

    def perform(self, form):
        who = form.cleaned_data["who"]
        if form.cleaned_data["version"] not in (None, record.version):
            raise StaleEdit(record, expected=form.cleaned_data["version"], found=record.version)
        if who == "refused at field":
            raise RuleRefused("P12-3", "Ring the duty team, not the family", field="who")
        if who == "refused":
            raise RuleRefused("P12-4", "This cannot be saved yet", missing=("the authority", "the outcome"))
        if who == "crash":
            raise ZeroDivisionError
        record.done.append(form.cleaned_data)
        return "/shown/"


class EnquireForm(f.GovukForm):
    name = f.TextField(label="Name", missing="Enter your name")


class Enquire(ServiceFormView):
    form_class = EnquireForm
    title = "A form before sign-in"
    login_required = False

    def perform(self, form):
        record.done.append(form.cleaned_data)
        return "/"


class MakePlan(ServiceFormView):
    form_class = PlanForm
    title = "Make a plan"

    def initial_values(self):
        return {"children": [{"_title": "Alice Brown", "child": "a"}, {"_title": "Ben Brown", "child": "b"}]}

    def perform(self, form):
        record.done.append(form.cleaned_data)
        return "/shown/"


class DangerForm(f.GovukForm):
    danger = f.YesNoField(
        label="Is anyone being harmed now, or in immediate danger?",
        heading=True,
        missing="Say whether anyone is in danger now",
        yes_reveals=("rang",),
    )
    rang = f.LocalDateTimeField(label="When did you ring 999?", missing="Enter when you rang 999")


class HarmForm(f.GovukForm):
    harm = f.TextAreaField(label="What is the harm?", missing="Write what the harm is")


class LogConcern(JourneyView):
    key = "log_concern"
    url_name = "log_concern"
    title = "Log a concern"
    steps = [Step("danger", DangerForm, "Is anyone in danger?"), Step("harm", HarmForm, "The harm")]
    submit_label = "Log the concern"

    def draft_subject(self):
        return ("case", CASE_ID, CASE_ID)

    def perform(self, answers):
        if answers["harm"]["harm"] == "refused":
            raise RuleRefused("P2-1", "Say more about the harm", field="harm")
        record.done.append(answers.all)
        return "/shown/"


class ShowThings(ServicePage):
    template_name = "ui_tests/things.html"
    title = "Components"
    caption = "C-2026-004217"

    def page_context(self):
        from datetime import timedelta

        from cafcass_cases.ui.components import FilterField

        return {
            "rows": [Row("Court", "Leeds Family Court", change_url="#"), Row("Notes", "One\nTwo"), Row("Hearing", None)],
            "tasks": [
                Task("Telephone the authority", "/call/", "Policy 12", "Late", "red"),
                Task("Tell the court", "", "Policy 14", "Not started", "grey"),
            ],
            "events": [
                Event("Concern logged", self.now, by="Aisha Khan", text="Said by the school."),
                Event("Call", self.now, entered_at=self.now),
            ],
            "tabs": [NavItem("Overview", "#", True), NavItem("Children", "#"), NavItem("Documents", "#")],
            "columns": ["Duty", "Owner", Column("Days", numeric=True)],
            "lines": [["Telephone referral", "Aisha Khan", 2], ["Outcome", "Leeds", 1]],
            "pages": paginate(self.request, list(range(95)), per_page=10),
            "late": self.now - timedelta(days=2),
            "soon": self.now + timedelta(hours=3),
            "filters": [FilterField("state", "State", (("open", "Open"), ("late", "Late"))), FilterField("q", "Words")],
        }


class SignIt(ServiceAction):
    success_message = "It is signed."

    def get_back_url(self):
        return "/shown/"

    def perform(self):
        if self.request.POST.get("refuse"):
            raise RuleRefused("P9-3", "Answer the ten points first", missing=("the child's views",))
        record.done.append("signed")
        return "/shown/"


class Forbidden(ServicePage):
    def prepare(self):
        if self.kwargs["how"] == "denied":
            raise Denied("Only the manager may do this.")
        if self.kwargs["how"] == "permission":
            raise PermissionDenied
        if self.kwargs["how"] == "stale":
            raise StaleEdit(record, expected=1, found=2)
        raise Http404


@login_not_required
def home(request):
    return HttpResponse("home")


urlpatterns = [
    path("", home, name="home"),
    path("", include("cafcass_cases.ui.urls")),
    path("call/", RecordCall.as_view(), name="record_call"),
    path("enquire/", Enquire.as_view(), name="enquire"),
    path("plan/", MakePlan.as_view(), name="make_plan"),
    path("concern/", LogConcern.as_view(), name="log_concern"),
    path("concern/<slug:step>/", LogConcern.as_view(), name="log_concern"),
    path("shown/", ShowThings.as_view(), name="show_things"),
    path("sign/", SignIt.as_view(), name="sign_it"),
    path("wrong/<slug:how>/", Forbidden.as_view(), name="wrong"),
    path(
        "sign-in/",
        include(
            (
                [
                    path(
                        "",
                        method_decorator(login_not_required, name="dispatch")(LoginView).as_view(template_name="ui_tests/sign_in.html"),
                        name="sign_in",
                    ),
                    path("out/", LogoutView.as_view(), name="sign_out"),
                ],
                "accounts",
            )
        ),
    ),
]
handler403 = "cafcass_cases.ui.errors.forbidden"
handler404 = "cafcass_cases.ui.errors.not_found"
handler500 = "cafcass_cases.ui.errors.server_error"
