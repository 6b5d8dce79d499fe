"""Supervision: asked for, routed, held, signed; and what is passed on."""

from datetime import date, timedelta

import pytest

from cafcass_cases.cases.models import AccessGrant
from cafcass_cases.cases.rules import may_see_case
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused, StaleEdit
from safeguarding import services
from safeguarding.events import ReferDecided, SupervisionSigned
from safeguarding.models import Supervision, SupervisionAction
from safeguarding.services import ActionFacts, ChildDecision, ConnectedFacts
from safeguarding.services.supervision import TRANSITIONS, step
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import ASKED, HELD, full_record, neglect
from tests.safeguarding.test_logging import refused

pytestmark = pytest.mark.django_db


@pytest.mark.requirement("P9-1", "P10-1", "P27-2")
def test_asking_discharges_the_request_and_starts_the_clock_to_hold_it(concern, request_it, duties_of, manager):
    supervision = request_it(concern)
    (asked,) = duties_of(concern, "supervision-requested")
    (held,) = duties_of(concern, "supervision-held")
    assert (asked.ending, asked.ended_at) == ("done", ASKED)
    # Asking is not having: 4 clock hours by local default.
    assert (held.due_at, held.owner) == (london_time("2026-03-06 21:05"), manager)
    assert (supervision.asked_of, supervision.asked_capacity, supervision.gap) == (manager, "manager", False)


@pytest.mark.requirement("P9-1")
def test_asking_after_the_limit_is_done_late_whenever_it_is_typed(concern, request_it, duties_of):
    request_it(concern, at=NOW + timedelta(hours=24, minutes=1))
    assert duties_of(concern, "supervision-requested")[0].ending == "done_late"


def test_serious_harm_is_supervised_within_the_hour(log, request_it, duties_of):
    concern = log(serious=True)
    request_it(concern)
    assert duties_of(concern, "supervision-held")[0].due_at == ASKED + timedelta(hours=1)


@pytest.mark.requirement("F2.81-1")
def test_an_absent_managers_cover_is_asked(concern, request_it, manager, cover_manager, cover, duties_of):
    cover(manager, cover_manager)
    supervision = request_it(concern)
    assert (supervision.asked_of, supervision.asked_capacity) == (cover_manager, "cover")
    assert duties_of(concern, "supervision-held")[0].owner == cover_manager


@pytest.mark.requirement("F2.81-1")
def test_nobody_to_cover_is_the_head_of_practice_and_a_gap(concern, request_it, manager, head_of_practice, cover):
    cover(manager, None)
    supervision = request_it(concern, at=NOW + timedelta(minutes=5))
    assert (supervision.asked_of, supervision.gap) == (head_of_practice, True)


def test_whoever_is_asked_about_a_restricted_case_can_read_it(concern, family, request_it, manager, cover_manager, practitioner, cover):
    case = family.case
    with acting(by=None, now=NOW, reason="For a test"):
        case.is_restricted = True
        case.save()
        AccessGrant(case=case, user=practitioner, kind="named", reason="Holds it", starts_at=NOW).save()
    cover(manager, cover_manager)
    assert not may_see_case(cover_manager, case, NOW)
    request_it(concern)
    assert may_see_case(cover_manager, case, ASKED)


def test_it_is_asked_for_once(concern, request_it):
    request_it(concern)
    refused("supervision-waiting", request_it, concern=concern)


@pytest.mark.requirement("P10-1", "P55-2")
def test_a_request_says_what_is_to_be_decided(concern, request_it):
    refused("P10-1", request_it, concern=concern, text=" ")
    refused("P55-2", request_it, concern=concern, at=NOW + timedelta(hours=2), now=NOW)


