"""Special guardianship: both checks are completed, seen and analysed before support; the wait is in the timetable (policy 52)."""

from datetime import date, timedelta

import pytest

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Duty
from cafcass_cases.ui.testing import local_date, local_time
from screening.checks.models import Check
from screening.checks.services import add_enquiry, review_check
from sharing.models import Incident
from situations.guardianship import selectors, services
from situations.guardianship.models import GuardianCheck, Guardianship, GuardianSupport
from tests.cast import NOW, london_time, save


@pytest.fixture
def public(family, manager, practitioner):
    """The family's case, in public law, in which it is listed who was asked about the children (policy 56)."""
    from tests.cast import save

    family.case.law = "public"
    save(family.case)
    add_enquiry(case=family.case, source="The health visitor", asked_at=NOW, about="How they are.", by=practitioner, now=NOW)
    return family


@pytest.fixture
def by(practitioner):
    return {"by": practitioner, "now": NOW}


@pytest.fixture
def guardianship(public, by) -> Guardianship:
    return services.consider_guardianship(
        case=public.case, children=[public.alice, public.ben], people=[public.grandmother], considered_at=NOW, **by
    )


def check(guardianship, kind, person=None):
    checks = GuardianCheck.objects.filter(guardian__guardianship=guardianship, kind=kind)
    return checks.get(guardian__person=person) if person else checks.get()


def see(guardianship, kind, by, person=None, **changes):
    given = {"completed_on": date(2026, 3, 4), "seen_at": NOW, "outcome": "nothing", "analysis": "Fit to care.", **changes}
    return services.record_check(check=check(guardianship, kind, person), **given, **by)


def support(guardianship, by, **changes):
    return services.record_support(
        **{"guardianship": guardianship, "what": "assessment", "supports": True, "reason": "She has raised Callum.", **by, **changes}
    )


def duty(key, subject):
    return Duty.objects.get(key=key, subject_id=subject.pk)


@pytest.mark.requirement("P52-1")
@pytest.mark.parametrize("what", ["assessment", "application"])
def test_given_the_medical_check_not_seen_when_the_guardian_supports_then_it_is_refused(guardianship, by, what):
    see(guardianship, "dbs", by)
    see(guardianship, "medical", by, seen_at=None, outcome="", analysis="")
    with pytest.raises(RuleRefused) as refused:
        support(guardianship, by, what=what)
    assert refused.value.rule == "P52-1"
    assert refused.value.missing == ("Ruth Dawson: Medical check, seen",)
    assert not GuardianSupport.objects.exists()
    assert duty("guardian-checks-seen", guardianship).ended_at is None
    see(guardianship, "medical", by)
    assert support(guardianship, by, what=what).supports
    assert duty("guardian-checks-seen", guardianship).ending == "done"


@pytest.mark.requirement("P52-1")
def test_given_a_second_prospective_guardian_when_only_the_first_is_checked_then_support_is_refused(guardianship, public, by):
    services.add_guardian(guardianship=guardianship, person=public.mother, **by)
    for kind in ("dbs", "medical"):
        see(guardianship, kind, by, public.grandmother)
    with pytest.raises(RuleRefused) as refused:
        support(guardianship, by)
    assert len(refused.value.missing) == 2
    assert "Jane Hartley" in refused.value.missing[0]


@pytest.mark.requirement("P52-1")
def test_given_it_was_supported_yesterday_when_recorded_then_it_is_kept_and_a_manager_sees_it(guardianship, by):
    assert support(guardianship, by, decided_at=NOW - timedelta(days=1)).supports
    assert Incident.objects.get().rule == "P52-1"


def test_given_no_checks_when_it_is_not_supported_then_it_is_kept(guardianship, by):
    assert not support(guardianship, by, supports=False, reason="She is too ill.").supports


@pytest.mark.requirement("P52-2")
@pytest.mark.parametrize("gap", ["outcome", "analysis"])
def test_given_a_check_seen_without_outcome_or_analysis_when_supported_then_it_is_refused_and_owed(guardianship, by, gap):
    see(guardianship, "dbs", by)
    medical = see(guardianship, "medical", by, **{gap: ""})
    owed = duty("guardian-check-analysed", medical)
    assert owed.due_at == london_time("2026-03-09 17:00")
    assert owed.ended_at is None
    with pytest.raises(RuleRefused) as refused:
        support(guardianship, by)
    assert refused.value.rule == "P52-2"
    assert "Medical check" in refused.value.missing[0]
    see(guardianship, "medical", by)
    assert duty("guardian-check-analysed", medical).ending == "done"
    assert support(guardianship, by)


