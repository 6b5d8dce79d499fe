"""What a court update hangs on besides its hours (DESIGN §10.9). Pure reads: moments in UTC."""

from datetime import datetime
from typing import Any
from uuid import UUID

from cafcass_cases.cases.models import Handover


def sources_of_harm(concern: Any) -> set[UUID]:
    """Ids of the persons of the case from whom the concern says the harm comes."""
    return {UUID(str(person_id)) for person_id in concern.harm_from}


def feared_handover(concern: Any, after: datetime) -> Handover | None:
    """The next handover into the care of somebody not known to be safe (ADR 2): one the concern names as a source of harm,
    somebody not recorded, or anybody at all while it is not known from whom the harm comes.

    A handover to a person whom a concern with known sources does not name brings no limit forward.
    """
    harmful = sources_of_harm(concern)
    standing = Handover.objects.filter(case_id=concern.case_id, starts_at__gt=after, cancelled_at=None, withdrawn_at=None)
    for handover in standing.order_by("starts_at"):
        if not harmful or handover.into_care_of_id is None or handover.into_care_of_id in harmful:
            return handover
    return None
