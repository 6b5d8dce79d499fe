"""What this room does when safeguarding tells it something. In the same transaction: all of it happens, or none."""

from cafcass_cases.cases.models import LocalAuthority, Person
from cafcass_cases.cases.rules import may_work_on_case
from cafcass_cases.core.events import reacts_to
from cafcass_cases.documents.events import DocumentFiled
from cafcass_cases.duties.services import discharge
from safeguarding.events import CauseToSuspect, ConcernWithdrawn, ReferDecided, SupervisionSigned
from safeguarding.models import Concern

from .models import RiskAssessment
from .services.assessments import keep_drafts_current, open_16a_duties, send_16a
from .services.deciding import decide_referral


@reacts_to(ReferDecided)
def open_referrals(event: ReferDecided) -> None:
    """One referral and one clock for each authority in whose area a child lives (DESIGN §10.8)."""
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    authorities = LocalAuthority.objects.in_bulk(list(event.children))
    for authority_id, child_ids in event.children.items():
        decide_referral(
            concern=concern, authority=authorities[authority_id], children=Person.objects.filter(pk__in=list(child_ids)),
            basis=event.basis, decided_at=event.decided_at, supervision_id=event.supervision_id, kind=event.kind,
            reasons=event.reasons, marac_agreed=event.marac_agreed, by=event.by, now=event.now,
        )  # fmt: skip


@reacts_to(CauseToSuspect)
def open_16a(event: CauseToSuspect) -> None:
    """Yes opens the 16A for that child, its clock running from the concern; nobody can overrule it (policy 27, DESIGN §10.6)."""
    if not event.answer:
        return
    concern = Concern.objects.select_related("case").get(pk=event.concern_id)
    child = Person.objects.get(pk=event.child_id)
    open_16a_duties(concern=concern, children=[child], event_at=concern.clock_from, by=event.by, now=event.now)


@reacts_to(SupervisionSigned)
def supervision_caught_up(event: SupervisionSigned) -> None:
    """A 16A that went before supervision has now been looked at (policy 27)."""
    concern = Concern.objects.get(pk=event.concern_id)
    discharge(key="unsupervised-16a", subject=concern, at=event.at, by=event.by, now=event.now)
    keep_drafts_current(concern)


@reacts_to(ConcernWithdrawn)
def withdraw_referrals(event: ConcernWithdrawn) -> None:
    """What hangs on a concern entered in error goes with it, unless somebody outside was already told."""
    from .services.deciding import withdraw_referral

    concern = Concern.objects.get(pk=event.concern_id)
    for referral in concern.referrals.filter(withdrawn_at=None, made_at=None):
        withdraw_referral(referral=referral, reason="The concern was entered in error", by=event.by, now=event.now)


@reacts_to(DocumentFiled)
def a_filed_16a_is_sent(event: DocumentFiled) -> None:
    """The court's interface gave its receipt for a 16A: it was provided to the court then (policy 28). Whoever filed it sent it.

    Where they work on the case no more, whoever does records it: the receipt stands in any case.
    """
    if event.kind != "s16a":
        return
    for assessment in RiskAssessment.objects.filter(document_id=event.document_id, sent_at=None).select_related("case"):
        if event.by and may_work_on_case(event.by, assessment.case, event.now):
            send_16a(assessment=assessment, sent_at=event.at, method="portal", whom="The court’s interface", by=event.by, now=event.now)
