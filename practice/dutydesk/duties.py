"""What an enquiry about a case sets running: somebody on duty takes it, and it is answered. One without a case: :mod:`.notices`."""

from cafcass_cases.duties.definitions import URGENT, DutyDefinition, Local, WhereSerious, register

TAKEN_LIMIT = WhereSerious(Local("DESK_TAKEN_CONCERN"), Local("DESK_TAKEN"))
ANSWERED_LIMIT = WhereSerious(Local("DESK_ANSWERED_CONCERN"), Local("DESK_ANSWERED"))

ENQUIRY_TAKEN = register(
    DutyDefinition(
        key="desk-enquiry-taken",
        title="Take an enquiry at the duty desk",
        requirements=(),
        owner_role="manager",
        time_limit=TAKEN_LIMIT,
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="Somebody on duty takes it.",
    )
)
ENQUIRY_ANSWERED = register(
    DutyDefinition(
        key="desk-enquiry-answered",
        title="Answer an enquiry at the duty desk, or log it as a concern",
        requirements=(),
        owner_role="manager",
        time_limit=ANSWERED_LIMIT,
        ladder=URGENT,
        discharged_by="The answer is recorded, or the concern is logged.",
    )
)

KEYS = ("desk-enquiry-taken", "desk-enquiry-answered")
