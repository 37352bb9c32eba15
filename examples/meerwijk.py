"""The answers of Steunpunt Meerwijk: two coordinators, an opbouwwerker and a consultant. All people are invented.

Rows of text: "2.4-T1 ja nee mogelijk" says now, fits and develop ("-" for a blank); "SA-05 N2 nodig" says noodzakelijk
(N) or gewenst (G), the grade, and develop.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from pipeline.excel.book import to_bytes
from tests.support.helpers import per_code
from tests.support.office import header, put_label, type_in

NODIG = {"N": "noodzakelijk", "G": "gewenst"}
MATE = {"1": "1 nog niet", "2": "2 in ontwikkeling", "3": "3 voldoende", "4": "4 kan anderen begeleiden"}

_DOES = " | ".join(
    f"{code} ja ja" for code in (*(f"2.3-U{n}" for n in (1, 2, 3, 5)), *(f"2.4-U{n}" for n in range(1, 9)))
)
TAKEN = {
    "4001": f"{_DOES} | 2.4-T1 ja nee | 3.1-U3 ja - | 2.4-T2 - ja mogelijk | 3.1-T2 nee - nodig",
    "4002": "2.4-U1 ja nee | 2.4-U2 ja ja | 2.4-T1 ja ja | 3.1-U1 ja ja | 3.1-U2 ja ja | 3.1-U3 ja ja | 3.1-U4 ja ja"
    " | 3.1-T1 ja ja | 3.1-T2 ja ja | 3.1-T3 - - mogelijk",
}
COMPETENTIES = {
    "4001": "EMG-09 N3 | SA-02 N4 | SA-05 N2 nodig | CL-02 N2 | SW-06 G1 | VO-06 G mogelijk",
    "4002": "SA-05 N4 | SA-02 G2 | CL-02 N2 nodig | SW-06 N3 | VO-06 N1 nodig",
    "4003": "4A N3 | 4B N2 nodig | 4F N2 | 4J G | 4K G2 mogelijk | 4S N4",
}
AFSPRAKEN: dict[str, tuple[tuple[object, ...], ...]] = {  # as the columns stand on the sheet
    "4001": (("SA-05", "cursus gesprekken volgen", "training of cursus", None, dt.date(2027, 3, 1), None, 8),),
    "4002": (
        ("CL-02", "meelopen", "coaching op de werkplek", "Ans", dt.date(2026, 10, 1), None, None),
        ("VO-06", "groep starten", "intervisie", "regio", dt.date(2027, 6, 30), None, None),
    ),
    "4003": (("4B", "basistraining", "training of cursus", None, dt.date(2026, 9, 15), dt.date(2026, 9, 15), 12),),
}
FUNCTIE: dict[str, Mapping[str, object]] = {
    "4001": {
        "Doel van de functie": "Vrijwilligers vinden, begeleiden en behouden.",
        "Ingevuld door": "samen",
        "Positie, rol en inschaling": "Werkt zelfstandig; één coördinator in het steunpunt.",
    },
    "4002": {"Doel van de functie": "Zorgt dat vrijwilligers weten wat er te doen is.", "Ingevuld door": "samen"},
    "4003": {
        "Doel van de functie": "Helpt bewoners met plannen voor hun wijk.",
        "Ingevuld door": "samen",
        "Niveau": "SCW3",
    },
}


def fill_meerwijk(path: Path, nummer: str) -> None:
    """Type the answers of somebody who is not a consultant into the form of their profession."""
    book = openpyxl.load_workbook(path)
    for code, rest in per_code(TAKEN.get(nummer, "")).items():
        _type_row(book, "Taken", code, ("Nu van toepassing", "Past bij functie", "Ontwikkelen"), rest.split())
    for code, rest in per_code(COMPETENTIES[nummer]).items():
        (need, *grade), *learn = rest.split()
        words = [NODIG[need], MATE[grade[0]] if grade else "-", *learn]
        _type_row(book, "Competenties", code, ("Nodig", "Mate van ontwikkeling", "Ontwikkelen"), words)
    sheet = book["Ontwikkeling"]
    top, _ = header(sheet)
    for offset, row in enumerate(AFSPRAKEN[nummer], 1):
        for column, value in enumerate(row, 1):
            sheet.cell(top + offset, column).value = value
    for label, value in FUNCTIE[nummer].items():
        put_label(book["Functie"], label, value)
    path.write_bytes(to_bytes(book))


def _type_row(book: Workbook, sheet: str, code: str, columns: tuple[str, ...], words: list[str]) -> None:
    """Type words below their headers; a column that the form does not have is not asked."""
    there = header(book[sheet])[1]
    for column, word in zip(columns, words, strict=False):
        if word != "-" and column in there:
            type_in(book[sheet], code, column, word)
