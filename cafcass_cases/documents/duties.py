"""What filing at court sets running: nobody takes silence for a receipt."""

from cafcass_cases.duties.definitions import DutyDefinition, Local, register

COURT_RECEIPT = register(
    DutyDefinition(
        key="court-receipt",
        title="Get the court’s receipt for what was filed",
        requirements=(),
        owner_role="practitioner",
        time_limit=Local("COURT_RECEIPT"),
        discharged_by="The court’s interface gives its receipt, or it is recorded how the document was sent instead.",
    )
)
