"""Work with children: plans and places, the signed record, promises, what a child tells, the child's view, the guardian (framework 2.39 to 4.11)."""

from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest

from cafcass_cases.cases.models import RecordEntry
from cafcass_cases.cases.services import allocate, correct_entry, record_order, withdraw, write_entry
from cafcass_cases.cases.services.entries import DIRECT_WORK_POINTS
from cafcass_cases.core.acting import acting
from cafcass_cases.core.errors import Denied, RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue_record
from cafcass_cases.duties.models import Duty
from cafcass_cases.duties.services import depart_from_policy, sweep
from practice.directwork import selectors, services
from practice.directwork.body import sites
from practice.directwork.forms.work import WorkForm
from practice.directwork.models import DirectWork, DirectWorkPlan, Material
from practice.directwork.services import MarkFacts, PromiseFacts, TellingFacts
from referrals.registry import referral_parts
from sharing.models import Incident
from tests.cast import NOW, STARTED, london_time
from tests.referrals.conftest import call, concern, log, refer  # noqa: F401
from tests.safeguarding.conftest import neglect

HOUR = timedelta(hours=1)
POINTS = dict.fromkeys(DIRECT_WORK_POINTS, "Written.")
TOLD = TellingFacts(
    told_at=NOW - HOUR, words="He hits me with the belt.", explanation="The belt", responsible="Mark", also_present="Nobody", asked="What happened there?",
    stopped_at=NOW - HOUR / 2, told_again="Somebody else will ask again.", signs="A red line on the left forearm",
)  # fmt: skip


def duty(key, **more):
    return Duty.objects.get(key=key, **more)


def refused(call, rule, **given):
    with pytest.raises(RuleRefused) as error:
        call(**given)
    assert error.value.rule == rule
    return error.value


@pytest.fixture
def plan(family, practitioner):
    """``plan(**changes)``: a plan that framework 4.6 has nothing against, with changes."""

    def run(**changes) -> DirectWorkPlan:
        given = {
            "case": family.case, "child": family.alice, "purpose": "Her wishes about where she lives", "venue": "school", "venue_detail": "The small hall",
            "child_wish": "At school", "wish_met": True, "understanding": "Eight, reads well: cards and drawing", "by": practitioner, "now": NOW,
        }  # fmt: skip
        return services.plan_direct_work(**{**given, **changes})

    return run


@pytest.fixture
def work(family, practitioner):
    """``work(**changes)``: the signed record of a session, with changes."""

    def run(**changes) -> DirectWork:
        given = {
            "case": family.case, "child": family.alice, "happened_at": NOW - HOUR, "points": POINTS, "venue": "school", "limits_explained": True,
            "limits_how": "With the card", "child_words": "I want to see Mum more.", "by": practitioner, "now": NOW,
        }  # fmt: skip
        return services.record_direct_work(**{**given, **changes})

    return run


@pytest.fixture
def guardian(family, practitioner, other_practitioner, manager):
    """The family's case as a public law case: a guardian is appointed, and another takes over at once."""
    with acting(by=None, now=STARTED, reason="For a test"):
        family.case.law = "public"
        family.case.save()
    allocate(case=family.case, practitioner=other_practitioner, starts_at=NOW - HOUR, reason="Guardian", by=manager, now=NOW)
    allocate(case=family.case, practitioner=practitioner, starts_at=NOW, reason="Guardian", by=manager, now=NOW)
    return practitioner


