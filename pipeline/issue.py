"""Handing out workbooks: an empty team workbook for a new steunpunt, a form for each team member without one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.catalog import Catalog
from pipeline.catalog_file import load_catalog
from pipeline.filled import parse_form
from pipeline.findings import Address, Finding, Stop
from pipeline.form import make_invulschema
from pipeline.inbox import TEAM_FILES, Map, discover, load_catalog_near, rules_of
from pipeline.layout import load_layout
from pipeline.manifest import Json, findings_json
from pipeline.output import create, file_part, free_path, write_faults
from pipeline.reading import open_lezer, read_map
from pipeline.records import Medewerker
from pipeline.settings import load_rules
from pipeline.teamform import make_teambestand
from pipeline.validate import Gelezen


@dataclass(frozen=True, slots=True)
class Uitgifte:
    """What was handed out in one steunpunt: the new files, and the findings on its team workbook."""

    map: str
    nieuw: tuple[str, ...]
    bevindingen: list[Json]


def init_steunpunt(folder: Path, naam: str) -> Path:
    """Write an empty team workbook for a new steunpunt. Raises Stop when one stands there."""
    if standing := [name for name in TEAM_FILES if (folder / name).exists()]:
        raise Stop([Finding("team_bestaat", Address(standing[0]))])
    target = folder / TEAM_FILES[0]
    book = make_teambestand(load_catalog_near(folder.absolute()), load_layout(), load_rules(), naam)
    with write_faults():
        create(target, book)
    return target


def issue_forms(invoer: Path) -> list[Uitgifte]:
    """Write a pre-filled form for every team member who has no readable form; nothing is ever overwritten."""
    found = discover(invoer)
    catalog = load_catalog(found.catalog)
    with open_lezer(catalog) as lezer:
        return [_issue(map_, read_map(map_, lezer, catalog), catalog) for map_ in found.mappen]


def _issue(map_: Map, gelezen: Gelezen, catalog: Catalog) -> Uitgifte:
    steunpunt = gelezen.team.steunpunt
    nieuw = []
    for medewerker in _without_form(gelezen, catalog):
        path = free_path(map_.pad / "formulieren" / f"{file_part(medewerker.personeelsnummer, distinct=True)}.xlsx")
        with write_faults():
            create(path, make_invulschema(catalog, load_layout(), rules_of(map_), steunpunt, medewerker))
        nieuw.append(map_.relative(path))
    return Uitgifte(map_.naam, tuple(nieuw), findings_json(gelezen.team.findings))


def _without_form(gelezen: Gelezen, catalog: Catalog) -> Iterator[Medewerker]:
    steunpunt = gelezen.team.steunpunt
    readable = [werkmap for werkmap in gelezen.formulieren if werkmap.leesbaar]
    present = {parse_form(werkmap, steunpunt, catalog, gelezen.rules).nummer for werkmap in readable}
    yield from (medewerker for medewerker in steunpunt.team if medewerker.personeelsnummer not in present)
