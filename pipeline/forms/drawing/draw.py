"""Drawing the sheets that people fill in: titles, label sheets, tables, row heights, drop-downs, protection.

Everything is locked but the answers. Protection has no password, so nothing may depend on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import cast

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Border, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.definitions.layout import STEMPEL, Invoersoort, Kolom, Veld, load_layout
from pipeline.excel import book as wb
from pipeline.excel import palette, room
from pipeline.excel.formulas import literal
from pipeline.excel.styles import Stijl
from pipeline.forms.drawing import cells
from pipeline.forms.drawing.cells import Cel, Styles
from pipeline.forms.drawing.sheet import Rij, Tekening
from pipeline.model.workbook import Plek

_INPUTS: dict[Invoersoort, Stijl] = {"keuze": cells.INPUT_CENTER, "uren": cells.INPUT_CENTER, "datum": cells.INPUT_DATE}
FILTER_FROM = 10  # rows; in a shorter table a filter only hides things
ROW_MIN, HEAD_HEIGHT, ONE_LINE = 16.5, 30.0, 30.0  # points
TITLE_HEIGHT, LINE_HEIGHT = 21.75, 15.75  # points
PORTRAIT_MAX = 100  # column widths that are still readable on A4 portrait
PAGE_MAX = {True: 850.0, False: 1260.0}  # points of rows that are still readable on one A4, landscape or portrait
TAB_INPUT = "E3B505"  # colour of the tab of a sheet with something to fill in


class _GrowingRow(RowDimension):
    """A row with a height to start with that still grows when somebody types a long text in it."""

    @property
    def customHeight(self) -> bool:  # openpyxl's name
        """Never: Excel leaves a height that was set by hand alone."""
        return False


class Drawing:
    """A workbook while it is drawn. cellen: in which cell each answer stands; sheets: the sheets by key."""

    def __init__(self, titel: str) -> None:
        self.book = wb.new_workbook(titel)
        self.styles = Styles({})
        self.cellen: dict[Plek, str] = {}
        self.sheets: dict[str, Worksheet] = {}

    def draw(self, tekening: Tekening) -> None:
        """Draw a sheet with everything on it, behind the sheets that are there."""
        self.cellen.update(tekening.places())
        page = _Page(self, tekening)
        page.begin()
        if tekening.blad.velden:
            page.labels(tekening.blad.velden, tekening.rijen[0].cellen)
        else:
            page.table()
        page.finish()

    def stamp(self, waarden: Mapping[str, str], lijsten: Mapping[str, Sequence[str]]) -> Worksheet:
        """Add the hidden sheet: the stamp in columns A and B, and beside it each list under its defined name."""
        sheet = self.book.create_sheet(STEMPEL)
        sheet.sheet_state = "hidden"  # very hidden does not survive every program
        sheet.protection.sheet = True
        for row, (key, value) in enumerate(waarden.items(), 1):
            self.styles.put(sheet.cell(row, 1), key, cells.PLAIN)
            self.styles.put(sheet.cell(row, 2), value or None, cells.PLAIN_TEXT)
        for column, (name, values) in enumerate(lijsten.items(), 4):
            for row, value in enumerate((name, *values), 1):
                self.styles.put(sheet.cell(row, column), value, cells.PLAIN_TEXT)
            letter = get_column_letter(column)
            place = f"{STEMPEL}!${letter}$2:${letter}${len(values) + 1}"
            self.name(name, place)
        return cast(Worksheet, sheet)  # the stubs say Any

    def name(self, naam: str, plaats: str) -> None:
        """Give cells a name by which a list to choose from finds them."""
        self.book.defined_names[naam] = DefinedName(naam, attr_text=plaats)

    def open_on(self, key: str) -> None:
        """Let the workbook open on this sheet; each sheet has its cursor on the first cell that waits for an answer."""
        self.book.active = self.sheets[key]
        self.sheets[key].sheet_view.tabSelected = True


class _Page:
    """One sheet while it is drawn: the next row, and the rows with cells to fill in or locked ones by key."""

    def __init__(self, drawing: Drawing, tekening: Tekening) -> None:
        self.drawing, self.tekening = drawing, tekening
        self.sheet = drawing.book.create_sheet(tekening.blad.naam)
        self.kolommen = tekening.kolommen
        self.row = 1
        self.open: dict[tuple[str, int], list[int]] = {}
        self.closed: dict[tuple[str, int], list[int]] = {}
        self.blanks: list[str] = []  # cells to fill in without an answer, in order
        self.inputs: list[str] = []  # and those with one

    def begin(self) -> None:
        """Column widths, title and intro."""
        for number, kolom in enumerate(self.kolommen, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = kolom.breedte
        self.line(self.tekening.titel, cells.TITLE, TITLE_HEIGHT)
        for line in self.tekening.intro:
            self.line(line, cells.INTRO)
        for formule in self.tekening.live:
            self.line("", cells.LIVE_LINE, formule=formule)
        self.row += self.tekening.apart

    def line(self, text: str, stijl: Stijl, height: float = LINE_HEIGHT, formule: str = "") -> None:
        """One row with a text, or the outcome of a formula, that runs on over the empty cells beside it."""
        cell = self.sheet.cell(self.row, 1)
        if formule:
            self.drawing.styles.put_formula(cell, formule, stijl)
        else:
            self.drawing.styles.put(cell, text, stijl)
        self.sheet.row_dimensions[self.row].height = height
        self.row += 1

    def labels(self, velden: Iterable[Veld], cellen: Mapping[str, Cel]) -> None:
        """Labels in A with their answers in B, and the texts of marks in C."""
        for veld in velden:
            cel = cellen[veld.key]
            head = cells.LABEL_TOP if veld.hoogte > ONE_LINE else cells.LABEL
            self.drawing.styles.put(self.sheet.cell(self.row, 1), veld.label, head)
            self.answer(veld.key, 2, cel, _label_style(veld, cel))
            needed = [room.height(cel.tekst, self.kolommen[1].breedte), self.letop([cel])]
            self.sheet.row_dimensions[self.row].height = min(max(veld.hoogte, *needed), room.ROW_MAX)
            self.row += 1
        self.print_on_a4(landscape=False, header_row=1)

    def print_on_a4(self, *, landscape: bool, header_row: int, whole: bool = False) -> None:
        """One page wide, with the header row, whose form it is and the number of the page on every page."""
        pagina, voet = load_layout().woorden["pagina"], self.tekening.van
        wb.set_a4(self.sheet, pagina, landscape=landscape, header_row=header_row, voet=voet, whole=whole)

    def table(self) -> None:
        """Header row and rows; the header stays in sight and is printed on every page."""
        top = self.row
        self.sheet.row_dimensions[top].height = HEAD_HEIGHT
        for number, kolom in enumerate(self.kolommen, 1):
            head = cells.HEAD_CENTER if _centered(kolom) else cells.HEAD
            self.drawing.styles.put(self.sheet.cell(top, number), kolom.kop, head)
        for rij in self.tekening.rijen:
            self.row += 1
            self.table_row(rij)
        self.sheet.freeze_panes = f"A{top + 1}"
        landscape = self.tekening.breedte > PORTRAIT_MAX
        heights = sum(self.sheet.row_dimensions[row].height or 0.0 for row in range(1, self.row + 1))
        whole = self.tekening.blad.heeft_codes and heights <= PAGE_MAX[landscape]
        self.print_on_a4(landscape=landscape, header_row=top, whole=whole)
        if self.tekening.blad.heeft_codes and len(self.tekening.rijen) >= FILTER_FROM:
            last = get_column_letter(len(self.kolommen))
            self.sheet.auto_filter.ref = f"A{top}:{last}{self.row}"
        self.row += 2

    def table_row(self, rij: Rij) -> None:
        """One row, high enough for the longest text in it."""
        needed = [ROW_MIN, self.letop(rij.cellen.values())]
        for number, kolom in enumerate(self.kolommen, 1):
            if kolom is self.tekening.letop:
                continue
            cel = rij.cellen.get(kolom.key, Cel())
            stijl = _stijl(kolom, cel)
            if self.tekening.blad.heeft_codes and kolom.soort in ("vast", "live", "tekst"):
                stijl = cells.small(stijl)
            if self.tekening.blad.regels_leeg:
                stijl = cells.bare(stijl)
            self.answer(kolom.key, number, cel, cells.starting(stijl) if rij.begin else stijl)
            needed.append(room.height(cel.tekst, kolom.breedte, stijl.font.size))
        growing = _GrowingRow(self.sheet, index=self.row, ht=min(max(needed), room.ROW_MAX))
        self.sheet.row_dimensions[self.row] = growing

    def answer(self, key: str, number: int, cel: Cel, stijl: Stijl) -> None:
        """A cell with its style, comment and link; remembers where validations and the cursor belong."""
        cell = self.sheet.cell(self.row, number)
        if cel.formule:
            self.drawing.styles.put_formula(cell, cel.formule, stijl)
        else:
            self.drawing.styles.put(cell, cel.value, cells.marked(stijl, cel.merk.ernst) if cel.merk else stijl)
        if cel.uitleg:
            cell.comment = cells.comment(cel.uitleg, self.tekening.uitlegbreedte)
        if cel.link:
            cell.hyperlink = Hyperlink(ref=cell.coordinate, location=cel.link)
        (self.open if cel.open else self.closed).setdefault((key, number), []).append(self.row)
        if cel.open:
            (self.inputs if cel.value is not None else self.blanks).append(cell.coordinate)

    def letop(self, cellen: Iterable[Cel]) -> float:
        """Write the texts of a row's marks beside it; returns the height in points that they take."""
        kolom = self.tekening.letop
        teksten = [cel.merk.tekst for cel in cellen if cel.merk and cel.merk.tekst]
        if kolom is None or not teksten:
            return 0.0
        cell = self.sheet.cell(self.row, self.kolommen.index(kolom) + 1)
        self.drawing.styles.put(cell, "\n".join(teksten), cells.FIXED)
        return room.height("\n".join(teksten), kolom.breedte)

    def finish(self) -> None:
        """Closing lines, validations, protection, print layout and the place of the cursor."""
        for line in self.tekening.broken(self.tekening.slot):
            self.line(line, cells.INTRO)
        self.validate()
        self.protect()
        self.colour()
        self.sheet.sheet_view.showGridLines = False
        self.sheet.sheet_properties.tabColor = TAB_INPUT if self.open else palette.DARK
        start = next(iter((*self.blanks, *self.inputs)), "A1")
        selection = self.sheet.sheet_view.selection[-1]
        selection.activeCell = selection.sqref = start
        self.drawing.sheets[self.tekening.key] = self.sheet

    def validate(self) -> None:
        """Attach each validation to the cells that it is for."""
        for places, made in ((self.open, self.tekening.toets), (self.closed, self.tekening.gesloten)):
            for (key, column), rows in places.items():
                if validation := made.get(key):
                    validation.sqref = MultiCellRange(_ranges(get_column_letter(column), rows))
                    self.sheet.add_data_validation(validation)

    def colour(self) -> None:
        """Give the words of live cells their colours while they change, and empty rows the look of cells to fill in."""
        for key, words in self.tekening.kleuren.items():
            place = self.tekening.column(key).replace("$", "")
            cell = place.partition(":")[0]
            for word, kleur in words:
                self.format_where(f"ISNUMBER(SEARCH({literal(word)},{cell}))", place, fill=cells.FILLS[kleur])
        first, alarm = len(self.tekening.intro) + 2, self.tekening.alarm
        for row in range(first, first + len(self.tekening.live)):
            self.format_where(f"LEFT($A{row},{len(alarm)})={literal(alarm)}", f"A{row}", font=cells.ALARM)
        if self.tekening.blad.regels_leeg:  # what only looks filled is not printed
            last = get_column_letter(len(self.kolommen))
            place = f"A{self.tekening.top + 1}:{last}{self.tekening.top + len(self.tekening.rijen)}"
            self.format_where("TRUE", place, fill=cells.EMPTY_FILL, border=cells.as_border(cells.INPUT_BORDER))

    def format_where(self, formula: str, place: str, **looks: Font | PatternFill | Border) -> None:
        """A conditional format."""
        rule = FormulaRule([formula], **looks)  # type: ignore[no-untyped-call]  # the stubs leave it untyped
        self.sheet.conditional_formatting.add(place, rule)

    def protect(self) -> None:
        """Lock all but the answers; what does no harm stays possible (a False of openpyxl allows)."""
        protection = self.sheet.protection
        protection.sheet = True
        protection.formatColumns = protection.formatRows = protection.autoFilter = protection.sort = False
        if self.tekening.blad.regels_leeg:
            protection.insertRows = False


