"""Private fostering (policy 38, 39)."""
