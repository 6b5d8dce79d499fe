"""Special situations: one app for each path of policy 8 to 54 (ADR 14). Siblings do not import one another."""
