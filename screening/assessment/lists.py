"""The lists of the framework, in our own words: risk factors (2.14), key elements (2.33), areas of analysis (2.2), stages (2.37)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """One line of a list. ``when``: it is asked only there ("victim", "perpetrator", "change": framework 2.33; "public": public law)."""

    key: str
    words: str
    hint: str = ""
    when: str = ""


FACTORS = (
    Entry("earlier_harm", "Earlier harm to a child"),
    Entry("domestic_abuse", "Domestic abuse", "Say whether it is getting worse"),
    Entry("jealousy", "Jealous or possessive behaviour to a partner or child"),
    Entry("after_separation", "Violence after the separation"),
    Entry("contact_violence", "Violence tied to time spent with a child"),
    Entry("abduction", "Threats or fear of abduction"),
    Entry("other_violence", "Other violence, weapons included"),
    Entry("mental_health", "A parent’s mental ill health or learning difficulty"),
    Entry("suicide", "Suicide attempted or threatened, by an adult or a child"),
    Entry("substances", "Drug or alcohol misuse"),
    Entry("dangerous_person", "Somebody in the family or household who is a risk to children"),
    Entry("family_stress", "Acute stress in the family", "Such as high conflict, debt, poor housing or isolation"),
    Entry(
        "child_feature",
        "Something about the child that raises the risk",
        "Such as a disability, behaviour, or not being a child of the family",
    ),
    Entry("cultural", "A cultural factor, such as a risk of forced marriage"),
    Entry(
        "placed_with_parent", "Placed with a parent during the proceedings", "Above all where it is not the authority’s plan", when="public"
    ),
    Entry("unassessed_placement", "Private fostering or a family placement that nobody has assessed"),
)
"""Framework 2.14. No factor belongs to one kind of harm; the list is open."""

ELEMENTS = (
    Entry("professionals", "Professionals spoken to and files seen", "Where screening raised a concern"),
    Entry("agencies", "What each agency does, and its own view of risk and safety"),
    Entry("chronology", "What happened before, from all sources"),
    Entry("staff_safety", "The safety of staff and of other adults"),
    Entry("apart", "Risks from the person who harms, apart from the victim’s circumstances"),
    Entry("child_view", "Whether the child can, and dares to, give a view on the application"),
    Entry("others_safety", "The safety of others who matter to the child"),
    Entry("better_worse", "What makes things better or worse"),
    Entry("diversity", "Race, culture, language, communication and other diversity"),
    Entry("safer_riskier", "What would make it safer, and what riskier"),
    Entry("at_home", "What has to happen at home"),
    Entry("at_court", "What has to happen at court"),
    Entry("long_term", "Risks in the longer term"),
    Entry("needs", "Needs beyond safety"),
    Entry("victim_risk", "The victim’s view: how great is the risk now?", when="victim"),
    Entry("victim_change", "The victim’s view: is it getting worse?", when="victim"),
    Entry("victim_applications", "The victim’s view of the applications", when="victim"),
    Entry("victim_support", "What support the victim has now", when="victim"),
    Entry("change", "What would have to change for the person who harms to be thought safe", when="change"),
    Entry("perpetrator_harm", "That person’s view of the harm", when="perpetrator"),
    Entry("perpetrator_impact", "That person’s view of its effect on the victim", when="perpetrator"),
    Entry("perpetrator_applications", "That person’s view of the applications", when="perpetrator"),
)
"""Framework 2.33. Each is answered, or says why it does not apply."""

AREAS = (
    Entry("wishes", "The child’s wishes"),
    Entry("feelings", "The child’s feelings"),
    Entry("needs", "The child’s needs"),
    Entry("development", "The child’s development"),
    Entry("risk", "Risk and the safety process"),
    Entry("parents", "What the parents can do, and where they are vulnerable"),
    Entry("relationship", "The parents’ relationship"),
    Entry("agencies", "What other agencies do"),
    Entry("options", "Options for the outcomes wanted"),
    Entry("change", "The likely effect of change"),
)
"""Framework 2.2. The child’s view and diversity run through each."""

AUTHORITY_STEPS = (
    Entry("checks", "Checks of the authority’s records, police and courts"),
    Entry("people_met", "The adults and the child were met"),
    Entry("factors", "Risk factors, about whom, and the source"),
    Entry("likelihood", "How likely harm is"),
    Entry("actions", "What is done to reduce or manage the risk"),
    Entry("worker_safety", "Safety of those who work with the family"),
    Entry("safety_assessment", "A fuller assessment of safety, with a long-term plan"),
    Entry("monitoring", "Who answers for each point of the plan"),
)
"""Public law: what the authority’s work shows between them (framework 2.24, 2.29 and the table after 2.37)."""

WITNESSING_HARMS = ("domestic_abuse", "emotional")
"""Kinds of harm that a child may suffer by seeing or hearing another ill-treated. Everything else is referred (framework 2.79)."""


def words_of(entries: tuple[Entry, ...], key: str) -> str:
    """The words of a line. An unknown key is given back as it is."""
    return next((entry.words for entry in entries if entry.key == key), key)
