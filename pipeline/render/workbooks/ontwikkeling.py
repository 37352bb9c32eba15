"""The workbook ontwikkeling.xlsx: what the team does, needs and agreed to learn. For HR and the manager only."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.base.dutch import dutch_period
from pipeline.definitions.report_words import load_wording
from pipeline.excel.styles import BOLD, LEFT, QUIET, Stijl
from pipeline.render.learning import Leerregel, Leertabel
from pipeline.render.workbooks.pen import HEADER_MIDDLE, NUMBER, PLAIN, Cells, Column, Pen

HEADING = Stijl(BOLD, QUIET, LEFT)
UNKNOWN = Stijl(PLAIN.font, QUIET, NUMBER.alignment)
HEADER_HEIGHT = 68.0  # points: room for a name over a number


def make_ontwikkelwerkmap(tabellen: Sequence[Leertabel], naam: str, periode: str) -> bytes:
    """The workbook of one steunpunt, a sheet per table; periode is JJJJ-MM."""
    words = load_wording().leren
    pen = Pen(words.titel.format(steunpunt=naam))
    for tabel in tabellen:
        stand = words.stand.format(periode=dutch_period(periode), steunpunt=naam)
        header_row = pen.start(tabel.woorden, tabel.woorden.titel, [stand, tabel.woorden.lezen, words.verklaring])
        rows = [_cells(tabel, regel) for regel in tabel.regels]
        pen.table(header_row, _columns(tabel), rows, knoppen=not any(regel.kop for regel in tabel.regels))
        if tabel.mensen:
            pen.set_height(header_row, HEADER_HEIGHT)
        pen.freeze(f"A{header_row + 1}")
    return pen.to_bytes()


def _columns(tabel: Leertabel) -> list[Column]:
    return [
        Column(kop, breedte, HEADER_MIDDLE) if place in tabel.mensen else Column(kop, breedte)
        for place, (kop, breedte) in enumerate(tabel.koppen)
    ]


def _cells(tabel: Leertabel, regel: Leerregel) -> Cells:
    if regel.kop:
        return [(value, HEADING) for value in regel.cellen]
    grijs, mensen = regel.grijs, tabel.mensen
    return [
        (value, UNKNOWN if place in grijs else NUMBER if place in mensen or isinstance(value, int | float) else PLAIN)
        for place, value in enumerate(regel.cellen)
    ]
