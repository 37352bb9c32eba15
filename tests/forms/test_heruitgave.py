"""Next month's form: the accepted answers again, what is to be looked at first, and former forms in the archive."""

from __future__ import annotations

import datetime as dt
import io
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import pipeline.delivery.period.files
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.delivery.period.run_json import make_antwoorden, make_run_steunpunt, to_json
from pipeline.forms.aandacht import Vorig
from pipeline.forms.heruitgave import make_heruitgave
from pipeline.forms.invulschema import make_invulschema
from pipeline.handout import Uitgifte, issue_forms
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.analysed import Analyse, Signaal
from pipeline.model.findings import Stop
from pipeline.model.judged import Antwoorden
from pipeline.model.kept_answers import KeptAntwoorden
from pipeline.model.record import Json
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import Werkmap
from tests.conftest import FORM_NAMES, report_of
from tests.end_to_end.test_cli import NAMES, files_of, profielbouwer
from tests.support.forms import form, judge
from tests.support.office import put_label, type_in, type_in_cell
from tests.support.workbooks import CATALOG, LAYOUT, RULES, at, beside, header, opened, small_catalog

ANNA = Medewerker("1001", "Anna Voorbeeld", "bemiddelaar", 24.0, "Lies Verzonnen")
ZONNEDAEL = Steunpunt("zonnedael", "Steunpunt Zonnedael", uitgevoerd=frozenset({"BF1", "BF2"}), team=(ANNA,))
ONTWERP = Ontwerp(CATALOG, LAYOUT, RULES)
KEUZES = ("kerntaken", "kernopgaven", "competenties", "vervallen")
FORM_OF_ANNA = FORM_NAMES["1001"]


def vorig(werkmap: Werkmap, *signalen: Signaal, change: Callable[[Json], None] = lambda _: None) -> Vorig:
    """What the run of October wrote of a form of Anna; change: a change in its antwoorden.json."""
    judged = judge(werkmap)
    content = json.loads(to_json(make_antwoorden(judged, CATALOG, {}, {})))
    change(content)
    answers = KeptAntwoorden.model_validate(content)
    steunpunt = make_run_steunpunt(judged, Analyse((), (), signalen), {}, CATALOG)
    zelfde = answers.catalogus.id == CATALOG.id
    return Vorig("2026-10", "1001", answers.formulieren["1001"], steunpunt, zelfde, answers.ingangen)


def reissued(known: Vorig, steunpunt: Steunpunt = ZONNEDAEL, medewerker: Medewerker = ANNA) -> bytes:
    """The form of November."""
    return make_heruitgave(ONTWERP, steunpunt, medewerker, known)


def again(data: bytes) -> Werkmap:
    """A form as our reader reads it."""
    return read_werkmap(data, "formulieren/1001.xlsx", [Leesvorm(LAYOUT.formulier)])


def accepted(werkmap: Werkmap) -> Antwoorden:
    """The answers of a form of Anna that must be accepted."""
    oordeel = judge(werkmap).oordelen[0]
    assert oordeel.antwoorden, oordeel.findings
    return oordeel.antwoorden


def attention(data: bytes) -> list[dict[str, object]]:
    """The rows of the sheet Aandacht, by header text."""
    sheet = opened(data)["Aandacht"]
    top, columns = header(sheet)
    rows = range(top + 1, sheet.max_row + 1)
    listed = [{kop: sheet[f"{letter}{row}"].value for kop, letter in columns.items()} for row in rows]
    return [row for row in listed if row["Blad"]]


def texts(data: bytes) -> str:
    """All that the sheet Aandacht says."""
    return "\n".join(" ".join(str(value) for value in row.values()) for row in attention(data))


# --- answers -------------------------------------------------------------------------------------------------------

CODES = st.sampled_from([("Kerntaken", code) for code in "abefqu"] + [("Kernopgaven", "d"), ("Competenties", "a")])
LETTERS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Zs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)
ODD = [
    "=1+1",
    "+31",
    "-x",
    "@x",
    "#N/A",
    "_x0041_",
    "a\nb\tc",
    " x ",
    "<b>&</b> ]]>",
    "{{ 7*7 }}",
    "ja",
    "4,5",
    "Zoë 🙂",
]
TEXT = st.text(LETTERS, min_size=1) | st.sampled_from(ODD)
HOURS = st.floats(0, 60).map(lambda value: round(value, 2)) | st.none()
ROWS = st.dictionaries(CODES, st.tuples(st.sampled_from(["ja", "nee", None]), HOURS, TEXT | st.none()), max_size=6)
LABELS = st.dictionaries(st.sampled_from(["Doel van de functie", "Afspraken over de omvang", "Opmerkingen"]), TEXT)


