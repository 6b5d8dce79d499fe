"""The database's own protection of the evidence: triggers, the ledger, and what the application role may do.

Installed by the owner role after every migrate, over every table of evidence there is (ADR "Evidence is protected by the
database"). Nothing is done when everything already stands.
"""

import hashlib
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from cafcass_cases.core import clock

from .evidence import append_only_models, digested_models, shape_of
from .models import LedgerEntry, RowShape

logger = logging.getLogger(__name__)

SANCTION = "audit.sanctioned"
"""The session setting that lets the owner role, and no other, flush a test database or dispose of a row."""

REFUSE_CHANGE, REFUSE_TRUNCATE, ENTER = "audit_refuse_change", "audit_refuse_truncate", "audit_enter_in_ledger"
MARK = "audit_protection"

FUNCTIONS = """
CREATE OR REPLACE FUNCTION audit_is_sanctioned(purpose text, evidence oid) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce(current_setting('audit.sanctioned', true), '') = purpose
     AND pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = evidence), 'MEMBER')
$$;

CREATE OR REPLACE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND audit_is_sanctioned('disposal', TG_RELID) THEN
    IF to_jsonb(NEW) ? 'disposed_at' AND to_jsonb(OLD)->>'disposed_at' IS NULL AND to_jsonb(NEW)->>'disposed_at' IS NOT NULL
       AND to_jsonb(NEW)->>'digest' = to_jsonb(OLD)->>'digest'
       AND to_jsonb(NEW)->>TG_ARGV[0] = to_jsonb(OLD)->>TG_ARGV[0] THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'A disposal of % may only blank a row that is not yet disposed of, and keeps its id and digest.', TG_TABLE_NAME
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'DELETE' AND audit_is_sanctioned('flush', TG_RELID) THEN
    RETURN OLD;
  END IF;
  RAISE EXCEPTION 'Evidence is only ever added: % on % is refused.', TG_OP, TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE OR REPLACE FUNCTION audit_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT audit_is_sanctioned('flush', TG_RELID) THEN
    RAISE EXCEPTION 'Evidence is only ever added: TRUNCATE on % is refused.', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NULL;
END $$;
"""

# Runs with the owner's rights, so that the application role can write the ledger through it alone.
LEDGER_FUNCTION = """
CREATE OR REPLACE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = {schema}, pg_temp AS $$
BEGIN
  INSERT INTO {ledger} (table_name, row_id, digest, transaction_id, cluster, entered_at)
  VALUES (TG_TABLE_NAME, NEW.{key}::text, NEW.digest, pg_current_xact_id()::text::bigint,
          (SELECT system_identifier FROM pg_control_system()), clock_timestamp());
  RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION {function}() FROM PUBLIC;
"""

BACKFILL = """
INSERT INTO {ledger} (table_name, row_id, digest, transaction_id, cluster, entered_at)
SELECT %s, e.{key}::text, e.digest, pg_current_xact_id()::text::bigint, (SELECT system_identifier FROM pg_control_system()), clock_timestamp()
FROM {table} e WHERE NOT EXISTS (SELECT FROM {ledger} l WHERE l.table_name = %s AND l.row_id = e.{key}::text)
"""

_STANDING = """
SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = current_schema() AND t.tgname LIKE 'audit\\_%' AND t.tgenabled IN ('O', 'A')
"""


def expected_triggers(tables: set[str]) -> set[tuple[str, str]]:
    """(table, trigger) of everything that has to stand, for those of our tables that exist."""
    wanted = set()
    for model in append_only_models():
        wanted |= {(model._meta.db_table, REFUSE_CHANGE), (model._meta.db_table, REFUSE_TRUNCATE)}
    for model in digested_models():
        wanted.add((model._meta.db_table, _entry_function(model)))
    return {(table, trigger) for table, trigger in wanted if table in tables}


def missing_triggers(using: str = DEFAULT_DB_ALIAS) -> list[tuple[str, str]]:
    """(table, trigger) of what does not stand or is disabled, sorted."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        cursor.execute(_STANDING)
        return sorted(expected_triggers(tables) - set(cursor.fetchall()))


def install(using: str = DEFAULT_DB_ALIAS) -> None:
    """Bring the database's protection up to the models. Run as the owner of the tables."""
    connection = connections[using]
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        if LedgerEntry._meta.db_table not in tables or RowShape._meta.db_table not in tables:
            return  # not migrated yet
        _record_shapes(using, tables)
        mark = _mark(connection, tables)
        cursor.execute("SELECT obj_description(to_regproc(%s), 'pg_proc')", [REFUSE_CHANGE])
        if cursor.fetchone()[0] == mark and not missing_triggers(using):
            return
        _install_triggers(connection, cursor, tables)
        _grant(connection, cursor, tables)
        cursor.execute(f"COMMENT ON FUNCTION {REFUSE_CHANGE}() IS '{mark}'")
    logger.info("The evidence tables are protected.")


def application_role() -> str:
    return str(getattr(settings, "APPLICATION_DATABASE_ROLE", "") or "")


def _entry_function(model: Any) -> str:
    return f"{ENTER}_by_{model._meta.pk.column}"


