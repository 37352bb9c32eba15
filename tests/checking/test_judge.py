"""Judging a whole steunpunt: whose form counts, who is missing, and what a broken form must not cause."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checking.judge import validate
from pipeline.definitions.catalog_file import load_catalog, shipped_catalog
from pipeline.definitions.messages import show
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Beoordeeld
from pipeline.model.workbook import Werkmap
from tests.support.forms import codes, form, gelezen, judge, judge_form, places, stamp, teambook, typed, without
from tests.support.helpers import SMALL_CATALOG

CATALOG = shipped_catalog()
ONE = 'Team | 1001 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen"'
TWO = f'{ONE} | 1002 "Bram Verzonnen" bemiddelaar 32 "Lies Verzonnen"'


def form_of(nummer: str, bestand: str = "", text: str = "", **stempel: str) -> Werkmap:
    """A form in order of 1001 or 1002, with changes to its stamp."""
    naam, uren = {"1001": ("Anna Voorbeeld", "24"), "1002": ("Bram Verzonnen", "32")}[nummer]
    functie = f'Functie | personeelsnummer={nummer} naam="{naam}" contracturen={uren}'
    own = stamp(personeelsnummer=nummer, **stempel)
    return form(f"{functie}\n{text}", bestand or f"formulieren/{nummer}.xlsx", own)


def unreadable(bestand: str, code: str = "bestand_afgebroken") -> Werkmap:
    """A file of which nothing could be read."""
    return Werkmap(bestand, "", {}, {}, {}, (Finding(code, Address(bestand)),), leesbaar=False)


def statuses(beoordeeld: Beoordeeld) -> list[tuple[str, str | None, str]]:
    """File, number and status of every form, in the order of run.json."""
    return [(oordeel.werkmap.bestand, oordeel.personeelsnummer, oordeel.status) for oordeel in beoordeeld.oordelen]


def test_a_steunpunt_in_order_has_no_findings() -> None:
    """All forms in, all right: nothing to tell, and the answers in the order of the team."""
    judged = judge(form_of("1002"), form_of("1001"), team=TWO)
    assert codes(judged.findings) == []
    assert [antwoorden.personeelsnummer for antwoorden in judged.antwoorden] == ["1001", "1002"]
    assert judged.ontbrekend == ()


def test_forms_are_listed_by_file_name() -> None:
    """The same input gives the same run.json, whatever the order in which files were read."""
    forms = [form_of("1002"), unreadable("formulieren/0.xlsx"), form_of("1001")]
    assert statuses(judge(*forms, team=TWO)) == [
        ("formulieren/0.xlsx", None, "onleesbaar"),
        ("formulieren/1001.xlsx", "1001", "goedgekeurd"),
        ("formulieren/1002.xlsx", "1002", "goedgekeurd"),
    ]


# --- missing, unknown and unreadable -------------------------------------------------------------------------------


def test_a_team_member_without_a_form_is_a_finding_of_the_steunpunt() -> None:
    """faults.md 34."""
    judged = judge(form_of("1001"), team=TWO)
    assert (codes(judged.findings), judged.ontbrekend) == (["formulier_ontbreekt"], ("1002",))
    assert "1002" in show(judged.findings[0]).tekst


def test_a_rejected_form_is_not_missing() -> None:
    """It is there, and comes back in retour/."""
    judged = judge(form_of("1001", text="Kerntaken | a ja 61"), form_of("1002"), team=TWO)
    assert (codes(judged.findings), judged.ontbrekend) == ([], ())
    assert [*judged.niet_geteld()] == ["1001"]


def test_an_unreadable_form_named_after_a_person_is_not_missing() -> None:
    """It has its own message; a second one would send HR to make a new form."""
    judged = judge(unreadable("formulieren/1001.xlsx"), form_of("1002"), team=TWO)
    assert statuses(judged)[0] == ("formulieren/1001.xlsx", None, "onleesbaar")
    assert codes(judged.oordelen[0].findings) == ["bestand_afgebroken"]
    assert (codes(judged.findings), judged.ontbrekend) == ([], ())


def test_an_unreadable_form_with_another_name_leaves_its_person_missing() -> None:
    """Nobody can tell whose it is."""
    judged = judge(unreadable("formulieren/Anna.xlsx"), form_of("1002"), team=TWO)
    assert judged.ontbrekend == ("1001",)


def test_a_form_of_somebody_else_is_a_finding_of_form_and_steunpunt() -> None:
    """faults.md 34: rejected, and HR is told which file."""
    stranger = form("Functie | personeelsnummer=7777", "formulieren/7777.xlsx", stamp(personeelsnummer="7777"))
    judged = judge(form_of("1001"), form_of("1002"), stranger, team=TWO)
    assert codes(judged.findings) == ["formulier_buiten_team"]
    assert judged.findings[0].address.bestand == "formulieren/7777.xlsx"
    assert codes(judged.oordelen[2].findings) == ["niet_in_team"]


def test_one_bad_form_leaves_the_others_as_they_are() -> None:
    """No file stops the batch."""
    bad = form_of("1001", text="Kerntaken | a ja vier | zz ja\nKernopgaven | d zo")
    judged = judge(bad, form_of("1002"), team=TWO)
    assert [status for *_, status in statuses(judged)] == ["afgekeurd", "goedgekeurd"]
    assert judged.oordelen[1].findings == ()
    assert judged.oordelen[0].antwoorden is None


# --- two forms for one person --------------------------------------------------------------------------------------


def test_of_two_forms_for_one_person_neither_counts() -> None:
    """faults.md 34: the program does not choose; each form says so, and the steunpunt once."""
    copy = form_of("1001", "formulieren/kopie van 1001.xlsx")
    judged = judge(form_of("1001"), copy, form_of("1002"), team=TWO)
    assert [status for *_, status in statuses(judged)] == ["afgekeurd", "goedgekeurd", "afgekeurd"]
    assert places(judged.oordelen[0].findings) == [("dubbel_formulier", "Functie", "B5", "", "personeelsnummer")]
    assert places(judged.oordelen[2].findings) == places(judged.oordelen[0].findings)
    assert (codes(judged.findings), judged.ontbrekend) == (["formulieren_dubbel"], ())
    assert judged.findings[0].address.bestand == "formulieren/1001.xlsx, formulieren/kopie van 1001.xlsx"


def test_a_form_with_the_number_of_a_colleague_spoils_nothing_of_theirs() -> None:
    """design.md 4: one form's fault never causes another's; its stamp says that it is of somebody else."""
    wrong = form_of("1001", "formulieren/1002.xlsx")
    judged = judge(form_of("1001"), replace(wrong, stempel=stamp(personeelsnummer="1002")), team=TWO)
    assert [status for *_, status in statuses(judged)] == ["goedgekeurd", "afgekeurd"]
    assert codes(judged.oordelen[1].findings) == ["stempel_verschilt"]
    assert "formulieren_dubbel" not in codes(judged.findings)


def test_a_lost_zero_is_no_colleague_without_zero() -> None:
    """Excel made 104 of 0104, and the team has a 104 too: the stamp knows whose form it is."""
    team = 'Team | 0104 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen" | 104 Bram'
    lost = form("Functie | personeelsnummer=104", "formulieren/0104.xlsx", stamp(personeelsnummer="0104"))
    assert statuses(judge(lost, team=team)) == [("formulieren/0104.xlsx", "0104", "goedgekeurd")]


def test_two_forms_of_one_person_under_two_spellings_are_doubles() -> None:
    """104 without its zero is 0104."""
    team = 'Team | 0104 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen" | 0105 Bram'
    first = form("Functie | personeelsnummer=0104", "formulieren/0104.xlsx")
    second = form("Functie | personeelsnummer=104", "formulieren/104.xlsx")
    judged = judge(first, second, team=team)
    assert [*statuses(judged)] == [
        ("formulieren/0104.xlsx", "0104", "afgekeurd"),
        ("formulieren/104.xlsx", "0104", "afgekeurd"),
    ]


def test_two_forms_for_somebody_outside_the_team_give_each_one_message() -> None:
    """The number is wrong in both; that they are two is told by the steunpunt."""
    stranger = form("Functie | personeelsnummer=7777", "formulieren/a.xlsx", stamp(personeelsnummer="7777"))
    judged = judge(stranger, replace(stranger, bestand="formulieren/b.xlsx"), team=TWO)
    assert [codes(oordeel.findings) for oordeel in judged.oordelen] == [["niet_in_team"], ["niet_in_team"]]


def test_an_unreadable_copy_beside_a_right_form_does_not_count_against_it() -> None:
    """The right form says all that is needed."""
    judged = judge(form_of("1001"), unreadable("formulieren/1001 (2).xlsx"), form_of("1002"), team=TWO)
    assert [status for *_, status in statuses(judged)] == ["onleesbaar", "goedgekeurd", "goedgekeurd"]


def test_a_form_that_says_what_it_replaces_counts_once() -> None:
    """design.md 2.4: by its stamp; the former one is named with an info and does not count."""
    new = form_of("1001", "formulieren/1001 (2).xlsx", "Kerntaken | a ja 6", formulier="f2", vervangt="f1")
    judged = judge(form_of("1001"), new, form_of("1002"), team=TWO)
    assert statuses(judged)[0] == ("formulieren/1001 (2).xlsx", "1001", "goedgekeurd")
    assert [bestand for bestand, *_ in statuses(judged)] == ["formulieren/1001 (2).xlsx", "formulieren/1002.xlsx"]
    assert judged.antwoorden[0].taken["a"].uren == 6.0
    assert codes(judged.findings) == ["vervangen"]
    assert judged.findings[0].address.bestand == "formulieren/1001.xlsx"


def test_a_form_replaced_twice_counts_once() -> None:
    """Each new form names the one before it."""
    second = form_of("1001", "formulieren/b.xlsx", formulier="f2", vervangt="f1")
    third = form_of("1001", "formulieren/c.xlsx", formulier="f3", vervangt="f2")
    judged = judge(form_of("1001"), second, third, form_of("1002"), team=TWO)
    assert [bestand for bestand, *_ in statuses(judged)] == ["formulieren/1002.xlsx", "formulieren/c.xlsx"]
    assert codes(judged.findings) == ["vervangen", "vervangen"]


def test_two_forms_that_replace_the_same_one_are_doubles() -> None:
    """Which of the two is meant is not known."""
    new = form_of("1001", "formulieren/b.xlsx", formulier="f2", vervangt="f1")
    judged = judge(form_of("1001"), new, replace(new, bestand="formulieren/c.xlsx"), form_of("1002"), team=TWO)
    assert [status for *_, status in statuses(judged)] == ["goedgekeurd", "afgekeurd", "afgekeurd"]
    assert codes(judged.findings) == ["vervangen", "formulieren_dubbel"]


def test_a_form_replaces_only_a_form_of_the_same_person() -> None:
    """A stamp copied from somebody else takes nothing away from them."""
    new = form_of("1002", "formulieren/1002.xlsx", formulier="f2", vervangt="f1")
    judged = judge(form_of("1001"), new, team=TWO)
    assert [status for *_, status in statuses(judged)] == ["goedgekeurd", "goedgekeurd"]
    assert codes(judged.findings) == []


# --- lone worker ---------------------------------------------------------------------------------------------------

ALONE = f"Basisfuncties | BF1 ja | BF5 ja\n{ONE}"


def test_a_lone_worker_hears_which_tasks_are_missing() -> None:
    """design.md 3.6: every kerntaak of the performed basisfuncties; a warning, the form counts."""
    judged = judge(form("Kerntaken | a ja 4 | b ja | c ja | o ja | d nee"), team=ALONE)
    assert codes(judged.findings) == ["solist_taken"]
    named = [f"{CATALOG.kerntaak[code].naam} ({code})" for code in ("d", "p")]
    assert judged.findings[0].values["kerntaken"] == " en ".join(named)
    assert judged.findings[0].address.bestand == "formulieren/1001.xlsx"
    assert judged.oordelen[0].status == "goedgekeurd"


def test_a_lone_worker_with_every_task_hears_nothing() -> None:
    """Tasks of basisfuncties that are not performed do not count."""
    judged = judge(form("Kerntaken | a ja | b ja | c ja | d ja | o ja | p ja"), team=ALONE)
    assert codes(judged.findings) == []


def test_the_first_of_two_employees_is_no_lone_worker() -> None:
    """One row on Team is alone, two are not."""
    judged = judge(form_of("1001"), form_of("1002"), team=f"Basisfuncties | BF1 ja | BF5 ja\n{TWO}")
    assert codes(judged.findings) == []


def test_the_rejected_form_of_a_lone_worker_gives_no_second_message() -> None:
    """First the form, then the tasks."""
    judged = judge(form("Kerntaken | a ja 61"), team=ALONE)
    assert codes(judged.findings) == []


# --- structure -----------------------------------------------------------------------------------------------------

FAULT = Address("formulieren/1001.xlsx", "Kerntaken")
NO_SHEET = Finding("blad_ontbreekt", FAULT)
NO_COLUMN = Finding("kolom_ontbreekt", FAULT, {"kolom": "Gekozen"}, kolom="gekozen")
NO_CODES = Finding("kolom_ontbreekt", FAULT, {"kolom": "Code"}, kolom="code")
NO_LABEL = Finding("label_ontbreekt", replace(FAULT, blad="Functie"), {"label": "Naam"}, kolom="naam")


@pytest.mark.parametrize("blad", ["functie", "kerntaken", "kernopgaven", "competenties"])
def test_a_missing_sheet_gives_one_message(blad: str) -> None:
    """That tasks are not chosen, or a number is missing, would follow from the sheet (faults.md 24)."""
    judged = judge(without(form(), NO_SHEET, blad=blad), form_of("1002"), team=TWO)
    assert codes(judged.oordelen[0].findings) == ["blad_ontbreekt"]
    assert (judged.oordelen[0].status, codes(judged.findings)) == ("afgekeurd", [])


@pytest.mark.parametrize(
    ("fault", "blad", "kolom"),
    [
        (NO_COLUMN, "kerntaken", "gekozen"),
        (NO_COLUMN, "competenties", "gekozen"),
        (NO_CODES, "kerntaken", "code"),
        (NO_LABEL, "functie", "naam"),
        (NO_LABEL, "functie", "contracturen"),
        (NO_LABEL, "functie", "personeelsnummer"),
    ],
)
def test_a_missing_column_or_label_gives_one_message(fault: Finding, blad: str, kolom: str) -> None:
    """Hours beside a choice that could not be found are no hours without a choice, and q is not blank."""
    oordeel = judge_form(without(form("Kerntaken | a ja 4 | b nee"), fault, blad=blad, kolom=kolom))
    assert (codes(oordeel.findings), oordeel.status) == ([fault.code], "afgekeurd")


def test_two_missing_columns_are_both_told() -> None:
    """They have no cell, so one does not stand for the other."""
    werkmap = without(form(), NO_COLUMN, NO_CODES, blad="kerntaken", kolom="gekozen")
    assert codes(judge_form(werkmap).findings) == ["kolom_ontbreekt", "kolom_ontbreekt"]


def test_wrong_cells_of_a_form_without_a_sheet_are_told_too() -> None:
    """All findings come at once: what is certainly wrong does not wait for the missing sheet."""
    broken = without(form("Kerntaken | a ja 61 | b zo"), NO_SHEET, blad="competenties")
    assert codes(judge_form(broken).findings) == ["blad_ontbreekt", "uren_bereik", "keuze_onleesbaar"]


def test_a_form_without_sheet_functie_and_stamp_is_nobodys_and_says_only_so() -> None:
    """Whose form it is stands on the missing sheet; the file's name still says who is not missing."""
    lost = without(form(stempel={}), NO_SHEET, blad="functie")
    judged = judge(lost, form_of("1002"), team=TWO)
    assert codes(judged.oordelen[0].findings) == ["blad_ontbreekt"]
    assert (codes(judged.findings), judged.oordelen[0].personeelsnummer) == ([], None)


