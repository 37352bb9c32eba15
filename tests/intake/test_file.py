"""Files and sheets are read, however they were written or shuffled (faults.md)."""

from __future__ import annotations

import datetime as dt
import errno
import hashlib
import io
import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from pipeline.definitions.layout import STEMPEL, Kolom, Veld
from pipeline.intake.file import read_file, read_werkmap
from pipeline.intake.look import MAX_FILE
from pipeline.intake.opdracht import Leesopdracht, Leesvorm
from pipeline.model.workbook import BLANK, Answer, Werkmap
from tests.support.folders import put
from tests.support.reading import (
    FORM,
    TEAM,
    answer,
    changed,
    codes,
    complete,
    make_form,
    make_team,
    places,
    read,
    to_bytes,
    with_error,
)

# --- what is read --------------------------------------------------------------------------------------------------


def test_a_fresh_form_is_read_without_findings() -> None:
    """All answers are there, blank, with their address; live formulas are no answers (faults.md 6)."""
    werkmap = read(make_form())
    assert werkmap.findings == ()
    assert werkmap.leesbaar
    assert set(werkmap.velden) == {"functie"}
    assert set(werkmap.tabellen) == {"kerntaken", "kernopgaven", "competenties"}
    assert werkmap.velden["functie"]["doel"] == Answer(None, "B7")
    assert [row.code for row in werkmap.tabellen["kerntaken"]] == ["a", "b", "q"]
    assert dict(werkmap.tabellen["kerntaken"][1].answers) == {
        "code": Answer("b", "A6"),
        "gekozen": Answer(None, "E6"),
        "uren": Answer(None, "F6"),
        "toelichting": Answer(None, "G6"),
    }


def test_values_keep_their_type_and_their_address() -> None:
    """Nothing is coerced: numbers, choices, dates and texts come as they were typed."""
    book = make_form(E5="ja", F5=4, E6=True, F6=4.5, E7="x", F7="4,5", G7="  let op:\ta < b\nen verder ")
    book["Functie"]["B5"], book["Functie"]["B11"] = 1001, dt.date(2026, 12, 1)
    werkmap = read(book)
    assert answer(werkmap, "a", "gekozen") == Answer("ja", "E5")
    assert answer(werkmap, "a", "uren") == Answer(4.0, "F5")
    assert answer(werkmap, "b", "gekozen").value is True
    assert answer(werkmap, "b", "uren") == Answer(4.5, "F6")
    assert answer(werkmap, "q", "uren") == Answer("4,5", "F7")
    assert answer(werkmap, "q", "toelichting") == Answer("  let op:\ta < b\nen verder ", "G7")
    assert werkmap.velden["functie"]["personeelsnummer"] == Answer(1001.0, "B5")
    assert werkmap.velden["functie"]["peildatum"] == Answer(dt.date(2026, 12, 1), "B11")


def test_excel_making_a_date_of_1_2_gives_a_date_and_no_number() -> None:
    """faults.md 25: hours that became a date are for the judge to refuse."""
    assert answer(read(make_form(F5=dt.datetime(2026, 2, 1))), "a", "uren").value == dt.date(2026, 2, 1)


def test_a_moment_keeps_its_time_and_a_time_stays_a_time() -> None:
    """Only midnight is a date without more."""
    werkmap = read(make_form(F5=dt.datetime(2026, 2, 1, 10, 30), F6=dt.time(4, 30)))
    assert answer(werkmap, "a", "uren").value == dt.datetime(2026, 2, 1, 10, 30)
    assert answer(werkmap, "b", "uren").value == dt.time(4, 30)


def test_dates_of_the_1904_system_are_right() -> None:
    """faults.md 25: workbooks made on a Mac."""
    book = make_form()
    book.epoch = CALENDAR_MAC_1904
    book["Functie"]["B11"] = dt.date(2026, 12, 1)
    assert read(book).velden["functie"]["peildatum"].value == dt.date(2026, 12, 1)


