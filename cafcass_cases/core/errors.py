"""The errors that services raise. A view turns each into a sentence that says what to do."""

from collections.abc import Sequence


class RuleRefused(Exception):
    """An intention that a rule does not allow. Nothing was changed.

    ``rule`` is the requirement's id ("P12-3") or a short name; ``message`` a sentence for the person who asked;
    ``missing`` what is still needed, each a phrase; ``field`` the form field it belongs to, if one.
    """

    def __init__(self, rule: str, message: str, *, missing: Sequence[str] = (), field: str | None = None) -> None:
        super().__init__(f"{rule}: {message}")
        self.rule = rule
        self.message = message
        self.missing = tuple(missing)
        self.field = field


class StaleEdit(Exception):
    """Somebody else saved the record since it was opened (DESIGN §9): the view answers 409 and keeps both texts."""

    def __init__(self, record: object, *, expected: int, found: int) -> None:
        super().__init__(f"version {expected} expected, {found} found")
        self.record = record
        self.expected = expected
        self.found = found


class Denied(Exception):
    """May see it, but may not do it: 403. ``message`` says who may."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
