"""Registered sex offenders and MAPPA: probation is asked urgently, evidence scrutinised, agencies asked (policy 25, 26, 53)."""

from datetime import timedelta

import pytest

from cafcass_cases.cases.models import Marker
from cafcass_cases.core.clock import london_date
from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.duties.models import Alert, Duty
from cafcass_cases.duties.services import sweep
from cafcass_cases.ui.testing import local_time
from safeguarding.models import Concern
from safeguarding.services import ChildFacts, HarmFacts
from situations.advice import services as advising
from situations.offenders import selectors, services
from situations.offenders.models import AgencyEnquiry, Evidence, Offender
from situations.offenders.services import EvidenceFacts
from tests.cast import NOW, london_time
from tests.safeguarding.conftest import concern, full_record, hold, log, neglect  # noqa: F401


@pytest.fixture
def record(family, practitioner):
    def run(**changes):
        given = {
            "case": family.case, "person": family.father, "registered": "yes", "mappa": "no", "source": "Police check", "known_at": NOW,
            "by": practitioner, "now": NOW, **changes,
        }  # fmt: skip
        return services.record_offender(**given)

    return run


@pytest.fixture
def by(practitioner):
    return {"by": practitioner, "now": NOW}


def duties(key, **more):
    return list(Duty.objects.filter(key=key, **more).order_by("created_at"))


# Contact with a child


@pytest.mark.requirement("P53-1")
def test_given_contact_is_known_when_24_hours_pass_without_asking_then_practitioner_and_manager_are_alerted(
    record, family, by, practitioner, manager
):
    aware = london_time("2026-03-06 14:10")
    services.record_contact(offender=record(), children=[family.alice, family.ben], known_at=aware, what="Every Sunday at his flat.", **by)
    first, second = duties("offender-view")
    assert first.due_at == second.due_at == london_time("2026-03-07 14:10")
    assert {first.child, second.child} == {family.alice, family.ben}
    sweep(now=first.due_at)
    for somebody in (practitioner, manager):
        assert Alert.objects.filter(rung__duty=first, rung__step="due", recipient=somebody).exists()


@pytest.mark.requirement("P53-1")
def test_given_nobody_was_reached_when_recorded_then_it_stays_owed_and_asking_ends_it(record, family, by):
    offender = record()
    services.record_contact(offender=offender, children=[family.alice], known_at=NOW - timedelta(hours=2), what="Sundays.", **by)
    ask = {"offender": offender, "whom": "probation", "who": "Ms Hale, probation officer", "asked_at": NOW, **by}
    services.seek_view(result="attempted", **ask)
    assert duties("offender-view")[0].ended_at is None
    sought = services.seek_view(result="asked", **ask)
    assert duties("offender-view")[0].ending == "done"
    assert services.record_view(sought=sought, view="High risk to girls.", answered_at=NOW, **by).result == "answered"


@pytest.mark.requirement("P53-1")
def test_given_its_concern_was_entered_in_error_when_withdrawn_then_probation_is_still_to_be_asked(record, family, by, concern):
    from safeguarding.services import withdraw_concern

    services.record_contact(offender=record(concern=concern), children=[family.alice], known_at=NOW, what="Sundays.", **by)
    withdraw_concern(concern=concern, reason="Another case", **by)
    (still,) = duties("offender-view", ended_at=None)
    assert (still.child, still.due_at) == (family.alice, NOW + timedelta(hours=24))


@pytest.mark.requirement("P53-1")
@pytest.mark.parametrize("change", [{"what": " "}, {"children": []}])
def test_given_half_a_contact_when_recorded_then_it_is_refused(record, family, by, change):
    with pytest.raises(RuleRefused):
        services.record_contact(**{"offender": record(), "children": [family.alice], "known_at": NOW, "what": "Sundays.", **by, **change})
    assert not duties("offender-view")


def test_given_a_registered_sex_offender_when_recorded_then_the_person_bears_the_marker_once(record, family):
    record(mappa="yes")
    kinds = sorted(Marker.objects.filter(recorded_for=family.father).values_list("kind", flat=True))
    assert kinds == ["mappa", "registered_sex_offender"]


def test_given_the_person_is_recorded_when_recorded_again_then_it_is_refused(record):
    record()
    with pytest.raises(RuleRefused):
        record()


# A conviction fixes how harm is rated


def sexual(child, threshold="not_met", standing="alleged"):
    harm = HarmFacts(kind="sexual", standing=standing, information_on=london_date(NOW))
    return ChildFacts(child=child, harms=[harm], threshold=threshold, threshold_reason="No contact now.")