def _mark(connection: BaseDatabaseWrapper, tables: set[str]) -> str:
    """Changes when a table, a role or this file's SQL changes."""
    parts = (FUNCTIONS, LEDGER_FUNCTION, application_role(), str(connection.settings_dict["USER"]), *sorted(tables))
    return f"{MARK} {hashlib.sha256('|'.join(parts).encode()).hexdigest()}"


def _record_shapes(using: str, tables: set[str]) -> None:
    known: dict[str, list[list[str]]] = {}
    for table, fields in RowShape.objects.using(using).values_list("table_name", "fields"):
        known.setdefault(table, []).append(fields)
    new = [
        RowShape(table_name=model._meta.db_table, fields=shape_of(model), since=clock.now())
        for model in digested_models()
        if model._meta.db_table in tables and shape_of(model) not in known.get(model._meta.db_table, [])
    ]
    RowShape.objects.using(using).bulk_create(new)


def _install_triggers(connection: BaseDatabaseWrapper, cursor: Any, tables: set[str]) -> None:
    quote = connection.ops.quote_name
    cursor.execute(FUNCTIONS)
    cursor.execute("SELECT current_schema()")
    names = {"schema": quote(cursor.fetchone()[0]), "ledger": quote(LedgerEntry._meta.db_table)}
    for key in sorted({model._meta.pk.column for model in digested_models()}):
        cursor.execute(LEDGER_FUNCTION.format(function=f"{ENTER}_by_{key}", key=quote(key), **names))
    missing = set(missing_triggers(connection.alias))
    for model in append_only_models():
        table, key = model._meta.db_table, model._meta.pk.column
        if (table, REFUSE_CHANGE) in missing:
            cursor.execute(f"DROP TRIGGER IF EXISTS {REFUSE_CHANGE} ON {quote(table)}")
            cursor.execute(
                f"CREATE TRIGGER {REFUSE_CHANGE} BEFORE UPDATE OR DELETE ON {quote(table)} FOR EACH ROW "
                f"EXECUTE FUNCTION {REFUSE_CHANGE}('{key}')"
            )
        if (table, REFUSE_TRUNCATE) in missing:
            cursor.execute(f"DROP TRIGGER IF EXISTS {REFUSE_TRUNCATE} ON {quote(table)}")
            cursor.execute(
                f"CREATE TRIGGER {REFUSE_TRUNCATE} BEFORE TRUNCATE ON {quote(table)} FOR EACH STATEMENT "
                f"EXECUTE FUNCTION {REFUSE_TRUNCATE}()"
            )
    for model in digested_models():
        table, entry = model._meta.db_table, _entry_function(model)
        if (table, entry) not in missing:
            continue
        cursor.execute(f"DROP TRIGGER IF EXISTS {entry} ON {quote(table)}")
        cursor.execute(f"CREATE TRIGGER {entry} AFTER INSERT ON {quote(table)} FOR EACH ROW EXECUTE FUNCTION {entry}()")
        # Rows that a migration wrote before the trigger stood.
        backfill = BACKFILL.format(table=quote(table), key=quote(model._meta.pk.column), ledger=names["ledger"])
        cursor.execute(backfill, [table, table])


def _grant(connection: BaseDatabaseWrapper, cursor: Any, tables: set[str]) -> None:
    """The application role reads and adds evidence, reads the ledger, and has ordinary rights on everything else."""
    role = application_role()
    cursor.execute("SELECT current_user, current_schema(), EXISTS (SELECT FROM pg_roles WHERE rolname = %s)", [role])
    owner, schema, exists = cursor.fetchone()
    if not exists or role == owner:
        logger.warning("There is no application role apart from the owner of the tables: only the triggers protect the evidence.")
        return
    quote = connection.ops.quote_name
    app, space = quote(role), quote(schema)
    evidence = {m._meta.db_table for m in append_only_models()} & tables
    read_only = {LedgerEntry._meta.db_table, RowShape._meta.db_table, "django_migrations"} & tables
    cursor.execute(f"GRANT USAGE ON SCHEMA {space} TO {app}")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {space} TO {app}")
    cursor.execute(f"GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {space} TO {app}")
    cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {space} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {app}")
    cursor.execute(f"ALTER DEFAULT PRIVILEGES IN SCHEMA {space} GRANT USAGE, SELECT ON SEQUENCES TO {app}")
    for table in sorted(evidence | read_only):
        cursor.execute(f"REVOKE ALL ON {quote(table)} FROM {app}, PUBLIC")
        cursor.execute(f"GRANT {'SELECT' if table in read_only else 'SELECT, INSERT'} ON {quote(table)} TO {app}")


@contextmanager
def sanctioned(purpose: str, *, using: str = DEFAULT_DB_ALIAS) -> Iterator[None]:
    """Let this connection do what evidence otherwise refuses: "flush" or "disposal". Without effect for the application role."""
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, false)", [SANCTION, purpose])
    try:
        yield
    except BaseException:
        # Inside a transaction the rollback takes the setting back.
        if not connection.in_atomic_block:
            _end_sanction(connection)
        raise
    _end_sanction(connection)


def _end_sanction(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, '', false)", [SANCTION])
