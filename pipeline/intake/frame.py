"""Where the parts of a table stand, and whether a row is as it was printed: most are, but for their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipeline.base.places import column_letters
from pipeline.definitions.layout import Kolom
from pipeline.intake.grid import is_blank, plain
from pipeline.intake.line import Column, Columns, Picked, columns_of
from pipeline.intake.raw import Odd, Raw, is_short
from pipeline.intake.strays import Print

REMEMBERED = 1024  # rows of a table that are known to be as printed


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """Where the parts of a table stand, from 0, and what is printed there; the same object for all forms of a batch.

    vast: the fixed columns, live: those that calculate; printed: code -> the fixed cells of its row; beside: of a row,
    its code and what nobody fills in; seen: of rows that were as printed.
    """

    gedrukt: Print
    places: Mapping[str, int]
    columns: Columns
    vast: tuple[tuple[str, int], ...]
    live: tuple[int, ...]
    fixed: Picked
    beside: Picked
    printed: Mapping[str, tuple[Raw, ...]]
    seen: set[tuple[Raw, ...]] = field(default_factory=set)


@lru_cache(maxsize=64)
def frame_of(kolommen: tuple[Kolom, ...], gedrukt: Print, found: tuple[tuple[str, int], ...]) -> Frame:
    """The frame of a table. found: key and place of the columns that its header has."""
    places = dict(found)
    here = [kolom for kolom in kolommen if kolom.key in places]
    read = [kolom for kolom in here if kolom.key == "code" or kolom.ingevuld]
    vast = tuple((kolom.key, places[kolom.key]) for kolom in here if kolom.soort == "vast" and kolom.key != "code")
    live = tuple(places[kolom.key] for kolom in here if kolom.soort == "live" and kolom.key != "code")
    columns = (Column(kolom.key, kolom.kop, places[kolom.key], column_letters(places[kolom.key] + 1)) for kolom in read)
    fixed = [place for _, place in vast]
    ingangen = gedrukt.blad.ingangen if "code" in places else {}
    return Frame(
        gedrukt=gedrukt,
        places=places,
        columns=columns_of(tuple(columns)),
        vast=vast,
        live=live,
        fixed=Picked(fixed),
        beside=Picked([places.get("code", 0), *fixed, *live]),
        printed={code: tuple([texts.get(key, "") for key, _ in vast]) for code, texts in ingangen.items()},
    )


def is_as_printed(frame: Frame, cells: Sequence[Raw]) -> bool:
    """Whether nothing was changed in a row of an entry but its answers; most rows are the same in all forms."""
    beside = frame.beside.of(cells)
    return beside in frame.seen or _is_found_as_printed(frame, beside)


def _is_found_as_printed(frame: Frame, beside: tuple[Raw, ...]) -> bool:
    code, *others = beside
    fixed, live = tuple(others[: len(frame.vast)]), others[len(frame.vast) :]
    is_same = bool(fixed) and frame.printed.get(plain(code)) == fixed
    if not is_same or any(is_over_live(frame, raw) for raw in live):
        return False
    if len(frame.seen) < REMEMBERED and is_short([raw for raw in beside if not isinstance(raw, Odd)]):
        frame.seen.add(beside)
    return True


def is_over_live(frame: Frame, raw: Raw) -> bool:
    """Whether a cell holds something else than a formula of ours may have made there."""
    gedrukt = frame.gedrukt
    return gedrukt.geldig and not (is_blank(raw) or gedrukt.calculates(raw) or gedrukt.has(raw))
