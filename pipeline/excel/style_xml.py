"""The styles of a report as XML text, numbered in the order of their use: the same content gives the same bytes."""

from __future__ import annotations

from functools import cache

from pipeline.base.xml_text import quoteattr
from pipeline.excel.styles import NAME, Letters, Ligging, Lijn, Rand, Stijl, fitting
from pipeline.model.workbook import Value

_START = '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
_NORMAL = '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'
_END = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
_CUSTOM = 164  # the first number of a number format that Excel does not know by itself
# What comes first in each list: the looks of a cell without style, and a fill that Excel wants there.
_FONT = f'<font><name val="{NAME}"/><family val="2"/><color theme="1"/><sz val="11"/><scheme val="minor"/></font>'
_BORDER = "<border/>"
_FILLS = ("<fill><patternFill/></fill>", '<fill><patternFill patternType="gray125"/></fill>')
_KNOWN = {"General": 0, "h:mm": 20, "@": 49}  # number formats that Excel has a number for, as far as we use them


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
        known = _KNOWN.get(formaat)
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
    inside = _alignment(stijl.alignment) + ('<protection locked="0" hidden="0"/>' if stijl.open else "")
    return _font(stijl.font), _fill(stijl.fill), _border(stijl.border), inside


def _font(letters: Letters) -> str:
    marks = [
        f'<name val="{NAME}"/>',
        '<b val="1"/>' if letters.bold else "",
        _color("color", letters.color),
        f'<sz val="{letters.size:g}"/>',
        f'<u val="{letters.underline}"/>' if letters.underline else "",
    ]
    return f"<font>{''.join(marks)}</font>"


def _fill(color: str) -> str:
    filled = f' patternType="solid">{_color("fgColor", color)}</patternFill>' if color else "/>"
    return f"<fill><patternFill{filled}</fill>"


def _border(rand: Rand) -> str:
    sides = "".join(_side(name, lijn) for name, lijn in zip(Rand._fields, rand, strict=True) if lijn)
    return f"<border>{sides}</border>" if sides else _BORDER


def _side(name: str, lijn: Lijn) -> str:
    return f'<{name} style="{lijn.style}">{_color("color", lijn.color)}</{name}>'


def _alignment(ligging: Ligging) -> str:
    marks = {
        "horizontal": ligging.horizontal,
        "vertical": ligging.vertical,
        "textRotation": ligging.text_rotation,
        "wrapText": int(ligging.wrap_text),
        "indent": ligging.indent,
    }
    given = "".join(f' {name}="{value}"' for name, value in marks.items() if value)
    return f"<alignment{given}/>"


def _color(tag: str, color: str) -> str:
    return f'<{tag} rgb="00{color}"/>' if color else ""
