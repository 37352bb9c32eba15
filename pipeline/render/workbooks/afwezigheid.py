"""The sheet "Bij afwezigheid" of the matrix workbook: what falls when somebody is away, and who could stand in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.absence import Afwezigheid, Uitval
from pipeline.analysis.rapport import Rapport
from pipeline.definitions.report_words import load_wording, person
from pipeline.render.remarks import COLOUR, absence_stand, describe_invaller, describe_uitval
from pipeline.render.workbooks.pen import HEADER_MIDDLE, NUMBER, PLAIN, STATUS, STRONG, Cells, Column, Pen, columns_of

COUNTS = ("vrij", "zonder")


def add_afwezigheid(pen: Pen, rapport: Rapport) -> None:
    """The sheet with, per employee, every kerntaak that an absence leaves without people or hours."""
    blad = load_wording().afwezigheid
    lines = [*absence_stand(rapport), blad.lezen, blad.voorstel, blad.let_op]
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), lines)
    pen.table(header_row, _columns(), _rows(rapport))
    pen.freeze(f"B{header_row + 1}")


def _columns() -> list[Column]:
    columns = columns_of(load_wording().afwezigheid)
    return [kop._replace(stijl=HEADER_MIDDLE) if key in COUNTS else kop for key, kop in columns.items()]


def _rows(rapport: Rapport) -> Iterator[Cells]:
    for afwezigheid in rapport.afwezigheid:
        rows = [*_person_rows(rapport, afwezigheid)]
        who = (person(rapport.medewerkers[afwezigheid.personeelsnummer]), STRONG)
        figures = [(afwezigheid.uren, NUMBER), (afwezigheid.zonder_uren, NUMBER)]
        yield [who, *figures, *rows[0]]
        yield from ([who, (None, NUMBER), (None, NUMBER), *row] for row in rows[1:])  # a sum counts them once


def _person_rows(rapport: Rapport, afwezigheid: Afwezigheid) -> Iterator[Cells]:
    """A row for each kerntaak that falls, one for those of which that is unknown; else that all goes on."""
    blad, blank = load_wording().afwezigheid, (None, PLAIN)
    yield from (_uitval_row(rapport, uitval) for uitval in afwezigheid.uitval)
    if afwezigheid.onzeker:
        taken = "\n".join(_task(rapport, code) for code in afwezigheid.onzeker)
        gevolg = (blad.onzeker.woord, STATUS["niet_gekozen"])
        yield [(taken, PLAIN), (None, NUMBER), gevolg, (blad.onzeker.uitleg, PLAIN), blank, blank]
    elif not afwezigheid.uitval:
        yield [blank, (None, NUMBER), (blad.geen.woord, STATUS["gedekt"]), (blad.geen.uitleg, PLAIN), blank, blank]


def _uitval_row(rapport: Rapport, uitval: Uitval) -> Cells:
    words = load_wording()
    invaller = uitval.invaller
    return [
        (_task(rapport, uitval.kerntaak), PLAIN),
        (words.onbekend if uitval.uren is None else uitval.uren, NUMBER),
        (words.afwezigheid.gevolgen[uitval.gevolg].woord, STATUS[COLOUR[uitval.gevolg]]),
        (describe_uitval(uitval), PLAIN),
        (person(rapport.medewerkers[invaller.personeelsnummer]) if invaller else words.afwezigheid.niemand, PLAIN),
        (describe_invaller(uitval, rapport.catalog), PLAIN),
    ]


def _task(rapport: Rapport, code: str) -> str:
    return f"{code}  {rapport.catalog.kerntaak[code].naam}"
