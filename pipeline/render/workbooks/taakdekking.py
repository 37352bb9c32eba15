"""The coverage matrix taakdekking.xlsx: who does which kerntaak, how well that covers it, and what the forms lack."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from pipeline.analysis.change import Wijziging
from pipeline.analysis.rapport import Rapport, Teamlid
from pipeline.base.dutch import dutch_period
from pipeline.definitions.report_words import counted, load_wording, some_people
from pipeline.excel.styles import BOLD, HELD, LEFT, QUIET, WEAK, Stijl
from pipeline.model.analysed import Dekking
from pipeline.model.catalog import Groep
from pipeline.model.uren import shown
from pipeline.model.workbook import Value
from pipeline.render.remarks import remarks
from pipeline.render.workbooks.afwezigheid import add_afwezigheid
from pipeline.render.workbooks.bevindingen import add_bevindingen
from pipeline.render.workbooks.keuzes import add_choices
from pipeline.render.workbooks.pen import (
    NUMBER,
    PLAIN,
    SENTENCE,
    STATUS,
    STATUS_COUNT,
    STRONG,
    STRONG_NUMBER,
    SUBHEADING,
    Cells,
    Column,
    Pen,
    columns_of,
)
from pipeline.render.workbooks.person_columns import person_columns, set_header_height
from pipeline.render.workbooks.samenvatting import add_samenvatting
from pipeline.render.workbooks.wijzigingen import add_wijzigingen

FIXED = ("code", "naam", "status", "mensen", "uren", "nodig")  # columns before the employees

HOURS = replace(NUMBER, fill=HELD)
NO_HOURS = replace(NUMBER, fill=WEAK)  # 0 and unknown
AWAY = replace(NUMBER, fill=QUIET)  # no form counts, so nothing is known
GROUP = Stijl(BOLD, QUIET, LEFT)
LEGEND = replace(SENTENCE, alignment=GROUP.alignment)
SIGNS = (HOURS, NO_HOURS, AWAY)  # how the signs of schemas/reports.yaml look, in that order


def make_taakdekking(rapport: Rapport, wijziging: Wijziging | None = None) -> bytes:
    """The workbook of one steunpunt in the order in which people want to read it.

    With a former period there is a sheet Wijzigingen too.
    """
    pen = Pen(load_wording().dekking.titel.format(steunpunt=rapport.naam))
    _add_dekking(pen, rapport)
    add_samenvatting(pen, rapport)
    add_afwezigheid(pen, rapport)
    add_choices(pen, rapport)
    add_bevindingen(pen, rapport)
    if wijziging:
        add_wijzigingen(pen, rapport, wijziging)
    return pen.to_bytes()


def _add_dekking(pen: Pen, rapport: Rapport) -> None:
    words = load_wording().dekking
    titel, lines = words.titel.format(steunpunt=rapport.naam), [*_stand(rapport), words.lezen]
    header_row = pen.start(words, titel, lines)
    below = pen.table(header_row, _columns(rapport), _rows(rapport), knoppen=False)  # tasks stand below their group
    set_header_height(pen, header_row, rapport)
    pen.freeze(f"D{header_row + 1}")
    _add_legend(pen, below + 1)


def _stand(rapport: Rapport) -> Iterator[str]:
    """What the sheet rests on and how the kerntaken stand; then whose form is not in it."""
    words = load_wording().dekking
    yield words.stand.format(
        periode=dutch_period(rapport.periode).capitalize(),
        geteld=rapport.geteld,
        team=len(rapport.team),
        aantallen=counted(Counter(row.status for row in rapport.analyse.dekking)),
    )
    if away := [lid.personeelsnummer for lid in rapport.niet_geteld]:
        yield words.zonder_formulier.format(namen=some_people(away, rapport.medewerkers, most=6))


def _columns(rapport: Rapport) -> list[Column]:
    columns = columns_of(load_wording().dekking)
    return [*(columns[key] for key in FIXED), *person_columns(rapport), columns["opmerking"]]


def _rows(rapport: Rapport) -> Iterator[Cells]:
    yield from _figure_rows(rapport)
    for groep in rapport.catalog.groepen:
        if rows := rapport.dekking_van(groep):
            yield _group_row(rapport, groep)
            yield from (_task_row(rapport, row) for row in rows)


# --- per employee --------------------------------------------------------------------------------------------------


def _figure_rows(rapport: Rapport) -> Iterator[Cells]:
    """Hours and tasks without hours, per employee and for the team; the team sees this, so nothing of contracts."""
    words = load_wording().dekking
    for label, cell in ((words.totaal, _bekend), (words.zonder_uren, _zonder_uren)):
        cells = [cell(lid) for lid in rapport.team]
        known = [value for value, _ in cells if isinstance(value, float | int)]
        yield _figures(label, shown(sum(known)) if known else None, cells)


def _figures(label: str, total: float | None, cells: Cells) -> Cells:
    blank = (None, PLAIN)
    return [blank, (label, STRONG), blank, blank, (total, STRONG_NUMBER), blank, *cells, blank]


def _bekend(lid: Teamlid) -> tuple[Value, Stijl]:
    if lid.omvang is None:
        return None, AWAY
    return shown(lid.omvang.bekend), STRONG_NUMBER


def _zonder_uren(lid: Teamlid) -> tuple[Value, Stijl]:
    if lid.omvang is None:
        return None, AWAY
    return lid.omvang.zonder_uren, NO_HOURS if lid.omvang.zonder_uren else NUMBER


# --- per kerntaak --------------------------------------------------------------------------------------------------


def _group_row(rapport: Rapport, groep: Groep) -> Cells:
    word = load_wording().dekking.uitgevoerd["ja" if rapport.voert_uit(groep) else "nee"] if groep.te_kiezen else None
    return [(None, GROUP), (groep.naam, GROUP), (word, GROUP), *[(None, GROUP)] * (len(rapport.team) + 4)]


def _task_row(rapport: Rapport, row: Dekking) -> Cells:
    return [
        (row.kerntaak, NUMBER),
        (rapport.catalog.kerntaak[row.kerntaak].naam, PLAIN),
        (load_wording().statussen[row.status].woord, STATUS[row.status]),
        (len(row.uitvoerders), NUMBER),
        (shown(row.uren), NUMBER),
        (shown(row.behoefte), NUMBER),
        *(_hours(lid, row) for lid in rapport.team),
        ("\n".join(remarks(row)), PLAIN),
    ]


def _hours(lid: Teamlid, row: Dekking) -> tuple[Value, Stijl]:
    """What one employee spends on one kerntaak: "" when it is not theirs, "?" when the hours are unknown."""
    if lid.personeelsnummer not in row.uren_per_persoon:
        return None, PLAIN if lid.telt_mee else AWAY
    uren = row.uren_per_persoon[lid.personeelsnummer]
    if uren is None:
        return load_wording().onbekend, NO_HOURS
    return shown(uren), HOURS if uren else NO_HOURS


# --- legend --------------------------------------------------------------------------------------------------------


def _add_legend(pen: Pen, row: int) -> None:
    """What the words and signs mean, below the table; sentences run on to the right, for nothing is merged."""
    words = load_wording()
    pen.put(row, 2, (words.dekking.legenda, SUBHEADING))
    terms = [(term.woord, STATUS_COUNT[status], term.uitleg) for status, term in words.statussen.items()]
    signs = [(sign, style, text) for (sign, text), style in zip(words.dekking.tekens, SIGNS, strict=True)]
    for place, (word, style, text) in enumerate([*terms, *signs], row + 1):
        pen.put(place, 2, (word, style), (text, LEGEND))
