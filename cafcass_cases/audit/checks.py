"""System checks: an evidence model whose digest could not be computed again is refused at start."""

from typing import Any

from django.core.checks import Error, register
from django.db import models

from cafcass_cases.core.evidence import EvidenceRow

from .evidence import digested_models, tracked_models


@register()
def check_evidence_models(**_: Any) -> list[Error]:
    """Every value of an evidence row is known before it is inserted, and no record hides the evidence's own columns."""
    errors = []
    for model in digested_models():
        for field in model._meta.concrete_fields:
            filled_later = (
                isinstance(field, (models.AutoField, models.GeneratedField))
                or getattr(field, "auto_now", False)
                or getattr(field, "auto_now_add", False)
                or field.has_db_default()
            )
            if filled_later:
                message = f"{model._meta.label}.{field.name} is filled by the database or on saving, after the row's digest is made."
                errors.append(Error(message, hint="Give the value before save(); use a UUID as the key.", obj=model, id="audit.E001"))
    own = {field.name for field in EvidenceRow._meta.local_fields}
    for model in tracked_models():
        for name in sorted(own & {field.name for field in model._meta.get_fields()}):
            message = f"{model._meta.label}.{name} has the name of a column that its history keeps for itself."
            errors.append(Error(message, hint="Rename the field.", obj=model, id="audit.E002"))
    return errors
