"""A small cast and one case, made through the record's own models."""

from collections.abc import Callable
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection

from cafcass_cases.accounts.models import Role, ServiceArea, Team, User
from cafcass_cases.audit.evidence import append_only_models
from cafcass_cases.cases.models import Case, ContactDetail, Person, RecordEntry
from cafcass_cases.core.acting import acting

MONDAY = datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC)


def make_world() -> SimpleNamespace:
    """A team under one manager, and a case with a child, her address and one entry."""
    with acting(by=None, now=MONDAY, reason="Set up"):
        area = ServiceArea(name="North")
        area.save()
        team = Team(name="Leeds", service_area=area)
        team.save()
        people = {}
        for name, role in [("Meg Moss", Role.MANAGER), ("Pat Pine", Role.PRACTITIONER), ("Ada Ash", Role.AUDITOR),
                           ("Hal Holt", Role.HEAD_OF_PRACTICE), ("Adi Alder", Role.ADMINISTRATOR), ("Una Umber", Role.PRACTITIONER)]:  # fmt: skip
            first = name.split()[0].lower()
            user = User(email=f"{first}@cases.example", full_name=name, role=role)
            user.team = team if role in (Role.MANAGER, Role.PRACTITIONER) and first != "una" else None
            user.service_area = area if role == Role.HEAD_OF_PRACTICE else None
            user.set_unusable_password()
            user.save()
            people[first] = user
        team.manager = people["meg"]
        team.save()
        area.head_of_practice = people["hal"]
        area.save()
    with acting(by=people["pat"], now=MONDAY, reason="Entered from the application"):
        case = Case(reference="C-2026-000017", law="private", application_types=["Child arrangements"], received_at=MONDAY, team=team)
        case.save()
        child = Person(case=case, role="subject_child", given_names="Alice", family_name="Brown")
        child.save()
        address = ContactDetail(person=child, kind="address", value="1 Elm Street, Leeds", confidentiality="confidential")
        address.save()
        entry = RecordEntry(case=case, kind="call", text="Rang the school.", happened_at=MONDAY, author=people["pat"], about=[child.pk])
        entry.direct_work = {"where": "school", "length": 1e3, "seen": [True, None, 1.5]}
        entry.save()
    return SimpleNamespace(area=area, team=team, case=case, child=child, address=address, entry=entry, **people)


@pytest.fixture
def world(db: None) -> SimpleNamespace:
    return make_world()


@pytest.fixture
def committed_world(transactional_db: None, settings: Any, tmp_path: Any) -> SimpleNamespace:
    """The same, committed, with a file of heads of its own: what is sealed must have ended."""
    settings.SEAL_FILE = tmp_path / "seals" / "heads.log"
    return make_world()


@pytest.fixture
def tamper() -> Callable[..., None]:
    """Run SQL as the owner with every trigger disabled: what somebody with the owner's password could do."""

    def run(*statements: str) -> None:
        tables = [model._meta.db_table for model in append_only_models()]
        with connection.cursor() as cursor:
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
            for statement in statements:
                cursor.execute(statement)
            for table in tables:
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')

    return run
