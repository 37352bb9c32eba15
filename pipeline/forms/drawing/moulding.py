"""A mould of a form that openpyxl drew."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

from openpyxl import Workbook

from pipeline.base.package import Package
from pipeline.excel.book import to_bytes
from pipeline.forms.drawing.casting import Drawn, Mould, Vak


def mould_of(book: Workbook, vakken: Mapping[str, Sequence[Vak]]) -> Mould:
    """vakken: by the name of the sheet the cells to cast, in the order in which they are filled in."""
    places = {naam: f"xl/worksheets/sheet{number}.xml" for number, naam in enumerate(book.sheetnames, 1)}
    with zipfile.ZipFile(io.BytesIO(to_bytes(book))) as drawn:
        parts = {name: drawn.read(name) for name in drawn.namelist()}
    sheets = {naam: Drawn(places[naam], parts[places[naam]].decode(), group) for naam, group in vakken.items()}
    fixed = sorted(parts.keys() - {sheet.part for sheet in sheets.values()})
    return Mould(Package().with_parts((name, parts[name]) for name in fixed), sheets)
