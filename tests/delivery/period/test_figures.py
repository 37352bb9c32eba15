"""cijfers.csv: a table that every spreadsheet opens, in which nobody can be found and nothing calculates."""

from __future__ import annotations

import csv
from dataclasses import replace

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.delivery.period.figures import figure_rows, make_figures, names_apart
from pipeline.model.kept_run import RunDekking, RunSteunpunt
from pipeline.model.samenvatting import Samenvatting

CATALOG = shipped_catalog()
E = f"e {CATALOG.kerntaak['e'].naam}"


def steunpunt(**dekking: object) -> RunSteunpunt:
    """A steunpunt with the figures of one kerntaak."""
    fields = {"kerntaak": "e", "status": "gedekt", "uren": 0} | dekking
    row = RunDekking.model_validate(fields)
    return RunSteunpunt(map="dorp", naam="Dorp", status="gelezen", formulieren=(), dekking=(row,), overbelasting=())


def read(data: bytes) -> list[list[str]]:
    """The file as another program reads it."""
    assert data.startswith(b"\xef\xbb\xbf")
    return [*csv.reader(data.decode("utf-8-sig").splitlines(), delimiter=";")]


@pytest.mark.parametrize(
    ("people", "unknown", "uren"),
    [
        ((), 0, ""),
        (("1", "2"), 0, ""),
        (("1", "2", "3"), 0, "7,5"),
        (("1", "2", "3"), 1, ""),
        (("1", "2", "3", "4"), 1, "7,5"),
    ],
)
def test_hours_are_told_from_three_people_whose_hours_are_known(
    people: tuple[str, ...], unknown: int, uren: str
) -> None:
    """Of fewer they say something of one person; the number of people is no secret."""
    found = steunpunt(uitvoerders=people, uren_onbekend=unknown, uren=7.5, behoefte=8)
    assert [*figure_rows(found, "Dorp", CATALOG)] == [("Dorp", E, "gedekt", str(len(people)), uren, "8")]


def test_a_need_that_is_not_given_is_blank() -> None:
    """Not 0, which would be a need."""
    assert [*figure_rows(steunpunt(status="op_papier"), "Dorp", CATALOG)] == [("Dorp", E, "op papier", "0", "", "")]


def test_the_file_has_a_fixed_header_and_one_line_a_row() -> None:
    """With the line ends that Excel writes itself."""
    data = b"".join(make_figures([("Dorp", E, "gedekt", "3", "7,5", "8")]))
    assert data.decode("utf-8-sig") == f"steunpunt;kerntaak;status;mensen;uren;nodig\r\nDorp;{E};gedekt;3;7,5;8\r\n"
    assert read(b"".join(make_figures([]))) == [["steunpunt", "kerntaak", "status", "mensen", "uren", "nodig"]]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SOM(A1)", " =1", 'a;b "c"', "Wálcheren"])
def test_no_name_becomes_a_formula_or_another_column(name: str) -> None:
    """A name comes from a workbook that anybody can fill in."""
    row = (name, E, "gedekt", "3", "7,5", "8")
    found = read(b"".join(make_figures([row])))[1]
    assert (found[0].lstrip()[0] not in "=+-@", found[1:]) == (True, [*row[1:]])
    assert found[0].removeprefix("'") == name


def test_steunpunten_of_one_name_stay_apart() -> None:
    """By their folder, which also stands in for a name that is not there."""
    empty = {"gemeente": "", "koepel": "", "leesbaar": True, "medewerkers": 0, "goedgekeurd": 0, "afgekeurd": 0}
    one = Samenvatting(map="a", naam="Dorp", ontbrekend=0, uitgevoerd=frozenset(), kerntaken=(), signalen={}, **empty)  # type: ignore[arg-type]
    found = [one, replace(one, map="b"), replace(one, map="c", naam=""), replace(one, map="d", naam="Stad\n Zuid")]
    assert names_apart(found) == {"a": "Dorp (a)", "b": "Dorp (b)", "c": "c", "d": "Stad Zuid"}
