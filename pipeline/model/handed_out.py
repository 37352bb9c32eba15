"""What a form held when it was handed out, as one hash: what still holds just that was touched by nobody (2.2)."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable

from pipeline.model.workbook import Plek, Value


def answers_hash(answers: Iterable[tuple[Plek, Value]]) -> str:
    """Sixteen signs that change with any answer; blanks count for nothing, and a choice is "ja" or "nee"."""
    said = sorted(("\x1f".join(plek), _plain(value)) for plek, value in answers)
    lines = "\x1e".join(f"{plek}\x1f{value}" for plek, value in said if value)
    return hashlib.sha256(lines.encode()).hexdigest()[:16]


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float | int):
        return f"{value:.15g}"
    if isinstance(value, dt.date):
        return value.isoformat()[:10]
    return " ".join(str(value).split())
