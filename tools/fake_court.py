"""A fake of the court's two interfaces, private law and public law, for tests and for the demonstration. Standard library only.

It answers as the court's does: the same paths, headers, windows of at most fifteen minutes, shapes and refusals. Everybody in its
applications is invented. What goes wrong is switched on: by the class in tests, by ``POST /switch`` on a running one:

    {"trouble": "401", "times": 3, "law": "private"}

Troubles: 400, 401, 404, 500 (or any status), "slow" (drips and does not finish), "broken" (JSON that ends too soon), "shape" (JSON of another
shape), "cut" (the connection breaks off), "lost" (it is done, and the answer is lost on the way). ``times`` 0: until switched off.
``{"duplicates": true}`` gives every case twice.

    python3 -m tools.fake_court PORT [SECONDS between applications]
"""

from __future__ import annotations

import json
import re
import sys
import threading
import time
from contextlib import suppress
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

TOKEN, SERVICE_TOKEN = "fake-user-token", "fake-service-token"
LONDON = ZoneInfo("Europe/London")
WINDOW = timedelta(minutes=15)
TYPES = {
    "16_4_Report", "CR_1", "CR_2", "CIR_Part1", "CIR_Part2", "CIR_Review", "cirTransferRequest", "cirExtensionRequest", "CMO_report",
    "Contact_Centre_Recordings", "Correspondence", "Direct_work", "Enforcement_report", "FAO_Report", "FAO_Workplan", "Letter_from_Child",
    "Other_Non_Section_7_Report", "Position_Statement", "Positive_Parenting_Programme_Report", "Re_W_Report", "S_11H_Monitoring",
    "S_16A_Risk_Assessment", "Safeguarding_Letter", "Safeguarding_Letter_Returner", "Safeguarding_Letter_Shorter_Template",
    "Safeguarding_Letter_Update", "Second_Gatekeeping_Safeguarding_Letter", "Section7_Addendum_Report",
    "Section7_Report_Child_Impact_Analysis", "Suitability_report",
}  # fmt: skip
PUBLIC_TYPES = {"GUARDIAN_REPORT", "POSITION_STATEMENT"}
PAPER = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj " + (
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


@dataclass
class Filed:
    """A document that somebody filed."""

    law: str
    case_id: str
    type_of_document: str
    file_name: str
    content: bytes


@dataclass
class FakeCourt:
    """The court: its cases, what was filed, and what goes wrong. ``with FakeCourt() as court: court.url("private")``."""

    port: int = 0
    slow_for: float = 30.0
    cases: dict[str, dict[str, dict[str, Any]]] = field(default_factory=lambda: {"private": {}, "public": {}})
    papers: dict[str, bytes] = field(default_factory=dict)
    filed: list[Filed] = field(default_factory=list)
    guardians: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, str, str]] = field(default_factory=list)
    duplicates: bool = False
    troubles: dict[str, list[Any]] = field(default_factory=dict)

    def __enter__(self) -> FakeCourt:
        self._lock, self._over = threading.Lock(), threading.Event()
        self.server = ThreadingHTTPServer(("127.0.0.1", self.port), type("Handler", (Handler,), {"court": self}))
        self.server.daemon_threads = True
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(self, *_: Any) -> None:
        self._over.set()
        self.server.shutdown()
        self.server.server_close()

    def url(self, law: str) -> str:
        port = self.server.server_address[1] if hasattr(self, "server") else self.port
        return f"http://127.0.0.1:{port}/{law}"

    def settings(self) -> dict[str, dict[str, str]]:
        """What an application that speaks with this court has to know."""
        return {law: {"url": self.url(law), "token": TOKEN, "service_token": SERVICE_TOKEN} for law in ("private", "public")}

    def put(self, law: str, case: dict[str, Any]) -> str:
        """A new case, or a changed one in place of the former. Its id."""
        with self._lock:
            self.cases[law][str(case["id"])] = deepcopy(case)
        return str(case["id"])

    def trouble(self, what: str, *, times: int = 0, law: str = "") -> None:
        """``what`` happens to the next ``times`` requests (0: to all), of both laws or of one. "" : nothing any more."""
        with self._lock:
            for one in [law] if law else ["private", "public"]:
                self.troubles[one] = [what, times] if what else []

    def next_trouble(self, law: str) -> str:
        with self._lock:
            waiting = self.troubles.get(law) or ["", 0]
            what, times = waiting
            if what and times:
                self.troubles[law] = [what, times - 1] if times > 1 else []
            return what

    def changed_between(self, law: str, start: datetime, end: datetime) -> list[dict[str, Any]]:
        name = "last_modified" if law == "private" else "lastModified"
        with self._lock:
            found = [case for case in self.cases[law].values() if start <= datetime.fromisoformat(case[name]) <= end]
        found.sort(key=lambda case: case[name])
        return [one for case in found for one in ([case, case] if self.duplicates else [case])]

    def wait(self, seconds: float) -> None:
        """Until the time is over, or the court is closed."""
        self._over.wait(seconds)


