"""Where this room carries out what is neither a duty nor a path."""

from cafcass_cases.accounts.models import Role, User
from cafcass_cases.cases.rules import may_manage_case
from cafcass_cases.policy.catalogue import Carrier, register_carrier

from .models import Schooling

register_carrier(
    ("P36-2",), Carrier("screen", "The check names the authority’s officer for home education, and says that it decides what is needed")
)
register_carrier(("P37-1",), Carrier("rule", "Home education is a fact about the child and opens no concern"))
register_carrier(
    ("P37-2",), Carrier("rule", "Supervision is not signed before it decides on a 16A, where lack of contact increases the concern")
)
register_carrier(("P37-3",), Carrier("rule", "Supervision is not signed before it says what weight a protection plan was given"))


def may_weigh(user: User, schooling: Schooling, at: object, *, manages: bool | None = None) -> bool:
    """A manager of the case: it is part of the record of supervision, which the practitioner does not write (policy 9)."""
    if user.role == Role.PRACTITIONER:
        return False
    return may_manage_case(user, schooling.case, at) if manages is None else manages  # type: ignore[arg-type]