@settings(max_examples=30, deadline=None)
@given(
    st.text(
        st.characters(exclude_categories=("Cs",), exclude_characters="\r￾￿")
        .filter(lambda character: character in "\t\n" or character >= " ")
        .filter(lambda character: character != "_"),
        max_size=60,
    )
)
def test_any_text_arrives_verbatim(text: str) -> None:
    """faults.md 3 and 16: markup, braces, emoji, line breaks, and what looks like a formula."""
    book = make_form()
    cell = book["Functie"]["B13"]
    cell.value, cell.data_type = text, "s"
    werkmap = read(book)
    assert werkmap.velden["functie"]["opmerkingen"].value == (text if text.strip() else None)
    assert werkmap.findings == ()


def test_a_text_that_looks_like_a_formula_or_an_error_is_text() -> None:
    """faults.md 16: and "#N/A" typed in a text cell is what somebody typed."""
    book = make_form()
    for cel, text in {"E5": '=HYPERLINK("x")', "E6": "#N/A", "E7": "+31 6"}.items():
        book["Kerntaken"][cel].value, book["Kerntaken"][cel].data_type = text, "s"
    werkmap = read(book)
    assert [answer(werkmap, code, "gekozen").value for code in "abq"] == ['=HYPERLINK("x")', "#N/A", "+31 6"]
    assert werkmap.findings == ()


def test_spaces_only_are_blank() -> None:
    """A space bar is how many people empty a cell."""
    assert answer(read(make_form(E5="  \n ", F5=" ")), "a", "gekozen").value is None


def test_the_stamp_is_read_as_text() -> None:
    """A blank value is no value; a number has no decimals."""
    assert read(make_form()).stempel == {"formulier": "abc123", "versie": "1", "personeelsnummer": "0104"}


def test_a_form_without_a_stamp_has_an_empty_one() -> None:
    """design.md 6: it is read all the same."""
    book = make_form()
    book.remove(book[STEMPEL])
    werkmap = read(book)
    assert (werkmap.stempel, werkmap.findings) == ({}, ())


def test_the_digest_is_that_of_the_file() -> None:
    """antwoorden.json names it, so that a later reader knows which file was read."""
    data = to_bytes(make_form())
    assert read_werkmap(data, "x.xlsx", [Leesvorm(FORM)]).sha256 == hashlib.sha256(data).hexdigest()


# --- strange but readable files ------------------------------------------------------------------------------------


def test_strict_ooxml_is_read() -> None:
    """faults.md 7: other namespaces, the same answers."""
    transitional = b"http://schemas.openxmlformats.org/"

    def strict(_: str, content: bytes) -> bytes:
        for old, new in (
            (b"spreadsheetml/2006/main", b"spreadsheetml/main"),
            (b"officeDocument/2006/relationships", b"officeDocument/relationships"),
        ):
            content = content.replace(transitional + old, b"http://purl.oclc.org/ooxml/" + new)
        return content

    data = changed(to_bytes(make_form(E5="ja", F5=4.5)), strict)
    werkmap = read_werkmap(data, "x.xlsx", [Leesvorm(FORM)])
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("xl/workbook.xml")
    assert werkmap.findings == ()
    assert answer(werkmap, "a", "uren").value == 4.5


def test_a_false_dimension_hides_no_rows() -> None:
    """faults.md 8."""

    def lie(_: str, content: bytes) -> bytes:
        return content.replace(b'<dimension ref="A1:G7"/>', b'<dimension ref="A1:B2"/>')

    werkmap = read_werkmap(changed(to_bytes(make_form(F7=2)), lie), "x.xlsx", [Leesvorm(FORM)])
    assert answer(werkmap, "q", "uren").value == 2.0


def test_a_merged_range_and_a_link_over_the_whole_sheet_are_read() -> None:
    """faults.md 13: a reader that walks over every cell of it never ends."""
    links = '<hyperlinks><hyperlink ref="A1:XFD1048576" location="A1"/></hyperlinks>'
    whole = f'</sheetData><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>{links}'

    def spread(_: str, content: bytes) -> bytes:
        return content.replace(b"</sheetData>", whole.encode())

    werkmap = read_werkmap(changed(to_bytes(make_form(G5="samen")), spread), "x.xlsx", [Leesvorm(FORM)])
    assert answer(werkmap, "a", "toelichting").value == "samen"
    assert werkmap.findings == ()