@pytest.mark.requirement("P53-2")
def test_given_a_convicted_adult_when_the_harm_is_rated_below_significant_then_it_is_refused(record, family, log):
    record(convicted=True, offence="Rape")
    with pytest.raises(RuleRefused) as refused:
        log(children=[sexual(family.alice)], harm_from=[family.father])
    assert refused.value.rule == "P53-2"
    assert refused.value.field == "threshold"
    assert log(children=[sexual(family.alice, "likely")], harm_from=[family.father]).children.get().threshold == "likely"


@pytest.mark.requirement("P53-2")
def test_given_a_convicted_standing_when_the_harm_is_rated_below_significant_then_it_is_refused_and_not_yet_known_stays_open(family, log):
    with pytest.raises(RuleRefused) as refused:
        log(children=[sexual(family.alice, standing="convicted")], harm_from=[])
    assert refused.value.rule == "P53-2"
    assert log(children=[sexual(family.alice, "not_yet_known", standing="convicted")], harm_from=[])


@pytest.mark.requirement("P53-2")
def test_given_a_convicted_adult_when_supervision_agrees_below_significant_then_it_is_not_signed(record, family, log, hold, manager):
    about = log(children=[sexual(family.alice, "likely")], harm_from=[family.father])
    record(convicted=True, offence="Rape", concern=about)
    low = full_record(decision="not_refer", agreed_threshold="not_met")
    with pytest.raises(RuleRefused) as refused:
        hold(about, record=low, actions=[])
    assert refused.value.rule == "P53-2"
    assert refused.value.field == "agreed_threshold"
    assert hold(about, record=low, actions=[], sign=False).held_at


@pytest.mark.requirement("P53-2")
def test_given_a_departure_stands_when_rated_below_significant_then_it_is_kept(record, family, log, practitioner, manager):
    from cafcass_cases.duties.models import Departure
    from tests.cast import save

    record(convicted=True, offence="Rape")
    save(
        Departure(
            case=family.case, requirement="P53-2", assessment="No contact is possible.", rationale="He is in prison until 2031.", decided_at=NOW,
            **departure_people(practitioner, manager),
        )
    )  # fmt: skip
    assert log(children=[sexual(family.alice)], harm_from=[family.father]).children.get().threshold == "not_met"


def departure_people(practitioner, manager):
    """The people of a departure, by the names that its model has."""
    from cafcass_cases.duties.models import Departure

    names = {field.name for field in Departure._meta.fields}
    known = {"decided_by": practitioner, "manager": manager, "discussed_with": manager, "discussed_at": NOW, "discussion": "By telephone."}
    return {name: value for name, value in known.items() if name in names}


@pytest.mark.requirement("P53-2")
def test_given_no_conviction_when_rated_below_significant_then_it_is_kept(record, family, log):
    record()
    assert log(children=[neglect(family.alice, threshold="not_met", threshold_reason="Small.")], harm_from=[family.father])


# Evidence


def answered(**changes):
    sources = {one: EvidenceFacts(source=one, state="obtained", analysis="Medium risk.") for one in Evidence.Source.values}
    return [*{**sources, **{name: value for name, value in changes.items() if value}}.values()]


@pytest.fixture
def family_time(family, practitioner):
    """Advice on time with the father, his part of policy 54 written, ready to be filed."""
    children = [
        advising.ChildAdviceFacts(
            child=child, reason="So.", frameworks=["policy"], times=[advising.TimeFacts(adult=family.father, recommendation="indirect")]
        )
        for child in (family.alice, family.ben)
    ]
    advice = advising.record_advice(case=family.case, kind="section_7", children=children, by=practitioner, now=NOW)

    def file():
        each = [advising.OffenderChildFacts(child=child, risk="R", effect="E", protection="P") for child in (family.alice, family.ben)]
        advising.write_offender_analysis(
            advice=advice,
            person=family.father,
            children=each,
            risk_connected="C",
            risk_carers="M",
            protect_carers="P",
            by=practitioner,
            now=NOW,
        )
        return advising.file_advice(advice=advice, by=practitioner, now=NOW)

    return file


@pytest.mark.requirement("P53-3")
def test_given_sentencing_remarks_unanswered_when_family_time_advice_is_filed_then_it_is_refused(record, family_time, by):
    offender = record()
    rest = [one for one in answered() if one.source != "sentencing_remarks"]
    services.record_evidence(offender=offender, sources=rest, scrutiny="All agree.", **by)
    with pytest.raises(RuleRefused) as refused:
        family_time()
    assert refused.value.rule == "P53-3"
    assert "Sentencing remarks" in refused.value.missing[0]
    assert len(refused.value.missing) == 1
    assert duties("offender-evidence")[0].ended_at is None
    asked = EvidenceFacts(source="sentencing_remarks", state="asked")
    services.record_evidence(offender=offender, sources=[asked], scrutiny="All agree.", **by)
    assert family_time().is_filed
    assert duties("offender-evidence")[0].ending == "done"


