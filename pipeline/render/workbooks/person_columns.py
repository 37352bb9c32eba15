"""The columns of a matrix workbook that stand for people: one for each team member, in the order of the team."""

from __future__ import annotations

from pipeline.analysis.rapport import Rapport, Teamlid
from pipeline.definitions.report_words import load_wording
from pipeline.excel.styles import FONT, HEAD, HEAD_FONT, MIDDLE, QUIET, UPRIGHT, Stijl
from pipeline.render.workbooks.pen import HEADER_MIDDLE, Column, Pen

BESIDE = 7  # so many names fit beside each other on paper; more stand upright
WIDTH_BESIDE, WIDTH_UPRIGHT = 15.0, 7.0

HEAD_UPRIGHT = Stijl(HEAD_FONT, HEAD, UPRIGHT)
AWAY_BESIDE, AWAY_UPRIGHT = Stijl(FONT, QUIET, MIDDLE), Stijl(FONT, QUIET, UPRIGHT)


def person_columns(rapport: Rapport) -> list[Column]:
    """Name, number and, where no form counts, what is wrong with it."""
    upright = len(rapport.team) > BESIDE
    return [_person_column(lid, upright) for lid in rapport.team]


def set_header_height(pen: Pen, header_row: int, rapport: Rapport) -> None:
    """Make room for the names: Excel does not make a row higher for upright text by itself."""
    longest = max((len(lid.medewerker.naam) for lid in rapport.team), default=0)
    points = min(max(80, 7.0 * longest), 220) if len(rapport.team) > BESIDE else 68
    pen.set_height(header_row, points)


def _person_column(lid: Teamlid, upright: bool) -> Column:
    lines = [lid.medewerker.naam, lid.personeelsnummer]
    if lid.telt_mee:
        style = HEAD_UPRIGHT if upright else HEADER_MIDDLE
    else:
        style = AWAY_UPRIGHT if upright else AWAY_BESIDE
        lines.append(load_wording().formulieren[lid.formulier])
    breedte = WIDTH_UPRIGHT if upright else WIDTH_BESIDE
    return Column("\n".join(lines), breedte, style, knop=not upright)  # a button would stand on upright letters
