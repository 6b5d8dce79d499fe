"""What many tests begin with (the staff, the family, its concern) is made once and stands, and each test goes on from there.

A fixture under ``@standing`` is made in a transaction of its own around the tests that ask for it; every test runs inside, takes its own
changes back, and has its own copies of what was made. Who asks for less finds less: a test of the staff alone finds no family. Whoever
replaces such a fixture, or one that it is made from, or needs real transactions, gets it made anew within the test.
"""

import inspect
import pickle
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import DEFAULT_DB_ALIAS, connections, transaction

_makers: dict[str, Callable[..., Any]] = {}
"""By name, in the order in which they are made."""
_made: dict[str, tuple[transaction.Atomic, Any]] = {}
"""What stands now, each with the transaction that it was made in, which stands in the one before it."""
_connection: list[Any] = []
"""The connection that it stands in: while a browser's driver runs, Django keeps another."""


def standing(make: Callable[..., Any]) -> Any:
    """A fixture that stands. What it asks for stands too, and it must depend on nothing else."""
    name, asked = make.__name__, inspect.signature(make)

    def give(standing_rows: dict[str, Any], db: None, **given: Any) -> Any:
        return standing_rows[name] if name in standing_rows else make(**given)

    own = inspect.signature(give).parameters
    give.__signature__ = asked.replace(parameters=[own["standing_rows"], own["db"], *asked.parameters.values()])  # type: ignore[attr-defined]
    give.__doc__, give.__module__, give.__name__ = make.__doc__, make.__module__, name
    assert name not in _makers, f"Two fixtures that stand are called {name}."
    _makers[name] = make
    give.stands = True  # type: ignore[attr-defined]
    return pytest.fixture(give)


@pytest.fixture
def standing_rows(request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any) -> dict[str, Any]:
    """What stands for this test, by the names of the fixtures: copies, so that a test may change them."""
    marker = request.node.get_closest_marker("django_db")
    is_real = {"transactional_db", "live_server"} & set(request.fixturenames) or (marker and marker.kwargs.get("transaction"))
    with django_db_blocker.unblock():
        wanted = [] if is_real else _stands_for(request)
        fall(to=sum(1 for _ in _common(wanted)))
        for name in wanted[len(_made) :]:
            _make(name)
    return pickle.loads(pickle.dumps({name: made for name, (_, made) in _made.items()}))


@pytest.fixture(scope="session", autouse=True)
def nothing_stands_at_the_end(django_db_blocker: Any) -> Iterator[None]:
    """Before the connection is closed, what stands is taken back."""
    yield
    with django_db_blocker.unblock():
        fall()


def _stands_for(request: pytest.FixtureRequest) -> list[str]:
    """Of what stands, what this test asks for in the meaning it has here."""
    definitions = request.node._fixtureinfo.name2fixturedefs
    found: list[str] = []
    for name, make in _makers.items():
        if (
            name in definitions
            and getattr(definitions[name][-1].func, "stands", False)
            and set(inspect.signature(make).parameters) <= set(found)
        ):
            found.append(name)
    return found


def _common(wanted: list[str]) -> Iterator[str]:
    for name, stands in zip(wanted, _made, strict=False):
        if name != stands:
            return
        yield name


def _make(name: str) -> None:
    _connection[:] = [connections[DEFAULT_DB_ALIAS]]
    block = transaction.atomic()
    block._from_testcase = True  # as the test's own: services that must be outermost may run within
    block.__enter__()
    given = {asked: _made[asked][1] for asked in inspect.signature(_makers[name]).parameters}
    try:
        _made[name] = block, _makers[name](**given)
    except BaseException:
        _take_back(block)
        raise


def fall(to: int = 0) -> None:
    """Take back what stands, from the last, until ``to`` are left."""
    while len(_made) > to:
        _, (block, _) = _made.popitem()
        _take_back(block)


def _take_back(block: transaction.Atomic) -> None:
    present = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = _connection[0]
    try:
        transaction.set_rollback(True)
        block.__exit__(None, None, None)
    finally:
        connections[DEFAULT_DB_ALIAS] = present
