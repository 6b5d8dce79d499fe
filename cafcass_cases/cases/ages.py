"""How old somebody is, as people say it."""

from datetime import date


def age_in_words(born: date | None, day: date) -> str:
    """ "8" in years; under two "5 months", under two months "3 weeks", under a fortnight "5 days". "" where it is not known."""
    if born is None or born > day:
        return ""
    months = (day.year - born.year) * 12 + day.month - born.month - (day.day < born.day)
    if months >= 24:
        return str(months // 12)
    if months >= 2:
        return f"{months} months"
    days = (day - born).days
    number, unit = (days // 7, "week") if days >= 14 else (days, "day")
    return f"{number} {unit}{'' if number == 1 else 's'}"
