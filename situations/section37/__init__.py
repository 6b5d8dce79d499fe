"""Section 37: advice, the authority told first, the order and its report (policy 32 to 35)."""
