"""Scenario 1, "Friday evening", as people do it in their browsers. Each part ends on the page that shows what came of it."""

import re
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path

from pypdf import PdfReader

from cafcass_cases.accounts.models import User
from cafcass_cases.cases import services as cases
from cafcass_cases.cases.models import Case, LocalAuthority, Person
from tests.cast import london_time

from .court_data import search_answer
from .windows import Window


@dataclass
class Family:
    case: Case
    ella: Person
    theo: Person
    kyle: Person
    joanne: Person
    daniel: Person
    maureen: Person


def import_case(window: Window) -> Case:
    """Business support brings in the court's file by the upload page."""
    window.go("/").follow("Court applications").follow("Import a file")
    window.heading("Import court applications")
    window.page.locator('[name="file"]').set_input_files({"name": "search.json", "mimeType": "application/json", "buffer": search_answer()})
    window.fill(team="Leeds and Bradford").press("Import")
    window.heading("Import of court applications").says("New case: 1")
    return Case.objects.get(court_number="LS26P00417")


def allocate(window: Window, case: Case) -> None:
    """The manager gives the case to the practitioner."""
    window.go(f"/cases/{case.pk}/").says("Ella Dunmore", "Theo Dunmore", "12 March 2026")
    window.go(f"/cases/{case.pk}/allocate/")
    window.fill(practitioner="Priya Practitioner, Leeds and Bradford", starts_at="2026-03-05 10:05").press("Allocate")
    window.says("The case is allocated.")


def complete_record(case: Case, leeds: LocalAuthority, bradford: LocalAuthority, by: User, now) -> Family:
    """What the practitioner learned of the family before Friday: the half-brother, where everybody lives, the handover."""
    names = {person.given_names.lower(): person for person in case.people.all()}
    how = {"by": by, "now": now}
    kyle = cases.add_person(
        case=case, role="connected_child", given_names="Kyle", family_name="Dunmore", date_of_birth=date(2011, 6, 21),
        connected_how="The father's other son", **how,
    )  # fmt: skip
    maureen = cases.add_person(case=case, role="other_adult", given_names="Maureen", family_name="Dunmore", **how)
    ella, theo, joanne, daniel = (names[name] for name in ("ella", "theo", "joanne", "daniel"))
    home = {"kind": "address", "confidentiality": "open", **how}
    cases.record_contact_detail(
        person=daniel, also_for=[ella, theo], value="4 Quarry Road, Leeds", postcode="LS12 3CD", local_authority=leeds, **home
    )
    cases.record_contact_detail(
        person=maureen, also_for=[kyle], value="19 Mill Street, Bradford", postcode="BD7 1QR", local_authority=bradford, **home
    )
    cases.record_contact_detail(
        person=ella, also_for=[theo], kind="school", value="Quarry Mount Primary School", confidentiality="open", **how
    )
    cases.relate(person=daniel, other=kyle, kind="parent", **how)
    cases.relate(person=maureen, other=kyle, kind="grandparent", **how)
    for child in (ella, theo):
        cases.relate(person=kyle, other=child, kind="half_sibling", **how)
    cases.schedule_handover(case=case, starts_at=london_time("2026-03-08 17:00"), into_care_of=joanne, **how)
    return Family(case, ella, theo, kyle, joanne, daniel, maureen)


DANGER = {
    "danger_now": "no",
    "danger_reason": "Both are with their aunt until Saturday; nobody says they are alone now.",
    "medical": "not_needed",
    "left_alone": "no",
    "refer_at_once": "no",
}
SAID = "The C1A says that on 21 February Theo (5) was left alone in the house from about 18:00 until after 21:00."


def concern_answers(family: Family) -> dict:
    return {
        "children": [str(family.ella.pk), str(family.theo.pk)],
        "where_now": "With their aunt until Saturday",
        "seen_next_by": "The school, on Monday",
        "family_told": "Nothing yet",
        "source": "court_papers",
        "source_detail": "C1A",
        "said": SAID,
        "whose_words": "document",
        "harm_from": [str(family.daniel.pk)],
        "happened": "moment",
        "happened_at": "2026-02-21 18:00",
        "reached_us_at": "2026-03-06 16:40",
        "recognised_at": "2026-03-06 16:40",
        "serious": "no",
        "works_with_children": "no",
        "disclosure_in_care": "no",
    }


def children_answers() -> dict:
    answers = {}
    for number, why in enumerate(("Left to come home to an empty house.", "A five-year-old alone for three hours.")):
        answers |= {
            f"each-{number}-harms": ["neglect"],
            f"each-{number}-standing": "alleged",
            f"each-{number}-origin": "family",
            f"each-{number}-threshold": "likely",
            f"each-{number}-threshold_reason": why,
            f"each-{number}-child_knows": "Not yet spoken to",
            f"each-{number}-cause": "yes",
        }
    return answers