def filled(rows: dict[tuple[str, str], tuple[object, ...]], labels: dict[str, object]) -> bytes:
    """A form of Anna as handed out, filled in; kerntaak a always, and no nee where a kerntaak is everybody's."""
    book = opened(make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA))
    type_in(book["Kerntaken"], "a", "Gekozen", "ja")
    for (sheet, code), (gekozen, uren, toelichting) in rows.items():
        if code not in CATALOG.altijd and (sheet, code) != ("Kerntaken", "a"):
            type_in(book[sheet], code, "Gekozen", gekozen)
        type_in(book[sheet], code, "Toelichting", toelichting)
        if sheet == "Kerntaken":
            type_in(book[sheet], code, "Uren per week", uren)
    for label, value in labels.items():
        put_label(book["Functie"], label, value)
        cell = next(row[1] for row in book["Functie"].iter_rows(max_col=2) if row[0].value == label)
        cell.data_type = "s"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


@settings(max_examples=25, deadline=None)
@given(ROWS, LABELS)
def test_a_form_filled_read_and_issued_again_loses_nothing(
    rows: dict[tuple[str, str], tuple[object, ...]], labels: dict[str, object]
) -> None:
    """Choices, hours, notes and texts are the same after a month, whatever signs they hold (issue 3)."""
    first = again(filled(rows, labels))
    second = again(reissued(vorig(first)))
    before, after = accepted(first), accepted(second)
    assert [getattr(after, key) for key in KEUZES] == [getattr(before, key) for key in KEUZES]
    assert after.functie == before.functie
    assert second.findings == ()


def test_an_explicit_nee_a_note_and_hours_without_a_choice_come_back() -> None:
    """Also where nothing was chosen; hours above 0 were a ja (design.md 6)."""
    book = opened(
        reissued(vorig(form('Kerntaken | a ja 4,5 "met notitie" | b nee - "liever niet" | c - 0 "ooit" | d - 2')))
    )
    sheet = book["Kerntaken"]
    rows = {
        code: [at(sheet, code, kop).value for kop in ("Gekozen", "Uren per week", "Toelichting")] for code in "abcd"
    }
    assert rows == {
        "a": ["ja", 4.5, "met notitie"],
        "b": ["nee", None, "liever niet"],
        "c": [None, 0, "ooit"],
        "d": ["ja", 2, None],
    }


def test_an_example_profile_does_not_come_back() -> None:
    """What somebody cleared stays cleared."""
    bemiddelaar = replace(ANNA, voorbeeldprofiel="bemiddelaar")
    book = opened(reissued(vorig(form("Kerntaken | a ja 4")), medewerker=bemiddelaar))
    assert at(book["Kerntaken"], "e", "Gekozen").value is None
    assert beside(book["Functie"], "Doel van de functie").value is None


def test_the_peildatum_stays_until_somebody_changes_it() -> None:
    """An untouched month gives the same profile, and nobody signs (design.md 3.7)."""
    data = reissued(vorig(form("Functie | peildatum=1-11-2026")))
    assert beside(opened(data)["Functie"], "Peildatum").value == dt.datetime(2026, 11, 1)
    assert attention(data) == []


def test_facts_come_from_the_team_workbook_and_a_difference_is_told() -> None:
    """HR keeps them (design.md 2.2); what the team workbook lacks stays as it was."""
    changed = replace(ANNA, contracturen=32.0, leidinggevende="")
    data = reissued(vorig(form()), medewerker=changed)
    sheet = opened(data)["Functie"]
    assert [beside(sheet, label).value for label in ("Contracturen per week", "Leidinggevende")] == [
        32,
        "Lies Verzonnen",
    ]
    (row,) = attention(data)
    assert (row["Soort"], row["Wat er stond"]) == ("Uit het teambestand", 24)
    assert sheet[str(row["Cel"])].value == 32