@pytest.mark.requirement("P53-3")
def test_given_evidence_without_scrutiny_when_recorded_then_it_is_kept_and_stays_owed(record, by):
    offender = record()
    services.record_evidence(offender=offender, sources=[EvidenceFacts(source="other", state="obtained")], scrutiny="", **by)
    missing = services.evidence_missing(offender)
    assert "Any other evidence: what it shows" in missing
    assert "What the evidence shows, taken together" in missing
    assert duties("offender-evidence")[0].ended_at is None


@pytest.mark.requirement("P53-3")
def test_given_a_source_is_not_available_when_recorded_without_the_reason_then_it_is_refused(record, by):
    with pytest.raises(RuleRefused) as refused:
        services.record_evidence(offender=record(), sources=[EvidenceFacts(source="other", state="unavailable")], scrutiny="", **by)
    assert refused.value.rule == "P53-3"
    assert refused.value.field == "why"


@pytest.mark.requirement("P53-3")
def test_given_only_a_marker_when_family_time_advice_is_filed_then_the_evidence_is_asked_for(family, family_time, practitioner):
    from cafcass_cases.cases.services import record_marker

    record_marker(person=family.father, kind="registered_sex_offender", source="Police", by=practitioner, now=NOW)
    with pytest.raises(RuleRefused) as refused:
        family_time()
    assert refused.value.rule == "P53-3"
    assert "evidence on them is not recorded" in refused.value.missing[0]


# MAPPA


@pytest.mark.requirement("P26-3", "P25-1")
def test_given_mappa_is_yes_when_two_working_days_pass_then_each_agency_not_asked_is_late(record, by):
    offender = record(mappa="yes", known_at=london_time("2026-03-06 10:00"))
    police, probation, prison = duties("mappa-enquiry")
    assert {duty.due_at for duty in (police, probation, prison)} == {london_time("2026-03-10 17:00")}
    late = london_time("2026-03-11 09:00")
    services.ask_agency(enquiry=AgencyEnquiry.objects.get(pk=police.subject_id), asked_at=NOW, asked_of="DC Lee", **by)
    prison_enquiry = AgencyEnquiry.objects.get(offender=offender, agency="prison")
    services.leave_agency_out(enquiry=prison_enquiry, why="Never in custody.", **by)
    sweep(now=late)
    assert {duty.detail: (duty.ending, duty.is_late(late)) for duty in duties("mappa-enquiry")} == {
        "Police": ("done", False), "Prison Service": ("not_required", False), "Probation": ("", True),
    }  # fmt: skip


@pytest.mark.requirement("P26-3")
def test_given_an_agency_when_left_out_without_reason_or_asked_of_nobody_then_it_is_refused(record, by):
    enquiry = record(mappa="yes").enquiries.get(agency="police")
    for call in (
        lambda: services.leave_agency_out(enquiry=enquiry, why=" ", **by),
        lambda: services.ask_agency(enquiry=enquiry, asked_at=NOW, asked_of="", **by),
    ):
        with pytest.raises(RuleRefused):
            call()
    assert len(duties("mappa-enquiry", ended_at=None)) == 3


@pytest.mark.requirement("P26-4")
def test_given_an_agency_answered_when_a_child_has_no_analysis_then_it_is_owed_and_advice_warns_of_the_child(
    record, family, by, practitioner
):
    from safeguarding.advising import advice_gaps

    offender = record(mappa="yes", registered="no")
    services.record_agency_answer(enquiry=offender.enquiries.get(agency="police"), answer="Level 2, category 2.", answered_at=NOW, **by)
    assert {duty.child for duty in duties("mappa-analysis")} == {family.alice, family.ben, family.callum}
    warnings = [gap for gap in advice_gaps(family.case, [family.alice], NOW) if gap.rule == "P26-4"]
    assert any("Alice Dawson" in gap.text for gap in warnings)
    assert not any(gap.blocks for gap in warnings)
    services.write_mappa_analysis(offender=offender, analyses={family.alice: "He targets boys.", family.ben: "  "}, **by)
    assert {duty.child for duty in duties("mappa-analysis", ended_at=None)} == {family.ben, family.callum}
    assert not any("Alice Dawson" in gap.text for gap in advice_gaps(family.case, [family.alice], NOW))


