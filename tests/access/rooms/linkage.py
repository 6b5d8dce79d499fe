"""Doors of the search of our own records."""

from tests.access.table import WORKERS, of_case

DOORS = [of_case(WORKERS, "cases:list_own_records cases:search_own_records")]

PAGES = [("practitioner", "cases:list_own_records", ("case_id",)), ("practitioner", "cases:list_links", ("person_id",))]
