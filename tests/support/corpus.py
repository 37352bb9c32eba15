"""Inputs of many steunpunten, made of the shipped example; shared by the tests of the engine."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl

from tests.conftest import EXAMPLE
from tests.support.folders import form_of
from tests.support.office import type_in_cell

FORMS = 5  # in each steunpunt


def make_corpus(folder: Path, steunpunten: int) -> Path:
    """Copies of Zonnedael: five forms each, one of which is rejected."""
    for number in range(steunpunten):
        shutil.copytree(EXAMPLE / "zonnedael", folder / f"s{number:03}")
    return folder


def change_corpus(folder: Path) -> None:
    """A month later: hours changed, somebody has another name, a form is withdrawn, a steunpunt has stopped."""
    type_in_cell(form_of(folder / "s000", "1001"), "Kerntaken", "a", "Uren per week", 7)
    rename_person(folder / "s001" / "steunpunt.xlsx", "1002", "Bram Anders-Verzonnen")
    (form_of(folder / "s001", "1003")).unlink()
    shutil.rmtree(folder / "s002")


def rename_person(team: Path, nummer: str, naam: str) -> None:
    """Another name in the team workbook: the profile gets another file name."""
    book = openpyxl.load_workbook(team)
    next(row for row in book["Team"].iter_rows() if row[0].value == nummer)[1].value = naam
    book.save(team)
