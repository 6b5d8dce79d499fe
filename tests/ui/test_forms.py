"""The fields, what they clean to, what they reveal, and groups that repeat."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict

from cafcass_cases.ui import forms as f
from cafcass_cases.ui.testing import local_date

from .site import CallForm, PlanForm


class ReasonForm(f.GovukForm):
    told = f.YesNoField(label="Were the parents told?", missing="Say whether the parents were told", no_reveals=("why",))
    why = f.TextAreaField(label="Why not?", missing="Write why they were not told")
    who = f.TextField(label="Who (optional)", required=False, max_length=10)

    def clean(self):
        super().clean()
        self.require_if(self.cleaned_data.get("told"), "who", "Enter who told them")


def errors(form):
    form.is_valid()
    return dict(form.errors.items())


def query(**values):
    data = QueryDict(mutable=True)
    for key, value in values.items():
        data.setlist(key.replace("__", "-"), value if isinstance(value, list) else [value])
    return data


def test_a_revealed_field_is_asked_only_when_its_choice_is_taken():
    assert errors(ReasonForm({"told": "no"})) == {"why": ["Write why they were not told"]}
    assert errors(ReasonForm({"told": "no", "why": "It would add to the risk."})) == {}


def test_what_stands_in_a_field_that_was_not_asked_is_no_answer():
    form = ReasonForm({"told": "yes", "why": "left over", "who": "Aisha"})
    assert form.is_valid()
    assert form.cleaned_data == {"told": True, "why": "", "who": "Aisha"}


def test_yes_or_no_has_no_default():
    page = str(ReasonForm())
    assert "checked" not in page
    assert errors(ReasonForm({}))["told"] == ["Say whether the parents were told"]


def test_every_revealed_field_shows_without_scripts():
    # The style sheet hides it only where the body says that scripts run
    assert "Why not?" in str(ReasonForm())


def test_require_if_asks_with_its_sentence():
    assert errors(ReasonForm({"told": "yes"})) == {"who": ["Enter who told them"]}


def test_too_long_says_by_how_much():
    assert "10 characters or fewer. You wrote 12." in errors(ReasonForm({"told": "yes", "who": "x" * 12}))["who"][0]


def test_typed_markup_is_shown_as_text():
    page = str(ReasonForm({"told": "yes", "who": "<script>alert(1)</script>", "why": "</textarea><b>"}).keep_unchecked())
    assert "<script>alert" not in page
    assert "</textarea><b>" not in page


def test_choices_clean_to_their_object():
    class ChildrenForm(f.GovukForm):
        children = f.CheckboxesField(label="Which children?", missing="Choose at least one child")

        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.fields["children"].choices = [f.Choice("1", "Alice", object={"pk": 1}), f.Choice("2", "Ben", object={"pk": 2})]

    form = ChildrenForm(query(children=["2"]))
    assert form.is_valid()
    assert form.cleaned_data["children"] == [{"pk": 2}]
    assert errors(ChildrenForm(query(children=["3"]))) == {"children": ["Choose at least one child"]}


def test_none_of_these_stands_alone():
    form = CallForm(query(children=["a", "none"]))
    assert "not both" in errors(form)["children"][0]


def test_a_choice_that_was_not_offered_is_refused():
    assert errors(CallForm(query(place="moon")))["place"] == ["Choose where you rang from"]


@pytest.mark.parametrize(
    ("typed", "sentence"), [("ten", "Enter a whole number, like 12"), ("-1", "Enter 0 or more"), ("601", "Enter 600 or less")]
)
def test_numbers_say_what_is_wanted(typed, sentence):
    assert errors(CallForm(query(minutes=typed)))["minutes"] == [sentence]


def test_a_file_that_is_too_large_is_refused():
    class FileForm(f.GovukForm):
        file = f.FileField(label="File", missing="Choose a file", max_bytes=1024 * 1024)

    form = FileForm({}, {"file": SimpleUploadedFile("a.json", b"x" * (1024 * 1024 + 1))})
    assert errors(form) == {"file": ["Choose a file smaller than 1 MB."]}
    assert errors(FileForm({}, {})) == {"file": ["Choose a file"]}


def test_errors_are_listed_in_the_order_of_the_page_and_link_to_their_box():
    form = CallForm({})
    form.is_valid()
    assert [link for link, _ in form.error_items()] == [
        "#id_spoken_at-day",
        "#id_who",
        "#id_result",
        "#id_children",
        "#id_place",
        "#id_sure",
    ]
    page = str(form)
    for link, _ in form.error_items():
        assert f'id="{link[1:]}"' in page


def plan_data(**changes):
    return query(
        reason="Because",
        actions__TOTAL_FORMS="2",
        actions__0__what="Ring the school",
        **{k.replace("-", "__"): v for k, v in local_date("actions-0-by_when", "2026-03-09").items()},
        actions__1__what="",
        children__TOTAL_FORMS="2",
        children__0__child="a",
        children__0__suspect="yes",
        children__1__child="b",
        children__1__suspect="no",
        **changes,
    )


INITIAL = {"children": [{"_title": "Alice Brown", "child": "a"}, {"_title": "Ben Brown", "child": "b"}]}


def test_repeats_clean_to_a_list_and_blank_groups_fall_away():
    form = PlanForm(plan_data(), initial=INITIAL)
    assert form.is_valid(), form.error_items()
    assert [a["what"] for a in form.cleaned_data["actions"]] == ["Ring the school"]
    assert form.cleaned_data["children"] == [{"child": "a", "suspect": True}, {"child": "b", "suspect": False}]


def test_a_group_for_each_child_cannot_be_left_out():
    data = plan_data()
    data["children-1-suspect"] = ""
    form = PlanForm(data, initial=INITIAL)
    assert not form.is_valid()
    assert ("#id_children-1-suspect", "Ben Brown: Say whether there is cause to suspect") in form.error_items()


def test_too_few_groups_are_asked_for():
    data = plan_data()
    data["actions-0-what"] = data["actions-0-by_when-day"] = data["actions-0-by_when-month"] = data["actions-0-by_when-year"] = ""
    form = PlanForm(data, initial=INITIAL)
    assert not form.is_valid()
    assert ("#actions", "Enter at least one action") in form.error_items()


def test_removing_a_group_moves_the_later_ones_up():
    data = plan_data()
    data["actions-1-what"] = "Second"
    data["remove_group"] = "actions:0"
    changed = f.GovukForm.rearranged(data)
    assert changed["actions-TOTAL_FORMS"] == "1"
    assert changed["actions-0-what"] == "Second"
    assert "actions-1-what" not in changed


@pytest.mark.parametrize("count", ["", "x", "-3", "999999"])
def test_a_forged_count_of_groups_does_no_harm(count):
    data = plan_data()
    data["actions-TOTAL_FORMS"] = count
    form = PlanForm(data, initial=INITIAL)
    form.is_valid()
    assert len(form.repeat_sets["actions"].forms) <= 20
    assert str(form)