@pytest.mark.requirement("P26-4")
def test_given_no_words_for_any_child_when_the_analysis_is_saved_then_it_is_refused(record, family, by):
    with pytest.raises(RuleRefused) as refused:
        services.write_mappa_analysis(offender=record(mappa="yes"), analyses={family.alice: ""}, **by)
    assert refused.value.rule == "P26-4"


@pytest.mark.requirement("P25-1")
def test_given_mappa_is_not_answered_when_recorded_then_it_is_refused(record):
    with pytest.raises(RuleRefused) as refused:
        record(mappa="")
    assert refused.value.rule == "P25-1"
    assert refused.value.field == "mappa"
    assert not Offender.objects.exists()


@pytest.mark.requirement("P25-1", "F3.12-1")
def test_given_the_page_when_opened_then_it_says_what_mappa_is(sign_in, practitioner, family, at_now):
    text = sign_in(practitioner).get(f"/cases/{family.case.pk}/offenders/").content.decode()
    assert (
        "MAPPA is how the police, the Prison Service and Probation work together to manage the risk of violent and sexual offenders" in text
    )


@pytest.mark.requirement("P25-1")
def test_given_mappa_becomes_yes_when_it_is_changed_then_the_agencies_are_to_be_asked_from_then(record, by):
    offender = record(mappa="unknown", known_at=NOW - timedelta(days=5))
    assert not duties("mappa-enquiry")
    services.change_offender(offender=offender, registered="yes", mappa="yes", source="Probation", known_at=NOW, mappa_category="1", **by)
    assert len(duties("mappa-enquiry")) == 3
    assert duties("mappa-enquiry")[0].event_at == NOW


# The path


def test_given_a_marker_or_a_conviction_when_a_concern_is_read_then_the_path_is_suggested(family, log, practitioner):
    from cafcass_cases.cases.services import record_marker

    plain = log()
    assert not selectors.points_to_offender(plain)
    convicted = log(children=[sexual(family.alice, "likely", standing="convicted")])
    assert selectors.points_to_offender(convicted)
    record_marker(person=family.father, kind="mappa", source="Police", by=practitioner, now=NOW)
    assert selectors.points_to_offender(Concern.objects.get(pk=plain.pk))


@pytest.mark.requirement("P53-1")
def test_given_the_pages_when_an_offender_and_contact_are_recorded_then_asking_is_owed_and_ended(sign_in, practitioner, family, at_now):
    client = sign_in(practitioner)
    data = {
        "person": str(family.father.pk), "registered": "yes", "convicted": "no", "mappa": "yes", "mappa_category": "1", "mappa_level": "", "source": "Police",
        **local_time("known_at", "2026-03-06 15:00"),
    }  # fmt: skip
    response = client.post(f"/cases/{family.case.pk}/offenders/record/", data)
    assert response.status_code == 302, response.content.decode()
    page = response.url
    contact = {"children": [str(family.ben.pk)], "what": "Stays at weekends.", **local_time("known_at", "2026-03-06 15:10")}
    assert client.post(f"{page}contact/", contact).status_code == 302
    assert "Ask the probation officer" in client.get(page).content.decode()
    asked = {
        "whom": "probation",
        "who": "Ms Hale",
        "result": "answered",
        "view": "High risk.",
        **local_time("asked_at", "2026-03-06 15:30"),
    }
    assert client.post(f"{page}seek-view/", asked).status_code == 302
    assert duties("offender-view")[0].ending == "done"
    assert "High risk." in client.get(page).content.decode()
    sources = {"sources-TOTAL_FORMS": "4", "sources-INITIAL_FORMS": "4", "scrutiny": "All agree."}
    for number, source in enumerate(Evidence.Source.values):
        sources |= {f"sources-{number}-source": source, f"sources-{number}-state": "unavailable", f"sources-{number}-why": "Never made."}
    assert client.post(f"{page}evidence/", sources).status_code == 302
    assert duties("offender-evidence")[0].ending == "done"
    enquiry = AgencyEnquiry.objects.get(agency="police")
    told = {"what": "answered", "answer": "Category 1.", **local_time("answered_at", "2026-03-06 16:00")}
    assert client.post(f"/agency-enquiries/{enquiry.pk}/record/", told).status_code == 302
    written = {"children-TOTAL_FORMS": "3", "children-INITIAL_FORMS": "3"}
    for number, child in enumerate((family.alice, family.ben, family.callum)):
        written |= {f"children-{number}-child_id": str(child.pk), f"children-{number}-analysis": "At risk."}
    assert client.post(f"{page}mappa-analysis/", written).status_code == 302
    assert not duties("mappa-analysis", ended_at=None)
