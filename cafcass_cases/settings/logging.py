"""Logging: plain lines on standard error, without personal data."""

from __future__ import annotations

import logging as python_logging
import traceback


class PlainFormatter(python_logging.Formatter):
    """Shows where an error came from and what kind it was, not its words: a database error quotes the row."""

    def formatException(self, ei) -> str:
        kind, error, trace = ei
        lines = ["Traceback (most recent call last):"]
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in traceback.extract_tb(trace)]
        lines.append(f"{kind.__module__}.{kind.__qualname__}" if kind else "error")
        cause = error.__cause__ if error is not None else None
        if cause is not None:
            lines.append(f"caused by {type(cause).__module__}.{type(cause).__qualname__}")
        return "\n".join(lines)


def logging(level: str, *, messages_of_errors: bool) -> dict:
    """The LOGGING setting; error messages are shown only while developing."""
    formatter: dict[str, object] = {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}
    if not messages_of_errors:
        formatter["()"] = PlainFormatter
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"plain": formatter},
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": level},
        "loggers": {
            "django": {"handlers": ["stderr"], "level": level, "propagate": False},
            "django.server": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
            "django.db.backends": {"level": "ERROR"},
            # They log each task and each line of the PDF's style sheet.
            "celery.worker.strategy": {"level": "WARNING"},
            "celery.app.trace": {"level": "WARNING"},
            "celery.beat": {"level": "WARNING"},
            "weasyprint": {"level": "ERROR"},
            "fontTools": {"level": "ERROR"},
        },
    }
