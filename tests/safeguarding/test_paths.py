"""One entry point, "What has happened?", leads from plain words to the right path."""

import pytest
from django.urls import reverse

from cafcass_cases.cases.registry import first_actions
from safeguarding.models import Concern
from safeguarding.paths import GROUPS, Path, all_paths, path_called, register_path

from .test_views import at_now, each, groups, known, walk  # noqa: F401

pytestmark = pytest.mark.django_db
MEETING = "strategy-discussion"


def take(case, key=MEETING):
    return reverse("safeguarding:take_path", args=[case.pk, key])


def meeting_of(concern):
    return reverse("referrals:note_strategy_discussion", args=[concern.pk])


def test_given_every_path_when_they_are_listed_then_each_stands_under_a_heading_once():
    keys = [path.key for path in all_paths()]
    assert len(keys) == len(set(keys))
    assert {path.group for path in all_paths()} <= set(GROUPS)
    with pytest.raises(ValueError, match="Two paths"):
        register_path(Path(key=MEETING, choice="Another", group=GROUPS[0], paragraphs="Policy 1", start=lambda case, concern: "/"))


def test_given_the_case_when_it_is_opened_then_what_has_happened_is_asked_in_plain_words(sign_in, family, practitioner):
    client = sign_in(practitioner)
    assert ("What has happened?", "safeguarding:ask_what_happened") in first_actions()
    page = client.get(reverse("safeguarding:ask_what_happened", args=[family.case.pk])).content.decode()
    for path in all_paths():
        if path.offered(practitioner, family.case):
            assert path.choice in page
            assert path.paragraphs in page


def test_given_no_concern_when_a_path_is_taken_then_the_concern_is_logged_first_and_the_path_goes_on(sign_in, family, practitioner):
    client = sign_in(practitioner)
    answer = client.get(take(family.case))
    assert answer.url == reverse("safeguarding:log_concern", args=[family.case.pk])
    children = {**groups("each", 1), **groups("others", 0), **each(0, family.alice)}
    check = walk(client, family.case, concern=known(family.alice), children=children)
    answer = client.post(
        reverse("safeguarding:log_concern", args=[family.case.pk, "check"]), {"submission_token": check.context["submission_token"]}
    )
    assert answer.url == meeting_of(Concern.objects.get())


def test_given_an_open_concern_when_a_path_is_taken_then_which_concern_is_asked(sign_in, concern, practitioner):
    client = sign_in(practitioner)
    assert concern.reference in client.get(take(concern.case)).content.decode()
    assert client.post(take(concern.case), {}).status_code == 422
    assert client.post(take(concern.case), {"concern": str(concern.pk)}).url == meeting_of(concern)
    assert client.post(take(concern.case), {"concern": "new"}).url == reverse("safeguarding:log_concern", args=[concern.case.pk])


def test_given_a_concern_when_what_else_has_happened_is_asked_then_each_path_begins_on_it(sign_in, concern, practitioner):
    page = sign_in(practitioner).get(reverse("safeguarding:ask_what_else_happened", args=[concern.pk])).content.decode()
    assert meeting_of(concern) in page


def test_given_a_path_that_is_unknown_or_not_offered_when_it_is_taken_then_there_is_nothing_there(
    sign_in, family, practitioner, monkeypatch
):
    client = sign_in(practitioner)
    assert client.get(take(family.case, "nothing-such")).status_code == 404
    monkeypatch.setattr("safeguarding.paths._paths", {"x": Path(
        key="x", choice="X", group=GROUPS[0], paragraphs="Policy 1", start=lambda case, concern: "/", offered=lambda user, case: False
    )})  # fmt: skip
    assert path_called("x")
    assert client.get(take(family.case, "x")).status_code == 404


def test_given_a_path_that_fits_the_record_when_the_concern_is_opened_then_it_is_offered_there(sign_in, concern, practitioner, monkeypatch):
    monkeypatch.setattr("safeguarding.paths._paths", {"x": Path(
        key="x", choice="This happened", group=GROUPS[0], paragraphs="Policy 1", start=lambda case, concern: "/begin-here/", suggested=lambda one: one.pk == concern.pk
    )})  # fmt: skip
    page = sign_in(practitioner).get(concern.get_absolute_url()).content.decode()
    assert "Paths that fit this concern" in page
    assert "/begin-here/" in page