def test_cells_without_a_reference_are_read_at_their_place() -> None:
    """Some programs leave the reference out; values and error cells count on alike."""
    rows = "<row><c t='inlineStr'><is><t>Naam</t></is></c><c t='e'><v>#REF!</v></c></row>"
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'

    def bare(name: str, content: bytes) -> bytes:
        return sheet.encode() if name == "xl/worksheets/sheet1.xml" else content

    book = Workbook()
    book.worksheets[0].title = "Steunpunt"
    blad = TEAM["steunpunt"].model_copy(update={"velden": TEAM["steunpunt"].velden[:1]})
    werkmap = read_werkmap(changed(to_bytes(book), bare), "x.xlsx", [Leesvorm({"steunpunt": blad})], "team")
    assert werkmap.velden["steunpunt"]["naam"] == Answer("#REF!", "B1")
    assert codes(werkmap) == ["cel_fout"]


def test_an_impossible_reference_to_a_text_makes_the_file_unreadable() -> None:
    """faults.md 26: beyond the last shared text."""

    def beyond(name: str, content: bytes) -> bytes:
        return content.replace(b't="n"><v>4</v>', b't="s"><v>99</v>') if "sheet3" in name else content

    werkmap = complete(read_werkmap(changed(to_bytes(make_form(F5=4)), beyond), "x.xlsx", [Leesvorm(FORM)]))
    assert (codes(werkmap), werkmap.leesbaar) == (["bestand_niet_gelezen"], False)


def test_a_refused_file_has_one_finding_and_no_answers() -> None:
    """What the look refuses is not opened."""
    werkmap = read_werkmap(b"", "x.xlsx", [Leesvorm(FORM)])
    assert (codes(werkmap), werkmap.leesbaar) == (["bestand_leeg"], False)
    assert not werkmap.velden
    assert not werkmap.tabellen


def ods(naam: str, *rows: list[str]) -> bytes:
    """An .ods of one sheet with these rows of cells."""
    lines = "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in rows)
    table = f'<table:table table:name="{naam}">{lines}</table:table>'
    prefixes = ("office", "table", "text")
    names = " ".join(f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in prefixes)
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f"<office:document-content {names}>{body}</office:document-content>")
    return buffer.getvalue()


def ods_text(text: str) -> str:
    """A cell with a text, or with the markup of one."""
    return f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def test_an_ods_is_read_verbatim() -> None:
    """faults.md 20: paragraphs, spaces, and the tabs and line breaks that python-calamine drops."""
    koppen = [ods_text(kolom.kop) for kolom in FORM["kernopgaven"].kolommen]
    text = 'een<text:tab/>twee<text:line-break/>drie</text:p><text:p>vier<text:s text:c="2"/>&lt;b&gt;'
    data = ods("Kernopgaven", koppen, [ods_text(cell) for cell in ("d", "naam", "ja", text)])
    werkmap = read_werkmap(data, "x.ods", [Leesvorm({"kernopgaven": FORM["kernopgaven"]})])
    assert werkmap.findings == ()
    assert answer(werkmap, "d", "gekozen", "kernopgaven") == Answer("ja", "C2")
    assert answer(werkmap, "d", "toelichting", "kernopgaven").value == "een\ttwee\ndrie\nvier  <b>"
    assert werkmap.sha256 == hashlib.sha256(data).hexdigest()


def test_numbers_and_dates_of_an_ods_keep_their_type() -> None:
    """faults.md 25: a date at midnight is a date."""
    typed = {
        "personeelsnummer": 'office:value-type="float" office:value="104"',
        "signaal": 'office:value-type="boolean" office:boolean-value="true"',
        "reden": 'office:value-type="date" office:date-value="2026-12-01"',
        "geldig_tot": 'office:value-type="date" office:date-value="2026-12-01T00:00:00"',
    }
    koppen = [ods_text(kolom.kop) for kolom in TEAM["afspraken"].kolommen]
    data = ods("Afspraken", koppen, [f"<table:table-cell {attributes}/>" for attributes in typed.values()])
    (row,) = read_werkmap(data, "x.ods", [Leesvorm({"afspraken": TEAM["afspraken"]})], "team").tabellen["afspraken"]
    values = [answer.value for answer in row.answers.values()]
    assert values == [104.0, True, dt.date(2026, 12, 1), dt.date(2026, 12, 1)]
    assert [type(value) for value in values] == [float, bool, dt.date, dt.date]


