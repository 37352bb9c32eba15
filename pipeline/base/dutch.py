"""Numbers, dates and periods the Dutch way, whatever the locale of the machine."""

import datetime as dt
from functools import lru_cache

MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


@lru_cache(maxsize=1024)
def dutch_number(value: float) -> str:
    """A number with at most two decimals and a comma: 9.25 is "9,25", 4.0 is "4", 0.1 + 0.2 is "0,3"."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).replace(".", ",")


def dutch_date(date: dt.date) -> str:
    """A date in words: "1 december 2026"."""
    return f"{date.day} {MAANDEN[date.month - 1]} {date.year}"


def dutch_period(periode: str) -> str:
    """A period (JJJJ-MM) in words: "2026-11" is "november 2026"."""
    jaar, maand = periode.split("-")
    return f"{MAANDEN[int(maand) - 1]} {jaar}"