def test_a_cell_that_could_not_be_read_has_one_message() -> None:
    """Excel's own error in a cell counts as blank until it is corrected, and blank is not judged again."""
    fout = Finding("cel_fout", Address("formulieren/1001.xlsx", "Kerntaken", "E5"), {"waar": ""}, "a", "gekozen")
    werkmap = replace(typed(form("Kerntaken | a - 4 | b ja"), "kerntaken a gekozen", None), findings=(fout,))
    assert [cel for _, _, cel, _, _ in places(judge_form(werkmap).findings)] == ["E5"]
    blank = replace(typed(form("Kerntaken |"), "kerntaken a gekozen", None), findings=(fout,))
    assert codes(judge_form(blank).findings)[0] == "cel_fout"
    assert "niet_ingevuld" not in codes(judge_form(blank).findings)


def test_an_info_or_warning_of_reading_does_not_reject() -> None:
    """Cleaned text is reported, and the form counts."""
    info = Finding("tekst_opgeschoond", Address("formulieren/1001.xlsx", "Functie", "B7"), kolom="doel")
    oordeel = judge_form(replace(form(), findings=(info,)))
    assert (codes(oordeel.findings), oordeel.status) == (["tekst_opgeschoond"], "goedgekeurd")


# --- the batch -----------------------------------------------------------------------------------------------------


