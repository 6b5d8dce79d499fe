"""What the services of this room share: the answer on a referral, and what it opens."""

from datetime import datetime
from typing import Any

from cafcass_cases.cases.services.guards import must_be_valid, must_be_written
from cafcass_cases.duties.services import open_duty
from referrals.models import Referral
from situations.advice.models import Advice

REFER = "finding-of-fact-refer"


def open_refer_duty(*, record: Any, at: datetime, by: Any, now: datetime) -> None:
    """ "Refer" was answered: it is owed until a referral of this case is decided, unless one was decided since ``at``."""
    if Referral.objects.filter(case=record.case_id, withdrawn_at=None, decided_at__gte=at).exists():
        return
    open_duty(key=REFER, case=record.case, subject=record, event_at=at, by=by, now=now)


def check_referral_answer(answer: str, reason: str) -> None:
    """A finding of fact and no answer on a referral do not go together (policy 17)."""
    must_be_valid(answer, Advice.Referral, "P17-1", "Say whether to refer to the local authority.", "referral_considered")
    must_be_written(reason, "P17-1", "Write why you refer, or do not.", "referral_reason")