# --- what has to be looked at --------------------------------------------------------------------------------------


def former_catalog(content: Json) -> None:
    """October's catalog: without kerntaak b, another text at kernopgave d, and a kerntaak z that is gone now."""
    del content["ingangen"]["kerntaken"]["b"]
    content["ingangen"]["kernopgaven"]["d"]["kenmerk"] = "00000000"
    content["ingangen"]["kerntaken"]["z"] = {"naam": "Koffie schenken", "kenmerk": "00000000"}
    content["formulieren"]["1001"]["kerntaken"]["z"] = {"gekozen": True, "uren": 2.5, "toelichting": "elke dag"}


def test_new_and_changed_entries_are_marked_in_words_on_their_row() -> None:
    """Beside the row, and once per sheet on top; all others have no mark."""
    data = reissued(vorig(form(), change=former_catalog))
    book = opened(data)
    assert "nieuw in de bouwstenen" in str(at(book["Kerntaken"], "b", "Let op").value)
    assert at(book["Kerntaken"], "a", "Let op").value is None
    assert "nieuwe tekst" in str(at(book["Kernopgaven"], "d", "Let op").value)
    assert "Let op" not in header(book["Competenties"])[1]
    assert [(row["Blad"], row["Cel"]) for row in attention(data) if row["Soort"] == "Nieuw"] == [
        ("Kerntaken", at(book["Kerntaken"], "b", "Gekozen").coordinate),
        ("Kernopgaven", at(book["Kernopgaven"], "d", "Gekozen").coordinate),
    ]
    assert again(data).findings == ()


def test_answers_at_removed_entries_are_named_with_what_was_answered() -> None:
    """Nothing is lost."""
    rows = [row for row in attention(reissued(vorig(form(), change=former_catalog))) if "bestaat" in str(row)]
    assert [row["Wat er stond"] for row in rows] == ["ja", 2.5, "elke dag"]
    assert all("Koffie schenken (code z)" in str(row["Wat is er aan de hand?"]) for row in rows)


def test_answers_that_an_older_form_had_at_a_removed_code_are_named_too() -> None:
    """They were not in the profile of October either, but stand in its answers."""
    older = form('Kerntaken | a ja 4 | zz ja 3 "x"')
    older = replace(older, stempel={**older.stempel, "catalogusversie": "1"})
    rows = [row for row in attention(reissued(vorig(older))) if row["Soort"] == "Niet overgenomen"]
    assert [row["Wat er stond"] for row in rows] == ["ja", 3, "x"]


def test_without_what_the_entries_were_nothing_is_marked() -> None:
    """An antwoorden.json of a former version of the program."""
    data = reissued(vorig(form(), change=lambda content: content.pop("ingangen")))
    assert attention(data) == []
    assert "Let op" not in header(opened(data)["Kerntaken"])[1]


def test_answers_to_another_catalog_are_listed_and_not_placed() -> None:
    """Its codes mean something else."""
    data = reissued(vorig(form("Kerntaken | a ja 4"), change=lambda content: content["catalogus"].update(id="ander")))
    assert at(opened(data)["Kerntaken"], "a", "Gekozen").value is None
    assert [row["Wat er stond"] for row in attention(data)] == ["ja", 4, "ja", "ja", "ja", "ja", "ja"]


def test_a_task_that_became_everybodys_is_ja_and_the_nee_is_told() -> None:
    """The row is locked, so that a nee could not be corrected."""
    known = vorig(form(), change=lambda c: c["formulieren"]["1001"]["kerntaken"].update(u={"gekozen": False}))
    data = reissued(known)
    assert at(opened(data)["Kerntaken"], "u", "Gekozen").value == "ja"
    assert "stond op nee" in texts(data)


def test_last_months_warnings_stand_on_top_with_a_link_to_the_cell() -> None:
    """The cell of this form, found by code."""
    data = reissued(vorig(form("Kerntaken | a ja 4 | b nee 2")))
    (row,) = attention(data)
    assert row["Soort"] == "Vorige keer: let op"
    assert row["Cel"] == at(opened(data)["Kerntaken"], "b", "Uren per week").coordinate
    sheet = opened(data)["Aandacht"]
    assert any(cell.hyperlink and cell.hyperlink.location == f"'Kerntaken'!{row['Cel']}" for cell in sheet["C"])


