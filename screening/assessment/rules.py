"""Where this room carries out what is neither a duty nor a path (framework 2.2 to 2.37, 2.60, 2.79, 2.80, appendix III)."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

for _ids, _words in (
    (("F2.14-1",), "Each factor of the list is there, not there, or not known: the form is refused with one unanswered"),
    (("F2.25-1",), "A safety assessment without a risk identification form says on what it rests besides screening"),
    (("F2.26-1", "FR1-1"), "The risk form is refused without people met, likelihood, source, analysis or action"),
    (
        ("F2.33-1", "F2.33-2", "F2.33-3", "F2.33-4"),
        "A safety assessment is refused while a key element that applies is neither answered nor excused",
    ),
    (("F2.33-5",), "A longer-term risk is answered with a reason; yes needs its concern"),
    (("F2.37-1",), "Needs are not recorded without consent given, refused, or not sought and why"),
    (("F2.37T-1",), "Screening is not concluded while a check has neither an answer nor a reason"),
    (("F2.37T-2",), "Screening ends with three statements; one that says no says what is done"),
    (("F2.37T-3",), "Grounds to intervene need what is done"),
    (("F2.37T-4",), "A case plan rests on the completed form; a first plan is not approved without it"),
    (("F2.37T-5",), "The form settles worker safety, whether concerns are recorded, and whether to intervene"),
    (("F2.37T-6",), "A point of a plan has an owner and a date"),
    (("F2.37T-7",), "An assessment is not submitted while a referral that was decided is unsent"),
    (("F2.60-1",), "Domestic abuse is answered in every risk form, though nobody alleges it"),
    (("F2.60-2",), "An allegation is answered, with what stands in the way of help"),
    (("F2.60-8",), "Where there may be domestic abuse the plan says how the work protects everybody"),
    (("F2.60-11",), "Supported contact is refused where the risk calls for supervised"),
    (("F2.60-12",), "A case with a continuing risk is not closed before local support is made known"),
    (("F2.80-1",), "In private law the form says how the dispute affects each child"),
    (("FA3-1",), "The decision table of the section 120 pathway"),
):
    register_carrier(_ids, Carrier("rule", _words))

for _ids, _words in (
    (("F2.2-1", "F2.4-1"), "The case plan lists the ten areas, and names those not reviewed at this stage"),
    (("F2.13-1",), "The page of the stages shows where each of the three stands"),
    (("F2.14-2",), "The risk form says that no factor belongs to one kind of harm"),
    (("F2.14-3",), "Factors outside the list are written into the form and count like the rest"),
    (("F2.30-1",), "Every version of the form stays readable, and a copy can be made for the file"),
    (("F2.31-1",), "What a safety assessment is, on the page of the stages; it ends in a plan"),
    (("F2.34-1", "F2.36-1", "FR4-1"), "Needs and strengths, recorded once, go with a referral"),
    (("F2.60-13",), "The case plan leads to Practice Direction 12J"),
    (("F2.79-2",), "The section 120 letter says what a notification is; no clock of the authority runs"),
):
    register_carrier(_ids, Carrier("screen", _words))

register_carrier(
    ("FR8-1",),
    Carrier("document", "The section 120 letter: children and parties, facts and source, why past, proceedings, attachments, the court"),
)
