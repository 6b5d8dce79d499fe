"""What this room does when safeguarding tells it something."""

from cafcass_cases.core.events import reacts_to
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import open_duty
from safeguarding.events import ConcernWithdrawn

from .models import Offender


@reacts_to(ConcernWithdrawn)
def offender_stays(event: ConcernWithdrawn) -> None:
    """What is known of an offender does not go with a concern that was entered in error: what is owed stays owed."""
    for offender in Offender.objects.filter(concern=event.concern_id, withdrawn_at=None).select_related("case"):
        offender.concern = None
        offender.save()
        subjects = {subject.pk: subject for subject in (offender, *offender.enquiries.all())}
        withdrawn = Duty.objects.filter(concern_id=event.concern_id, subject_id__in=subjects, ending="withdrawn", ended_at=event.now)
        for duty in withdrawn.select_related("child", "owner"):
            open_duty(
                key=duty.key,
                case=offender.case,
                subject=subjects[duty.subject_id],
                event_at=duty.event_at,
                child=duty.child,
                detail=duty.detail,
                owner=duty.owner,
                by=event.by,
                now=event.now,
            )
