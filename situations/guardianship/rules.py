"""What of policy 52 this room carries besides its duties."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

for _ids, _kind, _words in (
    (
        ("P52-1",),
        "rule",
        "Neither assessment nor application is supported before both checks of every prospective special guardian are completed and seen",
    ),
    (("P52-2",), "rule", "Nor before the outcome of each check is recorded and analysed"),
    (("P52-3",), "screen", "Checks that come after the next hearing, or have no date, are a warning on the timetable"),
):
    register_carrier(_ids, Carrier(_kind, _words))
