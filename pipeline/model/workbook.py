"""A form or team workbook as read: each value with its address until the message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from pipeline.model.findings import Finding

Werkmapsoort = Literal["formulier", "team", "lijst"]  # a form, a team workbook, the list of an umbrella
Plek = tuple[
    str, str, str
]  # of an answer: key of its sheet, code of its row ("" on a label sheet), key of column or label
Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell as typed, blank or not: numbers as float, text stripped of control characters only. `cel` like "F7"."""

    value: Value
    cel: str


BLANK = Answer(None, "")  # where there is no cell at all


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table sheet: its Code as typed ("" where the sheet has none) and its answers by column key."""

    code: str
    answers: Mapping[str, Answer]

    def answer(self, key: str) -> Answer:
        """The answer in a column, blank where the sheet does not have it: it may be of before the column existed."""
        return self.answers.get(key, BLANK)


@dataclass(frozen=True, slots=True)
class Overig:
    """What a sheet holds that is no answer, by address. key: that of the sheet, "" for one that is not ours.

    kop: number of the header row of a table, 0 where there is none.
    """

    key: str
    cellen: Mapping[str, Value]
    kop: int = 0


@dataclass(frozen=True, slots=True)
class Werkmap:
    """A form or team workbook as read, unjudged.

    velden: sheet key -> label key -> answer; tabellen: sheet key -> rows in the order of the file. A sheet or label
    that was not found is absent and stands in findings. stempel: the hidden stamp, {} when there is none. namen: sheet
    key -> the name that the sheet has in this file, for people rename sheets. overig: by name of the sheet, where it
    was asked for.
    """

    bestand: str
    sha256: str
    stempel: Mapping[str, str]
    velden: Mapping[str, Mapping[str, Answer]]
    tabellen: Mapping[str, tuple[Row, ...]]
    findings: tuple[Finding, ...] = ()
    leesbaar: bool = True
    namen: Mapping[str, str] = field(default_factory=dict)
    overig: Mapping[str, Overig] = field(default_factory=dict)

    def veld(self, blad: str, key: str) -> Answer:
        """The answer beside a label, blank where the workbook does not have it."""
        return self.velden.get(blad, {}).get(key, BLANK)

    def rows(self, blad: str) -> tuple[Row, ...]:
        """The rows of a table, none where the workbook does not have the sheet."""
        return self.tabellen.get(blad, ())