def log_concern(window: Window, family: Family) -> str:
    """At most three pages, and a look at the answers. Answers the concern's path."""
    window.go(f"/cases/{family.case.pk}/").follow("Concerns").follow("Log a concern")
    # The first question of all
    window.heading("Is anyone being harmed now, or in immediate danger?").says("999").picture("first-question")
    window.fill(**DANGER).press("Continue")
    window.fill(**concern_answers(family)).press("Continue")
    window.says("Ella Dunmore", "Theo Dunmore").fill(**children_answers()).press("Continue")
    window.heading("Check your answers").says(SAID, "Alleged").press("Log the concern")
    window.says("The concern is logged.")
    return window.path


def concern_is_open(window: Window) -> None:
    """Fri 16:40: the clocks of the concern, with the hearing and the handover beside them."""
    window.owed("Make the first extra enquiry", "7 March 2026, 16:40", "Policy 11")
    window.owed("Ask for situational case supervision", "7 March 2026, 16:40")
    window.owed("16A", "7 March 2026, 16:40", count=2)
    window.owed("Consider a connected child", "Kyle Dunmore")
    window.not_owed("Report to the police")
    window.says("12 March 2026, 10:00", "8 March 2026, 17:00")


def enquire(window: Window, family: Family, concern: str) -> None:
    """16:55: is it safe to contact her? Then the mother is rung."""
    window.clock.live_until("2026-03-06 16:55")
    window.go(concern + "record-enquiry/").says("safe to contact").fill(
        source="parent", safe_to_contact="yes", who_else_hears="Nobody; she is alone", person={"value": str(family.joanne.pk)},
        happened_at="2026-03-06 16:55", result="contacted", method="telephone", question="What happened on 21 February?",
        answer="Ella rang her at 18:20 from the party; Theo told her on the Sunday that he was by himself.",
    )  # fmt: skip
    window.save().not_owed("Make the first extra enquiry")


def ask_supervision(window: Window, concern: str) -> None:
    """17:05: asked for; to be held within four clock hours."""
    window.clock.live_until("2026-03-06 17:05")
    window.go(concern + "request-supervision/").fill(
        text="Should both children be referred, and their half-brother?",
        analysis="Theo is too young to be left. The mother’s account is consistent with the C1A.",
        requested_at="2026-03-06 17:05",
    ).press("Ask for supervision")
    window.says("Supervision is asked for.").not_owed("Ask for situational case supervision")
    window.owed("Hold situational case supervision", "6 March 2026, 21:05", "Maria Manager")


def supervision_answers(family: Family) -> dict:
    return {
        "held_at": "2026-03-06 17:50",
        "method": "telephone",
        "nature": "A five-year-old left alone for some three hours in the evening.",
        "risk": "recent",
        "where_now": "With the paternal aunt until Saturday.",
        "family_told": "The mother by telephone today. The father not: he could press the children about what they said.",
        "reflection": "We asked whether the conflict between the parents explains the account. Ella’s details make that unlikely.",
        "agreed_harm": "Neglect, alleged: likely significant harm to Theo, and to Ella through the same lack of care.",
        "agreed_threshold": "likely",
        "decision": "refer",
        "refer": [str(family.ella.pk), str(family.theo.pk)],
        "referral_kind": "safety",
        "decision_reason": "A child of five alone at night is likely to come to significant harm.",
        "agreed_action": "Refer both to Leeds; refer Kyle to Bradford.",
        "connected-0-answer": "refer",
        "connected-0-reason": "He stays with his father at weekends and would be left in charge.",
        "other_children": "Kyle, 14, lives with his grandmother and stays with his father at weekends.",
        "parties_views": "The mother’s were heard. The father’s wait for the authority’s advice.",
        "court_notice": "By a section 16A risk assessment tonight.",
        "share_plan": "With both authorities; with the school only what they ask for.",
        "future_work": "No planned contact with the father before the authority has spoken to him.",
        "actions-0-what": "See both children at school",
        "actions-0-owner": "Priya Practitioner",
        "actions-0-agreed_on": "2026-03-11",
        "actions-0-is_contact": True,
        "sign": "yes",
    }


def supervise(window: Window, family: Family, concern: str) -> None:
    """17:50: the manager finds it in the queue, holds it, records and signs it."""
    window.clock.live_until("2026-03-06 17:50")
    window.go("/alerts/").says("Hold situational case supervision")
    window.go("/supervision/").says("Priya Practitioner", "21:05")
    window.open_first('main a[href*="/supervisions/"]').follow("Record supervision")
    window.heading("Record situational case supervision").says("Theo is too young to be left.")
    # What the concern knows stands there already
    window.holds(nature=re.compile(re.escape(SAID)))
    window.fill(**supervision_answers(family)).press("Save the record")
    window.picture("supervision")
    window.says("The record of supervision is saved.", "Signed", "See both children at school", "11 March 2026")