# --- sheets --------------------------------------------------------------------------------------------------------


def test_sheets_are_found_in_any_order_hidden_or_not() -> None:
    """faults.md 24."""
    book = make_form(F5=4)
    book["Kerntaken"].sheet_state = "hidden"
    book.move_sheet("Kerntaken", -2)
    werkmap = read(book)
    assert answer(werkmap, "a", "uren").value == 4.0
    assert werkmap.findings == ()


@pytest.mark.parametrize("name", ["KERNTAKEN", " kerntaken ", "Taken van Anna"])
def test_a_renamed_sheet_is_found(name: str) -> None:
    """faults.md 24: case and spaces do not count, else its headers tell; findings use the name in the file."""
    book = make_form(F5=4, I6="los")
    book["Kerntaken"].title = "Blad1"  # openpyxl takes another case for a double name
    book["Blad1"].title = name
    werkmap = read(book)
    assert answer(werkmap, "a", "uren").value == 4.0
    assert [(f.code, f.address.blad) for f in werkmap.findings] == [("buiten_tabel", name)]


def test_a_renamed_sheet_with_labels_is_found() -> None:
    """faults.md 24: by all its labels."""
    book = make_form()
    book["Functie"].title = "Blad1"
    book["Blad1"]["B4"] = "Anna"
    assert read(book).velden["functie"]["naam"] == Answer("Anna", "B4")


def test_a_copy_of_a_sheet_is_reported() -> None:
    """faults.md 24: nobody knows which of the two is meant; the original is shown."""
    book = make_form(F5=4)
    copy = book.copy_worksheet(book["Kerntaken"])
    copy["F5"] = 9
    werkmap = read(book)
    assert codes(werkmap) == ["blad_dubbel"]
    assert werkmap.findings[0].address.blad == "Kerntaken"
    assert answer(werkmap, "a", "uren").value == 4.0


def test_a_missing_sheet_is_reported_and_the_others_are_read() -> None:
    """faults.md 24: the form is rejected by that finding, but it can be read."""
    book = make_form(F5=4)
    book.remove(book["Competenties"])
    werkmap = read(book)
    assert places(werkmap, "blad_ontbreekt") == [("Competenties", "")]
    assert len(werkmap.findings) == 1
    assert werkmap.leesbaar
    assert "competenties" not in werkmap.tabellen
    assert answer(werkmap, "a", "uren").value == 4.0


def test_sheets_that_only_explain_may_be_missing_or_broken() -> None:
    """design.md 2.2: Uitleg and Controle are never read as input."""
    book = make_form()
    book.remove(book["Uitleg"])
    book["Controle"]["B5"] = "=1/0"
    book["Controle"]["XFD1048576"] = 1
    assert read(book).findings == ()


def test_a_sheet_that_the_catalog_has_nothing_for_is_not_missed(tmp_path: Path) -> None:
    """A catalog without kernopgaven makes forms without that sheet."""
    book = make_form()
    book.remove(book["Kernopgaven"])
    book.save(tmp_path / "1001.xlsx")
    assert codes(read_file(Leesopdracht(tmp_path / "1001.xlsx", "1001.xlsx", "formulier"))) == ["blad_ontbreekt"]
    without = Leesvorm({key: blad for key, blad in FORM.items() if key != "kernopgaven"})
    assert read_file(Leesopdracht(tmp_path / "1001.xlsx", "1001.xlsx", "formulier", [without])).findings == ()


def test_sheets_of_somebody_else_are_told_and_not_read() -> None:
    """A manager may keep a sheet with notes, and hears that nobody reads it; an empty one says nothing."""
    book = make_form()
    book.create_sheet("Leeg")
    assert codes(read(book)) == []
    book.create_sheet("Notities")["A1"] = "Gekozen"
    assert codes(read(book)) == ["blad_overig"]


def test_a_workbook_without_any_of_our_sheets_is_no_form() -> None:
    """It cannot be read as a form, and one message says so."""
    werkmap = read(Workbook())
    assert (codes(werkmap), werkmap.leesbaar) == (["geen_formulier"], False)


# --- the team workbook ---------------------------------------------------------------------------------------------


def read_team(book: Workbook) -> Werkmap:
    """The workbook, read as a team workbook."""
    return complete(read_werkmap(to_bytes(book), "steunpunt.xlsx", [Leesvorm(TEAM)], "team"))


