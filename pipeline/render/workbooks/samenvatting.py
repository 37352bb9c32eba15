"""Two sheets of the matrix workbook: the summary per basisfunctie, and the findings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analysis.rapport import Rapport
from pipeline.definitions.messages import show
from pipeline.definitions.report_words import load_wording, person
from pipeline.excel.styles import BAD, MUTED, QUIET, WEAK, Stijl
from pipeline.model.analysed import WEAKEST_FIRST, Dekking
from pipeline.model.catalog import Groep
from pipeline.model.findings import Finding
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
    rounded,
)

ZERO = replace(NUMBER, font=MUTED)
ERNST = {ernst: replace(PLAIN, fill=fill) for ernst, fill in (("fout", BAD), ("waarschuwing", WEAK), ("info", QUIET))}


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
    columns = [kop["groep"], kop["uitgevoerd"], kop["oordeel"], kop["zwakste"], *counts, kop["uren"], kop["nodig"]]
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), [blad.lezen])
    pen.table(header_row, columns, _summary_rows(rapport))
    pen.freeze(f"B{header_row + 1}")


def _summary_rows(rapport: Rapport) -> Iterator[Cells]:
    yield from (_summary_row(rapport, groep) for groep in rapport.catalog.groepen)
    rows = rapport.analyse.dekking
    label, blank = (load_wording().samenvatting.samen, STRONG), (None, STRONG)
    yield [label, blank, blank, blank, *_counts(rows, STRONG_NUMBER), *_sums(rows, STRONG_NUMBER)]


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
    needed = [row.behoefte for row in rows if row.behoefte is not None]
    yield rounded(sum(row.uren for row in rows)), style
    yield rounded(sum(needed)) if needed else None, style


# --- Bevindingen ---------------------------------------------------------------------------------------------------


def add_bevindingen(pen: Pen, rapport: Rapport) -> None:
    """The sheet with every finding of steunpunt and forms, in words."""
    blad = load_wording().bevindingen
    columns = [*columns_of(blad).values()]
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), [blad.lezen])
    nothing: Cells = [(blad.alles_goed, PLAIN), *[(None, PLAIN)] * (len(columns) - 1)]
    below = pen.table(header_row, columns, list(_finding_rows(rapport)) or [nothing])
    pen.freeze(f"A{header_row + 1}")
    pen.filter(f"A{header_row}:G{below - 1}")


def _finding_rows(rapport: Rapport) -> Iterator[Cells]:
    """First what is about the steunpunt, then form by form; the person stands in a column of its own."""
    for finding in rapport.beoordeeld.findings:
        nummer = finding.values.get("personeelsnummer", "")
        yield _finding_row(rapport, finding, nummer, load_wording().bevindingen.steunpunt)
    for oordeel in rapport.beoordeeld.oordelen:
        for finding in oordeel.findings:
            yield _finding_row(rapport, finding, oordeel.personeelsnummer or "", oordeel.werkmap.bestand)


def _finding_row(rapport: Rapport, finding: Finding, nummer: str, bestand: str) -> Cells:
    shown = show(finding)
    medewerker = rapport.medewerkers.get(nummer)
    texts = [shown.bestand or bestand, person(medewerker) if medewerker else nummer]
    ernst = (load_wording().ernst[shown.ernst], ERNST[shown.ernst])
    rest = [shown.blad, shown.cel, shown.tekst, shown.oplossing]
    return [*((text, PLAIN) for text in texts), ernst, *((text, PLAIN) for text in rest)]
