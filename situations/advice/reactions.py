"""What this room does when safeguarding tells it something."""

from cafcass_cases.core.events import reacts_to
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import discharge, open_duty
from safeguarding.events import ConcernWithdrawn, ReferDecided
from safeguarding.models import Concern

from .models import Advice, FindingOfFact
from .services.common import REFER

_SUBJECTS = {model._meta.label_lower: model for model in (Advice, FindingOfFact)}


@reacts_to(ReferDecided)
def referral_follows(event: ReferDecided) -> None:
    """A referral of the case is decided: what was owed since "refer" was answered is done, and its own clocks run."""
    case_id = Concern.objects.values_list("case_id", flat=True).get(pk=event.concern_id)
    for duty in Duty.objects.filter(case=case_id, key=REFER, ended_at=None):
        subject = _SUBJECTS[duty.subject_label].objects.get(pk=duty.subject_id)
        discharge(key=REFER, subject=subject, at=event.decided_at, by=event.by, now=event.now, note="A referral is decided")


@reacts_to(ConcernWithdrawn)
def finding_stays_awaited(event: ConcernWithdrawn) -> None:
    """A finding of fact is the court's: it is awaited although the concern was entered in error, and so is what is owed until then."""
    for finding in FindingOfFact.objects.filter(concern=event.concern_id).select_related("case"):
        finding.concern = None
        finding.save()
        withdrawn = Duty.objects.filter(concern_id=event.concern_id, subject_id=finding.pk, ending="withdrawn", ended_at=event.now)
        for duty in withdrawn if finding.is_pending else ():
            open_duty(
                key=duty.key, case=finding.case, subject=finding, event_at=duty.event_at, owner=duty.owner, by=event.by, now=event.now
            )
