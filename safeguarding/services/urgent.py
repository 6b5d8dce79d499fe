"""Referring before supervision, or against it. The referral itself is the next room's."""

from collections.abc import Sequence
from datetime import datetime

from cafcass_cases.accounts.models import User
from cafcass_cases.accounts.staffing import head_of_practice_reached
from cafcass_cases.cases.models import Person
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.core.events import publish
from cafcass_cases.core.services import service
from cafcass_cases.duties.services import discharge, open_duty
from safeguarding.events import ReferDecided
from safeguarding.models import Concern, Dissent, Supervision
from safeguarding.rules import may_dissent, may_view_dissent

from . import guards
from .decisions import Authorities, by_authority, join_children
from .supervision import request_supervision


@service
def refer_now(
    *,
    concern: Concern,
    children: Sequence[Person],
    reason: str,
    at: datetime,
    by: User,
    now: datetime,
    authorities: Authorities | None = None,
    ask_supervision: bool = False,
) -> Concern:
    """Refer now, supervise after (DESIGN §10.1; framework 2.81, 2.83). The decision is the practitioner's, at ``at`` (UTC).

    ``ask_supervision`` asks the manager at the same moment, where nobody has asked yet.
    """
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    guards.must_work_on(by, concern, now)
    _check_intention(concern, children, reason, at, now)
    places = by_authority(children=children, at=now, authorities=authorities or {})
    join_children(concern=concern, children=children, reason=reason, at=at, by=by, now=now)
    concern.refer_now_at = concern.refer_now_at or at
    concern.save()
    publish(ReferDecided(concern_id=concern.pk, children=places, basis="refer_now", decided_at=at, reasons=reason, at=at, now=now, by=by))
    if ask_supervision and not concern.supervisions.filter(withdrawn_at=None).exists():
        request_supervision(concern=concern, text=reason, at=at, by=by, now=now)
    return concern


@service
def dissent_and_refer(
    *,
    concern: Concern,
    children: Sequence[Person],
    reason: str,
    at: datetime,
    by: User,
    now: datetime,
    supervision: Supervision | None = None,
    authorities: Authorities | None = None,
) -> Dissent:
    """A manager said no, or nothing, and the practitioner is convinced: the referral goes, and the Head of Practice is told."""
    concern = guards.lock_concern(concern)
    guards.concern_must_stand(concern)
    if not may_dissent(by, concern, now):
        raise Denied("Only those who work on the case can do this.")
    _check_intention(concern, children, reason, at, now)
    places = by_authority(children=children, at=now, authorities=authorities or {})
    join_children(concern=concern, children=children, reason=reason, at=at, by=by, now=now)
    head = head_of_practice_reached(by, at).user
    dissent = Dissent(concern=concern, supervision=supervision, reason=reason, dissented_at=at, dissented_by=by, head_of_practice=head)
    dissent.save()
    open_duty(key="dissent-viewed", case=concern.case, subject=dissent, concern_id=concern.pk, event_at=at, owner=head, by=by, now=now)
    publish(
        ReferDecided(
            concern_id=concern.pk,
            children=places,
            basis="dissent",
            decided_at=at,
            reasons=reason,
            supervision_id=supervision.pk if supervision else None,
            dissent_id=dissent.pk,
            at=at,
            now=now,
            by=by,
        )
    )
    return dissent


def _check_intention(concern: Concern, children: Sequence[Person], reason: str, at: datetime, now: datetime) -> None:
    if not children:
        raise RuleRefused("P1-1", "Choose at least one child to refer.", field="children")
    guards.must_be_children_of(concern.case_id, children)
    guards.must_be_written(reason, "P12-1", "Write why you refer. A few words will do.", "reason")
    guards.must_not_be_later(at, now, "P55-2", "When you decided cannot be later than now.", "decided_at")


@service
def view_dissent(*, dissent: Dissent, view: str, at: datetime, by: User, now: datetime) -> Dissent:
    """The Head of Practice has looked and says what they think. The referral has gone already."""
    if not may_view_dissent(by, dissent, now):
        raise Denied("The Head of Practice or Assistant Director records a view.")
    guards.must_be_written(view, "P10-3", "Write your view.", "view")
    guards.must_not_be_later(at, now, "P55-2", "When you looked cannot be later than now.", "viewed_at")
    dissent = Dissent.objects.select_for_update(of=("self",)).select_related("concern__case").get(pk=dissent.pk)
    dissent.view, dissent.viewed_at, dissent.viewed_by = view, at, by
    dissent.save()
    discharge(key="dissent-viewed", subject=dissent, at=at, by=by, now=now)
    return dissent
