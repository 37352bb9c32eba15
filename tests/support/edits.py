"""Random edits of a filled form, as somebody does them who took the protection off; every typed word is one of a kind.

A form is its cells, sheet by sheet: rows of values, so that a hundred forms take seconds.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from openpyxl import Workbook
from openpyxl.comments import Comment

from pipeline.base.places import cell_name, cell_place
from pipeline.checking.judge import validate
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import STEMPEL, load_layout
from pipeline.definitions.messages import severity
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.printed import printed
from pipeline.definitions.rules import load_rules
from pipeline.forms.invulschema import draw_form
from pipeline.forms.prefill import prefill
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.catalog import BLADEN
from pipeline.model.findings import Finding
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Plek, Value, Werkmap
from tests.support.forms import gelezen, teambook
from tests.support.reading import complete, to_bytes

Cells = list[list[Value]]
ANNA = Medewerker("1001", "Anna Voorbeeld", "adviseur", 36.0, "Lies Verzonnen", "bemiddelaar")
ZONNEDAEL = Steunpunt("zonnedael", "Steunpunt Zonnedael", uitgevoerd=frozenset({"BF1", "BF2", "BF3"}), team=(ANNA,))
TEAM = f'Team | 1001 "{ANNA.naam}" {ANNA.functienaam} 36 "{ANNA.leidinggevende}"'
WIDE, DEEP = 4, 6  # columns and rows beyond what a sheet holds in which somebody may type


@dataclass
class Form:
    """The cells of a form by the name of the sheet, and the comments by sheet and cell."""

    sheets: dict[str, Cells]
    random: random.Random
    number: int = 0
    comments: dict[tuple[str, str], str] = field(default_factory=dict)

    def word(self) -> str:
        """A word that stands nowhere else."""
        self.number += 1
        return f"woord{self.number:04d}"

    def words(self) -> Iterator[tuple[str, str, str]]:
        """Sheet, cell and word of everything that was typed and is still there."""
        for name, cells in self.sheets.items():
            for row, values in enumerate(cells, 1):
                for column, value in enumerate(values, 1):
                    if found := re.search(r"woord\d{4}", str(value)):
                        yield name, cell_name(row, column), found[0]

    def put(self, name: str, row: int, column: int, value: Value) -> None:
        """Type in a cell, counted from 0."""
        cells = self.sheets[name]
        cells.extend([] for _ in range(row + 1 - len(cells)))
        cells[row].extend([None] * (column + 1 - len(cells[row])))
        cells[row][column] = value

    def type(self, name: str, cel: str, value: Value) -> None:
        """Type in a cell, by its address."""
        row, column = cell_place(cel)
        self.put(name, row - 1, column - 1, value)

    def file(self) -> bytes:
        """The form as a file."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for name, cells in self.sheets.items():
            sheet = book.create_sheet(name)
            for row in cells:
                sheet.append(row)
        for (name, cel), text in self.comments.items():
            book[name][cel].comment = Comment(text, "")
        return to_bytes(book)


@cache
def _drawn() -> tuple[dict[str, Cells], dict[Plek, str]]:
    ontwerp = Ontwerp(shipped_catalog(), load_layout(), load_rules())
    drawing = draw_form(ontwerp, prefill(ontwerp, ZONNEDAEL, ANNA))
    sheets = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in drawing.book}
    sheets[STEMPEL] = [row[:2] for row in sheets[STEMPEL]]  # beside the stamp the form only calculates
    return sheets, drawing.cellen


def handed_out(seed: int = 0) -> tuple[Form, dict[Plek, str]]:
    """A form as it is handed out, and in which cell each answer belongs."""
    sheets, cellen = _drawn()
    return Form({name: [[*row] for row in cells] for name, cells in sheets.items()}, random.Random(seed)), cellen


def filled_form(seed: int) -> Form:
    """A form, filled in at random; every note is a word of its own."""
    form, cellen = handed_out(seed)
    for (key, _, kolom), cel in cellen.items():
        name, chance = load_layout().formulier[key].naam, form.random.random()
        value = {"gekozen": "ja", "uren": form.random.randint(0, 8)}.get(kolom) or form.word()
        if key in BLADEN and kolom in ("gekozen", "uren", "toelichting") and chance < 0.4:
            form.type(name, cel, value)
    return form


def read_form(form: Form, data: bytes = b"") -> Werkmap:
    """The form as a run reads it, or a file of it; the message of every finding must be complete."""
    layout = load_layout()
    gedrukt = printed(shipped_catalog(), layout)
    return complete(read_werkmap(data or form.file(), "formulieren/1001.xlsx", [Leesvorm(layout.formulier, gedrukt)]))


def edited_form(seed: int) -> tuple[Form, list[str]]:
    """A form, filled in and then edited up to eight times, at random; and what was done."""
    form = filled_form(seed)
    return form, [edit(form) for _ in range(form.random.randint(1, 8))]


def edit(form: Form) -> str:
    """One edit, at random; what it was."""
    do = form.random.choice(EDITS)
    do(form, form.random.choice([naam for naam in form.sheets if naam != STEMPEL]))
    return do.__name__


