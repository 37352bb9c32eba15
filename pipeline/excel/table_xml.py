"""Tables of a workbook as XML text: what Excel itself calls a table, with a name and a header that programs know.

Excel repairs a file whose table differs from its cells: every header a text, no two alike, each equal to its column.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.base.places import column_letters
from pipeline.base.xml_text import quoteattr
from pipeline.excel.styles import fit, verbatim

HEADER_MAX = 255  # characters of a header of a table
BLANK = "–"  # a header without a text of its own
_SPACE = re.compile(r"[\t\n\r]")  # what an attribute cannot hold as it is
_START = '<table xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_END = (  # no style of Excel's: the cells have their own
    '<tableStyleInfo showFirstColumn="0" showLastColumn="0" showRowStripes="0" showColumnStripes="0"/></table>'
)


@dataclass(frozen=True, slots=True)
class Table:
    """A table on a sheet, from column A: its name, the row of its header and its last, and its headers.

    zonder_knop: the places of columns without a filter button; where none has one the rows keep their order.
    """

    naam: str
    kop: int
    laatste: int
    koppen: tuple[str, ...]
    zonder_knop: frozenset[int] = frozenset()

    @property
    def area(self) -> str:
        """Where it stands: "A4:F20"."""
        return f"A{self.kop}:{column_letters(len(self.koppen))}{self.laatste}"

    def xml(self, number: int) -> str:
        """Its part of the package; number: of the table in the workbook, from 1."""
        named = f'id="{number}" name={quoteattr(self.naam)} displayName={quoteattr(self.naam)} ref="{self.area}"'
        columns = "".join(
            f'<tableColumn id="{place}" name={_attribute(kop)}/>' for place, kop in enumerate(self.koppen, 1)
        )
        listed = f'<tableColumns count="{len(self.koppen)}">{columns}</tableColumns>'
        return f'{_START} {named} totalsRowShown="0">{self._filter()}{listed}{_END}'

    def _filter(self) -> str:
        if len(self.zonder_knop) == len(self.koppen):
            return ""
        hidden = "".join(f'<filterColumn colId="{place}" hiddenButton="1"/>' for place in sorted(self.zonder_knop))
        return f'<autoFilter ref="{self.area}">{hidden}</autoFilter>' if hidden else f'<autoFilter ref="{self.area}"/>'


def table_name(blad: str) -> str:
    """Name of the table on a sheet, for formulas: "Zwakste plekken" has ZwakstePlekken."""
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"\w+", blad))


def headers(koppen: Iterable[str]) -> Iterator[str]:
    """Headers as a table may have them: never blank, never two alike."""
    seen: set[str] = set()
    for kop in koppen:
        text = fit(kop).replace("\r\n", "\n") or BLANK
        yield (header := _unlike(seen, text[:HEADER_MAX]))
        seen.add(header.casefold())  # Excel takes capitals for the same


def _unlike(seen: Container[str], text: str) -> str:
    header, number = text, 1
    while header.casefold() in seen:
        number += 1
        end = f" ({number})"
        header = text[: HEADER_MAX - len(end)] + end
    return header


@lru_cache(maxsize=1024)  # most stand in every workbook
def _attribute(kop: str) -> str:
    """A header as the name of its column: Excel writes a line break there as _x000a_."""
    return quoteattr(_SPACE.sub(lambda found: f"_x{ord(found.group()):04x}_", verbatim(kop)))
