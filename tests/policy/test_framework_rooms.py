"""The framework of 2007 over the rooms that the policy built: what it asks beyond the policy, each proved where it is done."""

from datetime import date

import pytest

from cafcass_cases.accounts.records_check import is_records_check_overdue, records_check_words
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from referrals import services as referrals
from referrals.covering import ROLE
from safeguarding import services as safeguarding
from safeguarding.presenting import standing_words
from safeguarding.selectors import whole_of
from situations.offenders.models import Offender
from tests.cast import london_time
from tests.referrals.conftest import call, refer  # noqa: F401
from tests.safeguarding.conftest import concern, hold, log, request_it  # noqa: F401

pytestmark = pytest.mark.django_db
EVENING = london_time("2026-03-06 19:00")


def refused(rule, act, **more):
    with pytest.raises(RuleRefused) as caught:
        act(**more)
    assert caught.value.rule == rule
    return caught.value


@pytest.fixture
def ask_authority(practitioner):
    """``ask_authority(concern, plan=…)``: the duty worker answered."""

    def run(concern, **changes):
        facts = {
            "source": "authority", "who": "Duty worker", "result": "contacted", "method": "telephone", "question": "What do you know?",
            "answer": "The family is known.", "happened_at": EVENING,
        }  # fmt: skip
        return safeguarding.record_enquiry(**{**facts, "concern": concern, "by": practitioner, "now": EVENING, **changes})

    return run


# ---- a concern


@pytest.mark.requirement("F2.67-1", "F2.67-2", "F2.78-1")
def test_what_harm_and_significant_harm_are_stands_where_they_are_chosen():
    from safeguarding.forms.logging import ChildForm

    harms, threshold = (" ".join(str(ChildForm.base_fields[name].hint).split()) for name in ("harms", "threshold"))
    assert "seeing or hearing somebody else ill-treated" in harms
    assert "Constant low-level harm may do more damage than one grave event" in harms
    assert "compare health and development with what is to be expected of a similar child" in threshold


@pytest.mark.requirement("F2.73-1")
def test_a_concern_says_whether_earlier_ones_stand_unreported_or_unresolved(log, family):
    first = log()
    assert standing_words(first) == "New: no earlier concern about these children"
    later = {name: london_time("2026-03-07 09:00") for name in ("reached_us_at", "recognised_at", "now")}
    second = log(**later)
    assert standing_words(second) == f"{first.reference}: unresolved"
    first.completed_at = london_time("2026-03-06 20:00")
    whole_of(second).earlier[0].completed_at = first.completed_at
    assert standing_words(second) == f"{first.reference}: completed, not referred then: unreported"


@pytest.mark.requirement("F2.74-1")
def test_whoever_asks_is_told_that_it_is_not_for_us_to_investigate(sign_in, at_now, practitioner, concern):
    page = sign_in(practitioner).get(f"/concerns/{concern.pk}/record-enquiry/").content.decode()
    assert "it is not for us to investigate" in page


@pytest.mark.requirement("F2.83-1")
def test_a_referral_without_a_talk_first_leaves_the_manager_to_be_told_within_a_day(log, family, practitioner):
    at = london_time("2026-03-06 16:45")
    one = log()
    safeguarding.refer_now(concern=one, children=[family.ben], reason="It cannot wait.", at=at, by=practitioner, now=at)
    duty = Duty.objects.get(key="supervision-requested", concern_id=one.pk)
    assert duty.is_open
    assert duty.due_at <= london_time("2026-03-07 16:45")
    safeguarding.request_supervision(concern=one, text="I referred Ben at once.", at=at, by=practitioner, now=at)
    assert Duty.objects.get(pk=duty.pk).ending == "done"


@pytest.mark.requirement("F2.85-2")
def test_an_authority_that_answers_is_asked_afresh_about_a_protection_plan(ask_authority, concern):
    assert refused("F2.85-2", ask_authority, concern=concern).field == "plan"
    assert refused("F2.85-2", ask_authority, concern=concern, plan="now").field == "plan_detail"
    needed = "whether a child has a child protection plan, from the local authority"
    assert needed in [item.phrase for item in safeguarding.what_stands_open(concern)]
    ask_authority(concern, plan="now", plan_detail="Ben, since January: neglect.")
    assert needed not in [item.phrase for item in safeguarding.what_stands_open(concern)]