def supervision_is_signed(window: Window, concern: str) -> None:
    """Two telephone referrals are owed by 21:50, one to each authority; the connected child is answered for."""
    window.go(concern).not_owed("Hold situational case supervision").not_owed("Consider a connected child")
    window.owed("Refer by telephone", "6 March 2026, 21:50", "Leeds").owed("Refer by telephone", "6 March 2026, 21:50", "Bradford")
    window.owed("Carry out an agreed action", "11 March 2026")


def referral_to(window: Window, concern: str, authority: str) -> str:
    """The path of the referral to an authority, by the links of the case."""
    window.go(concern).follow("Referrals and court").follow(authority)
    window.heading(f"Referral to {authority}")
    return window.path


def ring(window: Window, referral: str, at: str, summary: str) -> None:
    """Telephoned: the duty worker takes it. The written one is owed by midnight, the outcome in 24 hours."""
    window.clock.live_until(at)
    window.go(referral + "record-call/").fill(
        called_at=at, number="Out-of-hours team", result="reached", spoke_to="Sam Duty", role="Out-of-hours social worker", summary=summary
    ).press("Save the call")
    window.says("The call is recorded.").not_owed("Refer by telephone")
    window.owed("Send the written referral", "6 March 2026, 23:59")
    window.owed("Tell us the outcome for every child", f"7 March 2026, {at[-5:]}")


def tell_parents(window: Window, referral: str, answers: dict[str, dict[str, object]]) -> None:
    """Each parent and carer by name: told, or not and why (policy 15)."""
    window.go(referral + "record-parents/")
    boxes = window.page.locator("fieldset.app-repeat__item")
    for number in range(boxes.count()):
        name = boxes.nth(number).locator("legend").first.inner_text().split()[0].lower()
        window.fill(**{f"parents-{number}-{key}": value for key, value in answers[name].items()})
    window.save().says("Who was told is recorded.")


NOT_TOLD = {"told": "not_told", "reason_kinds": ["child_at_risk"], "reason": "He could press the children about what they said."}


def told(at: str, when: str = "before") -> dict[str, object]:
    after = "_after" if when == "after" else ""
    return {"told": when, f"told{after}_at": at, f"how{after}": "By telephone", f"agreed{after}": "yes"}


def write_and_send(window: Window, referral: str) -> None:
    """19:10: filled in from the record, looked at, made into a document, and sent."""
    window.clock.live_until("2026-03-06 19:10")
    window.go(referral).follow("Write the referral")
    if not window.path.endswith("/write/"):
        window.follow("Change it")
    window.holds(concern=re.compile(".")).press("Save and look at it").says("It is not yet sent.")
    window.press("Make the document").says("The document is made.")
    window.follow("Mark it sent").fill(
        sent_at="2026-03-06 19:10", method="email", sent_to="Out-of-hours team", has_social_worker="no"
    ).press("Mark it sent")
    window.says("recorded as sent").not_owed("Send the written referral")
    window.owed("Give the manager a copy", "9 March 2026, 17:00")


CONTENT = {
    "concerns": {
        "trigger": "A practitioner read in the C1A that Theo, who is five, was left alone in the evening.",
        "concerns": "The C1A says that on Saturday 21 February Theo was left alone in the house from about 18:00 until after 21:00.\n\n"
        "Ella is said to have been brought home at 19:30 to an unlit house and to have been told by Theo that nobody was there.",
    },
    "evidence": {"no_evidence_yet": ["yes"]},
    "children": {
        "children-0-harm": "Neglect is alleged: she is said to have come home to an empty, unlit house.",
        "children-0-risk": "Likely significant harm if children of her age are left without an adult again.",
        "children-0-child_says": "Not yet asked. She told her mother what she saw.",
        "children-1-harm": "Neglect is alleged: he is said to have been alone for some three hours at the age of five.",
        "children-1-risk": "Likely significant harm: a child of five alone at night cannot keep himself safe.",
        "children-1-child_says": "He told his mother that he was by himself.",
    },
    "sources": {"no_sources_reason": "The school is closed until Monday. It will be asked as soon as the authority agrees."},
    "action": {
        "protective_action": "Both children are with their aunt until Saturday. Both authorities were rung this evening.",
        "outcome_known": "not_known",
        "later_action": "We shall tell the court of the authorities’ decisions as soon as they are known.",
    },
    "court": {
        "urgent_hearing": "no",
        "recommendations-0-option": {"value": "direct_authority"},
        "recommendations-0-detail": "Leeds, as to the arrangements for both children at their father’s.",
        "recommendations-0-reason": "Nobody has yet spoken to the children or seen the home.",
    },
}


