"""The team workbook, judged: what is used, what is told, and when it cannot be used at all."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checking.teambestand import Team, judge_team
from pipeline.definitions.catalog_file import load_catalog, shipped_catalog
from pipeline.definitions.messages import load_messages, show
from pipeline.definitions.rules import Grenzen, load_rules
from pipeline.model.findings import Address, Finding
from pipeline.model.steunpunt import Afspraak, Medewerker
from pipeline.model.workbook import Value, Werkmap
from tests.support.forms import codes, teambook, typed, without
from tests.support.helpers import SMALL_CATALOG

CATALOG = shipped_catalog()
ANNA = Medewerker("1001", "Anna Voorbeeld", "bemiddelaar", 24.0, "Lies Verzonnen")
ONE = '1001 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen"'


def judged(text: str = "") -> Team:
    """A team workbook in order but for these lines, judged in the folder zonnedael."""
    return judge_team(teambook(text), "zonnedael", CATALOG, load_rules())


def places(team: Team) -> list[tuple[str, str, str]]:
    """Code, sheet and cell of its findings, each of which can be said in words."""
    return [(show(finding).code, finding.address.blad, finding.address.cel) for finding in team.findings]


def test_a_team_workbook_in_order_has_no_findings() -> None:
    """Everything is used as it was typed, in the order of the sheet."""
    team = f"Team | {ONE} | 1002 Bram - - - bemiddelaar"
    found = judged(f"{team}\nBehoefte | a 4,5 | c 0\nBasisfuncties | BF1 ja | BF3 nee | BF5 x")
    assert (codes(found.findings), found.leesbaar) == ([], True)
    steunpunt = found.steunpunt
    assert (steunpunt.map, steunpunt.naam, steunpunt.gemeente, steunpunt.koepel) == (
        "zonnedael",
        "Steunpunt Zonnedael",
        "Voorbeeldstad",
        "",
    )
    assert steunpunt.uitgevoerd == {"BF1", "BF5"}
    assert steunpunt.team == (ANNA, Medewerker("1002", "Bram", voorbeeldprofiel="bemiddelaar"))
    assert steunpunt.behoefte == {"a": 4.5, "c": 0.0}
    assert steunpunt.afspraken == ()


def test_every_finding_names_the_file_it_is_about() -> None:
    """Also when the team workbook is an .ods file."""
    book = teambook("Team |", bestand="steunpunt.ods")
    found = judge_team(book, "zonnedael", CATALOG, load_rules())
    assert [finding.address.bestand for finding in found.findings] == ["steunpunt.ods"]


# --- not usable ----------------------------------------------------------------------------------------------------


def test_an_unreadable_team_workbook_leaves_a_bare_steunpunt() -> None:
    """design.md 6: named after its folder, with what is wrong."""
    fault = Finding("bestand_versleuteld", Address("steunpunt.xlsx"))
    broken = Werkmap("steunpunt.xlsx", "", {}, {}, {}, (fault,), leesbaar=False)
    found = judge_team(broken, "regio/zonnedael", CATALOG, load_rules())
    assert (codes(found.findings), found.leesbaar) == (["team_onleesbaar", "bestand_versleuteld"], False)
    assert (found.steunpunt.map, found.steunpunt.naam, found.steunpunt.team) == ("regio/zonnedael", "zonnedael", ())


@pytest.mark.parametrize(
    ("code", "blad", "kolom"),
    [
        ("blad_ontbreekt", "team", ""),
        ("kolom_ontbreekt", "team", "personeelsnummer"),
        ("label_ontbreekt", "steunpunt", "naam"),
    ],
)
def test_a_team_workbook_without_a_sheet_or_column_cannot_be_used(code: str, blad: str, kolom: str) -> None:
    """Answers could be anywhere, and a team without numbers would reject every form."""
    fault = Finding(code, Address("steunpunt.xlsx", "Team"), {"kolom": kolom, "label": kolom}, kolom=kolom)
    found = judge_team(without(teambook(), fault, blad=blad, kolom=kolom), "zonnedael", CATALOG, load_rules())
    assert (codes(found.findings), found.leesbaar) == (["team_onleesbaar", code], False)


def test_one_wrong_cell_leaves_the_team_workbook_usable() -> None:
    """A value of Excel's own errors in one cell is that cell's matter."""
    fault = Finding("cel_fout", Address("steunpunt.xlsx", "Team", "D5"), {"waar": ""})
    found = judge_team(replace(teambook(f"Team | {ONE}"), findings=(fault,)), "zonnedael", CATALOG, load_rules())
    assert (codes(found.findings), found.leesbaar, len(found.steunpunt.team)) == (["cel_fout"], True, 1)


@pytest.mark.parametrize("blad", ["behoefte", "afspraken"])
def test_the_optional_sheets_may_be_missing(blad: str) -> None:
    """design.md 2.2."""
    found = judge_team(without(teambook(f"Team | {ONE}"), blad=blad), "zonnedael", CATALOG, load_rules())
    assert (codes(found.findings), found.leesbaar) == ([], True)


# --- steunpunt and basisfuncties -----------------------------------------------------------------------------------


@pytest.mark.parametrize("naam", ["", '"  "'])
def test_without_a_name_the_steunpunt_is_called_after_its_folder(naam: str) -> None:
    """The last folder, with a warning at the cell of the name."""
    book = teambook(f"Steunpunt | naam={naam}")
    found = judge_team(book, "regio/zonnedael", CATALOG, load_rules())
    assert places(found) == [("team_naam_ontbreekt", "Steunpunt", "B4")]
    assert found.steunpunt.naam == "zonnedael"


def test_an_unreadable_uitvoeren_is_an_error_and_counts_as_no() -> None:
    """Not guessed; the other basisfuncties stay chosen."""
    found = judged("Basisfuncties | BF1 ja | BF2 soms | BF3 1")
    assert places(found) == [("keuze_onleesbaar", "Basisfuncties", "C6"), ("keuze_onleesbaar", "Basisfuncties", "C7")]
    assert found.steunpunt.uitgevoerd == {"BF1"}


def test_a_code_of_a_basisfunctie_is_found_whatever_its_case() -> None:
    """Somebody typed the row again."""
    found = judged("Basisfuncties | !BF1 | bf1 ja")
    assert codes(found.findings) == []
    assert found.steunpunt.uitgevoerd == {"BF1"}


@pytest.mark.parametrize("code", ["BF9", "ORG"])
def test_an_unknown_basisfunctie_that_is_performed_is_an_error(code: str) -> None:
    """ORG is a group of the catalog, but nothing that a steunpunt can choose."""
    assert places(judged(f"Basisfuncties | BF1 ja | {code} ja")) == [("code_onbekend", "Basisfuncties", "A10")]


def test_an_unknown_basisfunctie_without_a_ja_says_nothing() -> None:
    """Nothing is lost."""
    assert codes(judged("Basisfuncties | BF1 ja | BF9 nee | BF8").findings) == []


@pytest.mark.parametrize("rows", ["", "BF1 nee | BF2 nee | BF3 nee | BF4 nee | BF5 nee"])
def test_a_steunpunt_without_any_basisfunctie_is_a_warning(rows: str) -> None:
    """Then coverage cannot be judged; the message is about the sheet."""
    found = judged(f"Basisfuncties | {rows}")
    assert places(found) == [("team_basisfuncties_leeg", "Basisfuncties", "")]
    assert found.steunpunt.uitgevoerd == frozenset()


def test_an_unreadable_choice_alone_is_not_called_empty_too() -> None:
    """One bad cell, one message."""
    assert codes(judged("Basisfuncties | BF1 soms").findings) == ["keuze_onleesbaar"]


def test_a_catalog_without_groups_to_choose_has_nothing_to_choose(tmp_path: Path) -> None:
    """design.md 3.1: another catalog."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG.replace("naam: Werven,", "naam: Werven, te_kiezen: false,"), "utf-8")
    path.write_text(
        path.read_text("utf-8").replace("naam: Begeleiden}", "naam: Begeleiden, te_kiezen: false}"), "utf-8"
    )
    small = load_catalog(path)
    found = judge_team(teambook(f"Basisfuncties |\nTeam | {ONE}", small), "zonnedael", small, load_rules())
    assert codes(found.findings) == []


