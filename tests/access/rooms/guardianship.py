"""The doors of special guardianship. The played case is private law, so the record is made in public law for a moment."""

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services import add_person
from cafcass_cases.core.acting import acting
from situations.guardianship import services
from situations.guardianship.models import GuardianCheck
from tests.access.table import SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "guardianship:list_guardianships guardianship:show_guardianship"),
    of_case(WORKERS, """
        guardianship:consider_guardianship guardianship:add_guardian guardianship:record_guardian_check guardianship:plan_wait
        guardianship:record_support guardianship:withdraw_guardianship
        """),
]  # fmt: skip
PAGES = [("practitioner", "guardianship:show_guardianship", ("guardianship_id",))]


def _law(case, law, now):
    case.refresh_from_db()
    case.law = law
    with acting(by=None, now=now, reason="For a test"):
        case.save()


def make(lived):
    from tests.access.world import NOW

    by = {"by": lived.users["practitioner"], "now": NOW}
    theo = Person.objects.get(pk=lived.ids["child_id"])
    aunt = add_person(case=lived.case, role="other_adult", given_names="Joan", family_name="Stroud", **by)
    before = lived.case.law
    _law(lived.case, "public", NOW)
    guardianship = services.consider_guardianship(case=lived.case, children=[theo], people=[aunt], considered_at=NOW, **by)
    _law(lived.case, before, NOW)
    return {
        "guardianship_id": guardianship.pk,
        "guardian_check_id": GuardianCheck.objects.filter(guardian__guardianship=guardianship).first().pk,
    }
