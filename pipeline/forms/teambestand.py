"""The team workbook of a steunpunt: HR fills it in, and every form is made from it. And the list that can fill many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, replace

from pipeline.base.names import printable
from pipeline.base.places import Coord
from pipeline.definitions.layout import Blad, Layout, team_sheets
from pipeline.definitions.messages import load_messages
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.rules import BEHOEFTE_MAX, Rules
from pipeline.excel.book import to_bytes
from pipeline.excel.formulas import checked, on_sheet
from pipeline.forms.drawing.cells import TEXT_MAX, Cel
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.sheet import Rij, Tekening
from pipeline.forms.drawing.validation import CHOICES, LIST_CHOICE, Inputs
from pipeline.forms.live.rooster import Rooster, Teamplaatsen
from pipeline.forms.live.verdeling import calculation
from pipeline.forms.verdeling import (
    LIST_PEOPLE,
    Persoon,
    Verdeling,
    columns_for,
    draw_verdeling,
    hours_shown,
    rooster_of,
)
from pipeline.model.catalog import Catalog, Groep
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Value

_LISTS = {  # column -> defined name
    "voorbeeldprofiel": "lijst_voorbeeldprofiel",
    "signaal": "lijst_signaal",
    "catalogus": "lijst_catalogus",
}
_SPARE = 10  # empty rows below a team that fills the sheet


def make_teambestand(catalog: Catalog, layout: Layout, rules: Rules, naam: str, catalogi: Sequence[str] = ()) -> bytes:
    """A blank team workbook as an .xlsx file, with the steunpunt's name and the codes of the catalog in it."""
    return make_gevuld_teambestand(catalog, layout, rules, Steunpunt("", naam), catalogi)


def make_gevuld_teambestand(
    catalog: Catalog, layout: Layout, rules: Rules, steunpunt: Steunpunt, catalogi: Sequence[str] = ()
) -> bytes:
    """A team workbook with the steunpunt's name, gemeente, koepel and team in it; the other sheets are blank."""
    drawing = Drawing(layout.team["steunpunt"].titel)
    lijsten = {key: values for key, values in _lists(catalog, catalogi) if values}
    tekeningen: dict[str, Tekening] = {}
    rooster = None
    for key, blad in team_sheets(layout, catalog).items():
        if blad.per_persoon:
            rooster = _draw_verdeling(drawing, key, blad, Ontwerp(catalog, layout, rules), steunpunt, tekeningen)
            continue
        inputs = _inputs(layout, rules, lijsten, BEHOEFTE_MAX if key == "behoefte" else rules.grenzen.uren_kerntaak)
        toets = inputs.all([*blad.kolommen, *blad.velden])
        tekeningen[key] = Tekening(key, blad, _rows(key, blad, catalog, steunpunt), toets)
        drawing.draw(tekeningen[key])
    return _finished(drawing, catalog, layout, lijsten, "steunpunt", calculation(rooster) if rooster else {})


def _draw_verdeling(
    drawing: Drawing,
    key: str,
    blad: Blad,
    ontwerp: Ontwerp,
    steunpunt: Steunpunt,
    tekeningen: Mapping[str, Tekening],
) -> Rooster:
    """The sheet Verdeling, with a column for everybody on the default catalog; it looks things up on the others."""

    def column(other: str, kolom: str) -> str:
        tekening = tekeningen[other]
        return on_sheet(tekening.blad.naam, tekening.column(kolom))

    plaatsen = Teamplaatsen(
        nummers=column("team", "personeelsnummer"),
        namen=column("team", "naam"),
        contracten=column("team", "contracturen"),
        basisfuncties=column("basisfuncties", "code") if "basisfuncties" in tekeningen else "",
        uitvoeren=column("basisfuncties", "uitvoeren") if "basisfuncties" in tekeningen else "",
        behoefte=column("behoefte", "code"),
        uren=column("behoefte", "uren"),
    )
    personen = [
        Persoon(m.personeelsnummer, hours_shown(steunpunt.verdeling.get(m.personeelsnummer, {})), printable(m.naam))
        for m in steunpunt.team
        if m.catalogus in ("", ontwerp.catalog.id)
    ]
    verdeling = Verdeling(blad, blad.titel, (blad.intro,), personen)
    rooster = rooster_of(ontwerp, verdeling, columns_for(len(personen)), plaatsen)
    draw_verdeling(drawing, key, verdeling, rooster)
    drawing.name(LIST_PEOPLE, on_sheet(tekeningen["team"].blad.naam, tekeningen["team"].answers("personeelsnummer")))
    return rooster


