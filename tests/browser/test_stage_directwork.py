"""Work with a child, once through real browsers: without scripts from the plan to the concern, and the skin map by keyboard alone."""

import pytest
from playwright.sync_api import expect

from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from practice.directwork.models import SkinMap
from tests.safeguarding.conftest import concern, log  # noqa: F401

from .windows import looking

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.requirement("F2.89-1", "FR3-1", "F4.6-2")
def test_given_work_with_a_child_when_walked_then_plan_record_stop_and_skin_map_are_done(family, signed_in, practitioner, concern):
    found = {}
    case, alice = family.case, str(family.alice.pk)
    one = signed_in(practitioner, scripts=False, looks=looking(found))
    one.go(f"/cases/{case.pk}/").follow("Direct work").says("Nothing is planned or recorded yet").picture("direct-work-empty")
    one.follow("Plan work with a child")
    plan = {
        "child": alice, "purpose": "Her wishes and feelings", "about_event": "no", "venue": "car", "in_bedroom": "no", "child_wish": "At school", "wish_met": "yes",
        "transport": "not_needed", "is_first": "yes", "familiar_person": "Her teacher", "understanding": "Eight; reads well", "materials": ["cards"],
    }  # fmt: skip
    one.fill(**plan).save().is_error().says("A child is never interviewed in a car").picture("plan-refused")
    one.fill(venue="school").save().says("Feelings cards").picture("plan").follow("Record the work")
    one.fill(
        happened_at="2026-03-06 15:00", in_bedroom="no", limits_explained="yes", limits_how="With the card", child_words="I like both houses. Dad hits me.",
        distress="no", expert="no", harm="yes", told_words="Dad hits me.", told_explanation="None given", told_responsible="Dad", told_also_present="Nobody",
        told_asked="Nothing", told_stopped_at="2026-03-06 15:20", told_told_again="Somebody whose job it is will ask again.", signed=True,
        **{f"point_{key}": "Written." for key in DIRECT_WORK_POINTS},
    ).save()  # fmt: skip
    one.says("Stop asking.", "Somebody whose job it is will ask again.").picture("told").follow("Mark visible injuries on a skin map")
    one.fill(
        visible_only=True, **{"marks-0-site": "Front: left forearm, inside", "marks-0-description": "Red line"}, seen_at="2026-03-06 15:10"
    ).save()
    one.says("1. Front: left forearm, inside").picture("skin-map")
    one.go(f"/concerns/{concern.pk}/record-child-view/").fill(
        child=alice, told="not_yet", not_yet_reason="Asleep", words="Not known yet"
    ).save()
    one.says("What each child thinks of the referral")
    one.go(f"/cases/{case.pk}/direct-work/").says("Not yet in a concern", "Skin maps").picture("direct-work")

    # The drawings, by keyboard alone.
    two = signed_in(practitioner, looks=looking(found)).go(f"/cases/{case.pk}/draw-skin-map/?child={alice}")
    page, said = two.page, two.page.locator("#skin-map-said")
    face = page.get_by_role("application", name="Face")
    while not face.evaluate("box => box === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Shift+ArrowRight")
    page.keyboard.press("Shift+ArrowRight")
    for _ in range(4):
        page.keyboard.press("Shift+ArrowDown")
    expect(said).to_have_text("Face: left cheek and jaw")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Mark 1 placed on Face: left cheek and jaw")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Mark 2 placed on Back")
    expect(page.locator('[name="marks-1-site"]')).not_to_have_value("")
    two.fill(
        **{"marks-0-description": "Round bruise", "marks-1-description": "Scratch", "visible_only": True},
        seen_at="2026-03-06 15:10",
        observer="Priya",
    )
    move = page.get_by_role("button", name="Move mark 1 on the drawing")
    move.focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Moving mark 1")
    page.keyboard.press("Shift+ArrowUp")
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Mark 1 moved to Face")
    page.get_by_role("application", name="Front").locator("svg").click(position={"x": 10, "y": 10})
    expect(said).to_contain_text("beside the body")
    # By mouse, where the list says the left knee is.
    knee = page.locator('[data-app-site="front/knee-left"]').bounding_box()
    page.mouse.click(knee["x"] + knee["width"] / 2, knee["y"] + knee["height"] / 2)
    expect(said).to_contain_text("Mark 3 placed on Front: left knee")
    two.fill(**{"marks-2-description": "Graze"})
    two.picture("skin-map-form").save().says("Round bruise", "2. Back")
    drawn = SkinMap.objects.get(marks__number=3).marks.get(number=1)
    assert drawn.site.startswith("face/")
    assert drawn.description == "Round bruise"
    assert found == {}
