"""A sheet to draw, as a record: its rows, its cells, and where on the sheet these come to stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import absolute_coordinate, get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.definitions.layout import Blad, Kolom
from pipeline.excel import room
from pipeline.forms.drawing.cells import Cel, Kleur
from pipeline.model.workbook import Plek

LABELS = (
    Kolom(key="label", kop="label", soort="vast", breedte=27),
    Kolom(key="antwoord", kop="antwoord", soort="tekst", breedte=68),  # together: A4 portrait
)


@dataclass(frozen=True, slots=True)
class Rij:
    """A row of a table: its code ("" without), its cells by column key, whether a group of rows starts with it."""

    code: str
    cellen: Mapping[str, Cel]
    begin: bool = False


@dataclass(frozen=True, slots=True)
class Tekening:
    """A sheet to draw: the rows of a table, or on a label sheet one row with the answers by key.

    toets: validations by key of column or label, for cells to fill in; gesloten: those for locked cells; extra:
    lines below the intro; live: formulas of lines below these, which stand out when they start with alarm; kleuren:
    words in a live column with their colours; slot: lines below the table; letop: the column for the texts of
    marks.
    """

    key: str
    blad: Blad
    rijen: Sequence[Rij]
    toets: Mapping[str, DataValidation] = field(default_factory=dict)
    gesloten: Mapping[str, DataValidation] = field(default_factory=dict)
    extra: Sequence[str] = ()
    live: Sequence[str] = ()
    alarm: str = ""
    kleuren: Mapping[str, Sequence[tuple[str, Kleur]]] = field(default_factory=dict)
    slot: Sequence[str] = ()
    letop: Kolom | None = None

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """The columns, with the one for the texts of marks when any cell is marked."""
        marked = any(cel.merk for rij in self.rijen for cel in rij.cellen.values())
        return (*(self.blad.kolommen or LABELS), *([self.letop] if self.letop and marked else []))

    @property
    def breedte(self) -> float:
        """Width in characters, without the column for marks: these move nothing."""
        return sum(kolom.breedte for kolom in self.blad.kolommen or LABELS)

    @property
    def intro(self) -> tuple[str, ...]:
        """The lines below the title; nothing is merged, so they are broken to the width of the sheet."""
        return self.broken((self.blad.intro, *self.extra))

    @property
    def top(self) -> int:
        """Number of the header row, or of the first label: below the title, the intro and an empty row."""
        return len(self.intro) + len(self.live) + 3

    def column(self, kolom: str) -> str:
        """Reference to a column from its header to the blank row below the table: "$E$6:$E$29"."""
        letter = get_column_letter([k.key for k in self.blad.kolommen].index(kolom) + 1)
        return absolute_coordinate(f"{letter}{self.top}:{letter}{self.top + len(self.rijen) + 1}")

    def places(self) -> Iterator[tuple[Plek, str]]:
        """Every answer and the cell that it comes to stand in."""
        for row, veld in enumerate(self.blad.velden, self.top):
            yield (self.key, "", veld.key), f"B{row}"
        letters = [(kolom.key, get_column_letter(number)) for number, kolom in enumerate(self.blad.kolommen, 1)]
        for row, rij in enumerate(self.rijen if letters else (), self.top + 1):
            yield from (((self.key, rij.code, key), f"{letter}{row}") for key, letter in letters)

    def broken(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Texts as lines that fit over the whole width."""
        width = int(self.breedte * 1.1)
        return tuple(line for text in texts for line in room.wrap(text.strip(), width))
