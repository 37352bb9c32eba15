"""Strict Dutch reading of single values (faults.md 4): what is not certain is UNREADABLE, never a guess."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from enum import Enum
from typing import Final, TypeVar

from pipeline.definitions.layout import load_layout
from pipeline.model.workbook import Value


class Unreadable(Enum):
    """The value of a cell that holds something, but nothing that can be read with certainty."""

    UNREADABLE = "?"


_T = TypeVar("_T")
UNREADABLE: Final = Unreadable.UNREADABLE

_SPELLINGS = {word.casefold(): answer == "ja" for answer, words in load_layout().keuzes.items() for word in words}
_HOURS = re.compile(
    r"(-?\d{1,4})(?:,(\d{1,4})|\.(\d{1,2}))?(?:\s*(?:u|uur|uren)\.?)?(?:\s*(?:per week|p/w))?", re.ASCII
)
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_keuze(value: Value) -> bool | Unreadable | None:
    """True for the spellings of ja, False for those of nee, None for blank; case and outer spaces do not count."""
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return UNREADABLE
    return _SPELLINGS.get(value.strip().casefold(), UNREADABLE)


def parse_uren(value: Value) -> float | Unreadable | None:
    """Hours as a number, None for blank. "4,5", "4.5" and "4 uur" are read; "1.000" (thousand or one?) is not."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | float | int):
        return UNREADABLE  # a date too: Excel makes one of "1-2"
    if isinstance(value, str):
        match = _HOURS.fullmatch(value.strip().casefold())
        return float(f"{match[1]}.{match[2] or match[3] or 0}") if match else UNREADABLE
    return float(value) if math.isfinite(value) else UNREADABLE


def parse_datum(value: Value) -> dt.date | Unreadable | None:
    """A date, None for blank. Text is day-month-year, or JJJJ-MM-DD as run.json says it; a bare number is no date."""
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    text = value.strip() if isinstance(value, str) else ""
    match = _DATE.fullmatch(text)
    try:
        if _ISO_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
        return dt.date(int(match[3]), int(match[2]), int(match[1])) if match else UNREADABLE
    except ValueError:
        return UNREADABLE


def parse_tekst(value: Value) -> str:
    """Text verbatim, "" for blank; a number, date or choice typed where text belongs is written the Dutch way."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float | int):
        return f"{value:.0f}" if math.isfinite(value) and value == int(value) else f"{value:.15g}".replace(".", ",")
    if isinstance(value, dt.date):
        return f"{value:%d-%m-%Y}"
    return str(value)


def parse_nummer(value: Value) -> str:
    """A personeelsnummer: text without outer spaces, NFC; 1001 and 1001.0 are "1001"."""
    return unicodedata.normalize("NFC", parse_tekst(value)).strip()


def readable(value: _T | Unreadable) -> _T | None:
    """The value, None where it is UNREADABLE: a cell with an error counts as blank until it is corrected."""
    return None if value is UNREADABLE else value