# --- team ----------------------------------------------------------------------------------------------------------


def test_a_row_without_a_number_is_an_error_and_not_used() -> None:
    """Nobody can be linked to a form without it."""
    found = judged(f"Team | {ONE} | - Bram bemiddelaar 32")
    assert places(found) == [("team_nummer_ontbreekt", "Team", "A6")]
    assert found.steunpunt.team == (ANNA,)


@pytest.mark.parametrize("second", ["1001", '" 1001 "'])
def test_a_number_that_stands_twice_is_an_error_at_both(second: str) -> None:
    """The program does not choose who it is."""
    found = judged(f"Team | {ONE} | {second} Bram | 1003 Carla")
    assert places(found) == [("team_nummer_dubbel", "Team", "A5"), ("team_nummer_dubbel", "Team", "A6")]
    assert [medewerker.personeelsnummer for medewerker in found.steunpunt.team] == ["1003"]


def test_numbers_that_differ_only_in_case_are_the_same() -> None:
    """Their files would be one file on Windows."""
    assert codes(judged("Team | A7 Anna | a7 Bram").findings) == ["team_nummer_dubbel", "team_nummer_dubbel"]


def test_numbers_that_differ_in_leading_zeros_are_two_people() -> None:
    """Only a number that is not in the team is matched without its zeros."""
    found = judged("Team | 0104 Anna | 104 Bram")
    assert (codes(found.findings), len(found.steunpunt.team)) == ([], 2)