def test_a_warning_that_the_new_form_takes_away_is_not_repeated() -> None:
    """It has a stamp, the team's facts and this catalog."""
    older = form('Functie | functienaam="iets anders"')
    older = replace(older, stempel={**older.stempel, "catalogusversie": "1", "versie": "0"})
    assert [row["Soort"] for row in attention(reissued(vorig(older)))] == ["Uit het teambestand"]


def test_signals_of_overload_stand_on_top() -> None:
    """Those of this person, with colour and remedy; one that an agreement accepts says until when."""
    values = {"uren": "30", "contract": "24", "over": "6"}
    agreed = Afspraak("1001", "O1", "tot de zomer", dt.date(2027, 7, 1))
    open_ = Signaal("1001", "O1", "rood", values)
    data = reissued(vorig(form(), open_, replace(open_, personeelsnummer="1002")))
    (row,) = attention(data)
    assert (row["Soort"], "24 uur" in str(row["Wat is er aan de hand?"])) == ("Overbelasting", True)
    assert "1 juli 2027" in texts(reissued(vorig(form(), replace(open_, afspraak=agreed))))


@pytest.mark.parametrize(
    ("end", "said"),
    [
        (dt.date(2026, 10, 31), "is verlopen"),
        (dt.date(2026, 11, 1), "loopt af"),
        (dt.date(2026, 11, 30), "loopt af"),
        (dt.date(2026, 12, 1), ""),
    ],
)
def test_an_agreement_that_ends_within_the_new_period_is_told(end: dt.date, said: str) -> None:
    """The new period is the month after the former one."""
    older = Afspraak("1001", "O1", "eerder", dt.date(2026, 1, 1))
    steunpunt = replace(ZONNEDAEL, afspraken=(Afspraak("1001", "O1", "reden", end), older))
    data = reissued(vorig(form()), steunpunt)
    assert [said in str(row) for row in attention(data)] == ([True] if said else [])


def test_it_opens_on_what_has_to_be_looked_at_if_anything() -> None:
    """Else on the first cell to fill in; the sheet says in both cases whose answers these are."""
    for text, opens in (("Kerntaken | a ja 4 | b nee 2", "Aandacht"), ("", "Functie")):
        book = opened(reissued(vorig(form(text))))
        assert (book.active or book).title == opens
        assert book.sheetnames[0] == "Aandacht"
        assert "oktober 2026" in str(book["Aandacht"]["A1"].value)


def test_the_stamp_differs_every_period_and_names_the_former_form() -> None:
    """Where the former form is still there, the new one wins (design.md 2.4)."""
    known = vorig(form())
    first = again(reissued(known)).stempel
    other = again(reissued(replace(known, periode="2026-11"))).stempel
    assert first["vervangt"] == "f1"
    assert len({first["formulier"], other["formulier"], "f1"}) == 3


def test_same_input_gives_the_same_bytes() -> None:
    """As everywhere."""
    assert reissued(vorig(form())) == reissued(vorig(form()))


def test_a_hash_of_an_entry_changes_with_its_texts_and_not_with_its_source(tmp_path: Path) -> None:
    """Only what people read makes an entry changed."""
    entry = CATALOG.kerntaak["a"]
    lines = tuple(zin.model_copy(update={"regel": 1}) for zin in entry.activiteiten)
    moved = entry.model_copy(update={"plaats": None, "activiteiten": lines, "ook_genoemd": ("x",)})
    assert type(entry).model_validate(moved.model_dump()).kenmerk == entry.kenmerk
    changed = type(entry).model_validate(entry.model_dump() | {"omschrijving": "anders"})
    assert changed.kenmerk != entry.kenmerk
    assert len({taak.kenmerk for taak in small_catalog(tmp_path).kerntaken}) == 3


def test_run_json_tells_where_a_finding_stands_and_repeats_no_typed_code() -> None:
    """The next form links by code and column; a code that somebody typed stays out (design.md 3.8)."""
    for text, rij in (("Kerntaken | a ja 4 | b nee 2", "b"), ("Kerntaken | a ja 4 | Anna ja", "")):
        content = make_run_steunpunt(judge(form(text)), Analyse((), (), ()), {}, CATALOG)
        (finding,) = content.formulieren[0].bevindingen
        assert (finding.rij, finding.kolom) == (rij, "uren" if rij else "code")


