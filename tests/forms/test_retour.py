"""A rejected form goes back as a fresh one that holds the answers as read, with every wrong cell marked."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell import Cell

from pipeline.excel import styles
from pipeline.forms.prefill import stempel
from pipeline.forms.retour import make_retour
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.intake.values import UNREADABLE, parse_keuze, parse_tekst, parse_uren
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Oordeel
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Answer, Value, Werkmap
from tests.support.forms import codes, form, judge_form, stamp, typed, without
from tests.support.workbooks import CATALOG, LAYOUT, RULES, at, beside, header, open_cells, opened

ANNA = Medewerker("1001", "Anna Voorbeeld", "bemiddelaar", 24.0, "Lies Verzonnen", "bemiddelaar")
ZONNEDAEL = Steunpunt("zonnedael", "Steunpunt Zonnedael", uitgevoerd=frozenset({"BF1"}), team=(ANNA,))
RED = f"00{styles.BAD}"
YELLOW = f"00{styles.INPUT}"

FOUT = form('Kerntaken | a misschien 4 "let op" | b ja "vier" | q nee | u ja | v ja\nFunctie | peildatum=morgen')


def retour(werkmap: Werkmap, *findings: Finding) -> bytes:
    """The returned form, with these findings or else those of validation."""
    oordeel = judge_form(werkmap)
    return make_retour(CATALOG, LAYOUT, RULES, ZONNEDAEL, replace(oordeel, findings=findings or oordeel.findings))


def book(werkmap: Werkmap, *findings: Finding) -> Workbook:
    """The returned form as openpyxl reads it."""
    return opened(retour(werkmap, *findings))


def again(werkmap: Werkmap, *findings: Finding) -> Werkmap:
    """The returned form as our reader reads it."""
    return read_werkmap(retour(werkmap, *findings), "formulieren/1001.xlsx", [Leesvorm(LAYOUT.formulier)])


def answers(werkmap: Werkmap) -> dict[tuple[str, str, str], Value]:
    """Sheet, code or "" and key -> what stands there, for all cells with an answer."""
    found = {(key, "", label): a.value for key, labels in werkmap.velden.items() for label, a in labels.items()}
    for key, rows in werkmap.tabellen.items():
        found |= {(key, row.code, kolom): a.value for row in rows for kolom, a in row.answers.items()}
    return {place: value for place, value in found.items() if value is not None and place[2] != "code"}


def listed(workbook: Workbook) -> list[dict[str, Value]]:
    """The rows of the sheet of findings, by header text."""
    sheet = workbook["Bevindingen"]
    top, columns = header(sheet)
    rows = range(top + 1, sheet.max_row + 1)
    return [{kop: sheet[f"{letter}{row}"].value for kop, letter in columns.items()} for row in rows]


def formulas(workbook: Workbook) -> set[tuple[str, str]]:
    """Sheet and address of every formula."""
    return {(s.title, c.coordinate) for s in workbook for row in s.iter_rows() for c in row if c.data_type == "f"}


def colour(cell: Cell) -> str:
    """Colour of a cell."""
    return str(cell.fill.fgColor.rgb)


# --- answers -------------------------------------------------------------------------------------------------------


def test_every_answer_comes_back_as_it_was_typed() -> None:
    """Right and wrong ones, at their code."""
    assert answers(again(FOUT)) == answers(FOUT)


def test_what_the_example_profile_would_fill_in_is_not_added() -> None:
    """A manager who cleared a kerntaak of the example, or deleted its row, does not get it back."""
    workbook = book(form("Kerntaken | a misschien | !e | !u"))
    assert at(workbook["Kerntaken"], "e", "Gekozen").value is None
    assert at(workbook["Kerntaken"], "f", "Gekozen").value is None
    assert at(workbook["Competenties"], "f", "Gekozen").value is None


def test_a_deleted_row_of_what_everybody_has_comes_back_with_ja() -> None:
    """It counts as ja, and the row is locked."""
    assert at(book(form("Kerntaken | a misschien | !u"))["Kerntaken"], "u", "Gekozen").value == "ja"


VALUES = st.one_of(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff"), min_size=1
    ),
    st.sampled_from(["=1+1", "+31", "-x", "@x", "#N/A", "_x0041_", "a\nb", "<b>&</b>", "{{ 7*7 }}", "TRUE", "4,5"]),
    st.floats(-1e9, 1e9).map(lambda value: round(value, 4)),
    st.booleans(),
    st.dates(dt.date(1990, 1, 1), dt.date(2100, 1, 1)),
).filter(lambda value: not isinstance(value, str) or bool(value.strip()))


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(["a gekozen", "b uren", "c toelichting", "q gekozen"]), VALUES, min_size=1))
def test_any_value_survives_the_way_back(values: dict[str, Value]) -> None:
    """Text stays text, numbers numbers, dates dates, whatever column they were typed in."""
    werkmap = FOUT
    for place, value in values.items():
        werkmap = typed(werkmap, f"kerntaken {place}", value)
    read = {("kerntaken", place[0], place[2:]): value for place, value in values.items()}
    expected = {**answers(werkmap), **{place: as_shown(place[2], value) for place, value in read.items()}}
    assert answers(again(werkmap)) == expected


def as_shown(kolom: str, value: Value) -> Value:
    """What the returned form shows of an answer: what was read with certainty, else what was typed."""
    if kolom == "toelichting":
        return value
    read = parse_keuze(value) if kolom == "gekozen" else parse_uren(value)
    return value if read is UNREADABLE else parse_tekst(read) if isinstance(read, bool) else read


def test_what_is_read_comes_back_as_it_was_read() -> None:
    """The live cells count only numbers, ja and nee; what is not certain stays as it was typed."""
    rows = 'Kerntaken | a x "4 uur" | b ja "vier" | j misschien'
    sent = form(f"{rows}\nFunctie | peildatum=2026-12-01 | contracturen=24 uur")
    workbook = book(sent)
    taken, functie = workbook["Kerntaken"], workbook["Functie"]
    assert [at(taken, "a", kop).value for kop in ("Gekozen", "Uren per week")] == ["ja", 4]
    assert at(taken, "b", "Uren per week").value == "vier" and at(taken, "j", "Gekozen").value == "misschien"
    assert beside(functie, "Peildatum").value == dt.datetime(2026, 12, 1)
    assert beside(functie, "Contracturen per week").value == 24


def test_text_never_becomes_a_formula() -> None:
    """faults.md 16, in answers and in the list of what was typed."""
    workbook = book(typed(FOUT, "kerntaken a gekozen", "=1+1"))
    cell = at(workbook["Kerntaken"], "a", "Gekozen")
    assert cell.data_type != "f"
    assert [row["Wat er stond"] for row in listed(workbook) if row["Cel"] == cell.coordinate] == ["=1+1"]
    assert formulas(workbook) == formulas(book(FOUT))  # only our own live ones


def test_answers_at_unknown_codes_are_listed_with_what_was_typed() -> None:
    """They have no place in the form, and must not be lost."""
    rows = listed(book(form('Kerntaken | a ja 4 | zz ja 3 "zelf bedacht"')))
    lost = {row["Eerdere cel"]: row["Wat er stond"] for row in rows if row["Soort"] == LAYOUT.woorden["zonder_plaats"]}
    assert lost == {"E27": "ja", "F27": 3, "G27": "zelf bedacht"}


def test_the_second_row_of_a_double_code_is_listed() -> None:
    """The first row's answers stand in the form."""
    rows = {"a": FOUT.tabellen["kerntaken"][0]}
    double = replace(rows["a"], answers={**rows["a"].answers, "toelichting": Answer("tweede", "G40")})
    tabellen = {**FOUT.tabellen, "kerntaken": (*FOUT.tabellen["kerntaken"], double)}
    workbook = book(replace(FOUT, tabellen=tabellen))
    assert at(workbook["Kerntaken"], "a", "Toelichting").value == "let op"
    assert ("G40", "tweede") in [(row["Eerdere cel"], row["Wat er stond"]) for row in listed(workbook)]


