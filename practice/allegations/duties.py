"""What an allegation about a member of staff sets running (framework 4.13–4.25)."""

from cafcass_cases.duties.definitions import URGENT, DutyDefinition, Local, register

DISCUSSED = register(
    DutyDefinition(
        key="allegation-discussed",
        title="Talk an allegation over with the person’s manager, or another",
        requirements=("F4.16-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_DISCUSSED"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="With whom, and when, is recorded.",
    )
)
DIRECTORS_TOLD = register(
    DutyDefinition(
        key="allegation-directors-told",
        title="Tell both directors of an allegation",
        requirements=("F4.18-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_TOLD"),
        ladder=URGENT,
        alert_on_open=True,
        discharged_by="The Assistant Director of the area and the director with safeguarding responsibility are both told.",
    )
)
ROUTE = register(
    DutyDefinition(
        key="allegation-route",
        title="Ask the director how to proceed",
        requirements=("F4.17-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_TOLD"),
        ladder=URGENT,
        discharged_by="What the director decided is recorded.",
    )
)
CONTACT = register(
    DutyDefinition(
        key="allegation-contact",
        title="Decide on the person’s contact with children",
        requirements=("F4.22-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_CONTACT"),
        ladder=URGENT,
        discharged_by="A manager’s decision and reasons are recorded.",
    )
)
LADO = register(
    DutyDefinition(
        key="allegation-lado",
        title="Decide on the authority’s Designated Officer, and send the referral",
        requirements=("F4.19-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_LADO"),
        ladder=URGENT,
        discharged_by="The referral is sent, or it is decided against, with reasons.",
    )
)
REGULATOR = register(
    DutyDefinition(
        key="allegation-regulator",
        title="Decide on a notice to a regulator",
        requirements=("F4.20-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_REGULATOR"),
        discharged_by="The decision and its reasons are recorded; where they are told, the notice is sent.",
    )
)
SUPPORT = register(
    DutyDefinition(
        key="allegation-support",
        title="Offer support to the person an allegation is about",
        requirements=("F4.22-1",),
        owner_role="manager",
        time_limit=Local("ALLEGATION_SUPPORT"),
        discharged_by="The support offered is recorded.",
    )
)
