"""Special guardianship: the checks to be seen first (policy 52)."""
