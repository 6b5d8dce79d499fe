"""The short codes by which the court's public law interface names a local authority.

They are the court's own and follow no register: WAF is Waltham Forest, not Westmorland and Furness; BRD is Bridgend, not Bradford. So they are
a table of facts, ``data/court_authority_codes.csv``: the court's code, the GSS code of our authority, and its name. Source: the table of
authorities that HM Courts & Tribunals Service publishes with its public law service (github.com/hmcts/fpl-ccd-configuration, MIT licence,
AuthorityFixedList at a5823019, read in November 2026), each name matched by a person to the authority of the directory; all 175 codes of
the interface's schema but one stand there. Authorities of Wales have a name and no GSS code, as they are not in our directory. The one
left out (FPLA, the court's own team), and any code to come, is shown as it came and flagged for a person.
"""

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

CODES = Path(__file__).parent / "data" / "court_authority_codes.csv"


class CourtAuthority(NamedTuple):
    """An authority as the court's code names it; ``gss_code`` is "" where it is not of England."""

    gss_code: str
    name: str


@cache
def court_authorities() -> dict[str, CourtAuthority]:
    """The court's code → the authority."""
    with CODES.open(encoding="utf-8", newline="") as rows:
        return {row["code"]: CourtAuthority(row["gss_code"], row["name"]) for row in csv.DictReader(rows)}


def known_authority(code: str) -> CourtAuthority | None:
    """None where nobody knows what the code means."""
    return court_authorities().get(code)
