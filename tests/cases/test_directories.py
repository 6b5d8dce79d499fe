"""The directories: read by everybody signed in, kept by administrators, with a reason and a history."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cafcass_cases.cases.models import AuthorityContact, Court, LocalAuthority, PoliceForce
from cafcass_cases.cases.reference import load
from cafcass_cases.cases.selectors import directories as places
from cafcass_cases.cases.services import directories as services
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit
from cafcass_cases.ui.testing import local_date
from tests.cast import NOW
from tests.standing import standing

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]

WHY = "Their letter of 3 March"


@standing
def directories():
    load(NOW)
    return LocalAuthority.objects.get(code="LDS")


@pytest.fixture
def by(administrator, now):
    return {"by": administrator, "now": now, "reason": WHY}


@pytest.fixture
def contact(authority_x, by):
    return services.add_contact(authority=authority_x, kind="out_of_hours", name="Duty team", telephone="0113 496 0123", **by)


@pytest.fixture
def court(by):
    return services.add_court(epims_id="365554", name="Leeds Combined Court", aliases=["Leeds Family Court"], **by)


def address(name, **kwargs):
    return reverse(f"cases:{name}", kwargs=kwargs)


def text_of(answer):
    return answer.content.decode()


def refused(rule, run, **given):
    with pytest.raises(RuleRefused) as error:
        run(**given)
    assert error.value.rule == rule
    return error.value


# Who may read, who may change


def every_page(authority, contact, court, force):
    ids = {"authority_id": authority.pk}
    read = [
        address("list_authorities"), address("show_authority", **ids), address("show_authority_history", **ids), address("list_family_courts"),
        address("show_family_court", court_id=court.pk), address("show_family_court_history", court_id=court.pk), address("list_police_forces"),
        address("show_police_force", force_id=force.pk), address("show_police_force_history", force_id=force.pk),
    ]  # fmt: skip
    keep = [
        address("change_authority", **ids), address("add_contact", **ids), address("change_contact", contact_id=contact.pk),
        address("end_contact", contact_id=contact.pk), address("add_family_court"), address("change_family_court", court_id=court.pk),
        address("set_authorities_served", court_id=court.pk), address("change_police_force", force_id=force.pk),
    ]  # fmt: skip
    return read, keep


@pytest.mark.requirement("P5-2")
def test_everybody_signed_in_reads_and_only_administrators_change(cast, directories, sign_in, client):
    contact, court, force = directories.contacts.first(), Court.objects.first(), PoliceForce.objects.first()
    read, keep = every_page(directories, contact, court, force)
    assert all(client.get(url).status_code == 302 for url in (*read, *keep))
    for name in ("practitioner", "manager", "head_of_practice", "assistant_director", "business_support", "auditor", "administrator"):
        signed_in = sign_in(cast[name])
        assert {url: signed_in.get(url).status_code for url in read} == dict.fromkeys(read, 200), name
        allowed = 200 if name == "administrator" else 403
        assert {url: signed_in.get(url).status_code for url in keep} == dict.fromkeys(keep, allowed), name
    assert ("Directories" in text_of(sign_in(cast["practitioner"]).get(read[0]))) is True


def test_services_refuse_everybody_but_administrators(authority_x, contact, court, practitioner, manager, now):
    for user in (practitioner, manager):
        by = {"by": user, "now": now, "reason": WHY}
        for run in (
            lambda by=by: services.change_authority(authority=authority_x, changes={"name": "Elsewhere"}, **by),
            lambda by=by: services.add_contact(authority=authority_x, kind="lado", telephone="0113 496 0111", **by),
            lambda by=by: services.change_contact(contact=contact, changes={"hours": "Never"}, **by),
            lambda by=by: services.end_contact(contact=contact, ended_on=now.date(), **by),
            lambda by=by: services.add_court(epims_id="1", name="Court", **by),
            lambda by=by: services.change_court(court=court, changes={"name": "Court"}, **by),
            lambda by=by: services.set_authorities_served(court=court, authorities=[authority_x], **by),
        ):
            with pytest.raises(Denied):
                run()
    assert Court.objects.count() == 1
    assert AuthorityContact.objects.get().ended_on is None


def test_every_page_of_the_directories_within_fifteen_queries(directories, administrator, sign_in):
    contact, court, force = directories.contacts.first(), Court.objects.first(), PoliceForce.objects.first()
    client, counted = sign_in(administrator), {}
    for url in [one for some in every_page(directories, contact, court, force) for one in some]:
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        counted[url] = len(queries)
    assert not {url: count for url, count in counted.items() if count > 15}


def test_what_is_not_there_is_not_found(sign_in, practitioner, authority_x):
    for name, key in (("show_authority", "authority_id"), ("show_family_court", "court_id"), ("show_police_force", "force_id")):
        assert sign_in(practitioner).get(address(name, **{key: practitioner.pk})).status_code == 404


# What is read


@pytest.mark.requirement("P5-1", "P5-2")
def test_authorities_are_found_by_name_code_and_region(directories, practitioner, sign_in):
    client, url = sign_in(practitioner), address("list_authorities")
    assert text_of(client.get(url)).count("/directories/authorities/0") == 25
    for asked in ({"words": "leed"}, {"words": "LDS"}, {"words": "E08000035"}):
        text = text_of(client.get(url, asked))
        assert "Leeds" in text
        assert "Bradford" not in text
    text = text_of(client.get(url, {"region": "Yorkshire and The Humber"}))
    assert "Bradford" in text
    assert "Cornwall" not in text
    assert "Nothing matches" in text_of(client.get(url, {"words": "Atlantis"}))


@pytest.mark.requirement("P5-1", "P5-2", "P19-6")
def test_an_authority_shows_whom_to_ring_its_local_arrangements_and_its_courts(directories, practitioner, sign_in, by):
    services.change_authority(
        authority=directories,
        changes={
            "procedures_url": "https://www.leeds-partnership.example/procedures",
            "thresholds_url": "https://www.leeds-partnership.example/thresholds",
            "escalation_procedure_url": "https://www.leeds-partnership.example/escalation",
        },
        **by,
    )
    text = text_of(sign_in(practitioner).get(address("show_authority", authority_id=directories.pk)))
    for contact in directories.contacts.all():
        assert contact.get_kind_display() in text.replace("&#x27;", "'")
        assert contact.telephone in text
    for kept in ("Leeds Safeguarding Children Partnership", "/procedures", "/thresholds", "/escalation", "referrals@leeds.example"):
        assert kept in text
    assert all(court.name in text for court in places.courts_serving(directories))
    # every contact of the demonstration, and the address for writing, is marked: nobody real is rung by mistake
    assert text.count("Invented</strong>") == directories.contacts.count() + 1
    assert "Change" not in text[text.index("Whom to ring") :]


@pytest.mark.requirement("P12-1")
def test_a_missing_number_is_said_on_the_page_and_in_the_list(authority_x, contact, practitioner, sign_in):
    client = sign_in(practitioner)
    text = text_of(client.get(address("show_authority", authority_id=authority_x.pk)))
    assert "No number is recorded for: daytime referrals" in text
    assert "No number is recorded for: out-of-hours team" not in text
    assert "No daytime number" in text_of(client.get(address("list_authorities")))


def test_courts_are_found_by_their_other_names_and_show_whom_they_serve(directories, practitioner, sign_in):
    court = Court.objects.exclude(aliases=[]).exclude(areas=None).first()
    client = sign_in(practitioner)
    assert court.name in text_of(client.get(address("list_family_courts"), {"words": court.aliases[0].upper()}))
    text = text_of(client.get(address("show_family_court", court_id=court.pk)))
    served = [area.authority for area in court.areas.select_related("authority")]
    for words in (court.email, court.dfj_area, court.aliases[0], *(one.name for one in served)):
        assert words.replace("'", "&#x27;") in text or words in text


# What is changed


@pytest.mark.requirement("P5-1", "P5-2")
def test_an_authority_is_changed_with_its_reason_in_the_history(authority_x, administrator, practitioner, sign_in):
    client = sign_in(administrator)
    url = address("change_authority", authority_id=authority_x.pk)
    typed = {
        "name": "Leeds", "official_name": "Leeds City Council", "procedures_url": "https://westyorks.example.org/procedures",
        "written_referral_address": "front.door@leeds.example", "reason": WHY, "version": str(authority_x.version),
    }  # fmt: skip
    assert client.post(url, typed).status_code == 302
    authority_x.refresh_from_db()
    assert authority_x.procedures_url == "https://westyorks.example.org/procedures"
    row = authority_x.history.latest("version")
    assert (row.history_user, row.history_change_reason) == (administrator, WHY)
    # everybody sees who changed what, when and why
    text = text_of(sign_in(practitioner).get(address("show_authority_history", authority_id=authority_x.pk)))
    for words in ("by Agnes Administrator", f"Why: {WHY}", "Local procedures", "referrals@leeds.example", "front.door@leeds.example"):
        assert words in text


@pytest.mark.requirement("P19-6")
@pytest.mark.parametrize(("field", "wrong", "sentence"), [
    ("procedures_url", "westyorks procedures", "Enter a web address that begins with https://"),
    ("escalation_procedure_url", "javascript:alert(1)", "Enter a web address that begins with https://"),
    ("thresholds_url", "ftp://leeds.example/x", "Enter a web address that begins with https://"),
    ("written_referral_address", "the front door", "Enter an e-mail address like name@example.gov.uk, or the web address of the portal"),
    ("name", "", "Enter the name"),
    ("reason", "", "Say why, and how you know"),
])  # fmt: skip
def test_bad_input_about_an_authority_is_answered_in_a_sentence_and_keeps_all(authority_x, administrator, sign_in, field, wrong, sentence):
    typed = {"name": "New Leeds", "official_name": "Leeds City Council", "reason": WHY, field: wrong}
    answer = sign_in(administrator).post(address("change_authority", authority_id=authority_x.pk), typed)
    assert answer.status_code == 422
    text = text_of(answer)
    assert sentence in text
    assert all(words in text for words in typed.values() if words and "(" not in words)
    authority_x.refresh_from_db()
    assert (authority_x.name, authority_x.version) == ("Leeds", 1)


def test_a_stale_edit_is_a_409_and_keeps_both(authority_x, administrator, sign_in, by):
    services.change_authority(authority=authority_x, changes={"partnership_name": "Leeds Partnership"}, **by)
    typed = {"name": "Leeds", "official_name": "Leeds City Council", "partnership_name": "Mine", "reason": WHY, "version": "1"}
    answer = sign_in(administrator).post(address("change_authority", authority_id=authority_x.pk), typed)
    assert answer.status_code == 409
    assert "Mine" in text_of(answer)
    assert "Leeds Partnership" in text_of(answer)
    authority_x.refresh_from_db()
    assert authority_x.partnership_name == "Leeds Partnership"


def test_two_authorities_never_share_a_name(authority_x, authority_y, by):
    assert refused("name-taken", services.change_authority, authority=authority_y, changes={"name": "leeds"}, **by).field == "name"


@pytest.mark.requirement("P12-1")
def test_who_is_rung_first_has_a_number(authority_x, by):
    assert (
        refused("P12-1", services.add_contact, authority=authority_x, kind="daytime", email="door@leeds.example", **by).field == "telephone"
    )
    refused("contact-empty", services.add_contact, authority=authority_x, kind="director", name="Somebody", **by)
    services.add_contact(authority=authority_x, kind="director", email="director@leeds.example", **by)


@pytest.mark.parametrize(("number", "good"), [
    ("0113 496 0000", True), ("+44 113 496 0000", True), ("(0113) 4960000 ext. 12", True), ("101", True), ("0113 496", False),
    ("ask the desk", False), ("0113 496 0000 or 0001 or 2", False),
])  # fmt: skip
def test_telephone_numbers_have_their_shape(authority_x, by, number, good):
    add = {"authority": authority_x, "kind": "lado", "telephone": number, **by}
    if good:
        assert services.add_contact(**add).telephone == number
    else:
        assert refused("shape", services.add_contact, **add).message.startswith("Enter a telephone number with its area code")


def test_a_contact_is_added_changed_and_ended_on_its_pages(authority_x, administrator, sign_in):
    client, page = sign_in(administrator), address("show_authority", authority_id=authority_x.pk)
    add = address("add_contact", authority_id=authority_x.pk)
    typed = {"kind": "out_of_hours", "name": "Night team", "telephone": "call us", "email": "night", "reason": WHY}
    answer = client.post(add, typed)
    assert answer.status_code == 422
    for words in ("Enter a telephone number with its area code", "Enter an e-mail address like", "Night team", "call us"):
        assert words in text_of(answer)
    assert client.post(add, {**typed, "telephone": "0113 496 0177", "email": "night@leeds.gov.example"}).url == page
    contact = AuthorityContact.objects.get()
    # a number that has changed
    change = address("change_contact", contact_id=contact.pk)
    changed = {"name": "Night team", "telephone": "0113 496 0178", "reason": "They rang", "version": str(contact.version)}
    assert client.post(change, changed).status_code == 302
    assert client.post(change, {**changed, "telephone": "0113 496 0179"}).status_code == 409
    # and one that is no longer right: ended, never deleted
    contact.refresh_from_db()
    end = address("end_contact", contact_id=contact.pk)
    late = {"reason": "Team closed", "version": str(contact.version), **local_date("ended_on", "2026-03-07")}
    assert client.post(end, late).status_code == 422
    assert client.post(end, {**late, **local_date("ended_on", "2026-03-05")}).status_code == 302
    contact.refresh_from_db()
    assert (contact.telephone, contact.ended_on) == ("0113 496 0178", date(2026, 3, 5))
    text = text_of(client.get(page))
    assert "Contacts that have ended" in text
    assert "No number is recorded for: out-of-hours team" in text
    history = text_of(client.get(address("show_authority_history", authority_id=authority_x.pk)))
    assert all(f"Why: {words}" in history for words in (WHY, "They rang", "Team closed"))


def test_an_ended_contact_is_neither_changed_nor_ended_again(contact, by, now):
    services.end_contact(contact=contact, ended_on=now.date(), **by)
    refused("contact-ended", services.change_contact, contact=contact, changes={"hours": "Nights"}, **by)
    refused("contact-ended", services.end_contact, contact=contact, ended_on=now.date(), **by)


def test_a_court_is_added_with_its_authorities_and_serves_others_later(authority_x, authority_y, administrator, sign_in, by, now):
    client = sign_in(administrator)
    typed = {"epims_id": "LDS-1", "name": "Leeds Combined Court", "aliases": "Leeds Family Court\n\nLeeds Family Court", "reason": WHY}
    answer = client.post(address("add_family_court"), typed)
    assert answer.status_code == 422
    assert "Enter the ePIMS number in figures" in text_of(answer)
    answer = client.post(address("add_family_court"), {**typed, "epims_id": "365554"})
    court = Court.objects.get()
    assert court.aliases == ["Leeds Family Court"]
    # the next page asks which authorities
    assert answer.url == address("set_authorities_served", court_id=court.pk)
    both = {"region_0": [str(authority_x.pk), str(authority_y.pk)], "reason": WHY, "version": str(court.version)}
    assert client.post(answer.url, both).url == address("show_family_court", court_id=court.pk)
    assert [one.name for one in places.authorities_served(court)] == ["Bradford", "Leeds"]
    assert client.post(answer.url, {**both, "region_0": []}).status_code == 409
    # one is taken away: its row ends and stays
    court.refresh_from_db()
    services.set_authorities_served(court=court, authorities=[authority_y], version=court.version, **by)
    assert [one.name for one in places.authorities_served(court)] == ["Bradford"]
    assert not places.courts_serving(authority_x).exists()
    assert court.areas.get(authority=authority_x).ended_on == now.date()
    # and comes back
    services.set_authorities_served(
        court=court, authorities=[authority_x, authority_y], by=administrator, now=now + timedelta(days=1), reason="Back"
    )
    assert places.courts_serving(authority_x).get() == court
    text = text_of(client.get(address("show_family_court_history", court_id=court.pk)))
    assert "Authority served by a court" in text
    assert "Leeds" in text


def test_no_two_courts_are_called_alike_because_applications_name_them(court, by):
    taken = refused("court-name-taken", services.add_court, epims_id="2", name="leeds family court", **by)
    assert taken.field == "name"
    assert (
        refused("court-name-taken", services.add_court, epims_id="2", name="York", aliases=["Leeds Combined Court"], **by).field
        == "aliases"
    )
    assert refused("court-known", services.add_court, epims_id="365554", name="York", **by).field == "epims_id"
    with pytest.raises(StaleEdit):
        services.change_court(court=court, changes={"email": "family@leeds.example"}, version=court.version + 5, **by)
    assert services.change_court(court=court, changes={"email": "family@leeds.example"}, version=court.version, **by).email


def test_a_police_force_is_changed_and_nothing_saved_where_nothing_changed(directories, administrator, sign_in):
    force, client = PoliceForce.objects.first(), sign_in(administrator)
    url = address("change_police_force", force_id=force.pk)
    typed = {"name": force.name, "telephone": "101", "email": "ppu@police.example", "reason": "Their page", "version": str(force.version)}
    assert client.post(url, {**typed, "email": "ppu"}).status_code == 422
    assert client.post(url, typed).status_code == 302
    force.refresh_from_db()
    assert (force.telephone, force.is_invented, force.version) == ("101", False, 2)
    assert client.post(url, {**typed, "version": "2"}).status_code == 302
    force.refresh_from_db()
    assert force.version == 2
