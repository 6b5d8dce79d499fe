from .incidents import Incident

__all__ = ["Incident"]