class Handler(BaseHTTPRequestHandler):
    """One request."""

    court: FakeCourt
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        law, path, question = self._parts()
        if law == "state":
            return self._json(
                200,
                {"filed": [[one.case_id, one.type_of_document, one.file_name] for one in self.court.filed], "asked": len(self.court.asked)},
            )
        if self._goes_wrong(law, path, question):
            return None
        names = ("start_date", "end_date") if law == "private" else ("startDate", "endDate")
        if path == ("/cases/searchCases" if law == "private" else "/cases"):
            return self._search(law, question.get(names[0], ""), question.get(names[1], ""))
        paper = re.fullmatch(r"/cases/documents/([\w-]+)/binary", path)
        content = self.court.papers.get(paper[1]) if paper else None
        if content is None:
            return self._json(404, {"message": "Not found"})
        return self._send(200, content, "application/pdf")

    def do_POST(self) -> None:
        law, path, question = self._parts()
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if law == "switch":
            words = json.loads(body)
            self.court.duplicates = bool(words.get("duplicates", self.court.duplicates))
            if "trouble" in words:
                self.court.trouble(str(words["trouble"]), times=int(words.get("times", 0)), law=str(words.get("law", "")))
            return self._json(200, {"message": "Switched"})
        trouble = self._goes_wrong(law, path, question)
        if trouble and trouble != "lost":
            return None
        status, answer = self._take(law, path, body)
        if trouble == "lost":
            self.close_connection = True
            return None
        return self._json(status, answer)

    def _parts(self) -> tuple[str, str, dict[str, str]]:
        address = urlsplit(self.path)
        law, _, rest = address.path.lstrip("/").partition("/")
        return law, f"/{rest}", {name: values[0] for name, values in parse_qs(address.query).items()}

    def _goes_wrong(self, law: str, path: str, question: dict[str, str]) -> str:
        """What went wrong, answered already; "lost" is answered by nobody, once it is done."""
        self.court.asked.append((law, path, json.dumps(question)))
        if law not in self.court.cases:
            self._json(404, {"message": "Not found"})
            return "404"
        if self.headers.get("Authorization") != f"Bearer {TOKEN}" or self.headers.get("ServiceAuthorization") != f"Bearer {SERVICE_TOKEN}":
            self._json(401, {"message": "The token lacks the role caseworker-privatelaw-cafcass"})
            return "401"
        trouble = self.court.next_trouble(law)
        if trouble.isdigit():
            self._json(int(trouble), {"message": f"Switched to {trouble}"})
        elif trouble == "slow":
            self._drip()
        elif trouble in ("broken", "shape"):
            self._send(200, b'{"total": 1, "cases": [{"id": 17' if trouble == "broken" else b'{"cases": "none"}', "application/json")
        elif trouble == "cut":
            self.close_connection = True
        return trouble

    def _drip(self) -> None:
        """Headers, a byte now and then, and never an end."""
        self.send_response(200)
        self.send_header("Content-Length", "100000")
        self.end_headers()
        end = time.monotonic() + self.court.slow_for
        while time.monotonic() < end and not self.court._over.is_set():
            try:
                self.wfile.write(b" ")
                self.wfile.flush()
            except OSError:
                return
            self.court.wait(0.1)
        self.close_connection = True

    def _search(self, law: str, start_text: str, end_text: str) -> None:
        try:
            start, end = datetime.fromisoformat(start_text), datetime.fromisoformat(end_text)
        except ValueError:
            return self._json(400, {"message": "start and end must be date-times"})
        if start.tzinfo or end.tzinfo or end < start:
            return self._json(400, {"message": "start and end must be local date-times, the start first"})
        if end - start > WINDOW:
            return self._json(400, {"message": "The window is at most 15 minutes"})
        found = self.court.changed_between(law, start, end)
        return self._json(200, {"total": len(found), "cases": found} if found else {"total": 0})

    def _take(self, law: str, path: str, body: bytes) -> tuple[int, dict[str, Any]]:
        to_guardians = re.fullmatch(r"/cases/(\d+)/guardians", path) if law == "public" else None
        to_file = re.fullmatch(r"/(\d+)/document" if law == "private" else r"/cases/(\d+)/document", path)
        found = to_guardians or to_file
        if not found or found[1] not in self.court.cases[law]:
            return 404, {"message": "No case found"}
        if to_guardians:
            named = json.loads(body)
            if not isinstance(named, list) or any(not one.get("guardianName") for one in named):
                return 400, {"message": "guardianName is missing"}
            self.court.guardians[found[1]] = named
            return 200, {"message": "Guardians updated"}
        parts = parts_of(body, self.headers.get("Content-Type", ""))
        kind = parts.get("typeOfDocument", ("", b""))[1].decode()
        name, content = parts.get("file", ("", b""))
        ending = name.rpartition(".")[2].lower()
        if kind not in (TYPES if law == "private" else PUBLIC_TYPES) or ending not in (("pdf", "docx") if law == "private" else ("pdf",)):
            return 400, {"message": "Bad type or format"}
        self.court.filed.append(Filed(law, found[1], kind, name, content))
        return 200, {"message": f"Document has been uploaded successfully: {name}"}

    def _json(self, status: int, value: Any) -> None:
        self._send(status, json.dumps(value).encode(), "application/json")

    def _send(self, status: int, content: bytes, content_type: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: Any) -> None:
        """Says nothing: whoever wants to know asks ``/state``."""


