"""Seals chain the digests, and verification names the first row that does not fit."""

import threading
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import psycopg
import pytest
from django.conf import settings as django_settings
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from cafcass_cases.audit import tasks
from cafcass_cases.audit.models import Disposal, LedgerEntry, ReadLog, RowShape, Seal, Verification
from cafcass_cases.audit.services import dispose_of_history, log_read, seal_evidence, verify_evidence
from cafcass_cases.audit.services.verifying import first_finding
from cafcass_cases.cases.models import ContactDetail, Person
from cafcass_cases.core.acting import acting

from .conftest import MONDAY

Tamper = Callable[..., None]


@pytest.fixture
def sealed(committed_world: SimpleNamespace) -> SimpleNamespace:
    """Two seals over everything there is, and a row that is not sealed yet."""
    world = committed_world
    seal_evidence(now=MONDAY)
    world.read = log_read(user=world.ada, case=world.case, what="Case", now=MONDAY + timedelta(hours=1))
    seal_evidence(now=MONDAY + timedelta(hours=2))
    world.unsealed = log_read(user=world.ada, case=world.case, what="Chronology", now=MONDAY + timedelta(hours=3))
    assert first_finding() is None
    return world


def _verify() -> str:
    with pytest.raises(CommandError) as refused:
        call_command("verify_audit")
    assert refused.value.returncode == 1
    return str(refused.value)


def test_two_seals_cover_every_row_once_and_chain(sealed: SimpleNamespace) -> None:
    first, second = Seal.objects.all()
    assert (first.number, second.number) == (1, 2)
    assert second.previous_head == first.head != second.head
    assert second.rows == 2  # the read, and the first seal itself
    assert first.rows + second.rows + 2 == LedgerEntry.objects.count()
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "Everything fits" in out.getvalue()
    assert Verification.objects.get().fits


def test_the_heads_leave_the_database(sealed: SimpleNamespace, settings: Any) -> None:
    lines = [line.split() for line in Path(settings.SEAL_FILE).read_text().splitlines()]
    assert [(int(number), head) for number, head, _ in lines] == list(Seal.objects.values_list("number", "head"))


def test_nothing_new_makes_no_seal(sealed: SimpleNamespace) -> None:
    assert len(seal_evidence(now=MONDAY)) == 1
    assert seal_evidence(now=MONDAY) == []
    tasks.seal_evidence()
    assert Seal.objects.count() == 3


def test_a_row_of_a_transaction_that_still_runs_is_sealed_later_and_never_lost(
    committed_world: SimpleNamespace, application_connection: psycopg.Connection[Any]
) -> None:
    """Given a slow transaction that took its place in the ledger first, a quick one after it and a seal between."""
    row = ReadLog(at=MONDAY, user=committed_world.ada, case_id=committed_world.case.pk, what="Slow page")
    row.seal_contents()
    columns = ReadLog._meta.concrete_fields
    insert = f"INSERT INTO audit_readlog ({', '.join(f.column for f in columns)}) VALUES ({', '.join(['%s'] * len(columns))})"
    application_connection.execute(insert, [getattr(row, f.attname) for f in columns])
    quick = log_read(user=committed_world.ada, case=committed_world.case, what="Quick page", now=MONDAY)
    [seal] = seal_evidence(now=MONDAY)
    sealed = set(LedgerEntry.objects.filter(transaction_id__lt=seal.to_transaction).values_list("row_id", flat=True))
    assert str(row.pk) not in sealed
    assert str(quick.pk) not in sealed  # younger than the one that still runs
    application_connection.commit()
    [later] = seal_evidence(now=MONDAY)
    assert later.rows == 3
    assert first_finding() is None


def test_the_callers_own_rows_wait_for_its_commit(committed_world: SimpleNamespace) -> None:
    with transaction.atomic():
        own = log_read(user=committed_world.ada, case=committed_world.case, what="Case", now=MONDAY)
        [seal] = seal_evidence(now=MONDAY)
        assert LedgerEntry.objects.get(row_id=str(own.pk)).transaction_id >= seal.to_transaction
    [after] = seal_evidence(now=MONDAY)
    assert after.rows == 2
    assert first_finding() is None


