"""Reading steunpunten: their team workbooks and all their forms, as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.definitions.layout import BLADEN, load_layout
from pipeline.definitions.printed import printed
from pipeline.definitions.rules import Rules
from pipeline.intake.inbox import Map, rules_of
from pipeline.intake.reader_process import shared_lezer
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.printed import Gedrukt
from pipeline.model.workbook import Leesopdracht, Werkmap


@dataclass(frozen=True, slots=True)
class Gelezen:
    """One steunpunt as read, unjudged: its team workbook (None without one), its forms, the thresholds that hold there.

    map: its folder below the input, with '/'; findings: what stands in the folder and is not read.
    """

    map: str
    team: Werkmap | None
    formulieren: tuple[Werkmap, ...]
    rules: Rules
    findings: tuple[Finding, ...] = ()


def read_mappen(mappen: Sequence[Map], catalog: Catalog) -> list[Gelezen]:
    """Read the team workbook and all forms of some steunpunten, all asked for at once.

    The forms have no sheet for what the catalog does not hold; without a team workbook they have no meaning.
    """
    zonder = frozenset(blad for blad in BLADEN if not catalog.ingangen(blad))
    gedrukt = printed(catalog, load_layout())
    files = [_files(map_, zonder, gedrukt) for map_ in mappen]
    werkmappen = iter(shared_lezer().read([file for group in files for file in group]))
    return [_gelezen(map_, [next(werkmappen) for _ in group]) for map_, group in zip(mappen, files, strict=True)]


def _files(map_: Map, zonder: frozenset[str], gedrukt: Gedrukt) -> list[Leesopdracht]:
    if map_.team is None:
        return []
    forms = [Leesopdracht(path, map_.relative(path), "formulier", zonder, gedrukt) for path in map_.formulieren]
    return [Leesopdracht(map_.team, map_.relative(map_.team), "team"), *forms]


def _gelezen(map_: Map, werkmappen: Sequence[Werkmap]) -> Gelezen:
    team, formulieren = (werkmappen[0], werkmappen[1:]) if werkmappen else (None, ())
    return Gelezen(map_.naam, team, tuple(formulieren), rules_of(map_), map_.findings)