def test_more_information_is_asked_for_and_answered_while_the_clock_runs(concern, request_it, manager, practitioner, duties_of):
    supervision = request_it(concern)
    when = {"at": ASKED + timedelta(minutes=5), "now": ASKED + timedelta(minutes=5)}
    refused("F2.81-2", services.ask_for_more, supervision=supervision, question="", by=manager, **when)
    question = services.ask_for_more(supervision=supervision, question="Who is with Ben tonight?", by=manager, **when)
    supervision.refresh_from_db()
    assert supervision.state == "more_asked"
    services.answer_more(supervision=supervision, answer="His grandmother.", by=practitioner, **when)
    supervision.refresh_from_db()
    question.refresh_from_db()
    assert (supervision.state, question.answer, question.answered_by) == ("requested", "His grandmother.", practitioner)
    assert duties_of(concern, "supervision-held")[0].is_open
    refused("supervision-state", services.answer_more, supervision=supervision, answer="More.", by=practitioner, **when)


@pytest.mark.requirement("P0-3")
def test_nobody_but_the_practitioner_changes_their_words(concern, request_it, manager, practitioner, hold):
    supervision = request_it(concern, analysis="Neglect, getting worse.")
    change = {"supervision": supervision, "text": "Do we refer?", "analysis": "Nothing to see.", "now": ASKED}
    refused("P0-3", services.change_request, **change, by=manager)
    services.change_request(**{**change, "analysis": "Neglect, and fear."}, by=practitioner)
    with pytest.raises(StaleEdit):
        services.change_request(**change, by=practitioner, version=1)
    hold(concern, supervision=supervision)
    refused("supervision-state", services.change_request, **change, by=practitioner)
    supervision.refresh_from_db()
    assert supervision.practitioner_analysis == "Neglect, and fear."


@pytest.mark.requirement("P0-3")
def test_a_manager_adds_a_comment_of_their_own(concern, manager, practitioner):
    comment = services.add_manager_comment(concern=concern, text="Well seen.", by=manager, now=NOW)
    assert comment.author == manager
    refused("P0-3", services.add_manager_comment, concern=concern, text="", by=manager, now=NOW)
    with pytest.raises(Denied):
        services.add_manager_comment(concern=concern, text="Mine.", by=practitioner, now=NOW)


@pytest.mark.requirement("P9-3")
def test_the_manager_writes_the_record_and_never_the_one_who_asked(concern, request_it, hold, practitioner, manager, other_practitioner):
    supervision = request_it(concern)
    for by in (practitioner, other_practitioner):
        with pytest.raises((Denied, RuleRefused)):
            hold(concern, supervision=supervision, by=by)
    assert hold(concern, supervision=supervision).held_by == manager


@pytest.mark.requirement("P9-3")
def test_a_manager_who_asked_does_not_answer_themselves(concern, request_it, hold, manager, head_of_practice):
    supervision = request_it(concern, by=manager)
    assert supervision.asked_of == head_of_practice
    refused("P9-3", hold, concern=concern, supervision=supervision, by=manager)
    refused("P9-3", services.sign_supervision, supervision=supervision, at=HELD, by=manager, now=HELD)
    assert hold(concern, supervision=supervision, by=head_of_practice).signed_by == head_of_practice


@pytest.mark.requirement("P9-2", "P9-3", "P10-2")
def test_held_and_signed_at_once_on_time(concern, request_it, hold, duties_of, manager, published):
    supervision = hold(concern, supervision=request_it(concern))
    assert (supervision.state, supervision.signed_by, supervision.signed_at) == ("signed", manager, HELD)
    endings = {key: duties_of(concern, key)[0].ending for key in ("supervision-held", "supervision-signed")}
    assert endings == {"supervision-held": "done", "supervision-signed": "done"}
    assert [event.supervision_id for event in published if isinstance(event, SupervisionSigned)] == [supervision.pk]
    # It stands on each child's own record, with the manager as author.
    assert {row.child.given_names for row in supervision.children.all()} == {"Alice", "Ben"}


@pytest.mark.requirement("P9-3")
def test_an_unsigned_record_is_late_after_a_working_day(concern, request_it, hold, duties_of, manager):
    supervision = hold(concern, supervision=request_it(concern), sign=False)
    (duty,) = duties_of(concern, "supervision-signed")
    assert (duty.due_at, duty.owner) == (london_time("2026-03-09 17:00"), manager)
    later = london_time("2026-03-09 17:30")
    services.sign_supervision(supervision=supervision, at=later, by=manager, now=later)
    duty.refresh_from_db()
    assert duty.ending == "done_late"