def test_a_team_workbook_that_cannot_be_used_stops_only_its_own_steunpunt() -> None:
    """design.md 6: the others go on, and its forms are not judged against nothing."""
    broken = gelezen(unreadable("steunpunt.xlsx"), form_of("1001"))
    judged = validate([broken, gelezen(TWO, form_of("1001"), form_of("1002"))], CATALOG)
    assert [group.leesbaar for group in judged] == [False, True]
    assert codes(judged[0].findings) == ["team_onleesbaar", "bestand_afgebroken"]
    assert (judged[0].oordelen, len(judged[1].antwoorden)) == ((), 2)


def test_one_person_in_two_steunpunten_of_a_batch_is_no_double() -> None:
    """Forms of two steunpunten never meet."""
    batch = [gelezen(ONE, form()), gelezen(ONE, form())]
    assert ["formulieren_dubbel" in codes(group.findings) for group in validate(batch, CATALOG)] == [False, False]


def test_findings_of_the_team_workbook_stay_with_the_steunpunt() -> None:
    """HR keeps the team workbook; managers' forms are not rejected for it."""
    book = teambook(f"{TWO}\nBehoefte | a vier")
    judged = judge(form_of("1001"), form_of("1002"), team=book)
    assert codes(judged.findings) == ["uren_onleesbaar"]
    assert len(judged.antwoorden) == 2


