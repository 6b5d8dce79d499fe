"""Where a conviction fixes how harm is rated, and what advice on family time waits for (policy 26, 53)."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.urls import reverse

from cafcass_cases.cases.models import Marker
from cafcass_cases.duties.departures import block
from cafcass_cases.policy.catalogue import Carrier, register_carrier
from safeguarding.advising import AdviceGap, InCase, register_advice_checks
from safeguarding.models.children import Threshold
from safeguarding.thresholds import Rating, register_threshold_rule

from .models import Offender, OffenderContact
from .selectors import SEXUAL, children_without_analysis, offenders_at_work
from .services import evidence_missing

for _ids, _words in (
    (("P25-1",), "Whether an adult is managed under MAPPA is answered: yes, no or not known"),
    (("P26-4",), "Advice to the court warns of each child for whom MAPPA information is not yet used"),
    (("P53-2",), "Harm from somebody convicted of a sexual offence is not rated below significant without a departure"),
    (("P53-3",), "Advice on family time is not filed while a source of evidence on the offender is unanswered or not analysed"),
):
    register_carrier(_ids, Carrier("rule", _words))


@register_threshold_rule
def conviction_is_significant(rating: Rating) -> None:
    """Contact with an adult convicted of a sexual offence is a risk of significant harm (P53-2). "Not yet known" stays open."""
    if rating.threshold != Threshold.NOT_MET or not _convicted(rating):
        return
    block(
        "P53-2",
        f"Rate the risk to {rating.child} as significant: the harm comes from somebody convicted of a sexual offence.",
        case=rating.case, subject=rating.concern, field=rating.field,
    )  # fmt: skip


def _convicted(rating: Rating) -> bool:
    if any(harm.kind in SEXUAL and harm.standing == "convicted" for harm in rating.harms):
        return True
    convicted = Offender.objects.filter(case=rating.case, convicted=True, withdrawn_at=None)
    if convicted.filter(person__in=list(rating.harm_from)).exists():
        return True
    if rating.concern is None:
        return False
    contacts = OffenderContact.objects.filter(child=rating.child, withdrawn_at=None, offender__in=convicted.filter(concern=rating.concern))
    return contacts.exists()


register_carrier(("F3.12-1",), Carrier("screen", "The category under which somebody is managed; “not known” until it is"))


@register_advice_checks
def before_advice(case: Any, children: Any, there: InCase, now: datetime) -> Iterator[AdviceGap]:
    """What advice on family time waits for: evidence (P53-3); and of what it warns: MAPPA information not used (P26-4)."""
    known = {one.person_id: one for one in offenders_at_work(case)}
    for offender in known.values():
        url = reverse("offenders:show_offender", args=[offender.pk])
        if offender.is_sexual_risk:
            for phrase in evidence_missing(offender):
                yield AdviceGap("P53-3", f"Evidence on {offender.person}. {phrase}", blocks=True, url=url)
        for child in children_without_analysis(offender, there.children):
            yield AdviceGap("P26-4", f"MAPPA information on {offender.person} is not yet used to assess the risk to {child}", url=url)
    for person in there.bearing(Marker.Kind.REGISTERED_SEX_OFFENDER):
        if person.pk not in known and not person.is_child:
            url = f"{reverse('offenders:record_offender', args=[case.pk])}?person={person.pk}"
            yield AdviceGap("P53-3", f"{person} is a registered sex offender. The evidence on them is not recorded", blocks=True, url=url)
