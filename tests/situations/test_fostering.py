"""Children who live with somebody who is neither a parent nor a close relative (policy 38, 39)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.registry import what_stands_against_closing
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from referrals import services as referrals
from referrals.models import Referral
from safeguarding import services as safeguarding
from situations.fostering import services
from situations.fostering.models import Arrangement
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import log, neglect  # noqa: F401

HOUR = timedelta(hours=1)


@pytest.fixture
def neighbour(family, practitioner):
    return cases.add_person(case=family.case, role="other_adult", given_names="Nora", family_name="Neighbour", by=practitioner, now=NOW)


@pytest.fixture
def live_with(family, neighbour, practitioner):
    """``live_with(**changes)``: Ben lives with a neighbour since 1 March 2026."""

    def run(now=NOW, **changes):
        given = {
            "case": family.case, "child": family.ben, "carer": neighbour, "relation": "not_related", "started_on": date(2026, 3, 1), "length": "long",
            "known_at": now, "by": practitioner, "now": now, **changes,
        }  # fmt: skip
        return services.record_arrangement(**given)

    return run


@pytest.fixture
def details(neighbour, family, practitioner):
    def run(row, **changes):
        given = {
            "household": [neighbour], "household_others": "", "responsible": [family.mother], "responsible_others": "", "agreed": "Jane agreed by telephone.",
            "by": practitioner, "now": NOW, **changes,
        }  # fmt: skip
        return services.record_details(arrangement=row, **given)

    return run


@pytest.fixture
def notify(practitioner):
    def run(row, now=NOW, **changes):
        return services.notify_authority(
            **{"arrangement": row, "how": "email", "to": "Private fostering team", "by": practitioner, "now": now, **changes}
        )

    return run


def duty(key, **where):
    return Duty.objects.get(key=key, **where)


@pytest.mark.requirement("P38-1")
def test_given_28_days_are_expected_then_the_notification_is_owed_in_one_working_day_of_knowing(live_with, family):
    live_with()
    owed = duty("private-fostering-notify", child=family.ben)
    assert owed.due_at == london_time("2026-03-09 17:00")  # Friday 16:40 → Monday


@pytest.mark.requirement("P38-1")
@pytest.mark.parametrize("length", ["short", "not_known"])
def test_given_28_days_are_not_yet_reached_then_it_is_owed_from_the_28th_day(live_with, length):
    row = live_with(length=length)
    assert row.day_28 == date(2026, 3, 28)
    assert duty("private-fostering-notify").due_at == london_time("2026-03-30 17:00")


@pytest.mark.requirement("P38-1")
def test_given_28_days_are_reached_when_it_becomes_known_then_it_is_owed_from_then(live_with):
    live_with(started_on=date(2026, 1, 1), length="short")
    assert duty("private-fostering-notify").due_at == london_time("2026-03-09 17:00")


@pytest.mark.requirement("P38-1")
@pytest.mark.parametrize("relation", ["parent", "close", "responsible"])
def test_given_a_parent_a_close_relative_or_parental_responsibility_then_nothing_is_owed(live_with, relation):
    live_with(relation=relation)
    assert not Duty.objects.filter(key="private-fostering-notify").exists()


@pytest.mark.requirement("P38-1")
def test_given_a_distant_relative_then_it_is_owed(live_with):
    live_with(relation="distant")
    assert duty("private-fostering-notify").is_open


@pytest.mark.requirement("P38-1")
@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"relation": ""}, "relation"),
        ({"length": ""}, "length"),
        ({"carer": None}, "carer"),
        ({"known_at": NOW + HOUR}, "known_at"),
        ({"started_on": date(2026, 3, 7)}, "started_on"),
    ],
)
def test_given_what_decides_whether_it_is_private_fostering_is_not_known_then_it_is_refused(live_with, changes, field):
    with pytest.raises(RuleRefused) as refused:
        live_with(**changes)
    assert (refused.value.rule, refused.value.field) == ("P38-1", field)
    assert not Arrangement.objects.exists()


@pytest.mark.requirement("P38-1")
def test_given_nobody_it_went_to_when_the_authority_is_notified_then_it_is_refused_and_still_owed(live_with, details, notify):
    row = details(live_with())
    with pytest.raises(RuleRefused) as refused:
        notify(row, to=" ")
    assert (refused.value.rule, refused.value.field) == ("P38-1", "to")
    assert duty("private-fostering-notify").is_open


@pytest.mark.requirement("P38-1")
def test_given_a_short_stay_that_is_to_last_then_it_is_owed_sooner(live_with, practitioner):
    row = live_with(length="short")
    later = NOW + timedelta(days=4)
    services.expect_longer(arrangement=row, expected_at=later, by=practitioner, now=later)
    assert duty("private-fostering-notify", ended_at=None).due_at == london_time("2026-03-11 17:00")


@pytest.mark.requirement("P38-1")
def test_given_a_short_stay_that_ended_then_it_is_no_longer_owed_and_one_that_was_owed_stays(live_with, practitioner):
    short = live_with(length="short")
    later = NOW + timedelta(days=4)
    services.end_arrangement(arrangement=short, ended_on=date(2026, 3, 10), ended_how="Back with his father.", by=practitioner, now=later)
    assert duty("private-fostering-notify").ending == "not_needed"
    long = live_with(length="long")
    services.end_arrangement(arrangement=long, ended_on=date(2026, 3, 10), ended_how="Back with his father.", by=practitioner, now=later)
    assert duty("private-fostering-notify", subject_id=long.pk).is_open


@pytest.mark.requirement("P38-1", "P38-2")
def test_given_the_notification_was_sent_then_it_is_done_and_the_answer_is_awaited_and_the_case_stays_open(
    live_with, details, notify, family
):
    row = notify(details(live_with()))
    assert duty("private-fostering-notify").ending == "done"
    assert row.authority.name == "Leeds"
    awaited = duty("private-fostering-answer")
    assert awaited.is_open
    assert awaited.owed_by == "authority"
    assert any("private fostering of Ben" in phrase for phrase in what_stands_against_closing(family.case, NOW))


@pytest.mark.requirement("P38-2", "P38-3")
def test_given_the_notification_then_it_names_household_responsibility_and_who_agreed_and_asks_what_it_must(
    live_with, details, notify, practitioner
):
    row = notify(details(live_with(told="His teacher told me.")))
    document = IssuedDocument.objects.get(pk=row.document_id)
    assert document.kind == "private-fostering-notification"
    page, _ = preview(kind="private-fostering-notification", subject=row, by=practitioner, now=NOW)
    for words in (
        "Nora Neighbour", "Jane Hartley", "Jane agreed by telephone.", "whether you know of this arrangement", "whether you have assessed it as suitable",
        "please assess it under the private fostering regulations", "His teacher told me.", "4 Mill Lane",
    ):  # fmt: skip
        assert words in page.text
    assert "section 47" not in page.text


@pytest.mark.requirement("P38-2")
@pytest.mark.parametrize("answer", ["unknown", "not_assessed"])
def test_given_the_authority_did_not_know_or_assess_then_it_is_asked_to(live_with, details, notify, practitioner, answer):
    row = notify(details(live_with()))
    given = {
        "arrangement": row,
        "answer": answer,
        "answered_at": NOW + HOUR,
        "answered_by": "Duty worker",
        "by": practitioner,
        "now": NOW + HOUR,
    }
    with pytest.raises(RuleRefused, match="assess") as refused:
        services.record_answer(**given)
    assert (refused.value.rule, refused.value.field) == ("P38-2", "assessment_asked_at")
    assert duty("private-fostering-answer").is_open
    services.record_answer(assessment_asked_at=NOW + HOUR, **given)
    assert duty("private-fostering-answer").ending == "done"


@pytest.mark.requirement("P38-3")
@pytest.mark.parametrize(
    ("changes", "field"), [({"responsible": []}, "responsible"), ({"household": []}, "household"), ({"agreed": ""}, "agreed")]
)
def test_given_a_part_is_missing_then_neither_the_details_nor_the_notification_pass(live_with, details, notify, changes, field):
    row = live_with()
    with pytest.raises(RuleRefused) as refused:
        details(row, **changes)
    assert (refused.value.rule, refused.value.field) == ("P38-3", field)
    with pytest.raises(RuleRefused) as refused:
        notify(row)
    assert refused.value.rule == "P38-3"
    assert len(refused.value.missing) == 3
    row.refresh_from_db()
    assert row.notified_at is None


@pytest.mark.requirement("P38-3")
def test_given_it_went_already_without_them_then_it_is_kept_and_the_duty_waits_for_them(live_with, details, notify):
    row = notify(live_with(known_at=NOW - 3 * HOUR), sent_at=NOW - HOUR)
    assert row.was_incomplete
    assert row.notified_at == NOW - HOUR
    assert duty("private-fostering-notify").is_open
    notify(details(row))
    assert duty("private-fostering-notify").ending == "done"


@pytest.mark.requirement("P38-3")
def test_given_the_record_when_the_form_is_opened_then_household_and_responsibility_stand_there_already(
    live_with, family, neighbour, practitioner, client, at_now
):
    cases.relate(person=family.mother, other=family.ben, kind="parent", parental_responsibility=True, by=practitioner, now=NOW)
    client.force_login(practitioner)
    text = client.get(reverse("fostering:record_details", args=[live_with().pk])).content.decode()
    assert f'value="{neighbour.pk}" checked' in " ".join(text.split())
    assert f'name="responsible" type="checkbox" value="{family.mother.pk}" checked' in " ".join(text.split()) or text.count("checked") >= 2


@pytest.mark.requirement("P39-1", "P39-2")
def test_given_a_concern_about_a_privately_fostered_subject_child_then_referral_and_16a_are_owed_besides(
    live_with, log, family, practitioner
):
    live_with()
    concern = log([neglect(family.ben)])
    owed = duty("private-fostering-referral", child=family.ben)
    assert owed.due_at == NOW + 24 * HOUR
    assert duty("s16a", child=family.ben).due_at == NOW + 24 * HOUR
    assert not Duty.objects.filter(key="s16a", child=family.alice).exists()
    assert duty("private-fostering-notify").is_open
    safeguarding.refer_now(concern=concern, children=[family.ben], reason="He is not safe.", at=NOW, by=practitioner, now=NOW)
    referral = Referral.objects.get(concern=concern)
    referrals.record_call(referral=referral, result="no_answer", called_at=NOW, by=practitioner, now=NOW)
    owed.refresh_from_db()
    assert owed.is_open  # an attempt is not a referral
    referrals.record_call(
        referral=referral, result="reached", spoke_to="Duty worker", summary="Taken.", called_at=NOW + HOUR, by=practitioner, now=NOW + HOUR
    )
    owed.refresh_from_db()
    assert (owed.ending, owed.ended_at) == ("done", NOW + HOUR)


@pytest.mark.requirement("P39-1", "P39-2")
def test_given_the_concern_came_first_then_both_are_owed_from_when_the_arrangement_was_known(live_with, log, family):
    log([neglect(family.ben)], now=NOW)
    later = NOW + 5 * HOUR
    live_with(now=later)
    assert duty("private-fostering-referral").due_at == later + 24 * HOUR
    assert duty("s16a", child=family.ben).due_at == later + 24 * HOUR


@pytest.mark.requirement("P39-1")
def test_given_the_child_was_referred_before_then_it_counts(live_with, log, family, practitioner):
    concern = log([neglect(family.ben)])
    safeguarding.refer_now(concern=concern, children=[family.ben], reason="He is not safe.", at=NOW, by=practitioner, now=NOW)
    referral = Referral.objects.get(concern=concern)
    referrals.record_call(
        referral=referral, result="reached", spoke_to="Duty worker", summary="Taken.", called_at=NOW, by=practitioner, now=NOW
    )
    live_with(now=NOW + 5 * HOUR)
    assert duty("private-fostering-referral").ending == "done"


@pytest.mark.requirement("P39-1", "P39-2")
@pytest.mark.parametrize("changes", [{"relation": "close"}, {"length": "short"}])
def test_given_it_is_no_private_fostering_then_neither_is_owed(live_with, log, family, changes):
    live_with(**changes)
    log([neglect(family.ben)])
    assert not Duty.objects.filter(key__in=("private-fostering-referral", "s16a")).exists()


def test_given_the_record_when_its_page_the_concern_and_the_chronology_are_opened_then_they_tell_of_it(
    live_with, details, notify, log, family, practitioner, client, at_now
):
    concern = log([neglect(family.ben)])
    row = notify(details(live_with(concern=concern)))
    client.force_login(practitioner)
    page = client.get(row.get_absolute_url()).content.decode()
    assert "Record the authority’s answer" in page
    assert "Private fostering" in page
    for url in (concern.get_absolute_url(), reverse("cases:show_chronology", args=[family.case.pk])):
        assert "Leeds notified of private fostering" in client.get(url).content.decode()
