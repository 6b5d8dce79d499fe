"""The public's statistics: what three requests under the Freedom of Information Act asked for and were told is not held."""
