"""Where the court's interfaces are, one for each law, and the tokens they ask for. Without an address nothing is read or filed there."""

from __future__ import annotations

from urllib.parse import urlsplit

from cafcass_cases.settings.environment import LOCAL_HOSTS, Reader

LAWS = ("private", "public")


def court_interfaces(read: Reader) -> dict[str, dict[str, str] | None]:
    """For each law its address and tokens, or None where it is not configured. What is wrong joins the reader's problems."""
    return {law: _interface(read, f"COURT_{law.upper()}_LAW", f"{law} law") for law in LAWS}


def _interface(read: Reader, name: str, words: str) -> dict[str, str] | None:
    url = read.text(f"{name}_URL", default="").strip().rstrip("/")
    tokens = {part: read.text(f"{name}_{part}", default="").strip() for part in ("TOKEN", "SERVICE_TOKEN")}
    if not url:
        if any(tokens.values()):
            read.problems.append(
                f"{name}_URL is missing while its tokens are set. Set it to the address of the court's {words} interface, or unset the tokens."
            )
        return None
    address = urlsplit(url)
    if address.scheme not in ("https", "http") or not address.hostname:
        read.problems.append(f"{name}_URL must begin with https:// and name the court's {words} interface.")
    elif address.scheme == "http" and address.hostname not in LOCAL_HOSTS:
        read.problems.append(f"{name}_URL begins with http:, which would send the record to the court unencrypted. Begin it with https:.")
    if address.username or address.password or address.query:
        read.problems.append(
            f"{name}_URL holds more than an address. Leave out names, passwords and questions; tokens have settings of their own."
        )
    for part, value in tokens.items():
        if not value:
            read.problems.append(
                f"{name}_{part} is missing: the court's {words} interface refuses whoever does not show it. Set it, or unset {name}_URL."
            )
        elif any(character.isspace() or not character.isprintable() for character in value):
            read.problems.append(f"{name}_{part} holds a space or a line break. Set it to the token alone.")
    return {"url": url, "token": tokens["TOKEN"], "service_token": tokens["SERVICE_TOKEN"]}
