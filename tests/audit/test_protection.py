"""The database itself refuses to change evidence, whoever asks and by whatever way."""

from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder

from cafcass_cases.audit import protection
from cafcass_cases.audit.evidence import append_only_models, digested_models, tracked_models
from cafcass_cases.audit.models import LedgerEntry, ReadLog, RowShape
from cafcass_cases.audit.services import log_read
from cafcass_cases.cases.models import Person
from cafcass_cases.core.evidence import digest_of

from .conftest import MONDAY

TABLES = sorted(model._meta.db_table for model in append_only_models())


def _refused(statement: str) -> str:
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refused.value)


def test_every_history_table_and_every_log_is_among_the_protected() -> None:
    assert {model.history.model._meta.db_table for model in tracked_models()} <= set(TABLES)
    assert {"audit_readlog", "audit_seal", "audit_ledgerentry", "audit_disposal", "audit_verification", "audit_rowshape"} <= set(TABLES)


@pytest.mark.parametrize("table", ["cases_historicalperson", "accounts_historicaluser", "audit_ledgerentry", "audit_rowshape"])
def test_even_the_owner_may_not_update_or_delete(world: SimpleNamespace, table: str) -> None:
    key = "history_id" if "historical" in table else "id"
    assert f"UPDATE on {table} is refused" in _refused(f"UPDATE {table} SET {key} = {key}")
    assert f"DELETE on {table} is refused" in _refused(f"DELETE FROM {table}")


def test_no_table_of_evidence_is_truncated(world: SimpleNamespace) -> None:
    for table in TABLES:
        assert f"TRUNCATE on {table} is refused" in _refused(f"TRUNCATE {table} CASCADE")


def test_a_queryset_does_not_walk_round_it(world: SimpleNamespace) -> None:
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        Person.history.all().update(given_names="Somebody else")
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        Person.history.all().delete()
    assert Person.history.get().given_names == "Alice"


def test_the_application_role_may_read_and_add_evidence_and_nothing_else(
    committed_world: SimpleNamespace, application_connection: psycopg.Connection[Any]
) -> None:
    MigrationRecorder(connection).ensure_schema()
    protection.install("default")
    names = {"table_privileges": "SELECT table_name, privilege_type FROM information_schema.role_table_grants WHERE grantee = current_user"}
    rights: dict[str, set[str]] = {}
    for table, right in application_connection.execute(names["table_privileges"]):
        rights.setdefault(table, set()).add(right)
    read_only = {LedgerEntry._meta.db_table, RowShape._meta.db_table}
    for table in TABLES:
        assert rights[table] == ({"SELECT"} if table in read_only else {"SELECT", "INSERT"}), table
    assert rights["cases_person"] >= {"SELECT", "INSERT", "UPDATE", "DELETE"}
    assert rights["django_migrations"] == {"SELECT"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE cases_historicalperson SET given_names = 'x'",
        "DELETE FROM cases_historicalperson",
        "TRUNCATE cases_historicalperson",
        "INSERT INTO audit_ledgerentry (table_name, row_id, digest, transaction_id, cluster, entered_at) VALUES ('a', 'b', 'c', 1, 1, now())",
        "DELETE FROM audit_seal",
        "ALTER TABLE cases_historicalperson DISABLE TRIGGER USER",
        "SET session_replication_role = replica",
        "SELECT audit_enter_in_ledger_by_id()",
        "CREATE TABLE mine (id int)",
    ],
)
def test_the_application_role_is_refused(
    committed_world: SimpleNamespace, application_connection: psycopg.Connection[Any], statement: str
) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        application_connection.execute(statement)


def test_the_sanction_has_no_effect_for_the_application_role(
    committed_world: SimpleNamespace, application_connection: psycopg.Connection[Any]
) -> None:
    """Even were it given the right to update by mistake, the trigger asks whose table it is."""
    with connection.cursor() as cursor:
        cursor.execute(f'GRANT UPDATE, DELETE, TRUNCATE ON cases_historicalperson TO "{protection.application_role()}"')
    try:
        for purpose, statement in [
            ("disposal", "UPDATE cases_historicalperson SET given_names = '', disposed_at = now()"),
            ("flush", "TRUNCATE cases_historicalperson"),
            ("flush", "DELETE FROM cases_historicalperson"),
        ]:
            application_connection.execute("SELECT set_config('audit.sanctioned', %s, false)", [purpose])
            with pytest.raises(psycopg.errors.InsufficientPrivilege, match="refused"):
                application_connection.execute(statement)
            application_connection.rollback()
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f'REVOKE UPDATE, DELETE, TRUNCATE ON cases_historicalperson FROM "{protection.application_role()}"')


def test_what_the_application_role_adds_is_in_the_ledger(
    committed_world: SimpleNamespace, application_connection: psycopg.Connection[Any]
) -> None:
    row = ReadLog(at=MONDAY, user=committed_world.ada, case_id=committed_world.case.pk, what="Chronology")
    row.seal_contents()
    columns = [field for field in ReadLog._meta.concrete_fields]
    application_connection.execute(
        f"INSERT INTO audit_readlog ({', '.join(f.column for f in columns)}) VALUES ({', '.join(['%s'] * len(columns))})",
        [getattr(row, f.attname) for f in columns],
    )
    application_connection.commit()
    entry = LedgerEntry.objects.get(table_name="audit_readlog", row_id=str(row.pk))
    assert entry.digest == row.digest == digest_of(ReadLog.objects.get())


def test_the_ledger_has_one_line_for_each_row_in_the_order_they_were_written(world: SimpleNamespace) -> None:
    rows = sum(model._base_manager.count() for model in digested_models())
    assert LedgerEntry.objects.count() == rows > 5
    first = log_read(user=world.ada, case=world.case, what="Case", now=MONDAY)
    second = log_read(user=world.ada, case=world.case, what="Case", now=MONDAY)
    lines = LedgerEntry.objects.filter(table_name="audit_readlog").order_by("id")
    assert [line.row_id for line in lines] == [str(first.pk), str(second.pk)]


def test_a_trigger_that_was_dropped_stands_again_after_the_next_migrate(world: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TRIGGER audit_refuse_change ON cases_historicalperson")
        cursor.execute("ALTER TABLE audit_readlog DISABLE TRIGGER audit_enter_in_ledger_by_id")
    assert protection.missing_triggers() == [
        ("audit_readlog", "audit_enter_in_ledger_by_id"),
        ("cases_historicalperson", "audit_refuse_change"),
    ]
    protection.install()
    assert protection.missing_triggers() == []
    assert "is refused" in _refused("DELETE FROM cases_historicalperson")


def test_nothing_is_done_when_everything_stands(world: SimpleNamespace, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(6):
        protection.install()


def test_only_a_test_database_is_flushed(world: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "cafcass")
    with pytest.raises(CommandError, match="not a test database"):
        call_command("flush", interactive=False)
    assert Person.history.count() == 1


@pytest.mark.parametrize("reset", [True, False])
def test_a_test_database_is_emptied_and_protected_again(committed_world: SimpleNamespace, reset: bool) -> None:
    call_command("flush", interactive=False, reset_sequences=reset, verbosity=0)
    assert not Person.history.exists()
    assert not Person.objects.exists()
    assert not LedgerEntry.objects.exists()
    assert RowShape.objects.count() == len(digested_models())
    assert protection.missing_triggers() == []
