"""What this room does when others tell it something. In the same transaction: all of it happens, or none."""

from cafcass_cases.cases.events import CaseClosed, CaseCompleted
from cafcass_cases.cases.models import Case
from cafcass_cases.core.events import reacts_to
from referrals.events import ReferralMade
from referrals.models import Referral
from safeguarding.events import PoliceReported
from safeguarding.models import PoliceReport

from .services import agency_learned, involvement_ends


@reacts_to(ReferralMade)
def authority_knows(event: ReferralMade) -> None:
    """A referral tells the authority that Cafcass is involved."""
    referral = Referral.objects.select_related("case", "authority").get(pk=event.referral_id)
    agency_learned(
        case=referral.case, kind="local_authority", authority=referral.authority, name="", at=event.at, how=f"Referral {referral.reference}",
        by=event.by, now=event.now,
    )  # fmt: skip


@reacts_to(PoliceReported)
def police_know(event: PoliceReported) -> None:
    """A report to the police tells them that Cafcass is involved."""
    report = PoliceReport.objects.select_related("concern__case", "force").get(pk=event.report_id)
    agency_learned(
        case=report.concern.case, kind="police", authority=None, name=report.force.name if report.force else "", at=event.at,
        how=f"Report on {report.concern.reference}", by=event.by, now=event.now,
    )  # fmt: skip


@reacts_to(CaseCompleted)
def work_is_done(event: CaseCompleted) -> None:
    _ends(event)


@reacts_to(CaseClosed)
def case_is_closed(event: CaseClosed) -> None:
    _ends(event)


def _ends(event: CaseCompleted | CaseClosed) -> None:
    involvement_ends(case=Case.objects.get(pk=event.case_id), at=event.at, by=event.by, now=event.now)
