"""The team workbook of a steunpunt: HR fills it in, and every form is made from it. And the list that can fill many."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace

from pipeline.base.names import printable
from pipeline.base.places import Coord
from pipeline.definitions.layout import Blad, Layout, list_sheet, team_sheets
from pipeline.definitions.messages import load_messages
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.rules import BEHOEFTE_MAX, Rules
from pipeline.excel.book import to_bytes
from pipeline.excel.formulas import checked, on_sheet
from pipeline.excel.room import TEXT_MAX
from pipeline.forms.beside import Bijgehouden, put_beside
from pipeline.forms.drawing.cells import Cel
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.sheet import Rij, Tekening
from pipeline.forms.drawing.validation import CHOICES, LIST_CHOICE, Inputs
from pipeline.forms.live.rooster import Rooster, Teamplaatsen
from pipeline.forms.live.verdeling import calculation
from pipeline.forms.verdeling import Persoon, Verdeling, columns_for, hours_shown, rooster_of
from pipeline.forms.verdeling_sheet import LIST_PEOPLE, draw_verdeling
from pipeline.model.catalog import Catalog, Groep
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Value

_LISTS = {  # column -> defined name
    "voorbeeldprofiel": "lijst_voorbeeldprofiel",
    "signaal": "lijst_signaal",
    "catalogus": "lijst_catalogus",
}
_SPARE = 10  # empty rows below a team that fills the sheet


@dataclass(frozen=True, slots=True)
class Teaminhoud:
    """What a team workbook holds: the answers beside labels by key, and the rows of each table, by column key.

    A row of a table with codes has its "code" too. mensen: the team, and verdeling its hours by personeelsnummer and
    kerntaak, for the sheet that divides them.
    """

    velden: Mapping[str, Value]
    tabellen: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    mensen: Sequence[Medewerker] = ()
    verdeling: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)

    @classmethod
    def of(cls, steunpunt: Steunpunt, uitvoeren: Mapping[str, bool] | None = None) -> Teaminhoud:
        """Of a new steunpunt. uitvoeren: what is known of the groups, by code."""
        velden = {"naam": steunpunt.naam, "gemeente": steunpunt.gemeente, "koepel": steunpunt.koepel}
        chosen = [{"code": code, "uitvoeren": "ja" if done else "nee"} for code, done in (uitvoeren or {}).items()]
        team = [asdict(medewerker) for medewerker in steunpunt.team]
        return cls(velden, {"team": team, "basisfuncties": chosen}, steunpunt.team, steunpunt.verdeling)


def make_teambestand(
    catalog: Catalog,
    layout: Layout,
    rules: Rules,
    naam: str,
    catalogi: Sequence[str] = (),
    voorbeelden: Sequence[str] = (),
) -> bytes:
    """A blank team workbook as an .xlsx file, with the steunpunt's name and the codes of the catalog in it."""
    return make_gevuld_teambestand(catalog, layout, rules, Teaminhoud({"naam": naam}), catalogi, voorbeelden)


def make_gevuld_teambestand(
    catalog: Catalog,
    layout: Layout,
    rules: Rules,
    inhoud: Teaminhoud,
    catalogi: Sequence[str] = (),
    voorbeelden: Sequence[str] = (),
) -> bytes:
    """A team workbook with all of this in it; what it does not say is blank."""
    return remake_teambestand(catalog, layout, rules, inhoud, Bijgehouden(), catalogi, voorbeelden)[0]


def remake_teambestand(
    catalog: Catalog,
    layout: Layout,
    rules: Rules,
    inhoud: Teaminhoud,
    bijgehouden: Bijgehouden,
    catalogi: Sequence[str] = (),
    voorbeelden: Sequence[str] = (),
) -> tuple[bytes, list[str]]:
    """The same with what HR added to it; and the cells of that which have no place any more.

    voorbeelden: names of example profiles to choose from beside those of the catalog.
    """
    drawing = Drawing(layout.team["steunpunt"].titel)
    lijsten = {key: values for key, values in _lists(catalog, catalogi, voorbeelden) if values}
    asked = team_sheets(layout, catalog)
    bladen = {key: blad for key, blad in layout.team.items() if key in asked or _is_filled(key, inhoud)}
    tekeningen: dict[str, Tekening] = {}
    rooster = None
    for key, blad in bladen.items():
        if blad.per_persoon:
            rooster = _draw_verdeling(drawing, key, blad, Ontwerp(catalog, layout, rules), inhoud, tekeningen)
            continue
        inputs = _inputs(layout, rules, lijsten, BEHOEFTE_MAX if key == "behoefte" else rules.grenzen.uren_kerntaak)
        toets = inputs.all([*blad.kolommen, *blad.velden])
        tekeningen[key] = Tekening(key, blad, _rows(key, blad, catalog, inhoud), toets)
        drawing.draw(tekeningen[key])
    lost = put_beside(drawing, [*tekeningen.values()], bijgehouden)
    live = calculation(rooster) if rooster else {}
    return _finished(drawing, catalog, layout, lijsten, "steunpunt", live), lost


