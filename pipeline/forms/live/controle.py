"""The live summary of a form: what the run will say of it, in words and colour, with a link to where to look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.definitions.layout import Controleregel, Controlestand, Layout
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.formulas import NIETS, choose, joined_where, literal, number, on_sheet, sentence
from pipeline.forms.drawing.cells import Cel, Kleur
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.sheet import Rij, Tekening
from pipeline.forms.live.eigen import own_lines
from pipeline.forms.live.places import Plaatsen, rekenblad
from pipeline.forms.live.signals import FORMULES, Gegevens, Lijn, about_hours, many_unknown
from pipeline.model.catalog import COMPETENTIES, KERNOPGAVEN, KERNTAKEN

_KLAAR = "klaar"  # key of the last line
CELLEN = "Kerntaken E16; Kernopgaven C9; Competenties E16"  # as many cells as have room on a line of the summary
_COLOURS: dict[Controlestand, Kleur] = {
    "goed": "goed",
    "nog": "stil",
    "kijk": "let op",
    "fout": "fout",
    "rood": "fout",
    "oranje": "let op",
    "info": "stil",
}
_STOPS: tuple[Controlestand, ...] = ("fout",)
_OPEN: tuple[Controlestand, ...] = ("kijk", "rood", "oranje")


@dataclass(frozen=True, slots=True)
class Weglaten:
    """What a form knows nothing about, so that it has no line about it."""

    basisfuncties: bool  # which of them the steunpunt performs
    voorbeeld: bool  # an example profile


def draw_controle(drawing: Drawing, ontwerp: Ontwerp, weglaten: Weglaten, van: str) -> None:
    """Add the summary of what has been drawn; lines about a sheet or a fact that this form lacks are left out."""
    layout, cellen = ontwerp.layout, drawing.cellen
    blad = layout.formulier["controle"]
    keys = _keys(layout, frozenset(drawing.sheets), weglaten)
    top = Tekening("controle", blad, ()).top
    naam = layout.formulier["functie"].naam
    velden = {key: on_sheet(naam, cel) for (sheet, _, key), cel in cellen.items() if sheet == "functie"}
    made = _formulas(ontwerp, keys, top, tuple(velden.items()))
    rijen = []
    for regel in (regel for regel in layout.controle if regel.key in keys):
        link, naam = _link(drawing, layout, regel)
        uitkomst, stand, betekenis = made[regel.key]
        codes = ", ".join(ontwerp.catalog.kerntaak)
        said = (geval.tekst.replace("{codes}", codes).replace("{cellen}", CELLEN) for geval in regel.gevallen.values())
        longest = max(said, key=len)
        cells = {
            "onderdeel": Cel(regel.onderdeel),
            "uitkomst": Cel(formule=uitkomst, langste=max(regel.woorden.values(), key=len, default="")),
            "stand": Cel(formule=stand),
            "betekenis": Cel(formule=betekenis, langste=longest + "x" * (100 if regel.key == _KLAAR else 0)),
            "naar": Cel(naam, link=link),
        }
        rijen.append(Rij(regel.key, cells, begin=regel.key == _KLAAR))
    kleuren = {"stand": tuple((layout.standen[stand], kleur) for stand, kleur in _COLOURS.items())}
    drawing.draw(Tekening("controle", blad, rijen, kleuren=kleuren, van=van))


def draw_own_controle(drawing: Drawing, ontwerp: Ontwerp, plaatsen: Plaatsen, van: str) -> None:
    """The summary of a form that asks something of its own, with a line for every group that leads to its first row."""
    layout, catalog = ontwerp.layout, ontwerp.catalog
    blad, regels = layout.formulier["controle"], {regel.key: regel for regel in layout.controle_eigen}
    first = {taak.groep: taak.code for taak in reversed(catalog.kerntaken)}
    lines, rijen = [*own_lines(ontwerp, plaatsen)], []
    for place, (key, onderdeel, groep, lijn) in enumerate(lines):
        regel = regels[key]
        link, naam = _own_link(drawing, layout, first[groep]) if groep in first else _link(drawing, layout, regel)
        made = _three(layout, regel, lijn)
        rijen.append(_own_row(f"{key}{place}", onderdeel or regel.onderdeel, made, (naam, link), bare=bool(groep)))
    top = Tekening("controle", blad, ()).top
    ready = regels[_KLAAR]
    made = _three(layout, ready, _ready(layout, ready, top, len(rijen)))
    rijen.append(replace(_own_row(_KLAAR, ready.onderdeel, made, ("", ""), langste="x" * 180), begin=True))
    kleuren = {"stand": tuple((layout.standen[stand], kleur) for stand, kleur in _COLOURS.items())}
    drawing.draw(Tekening("controle", blad, rijen, kleuren=kleuren, van=van))


def _own_row(
    key: str,
    onderdeel: str,
    made: tuple[str, str, str],
    naar: tuple[str, str],
    *,
    bare: bool = False,
    langste: str = "",
) -> Rij:
    """bare: a line that only counts, so that it does not say how it stands."""
    uitkomst, stand, betekenis = made
    cells = {
        "onderdeel": Cel(onderdeel),
        "uitkomst": Cel(formule=uitkomst),
        "stand": Cel() if bare else Cel(formule=stand),
        "betekenis": Cel(formule=betekenis, langste=langste or "x" * 70),
        "naar": Cel(naar[0], link=naar[1]),
    }
    return Rij(key, cells)


def _own_link(drawing: Drawing, layout: Layout, code: str) -> tuple[str, str]:
    """The first row of a group, and the name of its sheet."""
    blad = layout.formulier[KERNTAKEN]
    kolom = blad.keuzekolom
    cel = drawing.cellen[KERNTAKEN, code, kolom.key if kolom else "code"]
    return on_sheet(blad.naam, cel), blad.naam


def _keys(layout: Layout, sheets: frozenset[str], weglaten: Weglaten) -> tuple[str, ...]:
    without = {"buiten", "alleen"} if weglaten.basisfuncties else set()
    without |= {"voorbeeld"} if weglaten.voorbeeld else set()
    without |= set() if KERNOPGAVEN in sheets else {KERNOPGAVEN, "zonder_competentie"}
    without |= set() if COMPETENTIES in sheets else {COMPETENTIES, "zonder_reden", "zonder_competentie"}
    return tuple(regel.key for regel in layout.controle if regel.key not in without)


def _link(drawing: Drawing, layout: Layout, regel: Controleregel) -> tuple[str, str]:
    """The place to look at, and the name of its sheet: the first cell of that column that can be filled in."""
    if regel.naar is None or regel.naar[0] not in drawing.sheets:
        return "", ""
    key, kolom = regel.naar
    cel = next(cel for (sheet, _, name), cel in drawing.cellen.items() if (sheet, name) == (key, kolom))
    naam = layout.formulier[key].naam
    return on_sheet(naam, cel), naam


@lru_cache(maxsize=64)
def _formulas(
    ontwerp: Ontwerp, keys: tuple[str, ...], top: int, velden: tuple[tuple[str, str], ...]
) -> dict[str, tuple[str, str, str]]:
    """Formulas of the outcome, of how it stands and of what it means, by line; velden: the cells of sheet Functie."""
    lijnen = _lines(ontwerp, dict(velden))
    regels = {regel.key: regel for regel in ontwerp.layout.controle}
    made = {key: _three(ontwerp.layout, regels[key], lijnen[key]) for key in keys if key != _KLAAR}
    if _KLAAR in keys:
        made[_KLAAR] = _three(ontwerp.layout, regels[_KLAAR], _ready(ontwerp.layout, regels[_KLAAR], top, len(made)))
    return made


def _three(layout: Layout, regel: Controleregel, lijn: Lijn) -> tuple[str, str, str]:
    gevallen = [(condition, regel.gevallen[key]) for condition, key in lijn.gevallen]
    standen = [(condition, literal(layout.standen[geval.stand])) for condition, geval in gevallen]
    teksten = [(condition, sentence(geval.tekst, lijn.delen)) for condition, geval in gevallen]
    return lijn.uitkomst.format_map({k: literal(v) for k, v in regel.woorden.items()}), choose(standen), choose(teksten)


def _ready(layout: Layout, regel: Controleregel, top: int, count: int) -> Lijn:
    """Whether the form can be handed in, and which lines are in the way or are to be looked at."""
    rows = range(top + 1, top + 1 + count)

    def those(standen: Sequence[Controlestand]) -> str:
        words = [literal(layout.standen[stand]) for stand in standen]
        return joined_where(
            [(f"OR({','.join(f'$C{row}={word}' for word in words)})", f"$A{row}") for row in rows], "; "
        )

    def some(standen: Sequence[Controlestand]) -> str:
        column = f"$C${top + 1}:$C${top + count}"
        return "+".join(f"COUNTIF({column},{literal(layout.standen[stand])})" for stand in standen) + ">0"

    stops = some(_STOPS)
    gevallen = ((stops, "fout"), (some(_OPEN), "kijk"), ("", "goed"))
    return Lijn(f"IF({stops},{{nee}},{{ja}})", gevallen, {"fouten": those(_STOPS), "open": those(_OPEN)})


def _lines(ontwerp: Ontwerp, velden: Mapping[str, str]) -> dict[str, Lijn]:
    """Every line but the last. Words of an outcome stand in braces."""
    t = rekenblad(ontwerp.catalog).totaal
    limits = {"maximum": number(ontwerp.rules.grenzen.uren_kerntaak)}
    gegevens = Gegevens(t, ontwerp.rules)
    without, hours = t("zonder_uren"), about_hours(gegevens)
    lijnen = {
        "taken": Lijn(t("gekozen"), ((f"{t('eigen')}=0", "leeg"), ("", "goed"))),
        "voorbeeld": Lijn(f"IF({t('voorbeeld')}=1,{{nee}},{{ja}})", ((f"{t('voorbeeld')}=1", "zelfde"), ("", "goed"))),
        "contract": _contract(ontwerp, velden["contracturen"]),
        "zonder_uren": Lijn(without, ((f"{without}=0", "goed"), (many_unknown(t), "veel"), ("", "weinig")), hours),
        "fout": Lijn(t("fout"), ((f"{t('fout')}>0", "fout"), ("", "goed")), limits),
        "los": Lijn(
            t("los"),
            ((f"{t('los')}>0", "los"), (f"{t('als_ja')}>0", "als_ja"), ("", "goed")),
            {"codes": t("welke_los"), "als_ja": t("welke_als_ja")},
        ),
    }
    for key, geval in (("buiten", "buiten"), ("zonder_competentie", "zonder"), ("zonder_reden", "zonder")):
        lijnen[key] = Lijn(t(key), ((f"{t(key)}>0", geval), ("", "goed")), {"codes": t(f"welke_{key}")})
    for key in (KERNOPGAVEN, COMPETENTIES):
        lijnen[key] = Lijn(t(key), ((f"{t(key)}=0", "leeg"), ("", "goed")))
    return (
        lijnen
        | _whole(ontwerp, velden)
        | {regel.key: FORMULES[regel.signaal].lijn(gegevens) for regel in ontwerp.layout.controle if regel.signaal}
    )


def _whole(ontwerp: Ontwerp, velden: Mapping[str, str]) -> dict[str, Lijn]:
    """What is blank that a profile needs, and what the formulas cannot be sure of (unsure.py)."""
    t, yes_no = rekenblad(ontwerp.catalog).totaal, "IF({0},{{nee}},{{ja}})"
    dated, doel = f"ISBLANK({velden['peildatum']})", f"IFERROR(TRIM({velden['doel']}),1)={NIETS}"
    untouched = f"AND({dated},{t('voorbeeld')}=1)"
    cells = {kind: {"cellen": t(f"welke_{kind}")} for kind in ("anders", "plaats")}
    lost = f"{t('welke_plaats')}<>{NIETS}"
    return {
        "doel": Lijn(yes_no.format(doel), ((doel, "leeg"), ("", "goed"))),
        "peildatum": Lijn(yes_no.format(dated), ((untouched, "voorbeeld"), (dated, "leeg"), ("", "goed"))),
        "anders": Lijn(t("anders"), ((f"{t('anders')}>0", "anders"), ("", "goed")), cells["anders"]),
        "plaats": Lijn(yes_no.format(lost), ((lost, "plaats"), ("", "goed")), cells["plaats"]),
    }


def _contract(ontwerp: Ontwerp, cel: str) -> Lijn:
    """cel: the contract hours on the form."""
    t = rekenblad(ontwerp.catalog).totaal
    contract, team = t("contract"), t("contract_team")
    maximum = number(ontwerp.rules.grenzen.contracturen)
    unknown = f"{contract}={NIETS}"
    wrong = f"IF(ISNUMBER({cel}),OR({cel}<0,{cel}>{maximum}),FALSE)"
    differs = f"AND(N({team})>0,ISNUMBER({cel}),{cel}<>{team})"
    only_here = f"AND({t('in_team')}=1,N({team})=0)"
    return Lijn(
        f"IF({unknown},{{onbekend}},{contract})",
        ((wrong, "fout"), (unknown, "onbekend"), (differs, "verschil"), (only_here, "alleen"), ("", "goed")),
        {"maximum": maximum},
    )
