"""Two sheets of the matrix workbook: the competenties and the kernopgaven over the team."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from pipeline.analysis.rapport import Rapport
from pipeline.analysis.team_needs import Competentiebeeld, Opgavebeeld
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.sheet_words import Tabblad
from pipeline.excel.styles import HELD, QUIET, WEAK, Stijl
from pipeline.model.workbook import Value
from pipeline.render.remarks import describe_competentie, describe_opgave
from pipeline.render.workbooks.pen import HEADER_MIDDLE, NUMBER, PLAIN, Cells, Column, Pen, columns_of
from pipeline.render.workbooks.person_columns import person_columns, set_header_height

CHOSEN = replace(NUMBER, fill=HELD)
AWAY = replace(NUMBER, fill=QUIET)  # no form counts, so nothing is known
TO_DISCUSS = replace(PLAIN, fill=WEAK)
COUNTS = ("redenen", "kerntaken")


def add_choices(pen: Pen, rapport: Rapport) -> None:
    """Who chose which competentie and which kernopgave; no sheet of what the catalog does not have."""
    words = load_wording()
    if rapport.catalog.competenties:
        rows = (_competentie_row(rapport, beeld) for beeld in rapport.competentiebeelden)
        _add_sheet(pen, rapport, words.competenties, [words.competenties.lezen, words.competenties.uitleg], rows)
    if rapport.catalog.kernopgaven:
        opgaven = (_opgave_row(rapport, beeld) for beeld in rapport.opgavebeelden)
        _add_sheet(pen, rapport, words.kernopgaven, [words.kernopgaven.lezen], opgaven)


def _add_sheet(pen: Pen, rapport: Rapport, blad: Tabblad, lines: Iterable[str], rows: Iterable[Cells]) -> None:
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), lines)
    pen.table(header_row, _columns(rapport, blad), rows)
    set_header_height(pen, header_row, rapport)
    pen.freeze(f"C{header_row + 1}")


def _columns(rapport: Rapport, blad: Tabblad) -> list[Column]:
    """The people stand before the last two columns, which hold text."""
    columns = columns_of(blad)
    fixed = [kop._replace(stijl=HEADER_MIDDLE) if key in COUNTS else kop for key, kop in columns.items()]
    return [*fixed[:-2], *person_columns(rapport), *fixed[-2:]]


def _choices(rapport: Rapport, gekozen_door: Collection[str]) -> Iterator[tuple[Value, Stijl]]:
    """A cell for each team member: chosen or not, and grey where no form counts."""
    for lid in rapport.team:
        if lid.personeelsnummer in gekozen_door:
            yield load_wording().competenties.gekozen, CHOSEN
        else:
            yield None, NUMBER if lid.telt_mee else AWAY


# --- competenties --------------------------------------------------------------------------------------------------


def _competentie_row(rapport: Rapport, beeld: Competentiebeeld) -> Cells:
    return [
        (beeld.competentie.code, NUMBER),
        (beeld.competentie.naam, PLAIN),
        (len(beeld.gekozen_door), NUMBER),
        (len(beeld.redenen), NUMBER),
        (len(beeld.kerntaken), NUMBER),
        *_choices(rapport, beeld.gekozen_door),
        ("\n".join(reden.tekst for reden in beeld.redenen), PLAIN),
        (describe_competentie(beeld), TO_DISCUSS if beeld.gemist else PLAIN),
    ]


# --- kernopgaven ---------------------------------------------------------------------------------------------------


def _opgave_row(rapport: Rapport, beeld: Opgavebeeld) -> Cells:
    asked = [rapport.catalog.competentie[code] for code in beeld.kernopgave.competenties]
    remark = describe_opgave(beeld)
    return [
        (beeld.kernopgave.code, NUMBER),
        (beeld.kernopgave.naam, PLAIN),
        (len(beeld.gekozen_door), NUMBER),
        *_choices(rapport, beeld.gekozen_door),
        ("\n".join(f"{competentie.code}  {competentie.naam}" for competentie in asked), PLAIN),
        (remark, TO_DISCUSS if remark else PLAIN),
    ]