def _draw_verdeling(
    drawing: Drawing,
    key: str,
    blad: Blad,
    ontwerp: Ontwerp,
    inhoud: Teaminhoud,
    tekeningen: Mapping[str, Tekening],
) -> Rooster:
    """The sheet Verdeling, with a column for everybody on the default catalog; it looks things up on the others."""
    personen = [
        Persoon(m.personeelsnummer, hours_shown(inhoud.verdeling.get(m.personeelsnummer, {})), printable(m.naam))
        for m in inhoud.mensen
        if m.catalogus in ("", ontwerp.catalog.id)
    ]
    verdeling = Verdeling(blad, blad.titel, (blad.intro,), personen)
    rooster = rooster_of(ontwerp, verdeling, columns_for(len(personen)), _places(tekeningen))
    draw_verdeling(drawing, key, verdeling, rooster)
    drawing.name(LIST_PEOPLE, on_sheet(tekeningen["team"].blad.naam, tekeningen["team"].answers("personeelsnummer")))
    return rooster


def _places(tekeningen: Mapping[str, Tekening]) -> Teamplaatsen:
    """Where the other sheets hold what Verdeling looks up."""

    def column(key: str, kolom: str) -> str:
        tekening = tekeningen[key]
        return on_sheet(tekening.blad.naam, tekening.column(kolom))

    return Teamplaatsen(
        nummers=column("team", "personeelsnummer"),
        namen=column("team", "naam"),
        contracten=column("team", "contracturen"),
        basisfuncties=column("basisfuncties", "code") if "basisfuncties" in tekeningen else "",
        uitvoeren=column("basisfuncties", "uitvoeren") if "basisfuncties" in tekeningen else "",
        behoefte=column("behoefte", "code"),
        uren=column("behoefte", "uren"),
    )


def _is_filled(key: str, inhoud: Teaminhoud) -> bool:
    """Whether a sheet that is not asked now holds answers of before."""
    rows = inhoud.tabellen.get(key, ())
    return any(value is not None for row in rows for column, value in row.items() if column != "code")


def make_lijst(catalog: Catalog, layout: Layout, rules: Rules, catalogi: Sequence[str] = ()) -> bytes:
    """The blank list of an umbrella: one sheet with a row per employee of all its steunpunten."""
    blad = list_sheet(layout, catalog)
    drawing, keys = Drawing(blad.titel), {kolom.key for kolom in blad.kolommen}
    lijsten = {key: values for key, values in _lists(catalog, catalogi, ()) if values and key in keys}
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


def _lists(
    catalog: Catalog, catalogi: Sequence[str], voorbeelden: Sequence[str]
) -> Iterator[tuple[str, Sequence[str]]]:
    """What can be chosen, by key of the column; voorbeelden: names of examples beside those of the catalog."""
    yield "voorbeeldprofiel", tuple(dict.fromkeys((*catalog.voorbeeldprofiel, *voorbeelden)))
    yield "signaal", tuple(load_messages().signalen)
    yield "catalogus", tuple(catalogi)


def _rows(key: str, blad: Blad, catalog: Catalog, inhoud: Teaminhoud) -> list[Rij]:
    open_keys, known = _open_keys(blad), inhoud.tabellen.get(key, ())
    if blad.velden:
        return [_row("", {}, [veld.key for veld in blad.velden], inhoud.velden)]
    if blad.heeft_codes:
        return [*_coded(key, catalog, open_keys, known)]
    rows = [_row("", {}, open_keys, row) for row in known]
    return [*rows, *_blanks(blad, max(blad.regels_leeg - len(rows), _SPARE))]


def _coded(key: str, catalog: Catalog, open_keys: Sequence[str], known: Sequence[Mapping[str, Value]]) -> Iterator[Rij]:
    """A row per entry; and behind these what was answered at a code that the catalog does not have."""
    entries = catalog.te_kiezen if key == "basisfuncties" else catalog.kerntaken
    answers = {str(row["code"]): row for row in known}
    for entry in entries:
        row = _row(entry.code, {"code": entry.code, "naam": entry.naam}, open_keys, answers.pop(entry.code, {}))
        # what a group means stands in the comment at its code, as on the form
        uitleg = entry.omschrijving if isinstance(entry, Groep) else ""
        yield replace(row, cellen={**row.cellen, "code": Cel(entry.code, uitleg=uitleg)})
    for code, answer in answers.items():
        if any(answer.get(column) is not None for column in open_keys):
            yield _row(code, {"code": code}, open_keys, answer)


def _blanks(blad: Blad, aantal: int) -> list[Rij]:
    return [_row("", {}, _open_keys(blad), {}) for _ in range(aantal)]


def _open_keys(blad: Blad) -> list[str]:
    return [kolom.key for kolom in blad.kolommen if kolom.soort != "vast"]


def _typed(value: Value) -> Value:
    """A value for a cell, blank where there is none."""
    if not isinstance(value, str):
        return value
    return printable(value)[:TEXT_MAX] if value.strip() else None


def _row(code: str, vast: Mapping[str, str], open_keys: Sequence[str], known: Mapping[str, Value]) -> Rij:
    cellen = {key: Cel(value) for key, value in vast.items()}
    return Rij(code, cellen | {key: Cel(_typed(known.get(key)), open=True) for key in open_keys})
