"""What makes a function a service: keyword-only, one transaction, and a name for the history."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import ParamSpec, TypeVar

from django.db import transaction

from .acting import acting

P = ParamSpec("P")
R = TypeVar("R")


def service(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a verb that writes to the record.

    The function takes keyword-only arguments, among them ``by`` (the acting user, or None for the clock) and ``now``
    (UTC). It runs in one transaction; what it saves is stamped with ``by``, ``now`` and, as the reason, the ``reason``
    argument where there is one, else the service's name in words.
    """
    parameters = signature(function).parameters
    if any(p.kind not in (Parameter.KEYWORD_ONLY, Parameter.VAR_KEYWORD) for p in parameters.values()):
        raise TypeError(f"{function.__qualname__}: a service takes keyword-only arguments.")
    if not {"by", "now"} <= parameters.keys():
        raise TypeError(f"{function.__qualname__}: a service takes by and now.")
    words = function.__name__.replace("_", " ").capitalize()

    @wraps(function)
    def run(**arguments: object) -> R:
        reason = str(arguments.get("reason") or words)
        with transaction.atomic(), acting(by=arguments.get("by"), now=arguments["now"], reason=reason):  # type: ignore[arg-type]
            return function(**arguments)  # type: ignore[arg-type]

    return run  # type: ignore[return-value]
