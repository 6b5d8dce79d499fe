"""What this room does when an application comes, supervision is asked for or held, a referral is decided, or a case ends."""

from cafcass_cases.cases.events import CaseClosed, ContactDetailRecorded, OrderRecorded
from cafcass_cases.cases.models import Case, ContactDetail, Order
from cafcass_cases.core.events import reacts_to
from safeguarding.events import ConcernWithdrawn, ReferDecided, SupervisionHeld, SupervisionRequested
from screening.events import ApplicationReceived

from .models import RiskIdentification, Section120
from .services.letters import case_ended
from .services.pathway import carry_on, concern_gone, open_application
from .services.risk import supervision_came
from .services.safety import begin_safety, ordered_as, risk_goes_on


@reacts_to(ApplicationReceived)
def stages_begin(event: ApplicationReceived) -> None:
    open_application(case=event.case, at=event.at, by=event.by, now=event.now)


def _pathways(concern_id: object) -> list[Section120]:
    return list(Section120.objects.filter(concern=concern_id, superseded_by=None, withdrawn_at=None).select_related("case", "concern"))


def _forms(concern_id: object) -> list[RiskIdentification]:
    return list(RiskIdentification.objects.filter(concern=concern_id, withdrawn_at=None).select_related("case", "concern"))


@reacts_to(SupervisionRequested)
def the_manager_was_asked(event: SupervisionRequested) -> None:
    for form in _forms(event.concern_id):
        supervision_came(form=form, held=False, at=event.at, by=event.by, now=event.now)


@reacts_to(SupervisionHeld)
def supervision_opens_what_follows(event: SupervisionHeld) -> None:
    for pathway in _pathways(event.concern_id):
        carry_on(pathway, by=event.by, now=event.now)
    for form in _forms(event.concern_id):
        supervision_came(form=form, held=True, at=event.at, by=event.by, now=event.now)


@reacts_to(ReferDecided)
def the_referral_takes_the_letters_place(event: ReferDecided) -> None:
    for pathway in _pathways(event.concern_id):
        carry_on(pathway, by=event.by, now=event.now)


@reacts_to(ConcernWithdrawn)
def the_concern_never_was(event: ConcernWithdrawn) -> None:
    for pathway in _pathways(event.concern_id):
        concern_gone(pathway=pathway, by=event.by, now=event.now)


@reacts_to(CaseClosed)
def the_case_ended(event: CaseClosed) -> None:
    case_ended(case=Case.objects.get(pk=event.case_id), at=event.at, by=event.by, now=event.now)


@reacts_to(OrderRecorded)
def the_court_ordered(event: OrderRecorded) -> None:
    order = Order.objects.select_related("case").get(pk=event.order_id)
    kind = ordered_as(order)
    if kind:
        begin_safety(case=order.case, ordered_as=kind, ordered_on=order.made_on, order=order, by=None, now=event.now)
    risk_goes_on(case=order.case, at=event.at, by=event.by, now=event.now)


@reacts_to(ContactDetailRecorded)
def somebody_moved(event: ContactDetailRecorded) -> None:
    detail = ContactDetail.objects.select_related("person__case").get(pk=event.detail_id)
    if detail.kind == "address":
        risk_goes_on(case=detail.person.case, at=event.at, by=event.by, now=event.now)
