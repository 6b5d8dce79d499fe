"""The local arrangements of each child's own authority stand beside the work (policy 5, 19)."""

import pytest
from django.urls import reverse

from cafcass_cases.cases.services.directories import change_authority
from referrals import services
from referrals.services import ChildOutcome, Judgement
from tests.cast import london_time
from tests.safeguarding.conftest import neglect

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.fixture
def arrange(administrator, now):
    """``arrange(authority)``: its procedures, thresholds and escalation procedure are in the directory."""

    def run(authority):
        base = f"https://{authority.name.lower()}.example.org"
        changes = {
            "partnership_name": f"{authority.name} Partnership", "procedures_url": f"{base}/procedures",
            "thresholds_url": f"{base}/thresholds", "escalation_procedure_url": f"{base}/escalation",
        }  # fmt: skip
        change_authority(authority=authority, changes=changes, reason="Their page", by=administrator, now=now)
        return [changes[name] for name in ("procedures_url", "thresholds_url", "escalation_procedure_url")]

    return run


@pytest.fixture
def difference(family, referral, call, send, answer, practitioner):
    """The authority takes no further action for Ben, and that is not safe enough."""
    call(referral, "2026-03-06 18:20")
    send(referral, "2026-03-06 19:10")
    answer(referral, "2026-03-07 10:00", {family.alice.pk: ChildOutcome("section_47"), family.ben.pk: ChildOutcome("no_further_action")})
    judged = london_time("2026-03-07 10:30")
    judgements = {family.ben.pk: Judgement(False, "Nobody saw him.")}
    return services.judge_outcome(referral=referral, judgements=judgements, judged_at=judged, by=practitioner, now=judged)


@pytest.mark.requirement("P5-1", "P5-2")
def test_a_concern_shows_the_procedures_of_each_childs_own_area_and_the_national_guidance(
    family, log, arrange, authority_x, authority_y, practitioner, sign_in
):
    leeds, bradford = arrange(authority_x), arrange(authority_y)
    concern = log([neglect(family.alice, cause=True), neglect(family.callum)])
    client = sign_in(practitioner)
    text = client.get(concern.get_absolute_url()).content.decode()
    assert all(f'href="{link}"' in text for link in (*leeds, *bradford))
    assert text.index(bradford[0]) < text.index("Leeds: Alice Dawson") < text.index(leeds[0])
    assert "Bradford: Callum Dawson" in text
    assert "Working together to safeguard children" in text
    # that they were consulted is recorded in one step
    page = client.get(reverse("cases:write_entry", args=[family.case.pk]), {"title": "Consulted the national and local guidance"})
    assert 'value="Consulted the national and local guidance"' in page.content.decode()
    assert f"{reverse('cases:write_entry', args=[family.case.pk])}?title=Consulted" in text


@pytest.mark.requirement("P5-1")
def test_a_child_whose_area_is_not_recorded_is_named(family, concern, practitioner, sign_in):
    for detail in family.father.contact_details.model.objects.all():
        detail.local_authority = None
        detail.save()
    text = sign_in(practitioner).get(concern.get_absolute_url()).content.decode()
    assert "Area not recorded: Alice Dawson, Ben Dawson" in text


@pytest.mark.requirement("P5-1", "P5-2", "P19-6", "F2.69-1")
def test_a_referral_and_a_difference_show_the_authoritys_own_procedures(
    family, referral, difference, arrange, authority_x, practitioner, sign_in
):
    client = sign_in(practitioner)
    pages = [reverse("referrals:show_referral", args=[referral.pk]), reverse("referrals:show_difference", args=[difference.pk])]
    for page in pages:
        assert "No escalation procedure is recorded" in client.get(page).content.decode()
    links = arrange(authority_x)
    for page in pages:
        text = client.get(page).content.decode()
        assert all(f'href="{link}"' in text for link in links)
        assert "No escalation procedure is recorded" not in text
        assert reverse("cases:show_authority", args=[authority_x.pk]) in text
