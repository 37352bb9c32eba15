"""Sheet Bevindingen: every finding of the steunpunt and its forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.analysis.rapport import Rapport
from pipeline.definitions.messages import show
from pipeline.definitions.report_words import load_wording, person
from pipeline.excel.styles import BAD, QUIET, WEAK
from pipeline.model.findings import Finding
from pipeline.render.workbooks.pen import PLAIN, Cells, Pen, columns_of

ERNST = {ernst: replace(PLAIN, fill=fill) for ernst, fill in (("fout", BAD), ("waarschuwing", WEAK), ("info", QUIET))}


def add_bevindingen(pen: Pen, rapport: Rapport) -> None:
    """The sheet with every finding of steunpunt and forms, in words."""
    blad = load_wording().bevindingen
    columns = [*columns_of(blad).values()]
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), [blad.lezen])
    nothing: Cells = [(blad.alles_goed, PLAIN), *[(None, PLAIN)] * (len(columns) - 1)]
    pen.table(header_row, columns, list(_finding_rows(rapport)) or [nothing])
    pen.freeze(f"A{header_row + 1}")


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