class TestThePlace:
    @pytest.mark.requirement("F4.6-2")
    def test_given_a_car_a_practitioners_home_or_a_bedroom_when_planned_then_it_is_refused_and_when_done_it_is_an_incident(
        self, plan, work
    ):
        for place in ({"venue": "car"}, {"venue": "workers_home"}, {"venue": "foster_home", "second_adult": "Bea", "in_bedroom": True}):
            refused(plan, "F4.6-2", **place)
        assert not DirectWorkPlan.objects.exists()
        work(venue="car")
        work(venue="foster_home", second_adult="Bea", in_bedroom=True)
        assert [one.rule for one in Incident.objects.all()] == ["F4.6-2", "F4.6-2"]
        assert Duty.objects.filter(key="incident-viewed", ended_at=None).count() == 2

    @pytest.mark.requirement("F4.6-3")
    @pytest.mark.parametrize("home", ["home", "foster_home", "childrens_home"])
    def test_given_a_visit_in_a_home_then_another_adult_is_named_and_none_is_an_incident(self, plan, work, home):
        refused(plan, "F4.6-3", venue=home)
        assert plan(venue=home, second_adult="Ruth Dawson").second_adult == "Ruth Dawson"
        work(venue=home, second_adult="Ruth Dawson")
        assert not Incident.objects.exists()
        work(venue=home)
        assert Incident.objects.get().rule == "F4.6-3"

    @pytest.mark.requirement("F4.6-1")
    def test_given_a_first_interview_or_an_outing_then_familiar_person_wish_and_place_are_answered(self, plan):
        refused(plan, "F4.6-1", child_wish="")
        refused(plan, "F4.6-1", wish_met=False)
        refused(plan, "F4.6-1", is_first=True)
        refused(plan, "F4.6-1", venue="outing")
        made = plan(
            is_first=True,
            familiar_person="Her teacher",
            venue="outing",
            told_of_place="Both: the park, one hour",
            wish_met=False,
            wish_explained="Told her why",
        )
        assert made.familiar_person == "Her teacher"
        assert plan(is_first=True, no_familiar_reason="She asked for nobody").no_familiar_reason

    @pytest.mark.requirement("F4.6-5")
    def test_given_the_practitioner_drives_without_a_reason_then_a_warning_stays_and_with_one_it_goes(self, plan, family):
        (words,) = selectors.warnings_of_plan(plan(transport="practitioner"))
        assert "a parent or a relative" in words
        assert selectors.warnings_of_plan(plan(transport="practitioner", transport_reason="Nobody else; rules read")) == []
        assert selectors.warnings_of_plan(plan(transport="parent")) == []

    @pytest.mark.requirement("F2.60-11")
    def test_given_risk_that_calls_for_supervision_when_a_supported_centre_is_chosen_then_it_is_refused(self, plan):
        centre = {"venue": "contact_centre", "told_of_place": "Both told", "supervised_needed": True}
        refused(plan, "F2.60-11", **centre)
        assert plan(**centre, centre_supervises=True).pk

    @pytest.mark.requirement("F4.5-1")
    def test_given_the_materials_then_therapy_is_none_of_them(self, plan):
        refused(plan, "F4.5-1", materials=["therapy"])
        assert not any("therap" in label.lower() for label in Material.labels)
        assert plan(materials=["cards", "drawing"]).material_words.startswith("Feelings cards")


class TestTheChildsVoice:
    @pytest.mark.requirement("F2.40-1")
    def test_given_a_barrier_on_the_record_when_no_way_past_it_is_planned_then_the_plan_is_refused(self, plan, family):
        with acting(by=None, now=STARTED, reason="For a test"):
            family.alice.language, family.alice.interpreter_needed, family.alice.disability = "Polish", True, "Deaf"
            family.alice.save()
        assert refused(plan, "F2.40-1", adjustments="Sign language").field == "interpreter"
        error = refused(plan, "F2.40-1", interpreter="Agency")
        assert list(error.missing) == ["An interpreter is needed: Polish", "Deaf"]
        assert plan(interpreter="Agency", adjustments="Signing, short sessions").pk
        refused(plan, "F2.40-1", child=family.ben, understanding="")

    @pytest.mark.requirement("F2.89-1")
    def test_given_suspicion_is_reached_when_work_about_the_event_is_planned_then_it_is_refused_until_a_departure_is_discussed(
        self, plan, family, practitioner, manager
    ):
        assert plan(about_event=True).about_event
        services.record_telling(case=family.case, child=family.alice, facts=TOLD, by=practitioner, now=NOW)
        refused(plan, "F2.89-1", about_event=True)
        assert plan(child=family.ben, about_event=True).pk
        assert plan(about_event=False).pk
        depart_from_policy(
            case=family.case, requirement="F2.89-1", assessment="The police asked for it.", rationale="They ask us to be there.", discussed_with=manager,
            discussed_at=NOW, decided_at=NOW, manager_agreed=True, manager_words="Agreed.", by=practitioner, now=NOW,
        )  # fmt: skip
        assert plan(about_event=True).pk


