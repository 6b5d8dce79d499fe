"""Who sees, works on and manages a case."""

from datetime import timedelta

import pytest
from django.http import Http404

from cafcass_cases.accounts.models import OutOfHoursDuty
from cafcass_cases.cases import rules, selectors, services
from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from tests.cast import NOW

pytestmark = pytest.mark.django_db

#        who                        sees   works  keeps  manages
MATRIX = [
    ("practitioner", True, True, True, False),
    ("other_practitioner", False, False, False, False),
    ("other_area_practitioner", False, False, False, False),
    ("other_area_manager", False, False, False, False),
    ("manager", True, True, True, True),
    ("cover_manager", False, False, False, False),
    ("head_of_practice", True, True, True, True),
    ("assistant_director", True, True, True, True),
    ("business_support", True, False, True, False),
    ("auditor", True, False, False, False),
    ("administrator", False, False, False, False),
    ("leaver", False, False, False, False),
]


@pytest.mark.parametrize(("who", "sees", "works", "keeps", "manages"), MATRIX)
def test_scope_of_every_member_of_the_cast(cast, case, who, sees, works, keeps, manages):
    user = cast[who]
    assert rules.may_see_case(user, case, NOW) is sees
    assert rules.may_work_on_case(user, case, NOW) is works
    assert rules.may_keep_details(user, case, NOW) is keeps
    assert rules.may_manage_case(user, case, NOW) is manages
    assert (case in selectors.visible_cases(user, NOW)) is sees
    # and what a page fetches agrees with the rules
    if sees:
        found = selectors.case_for(user, case.pk, NOW)
        assert (found.user_works, found.user_keeps, found.user_manages) == (works, keeps, manages)
    else:
        with pytest.raises(Http404):
            selectors.case_for(user, case.pk, NOW)


def test_cover_gives_the_manager_s_scope_while_it_runs(case, manager, cover_manager, cover):
    cover(manager, cover_manager)
    assert rules.may_manage_case(cover_manager, case, NOW)
    assert not rules.may_see_case(cover_manager, case, NOW + timedelta(days=8))


def test_cover_runs_along_a_chain(case, manager, cover_manager, head_of_practice, other_area_manager, cover):
    cover(manager, cover_manager)
    cover(cover_manager, other_area_manager)
    assert rules.may_manage_case(other_area_manager, case, NOW)


def test_a_practitioner_covers_a_practitioner_and_never_a_manager(case, practitioner, other_practitioner, manager, cover):
    cover(manager, other_practitioner)
    assert not rules.may_see_case(other_practitioner, case, NOW)
    cover(practitioner, other_practitioner)
    assert rules.may_work_on_case(other_practitioner, case, NOW)
    assert not rules.may_manage_case(other_practitioner, case, NOW)


def test_the_rota_opens_its_area_out_of_hours_only(case, cover_manager, area):
    with acting(by=None, now=NOW):
        OutOfHoursDuty(
            manager=cover_manager,
            service_area=area,
            starts_at=NOW - timedelta(hours=2),
            ends_at=NOW + timedelta(hours=14),
            telephone="07700 900000",
        ).save()
    assert not rules.may_see_case(cover_manager, case, NOW)  # Friday 16:40
    assert rules.may_manage_case(cover_manager, case, NOW + timedelta(hours=2))
    assert not rules.may_see_case(cover_manager, case, NOW + timedelta(hours=15))


def test_a_restricted_case_opens_to_named_people_and_auditors_only(cast, case, manager):
    with pytest.raises(RuleRefused):  # somebody must be able to manage it
        services.restrict_case(case=case, reason="A colleague's family", named=[cast["practitioner"]], by=manager, now=NOW)
    named = [cast["head_of_practice"], cast["other_area_practitioner"]]
    services.restrict_case(case=case, reason="A colleague's family", named=named, by=manager, now=NOW)
    case.refresh_from_db()
    seen = {who for who, user in cast.items() if rules.may_see_case(user, case, NOW)}
    assert seen == {"head_of_practice", "other_area_practitioner", "auditor"}
    assert rules.may_manage_case(cast["head_of_practice"], case, NOW)
    assert not rules.may_manage_case(cast["other_area_practitioner"], case, NOW)
    services.lift_restriction(case=case, reason="They moved away", by=cast["head_of_practice"], now=NOW)
    assert rules.may_see_case(cast["practitioner"], case, NOW)
    assert not rules.may_see_case(cast["other_area_practitioner"], case, NOW)


def test_break_glass_opens_for_four_hours_and_is_reviewed(case, other_area_practitioner, manager, other_area_manager, practitioner):
    user = other_area_practitioner
    services.break_glass(reference=case.reference.lower(), reason="A child's safety tonight", by=user, now=NOW)
    assert rules.may_work_on_case(user, case, NOW)
    assert not rules.may_manage_case(user, case, NOW)
    assert not rules.may_see_case(user, case, NOW + timedelta(hours=4))
    grant = AccessGrant.objects.get()
    assert grant in selectors.break_glass_grants(manager, NOW)
    assert grant in selectors.break_glass_grants(other_area_manager, NOW)
    assert not selectors.break_glass_grants(practitioner, NOW).exists()
    services.review_break_glass(grant=grant, note="Rightly so", by=manager, now=NOW)
    with pytest.raises(RuleRefused):
        services.review_break_glass(grant=grant, note="Again", by=manager, now=NOW)


def test_break_glass_answers_alike_for_no_case_and_a_restricted_one(case, other_area_practitioner, manager, head_of_practice, auditor):
    assert services.break_glass(reference="C-2026-999999", reason="x", by=other_area_practitioner, now=NOW) is None
    services.restrict_case(case=case, reason="A relative", named=[manager], by=manager, now=NOW)
    assert services.break_glass(reference=case.reference, reason="x", by=other_area_practitioner, now=NOW) is None
    assert not rules.may_see_case(other_area_practitioner, case, NOW)
    # the attempt is kept for review
    assert selectors.break_glass_grants(auditor, NOW).get().user == other_area_practitioner


@pytest.mark.parametrize("who", ["business_support", "auditor", "administrator", "leaver"])
def test_who_may_not_break_glass(cast, case, who):
    with pytest.raises(Denied):
        services.break_glass(reference=case.reference, reason="x", by=cast[who], now=NOW)


def test_nobody_reviews_their_own(case, other_area_manager):
    services.break_glass(reference=case.reference, reason="x", by=other_area_manager, now=NOW)
    with pytest.raises(RuleRefused):
        services.review_break_glass(grant=AccessGrant.objects.get(), note="Fine", by=other_area_manager, now=NOW)
