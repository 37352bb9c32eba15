"""What may be typed into the cells of a form, and what Excel says about it: data validation from the layout."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from openpyxl.worksheet.datavalidation import DataValidation

from pipeline.base.dutch import dutch_number
from pipeline.definitions.layout import Blad, Fout, Kolom, Layout, Veld

Check = Literal["decimal", "list", "date", "custom"]  # Excel's names

LIST_NAME = "lijst_{key}"  # defined name of the values of a list to choose from
PUNTEN_MAX = 200
GROWING = (
    "voorbeeldprofiel",
)  # of which there may be more than when the workbook was made: Excel asks, and lets it stand
LIST_CHOICE = "lijst_keuze"  # defined name of ja, nee and x; a list within the validation has a limit of 255 characters
CHOICES = ("ja", "nee", "x")  # what may be typed: x is ja in one stroke; the reader understands more
_FIRST_DAY, _LAST_DAY = "36526", "73415"  # 1-1-2000 and 31-12-2100 as Excel counts days


@dataclass(frozen=True, slots=True)
class Inputs:
    """Makes the validations of a workbook. maxima: key of a column or label with hours -> highest value per week;

    lijsten: key of a column with a choice -> defined name of its list.
    """

    layout: Layout
    maxima: Mapping[str, float]
    lijsten: Mapping[str, str] = field(default_factory=dict)

    def all(self, onderdelen: Iterable[Kolom | Veld]) -> dict[str, DataValidation]:
        """Validation by key, for the columns or labels that have one. ValueError when a text is too long for Excel."""
        made = {onderdeel.key: self.one(onderdeel) for onderdeel in onderdelen}
        return {key: validation for key, validation in made.items() if validation}

    def one(self, onderdeel: Kolom | Veld) -> DataValidation | None:
        """Validation of a column or label; None where neither a prompt nor a check is needed."""
        if onderdeel.soort == "keuze":
            return self._validation(onderdeel, "list", [LIST_CHOICE], self.layout.keuzefout)
        if onderdeel.soort == "uren":
            return self.hours(onderdeel)
        if onderdeel.soort == "getal":
            return self._validation(onderdeel, "decimal", ["0", str(PUNTEN_MAX)], self.layout.puntenfout)
        if onderdeel.soort == "schaal":
            made = self._validation(
                onderdeel, "list", [LIST_NAME.format(key=onderdeel.schaal or onderdeel.key)], self.layout.lijstfout
            )
            made.errorStyle = "warning"  # a code alone is read as well: Excel asks, and lets it stand
            return made
        if onderdeel.soort == "datum":
            return self._validation(onderdeel, "date", [_FIRST_DAY, _LAST_DAY], self.layout.datumfout)
        if onderdeel.key in self.lijsten:
            made = self._validation(onderdeel, "list", [self.lijsten[onderdeel.key]], self.layout.lijstfout)
            if onderdeel.key in GROWING:
                made.errorStyle = "warning"
            return made
        return self._validation(onderdeel, None, [], None) if onderdeel.prompt else None

    def hours(self, onderdeel: Kolom | Veld) -> DataValidation:
        """Validation of hours per week."""
        laagste = "0.01" if onderdeel.key == "contracturen" else "0"
        return self._validation(
            onderdeel, "decimal", [laagste, f"{self.maxima[onderdeel.key]:g}"], self._hours(onderdeel)
        )

    def closed(self, blad: Blad) -> dict[str, DataValidation]:
        """What the cells that are not to be filled in say: a choice that is fixed on ja, a grade that nobody gives."""
        fixed = _validation(self.layout.altijd, None, [], None)
        made = {kolom.key: fixed for kolom in blad.kolommen if kolom.kiest}
        nothing = _validation(self.layout.gesloten, None, [], None)
        return made | {kolom.key: nothing for kolom in blad.kolommen if kolom.key == "mate"}

    def _hours(self, onderdeel: Kolom | Veld) -> Fout:
        fout = self.layout.contractfout if onderdeel.key == "contracturen" else self.layout.urenfout
        return Fout(titel=fout.titel, tekst=self._filled(onderdeel, fout.tekst))

    def _filled(self, onderdeel: Kolom | Veld, tekst: str) -> str:
        maximum = self.maxima.get(onderdeel.key)
        return tekst.replace("{maximum}", "" if maximum is None else dutch_number(maximum))

    def _validation(
        self, onderdeel: Kolom | Veld, soort: Check | None, formules: list[str], fout: Fout | None
    ) -> DataValidation:
        titel = onderdeel.kop if isinstance(onderdeel, Kolom) else onderdeel.label
        return _validation(Fout(titel=titel, tekst=self._filled(onderdeel, onderdeel.prompt)), soort, formules, fout)


def where(formule: str, fout: Fout) -> DataValidation:
    """Validation of cells in which only that may be typed for which a formula is true; without a prompt."""
    return _validation(Fout(titel=fout.titel, tekst=""), "custom", [formule], fout)


def _validation(prompt: Fout, soort: Check | None, formules: list[str], fout: Fout | None) -> DataValidation:
    """Excel repairs a file with a longer title or text by dropping all drop-downs: `Fout` refuses these."""
    first, second = [*formules, None, None][:2]
    return DataValidation(
        type=soort,
        operator="between" if second else None,
        formula1=first,
        formula2=second,
        allow_blank=True,
        showInputMessage=bool(prompt.tekst),
        promptTitle=prompt.titel if prompt.tekst else None,
        prompt=prompt.tekst or None,
        showErrorMessage=fout is not None,
        errorStyle="stop" if fout else None,
        errorTitle=fout.titel if fout else None,
        error=fout.tekst if fout else None,
    )