class TestTheRecord:
    @pytest.mark.requirement("F2.47-1")
    def test_given_one_of_the_ten_points_is_empty_then_it_is_not_signed_and_with_all_it_is_in_the_one_record(
        self, work, family, practitioner
    ):
        for key in DIRECT_WORK_POINTS:
            refused(work, "F2.47-1", points={**POINTS, key: " "})
        done = work()
        entry = RecordEntry.objects.get()
        assert (entry.kind, entry.about, entry.author) == ("direct_work", [family.alice.pk], practitioner)
        assert done.entry == entry
        assert done.signed_by == practitioner
        assert done.signed_at == NOW
        assert entry.direct_work == POINTS
        assert entry.text == "I want to see Mum more."

    @pytest.mark.requirement("F1.20-1", "F2.45-1")
    def test_given_the_limits_of_confidentiality_unanswered_then_it_is_not_signed(self, work):
        refused(work, "F2.45-1", limits_explained=None)
        asked = WorkForm.base_fields["limits_explained"]
        assert "what you are there for" in asked.label
        assert "what the child can do who disagrees" in asked.hint
        refused(work, "F2.45-1", limits_explained=False, limits_how="")
        assert work(limits_explained=False, limits_how="A baby of four months").pk

    @pytest.mark.requirement("F2.49-1")
    def test_given_distress_then_signs_encouragement_decision_and_reason_tell_support_from_pressure(self, work):
        answers = {"distress_signs": "She wept", "encouragement": "“We can stop”", "decision": "stopped", "decision_reason": "She asked to"}
        for name in answers:
            refused(work, "F2.49-1", distress=True, **{**answers, name: ""})
        assert work(distress=True, **answers).get_decision_display() == "It was ended"

    @pytest.mark.requirement("F2.44-1")
    def test_given_an_expert_is_proposed_then_the_childs_comment_or_the_reason_is_needed(self, work):
        refused(work, "F2.44-1", expert=True)
        assert work(expert=True, expert_view="Callum says: no more doctors.").expert_view

    @pytest.mark.requirement("F2.46-1")
    def test_given_a_promise_when_its_day_passes_unmarked_then_it_is_late_on_the_list_and_kept_it_is_done(self, work, practitioner):
        done = work(promises=[PromiseFacts("Tell her what the judge decides", date(2026, 3, 13))])
        promise = done.promises.get()
        owed = duty("promise-kept")
        assert (owed.owner, owed.due_at) == (practitioner, london_time("2026-03-13 23:59") + timedelta(seconds=59))
        later = london_time("2026-03-16 09:00")
        sweep(now=later)
        assert duty("promise-kept").is_open
        refused(services.settle_promise, "F2.46-1", promise=promise, kept="not_kept", settled_at=later, by=practitioner, now=later)
        services.settle_promise(promise=promise, kept="kept", settled_at=later, by=practitioner, now=later)
        assert duty("promise-kept").ending == "done_late"

    @pytest.mark.requirement("F2.97-1", "F2.93-1")
    def test_given_an_entry_written_elsewhere_then_signing_is_owed_and_only_its_writer_signs(
        self, family, practitioner, other_practitioner, manager
    ):
        entry = write_entry(
            case=family.case,
            kind="direct_work",
            text="Drew a house.",
            happened_at=NOW,
            about=[family.ben],
            direct_work=POINTS,
            by=practitioner,
            now=NOW,
        )
        owed = duty("direct-work-signed")
        assert (owed.owner, owed.due_at) == (practitioner, london_time("2026-03-09 17:00"))
        given = {
            "entry": entry,
            "child": family.ben,
            "venue": "home",
            "second_adult": "Mark",
            "limits_explained": True,
            "limits_how": "Said so",
            "child_words": "A house.",
        }
        refused(services.sign_direct_work, "F2.97-1", **given, by=manager, now=NOW)
        services.sign_direct_work(**given, by=practitioner, now=NOW + HOUR)
        assert duty("direct-work-signed").ending == "done"
        refused(services.sign_direct_work, "F2.97-1", **given, by=practitioner, now=NOW + HOUR)

    @pytest.mark.requirement("F2.97-1")
    def test_given_a_signed_record_when_corrected_then_a_dated_addition_stands_beside_the_signed_words(self, work, practitioner):
        done = work()
        correct_entry(entry=done.entry, text="She said Nan, not Mum.", reason="Misheard", by=practitioner, now=NOW + HOUR)
        (added,) = selectors.corrections_of(done)
        assert (added.text, added.created_at) == ("She said Nan, not Mum.", NOW + HOUR)
        done.refresh_from_db()
        assert done.child_words == "I want to see Mum more."
        assert Duty.objects.filter(key="direct-work-signed", ended_at=None).count() == 0

    def test_given_an_entry_in_error_then_nothing_is_owed_for_it(self, family, practitioner):
        entry = write_entry(case=family.case, kind="direct_work", text="x", happened_at=NOW, direct_work=POINTS, by=practitioner, now=NOW)
        withdraw(record=entry, reason="Another family", by=practitioner, now=NOW)
        assert duty("direct-work-signed").ending == "withdrawn"

    def test_given_somebody_who_does_not_work_on_the_case_then_nothing_can_be_planned_or_recorded(self, plan, work, other_practitioner):
        for act in (plan, work):
            with pytest.raises(Denied):
                act(by=other_practitioner)

    @pytest.mark.requirement("F4.6-4")
    def test_given_an_interim_care_order_when_solicitor_and_social_worker_were_not_told_then_warnings_show(
        self, work, guardian, family, practitioner
    ):
        record_order(case=family.case, kind="Interim care order", made_on=date(2026, 3, 2), by=practitioner, now=NOW)
        solicitor, social_worker = selectors.warnings_of(work())
        assert "solicitor" in solicitor
        assert "social worker" in social_worker
        assert selectors.warnings_of(work(solicitor_told="Today", social_worker_told="Today, by telephone")) == []


