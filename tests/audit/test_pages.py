"""The audit of a case and the auditors' pages: who may see them, what they say, and that reading them is logged too."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from cafcass_cases.audit import registry, tasks
from cafcass_cases.audit.models import ReadLog, Seal, Verification
from cafcass_cases.audit.services import log_read, seal_evidence
from cafcass_cases.audit.views import LogsReading
from cafcass_cases.cases.models import Allocation, Case, ContactDetail, Person, RecordEntry
from cafcass_cases.core import clock
from cafcass_cases.core.acting import acting
from cafcass_cases.ui.testing import local_date, local_time
from cafcass_cases.ui.views import ServicePage

from .conftest import MONDAY

LATER = MONDAY + timedelta(days=2)


@pytest.fixture
def visit(world: SimpleNamespace) -> Callable[..., Any]:
    """Visit a page as somebody, on Wednesday."""

    def run(user: Any, name: str, *args: Any, data: dict[str, Any] | None = None, method: str = "get") -> Any:
        client = Client()
        client.force_login(user)
        with clock.simulated(LATER):
            return getattr(client, method)(reverse(name, args=args), data or {})

    return run


def _allocate(world: SimpleNamespace) -> None:
    with acting(by=world.meg, now=MONDAY, reason="Allocated"):
        Allocation(case=world.case, practitioner=world.pat, starts_at=MONDAY).save()


def _rename(world: SimpleNamespace, name: str = "Alys") -> None:
    with acting(by=world.pat, now=MONDAY + timedelta(hours=3), reason="The mother spelt it for me"):
        world.child.given_names = name
        world.child.save()


CASE_PAGES = ("audit:show_case_audit", "audit:show_case_reads", "audit:show_case_as_at")


@pytest.mark.parametrize("url_name", CASE_PAGES)
@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("meg", 200), ("hal", 200), ("pat", 403), ("una", 404), ("adi", 404)])
def test_the_audit_of_a_case_is_for_its_managers_senior_staff_and_auditors(
    world: SimpleNamespace, visit: Callable[..., Any], url_name: str, who: str, status: int
) -> None:
    _allocate(world)
    assert visit(getattr(world, who), url_name, world.case.pk).status_code == status
    assert ReadLog.objects.filter(case_id=world.case.pk).count() == (1 if status == 200 else 0)


@pytest.mark.parametrize("url_name", CASE_PAGES)
def test_a_case_that_is_not_there_is_404(world: SimpleNamespace, visit: Callable[..., Any], url_name: str) -> None:
    assert visit(world.ada, url_name, uuid4()).status_code == 404


@pytest.mark.parametrize("url_name", ["audit:search_reads", "audit:search_changes", "audit:show_seals"])
@pytest.mark.parametrize(("who", "status"), [("ada", 200), ("meg", 403), ("hal", 403), ("pat", 403), ("adi", 403)])
def test_the_audit_of_the_whole_record_is_for_auditors(
    world: SimpleNamespace, visit: Callable[..., Any], url_name: str, who: str, status: int
) -> None:
    assert visit(getattr(world, who), url_name).status_code == status


def test_nobody_reads_it_without_signing_in(world: SimpleNamespace, client: Client) -> None:
    for page, args in [*((name, [world.case.pk]) for name in CASE_PAGES), ("audit:search_reads", []), ("audit:show_seals", [])]:
        assert client.get(reverse(page, args=args)).status_code == 302
    assert not ReadLog.objects.exists()


# --- what changed ---


def test_a_change_shows_before_and_after_who_when_and_why(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    _rename(world)
    page = visit(world.ada, "audit:show_case_audit", world.case.pk).content.decode()
    newest = page.split("moj-timeline__item")[1]
    for words in ("Person changed: Alys Brown", "by Pat Pine", "Mon 2 March 2026, 12:30", "The mother spelt it for me", "Given names"):
        assert words in newest
    assert newest.index("Alice") < newest.rindex("Alys")
    assert "Family name" not in newest  # unchanged


def test_choices_people_dates_and_lists_are_said_in_words(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    page = visit(world.ada, "audit:show_case_audit", world.case.pk).content.decode()
    for words in ("Private law", "Telephone call", "Subject child", "Alice Brown", "Leeds", "Where: school", "Seen: Yes, Not said, 1.5"):
        assert words in page
    assert str(world.child.pk) not in page.split('id="main-content"')[-1].split("moj-timeline", 1)[1]


def test_confidential_details_are_masked_until_tapped(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    page = visit(world.ada, "audit:show_case_audit", world.case.pk).content.decode()
    masked = page.index('<details class="app-masked">')
    assert page.index("1 Elm Street") > masked
    assert page.count("1 Elm Street") == 1


@pytest.mark.parametrize(
    ("filters", "shown", "hidden"),
    [
        ({"record": "cases.Person"}, "Person added", "Case added"),
        ({"who": "pat pine"}, "Person changed", "Order added"),
        ({"who": "meg@cases.example"}, "Order added", "Person added"),
        ({"about": "child"}, "Record entry added", "Case added"),
        (local_date("first_day", "2026-03-03"), "Order added", "Person added"),
        (local_date("last_day", "2026-03-02"), "Person changed", "Order added"),
    ],
)
def test_changes_are_filtered(world: SimpleNamespace, visit: Callable[..., Any], filters: dict[str, str], shown: str, hidden: str) -> None:
    from cafcass_cases.cases.models import Order

    _rename(world)
    with acting(by=world.meg, now=MONDAY + timedelta(days=1)):
        Order(case=world.case, kind="Child arrangements", made_on=MONDAY.date()).save()
    data = {key: str(getattr(world, value).pk) if hasattr(world, value) else value for key, value in filters.items()}
    page = visit(world.ada, "audit:show_case_audit", world.case.pk, data=data).content.decode()
    assert shown in page
    assert hidden not in page


def test_a_bad_date_is_said_and_what_was_typed_is_kept(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    data = {"first_day-day": "31", "first_day-month": "2", "first_day-year": "2026"}
    page = visit(world.ada, "audit:show_case_audit", world.case.pk, data=data).content.decode()
    assert "govuk-error-summary" in page
    assert 'value="31"' in page
    assert "Person added" in page
    late = {**local_date("first_day", "2026-03-05"), **local_date("last_day", "2026-03-01")}
    assert "The last day must be the same as or after the first" in visit(world.ada, "audit:search_reads", data=late).content.decode()


def test_another_cases_changes_are_not_shown(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    with acting(by=world.pat, now=MONDAY):
        other = Case(reference="C-2026-000099", law="public", received_at=MONDAY)
        other.save()
        Person(case=other, role="subject_child", given_names="Zoe", family_name="Zed").save()
    assert "Zoe" not in visit(world.ada, "audit:show_case_audit", world.case.pk).content.decode()


def test_the_reason_and_contents_of_a_disposed_row_are_gone(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    from cafcass_cases.audit.services import dispose_of_history

    dispose_of_history(row=RecordEntry.history.get(), reason="Retention has ended", by=world.adi, now=LATER)
    page = visit(world.ada, "audit:show_case_audit", world.case.pk).content.decode()
    assert "disposed of on 4 March 2026" in page
    assert "Rang the school" not in page


@pytest.mark.parametrize("url_name", CASE_PAGES)
def test_a_page_costs_the_same_however_many_rows(
    world: SimpleNamespace, visit: Callable[..., Any], django_assert_max_num_queries: Any, url_name: str
) -> None:
    with acting(by=world.pat, now=MONDAY):
        for number in range(30):
            child = Person(case=world.case, role="connected_child", given_names=f"Child {number}", connected_to=world.child)
            child.save()
            ContactDetail(person=child, kind="school", value="Elm School").save()
            log_read(user=world.pat, case=world.case, what="Case", now=MONDAY)
    client = Client()
    client.force_login(world.meg)
    data = {**local_time("moment", "2026-03-03 10:00"), "known": "then"} if url_name.endswith("as_at") else {}
    with clock.simulated(LATER):
        address = reverse(url_name, args=[world.case.pk])
        client.get(address, data)
        with django_assert_max_num_queries(15):
            assert client.get(address, data).status_code == 200


def test_the_second_page_goes_on_where_the_first_ended(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    for number in range(30):
        _rename(world, f"Alice {number}")
    first = visit(world.ada, "audit:show_case_audit", world.case.pk).content.decode()
    second = visit(world.ada, "audit:show_case_audit", world.case.pk, data={"page": "2"}).content.decode()
    assert first.count("moj-timeline__item") == 25
    assert second.count("moj-timeline__item") == 9
    assert "1 to 25 of 34 changes" in first


# --- who read it ---


def test_who_was_shown_what_is_shown(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    log_read(user=world.pat, case=world.case, person=world.child, what="Contact details", now=MONDAY)
    page = visit(world.ada, "audit:show_case_reads", world.case.pk).content.decode()
    assert "Pat Pine" in page
    assert "Contact details, Alice Brown" in page
    again = visit(world.ada, "audit:show_case_reads", world.case.pk, data={"who": "Ada"}).content.decode()
    assert "Contact details, Alice Brown" not in again
    assert "Audit of the case: who read it" in again  # the first look


def _served(view: type, user: Any) -> HttpResponse:
    request = RequestFactory().get("/")
    request.user = user
    request.resolver_match = None
    request.session = {}
    return view.as_view()(request)


def test_a_page_is_served_and_logged_in_one_transaction_or_not_at_all(world: SimpleNamespace) -> None:
    class ShowSomething(LogsReading, ServicePage):
        case = world.case

        def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            assert transaction.get_connection().in_atomic_block
            return HttpResponse("her address")

    assert _served(ShowSomething, world.pat).content == b"her address"
    log = ReadLog.objects.get()
    assert (log.user, log.case_id, log.what, log.actor_name) == (world.pat, world.case.pk, "Something", "Pat Pine")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_readlog ADD CONSTRAINT full_disk CHECK (what <> 'Something') NOT VALID")
    with pytest.raises(DatabaseError), transaction.atomic():
        _served(ShowSomething, world.pat)


def test_what_shows_nothing_is_not_logged(world: SimpleNamespace) -> None:
    class Redirects(LogsReading, ServicePage):
        case = world.case

        def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            return HttpResponse(status=302)

    _served(Redirects, world.pat)
    assert not ReadLog.objects.exists()


def test_a_view_that_forgets_its_case_serves_nothing(world: SimpleNamespace) -> None:
    from django.core.exceptions import ImproperlyConfigured

    class Forgets(LogsReading, ServicePage):
        def get(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
            return HttpResponse("her address")

    with pytest.raises(ImproperlyConfigured, match="neither case nor get_case"):
        _served(Forgets, world.pat)


def test_the_log_carries_the_request(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    response = visit(world.ada, "audit:show_case_audit", world.case.pk)
    log = ReadLog.objects.get()
    assert (log.request_id, log.page, log.at) == (response["X-Request-Id"], "audit:show_case_audit", LATER)


# --- as it stood ---


def test_the_case_stood_as_it_was_known_then(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    """Given a name that was corrected at 12:30 and a call entered the day after it was made."""
    _rename(world)
    with acting(by=world.pat, now=MONDAY + timedelta(days=1)):
        late = RecordEntry(case=world.case, kind="visit", text="Saw her at home.", happened_at=MONDAY, author=world.pat)
        late.save()
    asked = {**local_time("moment", "2026-03-02 12:00"), "known": "then"}
    page = visit(world.ada, "audit:show_case_as_at", world.case.pk, data=asked).content.decode()
    assert "As it was known on Mon 2 March 2026, 12:00" in page
    assert "Alice Brown" in page
    assert "Alys" not in page
    assert "Rang the school." in page
    assert "Saw her at home." not in page
    asked["known"] = "now"
    page = visit(world.ada, "audit:show_case_as_at", world.case.pk, data=asked).content.decode()
    assert "Alys Brown" in page
    assert "Saw her at home." in page
    assert "Entered later" in page


def test_before_anything_was_entered_nothing_was_known(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    asked = {**local_time("moment", "2026-03-01 12:00"), "known": "then"}
    page = visit(world.ada, "audit:show_case_as_at", world.case.pk, data=asked).content.decode()
    assert "Nothing was known of this case at that moment." in page


def test_the_moment_is_not_in_the_future_and_the_skipped_hour_is_refused(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    for when in ("2027-01-01 12:00", "2025-03-30 01:30"):
        asked = {**local_time("moment", when), "known": "then"}
        page = visit(world.ada, "audit:show_case_as_at", world.case.pk, data=asked).content.decode()
        assert "govuk-error-summary" in page
        assert "As it was known on" not in page


def test_what_was_withdrawn_is_marked(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    with acting(by=world.pat, now=MONDAY + timedelta(hours=1)):
        world.entry.withdrawn_at, world.entry.withdrawn_by, world.entry.withdrawn_reason = MONDAY, world.pat, "Wrong case"
        world.entry.save()
    asked = {**local_time("moment", "2026-03-03 12:00"), "known": "then"}
    assert "Withdrawn</strong>" in visit(world.ada, "audit:show_case_as_at", world.case.pk, data=asked).content.decode()


def test_a_model_may_belong_by_another_way(world: SimpleNamespace) -> None:
    """Given an identity, which no foreign key of its own leads from."""
    from cafcass_cases.audit.as_at import AsAt
    from cafcass_cases.audit.changes import changes_of_case
    from cafcass_cases.cases.models import Identity, PersonIdentity

    with acting(by=world.pat, now=MONDAY):
        identity = Identity()
        identity.save()
        for _ in range(2):
            link = PersonIdentity(identity=identity, person=world.child, decided_by=world.pat, decided_at=MONDAY)
            link.ended_at = MONDAY
            link.save()
    assert registry.belonging_of("cases.Identity") is None
    registry.belongs_to("cases.Identity", "links__person__case", group="Who they are", title="Identity")
    try:
        assert [change.title for change in changes_of_case(world.case.pk)].count("Identity") == 1
        [group] = [group for group in AsAt(world.case, LATER).groups if group.title == "Who they are"]
        assert len(group.items) == 1
    finally:
        registry._registered.belongings.pop("cases.Identity")
        registry.belongings.cache_clear()


def test_everything_with_a_case_belongs_to_it_without_being_told() -> None:
    paths = {b.label: b.path for b in registry.belongings()}
    assert paths["cases.Case"] == "id"
    assert paths["cases.Person"] == "case"
    assert paths["cases.ContactDetail"] == "person__case"
    assert paths["cases.PersonIdentity"] == "person__case"
    assert "accounts.User" not in paths
    assert "cases.LocalAuthority" not in paths


# --- auditors' pages ---


def test_an_auditor_searches_the_read_log_by_case_person_and_date(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    log_read(user=world.pat, case=world.case, what="Chronology", now=MONDAY)
    page = visit(world.ada, "audit:search_reads", data={"reference": "c-2026-000017"}).content.decode()
    assert "Chronology" in page
    assert "C-2026-000017" in page
    nothing = visit(world.ada, "audit:search_reads", data={"who": "Moss"}).content.decode()
    assert "Nobody was shown anything that fits." in nothing
    nobody = visit(world.ada, "audit:search_reads", data={"who": "Zebedee"}).content.decode()
    assert "Nobody with this name" in nobody
    assert "Chronology" not in nobody
    wrong = visit(world.ada, "audit:search_reads", data={"reference": "C-1999-000001"}).content.decode()
    assert "There is no case with this reference" in wrong
    assert "Chronology" not in wrong


def test_an_auditor_who_searches_changes_is_logged_for_each_case_on_the_page(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    page = visit(world.ada, "audit:search_changes", data={"who": "Pat Pine"}).content.decode()
    assert "Person added: Alice Brown" in page
    assert "C-2026-000017" in page
    assert [log.case_id for log in ReadLog.objects.all()] == [world.case.pk]


def test_a_password_is_never_shown(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    with acting(by=world.adi, now=MONDAY):
        world.una.set_password("a very long password")
        world.una.save()
    page = visit(world.ada, "audit:search_changes", data={"record": "accounts.User", "who": "Adi"}).content.decode()
    assert "Account changed: Una Umber" in page
    assert "md5" not in page
    assert "Password" not in page


def test_the_seals_page_says_what_the_last_verification_found(committed_world: SimpleNamespace) -> None:
    client = Client()
    client.force_login(committed_world.ada)
    address = reverse("audit:show_seals")
    assert "has not been verified yet" in client.get(address).content.decode()
    seal_evidence(now=MONDAY)
    tasks.verify_evidence(str(committed_world.ada.pk))
    page = client.get(address).content.decode()
    assert "Everything fitted" in page
    assert Seal.objects.get().head in page
    Verification(at=clock.now(), rows=5, seals=1, finding="It was changed.", table_name="cases_historicalperson", row_id="7").save()
    page = client.get(address).content.decode()
    assert "The evidence does not fit" in page
    assert "cases_historicalperson 7" in page


def test_verify_now_asks_a_worker(world: SimpleNamespace, visit: Callable[..., Any]) -> None:
    with mock.patch.object(tasks.verify_evidence, "apply_async") as asked:
        response = visit(world.ada, "audit:verify_evidence", method="post")
    assert response.status_code == 302
    assert asked.call_args.args[0] == (str(world.ada.pk),)
    assert visit(world.meg, "audit:verify_evidence", method="post").status_code == 403
    assert visit(world.ada, "audit:verify_evidence").status_code == 405


def test_without_a_broker_verify_now_says_so(world: SimpleNamespace, visit: Callable[..., Any], settings: Any) -> None:
    from cafcass_cases.celery import app

    app.conf.broker_url, kept = "redis://127.0.0.1:1/0", app.conf.broker_url
    try:
        response = visit(world.ada, "audit:verify_evidence", method="post")
    finally:
        app.conf.broker_url = kept
    assert response.status_code == 422
    assert "The workers cannot be reached" in response.content.decode()
