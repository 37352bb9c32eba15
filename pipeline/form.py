"""The invulschema: catalog, layout and team workbook -> the form that a manager fills in for one employee."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby

from pipeline.catalog import Catalog, Competentie, Groep, Kernopgave, Kerntaak
from pipeline.cells import Cel, Merk
from pipeline.controle import draw_controle
from pipeline.inputs import CHOICES, LIST_CHOICE, LIST_YES, Inputs
from pipeline.layout import Layout, Veld
from pipeline.records import Medewerker, Steunpunt, Value
from pipeline.settings import Rules
from pipeline.sheets import Drawing, Plek, Rij, Tekening
from pipeline.workbook import to_bytes

Ingang = Kerntaak | Kernopgave | Competentie


@dataclass(frozen=True, slots=True)
class Ontwerp:
    """What every form is made from."""

    catalog: Catalog
    layout: Layout
    rules: Rules


@dataclass(frozen=True, slots=True)
class Invulling:
    """What a form holds when it is handed out. open: fixed cells that can be filled in all the same."""

    waarden: Mapping[Plek, Value]
    stempel: Mapping[str, str]
    uitgevoerd: Sequence[str] = ()  # names of the groups that the steunpunt performs
    merken: Mapping[Plek, Merk] = field(default_factory=dict)
    open: frozenset[Plek] = frozenset()


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
    drawing = draw_form(ontwerp, prefill(ontwerp, steunpunt, medewerker, vervangt))
    drawing.open_on("functie")
    return to_bytes(drawing.book)


def stempel(
    catalog: Catalog, layout: Layout, steunpunt: Steunpunt | None, medewerker: Medewerker | None, vervangt: str = ""
) -> dict[str, str]:
    """The stamp of a form: who it is for and what it was made from. `formulier` identifies it, the same every time."""
    naam, map_ = (steunpunt.naam, steunpunt.map) if steunpunt else ("", "")
    nummer = medewerker.personeelsnummer if medewerker else ""
    identity = "\x1f".join((naam, map_, nummer, catalog.id, catalog.versie, vervangt))
    return {
        "formulier": hashlib.sha256(identity.encode()).hexdigest()[:16],
        "vervangt": vervangt,
        "versie": layout.versie,
        "catalogus": catalog.id,
        "catalogusversie": catalog.versie,
        "catalogushash": catalog.sha256,
        "personeelsnummer": nummer,
        "steunpunt": naam,
        "basisfuncties": " ".join(groep.code for groep in _performed(catalog, steunpunt)),
        "teamgrootte": str(len(steunpunt.team)) if steunpunt else "",
    }


def prefill(
    ontwerp: Ontwerp, steunpunt: Steunpunt | None, medewerker: Medewerker | None, vervangt: str = ""
) -> Invulling:
    """What a fresh form holds: the team workbook's facts, the example profile, and the kerntaken that everybody has."""
    catalog = ontwerp.catalog
    waarden: dict[Plek, Value] = {("kerntaken", code, "gekozen"): "ja" for code in catalog.altijd}
    if medewerker and (voorbeeld := catalog.voorbeeldprofiel.get(medewerker.voorbeeldprofiel)):
        waarden |= {("kerntaken", code, "gekozen"): "ja" for code in voorbeeld.kerntaken}
        waarden |= {("competenties", code, "gekozen"): "ja" for code in voorbeeld.competenties}
        waarden["functie", "", "doel"] = voorbeeld.doel
    if medewerker:
        waarden |= {("functie", "", key): value for key, value in _person(medewerker).items()}
    if steunpunt:
        waarden["functie", "", "steunpunt"] = steunpunt.naam
    fixed = {"personeelsnummer": medewerker, "steunpunt": steunpunt}
    return Invulling(
        waarden={plek: value for plek, value in waarden.items() if value != ""},
        stempel=stempel(catalog, ontwerp.layout, steunpunt, medewerker, vervangt),
        uitgevoerd=[groep.naam for groep in _performed(catalog, steunpunt)],
        open=frozenset(("functie", "", key) for key, known in fixed.items() if known is None),
    )


