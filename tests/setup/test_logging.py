"""Logs hold no personal data: an error is logged with its kind and place, not with its words."""

import io
import logging

from cafcass_cases.settings.logging import PlainFormatter


def test_an_error_is_logged_without_its_words():
    # given an error that quotes a row, as database errors do
    output = io.StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(PlainFormatter("%(levelname)s %(message)s"))
    logger = logging.Logger("test")
    logger.addHandler(handler)
    try:
        try:
            raise KeyError("Amelia Hart")
        except KeyError as error:
            raise ValueError("Key (name)=(Amelia Hart) exists") from error
    # when it is logged
    except ValueError:
        logger.exception("A task failed")
    # then kind, cause and place are there, and the name is not
    text = output.getvalue()
    assert "builtins.ValueError" in text
    assert "caused by builtins.KeyError" in text
    assert "test_logging.py" in text
    assert "Amelia" not in text
