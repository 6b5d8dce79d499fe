"""Managed offenders: MAPPA and registered sex offenders (policy 25, 26, 53)."""
