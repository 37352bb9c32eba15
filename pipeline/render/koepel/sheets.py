"""The sheets of the umbrella's workbook; one table each, without names or personeelsnummers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.analysis.lending import MOST_LENDERS, Koepel, Lening, Zwak, lendings, weak_kerntaken, weak_steunpunten
from pipeline.base.places import column_letters
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.sheet_words import Tabblad
from pipeline.excel.styles import UPRIGHT, Stijl
from pipeline.model.catalog import Catalog
from pipeline.model.samenvatting import Samenvatting
from pipeline.render.koepel.rows import (
    Cijfers,
    Groepsvak,
    figures_of,
    kerntaak_naam,
    koepel_naam,
    lener_tekst,
    row_of,
    total_of,
)
from pipeline.render.workbooks.pen import (
    HEADER_MIDDLE,
    NUMBER,
    PLAIN,
    STATUS,
    STATUS_COUNT,
    STRONG,
    STRONG_NUMBER,
    Cells,
    Column,
    Pen,
    columns_of,
)

HEAD_UPRIGHT = replace(HEADER_MIDDLE, alignment=UPRIGHT)
UPRIGHT_HEIGHT = 205.0  # points: room for the longest kerntaak in two lines
WEAK_LISTED = 10  # of each kind on the sheet; the page lists fewer


@dataclass(frozen=True, slots=True)
class Overzicht:
    """All that the sheets tell: the steunpunten by koepel, and the sentence that says of when and of how many."""

    koepels: tuple[Koepel, ...]
    catalog: Catalog
    stand: str

    @property
    def gegroepeerd(self) -> bool:
        """Whether there are several koepels, so that each row says to which it belongs."""
        return len(self.koepels) > 1

    @property
    def steunpunten(self) -> list[Samenvatting]:
        """All steunpunten, in the order of the sheets."""
        return [found for koepel in self.koepels for found in koepel.steunpunten]

    def naam(self, koepel: Koepel) -> str:
        """Name of a koepel on the sheets."""
        return koepel_naam(koepel, alone=not self.gegroepeerd)

    def first(self, koepel: Koepel) -> Cells:
        """The cell of the column Koepel, where there is one."""
        return [(self.naam(koepel), PLAIN)] if self.gegroepeerd else []

    def columns(self, blad: Tabblad) -> dict[str, Column]:
        """The columns of a sheet by key."""
        columns = columns_of(blad)
        return columns if self.gegroepeerd else {key: found for key, found in columns.items() if key != "koepel"}


def _freeze(pen: Pen, header_row: int, overzicht: Overzicht) -> None:
    """Keep the header in sight, and the columns that say which steunpunt it is."""
    pen.freeze(f"{column_letters(4 if overzicht.gegroepeerd else 3)}{header_row + 1}")


# --- Overzicht -----------------------------------------------------------------------------------------------------


def add_overzicht(pen: Pen, overzicht: Overzicht) -> None:
    """Steunpunten x basisfuncties with the figures, and below the table a row of totals per koepel and over all."""
    blad = load_wording().overzicht
    about = [blad.lezen, blad.volgorde, blad.mensen] if overzicht.catalog.heeft_uren else [blad.zonder_uren]
    lines = [overzicht.stand, *about, blad.filteren, overzicht.catalog.bron.vermelding]
    header_row = pen.start(blad, blad.titel, lines)
    columns = _overview_columns(overzicht)
    below = pen.table(header_row, columns, _overview_rows(overzicht))
    for row, cells in enumerate(_totals(overzicht), below):
        pen.row(row, cells, columns)
    _freeze(pen, header_row, overzicht)


def _overview_columns(overzicht: Overzicht) -> list[Column]:
    columns = overzicht.columns(load_wording().overzicht)
    groups = [columns["groep"]._replace(kop=groep.naam) for groep in overzicht.catalog.te_kiezen]
    figures = [columns[key]._replace(stijl=HEADER_MIDDLE) for key in figures_of(overzicht.catalog)]
    return [*_text_columns(columns, "koepel", "map", "naam", "gemeente"), *groups, *figures]


def _text_columns(columns: dict[str, Column], *keys: str) -> list[Column]:
    return [columns[key] for key in keys if key in columns]


def _overview_rows(overzicht: Overzicht) -> Iterator[Cells]:
    for koepel in overzicht.koepels:
        for found in koepel.steunpunten:
            regel = row_of(found, overzicht.catalog)
            texts = [(text, PLAIN) for text in (regel.map, regel.naam, regel.gemeente)]
            yield [
                *overzicht.first(koepel),
                *texts,
                *_figure_cells(overzicht, regel.vakken, regel.cijfers, PLAIN, NUMBER),
            ]


def _totals(overzicht: Overzicht) -> Iterator[Cells]:
    words = load_wording().overzicht
    if overzicht.gegroepeerd:
        for koepel in overzicht.koepels:
            label = words.totaal_koepel.format(koepel=overzicht.naam(koepel))
            yield _total_row(label, [koepel], overzicht)
    yield _total_row(words.totaal, overzicht.koepels, overzicht)


def _total_row(label: str, koepels: Sequence[Koepel], overzicht: Overzicht) -> Cells:
    total = total_of(koepels, overzicht.catalog)
    blanks = [(None, STRONG)] * (3 if overzicht.gegroepeerd else 2)
    return [(label, STRONG), *blanks, *_figure_cells(overzicht, total.vakken, total.cijfers, STRONG, STRONG_NUMBER)]


def _figure_cells(
    overzicht: Overzicht, vakken: Sequence[Groepsvak], cijfers: Cijfers, text: Stijl, number: Stijl
) -> Cells:
    return [
        *((vak.tekst, STATUS[vak.status] if vak.status else text) for vak in vakken),
        *((cijfers[key], number) for key in figures_of(overzicht.catalog)),
    ]


# --- Kerntaken -----------------------------------------------------------------------------------------------------


def add_kerntaken(pen: Pen, overzicht: Overzicht) -> None:
    """Steunpunten x kerntaken: a letter and a colour, and what these mean."""
    words = load_wording()
    blad = words.koepel.kerntaken
    legend = [
        words.koepel.legenda.format(teken=words.koepel.tekens[status], woord=begrip.woord)
        for status, begrip in words.statussen.items()
    ]
    header_row = pen.start(blad, blad.titel, [overzicht.stand, blad.lezen, ", ".join(legend)])
    columns = _task_columns(overzicht)
    pen.table(header_row, columns, _task_rows(overzicht))
    pen.set_height(header_row, UPRIGHT_HEIGHT)
    _freeze(pen, header_row, overzicht)


def _task_columns(overzicht: Overzicht) -> list[Column]:
    columns = overzicht.columns(load_wording().koepel.kerntaken)
    upright = columns["kerntaak"]._replace(stijl=HEAD_UPRIGHT)
    tasks = [upright._replace(kop=kerntaak_naam(code, overzicht.catalog)) for code in overzicht.catalog.kerntaak]
    return [*_text_columns(columns, "koepel", "map", "naam"), *tasks]


def _task_rows(overzicht: Overzicht) -> Iterator[Cells]:
    words = load_wording().koepel
    unknown = [(words.teken_onleesbaar, NUMBER)] * len(overzicht.catalog.kerntaken)
    without: Cells = [(None, NUMBER)] * len(overzicht.catalog.kerntaken)
    cell = {status: (teken, STATUS_COUNT[status]) for status, teken in words.tekens.items()}
    for koepel in overzicht.koepels:
        for found in koepel.steunpunten:
            nothing = unknown if not found.leesbaar else without
            tasks = [cell[status] for _, status in found.statussen] or nothing
            yield [*overzicht.first(koepel), (found.map, PLAIN), (found.naam, PLAIN), *tasks]


# --- Kan lenen -----------------------------------------------------------------------------------------------------


def add_kan_lenen(pen: Pen, overzicht: Overzicht) -> None:
    """A row per weak kerntaak of a steunpunt that another one of its koepel has hours for."""
    blad = load_wording().koepel.lenen
    header_row = pen.start(blad, blad.titel, [overzicht.stand, blad.lezen, blad.uitleg])
    named = overzicht.columns(blad)
    named["niet_binnen"] = named["niet_binnen"]._replace(stijl=HEADER_MIDDLE)
    pen.table(header_row, [*named.values()], _lending_rows(overzicht))
    _freeze(pen, header_row, overzicht)


def _lending_rows(overzicht: Overzicht) -> Iterator[Cells]:
    for koepel in overzicht.koepels:
        for lening in lendings(koepel, overzicht.catalog):
            yield [*overzicht.first(koepel), *_lending(lening, overzicht.catalog)]


def _lending(lening: Lening, catalog: Catalog) -> Cells:
    found, status = lening.steunpunt, lening.cijfer.status
    helpers = [*map(lener_tekst, lening.bij), *[None] * MOST_LENDERS][:MOST_LENDERS]
    return [
        (found.map, PLAIN),
        (found.naam, PLAIN),
        (kerntaak_naam(lening.cijfer.kerntaak, catalog), PLAIN),
        (load_wording().statussen[status].woord, STATUS[status]),
        (found.niet_binnen, NUMBER),
        *((helper, PLAIN) for helper in helpers),
    ]


# --- Zwakste plekken -----------------------------------------------------------------------------------------------


def add_zwakste(pen: Pen, overzicht: Overzicht) -> None:
    """The kerntaken and the steunpunten that fall short most."""
    blad = load_wording().koepel.zwakste
    header_row = pen.start(blad, blad.titel, [overzicht.stand, blad.lezen, blad.uitleg])
    named = columns_of(blad)
    columns = [named[key]._replace(stijl=HEADER_MIDDLE) if key in Zwak._fields[1:] else named[key] for key in named]
    kinds = (
        (blad.kerntaak, weak_kerntaken(overzicht.steunpunten, overzicht.catalog, WEAK_LISTED)),
        (blad.steunpunt, weak_steunpunten(overzicht.steunpunten, overzicht.catalog, WEAK_LISTED)),
    )
    pen.table(header_row, columns, [_weak_row(soort, zwak) for soort, spots in kinds for zwak in spots])


def _weak_row(soort: str, zwak: Zwak) -> Cells:
    naam, *figures = zwak
    return [(soort, PLAIN), (naam, PLAIN), *((figure, NUMBER) for figure in figures)]
