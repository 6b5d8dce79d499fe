"""The doors of sex offenders and MAPPA."""

from cafcass_cases.cases.models import Person
from cafcass_cases.cases.services import add_person
from situations.offenders import services
from tests.access.table import SEERS, WORKERS, of_case

DOORS = [
    of_case(SEERS, "offenders:list_offenders offenders:show_offender"),
    of_case(WORKERS, """
        offenders:record_offender offenders:change_offender offenders:record_contact offenders:seek_view offenders:record_view
        offenders:record_evidence offenders:record_agency_enquiry offenders:write_mappa_analysis offenders:consider_mappa offenders:withdraw_offender
        """),
]  # fmt: skip
PAGES = [("practitioner", "offenders:show_offender", ("offender_id",)), ("practitioner", "offenders:list_offenders", ("case_id",))]


def make(lived):
    from tests.access.world import NOW

    by = {"by": lived.users["practitioner"], "now": NOW}
    adult = add_person(case=lived.case, role="other_adult", given_names="Rex", family_name="Stroud", **by)
    offender = services.record_offender(case=lived.case, person=adult, registered="yes", mappa="yes", source="Police", known_at=NOW, **by)
    theo = Person.objects.get(pk=lived.ids["child_id"])
    services.record_contact(offender=offender, children=[theo], known_at=NOW, what="Sundays.", **by)
    sought = services.seek_view(offender=offender, whom="probation", who="Ms Hale", asked_at=NOW, result="asked", **by)
    return {"offender_id": offender.pk, "view_sought_id": sought.pk, "agency_enquiry_id": offender.enquiries.first().pk}