# --- the command ---------------------------------------------------------------------------------------------------


@pytest.fixture
def october(example: Path, tmp_path: Path) -> Path:
    """The period folder of October of the example."""
    report_of(example, tmp_path / "uit", "2026-10")
    return tmp_path / "uit" / "2026-10"


def zonnedael(uitgiften: list[Uitgifte]) -> Uitgifte:
    """What was handed out there."""
    return next(uitgifte for uitgifte in uitgiften if uitgifte.map == "zonnedael")


def answers_of(period: Path) -> Json:
    """The choices in antwoorden.json of Zonnedael, by personeelsnummer."""
    content = json.loads((period / "zonnedael" / "antwoorden.json").read_text("utf-8"))
    return {nummer: [form_[key] for key in KEUZES] for nummer, form_ in content["formulieren"].items()}


def test_accepted_forms_are_renewed_and_the_former_ones_archived(example: Path, october: Path) -> None:
    """A rejected form stays; the archive has the former files byte for byte; the next run reads the same answers."""
    before = files_of(example)
    issue_forms(example, october)
    after = files_of(example)
    for number in ("1001", "1002", "1003", "1004"):
        name = FORM_NAMES[number]
        former, new = before[f"zonnedael/formulieren/{name}"], after[f"zonnedael/formulieren/{name}"]
        assert after[f"zonnedael/formulieren/archief/2026-10/{name}"] == former != new
    assert after[f"zonnedael/formulieren/{FORM_NAMES['1005']}"] == before[f"zonnedael/formulieren/{FORM_NAMES['1005']}"]
    assert len(after) == len(before) + 5
    report = report_of(example, october.parent)
    assert report["totalen"]["goedgekeurd"] == 5
    assert answers_of(october.parent / "2026-11") == answers_of(october)


def test_run_again_it_adds_and_changes_nothing(example: Path, october: Path) -> None:
    """Not one byte, not even in the archive."""
    issue_forms(example, october)
    before = files_of(example)
    uitgifte = zonnedael(issue_forms(example, october))
    assert (uitgifte.stappen, uitgifte.blijven) == ((), 5)
    assert files_of(example) == before


def test_a_form_that_was_changed_since_stays(example: Path, october: Path) -> None:
    """Its answers are not in antwoorden.json (design.md 6)."""
    type_in_cell(example / "zonnedael" / "formulieren" / FORM_OF_ANNA, "Kerntaken", "b", "Toelichting", "nieuw")
    before = files_of(example)
    uitgifte = zonnedael(issue_forms(example, october))
    after = files_of(example)
    assert after[f"zonnedael/formulieren/{FORM_OF_ANNA}"] == before[f"zonnedael/formulieren/{FORM_OF_ANNA}"]
    assert "1001" not in {stap.personeelsnummer for stap in uitgifte.stappen}


def test_who_left_keeps_the_form_and_who_is_new_gets_an_ordinary_one(example: Path, october: Path) -> None:
    """Neither has answers to go on with."""
    path = example / "zonnedael" / "steunpunt.xlsx"
    book = openpyxl.load_workbook(path)
    sheet = book["Team"]
    rows = {str(row[0].value): row for row in sheet.iter_rows()}
    rows["1001"][0].value = "1099"
    rows["1001"][1].value = "Fred Fictief"
    book.save(path)
    before = files_of(example)
    uitgifte = zonnedael(issue_forms(example, october))
    after = files_of(example)
    assert after[f"zonnedael/formulieren/{FORM_OF_ANNA}"] == before[f"zonnedael/formulieren/{FORM_OF_ANNA}"]
    new = next(stap for stap in uitgifte.stappen if stap.personeelsnummer == "1099")
    assert (new.nieuw, new.ingevuld) == ("formulieren/1099 Fred Fictief.xlsx", False)
    assert "Aandacht" not in openpyxl.load_workbook(example / "zonnedael" / new.nieuw).sheetnames


