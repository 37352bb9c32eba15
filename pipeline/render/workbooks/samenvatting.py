"""The sheet Samenvatting of the matrix workbook: a row per basisfunctie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analysis.coverage import against_need
from pipeline.analysis.rapport import Rapport
from pipeline.definitions.report_words import load_wording
from pipeline.excel.styles import MUTED, Stijl
from pipeline.model.analysed import WEAKEST_FIRST, Dekking
from pipeline.model.catalog import Groep
from pipeline.model.uren import shown
from pipeline.model.workbook import Value
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

SUMS = ("uren", "nodig", "daarvoor", "tekort")
ZERO = replace(NUMBER, font=MUTED)


# --- Samenvatting --------------------------------------------------------------------------------------------------


def add_samenvatting(pen: Pen, rapport: Rapport) -> None:
    """The sheet with one row per group: performed or not, counts, the verdict and the kerntaken it rests on."""
    words = load_wording()
    blad = words.samenvatting
    kop = columns_of(blad)
    counts = [
        Column(words.statussen[status].woord.capitalize(), blad.breedte_aantal, HEADER_MIDDLE)
        for status in WEAKEST_FIRST
    ]
    columns = [
        *(kop[key] for key in ("groep", "uitgevoerd", "oordeel", "zwakste")),
        *counts,
        *(kop[key] for key in SUMS),
    ]
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), [blad.lezen, blad.uren])
    below = pen.table(header_row, columns, (_summary_row(rapport, groep) for groep in rapport.catalog.groepen))
    pen.row(below, _total_row(rapport), columns)  # outside the table: it stays below when people sort
    pen.freeze(f"B{header_row + 1}")


def _total_row(rapport: Rapport) -> Cells:
    rows = rapport.analyse.dekking
    label, blank = (load_wording().samenvatting.samen, STRONG), (None, STRONG)
    return [label, blank, blank, blank, *_counts(rows, STRONG_NUMBER), *_sums(rows, STRONG_NUMBER)]


def _summary_row(rapport: Rapport, groep: Groep) -> Cells:
    rows = rapport.dekking_van(groep)
    return [(groep.naam, STRONG), *_verdict(rapport, groep), *_counts(rows), *_sums(rows)]


def _verdict(rapport: Rapport, groep: Groep) -> Cells:
    """Whether the group is performed, the verdict, and the kerntaken that decide it."""
    words = load_wording()
    blad = words.samenvatting
    choice = blad.uitgevoerd["ja" if rapport.voert_uit(groep) else "nee"] if groep.te_kiezen else blad.altijd
    verdict = rapport.oordeel(groep)
    if verdict is None:
        return [(choice, PLAIN), (blad.niet_uitgevoerd, STATUS["niet_gekozen"]), (None, PLAIN)]
    decisive = "\n".join(f"{kerntaak.code}  {kerntaak.naam}" for kerntaak in rapport.zwakste(groep))
    return [(choice, PLAIN), (words.statussen[verdict].woord, STATUS[verdict]), (decisive, PLAIN)]


def _counts(rows: Sequence[Dekking], style: Stijl | None = None) -> Iterator[tuple[Value, Stijl]]:
    counts = Counter(row.status for row in rows)
    for status in WEAKEST_FIRST:
        yield counts[status], style or (STATUS_COUNT[status] if counts[status] else ZERO)


def _sums(rows: Sequence[Dekking], style: Stijl = NUMBER) -> Iterator[tuple[Value, Stijl]]:
    yield shown(sum(row.uren for row in rows)), style
    yield from ((shown(figure), style) for figure in against_need(rows) or (None, None, None))
