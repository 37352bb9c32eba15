"""Milliseconds per form for making forms, beside openpyxl that writes the same cells without any design.

Usage: python -m benchmarks.forms [FORMS]   (default 100; both sides in one run, in turns)

What each side includes:
  ours      everything from the team member to the bytes of the file: prefill, formulas, styles, drop-downs, comments.
            fresh: what `forms` makes (drawn once, then cast for each person); the first one, which is drawn, counts
            drawn: what cannot be cast (a returned form, one filled with last month's answers and marks)
  openpyxl  a new Workbook with the values and formulas of all cells of that form, and save; no style, no validation
"""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Callable
from dataclasses import replace

import openpyxl

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import load_layout
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.rules import load_rules
from pipeline.excel.book import to_bytes
from pipeline.forms.invulschema import draw_form, make_invulschema
from pipeline.forms.prefill import prefill
from pipeline.model.steunpunt import Medewerker, Steunpunt

ONTWERP = Ontwerp(shipped_catalog(), load_layout(), load_rules())
ROUND = 10  # forms of one side before the other has its turn: the machine's mood hits both
Cells = dict[str, list[tuple[int, int, object]]]


def people(count: int) -> list[Medewerker]:
    """Team members on the three example profiles in turn."""
    voorbeelden = [voorbeeld.naam for voorbeeld in ONTWERP.catalog.voorbeeldprofielen]
    return [
        Medewerker(str(1000 + n), f"Medewerker {n}", "Medewerker", 32.0, "Leiding", voorbeelden[n % len(voorbeelden)])
        for n in range(count)
    ]


def cells_of(form: bytes) -> Cells:
    """The values and formulas of a form by sheet."""
    book = openpyxl.load_workbook(io.BytesIO(form))
    return {
        sheet.title: [(c.row, c.column, c.value) for row in sheet.iter_rows() for c in row if c.value is not None]
        for sheet in book
    }


def plain(cells: Cells) -> bytes:
    """The same cells as openpyxl's manual writes them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, values in cells.items():
        sheet = book.create_sheet(title)
        for row, column, value in values:
            sheet.cell(row, column).value = value
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that the work takes."""
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def main() -> None:
    """Run the sides in turns and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100
    team = people(count)
    uitgevoerd = frozenset(groep.code for groep in ONTWERP.catalog.te_kiezen)
    steunpunt = Steunpunt("proef", "Steunpunt Proef", uitgevoerd=uitgevoerd, team=tuple(team))

    def fresh(person: Medewerker) -> bytes:
        return make_invulschema(ONTWERP.catalog, ONTWERP.layout, ONTWERP.rules, steunpunt, person)

    def drawn(person: Medewerker) -> bytes:
        return to_bytes(draw_form(ONTWERP, prefill(ONTWERP, steunpunt, person)).book)

    first = timed(lambda: fresh(team[0]))
    cells = cells_of(drawn(replace(team[0], naam="Medewerker")))
    spent = {"fresh": first, "drawn": 0.0, "openpyxl": 0.0}
    for start in range(0, count, ROUND):
        group = team[start : start + ROUND]
        spent["fresh"] += timed(lambda group=group: [fresh(person) for person in group])
        spent["drawn"] += timed(lambda group=group: [drawn(person) for person in group])
        spent["openpyxl"] += timed(lambda group=group: [plain(cells) for _ in group])
    print(f"{count} forms of {sum(map(len, cells.values()))} cells, milliseconds per form (best read as ratios)\n")
    print(f"{'':10}{'ours':>8}{'openpyxl':>10}{'ratio':>8}")
    for side in ("fresh", "drawn"):
        ratio = spent[side] / spent["openpyxl"]
        print(f"{side:10}{spent[side] / count:8.2f}{spent['openpyxl'] / count:10.2f}{ratio:8.2f}")


if __name__ == "__main__":
    main()
