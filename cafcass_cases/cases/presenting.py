"""What pages show of a record, made from plain reads."""

from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.ui import words
from cafcass_cases.ui.components import Row

from .models import Case, Person
from .tiers import tier_of


def case_rows(case: Case, holder: Any, manager: Any) -> list[Row]:
    """The summary of a case."""
    return [
        Row("Law", case.get_law_display()),
        Row("Applications", "; ".join(case.application_types)),
        Row("Stage", case.get_stage_display()),
        Row("Need", tier_of(case).label),
        Row("Court", case.court.name if case.court else ""),
        Row("Court number", case.court_number or case.court_case_id or ""),
        Row("Team", case.team.name if case.team else ""),
        Row("Practitioner", holder.full_name if holder else ""),
        Row("Manager", manager.full_name if manager else ""),
        Row("Reached Cafcass", words.london(case.received_at)),
        Row("Harm alleged on a C1A", case.harm_alleged_on_c1a),
    ]


def person_rows(person: Person, at: datetime) -> list[Row]:
    """What the case knows of somebody, contact details apart."""
    rows = [Row("In this case", person.get_role_display())]
    if person.connected_how:
        through = f" (through {person.connected_to.full_name})" if person.connected_to else ""
        rows.append(Row("How connected", f"{person.connected_how}{through}"))
    if person.is_unborn:
        rows.append(Row("Born", f"Not yet; expected {words.london_date(person.expected_on)}" if person.expected_on else "Not yet"))
    else:
        rows.append(Row("Date of birth", person.date_of_birth))
    rows += [
        Row("Sex", person.sex),
        Row("First language", person.language),
        Row("Interpreter", {True: "Needed", False: "Not needed", None: ""}[person.interpreter_needed]),
        Row("Disability", person.disability),
        Row("Ethnicity", person.ethnicity),
        Row("Religion or belief", person.religion),
    ]
    if not person.is_child:
        works = {True: "Yes", False: "No", None: "Not yet asked"}[person.works_with_children]
        rows += [Row("Occupation", person.occupation), Row("Works with children", works)]
    return rows


def url(name: str, **kwargs: Any) -> str:
    return reverse(f"cases:{name}", kwargs=kwargs)
