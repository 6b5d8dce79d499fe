"""Supervision for safeguarding: a practitioner's cases sampled in a systematic way, and the evidence of each key process (framework App. V)."""
