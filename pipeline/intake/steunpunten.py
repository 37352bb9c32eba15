"""Reading steunpunten: their team workbooks, judged, and all their forms as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.checking.judge import Gelezen
from pipeline.checking.teambestand import Team, judge_team
from pipeline.definitions.layout import BLADEN
from pipeline.intake.inbox import Map, rules_of
from pipeline.intake.reader_process import File, shared_lezer
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.steunpunt import Steunpunt
from pipeline.model.workbook import Werkmap


def read_mappen(mappen: Sequence[Map], catalog: Catalog) -> list[Gelezen]:
    """Read the team workbook and all forms of some steunpunten, all asked for at once.

    The forms have no sheet for what the catalog does not hold; without a team workbook they have no meaning.
    """
    zonder = frozenset(blad for blad in BLADEN if not catalog.ingangen(blad))
    files = [_files(map_, zonder) for map_ in mappen]
    werkmappen = iter(shared_lezer().read([file for group in files for file in group]))
    return [
        _judged(map_, [next(werkmappen) for _ in group], catalog) for map_, group in zip(mappen, files, strict=True)
    ]


def _files(map_: Map, zonder: frozenset[str]) -> list[File]:
    if map_.team is None:
        return []
    forms: list[File] = [(path, map_.relative(path), "formulier", zonder) for path in map_.formulieren]
    return [(map_.team, map_.relative(map_.team), "team"), *forms]


def _judged(map_: Map, werkmappen: Sequence[Werkmap], catalog: Catalog) -> Gelezen:
    rules = rules_of(map_)
    if not werkmappen:
        missing = Finding("team_ontbreekt", Address("steunpunt.xlsx"))
        bare = Steunpunt(map_.naam, map_.pad.name)
        return Gelezen(Team(bare, (missing, *map_.findings), leesbaar=False), (), rules)
    team, *formulieren = werkmappen
    judged = judge_team(team, map_.naam, catalog, rules)
    return Gelezen(replace(judged, findings=(*judged.findings, *map_.findings)), tuple(formulieren), rules)
