"""Reading one steunpunt: its team workbook, judged, and all its forms as typed."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache, partial

from pipeline.catalog import Catalog
from pipeline.filled import BLADEN
from pipeline.findings import Address, Finding
from pipeline.inbox import Map, rules_of
from pipeline.isolate import Lezer
from pipeline.read import read_file
from pipeline.records import Steunpunt
from pipeline.team import Team, judge_team
from pipeline.validate import Gelezen


def open_lezer(catalog: Catalog) -> AbstractContextManager[Lezer]:
    """A reader of forms of this catalog: they have no sheet for what it does not hold.

    All batches of a process share its child, which ends with the process: to start one takes longer than to read a
    hundred forms.
    """
    return nullcontext(_lezer(frozenset(blad for blad in BLADEN if not catalog.ingangen(blad))))


@cache
def _lezer(zonder: frozenset[str]) -> Lezer:
    return Lezer(partial(read_file, zonder=zonder))


def read_map(map_: Map, lezer: Lezer, catalog: Catalog) -> Gelezen:
    """Read the team workbook and all forms of one steunpunt; without a team workbook the forms have no meaning."""
    rules = rules_of(map_)
    if map_.team is None:
        missing = Finding("team_ontbreekt", Address("steunpunt.xlsx"))
        bare = Steunpunt(map_.naam, map_.pad.name)
        return Gelezen(Team(bare, (missing, *map_.findings), leesbaar=False), (), rules)
    files = [(map_.team, map_.relative(map_.team), "team")]
    files += [(path, map_.relative(path), "formulier") for path in map_.formulieren]
    team, *formulieren = lezer.read(files)
    judged = judge_team(team, map_.naam, catalog, rules)
    return Gelezen(replace(judged, findings=(*judged.findings, *map_.findings)), tuple(formulieren), rules)
