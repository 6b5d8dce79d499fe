"""The world in which scenarios are played: some of England's authorities, and the demonstration cast."""

import pytest
from django.core.management import call_command

from cafcass_cases.accounts.demonstration import load_cast
from cafcass_cases.cases import reference
from cafcass_cases.core import clock
from cafcass_cases.core.steps import read_moment
from tests.standing import standing

AUTHORITIES = {"Leeds", "Bradford", "Manchester", "Leicester", "Gateshead", "Sheffield", "Nottingham", "Derby"}


@standing
def users():
    """The authorities that the scenarios name, bank holidays, and the demonstration cast, as at the beginning of 2026."""
    every = reference._rows
    codes = {row["code"] for row in every("local_authorities.csv") if row["name"] in AUTHORITIES}

    def some(name):
        for row in every(name):
            if name == "local_authorities.csv" and row["code"] in codes:
                yield row
            elif name == "family_courts.csv" and set(row["authorities"].split()) & codes:
                yield {**row, "authorities": " ".join(set(row["authorities"].split()) & codes)}

    with pytest.MonkeyPatch.context() as some_only, clock.simulated(read_moment("2026-01-05 09:00")):
        some_only.setattr(reference, "_rows", some)
        call_command("load_reference_data", verbosity=0)
        return load_cast(clock.now())
