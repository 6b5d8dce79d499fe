"""A child in care discloses more (policy 8)."""
