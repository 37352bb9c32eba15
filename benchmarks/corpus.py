"""Inputs to measure with: steunpunten that perform everything, with filled-in forms that all differ."""

from __future__ import annotations

import io
import zipfile
from functools import cache
from pathlib import Path

import openpyxl

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import load_layout
from pipeline.definitions.rules import load_rules
from pipeline.forms.invulschema import make_invulschema
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.teams import init_steunpunt
from tests.support.office import type_in_team

CATALOG, LAYOUT, RULES = shipped_catalog(), load_layout(), load_rules()
NOTE = "Samen met een collega."


def make_steunpunt(people: int) -> Steunpunt:
    """A steunpunt whose people have the three example profiles in turn."""
    voorbeelden = [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen]
    team = tuple(
        Medewerker(str(1000 + place), f"Medewerker {place}", "Medewerker", 32.0, "Leiding", voorbeelden[place % 3])
        for place in range(people)
    )
    uitgevoerd = frozenset(groep.code for groep in CATALOG.te_kiezen)
    return Steunpunt("proef", "Steunpunt Proef", uitgevoerd=uitgevoerd, team=team)


def fill(form: bytes) -> bytes:
    """Two hours and a note at every chosen kerntaak, and three kernopgaven."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    for sheet, chosen in (("Kerntaken", None), ("Kernopgaven", {"a", "d", "g"})):
        rows = [[cell.value for cell in row] for row in book[sheet].iter_rows()]
        top = next(number for number, row in enumerate(rows) if "Code" in row)
        column = {header: place + 1 for place, header in enumerate(rows[top])}
        for number, row in enumerate(rows[top + 1 :], top + 2):
            if chosen is None and row[column["Gekozen"] - 1] == "ja":
                book[sheet].cell(number, column["Uren per week"]).value = 2
                book[sheet].cell(number, column["Toelichting"]).value = NOTE
            elif chosen and row[column["Code"] - 1] in chosen:
                book[sheet].cell(number, column["Gekozen"]).value = "ja"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@cache
def filled_forms(people: int) -> tuple[bytes, ...]:
    """A form for each person of a steunpunt."""
    steunpunt = make_steunpunt(people)
    return tuple(fill(make_invulschema(CATALOG, LAYOUT, RULES, steunpunt, person)) for person in steunpunt.team)


def make_corpus(folder: Path, forms: int, people: int) -> Path:
    """An input folder of so many forms, `people` in each steunpunt; no two forms are the same."""
    first = make_steunpunt(people)
    team = init_steunpunt(folder / "s00000", first.naam)
    rows = [(m.personeelsnummer, m.naam, m.functienaam, 32, "Leiding", m.voorbeeldprofiel) for m in first.team]
    type_in_team(team, rows, performed=" ".join(sorted(first.uitgevoerd)))
    for number in range(forms // people):
        place = folder / f"s{number:05}" / "formulieren"
        place.mkdir(parents=True)
        if number:
            (place.parent / team.name).write_bytes(team.read_bytes())
        for person, form in zip(first.team, filled_forms(people), strict=True):
            (place / f"{person.personeelsnummer}.xlsx").write_bytes(_varied(form, f"Met collega {number}."))
    return folder


def _varied(form: bytes, note: str) -> bytes:
    """The form with other notes, so that no part with answers is the same as in another."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(entry, old.read(entry).replace(NOTE.encode(), note.encode()))
    return buffer.getvalue()
