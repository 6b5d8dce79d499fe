"""Advice to the court, with findings of fact awaited and family time with an offender (policy 17, 54)."""
