"""Row checks: every rule with the case that fires and the nearest one that does not; no form touches another."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.checking.judge import beside_team, validate
from pipeline.checking.parsed_form import Ingevuld, parse_form
from pipeline.checking.row_rules import FUNCTIE, KEUZES, URENTAKEN, check_rows
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.messages import load_messages, show
from pipeline.definitions.rules import Grenzen, load_rules
from pipeline.model.findings import Finding
from pipeline.model.workbook import Value, Werkmap
from tests.support.forms import Place, codes, form, gelezen, judge, judge_form, places, typed

CATALOG = shipped_catalog()
ALTIJD = sorted(CATALOG.altijd)


def parsed(werkmap: Werkmap, team: str = "") -> Ingevuld:
    """A form parsed against a team workbook."""
    return parse_form(werkmap, beside_team(gelezen(team), CATALOG).team.steunpunt, CATALOG, load_rules())


def checked(werkmap: Werkmap, team: str = "") -> list[Place]:
    """What the row checks alone say of a form."""
    return places(check_rows([parsed(werkmap, team)])[0])


def test_a_form_in_order_has_no_findings() -> None:
    """The form that all tests start from raises nothing, so that what they find is what they changed."""
    oordeel = judge_form(form())
    assert (oordeel.status, codes(oordeel.findings)) == ("goedgekeurd", [])


# --- hours of a kerntaak -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("uren", ["0", "60", "0,01", "59,99", '"60 uur"', "-"])
def test_hours_from_zero_up_to_sixty_are_right(uren: str) -> None:
    """Both bounds belong to the range, and blank is unknown (design.md 2.2)."""
    assert checked(form(f"Kerntaken | a ja {uren}")) == []


@pytest.mark.parametrize("uren", ["60,01", "61", "-0,01", "-1", '"60,5 uur"', "1000"])
def test_hours_outside_zero_and_sixty_are_an_error(uren: str) -> None:
    """Just over a bound is over it."""
    assert checked(form(f"Kerntaken | a ja {uren}")) == [("uren_bereik", "Kerntaken", "F5", "a", "uren")]


def test_a_sign_that_makes_hours_unreadable_is_named() -> None:
    """faults.md 51: somebody who sees "4" on the screen hears which sign is in the way; of words there is none."""
    tilde, words = (check_rows([parsed(form(f"Kerntaken | a ja {uren}"))])[0][0] for uren in ('"4~"', '"vier uur"'))
    assert "het teken ~" in show(tilde).tekst
    assert "teken" not in show(words).tekst


@pytest.mark.parametrize("value", ["vier", "4-5", "1.000", "?", dt.date(2026, 2, 1), dt.time(4, 30), True])
def test_unreadable_hours_are_an_error_at_their_cell(value: Value) -> None:
    """What is not certain is not guessed, and not 0 (faults.md 4, 25)."""
    werkmap = typed(form("Kerntaken | a ja | c ja"), "kerntaken c uren", value)
    assert checked(werkmap) == [("uren_onleesbaar", "Kerntaken", "F7", "c", "uren")]


def test_the_message_of_a_range_names_the_bound_and_the_code() -> None:
    """The manager reads what is allowed, in which cell and for which code."""
    (finding,) = check_rows([parsed(form("Kerntaken | a ja 61"))])[0]
    assert show(finding).tekst == "De uren in cel F5 liggen niet tussen 0 en 60 (code a)."


def test_a_finding_never_repeats_what_was_typed() -> None:
    """Messages end up in logs: no value of a cell is in them (findings.py)."""
    secret = "geheim"
    werkmap = typed(form(f'Kerntaken | a "{secret}" "{secret}" | {secret} ja'), "functie contracturen", secret)
    found = check_rows([parsed(werkmap)])[0]
    assert len(found) == 4
    assert not [text for text in map(show, found) if secret in text.tekst + text.oplossing]


# --- hours without a choice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", ["b - 4", "b - 0,5"])
def test_hours_beside_a_blank_choice_are_ja_with_an_info(row: str) -> None:
    """design.md 6: whoever fills in hours means that the task is done."""
    oordeel = judge_form(form(f"Kerntaken | a ja 4 | {row}"))
    assert places(oordeel.findings) == [("uren_als_keuze", "Kerntaken", "E6", "b", "gekozen")]
    assert {finding.ernst for finding in map(show, oordeel.findings)} == {"info"}
    assert oordeel.antwoorden and [*oordeel.antwoorden.taken] == ["a", "b", "q", "u", "v"]


@pytest.mark.parametrize("row", ["b nee 4", "b - 0"])
def test_hours_at_a_task_that_is_not_chosen_are_a_warning(row: str) -> None:
    """The hours do not count, and the manager may think they do (design.md 6); 0 hours say neither ja nor nee."""
    oordeel = judge_form(form(f"Kerntaken | a ja 4 | {row}"))
    assert places(oordeel.findings) == [("uren_zonder_keuze", "Kerntaken", "F6", "b", "uren")]
    assert oordeel.antwoorden and "b" not in oordeel.antwoorden.taken


@pytest.mark.parametrize("row", ["b ja 4", "b ja 0", "b x 4", "b nee 0", "b nee", "q - 4", "q - 0"])
def test_hours_that_count_or_say_what_the_choice_says_are_right(row: str) -> None:
    """0 hours beside a nee say the same; the tasks of everybody count without a choice."""
    found = codes(judge_form(form(f"Kerntaken | a ja 4 | {row}")).findings)
    assert not {"uren_zonder_keuze", "uren_als_keuze"} & {*found}


def test_hours_at_a_task_that_the_steunpunt_does_not_perform_are_told_as_a_choice() -> None:
    """The task counts, so the warning of Stap 2 holds for it."""
    found = codes(judge_form(form("Kerntaken | a ja 4 | h - 4"), "Basisfuncties | BF1 ja | BF2 nee").findings)
    assert found == ["uren_als_keuze", "kerntaak_niet_uitgevoerd"]


def test_hours_beside_an_unreadable_choice_give_one_message() -> None:
    """Perhaps the choice was meant as ja: only what is certainly wrong is said."""
    found = places(judge_form(form("Kerntaken | a ja 4 | b misschien 4")).findings)
    assert found == [("keuze_onleesbaar", "Kerntaken", "E6", "b", "gekozen")]


@pytest.mark.parametrize("uren", ["99", "vier"])
def test_wrong_hours_at_a_task_that_is_not_chosen_give_one_message(uren: str) -> None:
    """One bad cell, one message (design.md 4)."""
    assert [cel for _, _, cel, _, _ in places(judge_form(form(f"Kerntaken | a ja 4 | b - {uren}")).findings)] == ["F6"]


# --- choices -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cel"),
    [("Kerntaken | a ja 4 | b 1", "E6"), ("Kernopgaven | d ja | b ?", "C6"), ("Competenties | a ja | b ja?", "E6")],
)
def test_a_choice_that_is_neither_ja_nor_nee_is_an_error(text: str, cel: str) -> None:
    """On all three sheets, at the cell of the choice."""
    blad = text.partition(" ")[0]
    assert checked(form(text)) == [("keuze_onleesbaar", blad, cel, "b", "gekozen")]


@pytest.mark.parametrize("word", ["JA", "x", "✓", "WAAR", "nee", "n", "ONWAAR", "-"])
def test_every_spelling_of_ja_and_nee_is_a_choice(word: str) -> None:
    """Reading forgives (design.md 2.2)."""
    assert checked(form(f"Kerntaken | a ja 4 | b {word}")) == []


# --- the kerntaken of everybody ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ALTIJD)
def test_a_fixed_task_left_blank_counts_as_ja_with_an_info(code: str) -> None:
    """Stap 1: these are part of every profile."""
    oordeel = judge_form(form(f"Kerntaken | a ja 4 | {code}"))
    row = 5 + [*CATALOG.kerntaak].index(code)
    assert places(oordeel.findings) == [("altijd_leeg", "Kerntaken", f"E{row}", code, "gekozen")]
    assert oordeel.antwoorden and {*oordeel.antwoorden.taken} == {"a", *ALTIJD}


@pytest.mark.parametrize("code", ALTIJD)
def test_a_fixed_task_whose_row_is_gone_counts_as_ja_with_an_info(code: str) -> None:
    """The message has the code but no cell, for a cell of another row would send the manager the wrong way."""
    oordeel = judge_form(form(f"Kerntaken | a ja 4 | !{code}"))
    assert places(oordeel.findings) == [("altijd_leeg", "Kerntaken", "", code, "gekozen")]
    assert oordeel.antwoorden and {*oordeel.antwoorden.taken} == {"a", *ALTIJD}


@pytest.mark.parametrize("code", ALTIJD)
def test_an_explicit_nee_at_a_fixed_task_is_an_error(code: str) -> None:
    """Nobody can leave these out, so the manager must hear it (design.md 2.2)."""
    oordeel = judge_form(form(f"Kerntaken | a ja 4 | {code} nee"))
    row = 5 + [*CATALOG.kerntaak].index(code)
    assert places(oordeel.findings) == [("altijd_nee", "Kerntaken", f"E{row}", code, "gekozen")]
    assert oordeel.status == "afgekeurd"
    assert code not in parsed(form(f"Kerntaken | a ja 4 | {code} nee")).gekozen("kerntaken")


def test_an_unreadable_choice_at_a_fixed_task_gives_one_message() -> None:
    """It is neither blank nor nee."""
    assert [code for code, *_ in checked(form("Kerntaken | a ja 4 | q misschien"))] == ["keuze_onleesbaar"]


# --- codes ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("answers", ["ja", "nee", '- "een toelichting"'])
@pytest.mark.parametrize(
    ("sheet", "cel"), [("Kerntaken | a ja 4", "A27"), ("Kernopgaven | d ja", "A15"), ("Competenties | a ja", "A21")]
)
def test_an_unknown_code_with_answers_is_an_error(sheet: str, cel: str, answers: str) -> None:
    """No answer is lost silently, an explicit nee included."""
    words = answers if not sheet.startswith("Kerntaken") else answers.replace('- "', '- - "')
    found = checked(form(f"{sheet} | zz {words}"))
    assert found == [("code_onbekend", sheet.partition(" ")[0], cel, "zz", "code")]


@pytest.mark.parametrize("text", ["Kerntaken | a ja 4 | zz", "Kernopgaven | d ja | q", "Competenties | a ja | zz"])
def test_an_unknown_code_without_answers_says_nothing(text: str) -> None:
    """A stray code is no answer; q is a code of another sheet."""
    assert checked(form(text)) == []


def test_hours_at_an_unknown_code_give_one_message() -> None:
    """Which task they belong to is not known, so that a choice is missing cannot be said."""
    assert [code for code, *_ in checked(form("Kerntaken | a ja 4 | zz - 4"))] == ["code_onbekend"]


@pytest.mark.parametrize(("row", "code"), [("zz ja 99", "uren_bereik"), ("zz ja vier", "uren_onleesbaar")])
def test_wrong_hours_at_an_unknown_code_are_told_as_well(row: str, code: str) -> None:
    """Two bad cells on one row: both are told, in words that need no name of the catalog."""
    found = checked(form(f"Kerntaken | a ja 4 | {row}"))
    assert [place[0] for place in found] == ["code_onbekend", code]


# --- basisfuncties -------------------------------------------------------------------------------------------------

PARTLY = "Basisfuncties | BF1 ja | BF2 nee"


def test_a_task_of_a_basisfunctie_that_is_not_performed_is_a_warning() -> None:
    """Stap 2: the steunpunt chooses what it performs; the choice stays, with a warning that names the group."""
    oordeel = judge_form(form("Kerntaken | a ja 4 | e ja 4"), PARTLY)
    assert places(oordeel.findings) == [("kerntaak_niet_uitgevoerd", "Kerntaken", "E9", "e", "gekozen")]
    assert CATALOG.groep["BF2"].naam in show(oordeel.findings[0]).tekst
    assert oordeel.antwoorden and "e" in oordeel.antwoorden.taken


@pytest.mark.parametrize("row", ["b ja 4", "e nee", "e", "r ja 4"])
def test_a_task_that_is_performed_or_not_chosen_or_of_no_basisfunctie_is_right(row: str) -> None:
    """The tasks for the organisation belong to no basisfunctie, so nobody can choose against them."""
    assert checked(form(f"Kerntaken | a ja 4 | {row}"), PARTLY) == []


def test_without_any_basisfunctie_the_tasks_raise_no_noise() -> None:
    """The sheet Basisfuncties has a message of its own then."""
    assert checked(form("Kerntaken | a ja 4 | e ja 4"), "Basisfuncties |") == []


# --- the sheet Functie ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("uren", ["0", "48", "0,5", '"47,5 uur"', ""])
def test_contract_hours_from_zero_up_to_forty_eight_are_right(uren: str) -> None:
    """0 is unknown, with a warning of its own (design.md 6)."""
    assert checked(form(f"Functie | contracturen={uren}")) == []


@pytest.mark.parametrize("uren", ["48,5", "48,01", "-1", "-0,5", '"49 uur"'])
def test_contract_hours_outside_the_bounds_are_an_error(uren: str) -> None:
    """The working-time law allows no more than 48."""
    found = checked(form(f"Functie | contracturen={uren}"))
    assert found == [("contracturen_bereik", "Functie", "B8", "", "contracturen")]


@pytest.mark.parametrize("value", ["veel", "24-28", dt.date(2026, 1, 24), True])
def test_unreadable_contract_hours_are_an_error(value: Value) -> None:
    """Not guessed, not 0."""
    found = checked(typed(form(), "functie contracturen", value))
    assert found == [("contracturen_onleesbaar", "Functie", "B8", "", "contracturen")]


@pytest.mark.parametrize("value", ["morgen", "2026-12-1", "31-2-2026", 46357.0])
def test_an_unreadable_peildatum_is_an_error(value: Value) -> None:
    """The order of day and month is not guessed."""
    found = checked(typed(form(), "functie peildatum", value))
    assert found == [("datum_onleesbaar", "Functie", "B11", "", "peildatum")]


@pytest.mark.parametrize("value", ["1-12-2026", dt.date(2026, 12, 1), dt.datetime(2026, 12, 1), None])
def test_a_readable_or_blank_peildatum_is_right(value: Value) -> None:
    """As text, as a date of Excel, or not filled in."""
    assert checked(typed(form(), "functie peildatum", value)) == []


# --- many bad cells, many forms ------------------------------------------------------------------------------------


def test_two_bad_cells_in_one_column_are_both_reported_once() -> None:
    """faults.md 28."""
    found = places(judge_form(form("Kerntaken | a ja vier | c ja 61 | e ja vijf")).findings)
    assert found == [
        ("uren_onleesbaar", "Kerntaken", "F5", "a", "uren"),
        ("uren_bereik", "Kerntaken", "F7", "c", "uren"),
        ("uren_onleesbaar", "Kerntaken", "F9", "e", "uren"),
    ]


def test_an_unreadable_number_does_not_hide_another_forms_range_error() -> None:
    """The trap of stacking: pandera would skip the numeric checks of the whole column (design.md 4)."""
    one = form("Kerntaken | a ja vier\nFunctie | contracturen=veel")
    two = form("Kerntaken | a ja 61\nFunctie | contracturen=60")
    assert [codes(found) for found in check_rows([parsed(one), parsed(two)])] == [
        ["contracturen_onleesbaar", "uren_onleesbaar"],
        ["contracturen_bereik", "uren_bereik"],
    ]


def test_bad_cells_in_two_forms_each_come_back_at_their_own_form() -> None:
    """faults.md 28: with a right form between them."""
    forms = [
        form(f"Functie | personeelsnummer={nummer}\nKerntaken | a ja {uren}", f"formulieren/{nummer}.xlsx")
        for nummer, uren in (("1001", "61"), ("1002", "4"), ("1003", "-1"))
    ]
    found = {oordeel.werkmap.bestand: oordeel.findings for oordeel in judge(*forms).oordelen}
    bereik = {
        bestand: [finding.address.bestand for finding in findings if finding.code == "uren_bereik"]
        for bestand, findings in found.items()
    }
    assert bereik == {
        "formulieren/1001.xlsx": ["formulieren/1001.xlsx"],
        "formulieren/1002.xlsx": [],
        "formulieren/1003.xlsx": ["formulieren/1003.xlsx"],
    }


def test_forms_of_one_batch_keep_the_thresholds_of_their_own_steunpunt() -> None:
    """A steunpunt with its own instellingen is judged by them, whatever else is in the batch."""
    strict = load_rules().model_copy(
        update={"grenzen": Grenzen(uren_kerntaak=10.0, contracturen=20.0, contracturen_vanaf=4.0)}
    )
    bad = form("Kerntaken | a ja 11")
    judged = validate([gelezen("", bad), gelezen("", bad, rules=strict)], CATALOG)
    texts = [[show(finding).tekst for finding in group.oordelen[0].findings] for group in judged]
    assert texts[0] == []
    assert texts[1] == [
        "De contracturen in cel B8 liggen niet tussen 0 en 20.",
        "De uren in cel F5 liggen niet tussen 0 en 10 (code a).",
    ]


def test_findings_come_in_the_order_of_sheet_and_row() -> None:
    """A manager goes through the list from front to back."""
    text = "Functie | contracturen=49\nKerntaken | b zo - | a ja 61\nKernopgaven | e zo\nCompetenties | c zo | b zo"
    assert [(blad, cel) for _, blad, cel, _, _ in checked(form(text))] == [
        ("Functie", "B8"),
        ("Kerntaken", "F5"),
        ("Kerntaken", "E6"),
        ("Kernopgaven", "C9"),
        ("Competenties", "E6"),
        ("Competenties", "E7"),
    ]


def test_sorted_rows_are_judged_by_their_code() -> None:
    """A manager may sort the sheet; the finding stands where the cell stands now (design.md 2.2)."""
    werkmap = form("Kerntaken | a ja 61 | c ja 4")
    turned = replace(werkmap, tabellen={**werkmap.tabellen, "kerntaken": werkmap.tabellen["kerntaken"][::-1]})
    assert checked(turned) == checked(werkmap)


def test_no_forms_and_empty_sheets_give_nothing() -> None:
    """A steunpunt without forms, and a form without any row, are no special case."""
    empty = replace(form(), tabellen={})
    assert check_rows([]) == []
    assert check_rows([parsed(empty)]) == [[]]


ANSWERS = st.sampled_from(["ja 4", "ja vier", "ja 61", "misschien 4", "- 4", "nee", "ja"])
FORMS = st.lists(st.dictionaries(st.sampled_from(["a", "c", "q", "zz"]), ANSWERS, min_size=1), min_size=2, max_size=5)


@given(FORMS)
@settings(deadline=None, max_examples=20)
def test_a_form_is_judged_alike_alone_and_among_others(rows: list[dict[str, str]]) -> None:
    """One form's fault never hides or causes another's (design.md 4)."""
    forms = [
        parsed(form("Kerntaken | " + " | ".join(f"{code} {answers}" for code, answers in table.items())))
        for table in rows
    ]
    together: Sequence[Sequence[Finding]] = check_rows(forms)
    assert [places(found) for found in together] == [places(check_rows([one])[0]) for one in forms]


def test_every_rule_has_a_message_and_a_reason() -> None:
    """A rule without a message would stop the run when it fires."""
    rules = [rule for sheet in (FUNCTIE, KEUZES, URENTAKEN) for rule in sheet.rules.values()]
    assert {rule.code for rule in rules} <= load_messages().bevindingen.keys()
    assert all(rule.why and rule.kolom for rule in rules)