@pytest.mark.requirement("F2.87-3")
def test_a_child_left_alone_says_what_is_done_and_who_was_called(log):
    assert refused("F2.87-3", log, left_alone=True).field == "left_alone_note"
    assert log(left_alone=True, left_alone_note="The police, at 16:30.").pk


@pytest.mark.requirement("F2.87-4")
def test_what_child_and_carers_are_told_is_agreed_in_the_call_and_owed_until_it_is_recorded(refer, call, practitioner):
    from referrals.forms.referrals import RecordCallForm

    assert "what the child and the carers are told, by whom and when" in RecordCallForm.base_fields["summary"].hint
    referral = refer(basis="refer_now")
    call(referral, "2026-03-06 18:20")
    referrals.record_written_referral(
        referral=referral, sent_at=None, method="email", sent_to="Duty team", content={"analysis": "Now."}, by=practitioner, now=EVENING
    )
    assert Duty.objects.get(key="parents-informed", subject_id=referral.pk).is_open


# ---- a referral


def letter_of(referral, by):
    writing = referrals.write_referral(referral=referral, content={}, by=by, now=EVENING)
    return " ".join(preview(kind=referral.document_kind, subject=writing, by=by, now=EVENING)[0].text.split())


@pytest.mark.requirement("F2.61-1", "F2.65-1", "FR2-1", "F3.90-1")
def test_each_type_has_its_covering_letter_with_level_and_nature_of_the_concern(refer, practitioner):
    text = letter_of(refer(), practitioner)
    assert "Covering letter (a)" in text
    assert "section 47 of the Children Act 1989" in text
    assert "Level of concern Alice Dawson" in text
    assert "Nature of the concern" in text
    assert ROLE in text


@pytest.mark.requirement("F2.61-1", "F2.65-1", "FR2-1")
@pytest.mark.parametrize(("changes", "key", "words"), [
    ({"sought": "section_17"}, "b", "under section 17 of the Children Act 1989"), ({"kind": "early_help"}, "c", "We do not report harm"),
])  # fmt: skip
def test_a_child_in_need_and_a_childs_welfare_have_letters_of_their_own(refer, practitioner, changes, key, words):
    referral = refer(**changes)
    referral.significant_harm = False
    from referrals.covering import covering_of

    assert (covering_of(referral, []).key, words in covering_of(referral, []).words) == (key, True)


@pytest.mark.requirement("F2.65-1", "F2.65-2")
def test_an_urgent_letter_says_that_it_goes_before_everything_is_known(refer, practitioner):
    text = letter_of(refer(basis="refer_now"), practitioner)
    assert "This goes before we have full information" in text
    assert "School or nursery" in text


@pytest.mark.requirement("F2.63-2", "F2.63-4")
def test_help_needs_the_children_and_in_live_proceedings_the_court(refer, call, practitioner, manager):
    referral = refer(kind="early_help")
    call(referral, "2026-03-06 18:20")

    def send():
        referral.refresh_from_db()
        return referrals.record_written_referral(
            referral=referral,
            sent_at=None,
            method="email",
            sent_to="Duty team",
            must_go_now="They wait.",
            content={"analysis": "Now."},
            by=practitioner,
            now=EVENING,
        )

    def consent(**given):
        referrals.record_consent(
            referral=referral, consent_by="The mother", how="in writing", consent_at=EVENING, by=practitioner, now=EVENING, **given
        )

    consent()
    refused("F2.63-4", send)
    consent(consent_children="Both want it.")
    refused("F2.63-2", send)
    consent(consent_children="Both want it.", consent_court="District Judge Grey, 5 March 2026")
    assert send().is_sent


