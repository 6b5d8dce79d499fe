"""Home education and children not attending school (policy 36, 37)."""
