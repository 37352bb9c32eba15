"""The sheet Wijzigingen of the matrix workbook: what changed since a former period, a row for each change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.analysis.change import Dekkingwijziging, Persoon, Taaksoort, Taakwijziging, Wijziging
from pipeline.analysis.rapport import Rapport
from pipeline.base.dutch import dutch_period
from pipeline.definitions.report_words import load_wording
from pipeline.excel.styles import BAD, GOOD, Stijl
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.uren import shown
from pipeline.model.workbook import Value
from pipeline.render.change_words import hours, package, task, who
from pipeline.render.workbooks.pen import PLAIN, STATUS, STRONG, Cells, Pen, columns_of

BETTER, WORSE = (replace(PLAIN, fill=fill) for fill in (GOOD, BAD))
LOOK = {"beter": BETTER, "slechter": WORSE}  # where a colour says at a glance which way it went


def add_wijzigingen(pen: Pen, rapport: Rapport, wijziging: Wijziging) -> None:
    """The sheet with people, tasks and coverage that are not as they were; the team reads this, so no signals."""
    blad, sinds = load_wording().wijzigingen, dutch_period(wijziging.sinds)
    columns = [*columns_of(blad).values()]
    lines = [blad.lezen.format(sinds=sinds), *([] if wijziging.zelfde_catalogus else [blad.andere_catalogus])]
    header_row = pen.start(blad, blad.titel.format(sinds=sinds, steunpunt=rapport.naam), lines)
    nothing: Cells = [(blad.geen, PLAIN), *[(None, PLAIN)] * (len(columns) - 1)]
    pen.table(header_row, columns, list(_rows(wijziging)) or [nothing])
    pen.freeze(f"A{header_row + 1}")


def _rows(wijziging: Wijziging) -> Iterator[Cells]:
    yield from (_person(wijziging, persoon, "erbij") for persoon in wijziging.erbij)
    yield from (_person(wijziging, persoon, "eraf") for persoon in wijziging.eraf)
    yield from (_task(wijziging, taak) for taak in wijziging.taken)
    yield from (_profile(wijziging, nummer, lines) for nummer, lines in wijziging.profielen.items() if lines)
    yield from (_coverage(wijziging, row) for row in wijziging.dekking)


def _person(wijziging: Wijziging, persoon: Persoon, soort: Taaksoort) -> Cells:
    words = load_wording().wijzigingen
    was, nu = (None, package(persoon)) if soort == "erbij" else (package(persoon), None)
    return [
        (words.onderwerpen["mensen"], STRONG),
        (who(wijziging, persoon.personeelsnummer), PLAIN),
        (words.mensen[soort], PLAIN),
        (was, PLAIN),
        (nu, PLAIN),
        (words.redenen[soort][persoon.reden], PLAIN),
    ]


def _task(wijziging: Wijziging, taak: Taakwijziging) -> Cells:
    words = load_wording().wijzigingen
    return [
        (words.onderwerpen["taken"], STRONG),
        (who(wijziging, taak.personeelsnummer), PLAIN),
        (words.taken[taak.soort], PLAIN),
        (None if taak.soort == "erbij" else _uren(taak.van), PLAIN),
        (None if taak.soort == "eraf" else _uren(taak.naar), PLAIN),
        (task(wijziging, taak.kerntaak), PLAIN),
    ]


def _profile(wijziging: Wijziging, nummer: str, lines: Sequence[str]) -> Cells:
    """A profile with another version: what is different, as the profile itself says it."""
    words = load_wording().wijzigingen
    return [
        (words.onderwerpen["profielen"], STRONG),
        (who(wijziging, nummer), PLAIN),
        (words.profiel, PLAIN),
        (None, PLAIN),
        (None, PLAIN),
        (" ".join(lines), PLAIN),
    ]


def _uren(uren: float | None) -> Value:
    return load_wording().onbekend if uren is None else shown(uren)


def _coverage(wijziging: Wijziging, row: Dekkingwijziging) -> Cells:
    words = load_wording().wijzigingen
    return [
        (words.onderwerpen["dekking"], STRONG),
        (task(wijziging, row.kerntaak), PLAIN),
        (words.dekking[row.soort], LOOK.get(row.soort, PLAIN)),
        _status(row.van),
        _status(row.naar),
        (words.uren.format(van=hours(row.uren_van), naar=hours(row.uren_naar)), PLAIN),
    ]


def _status(status: Dekkingstatus | None) -> tuple[Value, Stijl]:
    return (load_wording().statussen[status].woord, STATUS[status]) if status else (None, PLAIN)
