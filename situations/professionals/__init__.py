"""Concerns about somebody who works with children, and the LADO (policy 6, 49 to 51)."""