def make_lijst(catalog: Catalog, layout: Layout, rules: Rules, catalogi: Sequence[str] = ()) -> bytes:
    """The blank list of an umbrella: one sheet with a row per employee of all its steunpunten."""
    blad = layout.lijst["medewerkers"]
    drawing, keys = Drawing(blad.titel), {kolom.key for kolom in blad.kolommen}
    lijsten = {key: values for key, values in _lists(catalog, catalogi) if values and key in keys}
    toets = _inputs(layout, rules, lijsten, rules.grenzen.uren_kerntaak).all(blad.kolommen)
    drawing.draw(Tekening("medewerkers", blad, _blanks(blad, blad.regels_leeg), toets))
    return _finished(drawing, catalog, layout, lijsten, "medewerkers")


def _inputs(layout: Layout, rules: Rules, lijsten: dict[str, Sequence[str]], uren: float) -> Inputs:
    maxima = {"contracturen": rules.grenzen.contracturen, "uren": uren}
    return Inputs(layout, maxima, {key: _LISTS[key] for key in lijsten})


def _finished(
    drawing: Drawing,
    catalog: Catalog,
    layout: Layout,
    lijsten: dict[str, Sequence[str]],
    first: str,
    formules: Mapping[Coord, str] | None = None,
) -> bytes:
    stempel = {"versie": layout.versie, "catalogus": catalog.id, "catalogusversie": catalog.versie}
    sheet = drawing.stamp(stempel, {LIST_CHOICE: CHOICES} | {_LISTS[key]: values for key, values in lijsten.items()})
    for (row, place), formule in (formules or {}).items():
        sheet.cell(row, place).value = f"={checked(formule)}"
    drawing.open_on(first)
    return to_bytes(drawing.book)


def _lists(catalog: Catalog, catalogi: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """What can be chosen, by key of the column."""
    yield "voorbeeldprofiel", tuple(catalog.voorbeeldprofiel)
    yield "signaal", tuple(load_messages().signalen)
    yield "catalogus", tuple(catalogi)


def _rows(key: str, blad: Blad, catalog: Catalog, steunpunt: Steunpunt) -> list[Rij]:
    if blad.velden:
        known = {"naam": steunpunt.naam, "gemeente": steunpunt.gemeente, "koepel": steunpunt.koepel}
        return [_row("", {}, [veld.key for veld in blad.velden], {key: _text(text) for key, text in known.items()})]
    open_keys = _open_keys(blad)
    if key == "basisfuncties":
        return [_explained(groep, open_keys) for groep in catalog.te_kiezen]
    if key == "behoefte":
        return [_row(taak.code, {"code": taak.code, "naam": taak.naam}, open_keys) for taak in catalog.kerntaken]
    if key == "team":
        people = [_row("", {}, open_keys, _known(medewerker)) for medewerker in steunpunt.team]
        return [*people, *_blanks(blad, max(blad.regels_leeg - len(people), _SPARE))]
    return _blanks(blad, blad.regels_leeg)


def _explained(groep: Groep, open_keys: Sequence[str]) -> Rij:
    """The row of a group, with what it means in the comment at its code, as the form does."""
    row = _row(groep.code, {"code": groep.code, "naam": groep.naam}, open_keys)
    return replace(row, cellen={**row.cellen, "code": Cel(groep.code, uitleg=groep.omschrijving)})


def _blanks(blad: Blad, aantal: int) -> list[Rij]:
    return [_row("", {}, _open_keys(blad)) for _ in range(aantal)]


def _open_keys(blad: Blad) -> list[str]:
    return [kolom.key for kolom in blad.kolommen if kolom.soort != "vast"]


def _known(medewerker: Medewerker) -> dict[str, Value]:
    return {key: _text(value) if isinstance(value, str) else value for key, value in asdict(medewerker).items()}


def _text(text: str) -> Value:
    """A text for a cell, blank where there is none."""
    return printable(text)[:TEXT_MAX] if text.strip() else None


def _row(code: str, vast: dict[str, str], open_keys: Sequence[str], known: dict[str, Value] | None = None) -> Rij:
    cellen = {key: Cel(value) for key, value in vast.items()}
    return Rij(code, cellen | {key: Cel((known or {}).get(key), open=True) for key in open_keys})
