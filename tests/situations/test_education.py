"""Children who are educated at home, have left school or do not attend (policy 36, 37)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import AuthorityContact
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.duties.models import Duty
from cafcass_cases.ui.testing import local_time
from safeguarding import services as safeguarding
from safeguarding.models import Concern
from safeguarding.services import ChildDecision
from situations.education import services
from situations.education.models import Schooling
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import concern, full_record, hold, log, neglect, request_it  # noqa: F401

HOUR = timedelta(hours=1)


@pytest.fixture
def schooling(family, practitioner):
    """Ben is educated at home: known on Friday 6 March 2026, 16:40."""
    return services.record_schooling(
        case=family.case, child=family.ben, status="home_educated", known_at=NOW, told="His father said so.", by=practitioner, now=NOW
    )


@pytest.fixture
def join(schooling, practitioner):
    def run(concern, **changes):
        given = {"contact_reduced": True, "contact_how": "Nobody sees him.", "at": NOW, "by": practitioner, "now": NOW, **changes}
        return services.join_concern(schooling=schooling, concern=concern, **given)

    return run


@pytest.fixture
def on_a_plan(family, practitioner):
    marker = cases.record_marker(person=family.ben, kind="protection_plan", source="Leeds", by=practitioner, now=NOW)
    with acting(by=practitioner, now=NOW, reason="For a test"):
        marker.ended_on = date(2025, 6, 1)
        marker.save()
    return marker


def signed(hold, concern, family, decision="refer", **changes):
    children = [ChildDecision(child=family.ben, referred=decision == "refer")]
    return hold(concern, record=full_record(decision=decision, children=children), actions=[], sign=True, **changes)


@pytest.mark.requirement("P36-1")
@pytest.mark.parametrize("status", ["home_educated", "removed", "not_attending"])
def test_given_a_child_out_of_school_then_the_check_is_owed_within_five_working_days(family, practitioner, status):
    row = services.record_schooling(case=family.case, child=family.alice, status=status, known_at=NOW, by=practitioner, now=NOW)
    owed = Duty.objects.get(key="education-check", subject_id=row.pk, child=family.alice)
    assert owed.due_at == london_time("2026-03-13 17:00")
    assert owed.owner == practitioner


@pytest.mark.requirement("P36-1")
def test_given_an_attempt_then_the_check_runs_on_and_an_answer_ends_it(schooling, practitioner):
    owed = Duty.objects.get(key="education-check")
    given = {"schooling": schooling, "asked_of": "Home education officer", "by": practitioner}
    check = services.record_check(result="no_answer", asked_at=NOW + HOUR, now=NOW + HOUR, **given)
    owed.refresh_from_db()
    assert owed.is_open
    assert check.authority.name == "Leeds"
    with pytest.raises(RuleRefused, match="answered") as refused:
        services.record_check(result="arranged", asked_at=NOW + HOUR, now=NOW + HOUR, **given)
    assert refused.value.rule == "P36-1"
    services.record_check(result="arranged", answer="A visit is arranged for May.", asked_at=NOW + 2 * HOUR, now=NOW + 2 * HOUR, **given)
    owed.refresh_from_db()
    assert (owed.ending, owed.ended_at) == ("done", NOW + 2 * HOUR)


@pytest.mark.requirement("P36-1")
def test_given_the_child_is_back_in_school_then_the_check_is_no_longer_needed(schooling, practitioner):
    services.record_return(schooling=schooling, back_on=date(2026, 3, 6), back_how="The school said so.", by=practitioner, now=NOW)
    assert Duty.objects.get(key="education-check").ending == "not_needed"


@pytest.mark.requirement("P36-2")
def test_given_a_named_officer_when_the_check_is_opened_then_the_officer_and_what_the_authority_decides_are_shown(
    schooling, family, authority_x, practitioner, client, at_now
):
    with acting(by=None, now=NOW, reason="For a test"):
        AuthorityContact(authority=authority_x, kind="home_education", name="Olive Officer", telephone="01632 960111").save()
    client.force_login(practitioner)
    text = client.get(reverse("education:record_check", args=[schooling.pk])).content.decode()
    assert "Named officer for elective home education: Olive Officer" in text
    assert "The authority decides what is needed and proportionate" in text


@pytest.mark.requirement("P37-1")
def test_given_home_education_and_no_concern_when_saved_then_no_concern_supervision_or_referral_comes_of_it(
    family, practitioner, client, at_now
):
    client.force_login(practitioner)
    url = reverse("education:record_schooling", args=[family.case.pk])
    page = client.get(url).content.decode()
    assert "Home education is not a risk of itself" in page
    assert "contact_reduced" not in page
    answer = client.post(
        url, {"child": str(family.ben.pk), "status": "home_educated", "plan": "never", **local_time("known_at", "2026-03-06 16:00")}
    )
    row = Schooling.objects.get()
    assert answer.url == row.get_absolute_url()
    assert "Home education is not a risk of itself" in client.get(answer.url).content.decode()
    assert not Concern.objects.exists()
    assert set(Duty.objects.values_list("key", flat=True)) == {"education-check"}


@pytest.mark.requirement("P37-1")
def test_given_no_concern_then_there_is_nothing_to_weigh(schooling, manager):
    with pytest.raises(RuleRefused, match="not a risk by itself") as refused:
        services.weigh_schooling(schooling=schooling, court_16a=True, court_reason="Because.", weighed_at=NOW, by=manager, now=NOW)
    assert refused.value.rule == "P37-1"


@pytest.mark.requirement("P37-2")
def test_given_a_concern_increased_by_lack_of_contact_then_supervision_is_owed_within_24_hours_of_that(
    log, family, schooling, join, practitioner, request_it, hold
):
    concern = log()
    request_it(concern, at=NOW)
    first = concern.supervisions.get()
    hold(concern, supervision=first)
    assert not Duty.objects.filter(key="supervision-requested", ended_at=None).exists()
    later = NOW + timedelta(days=3)
    join(concern, at=later, now=later)
    owed = Duty.objects.get(key="supervision-requested", ended_at=None)
    assert owed.due_at == later + 24 * HOUR
    request_it(concern, at=later + HOUR)
    owed.refresh_from_db()
    assert owed.ending == "done"


@pytest.mark.requirement("P37-2")
def test_given_the_factor_when_supervision_is_signed_without_a_decision_on_the_16a_then_it_is_refused(
    concern, family, schooling, join, manager, hold
):
    join(concern)
    with pytest.raises(RuleRefused, match="Fill in what is missing") as refused:
        signed(hold, concern, family)
    assert refused.value.rule == "P37-2"
    assert any("16A of Ben" in phrase for phrase in refused.value.missing)
    services.weigh_schooling(
        schooling=schooling, court_16a=True, court_reason="The court should know.", weighed_at=NOW, by=manager, now=NOW
    )
    assert signed(hold, concern, family).state == "signed"


@pytest.mark.requirement("P37-2")
def test_given_the_decision_for_a_16a_then_it_is_owed_for_that_child(log, family, schooling, join, manager):
    concern = log([neglect(family.ben)])
    join(concern)
    services.weigh_schooling(
        schooling=schooling, court_16a=True, court_reason="The court should know.", weighed_at=NOW, by=manager, now=NOW
    )
    assert Duty.objects.get(key="s16a").child == family.ben


@pytest.mark.requirement("P37-2")
@pytest.mark.parametrize(("given", "field"), [({"contact_reduced": None}, "contact_reduced"), ({"contact_how": ""}, "contact_how")])
def test_given_the_factor_is_not_answered_then_it_is_refused(concern, join, given, field):
    with pytest.raises(RuleRefused) as refused:
        join(concern, **given)
    assert (refused.value.rule, refused.value.field) == ("P37-2", field)


@pytest.mark.requirement("P37-2")
def test_given_a_practitioner_then_the_decision_is_not_theirs_to_record(concern, join, schooling, practitioner):
    join(concern)
    with pytest.raises(Denied):
        services.weigh_schooling(schooling=schooling, court_16a=False, court_reason="No.", weighed_at=NOW, by=practitioner, now=NOW)


@pytest.mark.requirement("P37-3")
def test_given_a_former_plan_in_the_markers_when_decided_not_to_refer_then_the_weight_is_needed_and_shown(
    concern, family, on_a_plan, practitioner, manager, hold, client, at_now
):
    row = services.record_schooling(
        case=family.case,
        child=family.ben,
        status="not_attending",
        plan="never",
        known_at=NOW,
        concern=concern,
        contact_reduced=False,
        by=practitioner,
        now=NOW,
    )
    assert row.plan == "formerly"  # what the record knows is not asked away
    held = signed_without(hold, concern, family)
    client.force_login(manager)
    for url in (held.get_absolute_url(), reverse("safeguarding:record_supervision", args=[held.pk])):
        assert "give particular weight to a referral and a 16A" in client.get(url).content.decode()
    with pytest.raises(RuleRefused) as refused:
        safeguarding.sign_supervision(supervision=held, at=london_time("2026-03-06 17:55"), by=manager, now=london_time("2026-03-06 17:55"))
    assert refused.value.rule == "P37-3"
    given = {"schooling": row, "court_16a": False, "court_reason": "The court knows.", "weighed_at": NOW, "by": manager, "now": NOW}
    with pytest.raises(RuleRefused, match="weight") as refused:
        services.weigh_schooling(**given)
    assert refused.value.rule == "P37-3"
    services.weigh_schooling(plan_weight="The plan of 2024 ended well; the school nurse sees him weekly.", **given)
    later = london_time("2026-03-06 18:00")
    assert safeguarding.sign_supervision(supervision=held, at=later, by=manager, now=later).state == "signed"
    assert "the school nurse sees him weekly" in client.get(row.get_absolute_url()).content.decode()


def signed_without(hold, concern, family):
    """Held and saved, not yet signed: the decision is not to refer."""
    return hold(concern, record=full_record(decision="not_refer", children=[]), actions=[], sign=False)


@pytest.mark.requirement("P37-3")
def test_given_no_plan_then_no_weight_is_asked(concern, family, practitioner, hold):
    services.record_schooling(
        case=family.case,
        child=family.ben,
        status="removed",
        plan="never",
        known_at=NOW,
        concern=concern,
        contact_reduced=False,
        by=practitioner,
        now=NOW,
    )
    assert signed(hold, concern, family).state == "signed"


def test_given_the_record_when_the_concern_and_the_chronology_are_opened_then_they_tell_of_it(
    concern, schooling, join, family, practitioner, client, at_now
):
    join(concern)
    services.record_check(
        schooling=schooling, asked_of="Officer", result="not_known", answer="News to us.", asked_at=NOW, by=practitioner, now=NOW
    )
    client.force_login(practitioner)
    for url in (concern.get_absolute_url(), reverse("cases:show_chronology", args=[family.case.pk])):
        text = client.get(url).content.decode()
        assert "was asked about the child’s education" in text
    assert "Checked with the authority" in client.get(concern.get_absolute_url()).content.decode()
