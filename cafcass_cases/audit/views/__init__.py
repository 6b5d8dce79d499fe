from .reading import LogsReading

__all__ = ["LogsReading"]