@pytest.mark.requirement("F2.63-3")
def test_a_refusal_asks_whether_losing_the_help_could_bring_significant_harm(refer, practitioner):
    referral = refer(kind="early_help")

    def refuse(**given):
        return referrals.record_refusal(
            **{
                "referral": referral,
                "refused_by": "The mother",
                "harm": True,
                "reason": "Ben is not fed.",
                "refused_at": EVENING,
                "by": practitioner,
                "now": EVENING,
                **given,
            }
        )

    assert refused("F2.63-3", refuse, harm=None).field == "harm"
    assert refused("F2.63-3", refuse, reason=" ").field == "reason"
    assert refuse().refused_harm
    assert Duty.objects.filter(key="supervision-requested", concern_id=referral.concern_id, ended_at=None).exists()


@pytest.mark.requirement("F2.63-3")
def test_the_refusal_on_its_page(sign_in, at_now, refer, practitioner):
    from cafcass_cases.ui.testing import local_time

    referral = refer(kind="early_help", at=london_time("2026-03-06 16:30"))
    given = {"refused_by": "The mother", "harm": "no", "reason": "An aunt helps.", **local_time("refused_at", "2026-03-06 16:35")}
    client = sign_in(practitioner)
    assert client.post(f"/referrals/{referral.pk}/record-refusal/", given).status_code == 302
    assert "An aunt helps." in client.get(f"/referrals/{referral.pk}/").content.decode()


@pytest.mark.requirement("F2.100-1")
def test_a_social_worker_who_has_the_child_is_sent_a_copy(refer, call, practitioner):
    from referrals.forms.referrals import MarkSentForm

    assert "has_social_worker" in MarkSentForm.base_fields
    referral = refer(basis="refer_now")
    call(referral, "2026-03-06 18:20")
    sent = referrals.record_written_referral(
        referral=referral,
        sent_at=None,
        method="email",
        sent_to="Duty team",
        content={"analysis": "Now."},
        copied_to_social_worker=True,
        by=practitioner,
        now=EVENING,
    )
    assert sent.copied_to_social_worker is True


# ---- people


@pytest.mark.requirement("F3.12-1")
def test_mappa_has_its_categories_and_not_known_is_one():
    words = dict(Offender.Category.choices)
    assert [words[key] for key in ("1", "2", "3", "")] == [
        "Category 1: registered sexual offender", "Category 2: violent or other sexual offender", "Category 3: other dangerous offender", "Not known",
    ]  # fmt: skip


@pytest.mark.requirement("F4.27-1")
def test_the_criminal_records_check_of_staff_is_due_again_after_three_years(practitioner, administrator, sign_in, at_now):
    practitioner.records_checked_on = date(2023, 3, 6)
    assert not is_records_check_overdue(practitioner, london_time("2026-03-06 12:00"))
    assert is_records_check_overdue(practitioner, london_time("2026-03-07 00:01"))
    assert records_check_words(practitioner, london_time("2026-03-07 12:00")) == "6 March 2023; again by 6 March 2026: overdue"
    from cafcass_cases.accounts.services import change_user

    change_user(user=practitioner, records_checked_on=date(2022, 6, 1), by=administrator, now=at_now)
    client = sign_in(administrator)
    assert "again by 1 June 2025: overdue" in client.get(f"/staff/{practitioner.pk}/").content.decode()
    assert "(records check overdue)" in client.get("/staff/").content.decode()


@pytest.mark.requirement("F1.24-1")
def test_a_case_says_its_tier_of_need_and_the_court_role(sign_in, at_now, family, practitioner):
    from cafcass_cases.cases.tiers import tier_of

    case = family.case
    page = sign_in(practitioner).get(f"/cases/{case.pk}/").content.decode()
    assert "Tier 2, vulnerable" in page
    case.rule_16_4 = True
    assert tier_of(case).number == 3
    case.law = "public"
    assert (tier_of(case).number, tier_of(case).role) == (4, "Children’s Guardian")


