"""What a cell of a sheet may hold before anything is made of it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from pipeline.model.workbook import Value

KNOWN = 1024  # bytes or characters: longer texts are not remembered from one form to the next


class Odd(NamedTuple):
    """A cell without a value that is not blank: the code of its finding, and what it holds ("#N/A", "=1+1")."""

    code: str
    text: str


Raw = Value | Odd
Rows = Sequence[Sequence[Raw]]  # from A1; they may differ in length, blank cells hold ""

_known_odd = lru_cache(maxsize=1024)(Odd)  # the live formulas are the same in all forms


def is_short(cells: Sequence[Raw], limit: int = KNOWN) -> bool:
    """Whether cells hold texts alone, and few: then they may be in other forms, and are remembered.

    Only texts: 1.0 and True are equal, but not the same answer.
    """
    try:
        return len("".join(cells)) <= limit  # type: ignore[arg-type]
    except TypeError:
        return False


def odd(code: str, text: str) -> Odd:
    """The same, of which short ones are made once."""
    return (_known_odd if len(text) <= KNOWN else Odd)(code, text)