def parts_of(body: bytes, content_type: str) -> dict[str, tuple[str, bytes]]:
    """Name → (file name, bytes) of a multipart form."""
    boundary = re.search(r'boundary="?([^";]+)', content_type)
    found: dict[str, tuple[str, bytes]] = {}
    for part in body.split(b"--" + boundary[1].encode()) if boundary else ():
        head, blank, content = part.partition(b"\r\n\r\n")
        name = re.search(rb'name="([^"]*)"', head)
        file_name = re.search(rb'filename="([^"]*)"', head)
        if blank and name:
            found[name[1].decode()] = (file_name[1].decode() if file_name else "", content.removesuffix(b"\r\n"))
    return found


def remember(court: FakeCourt, kept: Path) -> None:
    """Write down which cases the court has, so that it knows them at its next start."""
    kept.write_text(json.dumps({"cases": court.cases, "papers": list(court.papers)}))


def recall(court: FakeCourt, kept: Path) -> None:
    """The cases of former starts."""
    if kept.exists():
        said = json.loads(kept.read_text())
        court.cases, court.papers = said["cases"], dict.fromkeys(said["papers"], PAPER)


def let_arrive(court: FakeCourt, every: float, kept: Path | None = None, most: int = 8) -> None:
    """Applications arrive one after another, private and public in turn; now and then the court changes one that came before."""
    from tools.fake_applications import Inventor

    inventor = Inventor(int(time.time()))
    last: dict[str, Any] | None = None
    for number in range(most):
        now = datetime.now(LONDON).replace(tzinfo=None)
        law = "public" if number % 3 == 2 else "private"
        case, papers = inventor.public_law(now) if law == "public" else inventor.private_law(now)
        court.papers |= {paper: PAPER for paper in papers.values()}
        court.put(law, case)
        if last and number % 3 == 1:
            last["last_modified"] = f"{now:%Y-%m-%dT%H:%M:%S.%f}"
            last["case_data"]["hearingData"][0]["value"]["hearingDateTime"] = f"{now + timedelta(days=30):%Y-%m-%dT14:00:00}"
            court.put("private", last)
        last = case if law == "private" else last
        if kept:
            remember(court, kept)
        court.wait(every)


def main(arguments: list[str]) -> None:
    port, every = int(arguments[0]) if arguments else 8090, float(arguments[1]) if len(arguments) > 1 else 120.0
    kept = Path(arguments[2]) if len(arguments) > 2 else None
    with FakeCourt(port=port) as court:
        if kept:
            recall(court, kept)
        let_arrive(court, every, kept)
        court.wait(365 * 24 * 3600)


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(sys.argv[1:])
