"""A sheet to draw, as a record: its rows, its cells, and where on the sheet these come to stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

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

    toets: validations by key of column or label, for cells to fill in; gesloten: those for locked cells; live: formulas
    of lines below the intro, which stand out when they start with alarm; kleuren: words in a live column with their
    colours; slot: lines below the table; letop: the column for the texts of marks; van: whose form it is, behind the
    title.
    """

    key: str
    blad: Blad
    rijen: Sequence[Rij]
    toets: Mapping[str, DataValidation] = field(default_factory=dict)
    gesloten: Mapping[str, DataValidation] = field(default_factory=dict)
    live: Sequence[str] = ()
    alarm: str = ""
    kleuren: Mapping[str, Sequence[tuple[str, Kleur]]] = field(default_factory=dict)
    slot: Sequence[str] = ()
    letop: Kolom | None = None
    van: str = ""

    @property
    def titel(self) -> str:
        """The title of the sheet, and whose form it is."""
        return f"{self.blad.titel} · {self.van}" if self.van else self.blad.titel

    @property
    def kolommen(self) -> tuple[Kolom, ...]:
        """The columns, with the one for the texts of marks behind the answers when any cell is marked."""
        kolommen = self.blad.kolommen or LABELS
        if not (self.letop and any(cel.merk for rij in self.rijen for cel in rij.cellen.values())):
            return kolommen
        answers = len(kolommen) - (kolommen[-1].soort == "live")
        return (*kolommen[:answers], self.letop, *kolommen[answers:])

    @property
    def uitlegbreedte(self) -> float:
        """Characters between the first column and the first answer: where an explanation may lie."""
        fixed = takewhile(lambda kolom: kolom.soort in ("vast", "live"), self.blad.kolommen)
        return sum(kolom.breedte for kolom in fixed) - self.blad.kolommen[0].breedte

    @property
    def breedte(self) -> float:
        """Width in characters, without the column for marks: these move nothing."""
        return sum(kolom.breedte for kolom in self.blad.kolommen or LABELS)

    @property
    def intro(self) -> tuple[str, ...]:
        """The lines below the title; nothing is merged, so they are broken to the width of the sheet."""
        return self.broken((self.blad.intro,))

    @property
    def top(self) -> int:
        """Number of the header row, or of the first label: below the title, the intro and what keeps it apart."""
        return len(self.intro) + len(self.live) + 2 + self.apart

    @property
    def apart(self) -> bool:
        """Whether an empty row comes above the table; above one with many rows it would only take room."""
        return not self.blad.heeft_codes

    def column(self, kolom: str) -> str:
        """Reference to a column from its header to the blank row below the table: "$E$6:$E$29"."""
        letter = get_column_letter([k.key for k in self.kolommen].index(kolom) + 1)
        return absolute_coordinate(f"{letter}{self.top}:{letter}{self.top + len(self.rijen) + 1}")

    def answers(self, kolom: str) -> str:
        """Reference to the rows of a column, without its header: "$E$7:$E$28"."""
        letter = get_column_letter([k.key for k in self.kolommen].index(kolom) + 1)
        return absolute_coordinate(f"{letter}{self.top + 1}:{letter}{self.top + len(self.rijen)}")

    def places(self) -> Iterator[tuple[Plek, str]]:
        """Every answer and the cell that it comes to stand in."""
        for row, veld in enumerate(self.blad.velden, self.top):
            yield (self.key, "", veld.key), f"B{row}"
        letters = [(kolom.key, get_column_letter(number)) for number, kolom in enumerate(self.kolommen, 1)]
        for row, rij in enumerate(self.rijen if self.blad.kolommen else (), self.top + 1):
            yield from (((self.key, rij.code, key), f"{letter}{row}") for key, letter in letters)

    def labels(self) -> Iterator[tuple[str, str]]:
        """The key of every label and the cell that it stands in."""
        yield from ((veld.key, f"A{row}") for row, veld in enumerate(self.blad.velden, self.top))

    def broken(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Texts as lines that fit over the whole width."""
        width = int(self.breedte * 1.1)
        return tuple(line for text in texts for line in room.wrap(text.strip(), width))
