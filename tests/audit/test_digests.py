"""A row's digest is the same before it is stored and after it is read back, and differs when anything in it differs."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from types import SimpleNamespace
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.contrib.postgres.fields import ArrayField
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from cafcass_cases.audit.evidence import tracked_models
from cafcass_cases.cases.models import Case, ContactDetail, Person, RecordEntry
from cafcass_cases.core.acting import acting, request_scope
from cafcass_cases.core.evidence import digest_of, stored

from .conftest import MONDAY


def test_history_rows_carry_who_when_why_and_a_digest_that_holds_after_the_round_trip(world: SimpleNamespace) -> None:
    for model in (Case, Person, ContactDetail, RecordEntry):
        row = model.history.get()
        assert row.digest == digest_of(row)
        assert len(row.salt) == 32
        assert (row.actor_name, row.history_user_id, row.history_date) == ("Pat Pine", world.pat.pk, MONDAY)
        assert row.history_change_reason == "Entered from the application"


def test_what_was_given_in_another_form_digests_as_it_is_stored(world: SimpleNamespace) -> None:
    """A date as text, a moment on London's clocks, an integer for text: the database gives back one form of each."""
    london = ZoneInfo("Europe/London")
    with acting(by=world.pat, now=datetime(2026, 7, 1, 10, 0, tzinfo=london)):
        person = Person(case=world.case, role=Person._meta.get_field("role").choices[0][0], date_of_birth="2019-02-03")
        person.given_names = 7
        person.doubts = [{"score": 2.0, "small": 1e-7, "large": 1e16, "ünï": "“quoted”", 5: None}]
        person.save()
        case = Case(reference="C-2026-000018", law="private", received_at=datetime(2026, 7, 1, 9, 0, 0, 1, tzinfo=london))
        case.application_types = ("Specific issue", "Prohibited steps")
        case.save()
    for row in (Person.history.get(id=person.pk), Case.history.get(id=case.pk)):
        assert row.digest == digest_of(row)


def test_every_change_is_a_new_row_with_its_own_digest(world: SimpleNamespace) -> None:
    with request_scope("a" * 32), acting(by=world.meg, now=MONDAY + timedelta(hours=1), reason="Spelling"):
        world.child.given_names = "Alys"
        world.child.save()
    newest, first = Person.history.all()
    assert newest.digest == digest_of(newest) != first.digest
    assert (newest.request_id, newest.version, newest.history_change_reason) == ("a" * 32, 2, "Spelling")


@pytest.mark.parametrize("model", tracked_models(), ids=lambda m: m._meta.label)
def test_a_change_of_any_column_changes_the_digest(model: type) -> None:
    history = model.history.model
    row = history(salt="s")
    before = digest_of(row)
    for field in history._meta.concrete_fields:
        changed = history(salt="s")
        value = _another(field)
        for other in history._meta.concrete_fields:  # defaults such as new ids would differ by themselves
            setattr(changed, other.attname, getattr(row, other.attname))
        setattr(changed, field.attname, value)
        assert (digest_of(changed) == before) is (field.attname in ("digest", "disposed_at")), field.attname


def _another(field: models.Field) -> object:
    match field:
        case ArrayField():
            return [_another(field.base_field)]
        case models.ForeignKey() | models.UUIDField():
            return UUID(int=5)
        case models.BooleanField():
            return not field.get_default()
        case models.DateTimeField():
            return MONDAY
        case models.DateField():
            return date(2020, 1, 2)
        case models.IntegerField() | models.FloatField() | models.DecimalField():
            return 41
        case models.JSONField():
            return {"another": 1}
    return "another"


@pytest.mark.parametrize(
    ("field", "given", "kept"),
    [
        (models.DateTimeField(), datetime(2026, 7, 1, 10, 0, tzinfo=ZoneInfo("Europe/London")), "2026-07-01T09:00:00+00:00"),
        (models.DateTimeField(), datetime(2026, 7, 1, 9, 0, 0, 5, tzinfo=UTC), "2026-07-01T09:00:00.000005+00:00"),
        (models.DateField(), "2026-07-01", "2026-07-01"),
        (models.TimeField(), time(9, 5), "09:05:00"),
        (models.DurationField(), timedelta(hours=1), "3600000000 microseconds"),
        (models.DecimalField(max_digits=5, decimal_places=2), Decimal("1.5"), "1.5"),
        (models.DecimalField(max_digits=5, decimal_places=2), Decimal("1.50"), "1.5"),
        (models.UUIDField(), "00000000000000000000000000000005", "00000000-0000-0000-0000-000000000005"),
        (ArrayField(models.UUIDField()), ("00000000000000000000000000000005",), ["00000000-0000-0000-0000-000000000005"]),
        (models.JSONField(), {"a": (1.0, 2)}, {"a": [1, 2]}),
        (models.JSONField(encoder=DjangoJSONEncoder), {"on": date(2026, 1, 1)}, {"on": "2026-01-01"}),
        (models.BinaryField(), memoryview(b"%PDF"), stored(models.BinaryField(), b"%PDF")),
        (models.CharField(), 5, "5"),
        (models.CharField(), None, None),
        (models.BooleanField(), "True", True),
    ],
)
def test_one_text_for_one_stored_value(field: models.Field, given: object, kept: object) -> None:
    assert stored(field, given) == kept


def test_evidence_is_not_saved_twice(world: SimpleNamespace) -> None:
    row = Person.history.get()
    row.given_names = "Somebody else"
    with pytest.raises(TypeError, match="only ever added"):
        row.save()