class TestAChildTells:
    @pytest.mark.requirement("F2.89-1", "F2.74-1")
    def test_given_a_child_tells_then_a_concern_is_owed_within_the_hour_and_logging_it_takes_what_was_told_along(
        self, work, log, family, practitioner
    ):
        done = work(telling=TOLD)
        telling = done.tellings.get()
        assert done.entry.recognised_at == TOLD.stopped_at
        assert duty("telling-into-concern").due_at == TOLD.told_at + HOUR
        assert duty("telling-into-concern").is_urgent
        logged = log([neglect(family.alice)], source="child")
        telling.refresh_from_db()
        assert telling.concern == logged
        assert duty("telling-into-concern").ending == "done"
        refused(services.join_telling, "F2.89-1", telling=telling, concern=logged, by=practitioner, now=NOW)

    @pytest.mark.requirement("F2.89-1")
    def test_given_a_concern_of_another_child_then_the_telling_waits_and_is_joined_by_hand(self, log, family, practitioner):
        telling = services.record_telling(case=family.case, child=family.alice, facts=TOLD, by=practitioner, now=NOW)
        other = log([neglect(family.ben)])
        telling.refresh_from_db()
        assert telling.concern is None
        services.join_telling(telling=telling, concern=other, by=practitioner, now=NOW)
        assert duty("telling-into-concern").ending == "done"

    @pytest.mark.requirement("F2.90-1", "F2.93-1", "F2.89-1")
    def test_given_words_explanation_who_or_the_stop_is_missing_then_it_is_not_kept(self, family, practitioner):
        rules = {
            "words": "F2.90-1",
            "explanation": "F2.90-1",
            "responsible": "F2.90-1",
            "also_present": "F2.93-1",
            "asked": "F2.89-1",
            "told_again": "F2.89-1",
        }
        given = {"case": family.case, "child": family.alice, "by": practitioner, "now": NOW}
        for name, rule in rules.items():
            refused(services.record_telling, rule, facts=replace(TOLD, **{name: ""}), **given)
        refused(services.record_telling, "F2.89-1", facts=replace(TOLD, stopped_at=TOLD.told_at - HOUR), **given)
        kept = services.record_telling(facts=TOLD, **given)
        assert (kept.heard_by, kept.told_at, kept.created_at) == (practitioner, TOLD.told_at, NOW)


