"""Drawing the sheet that divides hours over a team: rows of kerntaken, columns of people, live what that comes to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipeline.base.dutch import dutch_number
from pipeline.base.places import Coord, cell_name, column_letters
from pipeline.definitions.layout import Blad, Fout
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.rules import BEHOEFTE_MAX
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.excel import room
from pipeline.excel.formulas import literal
from pipeline.excel.styles import BOLD, MIDDLE, QUIET, Stijl
from pipeline.forms.drawing import cells
from pipeline.forms.drawing.cells import Cel, Kleur
from pipeline.forms.drawing.draw import LINE_HEIGHT, TITLE_HEIGHT, Drawing
from pipeline.forms.drawing.raster import Raster, Toets, draw_raster
from pipeline.forms.drawing.validation import Inputs, where
from pipeline.forms.live.rooster import LIJNEN, VAST, Rooster
from pipeline.forms.live.verdeling import above_person, beside_task, status_word, summary
from pipeline.forms.verdeling import Verdeling, lines, name_width, places
from pipeline.model.analysed import Dekkingstatus

LIST_PEOPLE = "lijst_personeelsnummers"  # defined name of the numbers on Team
_NAME_HEIGHT, _LINE, _HEAD = 28.5, 15.0, 18.0  # points
_SMALL = {"naam", "oordeel"}
_COLOURS: dict[Dekkingstatus, Kleur] = {
    "ongedekt": "fout",
    "op_papier": "papier",
    "kwetsbaar": "let op",
    "gedekt": "goed",
    "niet_gekozen": "stil",
}
_BAND = Stijl(BOLD, QUIET, MIDDLE)
_FIGURE = Stijl(alignment=MIDDLE)
_NUMBER = replace(cells.INPUT_NUMMER, font=BOLD, alignment=MIDDLE)


def draw_verdeling(drawing: Drawing, key: str, verdeling: Verdeling, rooster: Rooster) -> None:
    """Draw the sheet; what it calculates comes on the hidden one (`forms.live.verdeling.calculation`)."""
    last = column_letters(len(VAST) + rooster.personen)
    first = f"{rooster.letter('1')}{rooster.kop + 1}"
    waiting = first if verdeling.personen or rooster.team is None else f"{rooster.letter('1')}{rooster.kop}"
    raster = Raster(
        key=key,
        naam=verdeling.blad.naam,
        cellen=dict(_cells(verdeling, rooster)),
        breedtes=_widths(verdeling.blad, rooster),
        hoogtes=dict(_heights(verdeling, rooster)),
        toetsen=[*_checks(verdeling.blad, rooster, last)],
        kleuren=[*_colours(rooster, last)],
        vast=first,
        start=waiting,
        titels=f"A:{column_letters(len(VAST))}",
        kop=rooster.kop,
        voet=verdeling.voet,
    )
    draw_raster(drawing, raster)


# --- cells ---------------------------------------------------------------------------------------------------------


def _cells(verdeling: Verdeling, rooster: Rooster) -> Iterator[tuple[Coord, tuple[Cel, Stijl]]]:
    starts = _starts(rooster)
    yield (1, 1), (Cel(verdeling.titel), cells.TITLE)
    for row, line in enumerate(lines(verdeling.regels), 2):
        yield (row, 1), (Cel(line), cells.INTRO)
    yield (rooster.lijn("naam") - 1, 1), (Cel(formule=summary(rooster)), cells.LIVE_LINE)
    yield from _above(rooster)
    for number, kolom in enumerate(verdeling.blad.kolommen[: len(VAST)], 1):
        head = cells.HEAD if kolom.key == "naam" else cells.HEAD_CENTER
        yield (rooster.kop, number), (Cel(kolom.kop), head)
    for code, taak in rooster.ontwerp.catalog.kerntaak.items():
        row = rooster.rij(code)
        for number, key in enumerate(VAST, 1):
            cel, stijl = _fixed(rooster, key, code, taak.naam, row)
            yield (row, number), (cel, cells.starting(stijl) if code in starts else stijl)
    for (row, column), value in places(verdeling, rooster):
        cel = Cel(value, open=True)
        yield (
            (row, column),
            (cel, cells.starting(_stijl(rooster, row)) if row in starts.values() else _stijl(rooster, row)),
        )
    for row, line in enumerate(lines(_below(rooster)), rooster.laatste + 1):
        yield (row, 1), (Cel(line), cells.INTRO)


def _starts(rooster: Rooster) -> dict[str, int]:
    """Code -> row of the first kerntaak of each group."""
    first: dict[str, str] = {}
    for code, taak in rooster.ontwerp.catalog.kerntaak.items():
        first.setdefault(taak.groep, code)
    return {code: rooster.rij(code) for code in first.values()}


def _stijl(rooster: Rooster, row: int) -> Stijl:
    """The style of a cell that is filled in."""
    if row == rooster.kop:
        return _NUMBER
    return cells.small(cells.INPUT_CENTER) if row == rooster.lijn("naam") else cells.INPUT_CENTER


def _fixed(rooster: Rooster, key: str, code: str, naam: str, row: int) -> tuple[Cel, Stijl]:
    if key == "code":
        return Cel(code), cells.small(cells.FIXED_CENTER)
    if key == "naam":
        return Cel(naam), cells.small(cells.FIXED)
    if key == "stand":
        return Cel(formule=beside_task(rooster, key, row)), cells.small(cells.FIXED)
    return Cel(formule=beside_task(rooster, key, row)), _FIGURE


def _above(rooster: Rooster) -> Iterator[tuple[Coord, tuple[Cel, Stijl]]]:
    """The lines above the header: a label, the total of the team, and what holds for each person."""
    words = load_verdeling().lijnen
    for key in LIJNEN:
        row = rooster.lijn(key)
        for number, fixed in enumerate(VAST, 1):
            band = cells.LABEL if fixed == "naam" else _BAND
            cel = Cel(words[key]) if fixed == "naam" else Cel()
            if fixed == "samen" and key in ("contract", "uren", "ruimte"):
                across = f"{rooster.letter('1')}{row}:{rooster.letter(rooster.nummers[-1])}{row}"
                cel = Cel(formule=f"ROUND(SUM({across}),2)")
            yield (row, number), (cel, band)
        for nummer in rooster.nummers:
            if rooster.team is None and key in ("naam", "contract"):
                continue
            stijl = cells.small(_BAND) if key in _SMALL else _FIGURE
            yield (row, len(VAST) + int(nummer)), (Cel(formule=above_person(rooster, key, nummer)), stijl)


# --- looks ---------------------------------------------------------------------------------------------------------


def _below(rooster: Rooster) -> tuple[str, str]:
    """What the hours on the sheet are for, and what its words mean."""
    uitleg = load_verdeling().uitleg
    statuses = [(begrip.woord, begrip.uitleg) for begrip in load_wording().statussen.values()]
    people = [(word.tekst, word.uitleg) for word in load_verdeling().oordelen.values()]
    told = " ".join(f"{word.capitalize()}: {meaning}" for word, meaning in [*statuses, *people])
    return uitleg["verdeling" if rooster.team else "wat_als"], uitleg["woorden"].format(woorden=told)


def _widths(blad: Blad, rooster: Rooster) -> list[float]:
    fixed = [kolom.breedte for kolom in blad.kolommen[: len(VAST)]]
    return [*fixed, *[blad.kolommen[len(VAST)].breedte] * rooster.personen]


def _heights(verdeling: Verdeling, rooster: Rooster) -> Iterator[tuple[int, float]]:
    naam = verdeling.blad.kolommen[1].breedte
    yield 1, TITLE_HEIGHT
    for row in range(2, rooster.lijn("naam")):
        yield row, LINE_HEIGHT
    width = name_width(verdeling.blad)
    names = [room.height(persoon.naam, width) for persoon in verdeling.personen if persoon.naam]
    yield rooster.lijn("naam"), max(_NAME_HEIGHT, *names, 0.0)
    for key in LIJNEN[1:]:
        yield rooster.lijn(key), _LINE
    yield rooster.kop, _HEAD
    for code, taak in rooster.ontwerp.catalog.kerntaak.items():
        yield rooster.rij(code), max(_LINE, room.height(taak.naam, naam, room.SMALL))


def _checks(blad: Blad, rooster: Rooster, last: str) -> Iterator[Toets]:
    first, top = rooster.letter("1"), rooster.kop + 1
    bottom = rooster.laatste - 1
    grenzen, words = rooster.ontwerp.rules.grenzen, load_verdeling()
    inputs = Inputs(
        rooster.ontwerp.layout,
        {"contracturen": grenzen.contracturen, "uren": BEHOEFTE_MAX},
        {"personeelsnummer": LIST_PEOPLE} if rooster.team else {},
    )
    if chosen := inputs.one(blad.kolom("personeelsnummer")):
        chosen.allow_blank = False  # Excel takes anything when a list holds blanks and these are ignored
        yield chosen, f"{first}{rooster.kop}:{last}{rooster.kop}"
    cel = f"{first}{top}"
    formule = f"OR({cel}={literal(words.onbekend)},AND(ISNUMBER({cel}),{cel}>=0,{cel}<={grenzen.uren_kerntaak:g}))"
    tekst = words.urenfout.tekst.replace("{maximum}", dutch_number(grenzen.uren_kerntaak))
    yield where(formule, Fout(titel=words.urenfout.titel, tekst=tekst)), f"{cel}:{last}{bottom}"
    if rooster.team is None:
        line = rooster.lijn("contract")
        yield inputs.hours(blad.kolom("contracturen")), f"{first}{line}:{last}{line}"
        need = blad.kolom("benodigd").model_copy(update={"key": "uren"})  # as on Behoefte
        yield inputs.hours(need), f"C{top}:C{bottom}"


def _colours(rooster: Rooster, last: str) -> Iterator[tuple[str, str, Kleur]]:
    """Colours beside words, while these change; of hours those that count, and those that stand for nothing."""
    top, bottom, first = rooster.kop + 1, rooster.laatste - 1, rooster.letter("1")
    stand, cel = cell_name(top, len(VAST)), f"{first}{top}"
    for status, kleur in _COLOURS.items():
        word = status_word(status)
        yield f"LEFT(${stand},{len(word)})={literal(word)}", f"{stand}:{cell_name(bottom, len(VAST))}", kleur
    verdict = rooster.lijn("oordeel")
    for oordeel in load_verdeling().oordelen.values():
        yield f"{first}{verdict}={literal(oordeel.tekst)}", f"{first}{verdict}:{last}{verdict}", oordeel.kleur
    left = rooster.lijn("ruimte")
    yield f"AND(ISNUMBER({first}{left}),{first}{left}<0)", f"{first}{left}:{last}{left}", "fout"
    hours = f"{cel}:{last}{bottom}"
    yield f'AND({first}${rooster.kop}="",{cel}<>"")', hours, "fout"
    yield f"OR({cel}={literal(load_verdeling().onbekend)},AND(ISNUMBER({cel}),{cel}=0))", hours, "let op"
    yield f'{cel}<>""', hours, "bezet"
