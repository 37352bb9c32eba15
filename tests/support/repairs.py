"""What makes Excel repair a workbook though every part fits its schema, told in words; [] when there is nothing."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree
from openpyxl.utils import range_boundaries
from openpyxl.utils.escape import unescape
from openpyxl.worksheet.cell_range import CellRange

SHEET = re.compile(r"xl/worksheets/sheet\d+\.xml")
NAME = re.compile(r"[^\W\d][\w.]*")  # of a table
ADDRESS = re.compile(r"[A-Z]{1,3}\d+|R\d*C?\d*|C\d*", re.IGNORECASE)


def repairs(data: bytes) -> list[str]:
    """All that is wrong with a workbook."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    return [*_types(parts), *_cells(parts), *_names(parts), *_tables(parts)]


def _types(parts: dict[str, bytes]) -> Iterator[str]:
    """A part without a type of its own is not read, and one that is not there is missed."""
    types = etree.fromstring(parts["[Content_Types].xml"])
    named = {node.get("PartName", "").lstrip("/") for node in types}
    own = {name for name in parts if name.endswith(".xml") and name != "[Content_Types].xml"}
    yield from (f"no type: {name}" for name in sorted(own - named))
    yield from (f"no part: {name}" for name in sorted(named - {""} - parts.keys()))


def _cells(parts: dict[str, bytes]) -> Iterator[str]:
    """Rows and cells in their order, in styles that there are."""
    styles = len(etree.fromstring(parts["xl/styles.xml"]).find("{*}cellXfs"))
    for name in filter(SHEET.fullmatch, parts):
        root = etree.fromstring(parts[name])
        rows = [int(row.get("r")) for row in root.iter("{*}row")]
        places = [range_boundaries(cell.get("r"))[1::-1] for cell in root.iter("{*}c")]
        if rows != sorted({*rows}) or places != sorted({*places}):
            yield f"order: {name}"
        if any(int(cell.get("s", "0")) >= styles for cell in root.iter("{*}c")):
            yield f"style: {name}"


def _names(parts: dict[str, bytes]) -> Iterator[str]:
    """Names of sheets: not too long, no two alike, without signs that addresses use."""
    sheets = [node.get("name") for node in etree.fromstring(parts["xl/workbook.xml"]).iter("{*}sheet")]
    if len({name.casefold() for name in sheets}) < len(sheets):
        yield f"sheets alike: {sheets}"
    yield from (f"name: {name}" for name in sheets if not 0 < len(name) <= 31 or re.search(r"[\[\]:*?/\\]|^'|'$", name))


def _tables(parts: dict[str, bytes]) -> Iterator[str]:
    """Tables: names and numbers that are one table's only, and on its sheet what the table says."""
    roots = {name: etree.fromstring(data) for name, data in parts.items() if name.startswith("xl/tables/")}
    for what in ("id", "displayName"):
        told = [root.get(what).casefold() for root in roots.values()]
        yield from (f"tables of one {what}: {one}" for one in {*told} if told.count(one) > 1)
    for name in filter(SHEET.fullmatch, parts):
        sheet = etree.fromstring(parts[name])
        for target in _related(parts, name):
            if (table := roots.pop(target, None)) is not None:
                yield from (f"{target}: {fault}" for fault in _faults(sheet, table))
    yield from (f"on no sheet: {name}" for name in roots)


def _related(parts: dict[str, bytes], sheet: str) -> list[str]:
    relations = parts.get(sheet.replace("worksheets/", "worksheets/_rels/") + ".rels")
    return [node.get("Target").lstrip("/") for node in etree.fromstring(relations)] if relations else []


def _faults(sheet: etree._Element, table: etree._Element) -> Iterator[str]:
    """What Excel wants of headers, area and name; here a header stands in its cell, not in the list of texts."""
    columns = table.find("{*}tableColumns")
    names = [column.get("name") for column in columns]
    left, top, right, bottom = map(int, filter(None, range_boundaries(table.get("ref"))))
    row = sheet.find(f"{{*}}sheetData/{{*}}row[@r='{top}']")
    heads = ["".join(cell.itertext("{*}t")) for cell in row if left <= range_boundaries(cell.get("r"))[0] <= right]
    filtered = [node.get("ref") for node in table.iter("{*}autoFilter")]
    merged = [CellRange(node.get("ref")) for node in sheet.iter("{*}mergeCell")]
    faults = {
        "headers are not what their cells say": [*map(unescape, names)] != [*map(unescape, heads)],
        "a line break in a name": any(re.search(r"[\t\n\r]", name) for name in names),
        "two headers alike": len({name.casefold() for name in names}) < len(names),
        "a header blank or too long": not all(0 < len(unescape(name)) <= 255 for name in names),
        "number of columns": [c.get("id") for c in columns] != [*map(str, range(1, int(columns.get("count")) + 1))],
        "no rows": bottom <= top,
        "filter": filtered not in ([], [table.get("ref")]) or sheet.find("{*}autoFilter") is not None,
        "name": not NAME.fullmatch(table.get("displayName")) or ADDRESS.fullmatch(table.get("displayName")),
        "merged cells": any(not area.isdisjoint(CellRange(table.get("ref"))) for area in merged),
    }
    yield from (fault for fault, holds in faults.items() if holds)
