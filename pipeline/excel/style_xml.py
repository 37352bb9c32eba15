"""The styles of a report as XML text, numbered in the order of their use: the same content gives the same bytes."""

from __future__ import annotations

from functools import cache

from openpyxl.styles import DEFAULT_FONT, Border
from openpyxl.styles.fills import DEFAULT_EMPTY_FILL, DEFAULT_GRAY_FILL
from openpyxl.styles.numbers import BUILTIN_FORMATS_REVERSE

from pipeline.base.xml_text import quoteattr
from pipeline.excel.book import as_xml
from pipeline.excel.styles import UNLOCKED, Stijl, fitting
from pipeline.model.workbook import Value

_START = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_NORMAL = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_END = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
_CUSTOM = 164  # the first number of a number format that Excel does not know by itself
# What comes first in each list: the looks of a cell without style, and a fill that Excel wants there.
_FONT, _BORDER = as_xml(DEFAULT_FONT, "font"), as_xml(Border(), "border")
_FILLS = (as_xml(DEFAULT_EMPTY_FILL, "fill"), as_xml(DEFAULT_GRAY_FILL, "fill"))


class Stylesheet:
    """The styles that one workbook uses; 0 is the number of a cell without style."""

    def __init__(self) -> None:
        self._numbers: dict[Stijl, int] = {}
        self._fonts = {_FONT: 0}
        self._fills = {fill: number for number, fill in enumerate(_FILLS)}
        self._borders = {_BORDER: 0}
        self._formats: dict[str, int] = {}
        self._xfs = [_NORMAL]

    def number(self, stijl: Stijl, value: Value) -> int:
        """Number of the style that shows this value as it is meant."""
        stijl = fitting(stijl, value)
        return self._numbers.get(stijl) or self._register(stijl)

    def _register(self, stijl: Stijl) -> int:
        font, fill, border, inside = _parts(stijl)
        numbers = {
            "numFmtId": self._format(stijl.formaat),
            "fontId": self._fonts.setdefault(font, len(self._fonts)),
            "fillId": self._fills.setdefault(fill, len(self._fills)),
            "borderId": self._borders.setdefault(border, len(self._borders)),
            "quotePrefix": int(stijl.quoted),
        }
        marks = " ".join(f'{name}="{number}"' for name, number in numbers.items())
        self._numbers[stijl] = len(self._xfs)
        self._xfs.append(f'<xf {marks} applyAlignment="1" applyProtection="1" xfId="0">{inside}</xf>')
        return self._numbers[stijl]

    def _format(self, formaat: str) -> int:
        known = BUILTIN_FORMATS_REVERSE.get(formaat)
        return self._formats.setdefault(formaat, _CUSTOM + len(self._formats)) if known is None else known

    def xml(self) -> str:
        """The part of the package."""
        formats = [f'<numFmt numFmtId="{n}" formatCode={quoteattr(code)}/>' for code, n in self._formats.items()]
        groups = {"fonts": self._fonts, "fills": self._fills, "borders": self._borders}
        lists = [_list(tag, [*entries]) for tag, entries in groups.items()]
        start = [_START, _list("numFmts", formats) if formats else ""]
        return "".join([*start, *lists, _list("cellStyleXfs", [_NORMAL]), _list("cellXfs", self._xfs), _END])


def _list(tag: str, entries: list[str]) -> str:
    return f'<{tag} count="{len(entries)}">{"".join(entries)}</{tag}>'


@cache
def _parts(stijl: Stijl) -> tuple[str, str, str, str]:
    """XML of font, fill and border, and of what stands inside the style itself."""
    inside = as_xml(stijl.alignment, "alignment") + (as_xml(UNLOCKED, "protection") if stijl.open else "")
    return (
        as_xml(stijl.font, "font"),
        as_xml(stijl.fill, "fill"),
        as_xml(stijl.border, "border"),
        inside,
    )
