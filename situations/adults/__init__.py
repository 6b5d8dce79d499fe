"""Adults at risk (policy 41, 42)."""