def test_a_renamed_former_form_is_recognised_and_the_new_one_gets_the_right_name(example: Path, october: Path) -> None:
    """By what it holds, whatever its name."""
    folder = example / "zonnedael" / "formulieren"
    (folder / FORM_OF_ANNA).rename(folder / "formulier van collega.xlsx")
    issue_forms(example, october)
    assert not (folder / "formulier van collega.xlsx").exists()
    assert (folder / "archief" / "2026-10" / "formulier van collega.xlsx").exists()
    assert "Aandacht" in openpyxl.load_workbook(folder / FORM_OF_ANNA).sheetnames


def test_what_the_accepted_form_had_replaced_is_archived_with_it(example: Path, october: Path) -> None:
    """Left behind it would be a second form beside the new one, and neither would count."""
    folder = example / "zonnedael" / "formulieren"
    corrected = folder / "1005 verbeterd.xlsx"
    shutil.copyfile(october / "zonnedael" / "retour" / FORM_NAMES["1005"], corrected)
    for code, column, value in (("n", "Uren per week", 4), ("j", "Uren per week", 9), ("k", "Gekozen", None)):
        type_in_cell(corrected, "Kerntaken", code, column, value)
    report_of(example, october.parent, "2026-10")
    issue_forms(example, october)
    assert {path.name for path in (folder / "archief" / "2026-10").iterdir()} >= {FORM_NAMES["1005"], corrected.name}
    report = report_of(example, october.parent)
    assert (report["totalen"]["goedgekeurd"], report["totalen"]["formulieren"]) == (6, 6)


def test_nothing_in_the_archive_is_overwritten(example: Path, october: Path) -> None:
    """A file of that name stays as it is."""
    standing = example / "zonnedael" / "formulieren" / "archief" / "2026-10" / FORM_OF_ANNA
    standing.parent.mkdir(parents=True)
    standing.write_text("van HR")
    issue_forms(example, october)
    assert standing.read_text() == "van HR"
    assert standing.with_name("1001 Anna Voorbeeld (2).xlsx").exists()


