"""The safeguarding letter: what it holds, whom it may not reach, and when it is owed (FPR PD12B, policy 31, framework 3.84)."""

from datetime import date

import pytest

from cafcass_cases.cases import services as cases
from cafcass_cases.core import clock
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import preview
from cafcass_cases.duties.models import Duty
from referrals import services as referrals
from screening.checks.events import CheckReviewed
from screening.checks.models import Check
from screening.letters import services
from screening.letters.contents import letter_missing
from screening.letters.documents import COVERING_NOTE, PARTY_COPY
from screening.letters.models import LetterCopy, SafeguardingLetter
from screening.letters.reactions import tell_what_came_late
from tests.cast import london_time, save
from tests.safeguarding.conftest import concern, log  # noqa: F401

pytestmark = pytest.mark.django_db
AT = london_time("2026-03-03 10:00")
TALK = {
    "result": "spoken",
    "is_safe": True,
    "how": "telephone",
    "was_alone": True,
    "said_children": "He shouts at Ben.",
    "explained": True,
    "explained_words": "She agrees.",
    "happened_at": AT,
}


@pytest.fixture
def letter(family, practitioner):
    return services.begin_letter(case=family.case, at=AT, by=practitioner, now=AT)


@pytest.fixture
def written(letter, practitioner):
    return services.write_letter(
        letter=letter, issues="Ms Hartley alleges that Mr Dawson shouts at night.", risk="Ben is frightened.", further_work=True,
        further_words="A section 7 report by 1 June.", advice="A fact-finding hearing may be needed.", by=practitioner, now=AT,
    )  # fmt: skip


@pytest.fixture
def talk(family, practitioner):
    def run(person=None, **changes):
        return services.record_interview(case=family.case, person=person or family.mother, by=practitioner, now=AT, **{**TALK, **changes})

    return run


def issue(letter, by, **more):
    return services.issue_letter(letter=letter, by=by, now=AT, **more)


def copy_of(letter, person=None):
    return LetterCopy.objects.get(letter=letter, person=person)


def words(letter, by, person=None):
    """What this reader's copy says."""
    from screening.letters.documents import key_of

    copy = copy_of(letter, person)
    with clock.simulated(AT):
        return " ".join(preview(kind=key_of(copy), subject=copy, by=by, now=AT)[0].text.split())


def duty(key):
    return Duty.objects.get(key=key)


def check(family, **changes):
    return save(Check(**{"case": family.case, "person": family.father, "kind": "police_1", "needed_at": AT, **changes}))


# ---- when it is owed


def test_it_is_owed_three_working_days_before_the_hearing_and_moves_with_it(family, letter, practitioner):
    # Thursday 12 March; three working days before is Monday 9 March, at the close of business.
    assert duty("safeguarding-letter").due_at == london_time("2026-03-09 17:00")
    cases.move_hearing(hearing=family.hearing, starts_at=london_time("2026-03-19 10:00"), by=practitioner, now=AT)
    assert duty("safeguarding-letter").due_at == london_time("2026-03-16 17:00")


def test_the_number_of_days_is_a_local_default(family, practitioner, administrator):
    from cafcass_cases.policy.services import change_local_default

    change_local_default(
        setting="SAFEGUARDING_LETTER",
        value=5,
        unit="working_days",
        reason="The court asks.",
        by=administrator,
        now=london_time("2026-03-02 09:00"),
    )
    services.begin_letter(case=family.case, at=AT, by=practitioner, now=AT)
    assert duty("safeguarding-letter").due_at == london_time("2026-03-05 17:00")


def test_a_hearing_listed_at_short_notice_makes_it_due_before_the_hearing(family, practitioner):
    cases.move_hearing(hearing=family.hearing, starts_at=london_time("2026-03-04 10:00"), by=practitioner, now=AT)
    services.begin_letter(case=family.case, at=AT, by=practitioner, now=AT)
    assert duty("safeguarding-letter").due_at == london_time("2026-03-04 10:00")