def draw_form(ontwerp: Ontwerp, invulling: Invulling) -> Drawing:
    """All sheets of a form, drawn."""
    layout = ontwerp.layout
    drawing = Drawing(layout.formulier["uitleg"].titel)
    for tekening in form_sheets(ontwerp, invulling):
        drawing.draw(tekening)
    draw_controle(drawing, layout, ontwerp.rules, len(ontwerp.catalog.altijd))
    drawing.stamp(invulling.stempel, {LIST_CHOICE: CHOICES, LIST_YES: layout.keuzes["ja"]})
    return drawing


def form_sheets(ontwerp: Ontwerp, invulling: Invulling) -> list[Tekening]:
    """The sheets of a form up to the summary; one for which the catalog has nothing is left out."""
    sheets = {key: rijen for key, rijen in _sheets(ontwerp, invulling) if rijen}
    filled = [_tekening(ontwerp, invulling, key, rijen) for key, rijen in sheets.items()]
    return [_uitleg(ontwerp, sheets), *filled]


def _person(medewerker: Medewerker) -> dict[str, Value]:
    keys = ("naam", "personeelsnummer", "functienaam", "contracturen", "leidinggevende")
    return {key: getattr(medewerker, key) for key in keys}


def _performed(catalog: Catalog, steunpunt: Steunpunt | None) -> list[Groep]:
    return [groep for groep in catalog.te_kiezen if steunpunt and groep.code in steunpunt.uitgevoerd]


def _sheets(ontwerp: Ontwerp, invulling: Invulling) -> Iterator[tuple[str, list[Rij]]]:
    """Rows of the sheets with answers, by key; in the order of the steps."""
    catalog = ontwerp.catalog
    velden = {veld.key: _field(veld, invulling) for veld in ontwerp.layout.formulier["functie"].velden}
    yield "functie", [Rij("", velden)]
    row = partial(_row, ontwerp, invulling)
    taken = [row("kerntaken", taak, _task(ontwerp, taak)) for taak in catalog.kerntaken]
    starts = {next(same).code for _, same in groupby(catalog.kerntaken, lambda taak: taak.groep)}
    yield "kerntaken", [replace(rij, begin=rij.code in starts) for rij in taken]
    yield "kernopgaven", [row("kernopgaven", opgave, _dilemma(opgave)) for opgave in catalog.kernopgaven]
    yield "competenties", [row("competenties", comp, _competency(ontwerp, comp)) for comp in catalog.competenties]


def _field(veld: Veld, invulling: Invulling) -> Cel:
    plek = ("functie", "", veld.key)
    return Cel(
        invulling.waarden.get(plek),
        open=veld.soort != "vast" or plek in invulling.open,
        merk=invulling.merken.get(plek),
    )


def _row(ontwerp: Ontwerp, invulling: Invulling, key: str, ingang: Ingang, vast: Mapping[str, Cel]) -> Rij:
    """A row: its fixed cells, and its answers, of which the choice is locked where everybody has the kerntaak."""
    altijd = isinstance(ingang, Kerntaak) and ingang.altijd
    cellen = dict(vast)
    for kolom in ontwerp.layout.formulier[key].kolommen:
        plek = (key, ingang.code, kolom.key)
        merk = invulling.merken.get(plek)
        if kolom.key in vast:
            cellen[kolom.key] = replace(vast[kolom.key], merk=merk) if merk else vast[kolom.key]
        else:
            locked = altijd and kolom.soort == "keuze" and plek not in invulling.open
            cellen[kolom.key] = Cel(invulling.waarden.get(plek), open=not locked, merk=merk)
    return Rij(ingang.code, cellen)


