"""wat-als.xlsx: the hours of a period, to be moved."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from openpyxl import Workbook

from pipeline.forms import wat_als
from tests.support.helpers import beoordeeld, steunpunt
from tests.support.verdeling import Team, judged, random_team
from tests.support.workbooks import CATALOG, opened

VAN = steunpunt("BF1 BF2", "e 6")


def content(book: Workbook) -> dict[tuple[str, str], object]:
    """Everything in every cell, with how it looks."""
    return {
        (sheet.title, cell.coordinate): (cell.value, cell.data_type, cell.fill.fgColor.rgb, cell.protection.locked)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
    }


def column(made: Team, nummer: str) -> dict[object, object]:
    """Code, or label above the header, -> what stands in the column of a person."""
    sheet = opened(made.wat_als())["Wat als"]
    place = next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == nummer)
    return {sheet.cell(r, 1).value or sheet.cell(r, 2).value: sheet.cell(r, place).value for r in range(4, 32)}


def test_it_holds_the_hours_of_the_accepted_forms() -> None:
    """Unknown hours are a question mark; who has no form that counts has an empty column with the contract."""
    made = judged(beoordeeld("1001 36: a 4 | e ? | q 0 | u 1 | v 1", "1002 24", van=VAN))
    anna, bram = column(made, "1001"), column(made, "1002")
    assert [anna[code] for code in "aequf"] == [4, "?", 0, 1, None]
    assert (anna["Naam"], anna["Contracturen"], bram["Contracturen"]) == ("Medewerker 1001", 36, 24)
    assert {bram[code] for code in CATALOG.kerntaak} == {None}


def test_all_that_somebody_would_change_can_be_changed() -> None:
    """Names, numbers, contracts, hours and needs; what calculates is locked."""
    sheet = opened(judged(beoordeeld("1001 36: a 4 | q 1 | u 1 | v 1", van=VAN)).wat_als())["Wat als"]
    cells = {cell.coordinate: cell for row in sheet.iter_rows() for cell in row}
    assert not any(cells[cel].protection.locked for cel in ("F4", "F5", "F9", "F10", "O31", "C14"))
    assert all(cells[cel].protection.locked for cel in ("A10", "B10", "D10", "E10", "F6", "F7", "F8"))
    assert cells["C14"].value == 6  # kerntaak e


@pytest.mark.parametrize("seed", range(5))
def test_a_cast_workbook_is_the_drawn_one(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cell by cell, with row heights, print layout and validations."""
    made = judged(random_team(random.Random(seed), 4 * seed + 1))
    cast = opened(made.wat_als())
    monkeypatch.setattr(wat_als, "can_be_cast", lambda value, datum: False)
    drawn = opened(made.wat_als())
    assert content(cast) == content(drawn)
    one, other = cast["Wat als"], drawn["Wat als"]
    assert {r: d.height for r, d in one.row_dimensions.items()} == {
        r: d.height for r, d in other.row_dimensions.items()
    }
    assert one.oddFooter.center.text == other.oddFooter.center.text
    assert len(one.data_validations.dataValidation) == len(other.data_validations.dataValidation) == 4


def test_the_same_hours_give_the_same_bytes() -> None:
    """So an unchanged file is not written again."""
    made = judged(random_team(random.Random(3), 6))
    assert made.wat_als() == made.wat_als()


def test_a_name_that_looks_like_a_formula_is_a_name() -> None:
    """It is drawn, for a cast cell has no style of its own."""
    team = beoordeeld("1001 36: a 4 | q 1 | u 1 | v 1", van=VAN)
    people = tuple(replace(m, naam="=1+1") for m in team.steunpunt.team)
    sheet = opened(judged(replace(team, steunpunt=replace(team.steunpunt, team=people))).wat_als())["Wat als"]
    assert (sheet["F4"].value, sheet["F4"].data_type, sheet["F4"].quotePrefix) == ("=1+1", "s", True)