def test_sending_it_ends_the_duty_and_late_stays_late(written, practitioner):
    late = london_time("2026-03-10 09:00")
    services.issue_letter(letter=written, by=practitioner, now=late)
    services.send_letter(letter=written, sent_at=late, method="portal", by=practitioner, now=late)
    assert duty("safeguarding-letter").ending == "done_late"


def test_there_is_one_letter_in_hand(letter, family, practitioner):
    assert services.begin_letter(case=family.case, at=AT, by=practitioner, now=AT) == letter


# ---- what it holds


def test_it_tells_checks_talks_findings_and_what_is_outstanding(written, family, practitioner, talk):
    talk()
    check(family, state="reviewed", result="information", findings={"Cautions": "Common assault, 2019"}, requested_at=AT)
    check(family, person=family.mother, state="requested", requested_at=AT)
    text = words(written, practitioner)
    for expected in (
        "He shouts at Ben.", "Common assault, 2019", "Still outstanding when this was written", "Jane Hartley", "Mark Dawson has not been spoken to",
        "A section 7 report by 1 June.", "A fact-finding hearing may be needed.", "12 March 2026 at 10:00", "Alice Dawson",
    ):  # fmt: skip
        assert expected in text
    assert {"A talk with Mark Dawson", "Police, level 1, Jane Hartley: requested"} <= {gap.text for gap in letter_missing(written, AT)}


def test_it_tells_answers_in_an_order_that_can_be_read_and_nothing_of_how_our_own_records_were_searched(written, family, practitioner):
    found = {"MAPPA or MARAC": "Nothing held", "Criminal records": "One caution, 2019", "Domestic abuse incidents": "Two call-outs"}
    check(family, state="reviewed", result="information", findings=found, analysis="A pattern.", requested_at=AT)
    searched = {"Searched for": "Mark Dawson; born 30 September 1987", "Candidates in other cases": "None"}
    for person in (family.father, family.mother):
        check(family, person=person, kind="own_records", state="reviewed", result="nothing", findings=searched, requested_at=AT)
    text = words(written, practitioner)
    assert "Jane Hartley, Mark Dawson Nothing held." in text
    for inner in ("Searched for", "30 September 1987", "Candidates in other cases", "Information came"):
        assert inner not in text
    assert (
        text.index("Criminal records: One caution")
        < text.index("Domestic abuse incidents")
        < text.index("MAPPA or MARAC")
        < text.index("A pattern.")
    )


@pytest.mark.requirement("P57-1")
def test_it_names_what_policy_asks_for_before_advice_goes_to_the_court(written, family):
    check(family, state=Check.State.RECEIVED)
    (gap,) = [gap for gap in letter_missing(written, AT) if gap.rule == "P57-1"]
    assert "Review what the police sent about" in gap.text


def test_it_is_never_held_up_by_what_is_outstanding_but_an_empty_one_is_no_letter(letter, family, practitioner):
    check(family)
    with pytest.raises(RuleRefused, match="Complete what is missing"):
        issue(letter, practitioner)
    services.write_letter(letter=letter, advice="Adjourn.", by=practitioner, now=AT)
    assert issue(letter, practitioner).issued_at == AT


