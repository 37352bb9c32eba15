"""The umbrella's sheet Opleidingsbehoefte: what people of a koepel need to learn, and nobody to be found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.analysis.learning_totals import Leertotaal, learning_totals
from pipeline.analysis.lending import Koepel
from pipeline.definitions.report_words import load_wording
from pipeline.model.catalog import Catalog
from pipeline.render.koepel.sheets import Overzicht
from pipeline.render.workbooks.pen import HEADER_MIDDLE, NUMBER, PLAIN, Cells, Pen


@dataclass(frozen=True, slots=True)
class Leerplan:
    """What the sheet is made with: the catalogs that take part, by id; groep: people that cannot be told apart."""

    catalogi: Mapping[str, Catalog]
    groep: int


def add_opleidingsbehoefte(pen: Pen, overzicht: Overzicht, plan: Leerplan) -> None:
    """The sheet, where any koepel has enough people on a catalog; otherwise nothing."""
    rows = [*_rows(overzicht, plan)]
    if not rows:
        return
    blad = load_wording().koepel.opleiding
    lines = [overzicht.stand, blad.lezen, blad.uitleg.format(groep=plan.groep, mensen=2 * plan.groep)]
    header_row = pen.start(blad, blad.titel, lines)
    named = overzicht.columns(blad)
    counts = ("mensen", "nodig", "mogelijk")
    columns = [named[key]._replace(stijl=HEADER_MIDDLE) if key in counts else named[key] for key in named]
    pen.table(header_row, columns, rows)
    pen.freeze(f"A{header_row + 1}")


def _rows(overzicht: Overzicht, plan: Leerplan) -> Iterator[Cells]:
    """By koepel; steunpunten without one are of different organisations, unless nobody has one."""
    for koepel in overzicht.koepels:
        if koepel.naam or not overzicht.gegroepeerd:
            for total in learning_totals(koepel.steunpunten, plan.groep):
                yield from _competenties(overzicht, koepel, total, plan)


def _competenties(overzicht: Overzicht, koepel: Koepel, total: Leertotaal, plan: Leerplan) -> Iterator[Cells]:
    catalog = plan.catalogi[total.catalogus]
    for competentie in catalog.competenties:
        nodig, mogelijk = total.behoeften.get(competentie.code, (0, 0))
        yield [
            *overzicht.first(koepel),
            *((text, PLAIN) for text in (catalog.bron.titel, competentie.code, competentie.naam)),
            (total.mensen, NUMBER),
            *((show_count(count, total.mensen, plan.groep), NUMBER) for count in (nodig, mogelijk)),
        ]


def show_count(count: int, mensen: int, groep: int) -> int | str:
    """A count of people out of all asked, which tells nothing of a few of them, nor of all but a few."""
    words = load_wording().koepel.opleiding
    if 0 < count < groep:
        return words.minder.format(groep=groep)
    if count > mensen - groep:
        return words.meer.format(aantal=mensen - groep)
    return count