@pytest.mark.requirement("P52-3")
def test_given_a_check_expected_after_the_next_hearing_when_saved_then_the_timetable_warns(guardianship, public, by):
    services.record_check(check=check(guardianship, "dbs"), expected_on=date(2026, 3, 20), **by)
    services.record_check(check=check(guardianship, "medical"), expected_on=date(2026, 3, 10), **by)
    whole = selectors.whole_of(guardianship, NOW)
    (warning,) = selectors.waits_among(whole.checks, whole.hearing, NOW)
    assert "expected 20 March 2026, not before the next hearing on 12 March 2026" in warning.words


@pytest.mark.requirement("P52-3")
def test_given_checks_are_awaited_when_the_wait_is_planned_then_that_duty_ends_and_half_a_plan_is_refused(guardianship, by):
    owed = duty("guardian-wait-planned", guardianship)
    assert owed.ended_at is None
    with pytest.raises(RuleRefused) as refused:
        services.plan_wait(guardianship=guardianship, timetable="Hearing moved to April.", other_work=" ", **by)
    assert refused.value.rule == "P52-3"
    services.plan_wait(guardianship=guardianship, timetable="Hearing moved to April.", other_work="Contact assessed.", **by)
    owed.refresh_from_db()
    assert owed.ending == "done"


@pytest.mark.requirement("P52-1")
def test_given_a_check_not_completed_when_it_is_said_to_be_seen_then_it_is_refused(guardianship, by):
    with pytest.raises(RuleRefused):
        see(guardianship, "dbs", by, completed_on=None)
    with pytest.raises(RuleRefused):
        see(guardianship, "dbs", by, completed_on=date(2026, 3, 6), seen_at=NOW - timedelta(days=2))


def test_given_private_law_when_it_is_considered_then_it_is_refused(family, by):
    with pytest.raises(RuleRefused):
        services.consider_guardianship(case=family.case, children=[family.alice], people=[family.grandmother], considered_at=NOW, **by)


def test_given_it_was_entered_in_error_when_withdrawn_then_nothing_is_owed(guardianship, by):
    services.withdraw_guardianship(guardianship=guardianship, reason="Another case", **by)
    assert not Duty.objects.filter(subject_id=guardianship.pk, ended_at=None).exists()


@pytest.mark.requirement("P52-1", "P52-2", "P52-3")
def test_given_the_pages_when_checks_are_awaited_then_support_is_refused_with_what_is_missing_until_they_are_seen(
    sign_in, practitioner, public, at_now
):
    client = sign_in(practitioner)
    case = public.case
    assert "sees the completed DBS and medical checks" in client.get(f"/cases/{case.pk}/special-guardianship/").content.decode()
    data = {"children": [str(public.alice.pk)], "people": [str(public.grandmother.pk)], **local_time("considered_at", "2026-03-06 10:00")}
    response = client.post(f"/cases/{case.pk}/special-guardianship/consider/", data)
    assert response.status_code == 302, response.content.decode()
    page = response.url
    assert "Nobody has said when it is expected" in client.get(page).content.decode()
    yes = {"what": "assessment", "supports": "yes", "reason": "So.", "decided_at-now": "on"}
    refused = client.post(f"{page}support/", yes)
    assert refused.status_code == 422
    assert "Ruth Dawson: Medical check, completed" in refused.content.decode()
    for one in GuardianCheck.objects.all():
        seen = {
            "state": "seen", "outcome": "nothing", "analysis": "Fit to care.", **local_date("seen_completed_on", "2026-03-05"),
            **local_time("seen_at", "2026-03-06 11:00"), "version": str(one.version),
        }  # fmt: skip
        saved = client.post(f"/guardian-checks/{one.pk}/record/", seen)
        assert saved.status_code == 302, saved.content.decode()
    assert client.post(f"{page}support/", yes).status_code == 302
    assert GuardianSupport.objects.get().supports


@pytest.mark.requirement("P57-1")
def test_given_what_the_police_sent_when_the_guardian_supports_then_it_is_reviewed_first(guardianship, public, by):
    for kind in ("dbs", "medical"):
        see(guardianship, kind, by)
    found = save(Check(case=public.case, person=public.grandmother, kind="police_1", state="received", result="information", needed_at=NOW))
    with pytest.raises(RuleRefused) as refused:
        support(guardianship, by)
    assert (refused.value.rule, refused.value.missing) == (
        "P57-1",
        ("Review what the police sent about Ruth Dawson, and say what it means for the child.",),
    )
    review_check(check=found, conclusion="no_concern", analysis="A caution of 1984.", **by)
    assert support(guardianship, by).supports