def test_a_number_typed_as_a_number_has_no_decimals() -> None:
    """faults.md 9: "1001", not "1001.0"."""
    book = typed(teambook(f"Team | {ONE}"), "team * personeelsnummer", 1001.0)
    found = judge_team(book, "zonnedael", CATALOG, load_rules())
    assert found.steunpunt.team == (ANNA,)


@pytest.mark.parametrize(
    ("uren", "known"), [("48", 48.0), ("4,5", 4.5), ('"28,5 uur"', 28.5), ("0", None), ("-", None)]
)
def test_contract_hours_up_to_the_bound_are_used(uren: str, known: float | None) -> None:
    """0 or blank is unknown (design.md 6); the form of this person says so."""
    found = judged(f"Team | 1001 Anna bemiddelaar {uren}")
    assert (codes(found.findings), found.steunpunt.team[0].contracturen) == ([], known)


@pytest.mark.parametrize(
    ("uren", "code"),
    [
        ("48,5", "contracturen_bereik"),
        ("-1", "contracturen_bereik"),
        ("veel", "contracturen_onleesbaar"),
        ("24-28", "contracturen_onleesbaar"),
    ],
)
def test_wrong_contract_hours_are_an_error_and_unknown(uren: str, code: str) -> None:
    """The person stays in the team, for the form is right."""
    found = judged(f"Team | 1001 Anna bemiddelaar {uren}")
    assert places(found) == [(code, "Team", "D5")]
    assert found.steunpunt.team == (Medewerker("1001", "Anna", "bemiddelaar"),)


def test_the_bound_of_contract_hours_is_a_setting() -> None:
    """instellingen/rules.toml holds for the team workbook too."""
    rules = load_rules().model_copy(
        update={"grenzen": Grenzen(uren_kerntaak=60.0, contracturen=20.0, contracturen_vanaf=4.0)}
    )
    found = judge_team(teambook(f"Team | {ONE}"), "zonnedael", CATALOG, rules)
    assert "20" in show(found.findings[0]).tekst


@pytest.mark.parametrize(("uren", "hours"), [("4", 4.0), ("3,99", None), ("0,89", None)])
def test_a_contract_of_hardly_any_hours_is_not_known(uren: str, hours: float | None) -> None:
    """faults.md 50: 0.89 is rather fte; nobody gets a signal of overload from it."""
    found = judged(f'Team | 1001 "Anna Voorbeeld" bemiddelaar {uren} "Lies Verzonnen"')
    assert found.steunpunt.team[0].contracturen == hours
    assert [finding.code for finding in found.findings] == ["contract_fte"] * (hours is None)
    assert all("4" in show(finding).tekst for finding in found.findings)


def test_a_row_without_a_name_is_a_warning() -> None:
    """The person is in the team all the same."""
    found = judged("Team | 1001 - bemiddelaar 24")
    assert places(found) == [("team_naam_medewerker_ontbreekt", "Team", "B5")]
    assert len(found.steunpunt.team) == 1