def type_anywhere(form: Form, name: str) -> None:
    """A word in any cell, also where something stands."""
    rows, columns = _size(form, name)
    form.put(name, form.random.randrange(rows + DEEP), form.random.randrange(columns + WIDE), form.word())


def sort_rows(form: Form, name: str) -> None:
    """Some rows sorted by a column, perhaps with the header among them."""
    rows, columns = _size(form, name)
    first, last = sorted((form.random.randrange(rows), form.random.randrange(rows)))
    by = form.random.randrange(columns)
    cells = form.sheets[name]
    cells[first : last + 1] = sorted(cells[first : last + 1], key=lambda row: str(row[by]) if by < len(row) else "")


def insert_row(form: Form, name: str) -> None:
    """A blank row."""
    form.sheets[name].insert(form.random.randrange(_size(form, name)[0]), [])


def insert_column(form: Form, name: str) -> None:
    """A blank column."""
    place = form.random.randrange(_size(form, name)[1])
    for row in form.sheets[name]:
        row.insert(place, None)


def delete_row(form: Form, name: str) -> None:
    """What is deleted is gone, and nobody misses it."""
    del form.sheets[name][form.random.randrange(_size(form, name)[0])]


def wipe(form: Form, name: str) -> None:
    """Some cells below each other made blank."""
    rows, columns = _size(form, name)
    start, column = form.random.randrange(rows), form.random.randrange(columns)
    for row in range(start, min(start + form.random.randint(1, 4), rows)):
        form.put(name, row, column, None)


def copy_block(form: Form, name: str) -> None:
    """A block copied to another place of the sheet."""
    rows, columns = _size(form, name)
    top, left = form.random.randrange(rows), form.random.randrange(columns)
    height, width = form.random.randint(1, 5), form.random.randint(1, 6)
    block = [row[left : left + width] for row in form.sheets[name][top : top + height]]
    down, right = form.random.randrange(rows + DEEP), form.random.randrange(columns + WIDE)
    for row, values in enumerate(block, down):
        for column, value in enumerate(values, right):
            form.put(name, row, column, value)


def remark(form: Form, name: str) -> None:
    """A comment beside any cell."""
    rows, columns = _size(form, name)
    cel = cell_name(form.random.randint(1, rows), form.random.randint(1, columns))
    form.comments[name, cel] = form.word()


def own_sheet(form: Form, _: str) -> None:
    """A sheet of one's own."""
    form.sheets.setdefault("Mijn blad", [])
    form.put("Mijn blad", form.random.randrange(9), form.random.randrange(5), form.word())


EDITS: tuple[Callable[[Form, str], None], ...] = (
    *(type_anywhere, type_anywhere, type_anywhere),
    *(sort_rows, insert_row, insert_column, delete_row, wipe, copy_block, remark, own_sheet),
)


def _size(form: Form, name: str) -> tuple[int, int]:
    cells = form.sheets[name]
    return max(len(cells), 1), max(map(len, cells), default=1) or 1


def untold(form: Form, data: bytes = b"") -> list[tuple[str, str, str]]:
    """The typed words of a form, or of a file of it, that a run would lose."""
    werkmap = read_form(form, data)
    (oordeel,) = validate([gelezen(teambook(TEAM), werkmap)], shipped_catalog())[0].oordelen
    return lost(form, werkmap, oordeel.findings)


def lost(form: Form, werkmap: Werkmap, findings: tuple[Finding, ...]) -> list[tuple[str, str, str]]:
    """Typed words that stand in no answer of an entry and in no finding."""
    if not werkmap.leesbaar:
        return []
    read = {*_answers(werkmap)}
    typed = [(name, cel, word) for name, cel, word in form.words() if (name, cel) not in read]
    typed += [(name, cel, word) for (name, cel), word in form.comments.items()]
    return [(name, cel, word) for name, cel, word in typed if not any(_names(one, name, cel) for one in findings)]


def _answers(werkmap: Werkmap) -> Iterator[tuple[str, str]]:
    """Sheet and cell of the answers beside labels and on the rows of entries."""
    for key, labels in werkmap.velden.items():
        yield from ((werkmap.namen[key], answer.cel) for answer in labels.values())
    for key, rows in werkmap.tabellen.items():
        for row in rows:
            if row.code in shipped_catalog().ingangen(key):
                yield from (
                    (werkmap.namen[key], answer.cel) for kolom, answer in row.answers.items() if kolom != "code"
                )


def _names(finding: Finding, name: str, cel: str) -> bool:
    """Whether a finding is about a cell: it names it, or it is an error about the row or the whole sheet."""
    if finding.address.blad != name:
        return False
    cells = finding.values.get("cellen", "")
    if finding.address.cel == cel or any(_within(part, cel) for part in cells.split(", ") if part):
        return True
    wrong = severity(finding.code) == "fout"
    return wrong and (not finding.address.cel or cell_place(finding.address.cel)[0] == cell_place(cel)[0])


def _within(part: str, cel: str) -> bool:
    first, _, last = part.partition(":")
    (top, left), (row, column) = cell_place(first), cell_place(cel)
    return left == column and top <= row <= cell_place(last or first)[0]
