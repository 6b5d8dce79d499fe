"""What is asked of the statistics, and the register of requests."""

from typing import Any

from cafcass_cases.ui import forms as f

PERIOD = "The last day must be the same as or after the first"


class StatisticsFilter(f.GovukForm):
    """Sent by GET, so that what was asked can be kept as a link and counted again."""

    first_day = f.LocalDateField(label="From", required=False, label_size="s")
    last_day = f.LocalDateField(label="To", required=False, label_size="s", not_future=True)
    known_on = f.LocalDateField(label="As it was known at the end of", required=False, label_size="s", not_future=True)

    groups = [f.Group("Count", ["first_day", "last_day", "known_on"], size="s")]

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", PERIOD)


class RecordRequestForm(f.GovukForm):
    received_on = f.LocalDateField(label="When did it come?", missing="Enter the date on which it came", not_future=True)
    asked = f.TextAreaField(
        label="What was asked?", missing="Write what was asked", hint="In their words. Do not name who asked.", rows=6, max_length=5000
    )


class ReplyForm(f.GovukForm):
    replied_on = f.LocalDateField(label="When was it answered?", missing="Enter the date of the reply", not_future=True)
    reply = f.TextAreaField(label="What was answered?", missing="Write what was answered", rows=6, max_length=10000)
    with_figures = f.YesNoField(
        label="Does the reply give figures from the statistics?", missing="Say whether the reply gives figures",
        yes_reveals=("first_day", "last_day", "known_on"),
    )  # fmt: skip
    first_day = f.LocalDateField(label="From", missing="Enter the first day")
    last_day = f.LocalDateField(label="To", missing="Enter the last day", not_future=True)
    known_on = f.LocalDateField(
        label="As it was known at the end of", missing="Enter the day up to which the record counts", not_future=True
    )
    version = f.VersionField()

    def clean(self) -> None:
        super().clean()
        first, last = self.cleaned_data.get("first_day"), self.cleaned_data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", PERIOD)

    def facts(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        return {
            "replied_on": given["replied_on"], "reply": given["reply"], "version": given["version"],
            "first": given["first_day"], "last": given["last_day"], "known_on": given["known_on"],
        }  # fmt: skip


class AskReviewForm(f.GovukForm):
    asked_on = f.LocalDateField(label="When was the review asked for?", missing="Enter the date", not_future=True)


class ReviewForm(f.GovukForm):
    reviewed_on = f.LocalDateField(label="When was the review finished?", missing="Enter the date", not_future=True)
    review = f.TextAreaField(label="What did the review decide?", missing="Write what the review decided", rows=6, max_length=10000)