def test_answers_to_another_catalog_are_listed_and_not_placed() -> None:
    """A code of another catalog means something else."""
    other = form("Kerntaken | b ja 7", stempel=stamp(catalogus="anders"))
    workbook = book(other)
    assert at(workbook["Kerntaken"], "b", "Uren per week").value is None
    assert 7 in [row["Wat er stond"] for row in listed(workbook)]


def test_a_missing_sheet_comes_back_fresh() -> None:
    """Nothing was typed there, so it is as it was handed out."""
    finding = Finding("blad_ontbreekt", Address("formulieren/1001.xlsx", "Competenties"))
    workbook = book(without(FOUT, finding, blad="competenties"), finding)
    assert at(workbook["Competenties"], "b", "Gekozen").value == "ja"
    assert [row["Soort"] for row in listed(workbook)] == [LAYOUT.woorden["hersteld"]]


# --- marks ---------------------------------------------------------------------------------------------------------


def test_a_wrong_cell_is_marked_by_colour_and_text() -> None:
    """Colour is never the only sign. The text stands beside the answers: a comment would cover those."""
    taken = book(FOUT)["Kerntaken"]
    wrong, right = at(taken, "b", "Uren per week"), at(taken, "a", "Uren per week")
    assert (colour(wrong), colour(right)) == (RED, YELLOW)
    assert str(at(taken, "b", "Let op").value).startswith("Fout: ")
    assert at(taken, "c", "Let op").value is None
    assert wrong.comment is None
    assert [*header(taken)[1]][-3:] == ["Toelichting", "Let op", "Klopt dit?"]
    assert "Let op" not in header(book(FOUT)["Competenties"])[1]


