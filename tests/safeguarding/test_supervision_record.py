"""The signed record of supervision as a document of the child's own record (policy 9 and 10)."""

import hashlib

import pytest
from django.urls import reverse

from cafcass_cases.core.errors import RuleRefused
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.documents.services import issue_record
from safeguarding import services
from tests.cast import at_now  # noqa: F401

from .conftest import HELD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_now")]


@pytest.mark.requirement("P9-3")
@pytest.mark.requirement("P10-2")
def test_given_a_signed_supervision_when_its_record_is_made_then_it_is_frozen_with_what_was_decided(
    concern, request_it, hold, sign_in, manager, practitioner
):
    supervision = hold(concern, supervision=request_it(concern), sign=False)
    with pytest.raises(RuleRefused, match="Complete what is missing"):
        issue_record(kind="supervision-record", subject=supervision, by=manager, now=HELD)
    supervision = services.sign_supervision(supervision=supervision, at=HELD, by=manager, now=HELD)
    client = sign_in(practitioner)
    url = reverse("safeguarding:issue_supervision_record", args=[supervision.pk])
    assert "Make the record (PDF)" in client.get(supervision.get_absolute_url()).content.decode()
    client.post(url)
    client.post(url)
    first, second = IssuedDocument.objects.filter(kind="supervision-record").order_by("number")
    assert second.supersedes_id == first.pk
    assert hashlib.sha256(bytes(first.content)).hexdigest() == first.sha256
