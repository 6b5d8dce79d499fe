"""Each page of the main journey against the plain signed-in page of the same server. Aim: three times it, fifteen queries.

Granian serves as it does under `make run`: two workers, one blocking thread each, on the loopback. One client asks, page and plain
page in turn, so that whatever else the machine does falls on both alike; the median counts.
"""

from __future__ import annotations

import http.client
import statistics
import subprocess
import time
from contextlib import contextmanager
from typing import Any

ROUNDS = 60
WARM_UP = 12
AIM_RATIO, AIM_QUERIES = 3.0, 15


@contextmanager
def server(port: int):
    """The application on the benchmark's database."""
    from benchmarks.database import environment
    from tools.run import BIN, collect_static
    from tools.services import answers, wait_until

    settings = environment()
    collect_static(settings)
    command = [BIN / "granian", "--interface", "wsgi", "--host", "127.0.0.1", "--port", port, "--workers", 2, "--blocking-threads", 1]
    command += ["--no-ws", "--log-level", "warning", "cafcass_cases.wsgi:application"]
    process = subprocess.Popen([str(word) for word in command], env=settings)
    try:
        wait_until(lambda: answers(port), "The server did not start.", seconds=60)
        yield
    finally:
        process.terminate()
        process.wait(20)


class Reader:
    """One member of staff with one connection that stays open."""

    def __init__(self, port: int, cookie: str) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.headers = {"Cookie": cookie, "Accept": "text/html"}

    def ask(self, url: str) -> float:
        """Seconds until the whole page is there."""
        start = time.perf_counter()
        self.connection.request("GET", url, headers=self.headers)
        response = self.connection.getresponse()
        response.read()
        if response.status != 200:
            raise RuntimeError(f"{url} answers {response.status} {response.getheader('Location', '')}")
        return time.perf_counter() - start


def compare(reader: Reader, url: str, plain: str) -> tuple[float, float]:
    """Median seconds of the page and of the plain page, asked in turn."""
    for _ in range(WARM_UP):
        reader.ask(url)
        reader.ask(plain)
    pages, plains = [], []
    for _ in range(ROUNDS):
        plains.append(reader.ask(plain))
        pages.append(reader.ask(url))
    return statistics.median(pages), statistics.median(plains)


def measure(lived: Any, port: int) -> list[dict[str, Any]]:
    """A row for each page: whose, which, milliseconds, times the plain page, queries."""
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django.urls import reverse
    from django.utils.http import urlencode

    from cafcass_cases.core import clock
    from cafcass_cases.duties.services import beat
    from tests.access.test_query_bounds import ASKED, BOOKKEEPING, PAGES

    rows = []
    plain = reverse("desk:show_plain_page")
    clients: dict[str, Client] = {}
    for member, name, arguments in PAGES:
        if member not in clients:
            # As from the machine itself: cookies that ask for a secure connection are sent by hand.
            clients[member] = Client(HTTP_HOST="127.0.0.1", secure=True)
            clients[member].force_login(lived.users[member])
        url = reverse(name, args=[lived.ids[argument] for argument in arguments])
        if name in ASKED:
            url = f"{url}?{urlencode(ASKED[name])}"
        for heart in ("sweep", "mail"):
            beat(name=heart, now=clock.now(), detail="benchmark")  # no banner of a stopped clock on any page
        clients[member].get(url)
        with CaptureQueriesContext(connection) as asked:
            clients[member].get(url)
        queries = sum(not BOOKKEEPING.match(one["sql"]) for one in asked.captured_queries)
        cookie = f"{settings.SESSION_COOKIE_NAME}={clients[member].cookies[settings.SESSION_COOKIE_NAME].value}"
        page, bare = compare(Reader(port, cookie), url, plain)
        rows.append({"member": member, "page": name, "ms": page * 1000, "plain_ms": bare * 1000, "ratio": page / bare, "queries": queries})
    return rows
