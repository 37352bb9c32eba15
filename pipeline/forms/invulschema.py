"""The invulschema: catalog, layout and team workbook -> the form that a manager fills in for one employee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import groupby

from pipeline.base.places import Coord
from pipeline.definitions.layout import STEMPEL, Kolom, Layout, Veld
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.printed import Ingang, closing, explanation, fixed_texts
from pipeline.definitions.rules import Rules
from pipeline.excel.book import to_bytes
from pipeline.excel.formulas import checked, on_sheet
from pipeline.forms.drawing.casting import VAN, Mould, Vak, can_be_cast, vak
from pipeline.forms.drawing.cells import Cel, Kleur
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.moulding import mould_of
from pipeline.forms.drawing.sheet import LABELS, Rij, Tekening
from pipeline.forms.drawing.validation import CHOICES, LIST_CHOICE, LIST_NAME, Inputs
from pipeline.forms.live.beside_rows import above_tasks, shown
from pipeline.forms.live.calculation import calculation, facts
from pipeline.forms.live.controle import Weglaten, draw_controle, draw_own_controle
from pipeline.forms.live.eigen import own_calculation, why
from pipeline.forms.live.places import Plaatsen
from pipeline.forms.prefill import Invulling, prefill
from pipeline.model.catalog import BLADEN, COMPETENTIES, KERNOPGAVEN, KERNTAKEN, Catalog, Competentie, Kerntaak
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Plek, Value

LIVE_SHEETS = ("functie", *BLADEN, "ontwikkeling")  # with answers
SPARE = 5  # empty rows below agreements that are there already
LIVE_READS = ("code", "naam", "gekozen", "uren", "toelichting")  # columns that the live cells look at


def make_invulschema(
    catalog: Catalog,
    layout: Layout,
    rules: Rules,
    steunpunt: Steunpunt | None,
    medewerker: Medewerker | None,
    *,
    vervangt: str = "",
) -> bytes:
    """The form of a team member as an .xlsx file, or a blank one. vervangt: id of the form that it replaces."""
    ontwerp = Ontwerp(catalog, layout, rules)
    return form_file(ontwerp, prefill(ontwerp, steunpunt, medewerker, vervangt))


def form_file(ontwerp: Ontwerp, invulling: Invulling) -> bytes:
    """A form that opens on its first sheet to fill in, as a file; cast where it can be, for drawing takes long."""
    dates = {("functie", "", veld.key) for veld in ontwerp.layout.formulier["functie"].velden if veld.soort == "datum"}
    fits = all(can_be_cast(value, datum=plek in dates) for plek, value in invulling.waarden.items())
    fits = fits and all(can_be_cast(value, datum=False) for value in invulling.stempel.values())
    noted = any(kolom == "toelichting" for _, _, kolom in invulling.waarden)  # notes may not fit the one page
    if fits and not noted and not invulling.merken:
        return _cast(ontwerp, invulling)
    drawing = draw_form(ontwerp, invulling)
    drawing.open_on("functie")
    return to_bytes(drawing.book)


@dataclass(frozen=True, slots=True)
class _Vorm:
    """What forms that are cast from one mould share beside all that is printed.

    stempel: the keys of the stamp; van: VAN, or "" on a form that is nobody's; verdeeld: as in Invulling.
    """

    uitgevoerd: tuple[str, ...]
    open: frozenset[Plek]
    voorbeeld: bool
    stempel: tuple[str, ...]
    van: str
    verdeeld: bool


def _cast(ontwerp: Ontwerp, invulling: Invulling) -> bytes:
    formulier, voorbeeld = ontwerp.layout.formulier, bool(invulling.feiten.voorbeeld)
    vorm = _Vorm(
        tuple(invulling.uitgevoerd),
        invulling.open,
        voorbeeld,
        tuple(invulling.stempel),
        VAN if invulling.van else "",
        invulling.verdeeld,
    )
    mould, cellen = _mould(ontwerp, vorm)
    waarden: dict[str, dict[str, Value]] = {}
    for plek, value in invulling.waarden.items():
        waarden.setdefault(formulier[plek[0]].naam, {})[cellen[plek]] = value
    hidden: dict[str, Value] = {f"B{row}": value for row, value in enumerate(invulling.stempel.values(), 1)}
    known = {vak(place).cel: value for place, value in _facts(ontwerp, invulling).items()}
    return mould.cast({**waarden, STEMPEL: hidden | known}, invulling.van)


def _facts(ontwerp: Ontwerp, invulling: Invulling) -> Mapping[Coord, float]:
    feiten = invulling.feiten
    if ontwerp.catalog.eigen_vorm:
        return {}
    return facts(ontwerp, feiten.contracturen, feiten.voorbeeld, feiten.in_team)


@lru_cache(maxsize=64)
def _mould(ontwerp: Ontwerp, vorm: _Vorm) -> tuple[Mould, Mapping[Plek, str]]:
    """A form without answers, and in which cell each answer belongs."""
    empty = Invulling({}, dict.fromkeys(vorm.stempel, "x"), vorm.uitgevoerd, open=vorm.open, van=vorm.van)
    empty = replace(empty, verdeeld=vorm.verdeeld)
    known = _facts(ontwerp, empty)
    drawing = _draw(ontwerp, empty, known, voorbeeld=vorm.voorbeeld)
    drawing.open_on("functie")
    vakken = {blad.blad.naam: [*_vakken(blad)] for blad in form_sheets(ontwerp, empty)}
    hidden = [Vak(f"B{row}") for row in range(1, len(vorm.stempel) + 1)] + [vak(place) for place in known]
    bare: dict[str, list[Vak]] = {sheet.title: [] for sheet in drawing.sheets.values()}
    return mould_of(drawing.book, {**bare, **vakken, STEMPEL: hidden}), drawing.cellen


def _vakken(tekening: Tekening) -> Iterator[Vak]:
    """The cells of a sheet with answers, in the order in which the cursor goes along them."""
    cellen, blad = dict(tekening.places()), tekening.blad
    onderdelen: Sequence[Kolom | Veld] = blad.kolommen or blad.velden
    for rij in tekening.rijen if tekening.key in LIVE_SHEETS else ():
        for onderdeel in onderdelen:
            if isinstance(onderdeel, Veld) or onderdeel.soort not in ("vast", "live"):
                breedte = onderdeel.breedte if isinstance(onderdeel, Kolom) else LABELS[1].breedte
                cel = cellen[tekening.key, rij.code, onderdeel.key]
                yield Vak(cel, breedte, rij.cellen[onderdeel.key].open, onderdeel.soort == "datum")


def draw_form(ontwerp: Ontwerp, invulling: Invulling) -> Drawing:
    """All sheets of a form, drawn."""
    return _draw(ontwerp, invulling, _facts(ontwerp, invulling), voorbeeld=bool(invulling.feiten.voorbeeld))


def _draw(ontwerp: Ontwerp, invulling: Invulling, known: Mapping[Coord, float], *, voorbeeld: bool) -> Drawing:
    layout = ontwerp.layout
    drawing = Drawing(layout.formulier["uitleg"].titel)
    tekeningen = form_sheets(ontwerp, invulling)
    for tekening in tekeningen:
        drawing.draw(tekening)
    weglaten = Weglaten(basisfuncties=not invulling.uitgevoerd, voorbeeld=not voorbeeld)
    places = _places(ontwerp, invulling, tekeningen)
    if ontwerp.catalog.eigen_vorm:
        draw_own_controle(drawing, ontwerp, places, invulling.van)
        calculated = own_calculation(ontwerp, places)
    else:
        draw_controle(drawing, ontwerp, weglaten, invulling.van)
        calculated = calculation(ontwerp, places)
    sheet = drawing.stamp(invulling.stempel, {LIST_CHOICE: CHOICES, **_lists(ontwerp, tekeningen)})
    for (row, column), formule in calculated.items():
        sheet.cell(row, column).value = f"={checked(formule)}"
    for (row, column), value in known.items():
        sheet.cell(row, column).value = value
    return drawing


def _lists(ontwerp: Ontwerp, tekeningen: Sequence[Tekening]) -> dict[str, list[str]]:
    """What the lists to choose from hold, by their defined name."""
    parts = [part for tekening in tekeningen for part in tekening.blad.onderdelen if part.soort == "schaal"]
    keys = dict.fromkeys(part.schaal or part.key for part in parts)
    waarden = {key: ontwerp.layout.waarden(ontwerp.catalog, key) for key in keys}
    return {LIST_NAME.format(key=key): [waarde.getoond for waarde in found] for key, found in waarden.items()}


def _places(ontwerp: Ontwerp, invulling: Invulling, tekeningen: Sequence[Tekening]) -> Plaatsen:
    """Where the live cells find answers and stamp."""
    layout, eigen = ontwerp.layout, ontwerp.catalog.eigen_vorm
    kolommen, cellen, labels = [], [], []
    for tekening in tekeningen:
        naam = layout.formulier[tekening.key].naam
        for kolom in tekening.blad.kolommen if tekening.blad.heeft_codes or eigen else ():
            if kolom.key in LIVE_READS or eigen:
                kolommen.append(((tekening.key, kolom.key), on_sheet(naam, tekening.column(kolom.key))))
        if tekening.blad.velden:
            cellen += [(key, on_sheet(naam, cel)) for (_, _, key), cel in tekening.places()]
            labels += [(key, on_sheet(naam, cel)) for key, cel in tekening.labels()]
    stamp = [(key, f"{STEMPEL}!$B${row}") for row, key in enumerate(invulling.stempel, 1)]
    return Plaatsen(tuple(kolommen), tuple(cellen), tuple(labels), tuple(stamp))


def form_sheets(ontwerp: Ontwerp, invulling: Invulling) -> list[Tekening]:
    """The sheets of a form up to the summary; one for which the catalog has nothing is left out."""
    sheets = {key: rijen for key, rijen in _sheets(ontwerp, invulling) if rijen}
    filled = [_tekening(ontwerp, invulling, key, rijen) for key, rijen in sheets.items()]
    return [_uitleg(ontwerp, sheets, invulling.van), *filled]


def _sheets(ontwerp: Ontwerp, invulling: Invulling) -> Iterator[tuple[str, list[Rij]]]:
    """Rows of the sheets with answers, by key; in the order of the steps."""
    catalog = ontwerp.catalog
    velden = {veld.key: _field(veld, invulling) for veld in ontwerp.layout.formulier["functie"].velden}
    yield "functie", [Rij("", velden)]
    row = partial(_row, ontwerp, invulling)
    taken = [row(KERNTAKEN, taak) for taak in catalog.kerntaken]
    starts = {next(same).code for _, same in groupby(catalog.kerntaken, lambda taak: taak.groep)}
    yield KERNTAKEN, [replace(rij, begin=rij.code in starts) for rij in taken]
    yield KERNOPGAVEN, [row(KERNOPGAVEN, opgave) for opgave in catalog.kernopgaven]
    competenties = [row(COMPETENTIES, comp) for comp in catalog.competenties]
    areas = {next(same).code for _, same in groupby(catalog.competenties, lambda comp: comp.gebied)}
    apart = areas if catalog.eigen_vorm else set()
    yield COMPETENTIES, [replace(rij, begin=rij.code in apart) for rij in competenties]
    if "ontwikkeling" in ontwerp.layout.formulier:
        yield "ontwikkeling", [*_agreement_rows(ontwerp, invulling)]


def _agreement_rows(ontwerp: Ontwerp, invulling: Invulling) -> Iterator[Rij]:
    """Empty rows to fill, known by their number, and those that are filled already."""
    blad = ontwerp.layout.formulier["ontwikkeling"]
    filled = [int(code) for key, code, _ in invulling.waarden if key == "ontwikkeling"]
    for number in map(str, range(1, max([blad.regels_leeg, *(last + SPARE for last in filled)]) + 1)):
        pleken = {kolom.key: ("ontwikkeling", number, kolom.key) for kolom in blad.kolommen}
        cells = {
            key: Cel(invulling.waarden.get(plek), open=True, merk=invulling.merken.get(plek))
            for key, plek in pleken.items()
        }
        yield Rij(number, cells)


def _field(veld: Veld, invulling: Invulling) -> Cel:
    plek = ("functie", "", veld.key)
    return Cel(
        invulling.waarden.get(plek),
        open=veld.soort != "vast" or plek in invulling.open,
        merk=invulling.merken.get(plek),
    )


def _row(ontwerp: Ontwerp, invulling: Invulling, key: str, ingang: Ingang) -> Rij:
    """A row: its fixed cells, and its answers, of which the choice is locked where everybody has the kerntaak."""
    altijd = isinstance(ingang, Kerntaak) and ingang.altijd
    gevoelig = isinstance(ingang, Competentie) and ingang.gevoelig
    vast = _fixed(ontwerp, key, ingang)
    cellen = dict(vast)
    for kolom in ontwerp.layout.formulier[key].kolommen:
        plek = (key, ingang.code, kolom.key)
        merk = invulling.merken.get(plek)
        if kolom.key in vast:
            cellen[kolom.key] = replace(vast[kolom.key], merk=merk) if merk else vast[kolom.key]
        else:
            fixed = (altijd and kolom.kiest) or (gevoelig and kolom.key == "mate")
            locked = fixed and plek not in invulling.open
            cellen[kolom.key] = Cel(invulling.waarden.get(plek), open=not locked, merk=merk)
    return Rij(ingang.code, cellen)


def _fixed(ontwerp: Ontwerp, key: str, ingang: Ingang) -> dict[str, Cel]:
    """The cells of a row that nobody fills in: what is printed, with its explanation at the code, and what is live."""
    texts = fixed_texts(ontwerp.catalog, ontwerp.layout, ingang)
    cellen = {kolom: Cel(text) for kolom, text in texts.items()}
    cellen["code"] = Cel(ingang.code, uitleg=explanation(ontwerp.layout, ingang))
    kolommen = ontwerp.layout.formulier[key].kolommen
    cellen = {kolom.key: cellen[kolom.key] for kolom in kolommen if kolom.key in cellen}
    live = [kolom.key for kolom in kolommen if kolom.soort == "live"]
    if not live:
        return cellen
    if ontwerp.catalog.eigen_vorm:
        formule, langste = why(ontwerp, ontwerp.catalog.competentie[ingang.code])
        return cellen | dict.fromkeys(live, Cel(formule=formule, langste=langste))
    getoond = shown(ontwerp)[key, ingang.code]
    return cellen | dict.fromkeys(live, Cel(formule=getoond.formule, langste=getoond.langste))


def _uitleg(ontwerp: Ontwerp, sheets: Mapping[str, object], van: str) -> Tekening:
    """The steps, without those for which this form has no sheet."""
    blad = ontwerp.layout.formulier["uitleg"]
    namen = [ontwerp.layout.formulier[key].naam for key in sheets]
    rijen = []
    for stap, doen, waar in blad.regels:
        if named := [naam for naam in namen if naam in waar]:
            link = f"'{min(named, key=waar.index)}'!A1"
            rijen.append(Rij(stap, {"stap": Cel(stap), "doen": Cel(doen), "blad": Cel(waar, link=link)}))
    return Tekening("uitleg", blad, rijen, slot=closing(ontwerp.catalog, ontwerp.layout), van=van)


def _tekening(ontwerp: Ontwerp, invulling: Invulling, key: str, rijen: Sequence[Rij]) -> Tekening:
    layout, grenzen = ontwerp.layout, ontwerp.rules.grenzen
    blad = layout.formulier[key]
    if key == KERNTAKEN and invulling.verdeeld:
        blad = blad.model_copy(update={"intro": f"{blad.intro}\n{layout.woorden['uit_verdeling']}"})
    inputs = Inputs(layout, {"contracturen": grenzen.contracturen, "uren": grenzen.uren_kerntaak})
    vast = [veld for veld in blad.velden if veld.soort == "vast"]
    return Tekening(
        key,
        blad,
        rijen,
        toets=inputs.all([*blad.kolommen, *(veld for veld in blad.velden if veld.soort != "vast")]),
        gesloten=inputs.all(vast) | inputs.closed(blad),
        live=above_tasks(ontwerp) if key == KERNTAKEN and not ontwerp.catalog.eigen_vorm else (),
        alarm=layout.woorden["letop"],
        kleuren={kolom.key: _kleuren(layout) for kolom in blad.kolommen if kolom.key == "klopt"},
        letop=layout.retour.letop,
        van=invulling.van,
    )


def _kleuren(layout: Layout) -> list[tuple[str, Kleur]]:
    """How the words of a live cell start, with their colours."""
    return [(layout.woorden["letop"], "let op"), (layout.woorden["moet"], "fout")]
