"""The main job in a browser: a newcomer does scenario 1 on a case that came from the court, with scripts and without."""

import pytest

from cafcass_cases.cases.models import AuthorityContact, Court
from cafcass_cases.duties.models import Alert
from referrals.contents import STATUTORY_STATEMENT
from tests.cast import save

from . import story
from .windows import FOLDER, looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def court(db):
    """The family court of the application, by its name."""
    return save(Court(epims_id="123456", name="Leeds Magistrates Court And Family Court", dfj_area="West Yorkshire"))


@pytest.fixture
def duty_teams(authority_x, authority_y):
    """Whom to ring at night."""
    kind = AuthorityContact.Kind.OUT_OF_HOURS
    return [
        save(AuthorityContact(authority=one, kind=kind, name="Emergency duty team", telephone="01632 960112", hours="17:00 to 08:30"))
        for one in (authority_x, authority_y)
    ]


@pytest.fixture
def imported(window, the_clock, business_support, manager, practitioner, court, duty_teams, authority_x, authority_y):
    """The court's file is imported and the case is the practitioner's, with what she learned on Thursday."""

    def run(**options):
        the_clock.live_until("2026-03-05 10:00")
        case = story.import_case(window(business_support, **options).go("/sign-in/").sign_in())
        the_clock.live_until("2026-03-05 10:05")
        story.allocate(window(manager, **options).go("/sign-in/").sign_in(), case)
        return story.complete_record(case, authority_x, authority_y, practitioner, the_clock.get())

    return run


@pytest.mark.parametrize("scripts", [False, True], ids=["without scripts", "with scripts"])
def test_given_a_case_from_the_court_when_the_story_is_done_then_each_page_shows_what_came_of_it(
    scripts, imported, window, the_clock, manager, practitioner, tmp_path
):
    wrong, folder = {}, FOLDER or tmp_path
    options = {"scripts": scripts, "looks": looking(wrong) if scripts else None}
    family = imported(**options)

    the_clock.live_until("2026-03-06 16:40")
    priya = window(practitioner, **options).go("/sign-in/").sign_in()
    concern = story.log_concern(priya, family)
    story.concern_is_open(priya)
    priya.picture("concern", height=1000).picture("concern-on-a-telephone", width=320, height=1000)
    story.enquire(priya, family, concern)
    story.ask_supervision(priya, concern)

    maria = window(manager, **options)
    story.supervise(maria, family, concern)
    story.supervision_is_signed(priya, concern)

    leeds, bradford = (story.referral_to(priya, concern, name) for name in ("Leeds", "Bradford"))
    story.ring(priya, leeds, "2026-03-06 18:20", "Referral taken for both children.")
    story.ring(priya, bradford, "2026-03-06 18:35", "Referral taken for Kyle.")
    priya.picture("referral")
    the_clock.live_until("2026-03-06 19:00")
    people = {"joanne": story.told("2026-03-06 16:55"), "daniel": story.NOT_TOLD, "maureen": story.told("2026-03-06 18:50", "after")}
    story.tell_parents(priya, leeds, people)
    story.tell_parents(priya, bradford, people)
    story.write_and_send(priya, leeds)
    story.write_and_send(priya, bradford)

    assessment = story.write_16a(priya, concern)
    story.issue_and_send_16a(priya, assessment)
    priya.go(concern).not_owed("16A risk assessment to the court").owed("Carry out an agreed action")
    text = story.open_document(priya, assessment, "PDF", folder / "16a.pdf")
    for words in (
        " ".join(STATUTORY_STATEMENT.split()),
        "Ella Dunmore",
        "Theo Dunmore",
        "left alone in the house",
        "He told his mother that he was by himself",
    ):
        assert words in text
    text = story.open_document(priya, leeds, "PDF", folder / "written-referral.pdf")
    for words in ("Ella Dunmore", "4 Quarry Road", "Quarry Mount Primary School", "left alone in the house"):
        assert words in text
    story.give_copy(priya, leeds)
    story.give_copy(priya, bradford)

    # Saturday: silence
    the_clock.live_until("2026-03-07 18:36")
    for person in (priya, maria):
        person.go("/alerts/").says("Tell us the outcome for every child")
    priya.go("/").says("Tell us the outcome for every child").picture("my-work")
    maria.go("/clocks/").says("Tell us the outcome for every child", "Late").picture("team-clocks", height=760)
    assert Alert.objects.filter(rung__duty__key="authority-outcome", rung__step="due", recipient__in=(manager, practitioner)).count() >= 4
    priya.go(leeds).owed("Chase the authority", "7 March 2026, 22:20")
    priya.go(bradford).owed("Chase the authority", "7 March 2026, 22:35")
    story.chase(priya, leeds)
    story.record_outcome(priya, bradford, "2026-03-07 18:50", kyle="section_17")
    priya.not_owed("Chase the authority")
    story.judge(priya, bradford)

    # Sunday: section 47 enquiries
    story.record_outcome(priya, leeds, "2026-03-08 10:15", ella="section_47", theo="section_47")
    priya.go(concern).says("Planned contact with the family is suspended")
    priya.owed("Look again at planned contact").owed("court", "9 March 2026, 10:15").owed("trategy discussion")
    story.look_again(maria, concern)

    # Monday: the court is told
    story.tell_court(priya, concern)
    maria.go(concern)
    maria.go(f"/cases/{family.case.pk}/chronology/").says("Leeds", "Bradford", "Theo Dunmore").picture("chronology")
    # As it was known on Saturday at noon: no outcome
    maria.go(f"/cases/{family.case.pk}/as-at/").fill(moment="2026-03-07 12:00", known="then").follow("Show the case")
    maria.says("As it was known on Sat 7 March 2026, 12:00", "Referral").says_not("Duty manager", "Assessment as a child in need")
    assert wrong == {}