def test_a_wrong_answer_beside_a_label_is_marked_too() -> None:
    """The text stands in column C."""
    functie = book(FOUT)["Functie"]
    cell = beside(functie, "Peildatum")
    assert cell.value == "morgen" and colour(cell) == RED
    assert str(functie.cell(cell.row, 3).value).startswith("Fout: ")


def test_a_warning_is_no_fout() -> None:
    """Let op is for what does not hold the profile back."""
    address = Address("formulieren/1001.xlsx", "Kerntaken", "F5")
    finding = Finding("uren_zonder_keuze", address, {"waar": "", "code": "a", "naam": "x"}, "a", "uren")
    assert str(at(book(FOUT, finding)["Kerntaken"], "a", "Let op").value).startswith("Let op: ")


def test_a_locked_cell_with_a_wrong_answer_can_be_corrected() -> None:
    """q on nee: unlocked, with the drop-down; the other kerntaken of everybody stay locked."""
    taken = book(FOUT)["Kerntaken"]
    cell = at(taken, "q", "Gekozen")
    assert cell.value == "nee" and cell.coordinate in open_cells(taken)
    assert at(taken, "u", "Gekozen").coordinate not in open_cells(taken)
    lists = [made for made in taken.data_validations.dataValidation if made.type == "list"]
    assert cell.coordinate in lists[0].sqref and at(taken, "u", "Gekozen").coordinate not in lists[0].sqref


def test_the_texts_name_the_cell_of_this_form() -> None:
    """A sorted form has its rows elsewhere; the list tells both cells."""
    rows = tuple(reversed(FOUT.tabellen["kerntaken"]))
    moved = tuple(
        replace(row, answers={k: replace(a, cel=f"{a.cel[0]}{50 + n}") for k, a in row.answers.items()})
        for n, row in enumerate(rows)
    )
    workbook = book(replace(FOUT, tabellen={**FOUT.tabellen, "kerntaken": moved}))
    here = at(workbook["Kerntaken"], "b", "Uren per week").coordinate
    row = next(row for row in listed(workbook) if row["Cel"] == here)
    assert row["Eerdere cel"] == "F70" and row["Wat er stond"] == "vier"
    assert here in str(row["Wat is er aan de hand?"])
    assert here in str(at(workbook["Kerntaken"], "b", "Let op").value)


def test_two_findings_on_one_cell_are_both_told_and_the_worst_gives_the_colour() -> None:
    """Nothing hides another."""
    address = Address("formulieren/1001.xlsx", "Kerntaken", "F5")
    values = {"waar": "", "code": "a", "naam": "x", "maximum": "60"}
    findings = [Finding(code, address, values, "a", "uren") for code in ("uren_zonder_keuze", "uren_bereik")]
    taken = book(FOUT, *findings)["Kerntaken"]
    cell = at(taken, "a", "Uren per week")
    said = str(at(taken, "a", "Let op").value)
    assert (said.count("Let op: "), said.count("Fout: ")) == (1, 1)
    assert colour(cell) == RED


