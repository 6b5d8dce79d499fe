"""Compliance and the public's statistics: every number from one query object (policy 0)."""
