"""The shapes of telephone numbers, e-mail addresses and web addresses. Each answers what to do about a fault, or "" where there is none."""

import re

from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, URLValidator

_is_email = EmailValidator()
_is_web_address = URLValidator(schemes=["https", "http"])
_EXTENSION = re.compile(r"\s*(?:ext\.?|extension|x)\s*\d{1,6}$", re.IGNORECASE)


def telephone_fault(text: str) -> str:
    """A British number with its area code, or a short one such as 101; an extension may follow."""
    number = _EXTENSION.sub("", text)
    digits = re.sub(r"\D", "", number)
    shaped = re.fullmatch(r"\+?[\d\s().-]+", number) is not None
    if shaped and (len(digits) == 3 or 10 <= len(digits) <= 13):
        return ""
    return "Enter a telephone number with its area code, like 0113 496 0000, or a short one like 101"


def email_fault(text: str) -> str:
    try:
        _is_email(text)
    except ValidationError:
        return "Enter an e-mail address like name@example.gov.uk"
    return ""


def web_address_fault(text: str) -> str:
    try:
        _is_web_address(text)
    except ValidationError:
        return "Enter a web address that begins with https://, like https://www.example.gov.uk/procedures"
    return ""


def referral_address_fault(text: str) -> str:
    """Where written referrals go: a secure mailbox or the authority's own portal."""
    if not email_fault(text) or not web_address_fault(text):
        return ""
    return "Enter an e-mail address like name@example.gov.uk, or the web address of the portal, which begins with https://"