@pytest.mark.requirement("P9-2", "P10-2", "P10-3", "F2.81-2")
@pytest.mark.parametrize(
    ("rule", "blank"),
    [
        ("P9-2", "reflection"), ("P9-2", "agreed_harm"), ("P9-2", "agreed_action"), ("P10-3", "decision"), ("P10-3", "decision_reason"),
        ("F2.81-2", "nature"), ("F2.81-2", "risk"), ("F2.81-2", "where_now"), ("F2.81-2", "family_told"), ("F2.81-2", "parties_views"),
        ("F2.81-2", "court_notice"), ("F2.81-2", "share_plan"), ("F2.81-2", "future_work"),
    ],
)  # fmt: skip
def test_nothing_is_signed_with_a_point_left_blank_but_that_it_was_held_is_saved(concern, request_it, hold, family, rule, blank):
    children = [ChildDecision(child=family.alice, referred=True)]
    record = full_record(children=children, **{blank: ""})
    supervision = request_it(concern)
    assert len(refused(rule, hold, concern=concern, supervision=supervision, record=record).missing) == 1
    assert hold(concern, supervision=supervision, record=record, sign=False).state == "held"


@pytest.mark.requirement("P10-2")
def test_every_action_has_an_owner_and_a_date_before_it_is_signed(concern, request_it, hold, practitioner):
    supervision = request_it(concern)
    for action in (ActionFacts(what="Ring the GP", owner=practitioner), ActionFacts(what="Ring the GP", agreed_on=date(2026, 3, 10))):
        refusal = refused("P10-2", hold, concern=concern, supervision=supervision, actions=[action])
        assert refusal.missing == ("an owner and a date for “Ring the GP”",)


@pytest.mark.requirement("P24-3")
def test_domestic_abuse_asks_about_marac_before_a_referral_is_signed(log, family, request_it, hold):
    harm = services.HarmFacts(kind="domestic_abuse", standing="alleged", information_on=date(2026, 3, 6))
    concern = log(children=[neglect(family.alice, harms=[harm], cause=True)])
    supervision = request_it(concern)
    children = [ChildDecision(child=family.alice, referred=True)]
    refused("P24-3", hold, concern=concern, supervision=supervision, record=full_record(children=children))
    assert hold(concern, supervision=supervision, record=full_record(children=children, marac_agreed=False)).signed_at


@pytest.mark.requirement("P10-3", "P5-1")
def test_the_decision_is_passed_on_by_authority_when_recorded_not_when_signed(
    concern, request_it, hold, family, published, authority_x, authority_y
):
    connected = [ConnectedFacts(child=family.callum, answer="refer", reason="Visits at weekends.")]
    supervision = hold(concern, supervision=request_it(concern), connected=connected, sign=False)
    (decided,) = [event for event in published if isinstance(event, ReferDecided)]
    assert decided.children == {authority_x.pk: [family.alice.pk, family.ben.pk], authority_y.pk: [family.callum.pk]}
    assert (decided.decided_at, decided.basis, decided.supervision_id) == (HELD, "supervision", supervision.pk)
    # The signature passes nothing on a second time, and the referred connected child is part of the concern now.
    services.sign_supervision(supervision=supervision, at=HELD, by=supervision.held_by, now=HELD)
    assert len([event for event in published if isinstance(event, ReferDecided)]) == 1
    assert concern.children.get(child=family.callum).added_by_decision


@pytest.mark.requirement("P10-3")
@pytest.mark.parametrize("decision", ["not_refer", "more_first"])
def test_a_decision_not_to_refer_passes_nothing_on(concern, request_it, hold, published, decision):
    supervision = hold(concern, supervision=request_it(concern), record=full_record(decision=decision))
    assert [event for event in published if isinstance(event, ReferDecided)] == []
    assert (supervision.decision, supervision.state) == (decision, "signed")


