"""Orders that leave a child at risk: the four options and the Designated Family Judge (policy 46 to 48)."""
