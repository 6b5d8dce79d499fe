"""A mail server for one's own machine: takes every message and keeps it in var/mail. `python -m tools.mail_catcher PORT`."""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import sys
import time

from aiosmtpd.smtp import SMTP

from tools.common import VAR

MAIL = VAR / "mail"


class Keeper:
    """Writes each message to a file of its own, readable by its owner only."""

    def __init__(self):
        MAIL.mkdir(parents=True, exist_ok=True)
        self.numbers = itertools.count(1)

    async def handle_DATA(self, server, session, envelope):
        name = f"{time.strftime('%Y%m%dT%H%M%S')}-{os.getpid()}-{next(self.numbers):05d}.eml"
        part = MAIL / f".{name}"
        with open(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(envelope.content)
        part.rename(MAIL / name)
        return "250 Message kept"


async def serve(port: int) -> None:
    loop = asyncio.get_running_loop()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    keeper = Keeper()
    server = await loop.create_server(lambda: SMTP(keeper, hostname="localhost", loop=loop), "127.0.0.1", port)
    await stopped.wait()
    server.close()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