def test_an_unknown_example_profile_is_a_warning_and_not_used() -> None:
    """A form cannot be pre-filled from what does not exist."""
    found = judged('Team | 1001 Anna bemiddelaar 24 - "manager"')
    assert places(found) == [("voorbeeldprofiel_onbekend", "Team", "F5")]
    assert found.steunpunt.team[0].voorbeeldprofiel == ""


@pytest.mark.parametrize("naam", [voorbeeld.naam for voorbeeld in CATALOG.voorbeeldprofielen])
def test_every_example_profile_of_the_catalog_is_known(naam: str) -> None:
    """By the name that the drop-down offers."""
    found = judged(f'Team | 1001 Anna bemiddelaar 24 - "{naam}"')
    assert (codes(found.findings), found.steunpunt.team[0].voorbeeldprofiel) == ([], naam)


def test_an_example_profile_is_known_whatever_its_case() -> None:
    """Somebody who pastes or types it begins with a capital."""
    naam = next(iter(CATALOG.voorbeeldprofiel))
    found = judged(f'Team | 1001 Anna bemiddelaar 24 - "{naam.capitalize()}"')
    assert (codes(found.findings), found.steunpunt.team[0].voorbeeldprofiel) == ([], naam)


def test_an_empty_team_is_a_warning() -> None:
    """A new steunpunt starts so."""
    found = judged("Team |")
    assert (places(found), found.leesbaar) == ([("team_leeg", "Team", "")], True)


def test_many_faults_of_one_row_are_all_told() -> None:
    """All findings come at once."""
    found = judged("Team | 1001 - bemiddelaar 50 - manager")
    assert [cel for _, _, cel in places(found)] == ["D5", "B5", "F5"]


# --- behoefte ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("uren", "known"), [("0", 0.0), ("1000", 1000.0), ('"4,5 uur"', 4.5)])
def test_needed_hours_are_read(uren: str, known: float) -> None:
    """0 is a need of nothing, which is not the same as blank."""
    found = judged(f"Behoefte | a {uren} | b")
    assert (codes(found.findings), found.steunpunt.behoefte) == ([], {"a": known})


@pytest.mark.parametrize(
    ("row", "code", "cel"),
    [
        ("a veel", "uren_onleesbaar", "C5"),
        ("a -1", "uren_bereik", "C5"),
        ("a 1000,5", "uren_bereik", "C5"),
        ("zz 4", "code_onbekend", "A27"),
    ],
)
def test_wrong_needed_hours_are_an_error_and_not_used(row: str, code: str, cel: str) -> None:
    """Coverage then knows no need, and says nothing about it."""
    found = judged(f"Behoefte | {row} | c 4")
    assert places(found) == [(code, "Behoefte", cel)]
    assert found.steunpunt.behoefte == {"c": 4.0}


def test_a_code_without_needed_hours_says_nothing() -> None:
    """Nothing is lost."""
    assert codes(judged("Behoefte | zz").findings) == []


# --- afspraken -----------------------------------------------------------------------------------------------------

SIGNAAL = next(iter(load_messages().signalen))


def test_an_agreement_is_read() -> None:
    """Number, signal and date in the spellings that people use; the reason verbatim but for outer spaces."""
    found = judged(f'Team | 0104 Anna\nAfspraken | 104 {SIGNAAL.lower()} " Tot <zomer> " 1-3-2027')
    assert codes(found.findings) == []
    assert found.steunpunt.afspraken == (Afspraak("0104", SIGNAAL, "Tot <zomer>", dt.date(2027, 3, 1)),)


@pytest.mark.parametrize("value", [dt.date(2027, 3, 1), dt.datetime(2027, 3, 1), "1/3/2027", "2027-03-01"])
def test_the_end_of_an_agreement_is_a_date_of_excel_or_text(value: Value) -> None:
    """Day first, or the year as run.json says it."""
    book = typed(teambook(f"Team | {ONE}\nAfspraken | 1001 {SIGNAAL} reden x"), "afspraken * geldig_tot", value)
    found = judge_team(book, "zonnedael", CATALOG, load_rules())
    assert [afspraak.geldig_tot for afspraak in found.steunpunt.afspraken] == [dt.date(2027, 3, 1)]


