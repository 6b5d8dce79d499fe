"""Reading the environment, and saying in a sentence what is wrong with it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent
LOCAL_HOSTS = {"127.0.0.1", "localhost", "::1", "[::1]", "testserver"}
HOW = "Set it in the environment; `python3 make.py run` sets up a machine of your own."


class Reader:
    """Reads settings, gathers what is wrong, and stops the start with all of it at once."""

    def __init__(self, values: Mapping[str, str]):
        self.env = environ.Env()
        self.env.ENVIRON = dict(values)
        self.problems: list[str] = []

    @classmethod
    def of_this_machine(cls) -> Reader:
        """The environment, and under it what make.py wrote for this machine."""
        local = BASE_DIR / "var" / "local.env"
        if local.exists():
            environ.Env.read_env(local, overwrite=False)
        return cls(os.environ)

    def stop_on_problems(self) -> None:
        """Raise SystemExit with one line for each problem: a person starts this, and a traceback tells them nothing."""
        if self.problems:
            raise SystemExit("The settings are not right, so nothing was started.\n- " + "\n- ".join(self.problems))

    def text(self, name: str, default: str) -> str:
        return self.env.str(name, default=default)

    def words(self, name: str) -> list[str]:
        return self.env.list(name, default=[])

    def folder(self, name: str, default: Path) -> Path:
        return Path(self.env.str(name, default=str(default)))

    def switch(self, name: str, *, default: bool) -> bool:
        word = self.env.str(name, default="").strip().lower()
        if word in {"", "true", "1", "yes", "on", "false", "0", "no", "off"}:
            return word in {"true", "1", "yes", "on"} if word else default
        self.problems.append(f"{name} is “{word}”. Set it to true or false.")
        return default

    def number(self, name: str, *, default: int) -> int:
        try:
            return self.env.int(name, default=default)
        except ValueError:
            self.problems.append(f"{name} is not a whole number. Set it to one, such as {default}.")
            return default

    def url(self, name: str, schemes: tuple[str, ...], meaning: str) -> str:
        value = self.env.str(name, default="")
        if not value:
            self.problems.append(f"{name} is missing: the address of {meaning}. {HOW}")
        elif urlsplit(value).scheme not in schemes:
            self.problems.append(f"{name} must begin with {schemes[0]}:// and name {meaning}.")
        return value

    def base_url(self) -> str:
        """The address people type, without a slash at the end: links in messages begin with it."""
        return self.url("BASE_URL", ("https", "http"), "the site as people type it, such as https://cases.example.org").rstrip("/")

    def secret_key(self) -> str:
        key = self.env.str("SECRET_KEY", default="")
        if not key:
            self.problems.append(f"SECRET_KEY is missing: 50 or more random characters that nobody else knows. {HOW}")
        elif len(key) < 50 or len(set(key)) < 5 or "insecure" in key:
            self.problems.append("SECRET_KEY can be guessed. Set it to 50 or more random characters.")
        return key

    def hosts(self, base_url: str) -> list[str]:
        hosts = self.words("ALLOWED_HOSTS") or [host for host in (urlsplit(base_url).hostname,) if host]
        if "*" in hosts:
            self.problems.append("ALLOWED_HOSTS is *, which lets anybody name this site. List the names people type, with commas between.")
        return hosts

    def email(self) -> dict[str, object]:
        """The mail server's settings from EMAIL_URL."""
        example = "such as smtp+tls://user:password@mail.example.org:587"
        if not self.env.str("EMAIL_URL", default=""):
            self.problems.append(f"EMAIL_URL is missing: the mail server that takes alerts, {example}. {HOW}")
            return {}
        try:
            return {**self.env.email_url("EMAIL_URL"), "EMAIL_TIMEOUT": 10}
        except (ImproperlyConfigured, KeyError):
            self.problems.append(f"EMAIL_URL is not the address of a mail server. Set it to one, {example}.")
            return {}

    def refuse_danger(self, *, debug: bool, https_only: bool, base_url: str) -> None:
        """What is harmless on one's own machine only."""
        if not base_url or urlsplit(base_url).hostname in LOCAL_HOSTS:
            return
        if debug:
            self.problems.append("DEBUG is true, which shows the record to whoever meets an error. Set it to false.")
        if not https_only:
            self.problems.append("HTTPS_ONLY is false, which sends the record over the network unencrypted. Set it to true.")
        if base_url.startswith("http:"):
            self.problems.append("BASE_URL begins with http:, so links in messages would not be encrypted. Begin it with https:.")
