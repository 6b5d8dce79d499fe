"""What the figures carry out of the policy."""

from cafcass_cases.policy.catalogue import Carrier, register_carrier

register_carrier(("P0-4",), Carrier("screen", "Compliance: how often each duty was met, late and departed from, by team, area and period"))
