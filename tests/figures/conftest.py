"""What the tests of figures count."""

from .compliance_world import lived  # noqa: F401
