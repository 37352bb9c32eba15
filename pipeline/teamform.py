"""The team workbook of a steunpunt, blank: HR fills it in, and every form is made from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.catalog import Catalog
from pipeline.cells import Cel
from pipeline.grid import clean
from pipeline.inputs import CHOICES, LIST_CHOICE, Inputs
from pipeline.layout import Blad, Layout
from pipeline.messages import load_messages
from pipeline.records import Value
from pipeline.settings import Rules
from pipeline.sheets import Drawing, Rij, Tekening
from pipeline.team import BEHOEFTE_MAX
from pipeline.workbook import to_bytes

_LISTS = {"voorbeeldprofiel": "lijst_voorbeeldprofiel", "signaal": "lijst_signaal"}  # column -> defined name


def make_teambestand(catalog: Catalog, layout: Layout, rules: Rules, naam: str) -> bytes:
    """A team workbook as an .xlsx file, with the steunpunt's name and the codes of the catalog in it."""
    drawing = Drawing(layout.team["steunpunt"].titel)
    lijsten = {key: values for key, values in _lists(catalog) if values}
    names = {key: _LISTS[key] for key in lijsten}
    for key, blad in layout.team.items():
        uren = BEHOEFTE_MAX if key == "behoefte" else rules.grenzen.uren_kerntaak
        inputs = Inputs(layout, {"contracturen": rules.grenzen.contracturen, "uren": uren}, names)
        toets = inputs.all([*blad.kolommen, *blad.velden])
        drawing.draw(Tekening(key, blad, _rows(key, blad, catalog, naam), toets))
    stempel = {"versie": layout.versie, "catalogus": catalog.id, "catalogusversie": catalog.versie}
    drawing.stamp(stempel, {LIST_CHOICE: CHOICES} | {names[key]: values for key, values in lijsten.items()})
    drawing.open_on("steunpunt")
    return to_bytes(drawing.book)


def _lists(catalog: Catalog) -> Iterator[tuple[str, Sequence[str]]]:
    """What can be chosen, by key of the column."""
    yield "voorbeeldprofiel", tuple(catalog.voorbeeldprofiel)
    yield "signaal", tuple(load_messages().signalen)


def _rows(key: str, blad: Blad, catalog: Catalog, naam: str) -> list[Rij]:
    if blad.velden:
        return [_row("", {}, [veld.key for veld in blad.velden], {"naam": clean(naam)[0]})]
    open_keys = [kolom.key for kolom in blad.kolommen if kolom.soort != "vast"]
    if key == "basisfuncties":
        return [_row(groep.code, {"code": groep.code, "naam": groep.naam}, open_keys) for groep in catalog.te_kiezen]
    if key == "behoefte":
        return [_row(taak.code, {"code": taak.code, "naam": taak.naam}, open_keys) for taak in catalog.kerntaken]
    return [_row("", {}, open_keys) for _ in range(blad.regels_leeg)]


def _row(code: str, vast: dict[str, str], open_keys: list[str], known: dict[str, Value] | None = None) -> Rij:
    cellen = {key: Cel(value) for key, value in vast.items()}
    return Rij(code, cellen | {key: Cel((known or {}).get(key), open=True) for key in open_keys})
