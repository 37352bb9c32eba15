"""The same answers as saved by LibreOffice, by openpyxl, and by nobody (typed in the XML of our own form)."""

from __future__ import annotations

import io
import re
import subprocess
import tempfile
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from benchmarks.mould import Mould
from benchmarks.patterns import Cells, Pattern, cells_of, filled, handed_out, make_team, team_patterns, typed
from pipeline.definitions.layout import STEMPEL
from pipeline.excel.sheet_xml import cell_xml
from pipeline.model.workbook import Value

LIBREOFFICE, OPENPYXL, FRESH = "libreoffice", "openpyxl", "fresh"
SHAPES = (LIBREOFFICE, OPENPYXL, FRESH)
HOURS_SHEET = "Kerntaken"


def saved_by_libreoffice(workbooks: Sequence[bytes]) -> list[bytes]:
    """Each workbook opened and saved as .xlsx, all by one LibreOffice."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        out = folder / "out"
        paths = [folder / f"{number}.xlsx" for number in range(len(workbooks))]
        for path, workbook in zip(paths, workbooks, strict=True):
            path.write_bytes(workbook)
        own = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        command = ["soffice", "--headless", own, "--convert-to", "xlsx", "--outdir", str(out), *map(str, paths)]
        subprocess.run(command, check=True, capture_output=True, timeout=600)
        return [(out / path.name).read_bytes() for path in paths]


def typed_in_xml(form: bytes, cells: Cells) -> bytes:
    """The form with these values in its XML, and everything else as it was."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(form)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        parts = {part: _values(cells, sheet) for sheet, part in _sheets(old).items()}
        for entry in old.infolist():
            xml = old.read(entry).decode()
            for cell, value in parts.get(entry.filename, {}).items():
                xml, found = re.subn(rf'(<c r="{cell}"(?: s="\d+")?)[^>]*?(?:/>|>.*?</c>)', _put(value), xml)
                if found != 1:
                    raise LookupError(cell)
            new.writestr(entry, xml)
    return buffer.getvalue()


def _sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of a sheet -> its part; all three programs number the parts in the order of the sheets."""
    names = re.findall(r'<sheet\b[^>]*? name="([^"]*)"', archive.read("xl/workbook.xml").decode())
    return {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, 1)}


def _values(cells: Cells, sheet: str) -> dict[str, Value]:
    return {cell: value for (title, cell), value in cells.items() if title == sheet}


def _put(value: Value) -> Callable[[re.Match[str]], str]:
    return lambda found: cell_xml(found[1], value)


@dataclass(frozen=True)
class Moulds:
    """The moulds of a steunpunt: of its forms by pattern and shape, and of its team workbook by shape."""

    forms: Mapping[tuple[Pattern, str], Mould]
    team: Mapping[str, Mould]


@cache
def make_moulds(people: int) -> Moulds:
    """The moulds of a steunpunt of so many people; LibreOffice takes some ten seconds."""
    patterns = list(dict.fromkeys(team_patterns(people)))
    blank = [handed_out(pattern, people) for pattern in patterns]
    retyped = [filled(pattern, form) for pattern, form in zip(patterns, blank, strict=True)]
    cells = [typed(form, again) for form, again in zip(blank, retyped, strict=True)]
    fresh = [typed_in_xml(form, values) for form, values in zip(blank, cells, strict=True)]
    with tempfile.TemporaryDirectory() as folder:
        team = make_team(Path(folder) / "team", people).read_bytes()
    *opened, opened_team = saved_by_libreoffice([*fresh, team])
    stamps = [str(cells_of(form)[STEMPEL, "B1"]) for form in blank]
    moulds = {
        (pattern, shape): Mould(form, saved=shape != FRESH, numbers=_hours(form, values), texts={stamp: "stempel"})
        for shape, forms in zip(SHAPES, (opened, retyped, fresh), strict=True)
        for pattern, form, values, stamp in zip(patterns, forms, cells, stamps, strict=True)
    }
    return Moulds(moulds, {LIBREOFFICE: Mould(opened_team, saved=True), OPENPYXL: Mould(team, saved=True)})


def _hours(form: bytes, cells: Cells) -> dict[tuple[str, str], str]:
    """Part and cell of every typed number of hours, with a key for each."""
    with zipfile.ZipFile(io.BytesIO(form)) as archive:
        part = _sheets(archive).get(HOURS_SHEET, "")
    typed_hours = (cell for (sheet, cell), value in cells.items() if sheet == HOURS_SHEET and type(value) is not str)
    return {(part, cell): f"uren{number}" for number, cell in enumerate(typed_hours)}