class TestTheSkinMap:
    @pytest.fixture
    def draw(self, family, practitioner):
        def run(**changes):
            marks = [
                MarkFacts(site="front/forearm-left", description="Red line", size="4 cm", x=171, y=205),
                MarkFacts(site="face/cheek-right", description="Bruise"),
            ]
            given = {
                "case": family.case, "child": family.alice, "seen_at": NOW - HOUR, "observer": "Priya Practitioner", "visible_only": True, "marks": marks,
                "by": practitioner, "now": NOW,
            }  # fmt: skip
            return services.draw_skin_map(**{**given, **changes})

        return run

    @pytest.mark.requirement("F2.96-2")
    def test_given_it_was_not_visible_without_undressing_then_it_cannot_be_saved(self, draw):
        assert "Never ask a child to undress" in str(refused(draw, "F2.96-2", visible_only=False))

    @pytest.mark.requirement("F2.96-1", "FR3-1")
    def test_given_marks_then_each_has_site_description_time_and_observer_and_stands_on_its_drawing(self, draw):
        made = draw()
        arm, cheek = made.marks.all()
        assert (made.observer, made.seen_at, made.signed_at) == ("Priya Practitioner", NOW - HOUR, NOW)
        assert (arm.number, arm.x, arm.y, cheek.number) == (1, 171, 205, 2)
        assert (cheek.x, cheek.y) != (0, 0)
        refused(draw, "FR3-1", marks=[MarkFacts(site="front/neck", description=" ")])
        refused(draw, "F2.96-1", marks=[MarkFacts(site="nowhere", description="Mark")])
        refused(draw, "F2.96-1", marks=[])
        refused(draw, "F2.96-1", observer="")

    def test_given_every_site_then_left_is_the_childs_own_and_its_middle_is_on_its_drawing(self):
        front, left = sites()["front/forearm-left"]
        assert left.middle[0] > front.width / 2
        back, left = sites()["back/forearm-left"]
        assert left.middle[0] < back.width / 2
        assert all(0 < site.middle[0] < view.width and 0 < site.middle[1] < view.height for view, site in sites().values())
        assert len(sites()) == 82

    @pytest.mark.requirement("FR3-1", "F2.97-1")
    def test_given_a_map_and_a_record_when_issued_then_numbered_marks_and_the_childs_words_are_printed(self, draw, work, practitioner):
        made, done = draw(note="“It itches.”"), work(promises=[PromiseFacts("A postcard", date(2026, 3, 20))], telling=TOLD)
        issue_record(kind="skin-map", subject=made, by=practitioner, now=NOW)
        issue_record(kind="direct-work-record", subject=done, by=practitioner, now=NOW)
        texts = {
            document.kind: " ".join(
                " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(bytes(document.content))).pages).split()
            )
            for document in IssuedDocument.objects.all()
        }
        for words in ("Front: left forearm", "Face: right cheek", "Red line", "4 cm", "Nobody asked the child to undress", "It itches"):
            assert words in texts["skin-map"]
        for words in ("I want to see Mum more.", "What made the setting supportive", "He hits me with the belt.", "A postcard", "Signed"):
            assert words in texts["direct-work-record"]


