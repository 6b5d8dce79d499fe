"""What may be done about information shared or wanted. Each verb is one transaction; moments are in UTC and are passed in."""

from .incidents import record_incident, view_incident

__all__ = ["record_incident", "view_incident"]
