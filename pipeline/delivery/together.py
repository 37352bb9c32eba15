"""The files that are of no single steunpunt: figures of the period, start page, and what an umbrella sees."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path

from pipeline.analysis.counts import MOST_PERIODS, Aantallen, by_name, count_by_group
from pipeline.analysis.lending import by_koepel
from pipeline.definitions.messages import show_all
from pipeline.delivery.outcome import Uitkomst
from pipeline.delivery.period.figures import FIGURES, Row, figure_rows, make_figures, names_apart
from pipeline.delivery.period.folder import Periodemap, Plaatsing
from pipeline.delivery.period.records import record_name
from pipeline.delivery.period.spool import Document
from pipeline.delivery.period.vervallen import retired
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.kept_groups import Cijfers, Steunpuntrecord
from pipeline.model.kept_run import Shown, totals
from pipeline.model.record import PERIODE
from pipeline.model.samenvatting import Samenvatting
from pipeline.render.koepel.opleidingsbehoefte import Leerplan
from pipeline.render.koepel.overzicht import (
    make_hoofdpagina,
    make_koepelpaginas,
    make_overzicht_html,
    overzicht_pieces,
)
from pipeline.render.pages import per_koepel
from pipeline.render.pages.cards import Steunpuntstand, stand_of
from pipeline.render.pages.index import Startpaginas, make_index
from pipeline.render.pages.per_koepel import koepel_pages

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
    samen = _Samen(periodemap, catalog, [uitkomst.samenvatting for uitkomst in uitkomsten], show_all(nergens))
    shared = {**samen.overviews(leerplan), FIGURES: samen.held(FIGURES, make_figures(samen.read_rows()))}
    paginas = samen.index_pages()
    cijfers = Cijfers(
        record=CIJFERS,
        periode=periodemap.pad.name,
        totalen=totals(uitkomst.tellingen for uitkomst in uitkomsten),
        dekking=dict(sorted(samen.dekking.items())),
        bestanden={},
    )

    def place() -> Plaatsing[Cijfers]:
        documents = {**shared, **paginas, "index.html": samen.start_page(shared).encode()}
        return periodemap.place(
            CIJFERS, documents, lambda bestanden, _: cijfers.model_copy(update={"bestanden": dict(bestanden)})
        )

    placed = place()
    return _both(placed, place()) if placed.verplaatst else placed  # the start page names what moved just now


def _both(first: Plaatsing[Cijfers], then: Plaatsing[Cijfers]) -> Plaatsing[Cijfers]:
    """Two times in place as one."""
    veranderd = {*first.veranderd, *then.veranderd}.difference(first.nieuw)
    moved = (*first.verplaatst, *then.verplaatst)
    return Plaatsing(then.record, first.nieuw, tuple(sorted(veranderd)), moved, then.elders)


@dataclass(slots=True)
class _Samen:
    """All steunpunten together. Of more than MOST nothing that grows with their number is in memory but their figures.

    dekking: numbers of kerntaken by status; standen: what the start page says of each, where they are few: both are
    there when all rows were read.
    """

    periodemap: Periodemap
    catalog: Catalog
    samenvattingen: Sequence[Samenvatting]
    bevindingen: Sequence[Shown]
    dekking: Counter[Dekkingstatus] = field(default_factory=Counter)
    standen: list[Steunpuntstand] = field(default_factory=list)
    paginas: Startpaginas | None = None

    @property
    def veel(self) -> bool:
        """Whether there are too many for one page."""
        return len(self.samenvattingen) > per_koepel.MOST

    @property
    def periode(self) -> str:
        """JJJJ-MM."""
        return self.periodemap.pad.name

    def held(self, path: str, pieces: Iterable[bytes]) -> Document:
        """A document until all are put in place: in memory, or of many steunpunten beside its place."""
        return self.periodemap.spool(path, pieces) if self.veel else b"".join(pieces)

    def read_rows(self) -> Iterator[Row]:
        """The rows of cijfers.csv, one record in memory at a time."""
        for map_, naam in names_apart(self.samenvattingen).items():
            record = self.periodemap.present_record(record_name(map_), Steunpuntrecord)
            self.dekking.update(record.steunpunt.tel_kerntaken(self.catalog.gedeeld))
            if not self.veel:
                self.standen.append(self._stand(record))
            yield from figure_rows(record.steunpunt, naam, self.catalog)

    def _stand(self, record: Steunpuntrecord) -> Steunpuntstand:
        codes, leiding = self.catalog.gedeeld, record.leidinggevenden
        return stand_of(record.steunpunt, record.bestanden, record.te_tekenen, codes, leiding)

    def overviews(self, leerplan: Leerplan) -> dict[str, Document]:
        """What the umbrella sees: a workbook, and a page or, of many steunpunten, the page that leads to the others."""
        if len(self.samenvattingen) < 2:
            return {}
        figures = self.samenvattingen, self.catalog, self.periode
        page = make_hoofdpagina if self.veel else make_overzicht_html
        return {
            "koepel/overzicht.xlsx": self.held("koepel/overzicht.xlsx", overzicht_pieces(*figures, leerplan)),
            "koepel/overzicht.html": page(*figures).encode(),
        }

    def index_pages(self) -> dict[str, Document]:
        """The pages per koepel, of many steunpunten: of the overview and of the start page."""
        if not self.veel:
            return {}
        found: dict[str, Document] = {}
        for path, html in make_koepelpaginas(self.samenvattingen, self.catalog, self.periode):
            found[path] = self.held(path, [html.encode()])
        self.paginas = Startpaginas(self.periode, self.catalog.bron)
        paginas = koepel_pages(by_koepel(self.samenvattingen, self.catalog))
        for koepel, group in groupby(paginas, lambda pagina: pagina.koepel):
            verdeling = self._verdeling(koepel.steunpunten)
            ordered = sorted(koepel.steunpunten, key=lambda one: (one.naam.casefold(), one.map))
            for pagina in group:
                html = self.paginas.page(pagina, self._read(pagina.part(ordered)), verdeling)
                found[pagina.path("index")] = self.held(pagina.path("index"), [html.encode()])
        return found

    def _read(self, samenvattingen: Iterable[Samenvatting]) -> list[Steunpuntstand]:
        names = (record_name(found.map) for found in samenvattingen)
        return [self._stand(self.periodemap.present_record(name, Steunpuntrecord)) for name in names]

    def start_page(self, koepel: Iterable[str]) -> str:
        """The page as it is now; koepel: paths of what the umbrella may see."""
        trend = [*earlier_cijfers(self.periodemap.pad), (self.periode, self.dekking)][-MOST_PERIODS:]
        verdeling, vervallen = self._verdeling(self.samenvattingen), retired(self.periodemap.pad)
        if self.paginas:
            return self.paginas.main(verdeling, trend, koepel, vervallen, self.bevindingen)
        bron = self.catalog.bron
        return make_index(self.periode, self.standen, verdeling, trend, koepel, vervallen, bron, self.bevindingen)

    def _verdeling(self, samenvattingen: Iterable[Samenvatting]) -> list[tuple[str, Aantallen]]:
        """Numbers of kerntaken of steunpunten together by status, by name of the group."""
        taken = ((code, status) for found in samenvattingen for code, status in found.statussen)
        shared = ((code, status) for code, status in taken if code in self.catalog.gedeeld)
        return by_name(count_by_group(shared, self.catalog), self.catalog)


def earlier_cijfers(pad: Path) -> Iterator[tuple[str, Aantallen]]:
    """Numbers of kerntaken by status of the periods beside this one and before it, the oldest first."""
    for folder in sorted(pad.parent.iterdir()):
        if re.fullmatch(PERIODE, folder.name, re.ASCII) and folder.name < pad.name:
            record = Periodemap(folder).record(CIJFERS, Cijfers)
            if record and record.periode == folder.name:
                yield folder.name, record.dekking
