"""The umbrella's overview: one plain table of figures per steunpunt, without names or personeelsnummers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import get_args

from openpyxl.utils import get_column_letter

from pipeline.catalog import Catalog, Groep
from pipeline.cells import Stijl
from pipeline.dutch import dutch_period
from pipeline.page import render
from pipeline.records import Analyse, Beoordeeld, Dekkingstatus, Ernst, Samenvatting
from pipeline.tables import NUMBER, PLAIN, STATUS, STRONG, STRONG_NUMBER, Cells, Column, Pen, columns_of
from pipeline.wording import counted, load_wording, weakest

SHORT: tuple[Dekkingstatus, ...] = ("ongedekt", "op_papier", "kwetsbaar")
FIGURES = ("medewerkers", "goedgekeurd", "afgekeurd", "ontbrekend")
SIGNALS: tuple[Ernst, ...] = get_args(Ernst)


@dataclass(frozen=True, slots=True)
class Vak:
    """What one cell of the table says of a group; status gives it its colour, None: nothing to judge."""

    tekst: str
    status: Dekkingstatus | None


@dataclass(frozen=True, slots=True)
class Regel:
    """A row of the table: a steunpunt, or all together."""

    map: str
    naam: str
    gemeente: str
    vakken: tuple[Vak, ...]  # by group that can be chosen, in catalog order
    formulieren: tuple[int, ...]  # FIGURES
    signalen: tuple[int, ...]  # SIGNALS
    leesbaar: bool = True


def summarise(beoordeeld: Beoordeeld, analyse: Analyse, catalog: Catalog) -> Samenvatting:
    """The figures of one steunpunt, every status and severity in them, also at 0; nothing that points to a person."""
    steunpunt = beoordeeld.steunpunt
    statuses = Counter(oordeel.status for oordeel in beoordeeld.oordelen)
    signals = Counter(signaal.ernst for signaal in analyse.signalen if not signaal.aanvaard)
    return Samenvatting(
        map=steunpunt.map,
        naam=steunpunt.naam,
        gemeente=steunpunt.gemeente,
        koepel=steunpunt.koepel,
        leesbaar=beoordeeld.leesbaar,
        medewerkers=len(steunpunt.team),
        goedgekeurd=statuses["goedgekeurd"],
        afgekeurd=statuses["afgekeurd"] + statuses["onleesbaar"],
        ontbrekend=len(beoordeeld.ontbrekend),
        uitgevoerd=steunpunt.uitgevoerd,
        dekking={groep.code: _counts(analyse, groep) for groep in catalog.te_kiezen},
        signalen={ernst: signals[ernst] for ernst in SIGNALS},
    )


def _counts(analyse: Analyse, groep: Groep) -> dict[Dekkingstatus, int]:
    found = Counter(row.status for row in analyse.dekking if row.basisfunctie == groep.code)
    return {status: found[status] for status in get_args(Dekkingstatus)}


def make_overzicht_xlsx(samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str) -> bytes:
    """The overview as a workbook with one sheet, sorted by folder; periode is JJJJ-MM."""
    blad = load_wording().overzicht
    pen = Pen(blad.titel)
    header_row = pen.start(blad, blad.titel, [_stand(samenvattingen, periode), blad.lezen, catalog.bron.vermelding])
    columns = _columns(catalog)
    rows = [_cells(regel, PLAIN, NUMBER) for regel in _rows(samenvattingen, catalog)]
    below = pen.table(header_row, columns, rows)
    pen.row(below, _cells(_total(samenvattingen, catalog), STRONG, STRONG_NUMBER), columns)
    pen.freeze(f"C{header_row + 1}")
    if rows:
        pen.filter(f"A{header_row}:{get_column_letter(len(columns))}{below - 1}")  # the total stays out of it
    return pen.to_bytes()


def make_overzicht_html(samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str) -> str:
    """The overview as a page, sorted by folder; periode is JJJJ-MM."""
    return render(
        "overzicht.html.j2",
        stand=_stand(samenvattingen, periode),
        periode=periode,
        groepen=catalog.te_kiezen,
        figures=FIGURES,
        signals=SIGNALS,
        regels=_rows(samenvattingen, catalog),
        totaal=_total(samenvattingen, catalog),
        bron=catalog.bron,
    )


def _stand(samenvattingen: Sequence[Samenvatting], periode: str) -> str:
    stand = load_wording().overzicht.stand
    return stand.format(periode=dutch_period(periode).capitalize(), aantal=len(samenvattingen))


# --- the table -----------------------------------------------------------------------------------------------------


def _rows(samenvattingen: Iterable[Samenvatting], catalog: Catalog) -> tuple[Regel, ...]:
    ordered = sorted(samenvattingen, key=lambda samenvatting: samenvatting.map)
    return tuple(
        Regel(
            map=found.map,
            naam=found.naam,
            gemeente=found.gemeente,
            vakken=tuple(_vak(found, groep) for groep in catalog.te_kiezen),
            formulieren=tuple(getattr(found, figure) for figure in FIGURES),
            signalen=tuple(found.signalen[ernst] for ernst in SIGNALS),
            leesbaar=found.leesbaar,
        )
        for found in ordered
    )


def _vak(found: Samenvatting, groep: Groep) -> Vak:
    """A group at one steunpunt: what falls short in it, or that all is well, or why there is nothing to say."""
    words = load_wording()
    if not found.leesbaar:
        return Vak(words.overzicht.onleesbaar, None)
    if groep.code not in found.uitgevoerd:
        return Vak(words.overzicht.niet_uitgevoerd, "niet_gekozen")
    counts = found.dekking[groep.code]
    status = weakest(counts)
    if status is None:
        return Vak(words.overzicht.zonder_kerntaken, None)
    if status not in SHORT:
        return Vak(words.statussen[status].woord, status)
    return Vak(counted({key: counts[key] for key in SHORT}), status)


def _total(samenvattingen: Sequence[Samenvatting], catalog: Catalog) -> Regel:
    """All steunpunten together: sums, and per group how many perform it and how many cover it wholly."""
    return Regel(
        map=load_wording().overzicht.totaal,
        naam="",
        gemeente="",
        vakken=tuple(_total_vak(samenvattingen, groep) for groep in catalog.te_kiezen),
        formulieren=tuple(sum(getattr(found, figure) for found in samenvattingen) for figure in FIGURES),
        signalen=tuple(sum(found.signalen[ernst] for found in samenvattingen) for ernst in SIGNALS),
    )


def _total_vak(samenvattingen: Iterable[Samenvatting], groep: Groep) -> Vak:
    performed = [found for found in samenvattingen if found.leesbaar and groep.code in found.uitgevoerd]
    covered = sum(weakest(found.dekking[groep.code]) == "gedekt" for found in performed)
    return Vak(load_wording().overzicht.totaal_groep.format(uitgevoerd=len(performed), gedekt=covered), None)


# --- as cells ------------------------------------------------------------------------------------------------------


def _columns(catalog: Catalog) -> list[Column]:
    columns = columns_of(load_wording().overzicht)
    groups = [columns["groep"]._replace(kop=groep.naam) for groep in catalog.te_kiezen]
    figures = [columns[key] for key in (*FIGURES, *SIGNALS)]
    return [columns["map"], columns["naam"], columns["gemeente"], *groups, *figures]


def _cells(regel: Regel, text: Stijl, number: Stijl) -> Cells:
    return [
        (regel.map, text),
        (regel.naam, text),
        (regel.gemeente, text),
        *((vak.tekst, STATUS[vak.status] if vak.status else text) for vak in regel.vakken),
        *((aantal if regel.leesbaar else None, number) for aantal in (*regel.formulieren, *regel.signalen)),
    ]