def _task(ontwerp: Ontwerp, kerntaak: Kerntaak) -> dict[str, Cel]:
    catalog, woorden = ontwerp.catalog, ontwerp.layout.woorden
    groep = catalog.basisfunctie(kerntaak)
    activiteiten = [f"• {zin.tekst}" for zin in kerntaak.activiteiten]
    uitleg = [kerntaak.omschrijving, *([woorden["activiteiten"], *activiteiten] if activiteiten else [])]
    return {
        "code": Cel(kerntaak.code),
        "soort": Cel(catalog.benaming(kerntaak)),
        "groep": Cel(catalog.groep[groep].naam if groep else woorden["zonder_groep"]),
        "naam": Cel(kerntaak.naam, uitleg="\n".join(filter(None, uitleg))),
    }


def _dilemma(kernopgave: Kernopgave) -> dict[str, Cel]:
    return {"code": Cel(kernopgave.code), "naam": Cel(kernopgave.naam, uitleg=kernopgave.beschrijving)}


def _competency(ontwerp: Ontwerp, competentie: Competentie) -> dict[str, Cel]:
    catalog = ontwerp.catalog
    soorten = [soort.naam for soort in catalog.competentiesoorten if soort.code == competentie.soort]
    gebieden = [gebied.naam for gebied in catalog.gebieden if gebied.code == competentie.gebied]
    return {
        "code": Cel(competentie.code),
        "naam": Cel(competentie.naam, uitleg=competentie.definitie),
        "soort": Cel(" · ".join([*soorten, *gebieden])),
        "onderbouwing": Cel(_reasons(ontwerp, competentie)),
    }


def _reasons(ontwerp: Ontwerp, competentie: Competentie) -> str:
    """Which groups and kernopgaven ask for it (bijlage 2): "Verbinden en makelen, Versterken; kernopgaven c, d"."""
    catalog, woorden = ontwerp.catalog, ontwerp.layout.woorden
    groepen = [groep.naam for groep in catalog.groepen if competentie.code in groep.competenties]
    codes = [opgave.code for opgave in catalog.kernopgaven if competentie.code in opgave.competenties]
    opgaven = woorden["kernopgave" if len(codes) == 1 else "kernopgaven"].format(codes=", ".join(codes))
    return "; ".join(filter(None, [", ".join(groepen), opgaven if codes else ""])) or woorden["zonder_reden"]


def _uitleg(ontwerp: Ontwerp, sheets: Mapping[str, object]) -> Tekening:
    """The steps, without those for which this form has no sheet."""
    blad = ontwerp.layout.formulier["uitleg"]
    namen = [ontwerp.layout.formulier[key].naam for key in sheets]
    rijen = []
    for stap, doen, waar in blad.regels:
        if named := [naam for naam in namen if naam in waar]:
            link = f"'{min(named, key=waar.index)}'!A1"
            rijen.append(Rij(stap, {"stap": Cel(stap), "doen": Cel(doen), "blad": Cel(waar, link=link)}))
    bron = ontwerp.layout.woorden["bron"].format(vermelding=ontwerp.catalog.bron.vermelding)
    return Tekening("uitleg", blad, rijen, slot=("", *blad.slot, "", bron))


def _tekening(ontwerp: Ontwerp, invulling: Invulling, key: str, rijen: Sequence[Rij]) -> Tekening:
    layout, grenzen = ontwerp.layout, ontwerp.rules.grenzen
    blad = layout.formulier[key]
    inputs = Inputs(layout, {"contracturen": grenzen.contracturen, "uren": grenzen.uren_kerntaak})
    vast = [veld for veld in blad.velden if veld.soort == "vast"]
    extra = [layout.woorden["uitgevoerd"].format(groepen=", ".join(invulling.uitgevoerd))]
    return Tekening(
        key,
        blad,
        rijen,
        toets=inputs.all([*blad.kolommen, *(veld for veld in blad.velden if veld.soort != "vast")]),
        gesloten=inputs.all(vast) | ({"gekozen": inputs.locked()} if blad.kolommen else {}),
        extra=extra if key == "kerntaken" and invulling.uitgevoerd else (),
        letop=layout.retour.letop,
    )
