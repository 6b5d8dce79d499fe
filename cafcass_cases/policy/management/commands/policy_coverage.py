"""Which requirement is carried out by what, and proved by which test."""

import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from cafcass_cases.policy import catalogue
from cafcass_cases.policy.coverage import Coverage, Entry, coverage, sources_of_this_house

SO_FAR = "0-60"
STATUS_WORDS = {"enforced": "Enforced", "guidance": "Guidance", "overtaken": "Overtaken", "later": "Later", "missing": "MISSING"}


def span(text: str) -> list[str]:
    """ "0-55" or "12" as paragraph numbers."""
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", text)
    if not found or int(found[1]) > int(found[2] or found[1]):
        raise ArgumentTypeError("Write one paragraph, like 12, or the first and the last, like 0-55.")
    return [str(number) for number in range(int(found[1]), int(found[2] or found[1]) + 1)]


class Command(BaseCommand):
    help = (
        "Lists every requirement of the policy: what carries it out (duties, rules, paths, screens, required answers), and which test is "
        "marked with it. Ends with 1 where one is missing, or where an id is cited that does not exist. "
        "What was superseded is held by what stands in its place; what is gone by that, or by what is written to have become of it. "
        "Every paragraph counts unless --paragraphs says otherwise; the others are then listed as “later”."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--document", choices=list(catalogue.FILES), default="policy")
        parser.add_argument("--paragraphs", type=span, default=None, metavar="0-60", help=f"which count (policy only; else {SO_FAR})")
        parser.add_argument("--json", action="store_true", help="print it as JSON")
        parser.add_argument(
            "--markdown", action="store_true", help="print it as the table of docs/policy_coverage.md or docs/framework_coverage.md"
        )
        parser.add_argument("--missing", action="store_true", help="list only what is missing")
        parser.add_argument("--tests", type=Path, default=settings.BASE_DIR / "tests", help="the folder of the tests")

    def handle(self, *args: Any, **options: Any) -> None:
        counted = None
        if options["document"] == "policy":
            counted = options["paragraphs"] or span(SO_FAR)
        found = coverage(options["document"], sources=sources_of_this_house(), tests=options["tests"], counted=counted)
        shown = list(found.missing) if options["missing"] else list(found.entries)
        printer = _json if options["json"] else _markdown if options["markdown"] else _table
        self.stdout.write(printer(found, shown))
        if not found.is_whole:
            sys.exit(1)


def _how(entry: Entry, wide: bool = False) -> list[str]:
    carried = [f"{carrier.kind}: {carrier.title}" for carrier in entry.carriers]
    place = [f"in its place: {', '.join(entry.requirement.built_by)}"] if entry.requirement.built_by else []
    place += [f"today: {entry.requirement.today}"] if entry.requirement.today else []
    asked = [": ".join(filter(None, (one.by, one.words))) + (f" ({one.where})" if wide else "") for one in entry.asked]
    return [*place, *carried, *dict.fromkeys(asked)]


def _numbers(found: Coverage) -> dict[str, int]:
    statuses = [entry.status for entry in found.entries]
    return {status: statuses.count(status) for status in STATUS_WORDS if status in statuses}


def _summary(found: Coverage) -> str:
    return f"{len(found.entries)} requirements: " + ", ".join(f"{many} {status}" for status, many in _numbers(found).items()) + "."


def _table(found: Coverage, shown: list[Entry]) -> str:
    lines = []
    for entry in shown:
        one = entry.requirement
        lines.append(f"{one.id:<9}{STATUS_WORDS[entry.status]:<11}{one.kind_words:<13}{one.duty}")
        lines += [f"{'':<20}by      {how}" for how in _how(entry, wide=True)]
        lines += [f"{'':<20}tested  {test}" for test in entry.tests]
        if entry.status in ("missing", "later"):
            lines.append(f"{'':<20}lacks   {'; '.join(entry.lacks)}")
    return "\n".join([*lines, *found.mistakes, _summary(found)])


def _markdown(found: Coverage, shown: list[Entry]) -> str:
    def cell(lines: list[str]) -> str:
        return "<br>".join(line.replace("|", "\\|") for line in lines)

    document = catalogue.document(found.entries[0].requirement.document)
    return "\n".join(
        [
            f"# Coverage: {document.title}",
            "",
            f"Made by `manage.py policy_coverage --document {document.key} --markdown`; do not edit. {_summary(found)}",
            "",
            "| Requirement | Kind | Stands | Carried out by | Proved by |",
            "| --- | --- | --- | --- | --- |",
            *(
                f"| {entry.requirement.id} {cell([entry.requirement.duty])} | {entry.requirement.kind_words} | {STATUS_WORDS[entry.status]} "
                f"| {cell(_how(entry))} | {cell([test.replace('::', ': ', 1) for test in entry.tests])} |"
                for entry in shown
            ),
            *(["", "## Mistakes", "", *(f"- {mistake}" for mistake in found.mistakes)] if found.mistakes else []),
        ]
    )


def _json(found: Coverage, shown: list[Entry]) -> str:
    rows = [
        {
            "id": entry.requirement.id,
            "paragraph": entry.requirement.paragraph,
            "kind": entry.requirement.kind,
            "duty": entry.requirement.duty,
            "status": entry.status,
            "counted": entry.counted,
            "carriers": [{"kind": one.kind, "title": one.title, "key": one.key} for one in entry.carriers],
            "asked": [{"by": one.by, "where": one.where, "words": one.words} for one in entry.asked],
            "tests": list(entry.tests),
            "lacks": list(entry.lacks),
        }
        for entry in shown
    ]
    report = {"whole": found.is_whole, "numbers": _numbers(found), "mistakes": list(found.mistakes), "requirements": rows}
    return json.dumps(report, indent=2, ensure_ascii=False)