# --- another catalog -----------------------------------------------------------------------------------------------


@pytest.fixture(name="small")
def small_catalog(tmp_path: Path) -> Catalog:
    """Other groups and codes, a niveau per task, no kernopgaven, no examples."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, "utf-8")
    return load_catalog(path)


SMALL_TEAM = f"Basisfuncties | T1 ja | T2 ja\n{TWO}"


def test_a_small_catalog_without_kernopgaven_is_judged(small: Catalog) -> None:
    """design.md 3.1: no rule knows a code letter; b1 is everybody's here."""
    werkmap = form("Kerntaken | w1 ja 4\nCompetenties | K1 ja", catalog=small, stempel=stamp(small))
    oordeel = judge_form(werkmap, SMALL_TEAM, small)
    assert (codes(oordeel.findings), oordeel.status) == ([], "goedgekeurd")
    assert oordeel.antwoorden and [*oordeel.antwoorden.taken] == ["w1", "b1"]
    assert oordeel.antwoorden.kernopgaven == {}


def test_the_rules_hold_for_a_small_catalog_too(small: Catalog) -> None:
    """Hours, fixed task, basisfunctie, reason and code: all from the catalog."""
    text = "Kerntaken | w1 ja 61 | b1 nee | a ja\nCompetenties | K2 ja"
    oordeel = judge_form(form(text, catalog=small, stempel=stamp(small)), f"Basisfuncties | T2 ja\n{TWO}", small)
    assert places(oordeel.findings) == [
        ("uren_bereik", "Kerntaken", "F5", "w1", "uren"),
        ("kerntaak_niet_uitgevoerd", "Kerntaken", "E5", "w1", "gekozen"),
        ("altijd_nee", "Kerntaken", "E7", "b1", "gekozen"),
        ("code_onbekend", "Kerntaken", "A8", "a", "code"),
        ("competentie_zonder_reden", "Competenties", "E6", "K2", "gekozen"),
    ]


def test_a_form_of_the_other_catalog_is_refused(small: Catalog) -> None:
    """Its codes mean something else."""
    assert "andere_catalogus" in codes(judge_form(form(), SMALL_TEAM, small).findings)
