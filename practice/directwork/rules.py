"""Where this room carries out what is neither a duty nor a path."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

for _ids, _words in (
    (("F2.40-1",), "A plan for a child with a known barrier is refused without how it is overcome"),
    (("F2.44-1",), "An expert’s assessment is recorded with what the child says of it, or why not asked"),
    (
        ("F1.20-1", "F2.45-1"),
        "The record is not signed until it is answered whether our role, what a child who disagrees can do, and the limits were explained",
    ),
    (("F2.88-1",), "A child is told in a way that fits; not telling needs the reason that it would be unsafe, and age is none"),
    (("F2.47-1",), "The record of work with a child is not signed without its ten points"),
    (("F2.49-1",), "Distress is recorded with encouragement, decision and reason"),
    (("F2.52-1", "F2.55-1"), "A case with a looked after child is not closed without the check and the handover"),
    (("F2.60-11",), "A supported contact centre is refused where the risk calls for supervised contact"),
    (
        ("F2.89-1",),
        "Once suspicion is reached, work that asks about the event is refused, unless a departure was discussed with the manager",
    ),
    (
        ("F2.90-1", "F2.93-1"),
        "What a child tells is kept in the child’s words, with explanation, who is held responsible, and who was there",
    ),
    (("F2.91-1", "F2.91-2"), "A child’s view is not saved without why the child was not told, or support where the child disagrees"),
    (("F2.96-2",), "A skin map is refused unless all of it was visible without undressing"),
    (("F2.97-1",), "Only whoever did the work signs its record; a correction is a new, dated entry"),
    (("F4.6-1", "F4.6-3"), "A plan answers the child’s wish, place and length, familiar person and another adult in the home"),
    (("F4.6-2",), "The practitioner’s home, a car and the child’s bedroom are refused; what was done there is an incident"),
    (("FR3-1",), "Each mark of a skin map has a site and a description"),
):
    register_carrier(_ids, Carrier("rule", _words))

register_carrier(("F2.92-1", "F2.74-1"), Carrier("screen", "What to do when a child tells of harm, where it is written down"))
register_carrier(("F2.94-1",), Carrier("document", "The written referral says that Cafcass passes on what was reported"))
register_carrier(("F2.96-1", "FR3-1"), Carrier("screen", "The skin map: a drawing or a list, printed with numbered marks"))
register_carrier(("F2.91-2",), Carrier("document", "The written referral carries each child’s view of it"))
register_carrier(("F2.56-1",), Carrier("screen", "A reviewing officer’s referral is recorded and goes to the manager and Cafcass Legal"))
register_carrier(("F4.5-1",), Carrier("screen", "Materials are chosen from a list without therapy"))
register_carrier(("F4.6-4", "F4.6-5"), Carrier("screen", "Warnings on the record and the plan"))
register_carrier(("FR5-1",), Carrier("screen", "The questions about disability, kept by administrators, in the plan for a disabled child"))
register_carrier(("F4.10-1",), Carrier("screen", "Safeguarding competence: the yearly appraisal, and who had none"))