def test_the_team_is_read_row_by_row() -> None:
    """A table without codes: every row with anything in it, blank ones in between do not count."""
    book = make_team()
    book["Team"]["A5"], book["Team"]["B5"], book["Team"]["D5"] = "0104", "Anna", 24
    book["Team"]["B8"] = "Bo"
    book["Steunpunt"]["B4"], book["Basisfuncties"]["C5"] = "Zonnedael", "ja"
    werkmap = read_team(book)
    assert werkmap.findings == ()
    assert [row.answers["personeelsnummer"] for row in werkmap.tabellen["team"]] == [
        Answer("0104", "A5"),
        Answer(None, "A8"),
    ]
    assert werkmap.tabellen["team"][0].code == ""
    assert werkmap.tabellen["team"][0].answers["contracturen"].value == 24.0
    assert werkmap.velden["steunpunt"]["naam"].value == "Zonnedael"
    assert answer(werkmap, "BF1", "uitvoeren", "basisfuncties") == Answer("ja", "C5")
    assert answer(werkmap, "a", "uren", "behoefte").value is None


def test_an_error_cell_on_team_is_reported_with_its_column() -> None:
    """Nobody's name or number is repeated."""
    (finding,) = read_team(with_error(make_team(), "Team", "D5")).findings
    assert (finding.code, finding.values["waar"], finding.rij) == ("cel_fout", " (Contracturen per week)", "")


def test_need_and_agreements_may_be_missing_but_not_the_team() -> None:
    """design.md 2.2: these two sheets are optional."""
    book = make_team()
    book.remove(book["Behoefte"])
    book.remove(book["Afspraken"])
    assert read_team(book).findings == ()
    book.remove(book["Team"])
    assert codes(read_team(book)) == ["blad_ontbreekt"]


def test_another_workbook_is_no_team_workbook() -> None:
    """The message does not speak of forms."""
    assert codes(read_team(Workbook())) == ["geen_teambestand"]


# --- files ---------------------------------------------------------------------------------------------------------


def test_a_file_is_read_by_its_kind(tmp_path: Path) -> None:
    """The name in messages is the one given, not the path."""
    make_form(F5=4).save(tmp_path / "1001.xlsx")
    make_team().save(tmp_path / "steunpunt.xlsx")
    form = read_file(Leesopdracht(tmp_path / "1001.xlsx", "formulieren/1001.xlsx", "formulier"))
    team = read_file(Leesopdracht(tmp_path / "steunpunt.xlsx", "steunpunt.xlsx", "team"))
    assert (form.bestand, set(form.velden), form.findings) == ("formulieren/1001.xlsx", {"functie"}, ())
    assert (team.bestand, set(team.velden), team.findings) == ("steunpunt.xlsx", {"steunpunt"}, ())


class Locked(type(Path())):  # type: ignore[misc]
    """A file that may not be opened: rights do not stop the superuser, who runs tests too."""

    def open(self, *_: object, **__: object) -> io.BytesIO:
        """Refuse."""
        raise PermissionError(errno.EACCES, "refused")


def in_a_circle(folder: Path) -> Path:
    """A link to itself."""
    path = folder / "kring.xlsx"
    path.symlink_to(path)
    return path


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (lambda folder: folder / "weg.xlsx", "bestand_verdwenen"),
        (lambda folder: Locked(put(folder, "dicht.xlsx", b"")), "bestand_geen_toegang"),
        (lambda folder: folder, "bestand_niet_gelezen"),
        (in_a_circle, "bestand_kring"),
    ],
)
def test_a_file_that_cannot_be_opened_has_its_own_message(
    tmp_path: Path, path: Callable[[Path], Path], expected: str
) -> None:
    """It disappeared, is locked, is a folder, or a link to itself (faults.md 39)."""
    werkmap = complete(read_file(Leesopdracht(path(tmp_path), "1001.xlsx", "formulier")))
    assert (codes(werkmap), werkmap.leesbaar, werkmap.bestand) == ([expected], False, "1001.xlsx")


class Stream(io.BytesIO):
    """A stream without an end."""

    def read(self, size: int | None = -1, /) -> bytes:
        """As much as was asked for, which may not be everything."""
        assert size is not None
        assert 0 <= size <= MAX_FILE + 1
        return b"x" * size


