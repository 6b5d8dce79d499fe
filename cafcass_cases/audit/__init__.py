"""Audit: who did, changed and saw what, when and why; and the proof that nobody altered it afterwards (DESIGN §7)."""
