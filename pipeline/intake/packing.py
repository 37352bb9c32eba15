"""What goes through the pipe to the child that reads and back, made small: most rows are the same in all forms.

Importing it is enough: pickle finds it through copyreg.
"""

from __future__ import annotations

import copyreg
import pickle
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any, NamedTuple

from pipeline.intake.line import SHORT
from pipeline.intake.opdracht import Leesvorm
from pipeline.intake.raw import is_short
from pipeline.model.workbook import Answer, Row, Value, Werkmap

_OTHERS = [field.name for field in fields(Werkmap) if field.name != "tabellen"]


@dataclass(frozen=True, slots=True, eq=False)
class _Kolommen:
    """Key and letters of the columns that a table was read of; the same object for all tables that have them there."""

    namen: tuple[tuple[str, str], ...]


_kolommen = lru_cache(maxsize=64)(_Kolommen)


class _Tabel(NamedTuple):
    """The rows of a table: its columns; of each row its code, its number and its answers, "" for a blank one."""

    namen: tuple[tuple[str, str], ...]
    codes: Sequence[str]
    numbers: Sequence[int]
    values: Sequence[tuple[Value, ...]]


def _reduce_werkmap(werkmap: Werkmap) -> tuple[Callable[..., Werkmap], tuple[object, ...]]:
    tabellen = {key: tuple(_packed(rows)) for key, rows in werkmap.tabellen.items()}
    return _werkmap, (tabellen, {name: getattr(werkmap, name) for name in _OTHERS})


def _werkmap(tabellen: Mapping[str, Sequence[Any]], others: Mapping[str, Any]) -> Werkmap:
    return Werkmap(**others, tabellen={key: _rows(_Tabel(*tabel)) for key, tabel in tabellen.items()})


def _packed(rows: Sequence[Row]) -> _Tabel:
    """The rows of one table, which have the same columns, each in the row of its answers."""
    answers = rows[0].answers if rows else {}
    namen = tuple((key, answer.cel.rstrip("0123456789")) for key, answer in answers.items())
    start = len(namen[0][1]) if namen else 0
    first = namen[0][0] if namen else ""
    return _Tabel(
        namen,
        [row.code for row in rows],
        [int(row.answers[first].cel[start:]) if namen else 0 for row in rows],
        [tuple(["" if answer.value is None else answer.value for answer in row.answers.values()]) for row in rows],
    )


def _rows(tabel: _Tabel) -> tuple[Row, ...]:
    kolommen = _kolommen(tabel.namen)
    given = zip(tabel.codes, tabel.numbers, tabel.values, strict=True)
    return tuple(
        [
            (_known_row if is_short(values, SHORT) else _row)(kolommen, code, number, values)
            for code, number, values in given
        ]
    )


def _row(kolommen: _Kolommen, code: str, number: int, values: Sequence[Value]) -> Row:
    answers = zip(kolommen.namen, values, strict=True)
    return Row(code, {key: Answer(None if value == "" else value, f"{cel}{number}") for (key, cel), value in answers})


_known_row = lru_cache(maxsize=16_384)(_row)


def _reduce_answer(answer: Answer) -> tuple[type[Answer], tuple[object, ...]]:
    return Answer, (answer.value, answer.cel)  # the way of frozen dataclasses with slots takes four times as long


def _reduce_vorm(vorm: Leesvorm) -> tuple[Callable[[bytes], Leesvorm], tuple[bytes]]:
    return _known_vorm, (_packed_vorm(vorm),)


@lru_cache(maxsize=16)
def _packed_vorm(vorm: Leesvorm) -> bytes:
    return pickle.dumps((vorm.bladen, vorm.gedrukt))


@lru_cache(maxsize=16)
def _known_vorm(packed: bytes) -> Leesvorm:
    """The same object in every batch: by it the child knows what forms have in common."""
    return Leesvorm(*pickle.loads(packed))  # noqa: S301  # what the parent says is no file from outside


copyreg.pickle(Answer, _reduce_answer)
copyreg.pickle(Leesvorm, _reduce_vorm)
copyreg.pickle(Werkmap, _reduce_werkmap)
