"""What a cell of a sheet may hold before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.model.workbook import Value

KNOWN = 1024  # bytes or characters: longer texts are not remembered from one form to the next


@dataclass(frozen=True, slots=True)
class Odd:
    """A cell without a value that is not blank: the code of its finding, and what it holds ("#N/A", "=1+1")."""

    code: str
    text: str


Raw = Value | Odd
Rows = Sequence[Sequence[Raw]]  # from A1; they may differ in length, blank cells hold ""

_known_odd = lru_cache(maxsize=1024)(Odd)  # the live formulas are the same in all forms


def odd(code: str, text: str) -> Odd:
    """The same, of which short ones are made once."""
    return (_known_odd if len(text) <= KNOWN else Odd)(code, text)
