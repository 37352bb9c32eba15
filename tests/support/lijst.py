"""Lists of an umbrella as somebody makes them; shared by the tests. All people and places are made up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from pipeline.checking.medewerkerslijst import read_lijst
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.model.findings import Finding, Stop
from tests.support.workbooks import LAYOUT, RULES

BLAD = LAYOUT.lijst["medewerkers"]
HEADERS = [kolom.kop for kolom in BLAD.kolommen]
ANNA = (
    "Steunpunt Zonnedael",
    "Zonnedael",
    "Koepel Zuid",
    "0101",
    "Anna Voorbeeld",
    "bemiddelaar",
    "28,5",
    "Lies V",
    "",
    "",
)
BO = ("steunpunt  ZONNEDAEL", "", "koepel zuid", "0102", "Bo Verzonnen", "medewerker", None, "", "Bemiddelaar", "")
CAS = ("Vrijwilligers Daal", "Daal", "", "0101", "=Cas", "", 32, "", "", "")
Cells = Sequence[object]


def write(path: Path, rows: Sequence[Cells], headers: Sequence[str] = HEADERS, blad: str = "Medewerkers") -> Path:
    """A plain workbook of somebody's own with these rows, the header in row 1."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = blad
    for row in (headers, *rows):
        sheet.append([None] * len(row))
        for place, value in enumerate(row, 1):
            cell = sheet.cell(sheet.max_row, place)
            cell.value = value or None  # type: ignore[assignment]  # whatever a test wants in a cell
            if isinstance(value, str) and value:
                cell.data_type = "s"
    book.save(path)
    return path


def faults(path: Path) -> list[Finding]:
    """What is wrong with a list."""
    with pytest.raises(Stop) as stop:
        read_lijst(path, shipped_catalogi(), RULES)
    return list(stop.value.findings)


def placed(findings: Sequence[Finding]) -> list[tuple[str, str]]:
    """Code and cell."""
    return [(finding.code, finding.address.cel) for finding in findings]
