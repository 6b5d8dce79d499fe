"""The fake court on a port of its own, and what an application needs to speak with it."""

import pytest

from cafcass_cases.documents import court_interface
from tools.fake_court import FakeCourt


@pytest.fixture
def court(settings, monkeypatch):
    """The fake of the court's interfaces, configured; it is waited for half a second where it drips."""
    monkeypatch.setattr(court_interface, "PATIENCE", 0.5)
    with FakeCourt(slow_for=2.0) as running:
        settings.COURT_INTERFACES = running.settings()
        yield running