@pytest.mark.requirement("F2.112-1")
def test_a_request_to_be_heard_is_bold_names_the_child_and_carries_the_times(family, practitioner):
    from situations.advice import services as advising

    moment = {"by": practitioner, "now": EVENING}
    facts = advising.ChildAdviceFacts(child=family.ben, reason="He is afraid.", frameworks=["policy"], times=[])
    advice = advising.record_advice(case=family.case, kind="section_7", children=[facts], **moment)
    given = {
        "advice": advice,
        "children": [family.ben],
        "reason": "He is locked in.",
        "availability": "3 to 7 June, mornings.",
        "attends": True,
        **moment,
    }
    for field, nothing in (("children", []), ("reason", " "), ("availability", " "), ("attends", None), ("not_attending_reason", "")):
        changed = {"attends": False, field: nothing} if field == "not_attending_reason" else {field: nothing}
        assert refused("F2.112-1", advising.ask_to_be_heard, **{**given, **changed}).field == field
    request = advising.ask_to_be_heard(**given)
    page, _ = preview(kind="request-to-be-heard", subject=request, by=practitioner, now=EVENING)
    bold = page.html.partition("<strong>")[2].partition("</strong>")[0]
    assert "I ask it to hear me first" in bold
    assert "Ben Dawson" in bold
    assert "He is locked in." in bold
    assert "3 to 7 June, mornings." in page.text


@pytest.mark.requirement("F3.13-1")
def test_whether_mappa_should_know_is_always_considered_with_a_manager(family, practitioner, manager):
    from situations.offenders import services as offenders

    moment = {"by": practitioner, "now": EVENING}
    offender = offenders.record_offender(
        case=family.case, person=family.father, registered="no", mappa="no", source="He said so.", known_at=EVENING, **moment
    )
    duty = Duty.objects.get(key="mappa-considered")
    assert duty.is_open
    given = {
        "offender": offender,
        "sought": False,
        "reason": "Nobody is at risk now.",
        "manager": manager,
        "considered_at": EVENING,
        **moment,
    }
    for field, nothing in (("sought", None), ("reason", " "), ("manager", None), ("manager", practitioner)):
        assert refused("F3.13-1", offenders.consider_mappa, **{**given, field: nothing}).field == field
    offenders.consider_mappa(**given)
    assert Duty.objects.get(pk=duty.pk).ending == "done"


@pytest.mark.requirement("F1.22-1")
def test_checks_are_not_asked_for_without_saying_why_they_are_lawful_necessary_and_proportionate(family, practitioner):
    from screening.checks import services as checks

    moment = {"by": practitioner, "now": EVENING}
    extended = checks.add_extended_checks(
        case=family.case, person=family.father, bodies=["health"], reason="He told of an illness.", **moment
    )
    checks.record_consent(person=family.father, checks=extended, answer="given", answered_at=EVENING, signed_as="Mark Dawson", **moment)
    asking = {"case": family.case, "checks": extended, "requested_at": EVENING, "method": "letter", **moment}
    with pytest.raises(RuleRefused, match="lawful, necessary and proportionate") as caught:
        checks.request_checks(basis=" ", **asking)
    assert caught.value.field == "basis"
    assert checks.request_checks(basis="Lawful by his consent, necessary for Ben, and no more than that.", **asking).pk


@pytest.mark.requirement("F1.13-1")
def test_one_director_answers_for_safeguarding_and_a_vacant_post_is_said(sign_in, at_now, administrator, practitioner, assistant_director):
    from cafcass_cases.accounts.models import DirectorPost
    from cafcass_cases.accounts.services import set_director_post

    client = sign_in(administrator)
    page = client.get("/posts/").content.decode()
    assert "Director with safeguarding responsibility" in page
    assert "Nobody" in page
    moment = {"by": administrator, "now": at_now}
    assert refused("F4.13", set_director_post, post="safeguarding", holder=practitioner, **moment).field == "holder"
    set_director_post(post="safeguarding", holder=assistant_director, **moment)
    assert DirectorPost.objects.get(post="safeguarding", ends_at=None).holder == assistant_director
    assert "Ada Director" in client.get("/posts/").content.decode()
