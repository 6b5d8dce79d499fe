"""After the story of the refuge: where the mother is shows to nobody outside the case, by no way of looking."""

from pathlib import Path

import pytest
from django.urls import reverse

from cafcass_cases.cases.models import Case
from cafcass_cases.core import clock
from cafcass_cases.core.steps import read_moment
from cafcass_cases.desk.scenarios import play
from cafcass_cases.documents.models import IssuedDocument
from cafcass_cases.duties.messages import body, subject_line
from cafcass_cases.duties.models import Alert, Duty

STORY = Path(__file__).parent / "07-confidential-address.yaml"
WITHHELD = ("Acacia", "LS6 2AB", "ls62ab", "496 0182", "4960182", "Beckett Park")
ASKED = ("12 Acacia Avenue", "LS6 2AB", "0113 496 0182", "Beckett Park Primary School", "Thornbury", "SE26P00371")
OUTSIDE = ("other_practitioner", "other_manager", "other_head_of_practice", "administrator")


def tells(text):
    return [words for words in WITHHELD if words in text]


@pytest.mark.requirement("P31-5", "P24-1", "P24-4", "P22-2")
def test_given_the_story_when_others_search_list_and_are_told_then_where_she_is_never_shows(users, client):
    played = play(STORY, users=users)
    assert played.failures == []
    case = Case.objects.get(court_number="SE26P00371")
    with clock.simulated(read_moment("2026-07-14 09:00")):
        for member in OUTSIDE:
            client.force_login(users[member])
            for words in ASKED:
                page = client.get(reverse("cases:search"), {"q": words}).content.decode()
                # What was typed stands in the search box; nothing else may say it.
                assert tells(page.replace(words, "")) == [], (member, words)
                assert case.reference not in page
            for name in ("cases:list_cases", "desk:show_home", "duties:list_alerts"):
                assert tells(client.get(reverse(name)).content.decode()) == [], (member, name)
            assert client.get(reverse("cases:show_case", args=[case.pk])).status_code == 404
        client.force_login(users["practitioner"])
        for name in ("cases:list_cases", "desk:show_home", "duties:list_alerts"):
            assert tells(client.get(reverse(name)).content.decode()) == []
    alerts = list(Alert.objects.filter(rung__duty__case=case).select_related("rung__duty__case"))
    assert alerts
    assert not any(tells(f"{subject_line(one)} {body(one)}") for one in alerts)
    assert not any(tells(f"{duty.detail} {duty.limit_note}") for duty in Duty.objects.filter(case=case))
    documents = IssuedDocument.objects.filter(case=case)
    assert documents.count() >= 5
    assert not any(tells(f"{one.file_name} {one.title} {one.recipient_name}") for one in documents)
