"""The absence scan in words, and its sheet "Bij afwezigheid" in the matrix workbook."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.analysis.absence import Afwezigheid, Invaller, Uitval
from pipeline.analysis.rapport import Rapport
from pipeline.base.dutch import dutch_number, dutch_period
from pipeline.definitions.report_words import load_wording, person, some_people
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.catalog import Catalog
from pipeline.render.workbooks.pen import HEADER_MIDDLE, NUMBER, PLAIN, STATUS, STRONG, Cells, Column, Pen, columns_of

COUNTS = ("vrij", "zonder")
COLOUR: dict[str, Dekkingstatus] = {"niemand": "ongedekt", "geen_uren": "op_papier", "te_weinig": "op_papier"}


def add_afwezigheid(pen: Pen, rapport: Rapport) -> None:
    """The sheet with, per employee, every kerntaak that an absence leaves without people or hours."""
    blad = load_wording().afwezigheid
    lines = [*absence_stand(rapport), blad.lezen, blad.voorstel, blad.let_op]
    header_row = pen.start(blad, blad.titel.format(steunpunt=rapport.naam), lines)
    pen.table(header_row, _columns(), _rows(rapport))
    pen.freeze(f"B{header_row + 1}")


def absence_stand(rapport: Rapport) -> Iterator[str]:
    """How many people were looked at, and of whom nothing can be said."""
    blad = load_wording().afwezigheid
    periode = dutch_period(rapport.periode).capitalize()
    yield blad.stand.format(periode=periode, geteld=rapport.geteld, team=len(rapport.team))
    if away := [lid.personeelsnummer for lid in rapport.team if lid.formulier != "goedgekeurd"]:
        yield blad.zonder_formulier.format(namen=some_people(away, rapport.medewerkers, most=6))


def describe_uitval(uitval: Uitval) -> str:
    """What the absence does to the kerntaak: "Er blijft 3 uur over; nodig is 4 uur."."""
    blad = load_wording().afwezigheid
    values = {"over": dutch_number(uitval.over), "nodig": dutch_number(uitval.behoefte or 0)}
    text = blad.gevolgen[uitval.gevolg].uitleg.format(**values)
    return f"{text} {blad.al_op_papier}" if uitval.al_op_papier else text


def describe_invaller(uitval: Uitval, catalog: Catalog) -> str:
    """Why this colleague: "4 uur ruimte; doet al 2 taken van Versterken; koos 3 van de 5 competenties ..."."""
    blad = load_wording().afwezigheid
    if uitval.invaller is None:
        return blad.waarom_niemand
    groep = catalog.groep[catalog.kerntaak[uitval.kerntaak].groep]
    return blad.redenen.tussen.join(_reasons(uitval, uitval.invaller, groep.naam))


def _reasons(uitval: Uitval, invaller: Invaller, groep: str) -> Iterator[str]:
    words = load_wording().afwezigheid.redenen
    room = words.hoogstens if invaller.zonder_uren else words.ruimte
    yield room.format(ruimte=dutch_number(invaller.ruimte))
    if uitval.uren is not None and invaller.ruimte < uitval.uren:
        yield words.krap.format(uren=dutch_number(uitval.uren))
    if invaller.doet_al:
        yield words.doet_al
    yield words.taken.show(invaller.taken, groep=groep)
    if invaller.gevraagd:
        yield words.competenties.format(aantal=invaller.competenties, gevraagd=invaller.gevraagd)


# --- the sheet -----------------------------------------------------------------------------------------------------


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