@pytest.mark.parametrize("name", [FORM_OF_ANNA, "anders.xlsx"])
@pytest.mark.parametrize("step", range(3))
def test_stopped_between_two_steps_nothing_is_lost_and_a_rerun_completes_it(
    name: str, step: int, example: Path, october: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whether the former form stands under the name that the new one wants or not (faults.md 11)."""
    shutil.rmtree(example / "waterhoek")
    folder = example / "zonnedael" / "formulieren"
    (folder / FORM_OF_ANNA).rename(folder / name)
    former = (folder / name).read_bytes()
    whole = Path(shutil.copytree(example, example.parent / "heel"))
    issue_forms(whole, october)
    rename, calls = pipeline.delivery.period.files.rename, iter(range(99))

    def stopping(source: Path, target: Path) -> None:
        if next(calls) == step:
            raise KeyboardInterrupt
        rename(source, target)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(pipeline.delivery.period.files, "rename", stopping)
        issue_forms(example, october)
    assert former in files_of(folder).values()
    (folder / ".~profielbouwer-1001.xlsx").write_bytes(b"half")  # what kill -9 leaves
    issue_forms(example, october)
    assert files_of(example) == files_of(whole)


def test_while_both_are_there_the_new_form_counts(example: Path, october: Path) -> None:
    """A former form that somebody puts back does not stop the new one."""
    issue_forms(example, october)
    folder = example / "zonnedael" / "formulieren"
    shutil.copyfile(folder / "archief" / "2026-10" / FORM_OF_ANNA, folder / "terug.xlsx")
    report = report_of(example, october.parent)
    assert report["totalen"]["goedgekeurd"] == 5
    issue_forms(example, october)
    assert not (folder / "terug.xlsx").exists()


def test_answers_of_another_steunpunt_in_a_folder_of_that_name_are_not_used(example: Path, october: Path) -> None:
    """Answers of two steunpunten never mix (design.md 3.8)."""
    path = example / "waterhoek" / "steunpunt.xlsx"
    book = openpyxl.load_workbook(path)
    put_label(book["Steunpunt"], "Naam", "Steunpunt Elders")
    sheet = book["Team"]
    next(row for row in sheet.iter_rows() if str(row[0].value) == "2001")[1].value = "Iemand Anders"
    book.save(path)
    (example / "waterhoek" / "formulieren" / FORM_NAMES["2001"]).unlink()
    uitgifte = next(uitgifte for uitgifte in issue_forms(example, october) if uitgifte.map == "waterhoek")
    assert [(stap.personeelsnummer, stap.ingevuld) for stap in uitgifte.stappen] == [("2001", False)]


def spoil_schema(period: Path) -> None:
    """A run.json of something else."""
    (period / "run.json").write_text('{"schema": "iets anders"}')


def spoil_periode(period: Path) -> None:
    """A period that would lead out of the archive."""
    content = json.loads((period / "run.json").read_text("utf-8"))
    (period / "run.json").write_text(json.dumps(content | {"periode": "../../weg"}))


def spoil_answers(period: Path) -> None:
    """Answers that somebody changed."""
    path = period / "zonnedael" / "antwoorden.json"
    path.write_text(path.read_text("utf-8").replace("true", "false"), "utf-8")


def spoil_missing(period: Path) -> None:
    """Answers that are gone."""
    (period / "zonnedael" / "antwoorden.json").unlink()


def spoil_other(period: Path) -> None:
    """A run of other steunpunten."""
    content = json.loads((period / "run.json").read_text("utf-8"))
    (period / "run.json").write_text(json.dumps(content | {"steunpunten": []}))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (shutil.rmtree, "vorige_ontbreekt"),
        (spoil_schema, "vorige_ontbreekt"),
        (spoil_periode, "vorige_ontbreekt"),
        (spoil_answers, "vorige_antwoorden"),
        (spoil_missing, "vorige_antwoorden"),
        (spoil_other, "vorige_past_niet"),
    ],
)
def test_a_period_that_cannot_be_used_stops_before_anything_is_written(
    spoil: Callable[[Path], None], code: str, example: Path, october: Path
) -> None:
    """Exit 2; every answer of every steunpunt is looked at first."""
    spoil(october)
    (example / "waterhoek" / "formulieren" / FORM_NAMES["2001"]).unlink()  # would get a new form
    before = files_of(example)
    with pytest.raises(Stop) as stopped:
        issue_forms(example, october)
    assert [finding.code for finding in stopped.value.findings] == [code]
    assert files_of(example) == before


def test_a_steunpunt_without_answers_then_gets_ordinary_forms(example: Path, october: Path, tmp_path: Path) -> None:
    """A new steunpunt, or one whose team workbook could not be read."""
    shutil.copytree(example / "waterhoek", example / "nieuwland")
    (example / "nieuwland" / "formulieren" / FORM_NAMES["2001"]).unlink()
    uitgifte = next(uitgifte for uitgifte in issue_forms(example, october) if uitgifte.map == "nieuwland")
    assert [(stap.nieuw, stap.ingevuld) for stap in uitgifte.stappen] == [
        ("formulieren/2001 Youssef Droomland.xlsx", False)
    ]


def test_the_command_says_what_was_made_and_moved(example: Path, october: Path) -> None:
    """A line per form; a name stands in the name of a new file on the standard output, and nowhere else."""
    folder = example / "zonnedael" / "formulieren"
    (folder / FORM_OF_ANNA).rename(folder / "Anna, oud.xlsx")
    result = profielbouwer("forms", example, "--vorige", october)
    assert result.returncode == 0, result.stderr
    made = "Gemaakt: zonnedael/formulieren/1001 Anna Voorbeeld.xlsx, met de antwoorden van de vorige periode\n"
    assert made in result.stdout
    assert "Verplaatst naar zonnedael/formulieren/archief/2026-10: vorig formulier van 1001\n" in result.stdout
    assert "5 formulieren gemaakt, waarvan 5 met de antwoorden van de vorige periode." in result.stdout
    names = re.sub(r"^Gemaakt: .*$", "", result.stdout, flags=re.MULTILINE) + result.stderr
    assert not [name for name in (*NAMES, "oud.xlsx") if name in names]


def test_a_wrong_folder_is_exit_2_with_what_to_do(example: Path, october: Path) -> None:
    """The folder above the period is the usual mistake."""
    result = profielbouwer("forms", example, "--vorige", october.parent)
    assert (result.returncode, result.stdout) == (2, "")
    assert "--vorige uitvoer/2026-10" in result.stderr