class TestTheChildsView:
    GIVEN = {
        "told": "told",
        "told_at": NOW,
        "how": "With the story of the two houses",
        "view": "mixed",
        "weighed": "Safety first",
        "words": "I am scared Dad will know.",
    }

    @pytest.mark.requirement("F2.91-1", "F2.91-2")
    def test_given_a_referral_is_made_then_telling_each_child_is_owed_and_not_yet_leaves_it_open(
        self, refer, call, concern, family, practitioner
    ):
        referral = refer()
        call(referral, "2026-03-06 18:20")
        assert Duty.objects.filter(key="child-told-of-referral", concern_id=concern.pk).count() == 2
        record = {"concern": concern, "by": practitioner, "now": london_time("2026-03-06 19:00")}
        services.record_child_view(child=family.ben, told="not_yet", reason="Asleep", words="Not known", **record)
        assert duty("child-told-of-referral", child=family.ben).is_open
        services.record_child_view(
            child=family.ben, told="unsafe", reason="His father is in the room", words="Clings to his sister", **record
        )
        services.record_child_view(child=family.alice, **self.GIVEN, **record)
        assert {one.ending for one in Duty.objects.filter(key="child-told-of-referral")} == {"done"}
        (part,) = [part for part in referral_parts(referral) if "thinks of this referral" in part.heading]
        alice, ben = part.texts
        assert "I am scared Dad will know." in alice
        assert "was told of this referral" in alice
        assert "telling would be unsafe" in ben
        assert "scared" not in ben
        assert "in the room" not in ben

    @pytest.mark.requirement("F2.88-1", "F2.91-1", "F2.91-2")
    def test_given_no_reason_no_words_or_a_child_who_disagrees_without_support_then_it_is_not_saved(self, concern, family, practitioner):
        given = {"concern": concern, "child": family.alice, "by": practitioner, "now": NOW}
        refused(services.record_child_view, "F2.91-1", told="unsafe", words="x", **given)
        refused(services.record_child_view, "F2.91-1", told="", words="x", **given)
        refused(services.record_child_view, "F2.91-1", told="too_young", reason="She is three", words="x", **given)
        refused(services.record_child_view, "F2.91-1", **{**self.GIVEN, "how": ""}, **given)
        refused(services.record_child_view, "F2.91-2", **{**self.GIVEN, "words": ""}, **given)
        refused(services.record_child_view, "F2.91-2", **{**self.GIVEN, "view": "disagrees"}, **given)
        assert services.record_child_view(**{**self.GIVEN, "view": "disagrees", "support": "Her teacher stays with her"}, **given).pk

    @pytest.mark.requirement("F2.91-1")
    def test_given_the_view_stands_before_the_referral_then_nothing_more_is_owed_for_that_child(
        self, refer, call, concern, family, practitioner
    ):
        services.record_child_view(concern=concern, child=family.alice, **self.GIVEN, by=practitioner, now=NOW)
        call(refer(), "2026-03-06 18:20")
        assert duty("child-told-of-referral").child == family.ben

    @pytest.mark.requirement("F2.94-1")
    def test_given_a_parent_told_us_when_the_referral_is_written_then_it_says_that_cafcass_passes_on_what_was_reported(self, log, refer):
        reported = log(source="parent", whose_words="reported")
        (part,) = referral_parts(refer(concern=reported))
        assert part.heading == "Reported information"
        assert "passes on what it was told" in part.texts[0]
        assert referral_parts(refer(concern=log(source="observed", whose_words="own"))) == []
