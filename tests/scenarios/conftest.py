"""The world in which scenarios are played: some of England's authorities, and the demonstration cast."""

import pytest
from django.core.management import call_command

from cafcass_cases.accounts.demonstration import load_cast
from cafcass_cases.cases import reference
from cafcass_cases.core import clock
from cafcass_cases.core.steps import read_moment

AUTHORITIES = {"Leeds", "Bradford", "Manchester", "Leicester", "Gateshead", "Sheffield", "Nottingham", "Derby"}


@pytest.fixture
def users(db, monkeypatch):
    """The authorities that the scenarios name, bank holidays, and the demonstration cast, as at the beginning of 2026."""
    every = reference._rows
    codes = {row["code"] for row in every("local_authorities.csv") if row["name"] in AUTHORITIES}

    def some(name):
        for row in every(name):
            if name == "local_authorities.csv" and row["code"] in codes:
                yield row
            elif name == "family_courts.csv" and set(row["authorities"].split()) & codes:
                yield {**row, "authorities": " ".join(set(row["authorities"].split()) & codes)}

    monkeypatch.setattr(reference, "_rows", some)
    with clock.simulated(read_moment("2026-01-05 09:00")):
        call_command("load_reference_data", verbosity=0)
        return load_cast(clock.now())