def write_16a(window: Window, concern: str) -> str:
    """20:25: begun, each topic written, nothing missing. Answers the assessment's path."""
    window.clock.live_until("2026-03-06 20:25")
    window.go(concern).follow("Begin the 16A").heading("Section 16A risk assessment")
    assessment = window.path
    for topic, answers in CONTENT.items():
        if topic == "sources":
            window.go(assessment).picture("section-16a")
        window.go(f"{assessment}write/{topic}/").fill(**answers).press("Save this part").says("This part is saved.")
    return assessment


def issue_and_send_16a(window: Window, assessment: str) -> None:
    """20:28 issued, 20:30 sent: the duty is done though the supervision's actions are open; the court's answer is chased."""
    window.clock.live_until("2026-03-06 20:28")
    window.go(assessment + "issue/").fill(court_alone="no").press("Issue it")
    window.says("It is not yet sent to the court.", "Issued, not sent")
    window.clock.live_until("2026-03-06 20:30")
    window.go(assessment + "send/").fill(sent_at="2026-03-06 20:30", method="portal").press("Record that it was sent")
    window.says("recorded as sent", "Sent to the court").owed("acknowledge", "9 March 2026, 17:00")


def open_document(window: Window, page: str, words: str, path: Path) -> str:
    """The PDF that a page leads to, kept at ``path``: its text. It is tagged, titled, and in English."""
    window.go(page)
    with window.page.expect_download() as waiting:
        window.page.get_by_role("link", name=words).first.click()
    waiting.value.save_as(path)
    reader = PdfReader(BytesIO(path.read_bytes()))
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/StructTreeRoot" in root
    assert root["/Lang"].startswith("en")
    assert reader.metadata.title
    return " ".join("\n".join(page.extract_text() for page in reader.pages).split())


def give_copy(window: Window, referral: str) -> None:
    """20:45: the manager has a copy (framework 2.108)."""
    window.clock.live_until("2026-03-06 20:45")
    window.go(referral).follow("Record the manager’s copy").fill(given_at="2026-03-06 20:45").save()
    window.says("The manager’s copy is recorded.").not_owed("Give the manager a copy")


def chase(window: Window, referral: str) -> None:
    """Sat 18:45: rung again; the next chase is owed in a day."""
    window.clock.live_until("2026-03-07 18:45")
    window.go(referral + "record-chase/").fill(
        chased_at="2026-03-07 18:45", method="telephone", answered="yes", spoke_to="Duty worker",
        said="Nobody has looked at it yet; they will ring back.",
    ).press("Save the chase")  # fmt: skip
    window.says("The chase is recorded.").owed("Chase the authority", "8 March 2026, 18:45")


def record_outcome(window: Window, referral: str, at: str, **outcomes: str) -> None:
    window.clock.live_until(at)
    window.go(referral + "record-outcome/").fill(received_at=at, given_by="Duty manager", how="telephone", kind="outcome")
    for number, outcome in enumerate(outcomes.values()):
        window.fill(**{f"children-{number}-outcome": {"value": outcome}})
    window.save().not_owed("Tell us the outcome")


def judge(window: Window, referral: str) -> None:
    """Less than was sought: safe enough for this child, and why."""
    window.clock.live_until("2026-03-07 18:52")
    window.go(referral).owed("afe enough")
    window.go(referral + "judge/").fill(
        **{
            "judged_at": "2026-03-07 18:52",
            "children-0-safe_enough": "yes",
            "children-0-analysis": "He lives apart from his father, is fourteen, and will not stay with him while the enquiries run.",
        }
    ).save()
    window.says("He lives apart from his father").not_owed("afe enough")


def look_again(window: Window, concern: str) -> None:
    """Sun 10:40: the manager looks again: the school visit is off, the authority goes."""
    window.clock.live_until("2026-03-08 10:40")
    window.go("/supervision/").says("contact that is suspended")
    window.go(concern).says("Planned contact with the family is suspended").follow("See both children at school")
    window.says("Suspended").go(window.path + "review/").fill(
        goes_on="withdraw", reason="The authority will see both children on Monday.", reviewed_at="2026-03-08 10:40"
    ).save()
    window.go(concern).says_not("Planned contact with the family is suspended").not_owed("Look again at planned contact")


def tell_court(window: Window, concern: str) -> None:
    """Mon 9:30: the court is told, on time, before the hearing."""
    window.clock.live_until("2026-03-09 09:30")
    window.go(concern + "tell-court/").fill(
        told_at="2026-03-09 09:30", how="portal",
        text="Leeds began section 47 enquiries on both children on Sunday 8 March. A strategy discussion is to be held.",
    ).save()  # fmt: skip
    window.go(concern).not_owed("Tell the court")
