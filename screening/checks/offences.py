"""Matches what a police check returns against the offences listed in the framework of 2007, Appendix II. Pure.

The list is no complete test and no mere trigger: a match proposes, a person decides (framework, Appendix II). An attempt, a
conspiracy, incitement and aiding count as the offence; cautions and discharges count as convictions do; the victim is under 18 unless
the entry says otherwise. Where the Act is not given, every namesake is proposed, and said to be one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml
from rapidfuzz import fuzz

DATA = Path(__file__).parent / "data" / "listed_offences.yaml"
ALIKE = 86
"""From this likeness (0 to 100) two names of an offence are taken to be the same."""
SAME_ACT = 70
"""Enough where the Act agrees."""


@dataclass(frozen=True)
class ListedOffence:
    """One row of the list, as printed. ``number`` is its place, from 1; ``victim`` says whom the entry itself names: "child", "named"."""

    number: int
    offence: str
    section: str
    act: str
    victim: str = ""
    circumstances: bool = False
    dated: bool = False

    @property
    def law(self) -> str:
        return f"{self.act}, {self.section.lower()}" if self.act else self.section

    @property
    def words(self) -> str:
        return f"{self.offence.rstrip('.')} ({self.law})"


@dataclass(frozen=True)
class Returned:
    """An offence as the police gave it, in as many words as they gave."""

    offence: str
    law: str = ""
    on: str = ""
    disposal: str = ""
    victim_was_child: bool | None = None


@dataclass(frozen=True)
class Found:
    """What of the list an offence matches: ``how`` by row number; ``notes`` are what a person has to know or to ask."""

    matches: tuple[ListedOffence, ...] = ()
    how: dict[int, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


@cache
def listed() -> tuple[ListedOffence, ...]:
    """The 118 rows, in the order of the document."""
    raw = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    return tuple(ListedOffence(number=position, **row) for position, row in enumerate(raw["offences"], start=1))


@cache
def source() -> str:
    """Where the list is from, and when."""
    return str(yaml.safe_load(DATA.read_text(encoding="utf-8"))["source"])


# ---- reading

ACT_NAMES = {
    "soa": "Sexual Offences Act", "oapa": "Offences Against the Person Act", "cypa": "Children and Young Persons Act",
    "cja": "Criminal Justice Act", "mda": "Misuse of Drugs Act", "poca": "Protection of Children Act", "iwca": "Indecency with Children Act",
    "cla": "Criminal Law Act",
}  # fmt: skip
INCHOATE = (
    (re.compile(r"^(an? )?(attempt(ed|ing)?|att\.?)( to commit| to| of)?\b[\s:,-]*", re.I), "an attempt counts as the offence"),
    (re.compile(r"^conspir(acy|ing|ed)( to commit| to)?\b[\s:,-]*", re.I), "a conspiracy counts as the offence"),
    (re.compile(r"^(incit(ement|ing|ed)|encourag(ing|ed))( to commit| of| to)?\b[\s:,-]*", re.I), "incitement counts as the offence"),
    (re.compile(r"^(aid(ing|ed)?|abet(ting|ted)?|counsel(ling|led)?|procur(ing|ed)?)([\s,/&]+(and|or)?\s*(aid(ing|ed)?|abet(ting|ted)?|counsel(ling|led)?|procur(ing|ed)?))*( the commission of| of| to commit| to)?\b[\s:,-]*", re.I), "aiding counts as the offence"),
)  # fmt: skip
ALIASES = (
    (r"\b(a\.?b\.?h\.?|actual bodily harm|assault occasioning)\b", ("Section 47", "Offences Against the Person Act 1861")),
    (r"\b(g\.?b\.?h\.?|grievous bodily harm|wound(ed|ing)?)\b.*\bintent\b", ("Section 18", "Offences Against the Person Act 1861")),
    (r"\b(g\.?b\.?h\.?|grievous bodily harm|(unlawful|malicious) wounding)\b(?!.*\bintent\b)", ("Section 20", "Offences Against the Person Act 1861")),
    (r"^(common )?assault( by beating)?$|^battery$|^assault and battery$", ("Common Law", "")),
    (r"\b(cruelty to|neglect(ing)?|ill[- ]?treat\w*|abandon\w*) (of )?(an? )?(child|children|persons? under 16)\b|\bchild (cruelty|neglect)\b", ("Section 1", "Children and Young Persons Act 1933")),
    (r"\bindecen(t assault|tly assault\w*) (on|of)? ?(an? )?(female|woman|girl)\b", ("Section 14", "Sexual Offences Act 1956")),
    (r"\bindecen(t assault|tly assault\w*) (on|of)? ?(an? )?(male|man|boy)\b", ("Section 15", "Sexual Offences Act 1956")),
    (r"\b(gross )?indecency with (an? )?(child|girl|boy)\b", ("Section 1", "Indecency with Children Act 1960")),
    (r"\b(tak\w+|mak\w+|distribut\w+|show\w+)\b.*\bindecent (pseudo[- ]?)?(photograph|image)s?\b", ("Section 1", "Protection of Children Act 1978")),
    (r"\bpossess\w*\b.*\bindecent (pseudo[- ]?)?(photograph|image)s?\b", ("Section 160", "Criminal Justice Act 1988")),
    (r"\b(unlawful )?sexual intercourse with (an? )?girl under (16|sixteen)\b", ("Section 6", "Sexual Offences Act 1956")),
    (r"\b(unlawful )?sexual intercourse with (an? )?girl under (13|thirteen)\b", ("Section 5", "Sexual Offences Act 1956")),
    (r"\bindecent assault$|\bindecent assault\b(?!.*\b(on|of)\b)", ("Section 14", "Sexual Offences Act 1956")),
    (r"\bindecent assault$|\bindecent assault\b(?!.*\b(on|of)\b)", ("Section 15", "Sexual Offences Act 1956")),
)  # fmt: skip
"""How police write what the list prints otherwise."""
SECTION = re.compile(r"\b(?:section|sect?|s)\.?\s*(\d+)([A-Za-z])?(?=\W|$)", re.I)
ACT = re.compile(
    r"\b((?:Nationality, )?[A-Z][\w'’]*(?: (?:and|of|the|in|with|against|for|to|\(?[A-Z][\w'’]*\)?))* Act|Asylum and Immigration \([^)]*\))"
    r"\s*,?\s*(1[5-9]\d\d|20\d\d)?"
)
SHORT_ACT = re.compile(r"\b(soa|oapa|cypa|cja|mda|poca|iwca|cla)\b\.?\s*(1[5-9]\d\d|20\d\d)?", re.I)
COMMON_LAW = re.compile(r"\b(common law|contrary to common law)\b", re.I)
NOT_COUNTED = re.compile(
    r"\b(not guilty|acquitt\w*|no further action|nfa|discontinued|withdrawn|dismissed|arrest\w* only|allegation)\b", re.I
)
DISPOSALS = re.compile(
    r"\b(not guilty|convict\w*|guilty|caution\w*|(absolute|conditional) discharge|discharged?|reprimand\w*|final warning|warning|fined?|"
    r"imprison\w*|prison|suspended sentence|community (order|sentence)|probation|bound over|custody|"
    r"acquitt\w*|no further action|nfa|discontinued|dismissed)\b",
    re.I,
)
DATE = re.compile(
    r"\b(\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d|\d{1,2} [A-Z][a-z]+ \d{4}|[A-Z][a-z]+ (?:19|20)\d\d|(?:19|20)\d\d)\b"
)


def read_lines(text: str) -> list[Returned]:
    """Offences written one on a line, as police answers list them: the law, the day and the outcome are found within it."""
    return [read_line(line) for line in text.splitlines() if line.strip(" \t-•*;.")]


def read_line(line: str) -> Returned:
    """ "Indecent assault on a female under 16, s.14 Sexual Offences Act 1956, 12/05/1998, caution" taken apart."""
    rest = line.strip(" \t-•*;")
    laws = [found.group(0) for pattern in (SECTION, ACT, SHORT_ACT, COMMON_LAW) for found in [pattern.search(rest)] if found]
    law_text = rest
    for pattern in (ACT, SHORT_ACT):
        rest = pattern.sub(" ", rest, count=1)
    rest = COMMON_LAW.sub(" ", SECTION.sub(" ", rest, count=1))
    day = DATE.search(rest)
    rest = DATE.sub(" ", rest, count=1)
    outcome = DISPOSALS.search(rest)
    if outcome and rest[: outcome.start()].strip(" ,.:-"):
        rest = f"{rest[: outcome.start()]} ; {rest[outcome.end() :]}"
    parts = [part.strip(" .:-()") for part in re.split(r"[,;–]|\s-\s", rest)]
    offence = next(
        (part for part in parts if part and not DISPOSALS.fullmatch(part) and part.lower() not in ("contrary to", "of", "of the")), ""
    )
    offence = re.sub(r"\b(contrary to|of the|under)\s*$", "", offence, flags=re.I).strip(" ,.:-")
    offence = re.sub(r"^(convicted of|cautioned for|conviction for|caution for)\s+", "", offence, flags=re.I)
    return Returned(
        offence=" ".join(offence.split()) or line.strip(),
        law=" ".join(_law_words(law_text)) if laws else "",
        on=day.group(0) if day else "",
        disposal=outcome.group(0).lower() if outcome else "",
    )


def _law_words(text: str) -> list[str]:
    section, act = _section_of(text), _act_of(text)
    return [part for part in (act, section) if part]


def _section_of(text: str) -> str:
    found = SECTION.search(text)
    return f"Section {found.group(1)}{(found.group(2) or '').upper()}" if found else ""


def _act_of(text: str) -> str:
    if COMMON_LAW.search(text):
        return "Common Law"
    short = SHORT_ACT.search(text)
    if short:
        return f"{ACT_NAMES[short.group(1).lower()]} {short.group(2) or ''}".strip()
    found = ACT.search(text)
    if not found:
        return ""
    name = re.sub(r"^.*\b(?:section|sect?|s)\.?\s*\d+[A-Za-z]?(\(\d+\))*\s*(of the|of)?\s*", "", found.group(1), flags=re.I)
    name = re.sub(r"^.*\b(contrary to|under) (the )?", "", name, flags=re.I)
    name = re.sub(r"^(the|of)\s+", "", name.split(", ")[-1] if "Nationality" not in name else name, flags=re.I)
    return f"{name.strip()} {found.group(2) or ''}".strip()


def _plain(text: str) -> str:
    text = re.sub(r"\betc\b|[*.]", " ", text.casefold())
    return " ".join(re.sub(r"[^\w]+", " ", text).split())


# ---- matching


def match(returned: Returned) -> Found:
    """What of the list this offence is, how, and what is still to be asked. Nothing is decided here."""
    if NOT_COUNTED.search(returned.disposal):
        return Found(notes=(f"The outcome was “{returned.disposal}”: not a conviction, caution or discharge. It can still matter.",))
    rows, how, notes = _by_law_and_name(returned)
    kept = []
    for row in rows:
        if returned.victim_was_child is False and row.victim != "named":
            notes.append(f"“{row.words}” is listed where the victim is under 18, and this victim was not.")
            continue
        kept.append(row)
    if kept:
        if returned.victim_was_child is None and any(not row.victim for row in kept):
            notes.append("The list means a victim under 18. Ask how old the victim was.")
        if any(row.circumstances for row in kept):
            notes.append("It is listed only in the circumstances that the entry names. Ask whether they were those.")
        if not returned.disposal:
            notes.append("The outcome was not given. Ask whether it was a conviction, a caution or a discharge: each counts.")
        elif not re.search(r"convict|guilty|prison|fine|sentence|order|custody|probation", returned.disposal, re.I):
            notes.append(f"The outcome was “{returned.disposal}”: cautions and discharges count.")
    return Found(tuple(kept), {row.number: how[row.number] for row in kept}, tuple(dict.fromkeys(notes)))


def _by_law_and_name(returned: Returned) -> tuple[list[ListedOffence], dict[int, str], list[str]]:
    text = f"{returned.offence} {returned.law}"
    act, section = _act_of(returned.law) or _act_of(returned.offence), _section_of(returned.law) or _section_of(text)
    names, by = _readings(returned.offence)
    if act and section and act != "Common Law":
        exact = [row for row in listed() if _same_act(row.act, act) and row.section == section]
        if exact:
            return exact, {row.number: _said("the Act and section agree", by) for row in exact}, [by] if by else []
    pool = [row for row in listed() if _same_act(row.act or row.section, act)] if act else list(listed())
    found = _by_name(names, pool, SAME_ACT if act else ALIKE)
    notes = [by] if by and found else []
    if found and not act:
        laws = dict.fromkeys(row.law for row in found)
        if len(laws) > 1:
            notes.append(f"The Act was not given, and the list has this name more than once: {'; '.join(laws)}. Ask which.")
    if not found and act:
        elsewhere = _by_name(names, listed(), ALIKE)
        if elsewhere:
            laws = "; ".join(row.law for row in elsewhere)
            notes.append(f"An offence of this name is listed under another law ({laws}). The police gave {act}. Look at it.")
    why = "the name and the Act agree" if act else "the name agrees"
    return found, {row.number: _said(why, by) for row in found}, notes


def _said(why: str, by: str) -> str:
    return f"{why}; {by}" if by else why


def _readings(offence: str) -> tuple[list[str], str]:
    """The name as it stands, and what is left of it without "attempted", "conspiracy to" and the like, with which it was."""
    stands = _plain(offence)
    for pattern, words in INCHOATE:
        rest = pattern.sub("", offence.strip(), count=1)
        if rest != offence.strip() and rest.strip():
            # A listed offence may begin so itself, such as inciting a child: then it is the offence and no form of another.
            if any(_alike(stands, row) >= 95 for row in listed()):
                return [stands], ""
            return [stands, _plain(rest)], words
    return [stands], ""


def _variants(row: ListedOffence) -> list[str]:
    whole = row.offence
    parts = [
        whole,
        whole.split(":")[-1],
        re.sub(r"\(.*\)", "", whole),
        *([half for half in whole.split(" or ")] if whole == "Assault or battery" else []),
    ]
    return list(dict.fromkeys(_plain(part) for part in parts if part.strip()))


@cache
def _all_variants() -> dict[int, list[str]]:
    return {row.number: _variants(row) for row in listed()}


def _alike(name: str, row: ListedOffence) -> float:
    return max(fuzz.token_sort_ratio(name, variant) for variant in _all_variants()[row.number])


def _by_name(names: Iterable[str], pool: Iterable[ListedOffence], least: float) -> list[ListedOffence]:
    names = [name for name in names if name]
    pool = list(pool)
    for take in (1, None):  # the whole name first, then its parts
        same = [row for row in pool if any(name in _all_variants()[row.number][:take] for name in names)]
        if same:
            return same
    aliased = [law for pattern, law in ALIASES if any(re.search(pattern, name) for name in names)]
    by_alias = [row for row in pool if (row.section, row.act) in aliased and (row.act or row.offence == "Assault or battery")]
    if by_alias:
        return by_alias
    scored = [(max((_alike(name, row) for name in names), default=0), row) for row in pool]
    best = max((score for score, _ in scored), default=0)
    return [row for score, row in scored if score >= least and score >= best - 3]


def _same_act(one: str, other: str) -> bool:
    """Whether two Acts are the same: by name, and by year where both have one."""
    years = [re.findall(r"\b(1[5-9]\d\d|20\d\d)\b", act) for act in (one, other)]
    if years[0] and years[1] and years[0] != years[1]:
        return False
    plain = [re.sub(r"\b\d{4}\b|\bamendment\b", "", _plain(act)).strip() for act in (one, other)]
    if ("amendment" in _plain(one)) != ("amendment" in _plain(other)) and not (years[0] and years[0] == years[1]):
        return False
    return bool(plain[0]) and fuzz.token_sort_ratio(*plain) >= 85


OLD_LABEL = re.compile(r"\bschedule\s*(1|one)(?=\W|$)(?!\s*(to|of)\b)", re.I)


def old_label_in(*texts: str) -> str:
    """What to say where the former label of the Act of 1933 is used for a person, else "" (framework, Appendix II)."""
    if any(OLD_LABEL.search(text or "") for text in texts):
        return "Say “Risk to Children”, and name the offence; the former label of Schedule 1 is no longer used."
    return ""
