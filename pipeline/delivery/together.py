"""The files that are of no single steunpunt: figures of the period, start page, and what an umbrella sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.analysis.counts import MOST_PERIODS, Aantallen, add_up, by_name, count_by_group
from pipeline.definitions.messages import show_all
from pipeline.delivery.outcome import Uitkomst
from pipeline.delivery.period.figures import FIGURES, Row, figure_rows, make_figures, names_apart
from pipeline.delivery.period.folder import Periodemap, Plaatsing
from pipeline.delivery.period.records import record_name
from pipeline.delivery.period.vervallen import retired
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.kept_run import Cijfers, Shown, Steunpuntrecord, totals
from pipeline.model.record import PERIODE
from pipeline.model.samenvatting import Samenvatting
from pipeline.render.koepel.opleidingsbehoefte import Leerplan
from pipeline.render.koepel.overzicht import make_overzicht_html, make_overzicht_xlsx
from pipeline.render.pages.cards import Steunpuntstand, stand_of
from pipeline.render.pages.index import make_index

CIJFERS = "cijfers.json"  # the record of these files


def write_together(
    uitkomsten: Sequence[Uitkomst],
    nergens: Sequence[Finding],
    catalog: Catalog,
    leerplan: Leerplan,
    periodemap: Periodemap,
) -> Plaatsing[Cijfers]:
    """Put these files in place; the overview only when there is more than one steunpunt.

    nergens: findings on what belongs to no steunpunt; catalog: the default one.
    """
    samenvattingen = [uitkomst.samenvatting for uitkomst in uitkomsten]
    standen, figures = _read_records(samenvattingen, catalog, periodemap)
    dekking = add_up(stand.kerntaken for stand in standen)
    cijfers = Cijfers(
        record=CIJFERS,
        periode=periodemap.pad.name,
        totalen=totals(uitkomst.tellingen for uitkomst in uitkomsten),
        dekking=dict(sorted(dekking.items())),
        bestanden={},
    )
    shared = {**_overviews(samenvattingen, catalog, leerplan, periodemap.pad.name), FIGURES: figures}
    page = _Startpagina(periodemap.pad, catalog, standen, samenvattingen, dekking, show_all(nergens))

    def place() -> Plaatsing[Cijfers]:
        documents = {**shared, "index.html": page.make(shared)}
        return periodemap.place(
            CIJFERS, documents, lambda bestanden, _: cijfers.model_copy(update={"bestanden": dict(bestanden)})
        )

    placed = place()
    return _both(placed, place()) if placed.verplaatst else placed  # the start page names what moved just now


def _both(first: Plaatsing[Cijfers], then: Plaatsing[Cijfers]) -> Plaatsing[Cijfers]:
    """Two times in place as one."""
    veranderd = {*first.veranderd, *then.veranderd}.difference(first.nieuw)
    return Plaatsing(then.record, first.nieuw, tuple(sorted(veranderd)), (*first.verplaatst, *then.verplaatst))


def _read_records(
    samenvattingen: Sequence[Samenvatting], catalog: Catalog, periodemap: Periodemap
) -> tuple[list[Steunpuntstand], bytes]:
    """What the start page says of each steunpunt, and cijfers.csv; one record in memory at a time."""
    standen: list[Steunpuntstand] = []
    rows: list[Row] = []
    for map_, naam in names_apart(samenvattingen).items():
        record = periodemap.present_record(record_name(map_), Steunpuntrecord)
        stand = record.steunpunt
        standen.append(stand_of(stand, record.bestanden, record.te_tekenen, catalog.gedeeld, record.leidinggevenden))
        rows += figure_rows(stand, naam, catalog)
    return standen, make_figures(rows)


def _overviews(
    samenvattingen: Sequence[Samenvatting], catalog: Catalog, leerplan: Leerplan, periode: str
) -> dict[str, bytes]:
    if len(samenvattingen) < 2:
        return {}
    return {
        "koepel/overzicht.xlsx": make_overzicht_xlsx(samenvattingen, catalog, periode, leerplan),
        "koepel/overzicht.html": make_overzicht_html(samenvattingen, catalog, periode).encode(),
    }


@dataclass(frozen=True, slots=True)
class _Startpagina:
    """What index.html is made of; dekking: numbers of kerntaken of all together by status."""

    pad: Path
    catalog: Catalog
    standen: Sequence[Steunpuntstand]
    samenvattingen: Sequence[Samenvatting]
    dekking: Aantallen
    bevindingen: Sequence[Shown]

    def make(self, koepel: Iterable[str]) -> bytes:
        """The page as it is now; koepel: paths of what the umbrella may see."""
        trend = [*earlier_cijfers(self.pad), (self.pad.name, self.dekking)][-MOST_PERIODS:]
        taken = (taak for found in self.samenvattingen for taak in found.kerntaken)
        statussen = ((taak.kerntaak, taak.status) for taak in taken if taak.kerntaak in self.catalog.gedeeld)
        verdeling = by_name(count_by_group(statussen, self.catalog), self.catalog)
        vervallen, bron = retired(self.pad), self.catalog.bron
        page = make_index(self.pad.name, self.standen, verdeling, trend, koepel, vervallen, bron, self.bevindingen)
        return page.encode()


def earlier_cijfers(pad: Path) -> Iterator[tuple[str, Aantallen]]:
    """Numbers of kerntaken by status of the periods beside this one and before it, the oldest first."""
    for folder in sorted(pad.parent.iterdir()):
        if re.fullmatch(PERIODE, folder.name, re.ASCII) and folder.name < pad.name:
            record = Periodemap(folder).record(CIJFERS, Cijfers)
            if record and record.periode == folder.name:
                yield folder.name, record.dekking
