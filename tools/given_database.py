"""Make the application role on a PostgreSQL that was given by one address. Runs in the environment (it needs psycopg).

`python -m tools.given_database` reads DATABASE_URL, whose role becomes the owner, and prints the address of the application
role; it prints nothing where the given role may not make roles, and the one address then serves both.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from urllib.parse import quote, unquote, urlsplit, urlunsplit

import psycopg
from psycopg import sql

ROLE = "cafcass_app"
GRANTS = (
    "GRANT USAGE ON SCHEMA public TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}",
    "ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO {role}",
)


def application_address(url: str) -> str | None:
    """The address of the application role, made when it is missing. Its password follows from the one given."""
    parts = urlsplit(url)._replace(scheme="postgresql")
    password = hmac.new(unquote(parts.password or "").encode(), ROLE.encode(), hashlib.sha256).hexdigest()
    with psycopg.connect(urlunsplit(parts), connect_timeout=10, autocommit=True) as connection:
        mine, may_make = connection.execute(
            "SELECT current_user, rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        if not may_make or mine == ROLE:
            return None
        known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [ROLE]).fetchone()
        verb = sql.SQL("ALTER" if known else "CREATE")
        words = sql.SQL("{verb} ROLE {role} LOGIN PASSWORD {password}")
        connection.execute(words.format(verb=verb, role=sql.Identifier(ROLE), password=sql.Literal(password)))
        grant(connection)
    # Test databases are made from template1 and have what it has.
    try:
        with psycopg.connect(urlunsplit(parts), dbname="template1", connect_timeout=10, autocommit=True) as template:
            template.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")
            grant(template)
    except psycopg.Error:
        return None
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(scheme="postgres", netloc=f"{quote(ROLE)}:{password}@{host}"))


def grant(connection: psycopg.Connection) -> None:
    for words in GRANTS:
        connection.execute(sql.SQL(words).format(role=sql.Identifier(ROLE)))


if __name__ == "__main__":
    try:
        address = application_address(os.environ["DATABASE_URL"])
    except psycopg.OperationalError as error:
        raise SystemExit(f"The database in DATABASE_URL does not answer. Start it, or correct the address.\n{error}") from None
    if address:
        print(address)
