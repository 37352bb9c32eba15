"""A form or team workbook as read: each value with its address until the message."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.model.findings import Finding

Value = str | float | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None


@dataclass(frozen=True, slots=True)
class Answer:
    """One cell as typed, blank or not: numbers as float, text stripped of control characters only. `cel` like "F7"."""

    value: Value
    cel: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table sheet: its Code as typed ("" where the sheet has none) and its answers by column key."""

    code: str
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class Werkmap:
    """A form or team workbook as read, unjudged.

    velden: sheet key -> label key -> answer; tabellen: sheet key -> rows in the order of the file. A sheet or label
    that was not found is absent and stands in findings. stempel: the hidden stamp, {} when there is none. namen: sheet
    key -> the name that the sheet has in this file, for people rename sheets.
    """

    bestand: str
    sha256: str
    stempel: Mapping[str, str]
    velden: Mapping[str, Mapping[str, Answer]]
    tabellen: Mapping[str, tuple[Row, ...]]
    findings: tuple[Finding, ...] = ()
    leesbaar: bool = True
    namen: Mapping[str, str] = field(default_factory=dict)
