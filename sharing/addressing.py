"""Whom a document about a request goes to, as the confidentiality guard needs to know it."""

from cafcass_cases.documents.recipients import Recipient

from .models import Sharing


def addressee(sharing: Sharing) -> Recipient:
    """The recipient of what is shared: a party by their role, an authority, a school, the police, or anybody else outside."""
    if sharing.party is not None:
        return Recipient(sharing.party.role, sharing.recipient_words, (sharing.party.pk,))
    return Recipient(sharing.recipient.audience, sharing.recipient_words)