def _stijl(kolom: Kolom, cel: Cel) -> Stijl:
    if cel.open:
        return _INPUTS.get(kolom.soort, cells.INPUT_NUMMER if kolom.key == "personeelsnummer" else cells.INPUT)
    if kolom.soort == "keuze":
        return cells.LOCKED
    if cel.link:
        return cells.LINK_CENTER if _centered(kolom) else cells.LINK
    if kolom.soort == "live":
        return cells.LIVE_CENTER if _centered(kolom) else cells.LIVE
    return cells.FIXED_CENTER if _centered(kolom) else cells.FIXED


def _label_style(veld: Veld, cel: Cel) -> Stijl:
    if not cel.open:
        return cells.LOCKED_TEXT
    if veld.soort == "datum":
        return cells.INPUT_DATE
    if veld.soort == "vast":
        return cells.INPUT_NUMMER
    return cells.INPUT_TOP if veld.hoogte > ONE_LINE else cells.INPUT


def _centered(kolom: Kolom) -> bool:
    return kolom.soort in ("keuze", "uren") or kolom.key in ("code", "stap", "cel", "eerder", "uitkomst", "stand")


def _ranges(letter: str, rows: Sequence[int]) -> str:
    """Rows that follow each other as one range: "E6:E21 E23"."""
    runs = [[row for _, row in run] for _, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0])]
    return " ".join(f"{letter}{run[0]}:{letter}{run[-1]}" for run in runs)