def test_it_is_issued_to_the_court_and_to_each_party_with_the_courts_type(written, family, practitioner):
    issue(written, practitioner)
    kinds = list(IssuedDocument.objects.order_by("recipient_name").values_list("kind", "court_type", "recipient_kind"))
    assert sorted(kinds) == sorted([
        ("safeguarding-letter", "Safeguarding_Letter", "court"), (PARTY_COPY, "", "applicant"), (PARTY_COPY, "", "respondent"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "court_type"), [("returner", "Safeguarding_Letter_Returner"), ("shorter", "Safeguarding_Letter_Shorter_Template")]
)
def test_other_forms_have_types_of_their_own(written, practitioner, kind, court_type):
    services.write_letter(letter=written, kind=kind, advice="Adjourn.", by=practitioner, now=AT)
    issue(written, practitioner)
    assert IssuedDocument.objects.get(recipient_kind="court").court_type == court_type


def test_what_was_issued_stays_as_it_went(written, family, practitioner, talk):
    issue(written, practitioner)
    talk()
    written.refresh_from_db()
    assert written.assembled["interviews"] == []
    with pytest.raises(RuleRefused, match="Write an update"):
        services.write_letter(letter=written, advice="Else.", by=practitioner, now=AT)


def test_a_result_that_comes_late_makes_an_update_owed(written, family, practitioner):
    issue(written, practitioner)
    late = check(family, state="reviewed", result="nothing", reviewed_at=AT)
    at = london_time("2026-03-04 09:00")
    tell_what_came_late(CheckReviewed(case_id=family.case.pk, check_id=late.pk, conclusion="no_concern", at=at, now=at, by=practitioner))
    update = SafeguardingLetter.objects.get(kind="update")
    assert update.updates == written
    assert "Police, level 1" in update.because
    assert duty("safeguarding-letter-update").due_at == london_time("2026-03-05 17:00")
    services.issue_letter(letter=update, by=practitioner, now=at)
    services.send_letter(letter=update, sent_at=at, method="portal", by=practitioner, now=at)
    assert duty("safeguarding-letter-update").ending == "done"
    assert IssuedDocument.objects.get(subject_id=copy_of(update).pk).court_type == "Safeguarding_Letter_Update"


# ---- the 16A goes by itself


@pytest.mark.requirement("P31-1")
@pytest.mark.parametrize("field", ["issues", "advice"])
def test_a_16as_text_or_heading_is_refused(written, concern, practitioner, field):
    passage = "Ben has been locked in the dark at night and is at risk of suffering significant harm again if he returns."
    referrals.draft_16a(concern=concern, content={"concerns": passage}, by=practitioner, now=london_time("2026-03-06 16:45"))
    for text in (f"As I wrote: {passage.replace(' ', '  ')}", "Section 16A risk assessment\nBen is at risk."):
        services.write_letter(letter=written, **{"issues": "Shouting.", field: text}, by=practitioner, now=AT)
        with pytest.raises(RuleRefused) as refused:
            issue(written, practitioner)
        assert refused.value.rule == "P31-1"
    services.write_letter(letter=written, issues="A section 16A risk assessment was sent to the court on 6 March.", by=practitioner, now=AT)
    assert issue(written, practitioner).issued_at


@pytest.mark.requirement("P31-1", "P31-2")
def test_only_a_courts_order_lets_it_in_and_is_cited_with_date_and_judge(written, family, practitioner):
    order = cases.record_order(case=family.case, kind="One document", made_on=date(2026, 3, 2), by=practitioner, now=AT)
    services.write_letter(letter=written, issues="Section 16A risk assessment\nBen is at risk.", by=practitioner, now=AT)
    with pytest.raises(RuleRefused, match="Enter the judge"):
        issue(written, practitioner, combined_order=order)
    written = issue(written, practitioner, combined_order=order, combined_judge="District Judge Grey")
    assert "The court ordered on 2 March 2026 (District Judge Grey)" in words(written, practitioner)


# ---- what may not be told


@pytest.fixture
def hidden(family, practitioner):
    cases.record_contact_detail(
        person=family.mother, kind="address", value="12 Secret Terrace, Leeds", postcode="LS1 4ZZ", confidentiality="confidential", withheld_from=["respondent"],
        by=practitioner, now=AT,
    )  # fmt: skip


@pytest.mark.requirement("F2.60-5", "F3.81-1")
def test_the_guard_reads_every_copy(written, family, hidden, practitioner):
    services.write_letter(letter=written, issues="She now lives at 12 Secret Terrace.", by=practitioner, now=AT)
    with pytest.raises(RuleRefused) as refused:
        issue(written, practitioner)
    assert refused.value.rule == "confidential"


@pytest.mark.requirement("F2.60-5")
def test_a_check_that_would_tell_where_somebody_lives_is_left_out(written, family, practitioner):
    check(family, person=family.mother, kind="authority", is_place_confidential=True, state="requested", requested_at=AT)
    assert "Local authority" not in words(written, practitioner)
    assert any("may not be disclosed" in gap.text for gap in letter_missing(written, AT))


@pytest.fixture
def withheld(written, family, practitioner):
    return services.propose_withholding(
        letter=written,
        person=family.father,
        reason="He would come for her.",
        directions_asked="That he is not shown the letter.",
        by=practitioner,
        now=AT,
    )


def agree(copy, manager, answer=True):
    return services.decide_withholding(copy=copy, agree=answer, reason="The police say so.", by=manager, now=AT)


def ask(copy, by):
    return services.ask_court(copy=copy, legal_advice="Ask at once.", asked_at=AT, by=by, now=AT)


@pytest.mark.requirement("F3.84-1")
def test_withheld_it_goes_to_the_court_alone_and_waits_for_its_directions(withheld, family, practitioner, manager):
    letter = issue(withheld.letter, practitioner)
    court = IssuedDocument.objects.get(kind="safeguarding-letter")
    assert (court.court_alone, court.court_alone_reasons) == (True, "He would come for her.")
    assert copy_of(letter, family.mother).document_id
    assert copy_of(letter, family.father).document_id is None
    for step in (lambda: None, lambda: agree(withheld, manager), lambda: ask(withheld, practitioner)):
        step()
        with pytest.raises(RuleRefused) as refused:
            services.issue_copy(copy=withheld, by=practitioner, now=AT)
        assert refused.value.rule == "F3.84-1"
    note = IssuedDocument.objects.get(kind=COVERING_NOTE)
    assert (note.court_alone, note.court_type) == (True, "Correspondence")
    services.record_directions(
        copy=withheld, directions="release", words="HHJ Reed, 4 March: serve it.", directed_at=AT, by=practitioner, now=AT
    )
    assert services.issue_copy(copy=withheld, by=practitioner, now=AT).document_id


@pytest.mark.requirement("F3.84-1")
def test_the_manager_decides_and_nothing_is_kept_without_reasons_legal_advice_and_the_court(
    withheld, written, family, practitioner, manager
):
    with pytest.raises(Denied):
        agree(withheld, practitioner)
    with pytest.raises(RuleRefused, match="A manager decides first"):
        ask(withheld, practitioner)
    agree(withheld, manager)
    assert duty("letter-withholding").ending == "done"
    with pytest.raises(RuleRefused, match="Cafcass Legal"):
        services.ask_court(copy=withheld, legal_advice=" ", asked_at=AT, by=practitioner, now=AT)
    assert duty("letter-directions").is_open
    ask(withheld, practitioner)
    assert duty("letter-directions").ending == "done"
    for missing in ("reason", "directions_asked"):
        with pytest.raises(RuleRefused) as refused:
            services.propose_withholding(
                letter=written,
                person=family.mother,
                **{"reason": "Why.", "directions_asked": "Which.", missing: " "},
                by=practitioner,
                now=AT,
            )
        assert refused.value.field == missing


@pytest.mark.requirement("F3.84-1")
def test_what_the_manager_does_not_withhold_goes_and_a_part_is_left_out_as_the_court_directs(
    withheld, written, family, practitioner, manager
):
    agree(withheld, manager, answer=False)
    issue(written, practitioner)
    assert copy_of(written, family.father).document_id
    part = services.propose_withholding(
        letter=written,
        person=family.mother,
        reason="It tells who spoke.",
        directions_asked="To leave it out.",
        parts=["risk"],
        by=practitioner,
        now=AT,
    )
    agree(part, manager)
    ask(part, practitioner)
    services.record_directions(copy=part, directions="withhold", words="HHJ Reed: leave it out.", directed_at=AT, by=practitioner, now=AT)
    services.issue_copy(copy=part, by=practitioner, now=AT)
    assert "Ben is frightened." not in words(written, practitioner, family.mother)
    assert "Ben is frightened." in words(written, practitioner)


# ---- talks with the parties


@pytest.mark.requirement("F2.60-6", "F3.62-1")
@pytest.mark.parametrize(
    ("changes", "field"),
    [({"is_safe": None}, "is_safe"), ({"is_safe": False}, "safe_words"), ({"was_alone": None}, "was_alone"), ({"was_alone": False}, "not_alone_reason"),
     ({"said_children": ""}, "said_children"), ({"explained": None}, "explained"), ({"explained_words": ""}, "explained_words"), ({"result": "not_reached"}, "reason")],
)  # fmt: skip
def test_what_a_talk_must_say(talk, changes, field):
    with pytest.raises(RuleRefused) as refused:
        talk(**changes)
    assert refused.value.field == field


def test_that_it_was_unsafe_to_ring_is_not_told_in_the_letter(written, family, practitioner, talk):
    talk(family.father, result="unsafe", is_safe=False, safe_words="He listens in.", reason="He has her telephone.")
    text = words(written, practitioner)
    assert "listens" not in text
    assert "telephone" not in text


# ---- in a browser


def test_the_forms_of_the_letter(sign_in, at_now, family, practitioner, manager):
    from cafcass_cases.ui.testing import local_time

    client, base = sign_in(practitioner), f"/cases/{family.case.pk}"
    assert "Not begun" in client.get(f"{base}/screening/").content.decode()
    assert client.post(f"{base}/safeguarding-letter/begin/").status_code == 302
    letter = SafeguardingLetter.objects.get()
    spoken = {
        "person": str(family.mother.pk),
        "is_safe": "yes",
        "result": "spoken",
        "how": "telephone",
        "said_children": "Ben is afraid.",
        **local_time("happened_at", "2026-03-06 15:00"),
    }
    assert client.post(f"{base}/record-interview/", spoken).status_code == 422
    assert (
        client.post(
            f"{base}/record-interview/", {**spoken, "was_alone": "yes", "explained": "yes", "explained_words": "She agrees."}
        ).status_code
        == 302
    )
    one = f"/safeguarding-letters/{letter.pk}"
    assert (
        client.post(
            f"{one}/write/", {"kind": "letter", "issues": "Shouting.", "further_work": "no", "version": str(letter.version)}
        ).status_code
        == 302
    )
    page = client.get(f"{base}/safeguarding-letter/").content.decode()
    assert all(
        expected in page
        for expected in ("Ben is afraid.", "Still missing", "A talk with Mark Dawson", "Send the safeguarding letter to the court")
    )
    held = {"person": str(family.father.pk), "reason": "He would come.", "directions_asked": "Keep it.", "parts": ["issues"]}
    assert client.post(f"{one}/withhold/", held).status_code == 302
    assert client.post(f"{one}/issue/", {"version": str(SafeguardingLetter.objects.get().version)}).status_code == 302
    assert client.post(f"{one}/send/", {"method": "portal", **local_time("sent_at", "2026-03-06 16:30")}).status_code == 302
    copy = copy_of(letter, family.father)
    client = sign_in(manager)
    assert client.post(f"/safeguarding-letter-copies/{copy.pk}/decide/", {"agree": "yes", "reason": "Yes."}).status_code == 302
    client = sign_in(practitioner)
    asked = {"legal_advice": "Ask.", **local_time("asked_at", "2026-03-06 16:30")}
    assert client.post(f"/safeguarding-letter-copies/{copy.pk}/ask-court/", asked).status_code == 302
    told = {"directions": "withhold", "words": "HHJ Reed.", **local_time("directed_at", "2026-03-06 16:35")}
    assert client.post(f"/safeguarding-letter-copies/{copy.pk}/record-directions/", told).status_code == 302
    assert client.post(f"/safeguarding-letter-copies/{copy.pk}/issue/").status_code == 302
    assert "Sent to the court" in client.get(one + "/").content.decode()
    assert "Spoke with Jane Hartley" in client.get(f"{base}/chronology/").content.decode()
