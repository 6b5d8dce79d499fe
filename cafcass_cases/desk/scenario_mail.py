"""The post of a played scenario: nothing leaves the machine, and some addresses refuse."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from smtplib import SMTPRecipientsRefused

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.test.utils import override_settings

_refused: ContextVar[set[str]] = ContextVar("refused_mail", default=set())  # noqa: B039 - replaced, never changed


class PlayedMail(BaseEmailBackend):
    """Accepts every message without sending it, but for the addresses that the scenario said refuse, as SMTP would."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        for message in email_messages:
            refused = [address for address in message.recipients() if address in _refused.get()]
            if refused:
                raise SMTPRecipientsRefused({address: (550, b"No such mailbox") for address in refused})
        return len(email_messages)


@contextmanager
def refusing(addresses: set[str]) -> Iterator[None]:
    """Within the block, mail is played, and ``addresses`` (a set that may grow) refuse it."""
    token = _refused.set(addresses)
    try:
        with override_settings(EMAIL_BACKEND="cafcass_cases.desk.scenario_mail.PlayedMail"):
            yield
    finally:
        _refused.reset(token)