@pytest.mark.requirement("P5-1")
def test_a_child_whose_authority_is_not_known_holds_up_neither_the_record_nor_the_others(
    concern, family, request_it, hold, published, authority_x, manager
):
    for detail in family.ben.contact_details.all():
        with acting(by=None, now=NOW, reason="For a test"):
            detail.to_on = date(2026, 3, 1)
            detail.save()
    for link in family.ben.relationships_from.filter(kind="lives_with"):
        with acting(by=None, now=NOW, reason="For a test"):
            link.to_on = date(2026, 3, 1)
            link.save()
    supervision = request_it(concern)
    refused("P5-1", hold, concern=concern, supervision=supervision)
    supervision = hold(concern, supervision=supervision, sign=False)
    (decided,) = [event for event in published if isinstance(event, ReferDecided)][-1:]
    assert decided.children == {authority_x.pk: [family.alice.pk]}
    children = [ChildDecision(child=family.alice, referred=True), ChildDecision(child=family.ben, referred=True, authority=authority_x)]
    hold(concern, supervision=supervision, record=full_record(children=children))
    (decided,) = [event for event in published if isinstance(event, ReferDecided)][-1:]
    assert decided.children == {authority_x.pk: [family.ben.pk]}


def test_supervision_that_nobody_asked_for_discharges_the_asking_too(concern, hold, duties_of):
    supervision = hold(concern)
    assert supervision.requested_at is None
    assert duties_of(concern, "supervision-requested")[0].ending == "done"
    assert duties_of(concern, "supervision-held") == []


def test_it_cannot_have_been_held_before_it_was_asked_for_or_in_the_future(concern, request_it, hold):
    supervision = request_it(concern)
    refused("P9-2", hold, concern=concern, supervision=supervision, held_at=ASKED - timedelta(minutes=1), now=HELD)
    refused("P55-2", hold, concern=concern, supervision=supervision, held_at=HELD, now=ASKED)


def test_a_later_signed_record_supersedes_the_earlier(concern, request_it, hold):
    first = hold(concern, supervision=request_it(concern), record=full_record(decision="more_first"))
    again = request_it(concern, at=HELD + timedelta(hours=1))
    second = hold(concern, supervision=again, held_at=HELD + timedelta(hours=2))
    first.refresh_from_db()
    assert (first.state, first.superseded_by) == ("superseded", second)


def test_a_signed_record_is_edited_no_more(concern, request_it, hold):
    supervision = hold(concern, supervision=request_it(concern))
    refused("supervision-state", hold, concern=concern, supervision=supervision)


def test_two_managers_editing_meet(concern, request_it, hold):
    supervision = hold(concern, supervision=request_it(concern), sign=False)
    with pytest.raises(StaleEdit):
        hold(concern, supervision=supervision, sign=False, version=supervision.version - 1)


@pytest.mark.parametrize("state", Supervision.State.values)
@pytest.mark.parametrize("event", ["ask", "answer", "hold", "sign", "supersede"])
def test_every_step_that_the_table_does_not_know_is_refused(state, event):
    supervision = Supervision(state=state)
    if (state, event) in TRANSITIONS:
        step(supervision, event)
        assert supervision.state == TRANSITIONS[state, event]
    else:
        refused("supervision-state", step, supervision=supervision, event=event)


def test_an_action_taken_out_before_signing_is_withdrawn_and_a_new_date_moves_its_clock(concern, request_it, hold, practitioner, duties_of):
    supervision = hold(concern, supervision=request_it(concern), sign=False)
    action = supervision.actions.get()
    moved = ActionFacts(what="See the school", owner=practitioner, agreed_on=date(2026, 3, 13), action_id=str(action.pk))
    hold(concern, supervision=supervision, actions=[moved], sign=False)
    (open_duty,) = [duty for duty in duties_of(concern, "action") if duty.is_open]
    assert open_duty.due_at == london_time("2026-03-13 23:59").replace(second=59)
    hold(concern, supervision=supervision, actions=[], sign=False)
    action.refresh_from_db()
    assert (action.state, bool(action.withdrawn_at)) == (SupervisionAction.State.WITHDRAWN, True)
    assert [duty for duty in duties_of(concern, "action") if duty.is_open] == []