@pytest.mark.parametrize("date", ["zomer", "2027-3-1", "31-2-2027", "1-3-97", "3-2027"])
def test_an_unreadable_end_of_an_agreement_is_an_error(date: str) -> None:
    """An agreement without a certain end accepts nothing."""
    found = judged(f"Team | {ONE}\nAfspraken | 1001 {SIGNAAL} reden {date}")
    assert places(found) == [("datum_onleesbaar", "Afspraken", "D5")]
    assert found.steunpunt.afspraken == ()


@pytest.mark.parametrize(
    ("row", "missing"),
    [
        (f"- {SIGNAAL} reden 1-3-2027", "Personeelsnummer"),
        ("1001 - reden 1-3-2027", "Signaal"),
        (f"1001 {SIGNAAL} - 1-3-2027", "Reden"),
        (f"1001 {SIGNAAL} reden", "Geldig tot"),
        ("1001", "Signaal, Reden, Geldig tot"),
    ],
)
def test_an_agreement_that_is_not_complete_is_a_warning_and_does_not_count(row: str, missing: str) -> None:
    """The message names the columns that are blank."""
    found = judged(f"Team | {ONE}\nAfspraken | {row}")
    assert places(found) == [("afspraak_onvolledig", "Afspraken", "A5")]
    assert found.findings[0].values["ontbreekt"] == missing
    assert found.steunpunt.afspraken == ()


def test_an_agreement_without_a_number_is_not_that_of_a_member_with_zeros() -> None:
    """Nothing is not zero."""
    found = judged(f"Team | 000 Anna\nAfspraken | - {SIGNAAL} reden 1-3-2027")
    assert codes(found.findings) == ["afspraak_onvolledig"]


@pytest.mark.parametrize("row", [f"7777 {SIGNAAL} reden 1-3-2027", "1001 O99 reden 1-3-2027"])
def test_an_agreement_on_nobody_or_on_no_signal_is_a_warning(row: str) -> None:
    """The message names the signals that there are."""
    found = judged(f"Team | {ONE}\nAfspraken | {row}")
    assert places(found) == [("afspraak_onbekend", "Afspraken", "A5")]
    assert SIGNAAL in show(found.findings[0]).oplossing
    assert found.steunpunt.afspraken == ()


def test_one_wrong_agreement_leaves_the_others() -> None:
    """Each row by itself, in the order of the sheet."""
    rows = f"1001 {SIGNAAL} a 1-3-2027 | 1001 {SIGNAAL} b zomer | 1001 {SIGNAAL} c 1-4-2027"
    found = judged(f"Team | {ONE}\nAfspraken | {rows}")
    assert [afspraak.reden for afspraak in found.steunpunt.afspraken] == ["a", "c"]
    assert places(found) == [("datum_onleesbaar", "Afspraken", "D6")]


def test_no_message_repeats_what_was_typed() -> None:
    """Messages end up in logs and in run.json (findings.py)."""
    secret = "Geheim"
    row = f"{secret} {secret} {secret} {secret}"
    rows = f"Team | 1001 {row} {secret} | 1002 {secret} - 90\nBehoefte | a {secret} | {secret} 4\nAfspraken | {row}"
    found = judged(f"{rows}\nBasisfuncties | BF1 {secret} | {secret} ja")
    told = [show(finding) for finding in found.findings]
    assert len(told) >= 7
    assert not [shown for shown in told if secret.casefold() in (shown.tekst + shown.oplossing).casefold()]


def test_a_row_that_cannot_be_used_still_counts_as_a_colleague() -> None:
    """Somebody beside two rows with one number is no lone worker (design.md 3.5, one row on Team)."""
    assert judged(f"Team | {ONE}").steunpunt.solist
    assert not judged(f"Team | {ONE} | 1002 Bram | 1002 Bo").steunpunt.solist


def test_a_word_about_health_in_a_reason_is_a_warning_at_its_cell() -> None:
    """The reason stands in the overload report and in run.json (design.md 3.8); the agreement holds all the same."""
    found = judged(f'Team | {ONE}\nAfspraken | 1001 {SIGNAAL} "tot na haar zwangerschap" 1-3-2027')
    assert places(found) == [("gezondheid", "Afspraken", "C5")]
    assert len(found.steunpunt.afspraken) == 1
