"""Where this room carries out what is neither a duty nor a path."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

register_carrier(("P38-2",), Carrier("rule", "Where the authority did not know of it, or has not assessed it, it is asked to"))
register_carrier(
    ("P38-3",), Carrier("rule", "The notification is not sent without the household, who holds parental responsibility and who agreed")
)
register_carrier(("P39-2",), Carrier("rule", "A concern about a privately fostered subject child opens the 16A for that child"))