def test_another_database_of_the_server_holds_no_seal_back(committed_world: SimpleNamespace) -> None:
    """Given a transaction that runs in another database, older than everything here."""
    to = {name: value for name, value in connection.get_connection_params().items() if name in ("host", "port", "user", "password")}
    with psycopg.connect(**to, dbname="postgres") as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")
        row = log_read(user=committed_world.ada, case=committed_world.case, what="Case", now=MONDAY)
        [seal] = seal_evidence(now=MONDAY)
        assert LedgerEntry.objects.get(row_id=str(row.pk)).transaction_id < seal.to_transaction


def test_two_who_seal_at_once_make_one_chain(committed_world: SimpleNamespace) -> None:
    made: list[Any] = []
    start = threading.Barrier(2)

    def seal() -> None:
        start.wait()
        try:
            made.append(seal_evidence(now=MONDAY))
        finally:
            connection.close()

    threads = [threading.Thread(target=seal) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(map(len, made)) == Seal.objects.count() == 1
    assert first_finding() is None


def test_a_database_restored_on_another_server_goes_on_with_the_chain(committed_world: SimpleNamespace, tamper: Tamper) -> None:
    """There, transactions are counted anew, from lower numbers: here the rows are made to look as if written elsewhere."""
    tamper("UPDATE audit_ledgerentry SET cluster = 1, transaction_id = transaction_id + 1000000000")
    log_read(user=committed_world.ada, case=committed_world.case, what="Case", now=MONDAY)
    seals = seal_evidence(now=MONDAY)
    assert [seal.cluster == 1 for seal in seals] == [True, False]
    assert seals[1].previous_head == seals[0].head
    log_read(user=committed_world.ada, case=committed_world.case, what="Case", now=MONDAY)
    assert len(seal_evidence(now=MONDAY)) == 1
    assert first_finding() is None


# --- tampering, by somebody with the owner's password and the triggers disabled ---


def test_a_changed_row_is_named(sealed: SimpleNamespace, tamper: Tamper) -> None:
    row = ContactDetail.history.get()
    tamper(f"UPDATE cases_historicalcontactdetail SET value = '2 Elm Street, Leeds' WHERE history_id = '{row.pk}'")
    assert (
        _verify()
        == f"cases_historicalcontactdetail {row.pk}: The row's contents do not give its digest: it was changed after it was added."
    )
    kept = Verification.objects.get()
    assert (kept.table_name, kept.row_id, kept.fits) == ("cases_historicalcontactdetail", str(row.pk), False)


def test_of_two_changed_rows_the_one_written_first_is_named(sealed: SimpleNamespace, tamper: Tamper) -> None:
    person, read = Person.history.get(), sealed.read
    tamper(f"UPDATE audit_readlog SET what = 'x' WHERE id = '{read.pk}'", "UPDATE cases_historicalperson SET sex = 'x'")
    assert str(person.pk) in _verify()
    with pytest.raises(CommandError) as both:
        call_command("verify_audit", all=True)
    assert str(person.pk) in str(both.value)
    assert str(read.pk) in str(both.value)


@pytest.mark.parametrize("which", ["read", "unsealed"])
def test_a_deleted_row_is_named(sealed: SimpleNamespace, tamper: Tamper, which: str) -> None:
    row = getattr(sealed, which)
    tamper(f"DELETE FROM audit_readlog WHERE id = '{row.pk}'")
    assert _verify() == f"audit_readlog {row.pk}: The ledger has this row and its table has not: it was deleted."


def test_a_row_that_was_changed_with_its_digest_is_named(sealed: SimpleNamespace, tamper: Tamper) -> None:
    row = Person.history.get()
    row.given_names = "Mallory"
    row.seal_contents()
    tamper(f"UPDATE cases_historicalperson SET given_names = 'Mallory', salt = '{row.salt}', digest = '{row.digest}'")
    assert "not the one that the ledger took" in _verify()


def test_a_row_changed_with_its_digest_and_the_ledger_breaks_its_seal(sealed: SimpleNamespace, tamper: Tamper) -> None:
    row = Person.history.get()
    row.given_names, row.actor_name, row.request_id = "Mallory", row.actor_name, row.request_id
    row.seal_contents()
    tamper(
        f"UPDATE cases_historicalperson SET given_names = 'Mallory', salt = '{row.salt}', digest = '{row.digest}'",
        f"UPDATE audit_ledgerentry SET digest = '{row.digest}' WHERE row_id = '{row.pk}'",
    )
    assert f"audit_seal {Seal.objects.get(number=1).pk}: Seal 1 covers" in _verify()


def test_a_row_deleted_with_its_line_in_the_ledger_breaks_its_seal(sealed: SimpleNamespace, tamper: Tamper) -> None:
    row = sealed.read
    tamper(f"DELETE FROM audit_readlog WHERE id = '{row.pk}'", f"DELETE FROM audit_ledgerentry WHERE row_id = '{row.pk}'")
    assert "Seal 2 covers 2 rows and the ledger gives 1" in _verify()


def test_a_row_added_past_the_triggers_is_named(sealed: SimpleNamespace, tamper: Tamper) -> None:
    tamper(
        "INSERT INTO audit_readlog (id, at, user_id, case_id, what, page, actor_name, request_id, salt, digest) "
        f"VALUES ('00000000-0000-0000-0000-000000000009', now(), '{sealed.ada.pk}', '{sealed.case.pk}', 'x', '', '', '', '', '')"
    )
    assert _verify().startswith("audit_readlog 00000000-0000-0000-0000-000000000009: This row is not in the ledger")


def test_a_row_added_with_no_digest_is_named(sealed: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_readlog (id, at, user_id, case_id, what, page, actor_name, request_id, salt, digest) "
            f"VALUES ('00000000-0000-0000-0000-000000000009', now(), '{sealed.ada.pk}', '{sealed.case.pk}', 'x', '', '', '', '', '')"
        )
    assert _verify() == "audit_readlog 00000000-0000-0000-0000-000000000009: This row was added without a digest."


def test_a_deleted_seal_is_named(sealed: SimpleNamespace, tamper: Tamper) -> None:
    first = Seal.objects.get(number=1)
    tamper(f"DELETE FROM audit_seal WHERE id = '{first.pk}'")
    assert _verify() == f"audit_seal {first.pk}: The ledger has this row and its table has not: it was deleted."


def test_the_last_seal_deleted_with_its_line_in_the_ledger_is_missed_by_the_file(sealed: SimpleNamespace, tamper: Tamper) -> None:
    last = Seal.objects.get(number=2)
    tamper(f"DELETE FROM audit_seal WHERE id = '{last.pk}'", f"DELETE FROM audit_ledgerentry WHERE row_id = '{last.pk}'")
    assert "Seal 2 is in the file of heads and not in the database: it was deleted." in _verify()


def test_a_chain_made_anew_does_not_fit_the_file(sealed: SimpleNamespace, tamper: Tamper, settings: Any) -> None:
    """Somebody clever computes every digest and seal again; the file outside knows better."""
    tamper("DELETE FROM audit_ledgerentry WHERE table_name = 'audit_seal'", "DELETE FROM audit_seal")
    kept = settings.SEAL_FILE
    settings.SEAL_FILE = Path(kept).with_name("elsewhere.log")
    seal_evidence(now=MONDAY)
    assert first_finding() is None
    settings.SEAL_FILE = kept
    assert "The head of seal 1 is not the one in the file of heads." in _verify()


def test_a_lost_or_spoilt_file_of_heads_is_said(sealed: SimpleNamespace, settings: Any) -> None:
    file = Path(settings.SEAL_FILE)
    text = file.read_text()
    file.write_text(text.splitlines()[0] + "\n")
    assert "Seal 2 is not in the file of heads" in _verify()
    file.write_text("nonsense\n")
    assert "a line that cannot be read" in _verify()
    file.unlink()
    assert "missing or empty" in _verify()


def test_a_head_whose_writing_failed_is_written_with_the_next(committed_world: SimpleNamespace, settings: Any, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    right = settings.SEAL_FILE
    settings.SEAL_FILE = blocked / "heads.log"
    with pytest.raises(OSError, match="blocked"):
        seal_evidence(now=MONDAY)
    settings.SEAL_FILE = right
    assert seal_evidence(now=MONDAY) == []
    assert len(Path(right).read_text().splitlines()) == 1
    assert first_finding() is None


def test_a_disabled_trigger_is_said(sealed: SimpleNamespace) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER audit_refuse_change")
    try:
        assert "audit_seal : The trigger audit_refuse_change is missing or disabled" in _verify()
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE audit_seal ENABLE TRIGGER audit_refuse_change")


# --- disposal, and tables that grow ---


def test_a_disposed_row_is_blank_keeps_its_digest_and_still_verifies(sealed: SimpleNamespace) -> None:
    row = ContactDetail.history.get()
    disposal = dispose_of_history(row=row, reason="Retention has ended", by=sealed.adi, now=MONDAY + timedelta(days=9000))
    blank = ContactDetail.history.get()
    assert (blank.value, blank.kind, blank.salt, blank.history_change_reason) == ("", "", "", None)
    assert (blank.digest, blank.id, blank.history_date, blank.person_id) == (row.digest, row.id, row.history_date, row.person_id)
    assert blank.disposed_at == MONDAY + timedelta(days=9000)
    assert (disposal.reason, disposal.row_id, disposal.actor_name) == ("Retention has ended", str(row.pk), "Adi Alder")
    assert first_finding() is None
    seal_evidence(now=MONDAY)
    assert first_finding() is None
    with pytest.raises(ValueError, match="already"):
        dispose_of_history(row=row, reason="Again", by=sealed.adi, now=MONDAY)


def test_a_row_blanked_without_a_record_of_its_disposal_is_named(sealed: SimpleNamespace, tamper: Tamper) -> None:
    row = ContactDetail.history.get()
    tamper("UPDATE cases_historicalcontactdetail SET value = '', disposed_at = now()")
    assert f"{row.pk}: The row is blanked, and there is no record of its disposal." in _verify()


def test_a_disposal_cannot_be_used_to_change_a_row(committed_world: SimpleNamespace) -> None:
    from cafcass_cases.audit.protection import sanctioned

    for change in ("given_names = 'Mallory'", "disposed_at = now(), digest = 'x'", "disposed_at = now(), history_id = gen_random_uuid()"):
        with pytest.raises(Exception, match="may only blank"), transaction.atomic(), sanctioned("disposal"), connection.cursor() as cursor:
            cursor.execute(f"UPDATE cases_historicalperson SET {change}")
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('audit.sanctioned', true)")
        assert not cursor.fetchone()[0]


def test_only_history_is_disposed_of(committed_world: SimpleNamespace) -> None:
    with pytest.raises(ValueError, match="Only rows of history"):
        dispose_of_history(row=committed_world.child, reason="x", by=None, now=MONDAY)
    assert not Disposal.objects.exists()


def test_rows_written_before_a_table_had_its_newer_columns_still_verify(sealed: SimpleNamespace, tamper: Tamper) -> None:
    """Given a row whose digest covers an earlier shape of its table, and that the shape is known."""
    from cafcass_cases.core.evidence import digest_of

    row = Person.history.get()
    earlier = [name for name in RowShape.objects.get(table_name="cases_historicalperson").fields if name != "occupation"]
    digest = digest_of(row, earlier)
    tamper(
        f"UPDATE cases_historicalperson SET digest = '{digest}'",
        f"UPDATE audit_ledgerentry SET digest = '{digest}' WHERE row_id = '{row.pk}'",
        "DELETE FROM audit_seal",
        "DELETE FROM audit_ledgerentry WHERE table_name = 'audit_seal'",
    )
    Path(django_settings.SEAL_FILE).unlink()
    assert "it was changed after it was added" in str(first_finding())
    RowShape.objects.create(table_name="cases_historicalperson", fields=earlier, since=MONDAY)
    assert first_finding() is None


def test_a_verification_is_evidence_itself(sealed: SimpleNamespace) -> None:
    with acting(by=sealed.ada, now=MONDAY):
        result = verify_evidence(by=sealed.ada, now=MONDAY)
    assert (result.fits, result.verified_by, result.seals) == (True, sealed.ada, 2)
    assert LedgerEntry.objects.filter(table_name="audit_verification", row_id=str(result.pk)).exists()
