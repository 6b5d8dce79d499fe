"""The directories: complete, English, and nobody real to ring."""

import re

import pytest

from cafcass_cases.cases.models import AuthorityContact, Court, LocalAuthority, PoliceForce
from cafcass_cases.cases.reference import load

pytestmark = pytest.mark.django_db

DRAMA = re.compile(r"^(0113 496 0\d{3}|0161 496 0\d{3}|0117 496 0\d{3}|0151 496 0\d{3}|020 7946 0\d{3}|01632 960\d{3})$")


@pytest.mark.requirement("P5-1")
def test_the_directories_are_whole_and_load_twice_without_change(now, django_assert_max_num_queries):
    load(now)
    assert LocalAuthority.objects.count() == 153
    assert PoliceForce.objects.count() == 39
    assert Court.objects.count() == 47
    # every authority is served by a family court and can be reached day and night
    assert not LocalAuthority.objects.filter(court_areas=None).exists()
    for kind in AuthorityContact.Kind.values:
        assert AuthorityContact.objects.filter(kind=kind).count() == 153
    # what staff changed stays
    contact = AuthorityContact.objects.first()
    contact.telephone = "0113 496 0999"
    contact.save()
    with django_assert_max_num_queries(12):
        load(now)
    contact.refresh_from_db()
    assert contact.telephone == "0113 496 0999"


def test_nobody_real_is_ever_rung_or_written_to(now):
    load(now)
    for contact in AuthorityContact.objects.all():
        assert contact.is_invented
        assert DRAMA.match(contact.telephone)
        assert contact.email.endswith(".example")
    assert len(set(AuthorityContact.objects.values_list("telephone", flat=True))) == 153 * len(AuthorityContact.Kind)
    assert all(authority.written_referral_address.endswith(".example") for authority in LocalAuthority.objects.all())
    assert all(force.email.endswith(".example") and DRAMA.match(force.telephone) for force in PoliceForce.objects.all())


def test_no_welsh_court_stands_among_them(now):
    load(now)
    assert not Court.objects.filter(name__icontains="Wrexham").exists()
    assert Court.objects.get(epims_id="198592").aliases  # one court known by several names
