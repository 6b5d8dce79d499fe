"""Reads single values of the court's answers: dates in either shape, texts, yes and no. Never raises; what cannot be read is empty."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from cafcass_cases.core import clock
from cafcass_cases.core.clock import HourDoesNotExist, from_london


def as_moment(value: Any) -> datetime | None:
    """A date or date-time in either of the court's shapes, as UTC. The court's local times are London's."""
    read = _local(value)
    if read is None:
        return None
    try:
        if read.tzinfo:
            return read.astimezone(UTC)
        return from_london(read.date(), read.time(), fold=0)
    except HourDoesNotExist:
        return read.replace(tzinfo=UTC)
    except OverflowError:
        return None


def _local(value: Any) -> datetime | None:
    """As the court writes it: ISO text, or ``[2023, 1, 17, 10, 17, 9, 531000000]`` with trailing parts left out, nanoseconds last."""
    try:
        if isinstance(value, list) and len(value) >= 3 and all(type(part) is int for part in value):
            parts = [*value, 0, 0, 0, 0][:7]
            return datetime.combine(date(*parts[:3]), time(parts[3], parts[4], parts[5], parts[6] // 1000))
        if isinstance(value, str) and value.strip():
            return datetime.fromisoformat(value.strip())
    except (ValueError, OverflowError):
        pass
    return None


def read_birth(value: Any, role: str) -> tuple[date | None, str]:
    """The date of birth, and a doubt about it where it cannot be right."""
    if value in (None, "", {}, []):
        return None, ""
    read = _local(value)
    if read is None:
        return None, "The court's date of birth cannot be read"
    born = read.date()
    age = (clock.london_date(clock.now()) - born).days / 365.25
    if age < 0:
        return born, "Date of birth is in the future"
    if role == "subject_child" and age >= 18:
        return born, "A subject child who is 18 or older"
    if role in ("applicant", "respondent") and age < 16:
        return born, "A party younger than 16"
    if age > 110:
        return born, "Date of birth is more than 110 years ago"
    return born, ""


def is_gone(status: Any) -> bool:
    """Whether a hearing of this status was vacated, adjourned or cancelled, whatever follows ("VACATED_AND_RE_LISTED")."""
    return as_text(status).upper().startswith(("VACATED", "ADJOURNED", "CANCELLED"))


def name_doubt(given: str, family: str) -> str:
    """What makes a name look as if nobody bore it, or ""."""
    together = f"{given}{family}".lower()
    if not given or not family:
        return "Part of the name is missing"
    if any(character.isdigit() for character in together) or not set(together) & set("aeiouyáéíóúàèìòùâêîôûäëïöü") or "test" in together:
        return "The name looks like a test entry"
    return ""


def as_mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def as_text(value: Any) -> str:
    """Text without blanks at its ends. A database keeps no NUL."""
    return str(value).replace("\x00", "").strip() if isinstance(value, str | int | float) and not isinstance(value, bool) else ""


def as_yes(value: Any) -> bool | None:
    return {"yes": True, "true": True, "no": False, "false": False}.get(str(value).strip().lower()) if value not in (None, "") else None


def as_postcode(value: Any) -> str:
    squeezed = re.sub(r"[^A-Z0-9]", "", as_text(value).upper())
    return f"{squeezed[:-3]} {squeezed[-3:]}" if 5 <= len(squeezed) <= 7 else as_text(value)


def in_words(text: str) -> str:
    """ "childArrangementsOrder" → "Child arrangements order"; "CARE_ORDER" → "Care order"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text.replace("_", " ")).capitalize() if text else ""


def address_lines(address: Mapping[str, Any]) -> str:
    """The lines of an address in one, whichever of the court's two spellings its keys have."""
    small = {str(key).lower(): value for key, value in address.items()}
    lines = [as_text(small.get(key)) for key in ("addressline1", "addressline2", "addressline3", "posttown", "county")]
    return ", ".join(line for line in lines if line)