# --- the list ------------------------------------------------------------------------------------------------------


def test_the_list_of_findings_comes_first_and_leads_to_each_cell() -> None:
    """Opened on it; every cell is a link to the marked cell."""
    workbook = book(FOUT)
    assert workbook.sheetnames[0] == workbook.active.title == "Bevindingen"
    assert [sheet.title for sheet in workbook if sheet.sheet_view.tabSelected] == ["Bevindingen"]
    links = [cell.hyperlink.location for row in workbook["Bevindingen"].iter_rows() for cell in row if cell.hyperlink]
    for code, kop in (("a", "Gekozen"), ("b", "Uren per week"), ("q", "Gekozen")):
        assert f"'Kerntaken'!{at(workbook['Kerntaken'], code, kop).coordinate}" in links
    assert f"'Functie'!{beside(workbook['Functie'], 'Peildatum').coordinate}" in links


def test_every_finding_is_listed_errors_first() -> None:
    """With its severity in words."""
    rows = listed(book(FOUT))
    assert len(rows) == len(judge_form(FOUT).findings)
    soorten = [row["Soort"] for row in rows]
    assert soorten == sorted(soorten, key=[LAYOUT.woorden[key] for key in ("fout", "waarschuwing", "info")].index)
    assert soorten.count(LAYOUT.woorden["fout"]) == 4
    assert all(row["Wat is er aan de hand?"] and row["Wat kun je doen?"] for row in rows)


def test_what_a_fresh_form_repairs_by_itself_is_not_asked_again() -> None:
    """A double or unknown code, a missing sheet or column: here everything is in its place."""
    rows = listed(book(form("Kerntaken | a ja 4 | zz ja")))
    repaired = next(row for row in rows if row["Wat er stond"] == "zz")
    assert repaired["Soort"] == LAYOUT.woorden["hersteld"]
    assert repaired["Wat kun je doen?"] == LAYOUT.woorden["hersteld_oplossing"]


# --- whose form it is ----------------------------------------------------------------------------------------------


def test_the_stamp_says_that_it_replaces_the_rejected_form() -> None:
    """Of two forms for one person the one that replaces the other counts."""
    assert again(FOUT).stempel == stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA, "f1")


def test_a_wrong_personeelsnummer_can_be_put_right() -> None:
    """The stamp keeps the person whom the form was made for; the cell holds what was typed."""
    wrong = typed(form(), "functie personeelsnummer", "1002")
    place = Address("formulieren/1001.xlsx", "Functie", "B5")
    finding = Finding("stempel_verschilt", place, {"van": "1001"}, kolom="personeelsnummer")
    returned = retour(wrong, finding)
    cell = beside(opened(returned)["Functie"], "Personeelsnummer")
    assert (cell.value, cell.protection.locked) == ("1002", False)
    assert read_werkmap(returned, "1.xlsx", [Leesvorm(LAYOUT.formulier)]).stempel["personeelsnummer"] == "1001"


def test_somebody_outside_the_team_gets_the_answers_back_too() -> None:
    """The number on the form is all that is known."""
    stranger = typed(form(stempel={}), "functie personeelsnummer", "9999")
    workbook = book(stranger)
    assert beside(workbook["Functie"], "Personeelsnummer").value == "9999"
    assert beside(workbook["Functie"], "Naam").value == "Anna Voorbeeld"


def test_a_returned_form_is_read_without_findings_and_accepted_once_corrected() -> None:
    """Our own marks are no stray texts; after the corrections nothing stands in the way."""
    returned = again(FOUT)
    assert returned.findings == ()
    for place, value in (("a gekozen", "ja"), ("b uren", 4.0), ("q gekozen", "ja")):
        returned = typed(returned, f"kerntaken {place}", value)
    returned = typed(returned, "functie peildatum", "1-12-2026")
    oordeel: Oordeel = judge_form(returned)
    assert oordeel.status == "goedgekeurd", codes(oordeel.findings)


def test_same_input_gives_the_same_bytes() -> None:
    """A rerun writes nothing new."""
    assert retour(FOUT) == retour(FOUT)
