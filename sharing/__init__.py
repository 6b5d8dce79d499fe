"""Sharing information: who may be told what, and what was shared (policy 20 to 26, 40)."""
