"""Health of a container: `web` answers at all; `sweep` asks whether /health/ is green."""

import http.client
import os
import sys
from urllib.parse import urlsplit

HOSTS = {"web": "127.0.0.1", "sweep": "web"}


def status(host: str) -> int:
    """The status of /health/, asked as the proxy asks (its name, over TLS that ended there)."""
    connection = http.client.HTTPConnection(host, 8000, timeout=8)
    name = urlsplit(os.environ["BASE_URL"]).netloc
    connection.request("GET", "/health/", headers={"Host": name, "X-Forwarded-Proto": "https"})
    return connection.getresponse().status


if __name__ == "__main__":
    what = sys.argv[1]
    code = status(HOSTS[what])
    # A red /health/ (503) is an answer: the web process is well, and says that the sweep is not.
    sys.exit(0 if code == 200 or (what == "web" and code == 503) else 1)
