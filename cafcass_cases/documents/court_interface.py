"""Speaking with the court's interfaces over HTTP: private law and public law, reading and filing.

Nothing here touches the database. What goes wrong is a :class:`CourtTrouble` in our own words: what the court answered may
hold anything, so it is never repeated.
"""

from __future__ import annotations

import json
import re
import secrets
import time
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from django.conf import settings

LARGEST_ANSWER = 50 * 1024 * 1024
"""Bytes. A window of fifteen minutes holds far less; a document at most half of it."""
PATIENCE = 20.0
"""Seconds to wait for a whole answer. One that drips is slow too."""

PDF, DOCX = "application/pdf", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
FILE_TYPES = {"pdf": (b"%PDF-", PDF), "docx": (b"PK\x03\x04", DOCX)}


class CourtTrouble(Exception):
    """What went wrong, in our own words. ``again``: the same request may succeed later. ``status`` 0: there was no answer."""

    def __init__(self, words: str, *, again: bool, status: int = 0) -> None:
        super().__init__(words)
        self.words = words
        self.again = again
        self.status = status


@dataclass(frozen=True)
class CourtInterface:
    """One of the court's two interfaces. The tokens are kept out of every repr, so out of every log."""

    law: str
    url: str
    token: str = field(repr=False)
    service_token: str = field(repr=False)

    def applications(self, start: str, end: str) -> Any:
        """The applications new or changed in a window of at most fifteen minutes: local date-times without a zone. Raises CourtTrouble."""
        path, names = ("/cases/searchCases", ("start_date", "end_date")) if self.law == "private" else ("/cases", ("startDate", "endDate"))
        answer = self._ask(f"{path}?{urlencode(dict(zip(names, (start, end), strict=True)))}")
        try:
            return json.loads(answer)
        except ValueError:
            raise CourtTrouble("The court’s answer could not be read.", again=True, status=200) from None

    def document(self, document_id: str) -> bytes:
        """The bytes of a document of an application. Raises CourtTrouble."""
        return self._ask(f"/cases/documents/{quote(document_id, safe='')}/binary")

    def file(self, *, court_case_id: str, content: bytes, file_name: str, content_type: str, type_of_document: str) -> str:
        """File a document: the court's receipt, "" where it accepted without words. Raises CourtTrouble."""
        boundary = secrets.token_hex(16)
        parts = (
            f'--{boundary}\r\nContent-Disposition: form-data; name="typeOfDocument"\r\n\r\n{type_of_document}\r\n'
            f'--{boundary}\r\nContent-Disposition: form-data; name="file"; filename="{file_name}"\r\nContent-Type: {content_type}\r\n\r\n'
        )
        body = parts.encode() + content + f"\r\n--{boundary}--\r\n".encode()
        path = f"/{court_case_id}/document" if self.law == "private" else f"/cases/{court_case_id}/document"
        return _message(self._ask(path, body, f"multipart/form-data; boundary={boundary}"))

    def name_guardian(self, *, court_case_id: str, guardians: list[dict[str, Any]]) -> str:
        """Tell the court who the Children's Guardian is (public law): the court's receipt. Raises CourtTrouble."""
        return _message(self._ask(f"/cases/{court_case_id}/guardians", json.dumps(guardians).encode(), "application/json"))

    def _ask(self, path: str, body: bytes | None = None, content_type: str = "") -> bytes:
        headers = {
            "Authorization": f"Bearer {self.token}",
            "ServiceAuthorization": f"Bearer {self.service_token}",
            "Accept": "*/*" if path.endswith("/binary") else "application/json",
            **({"Content-Type": content_type} if content_type else {}),
        }
        try:
            return _answer(Request(self.url + path, data=body, headers=headers, method="POST" if body is not None else "GET"))
        except HTTPError as refused:
            refused.close()
            raise _refusal(refused.code) from None
        except TimeoutError:
            raise CourtTrouble(f"The court did not answer within {PATIENCE:.0f} seconds.", again=True) from None
        except URLError as error:
            if isinstance(error.reason, TimeoutError):
                raise CourtTrouble(f"The court did not answer within {PATIENCE:.0f} seconds.", again=True) from None
            raise CourtTrouble("The court’s interface was not reached.", again=True) from None
        except (OSError, HTTPException):
            raise CourtTrouble("The connection to the court broke off.", again=True) from None


class _NoRedirect(HTTPRedirectHandler):
    """Our tokens go to the configured address and nowhere else."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


_opener = build_opener(_NoRedirect)


def _answer(request: Request) -> bytes:
    """The whole answer, within :data:`PATIENCE`. Raises what urllib raises, TimeoutError, CourtTrouble where it is too large."""
    end = time.monotonic() + PATIENCE
    pieces: list[bytes] = []
    size = 0
    with _opener.open(request, timeout=PATIENCE) as answer:
        while piece := answer.read1(64 * 1024):
            size += len(piece)
            if size > LARGEST_ANSWER:
                raise CourtTrouble("The court’s answer is larger than 50 MB.", again=False)
            if time.monotonic() > end:
                raise TimeoutError
            pieces.append(piece)
        if answer.length:  # it said how long it would be, and stopped before
            raise ConnectionError
    return b"".join(pieces)


def _refusal(status: int) -> CourtTrouble:
    if status in (401, 403):
        return CourtTrouble("The court does not accept our tokens.", again=True, status=status)
    if status == 404:
        return CourtTrouble("The court does not know this case or document.", again=False, status=status)
    if status in (408, 425, 429) or status >= 500:
        return CourtTrouble(f"The court’s interface is in trouble ({status}).", again=True, status=status)
    return CourtTrouble(f"The court refused what we sent ({status}).", again=False, status=status)


def _message(answer: bytes) -> str:
    """The receipt's words, in one line; "" where the court accepted without any that can be read."""
    try:
        message = json.loads(answer)["message"]
    except (ValueError, KeyError, TypeError):
        return ""
    return re.sub(r"\s+", " ", str(message))[:300]


def file_type_of(content: bytes) -> str:
    """ "pdf" or "docx" by what the bytes are, "" for anything else. The file's name proves nothing."""
    return next((name for name, (mark, _) in FILE_TYPES.items() if bytes(content[:8]).startswith(mark)), "")


def interface_for(law: str) -> CourtInterface | None:
    """The court's interface for private or public law; None where no address is configured."""
    found = settings.COURT_INTERFACES.get(law)
    return CourtInterface(law, found["url"], found["token"], found["service_token"]) if found else None