class Endless(type(Path())):  # type: ignore[misc]
    """A file without an end."""

    def open(self, *_: object, **__: object) -> Stream:
        """Its stream."""
        return Stream()


def test_a_file_that_grows_is_not_read_to_its_end(tmp_path: Path) -> None:
    """faults.md 15: only one byte more than the limit."""
    assert codes(read_file(Leesopdracht(Endless(put(tmp_path, "groot.xlsx", b"")), "groot.xlsx", "formulier"))) == [
        "bestand_te_groot"
    ]


def test_a_file_that_is_too_large_is_not_even_opened(tmp_path: Path) -> None:
    """faults.md 40: its size is enough."""
    path = put(tmp_path, "groot.xlsx", b"")
    os.truncate(path, MAX_FILE + 1)
    assert codes(read_file(Leesopdracht(Locked(path), "groot.xlsx", "formulier"))) == ["bestand_te_groot"]


def test_reading_agrees_with_openpyxl() -> None:
    """An independent reader finds the same value at every address."""
    book = make_form(E5="ja", F5=4, F6="4 uur", G6="regel\nregel", E7=True)
    sheet = load_workbook(io.BytesIO(to_bytes(book)))["Kerntaken"]
    for row in read(book).tabellen["kerntaken"]:
        assert all(sheet[found.cel].value == found.value for found in row.answers.values())


# --- what may be missing -------------------------------------------------------------------------------------------


def test_a_workbook_of_before_a_sheet_column_or_label_existed_is_whole() -> None:
    """Without a message, and what it did not have yet reads as blank: so a form can grow."""
    nieuw = Kolom(key="kamer", kop="Kamer", soort="lijst", breedte=10, verplicht=False)
    veld = Veld(key="regio", label="Regio", soort="tekst", verplicht=False)
    grown = {
        "steunpunt": TEAM["steunpunt"].model_copy(update={"velden": (*TEAM["steunpunt"].velden, veld)}),
        "team": TEAM["team"].model_copy(update={"kolommen": (*TEAM["team"].kolommen, nieuw)}),
        "kamers": TEAM["behoefte"].model_copy(update={"naam": "Kamers"}),
    }
    book = make_team()
    book["Team"]["A5"] = "1001"
    werkmap = read_werkmap(to_bytes(book), "steunpunt.xlsx", [Leesvorm(TEAM | grown)], "team")
    assert werkmap.findings == ()
    assert werkmap.rows("kamers") == ()
    assert werkmap.veld("steunpunt", "regio") == werkmap.rows("team")[0].answer("kamer") == BLANK
    assert werkmap.rows("team")[0].answer("personeelsnummer") == Answer("1001", "A5")


def test_a_new_column_and_label_are_read_where_they_are() -> None:
    """Optional is only that they may be missing; a renamed sheet is found without them too."""
    nieuw = Kolom(key="kamer", kop="Kamer", soort="lijst", breedte=10, verplicht=False)
    grown = TEAM | {"team": TEAM["team"].model_copy(update={"kolommen": (*TEAM["team"].kolommen, nieuw)})}
    book = make_team()
    book["Team"].title = "Mensen"
    assert read_werkmap(to_bytes(book), "steunpunt.xlsx", [Leesvorm(grown)], "team").namen["team"] == "Mensen"
    book["Mensen"]["H4"], book["Mensen"]["H5"] = "Kamer", "3.14"
    (row,) = read_werkmap(to_bytes(book), "steunpunt.xlsx", [Leesvorm(grown)], "team").rows("team")
    assert row.answer("kamer") == Answer("3.14", "H5")


@pytest.mark.parametrize(("blad", "kop"), [("Team", "E4"), ("Steunpunt", "A5"), ("Basisfuncties", "C4")])
def test_what_must_be_there_is_still_missed(blad: str, kop: str) -> None:
    """Every column and label that the team workbook has today."""
    book = make_team()
    book[blad][kop] = None
    (finding,) = read_werkmap(to_bytes(book), "steunpunt.xlsx", [Leesvorm(TEAM)], "team").findings
    assert finding.code in ("kolom_ontbreekt", "label_ontbreekt")
