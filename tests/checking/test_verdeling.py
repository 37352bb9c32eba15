"""The sheet Verdeling, read and judged: whose hours were divided how, and what cannot be used."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.checking.teambestand import Team, judge_team
from pipeline.definitions.messages import has_fout, show
from pipeline.forms.teambestand import Teaminhoud, make_gevuld_teambestand
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import team_vorm
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Value
from tests.support.workbooks import CATALOG, LAYOUT, RULES, at, opened, saved

TEAM = (Medewerker("0101", "Anna", contracturen=36.0), Medewerker("0102", "Bo"), Medewerker("0103", "Cas"))
DORP = Steunpunt("dorp", "Steunpunt Dorp", team=TEAM)
# the header stands in row 9, kerntaken e and f in 14 and 15, the people in F, G and H


def judged(change: Callable[[Worksheet], None] = lambda sheet: None, steunpunt: Steunpunt = DORP) -> Team:
    """A team workbook as handed out, after a change on Verdeling."""
    book = opened(make_gevuld_teambestand(CATALOG, LAYOUT, RULES, Teaminhoud.of(steunpunt)))
    at(book["Basisfuncties"], "BF2", "Uitvoeren").value = "ja"
    change(book["Verdeling"])
    werkmap = read_werkmap(saved(book), "steunpunt.xlsx", [team_vorm(CATALOG)], "team")
    return judge_team(werkmap, "dorp", CATALOG, RULES)


def typed(**cells: Value) -> Callable[[Worksheet], None]:
    """A change: cell -> what is typed there."""

    def change(sheet: Worksheet) -> None:
        for cel, value in cells.items():
            sheet[cel].value = value

    return change


def found(team: Team) -> list[tuple[str, str]]:
    """Code and cell of the findings, each of which can be said in words."""
    return [(show(finding).code, finding.address.cel) for finding in team.findings]


def test_hours_are_those_of_the_number_in_the_header() -> None:
    """A question mark and a ja are hours that are not known yet; a nee is none; blank is nothing."""
    team = judged(typed(F14=8, F15="4,5", F16=True, G14="?", G15="ja", H14="nee", H15=0))
    assert found(team) == []
    assert team.steunpunt.verdeling == {
        "0101": {"e": 8.0, "f": 4.5, "g": None},
        "0102": {"e": None, "f": None},
        "0103": {"f": 0.0},
    }


def test_a_sheet_that_nobody_touched_divides_nothing() -> None:
    """Nor does it give a finding."""
    team = judged()
    assert (found(team), team.steunpunt.verdeling) == ([], {})


def test_team_may_be_sorted_and_columns_and_rows_may_move() -> None:
    """A column belongs to its header and a row to its code."""

    def change(sheet: Worksheet) -> None:
        typed(F14=8, G15=2)(sheet)
        sheet.insert_cols(6)
        sheet.insert_rows(12)
        sheet.move_range("A9:V33", rows=2, cols=1)

    back = replace(DORP, team=TEAM[::-1])
    assert judged(change).steunpunt.verdeling == {"0101": {"e": 8.0}, "0102": {"f": 2.0}}
    assert judged(typed(F14=8), back).steunpunt.verdeling == {"0103": {"e": 8.0}}


def test_a_leading_zero_that_excel_dropped_is_the_same_number() -> None:
    """As everywhere."""
    assert judged(typed(F9=101, F14=8)).steunpunt.verdeling == {"0101": {"e": 8.0}}


@pytest.mark.parametrize(
    ("cells", "code", "cel", "fout"),
    [
        ({"F14": "veel"}, "verdeling_uren_onleesbaar", "F14", True),
        ({"F15": "#N/A"}, "cel_fout", "F15", True),
        ({"F14": 61}, "uren_bereik", "F14", True),
        ({"F14": -1}, "uren_bereik", "F14", True),
        ({"F9": "0999", "F14": 4}, "verdeling_nummer_onbekend", "F9", False),
        ({"F9": None, "F14": 4}, "verdeling_zonder_nummer", "F9", False),
        ({"K14": 4}, "verdeling_zonder_nummer", "K9", False),
        ({"A14": "zz", "F14": 4}, "code_onbekend", "A14", True),
        ({"A14": None, "F14": 4}, "code_onbekend", "F14", True),
        ({"A15": "e", "F14": 4, "F15": 5}, "code_dubbel", "A15", True),
        ({"H2": "let op Bo"}, "buiten_tabel", "H2", False),
    ],
)
def test_what_cannot_be_used_is_named_with_its_cell(cells: dict[str, Value], code: str, cel: str, fout: bool) -> None:
    """The rest of the sheet stays in use, and the team workbook too."""
    team = judged(typed(G14=2, **cells))
    assert found(team) == [(code, cel)]
    assert team.leesbaar and has_fout(team.findings) == fout
    assert team.findings[0].address.blad == "Verdeling"
    assert team.steunpunt.verdeling["0102"] == {"e": 2.0} if cells.get("A14", "e") == "e" else True


def test_of_two_columns_with_one_number_neither_counts() -> None:
    """Never a guess."""
    team = judged(typed(G9="0101", F14=4, G14=5, H14=6))
    assert found(team) == [("verdeling_nummer_dubbel", "F9"), ("verdeling_nummer_dubbel", "G9")]
    assert team.steunpunt.verdeling == {"0103": {"e": 6.0}}


def test_without_its_header_the_sheet_is_not_used() -> None:
    """A warning, for the sheet is optional: the team stays in use."""
    team = judged(typed(A9=None, B9=None, C9=None, D9=None, E9=None, F14=4))
    assert found(team)[0][0] == "verdeling_zonder_kop"
    assert team.leesbaar and len(team.steunpunt.team) == 3 and not has_fout(team.findings)


def test_a_team_workbook_without_the_sheet_is_whole() -> None:
    """Those of before."""
    book = opened(make_gevuld_teambestand(CATALOG, LAYOUT, RULES, Teaminhoud.of(DORP)))
    at(book["Basisfuncties"], "BF2", "Uitvoeren").value = "ja"
    del book["Verdeling"]
    werkmap = read_werkmap(saved(book), "steunpunt.xlsx", [team_vorm(CATALOG)], "team")
    assert judge_team(werkmap, "dorp", CATALOG, RULES).findings == ()
