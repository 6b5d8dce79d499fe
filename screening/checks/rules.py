"""Where this room carries out what is neither a duty nor refused by a service."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

register_carrier(("F2.15-1",), Carrier("screen", "One check list for each person of the case"))
register_carrier(
    ("F2.18-4",), Carrier("rule", "The plan status is asked in each authority check, and the checks cannot be concluded without it")
)
register_carrier(("F2.19-1", "F2.20-1", "P59-1"), Carrier("rule", "Which checks a case needs follows from its record"))
register_carrier(("F2.22-2",), Carrier("screen", "Work before the checks, counted by month and team"))
register_carrier(("F2.23-1",), Carrier("screen", "Checks not yet in: each case with its age and holder"))
register_carrier(("F2.25-1",), Carrier("screen", "Screening alone is not an assessment of risk: said where the checks are concluded"))
register_carrier(("F3.62-3",), Carrier("rule", "Each request for checks keeps why it is lawful, necessary and proportionate"))
register_carrier(
    ("F2.75-1",), Carrier("rule", "What came back of a check stands on the case, and is not closed without what it means for the child")
)
register_carrier(
    ("F1.22-1",), Carrier("rule", "What goes beyond the core checks is asked only with why it is lawful, necessary and proportionate")
)
register_carrier(("F3.70-1",), Carrier("screen", "Extended checks: health, domestic abuse service, adult services, probation"))
register_carrier(("P60-1",), Carrier("screen", "Police check abroad, with its two triggers"))
register_carrier(("FR7-1",), Carrier("document", "Consent to perform checks"))
register_carrier(("FA2-1",), Carrier("rule", "The former label is answered with the right term"))
register_carrier(("FA2-4",), Carrier("rule", "The list of offences, and how an answer of the police is held against it"))
