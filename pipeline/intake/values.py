"""Strict Dutch reading of single values (faults.md 4): what is not certain is UNREADABLE, never a guess."""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Iterable, Mapping
from enum import Enum
from typing import Final, TypeVar

from pipeline.base.dutch import MAANDEN
from pipeline.base.names import tidy
from pipeline.definitions.layout import load_layout
from pipeline.model.catalog import Schaalwaarde
from pipeline.model.workbook import Value


class Unreadable(Enum):
    """The value of a cell that holds something, but nothing that can be read with certainty."""

    UNREADABLE = "?"


_T = TypeVar("_T")
UNREADABLE: Final = Unreadable.UNREADABLE

_SPELLINGS = {word.casefold(): answer == "ja" for answer, words in load_layout().keuzes.items() for word in words}
_UNIT = r"(?: ?(?:u|uur|uren|h)\.?)?(?: ?(?:per week|p/w|p\.w\.|pw|/ ?w(?:eek)?))?"
_HOURS = re.compile(rf"([+-]?\d{{1,4}})(?:,(\d{{1,4}})|\.(\d{{1,2}}))?{_UNIT}", re.ASCII)
_PARTS = {"½": 0.5, "¼": 0.25, "¾": 0.75}
_WITH_PART = re.compile(rf"\+?(\d{{0,3}}) ?([½¼¾]){_UNIT}", re.ASCII)
_MONTHS = {name: number for number, full in enumerate(MAANDEN, 1) for name in {full, full[:3]}} | {"mrt": 3}
_DATE = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4}|[0-7]\d)", re.ASCII)  # of 80 to 99 the century is not certain
_IN_WORDS = re.compile(rf"(\d{{1,2}})[ -]({'|'.join(_MONTHS)})\.?[ -](\d{{4}})", re.ASCII)
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_keuze(value: Value) -> bool | Unreadable | None:
    """True for spellings of ja, False for those of nee, None for blank; case, spaces and a full stop do not count."""
    if value is None or isinstance(value, bool):
        return value
    if not isinstance(value, str):
        return UNREADABLE
    return _SPELLINGS.get(tidy(value).rstrip("."), UNREADABLE)


def parse_uren(value: Value) -> float | Unreadable | None:
    """Hours as a number, None for blank. "4,5", "4.5", "4½" and "4 uur" are read; "1.000" (thousand or one?) is not."""
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, str | float | int):
        return UNREADABLE  # a date too: Excel makes one of "1-2"
    if isinstance(value, str):
        return _typed_hours(tidy(value))
    return float(value) if math.isfinite(value) else UNREADABLE


def _typed_hours(text: str) -> float | Unreadable:
    if match := _HOURS.fullmatch(text):
        return float(f"{match[1]}.{match[2] or match[3] or 0}")
    if match := _WITH_PART.fullmatch(text):
        return int(match[1] or 0) + _PARTS[match[2]]
    return UNREADABLE


def parse_getal(value: Value) -> float | Unreadable | None:
    """A number without a word beside it, None for blank."""
    worded = isinstance(value, str) and any(sign.isalpha() for sign in value)
    return UNREADABLE if worded else parse_uren(value)


def parse_schaal(value: Value, spellings: Mapping[str, str]) -> str | Unreadable | None:
    """The code of a value of a list, None for blank; spellings: as `spellings_of` has them."""
    text = "".join(tidy(parse_tekst(value)).split())
    if not text or isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return None if value in (None, "") else UNREADABLE
    return spellings.get(text, UNREADABLE)


def spellings_of(waarden: Iterable[Schaalwaarde]) -> dict[str, str]:
    """How each value of a list may be typed -> its code: code, name, both, and what it is also called; nothing else."""
    found: dict[str, str] = {}
    for waarde in waarden:
        for text in (waarde.code, waarde.naam, f"{waarde.code} {waarde.naam}", *waarde.ook_genoemd):
            found.setdefault("".join(tidy(text).split()), waarde.code)
    found.pop("", None)
    return found


def parse_datum(value: Value) -> dt.date | Unreadable | None:
    """A date, None for blank. A bare number is no date.

    Text is day-month-year, the month in figures or in words, or JJJJ-MM-DD as run.json says it.
    """
    if value is None:
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    return _typed_date(tidy(value)) if isinstance(value, str) else UNREADABLE


def _typed_date(text: str) -> dt.date | Unreadable:
    try:
        if _ISO_DATE.fullmatch(text):
            return dt.date.fromisoformat(text)
        if match := _IN_WORDS.fullmatch(text):
            return dt.date(int(match[3]), _MONTHS[match[2]], int(match[1]))
        if match := _DATE.fullmatch(text):
            year = match[3] if len(match[3]) == 4 else f"20{match[3]}"
            return dt.date(int(year), int(match[2]), int(match[1]))
    except ValueError:
        pass  # no such day
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
