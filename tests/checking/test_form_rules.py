"""Rules on a form as a whole: each with the case that fires and the nearest one that does not."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import replace

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import load_layout
from pipeline.definitions.messages import show
from pipeline.definitions.rules import load_rules
from pipeline.intake.values import parse_tekst
from pipeline.model.judged import Antwoorden, Oordeel
from pipeline.model.workbook import Werkmap
from tests.support.forms import codes, form, judge, judge_form, places, stamp, typed

CATALOG = shipped_catalog()


def accepted(werkmap: Werkmap, team: str = "") -> bool:
    """Whether a form counts."""
    return judge_form(werkmap, team).status == "goedgekeurd"


# --- personeelsnummer ----------------------------------------------------------------------------------------------


def test_a_form_without_a_team_member_is_rejected() -> None:
    """design.md 2.4: at the cell of the number."""
    oordeel = judge_form(form("Functie | personeelsnummer=7777"))
    assert places(oordeel.findings) == [("niet_in_team", "Functie", "B5", "", "personeelsnummer")]
    assert (oordeel.status, oordeel.personeelsnummer, oordeel.antwoorden) == ("afgekeurd", "7777", None)


def test_a_form_without_any_number_is_rejected() -> None:
    """Neither the sheet nor the stamp says whose it is; that is one message, not two."""
    oordeel = judge_form(form("Functie | personeelsnummer=", stempel={}))
    assert ("personeelsnummer_ontbreekt", "Functie", "B5", "", "personeelsnummer") in places(oordeel.findings)
    assert codes(oordeel.findings) == ["personeelsnummer_ontbreekt", "stempel_ontbreekt"]
    assert (oordeel.status, oordeel.personeelsnummer) == ("afgekeurd", None)


def test_a_form_without_any_number_is_not_that_of_a_member_with_zeros() -> None:
    """A number of zeros only is the same as itself without leading zeros, but not the same as nothing."""
    oordeel = judge_form(form("Functie | personeelsnummer=", stempel={}), 'Team | 000 "Anna Voorbeeld"')
    assert oordeel.personeelsnummer is None


def test_a_blank_number_is_taken_from_the_stamp() -> None:
    """The program printed both; the stamp still says whose form it is."""
    assert accepted(form("Functie | personeelsnummer="))


@pytest.mark.parametrize(("known", "written"), [("0104", "104"), ("A104", "a104"), ("0104", 104.0)])
def test_a_number_is_that_of_the_team_but_for_case_and_leading_zeros(known: str, written: str | float) -> None:
    """Excel makes 104 of 0104 (faults.md 9); the number that counts is the team's, and the stamp agrees."""
    werkmap = typed(form(stempel=stamp(personeelsnummer=known)), "functie personeelsnummer", written)
    oordeel = judge_form(werkmap, f'Team | {known} "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen"')
    assert (codes(oordeel.findings), oordeel.personeelsnummer) == ([], known)
    assert oordeel.antwoorden and oordeel.antwoorden.personeelsnummer == known


# --- stamp ---------------------------------------------------------------------------------------------------------


def test_a_form_without_a_stamp_is_read_with_a_warning() -> None:
    """design.md 6: the sheet as a whole, without a cell."""
    oordeel = judge_form(form(stempel={}))
    assert places(oordeel.findings) == [("stempel_ontbreekt", "Functie", "", "", "")]
    assert oordeel.status == "goedgekeurd"


def test_a_stamp_of_somebody_else_is_an_error() -> None:
    """design.md 6: the form was made for another person, and only the number was typed over."""
    oordeel = judge_form(form(stempel=stamp(personeelsnummer="1002")))
    assert places(oordeel.findings) == [("stempel_verschilt", "Functie", "B5", "", "personeelsnummer")]
    assert oordeel.status == "afgekeurd"


@pytest.mark.parametrize("number", ["1001", "01001", ""])
def test_a_stamp_of_the_same_number_or_without_one_agrees(number: str) -> None:
    """A blank form of input_templates has a stamp without a number."""
    assert codes(judge_form(form(stempel=stamp(personeelsnummer=number))).findings) == []


def test_a_form_of_another_steunpunt_is_an_error() -> None:
    """faults.md 33: somebody with the same number works there, under another name."""
    werkmap = form('Functie | naam="Carla Verzonnen"', stempel=stamp(steunpunt="Steunpunt Elders"))
    found = places(judge_form(werkmap).findings)
    assert ("ander_steunpunt", "Functie", "B10", "", "steunpunt") in found
    assert not accepted(werkmap)


def test_a_form_of_a_steunpunt_that_was_renamed_is_read_with_a_warning() -> None:
    """The tree is permanent (design.md 2.2): number and name of the person are right, so only the name has changed."""
    oordeel = judge_form(form(stempel=stamp(steunpunt="Steunpunt Vroeger")))
    assert places(oordeel.findings) == [("andere_naam_steunpunt", "Functie", "B10", "", "steunpunt")]
    assert oordeel.status == "goedgekeurd"


def test_a_form_of_another_steunpunt_beside_forms_of_this_one_is_refused() -> None:
    """The same person may work at both: beside forms that bear the present name this is no new name (design.md 3.8)."""
    team = 'Team | 1001 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen" | 1002 Bram bemiddelaar 24 "Lies Verzonnen"'
    bram = "Functie | naam=Bram personeelsnummer=1002"
    strange = form(bram, stempel=stamp(formulier="f2", personeelsnummer="1002", steunpunt="Elders"))
    own, other = judge(form(stempel=stamp()), replace(strange, bestand="formulieren/1002.xlsx"), team=team).oordelen
    assert codes(own.findings) == []
    assert codes(other.findings) == ["ander_steunpunt"]


def test_forms_from_before_a_new_name_stay_valid_beside_new_ones() -> None:
    """The steunpunt was renamed and somebody joined: the older forms are read with a warning (design.md 2.2)."""
    people = {"1001": "Anna", "1002": "Bram", "1003": "Carla"}
    team = "Team | " + " | ".join(f'{nummer} {naam} bemiddelaar 24 "Lies Verzonnen"' for nummer, naam in people.items())
    forms = [
        replace(
            form(
                f"Functie | naam={naam} personeelsnummer={nummer}",
                stempel=stamp(formulier=nummer, personeelsnummer=nummer, steunpunt=steunpunt),
            ),
            bestand=f"formulieren/{nummer}.xlsx",
        )
        for (nummer, naam), steunpunt in zip(people.items(), ("Vroeger", "Vroeger", "Steunpunt Zonnedael"), strict=True)
    ]
    found = [codes(oordeel.findings) for oordeel in judge(*forms, team=team).oordelen]
    assert found == [["andere_naam_steunpunt"], ["andere_naam_steunpunt"], []]


def test_a_form_of_another_steunpunt_and_person_says_only_where_it_is_of() -> None:
    """faults.md 38: that its person is not in this team is no news then."""
    werkmap = form("Functie | personeelsnummer=7777", stempel=stamp(personeelsnummer="7777", steunpunt="Elders"))
    assert codes(judge_form(werkmap).findings) == ["ander_steunpunt"]


@pytest.mark.parametrize("naam", ["Steunpunt  Zonnedael ", "Steunpunt Zonnedael", ""])
def test_spaces_in_the_name_of_the_steunpunt_are_no_difference(naam: str) -> None:
    """Nor is a stamp without a name."""
    assert codes(judge_form(form(stempel=stamp(steunpunt=naam))).findings) == []


def test_a_form_of_another_catalog_is_an_error() -> None:
    """faults.md 33: the same letters mean other tasks there."""
    oordeel = judge_form(form(stempel=stamp(catalogus="klein", catalogusversie="1")))
    assert places(oordeel.findings) == [("andere_catalogus", "Functie", "", "", "")]
    assert "klein" in show(oordeel.findings[0]).tekst
    assert oordeel.status == "afgekeurd"


def test_a_form_of_another_catalog_version_is_a_warning() -> None:
    """It is read by code, and says so."""
    oordeel = judge_form(form(stempel=stamp(catalogusversie="2001.1")))
    assert places(oordeel.findings) == [("andere_catalogusversie", "Functie", "", "", "")]
    assert "2001.1" in show(oordeel.findings[0]).tekst
    assert oordeel.status == "goedgekeurd"


def test_an_old_form_version_is_a_warning_of_its_own() -> None:
    """faults.md 33: the sheets may differ although the catalog is the same."""
    oordeel = judge_form(form(stempel=stamp(versie="0")))
    assert places(oordeel.findings) == [("andere_formulierversie", "Functie", "", "", "")]
    assert oordeel.status == "goedgekeurd"
    assert codes(judge_form(form(stempel=stamp(versie=load_layout().versie))).findings) == []


# --- filled in -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", ["", "a nee", "a nee 4", "q ja 4 | u ja 4 | v ja 4", "zz"])
def test_a_form_without_a_task_of_its_own_is_not_filled_in_yet(rows: str) -> None:
    """design.md 2.2: q, u and v are everybody's; the message stands at the first row, for the sheet."""
    oordeel = judge_form(form(f"Kerntaken | {rows}\nCompetenties | i ja"))
    assert ("niet_ingevuld", "Kerntaken", "E5", "", "gekozen") in places(oordeel.findings)
    assert oordeel.status == "afgekeurd"


@pytest.mark.parametrize("row", ["a ja", "r ja", "o x 0"])
def test_one_task_of_its_own_is_enough(row: str) -> None:
    """Also one of the organisation, and without hours."""
    assert "niet_ingevuld" not in codes(judge_form(form(f"Kerntaken | {row}")).findings)


# --- health ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("veld", ["doel", "afspraken", "opmerkingen", "functienaam"])
def test_a_word_about_health_on_functie_is_a_warning_at_its_cell(veld: str) -> None:
    """design.md 3.8; the word is not repeated, and the form counts."""
    werkmap = form(f'Functie | {veld}="Rustig opbouwen na haar Burn-out."')
    oordeel = judge_form(werkmap)
    found = [finding for finding in oordeel.findings if finding.code == "gezondheid"]
    cel = werkmap.velden["functie"][veld].cel
    assert places(found) == [("gezondheid", "Functie", cel, "", veld)]
    shown = [show(finding) for finding in oordeel.findings]
    assert {message.ernst for message in shown} == {"waarschuwing"} and oordeel.status == "goedgekeurd"
    assert not [m for m in shown if "burn" in (m.tekst + m.oplossing).casefold()]


def test_a_word_about_health_in_a_toelichting_is_an_info_at_its_cell() -> None:
    """There it may be about the volunteers."""
    sheets = 'Kerntaken | a ja 4 "zwangere vrouwen" | e nee - ziek\nKernopgaven | d ja "langdurig zieken"\n'
    found = judge_form(form(sheets + 'Competenties | a ja "na een burnout"')).findings
    told = [place for place in places(found) if place[0] == "gezondheid_toelichting"]
    assert [(blad, cel, rij) for _, blad, cel, rij, _ in told] == [
        ("Kerntaken", "G5", "a"),
        ("Kerntaken", "G9", "e"),
        ("Kernopgaven", "D8", "d"),
        ("Competenties", "F5", "a"),
    ]
    assert {show(finding).ernst for finding in found if finding.code == "gezondheid_toelichting"} == {"info"}


@pytest.mark.parametrize("tekst", ["Bezoekers van het ziekenhuis.", "Muziek maken.", "Verzuim en zorg.", "Energiek!"])
def test_another_word_with_a_word_about_health_in_it_says_nothing(tekst: str) -> None:
    """Whole words only."""
    werkmap = form(f'Functie | opmerkingen="{tekst}"\nKerntaken | a ja 4 "{tekst}"')
    assert codes(judge_form(werkmap).findings) == []


def test_a_name_is_no_word_about_health() -> None:
    """A surname may be any word; the other warnings are those of a name that differs from the team's."""
    found = codes(judge_form(form('Functie | naam="Wil Kanker" leidinggevende="Bo Ziek"')).findings)
    assert found == ["verschil_team", "verschil_team"]


def test_our_own_texts_hold_no_word_about_health() -> None:
    """What a form comes pre-filled with is never warned of."""
    words = load_rules().privacy
    texts = [text for voorbeeld in CATALOG.voorbeeldprofielen for text in (voorbeeld.doel, voorbeeld.naam)]
    assert not [text for text in texts if words.tells_of_health(text)]


EXAMPLE = "bemiddelaar"
WITH_EXAMPLE = f'Team | 1001 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen" {EXAMPLE} | 1002 Bram'
UNTOUCHED = " | ".join(f"{code} ja" for code in CATALOG.voorbeeldprofiel[EXAMPLE].kerntaken)


def test_an_untouched_example_is_a_warning() -> None:
    """design.md 2.2: the same kerntaken, no hours and no kernopgave."""
    oordeel = judge_form(form(f"Kerntaken | {UNTOUCHED}\nKernopgaven |"), WITH_EXAMPLE)
    assert ("voorbeeld_onveranderd", "Kerntaken", "E5", "", "gekozen") in places(oordeel.findings)
    assert oordeel.status == "goedgekeurd"


@pytest.mark.parametrize(
    "sheets",
    [
        f"Kerntaken | {UNTOUCHED} | b ja\nKernopgaven |",
        f"Kerntaken | {UNTOUCHED} | e nee\nKernopgaven |",
        f"Kerntaken | {UNTOUCHED} | q ja 1\nKernopgaven |",
        f"Kerntaken | {UNTOUCHED}\nKernopgaven | d ja",
    ],
)
def test_an_example_with_any_change_is_a_profile_of_its_own(sheets: str) -> None:
    """One task more or less, one number of hours or one kernopgave is enough."""
    assert "voorbeeld_onveranderd" not in codes(judge_form(form(sheets), WITH_EXAMPLE).findings)


LEFT = " | ".join(f"{code} ja" for code in ("e", "f", "g", "o", "p", "q", "u", "v"))  # of bemiddelaar in BF2 and BF5


@pytest.mark.parametrize(("performed", "stamped"), [("BF2 BF5", None), ("BF1 BF2", "BF2 BF5")])
def test_an_example_is_unchanged_when_it_is_what_was_filled_in(performed: str, stamped: str | None) -> None:
    """Only what the steunpunt performed when the form was handed out; the stamp knows, else the team workbook."""
    team = WITH_EXAMPLE + "\nBasisfuncties | " + " | ".join(f"{code} ja" for code in performed.split())
    stempel = stamp() if stamped is None else stamp(basisfuncties=stamped)
    found = codes(judge_form(form(f"Kerntaken | {LEFT}\nKernopgaven |", stempel=stempel), team).findings)
    assert "voorbeeld_onveranderd" in found
    more = form(f"Kerntaken | {LEFT} | j ja\nKernopgaven |", stempel=stempel)
    assert "voorbeeld_onveranderd" not in codes(judge_form(more, team).findings)


def test_the_tasks_of_an_example_chosen_by_somebody_without_one_say_nothing() -> None:
    """Only a form that came pre-filled can be left untouched."""
    found = codes(judge_form(form(f"Kerntaken | {UNTOUCHED}\nKernopgaven |")).findings)
    assert "voorbeeld_onveranderd" not in found


def test_no_kernopgave_is_a_warning() -> None:
    """Stap 5."""
    oordeel = judge_form(form("Kernopgaven | d nee"))
    assert places(oordeel.findings) == [("kernopgaven_leeg", "Kernopgaven", "C5", "", "gekozen")]
    assert oordeel.status == "goedgekeurd"


def test_no_competentie_is_a_warning() -> None:
    """Stap 6; the chosen kernopgave then lacks its competencies as well."""
    oordeel = judge_form(form("Competenties |"))
    assert places(oordeel.findings) == [
        ("competenties_leeg", "Competenties", "E5", "", "gekozen"),
        ("kernopgave_zonder_competentie", "Kernopgaven", "C8", "d", "gekozen"),
    ]
    assert oordeel.status == "goedgekeurd"


# --- reasons -------------------------------------------------------------------------------------------------------


def test_a_competentie_without_any_reason_is_a_warning() -> None:
    """design.md 3.3: kerntaak a, kernopgave d and everybody's tasks do not ask for competency d."""
    oordeel = judge_form(form("Competenties | a ja | d ja"))
    assert places(oordeel.findings) == [("competentie_zonder_reden", "Competenties", "E8", "d", "gekozen")]
    assert oordeel.status == "goedgekeurd"


@pytest.mark.parametrize(
    ("text", "code"),
    [("Kerntaken | a ja 4", "b"), ("Kerntaken | a ja 4 | e ja", "d"), ("Kernopgaven | d ja | i ja", "d"), ("", "m")],
)
def test_a_competentie_with_a_reason_says_nothing(text: str, code: str) -> None:
    """A chosen kerntaak of a group, a chosen kernopgave or a task of everybody gives one."""
    assert codes(judge_form(form(f"{text}\nCompetenties | a ja | {code} ja")).findings) == []


def test_a_task_that_is_not_chosen_gives_no_reason() -> None:
    """An explicit nee is no reason."""
    found = judge_form(form("Kerntaken | a ja 4 | e nee\nCompetenties | a ja | d ja")).findings
    assert codes(found) == ["competentie_zonder_reden"]


def test_a_kernopgave_without_any_of_its_competenties_is_a_warning() -> None:
    """design.md 3.3: the message names what it asks for."""
    oordeel = judge_form(form("Kernopgaven | d ja | e ja"))
    assert places(oordeel.findings) == [("kernopgave_zonder_competentie", "Kernopgaven", "C9", "e", "gekozen")]
    assert CATALOG.competentie["j"].naam in show(oordeel.findings[0]).tekst
    assert oordeel.status == "goedgekeurd"


def test_one_of_its_competenties_is_enough_for_a_kernopgave() -> None:
    """Kernopgave a asks for e and i."""
    found = codes(judge_form(form("Kernopgaven | d ja | a ja\nCompetenties | a ja | i ja")).findings)
    assert found == []


# --- the team workbook holds ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "key", "cel", "label"),
    [
        ('naam="Anna Anders"', "naam", "B4", "Naam"),
        ("functienaam=medewerker", "functienaam", "B6", "Functienaam"),
        ('leidinggevende="Loes Anders"', "leidinggevende", "B9", "Leidinggevende"),
        ("contracturen=24,5", "contracturen", "B8", "Contracturen per week"),
    ],
)
def test_a_difference_with_the_team_workbook_is_a_warning_and_the_team_workbook_holds(
    answer: str, key: str, cel: str, label: str
) -> None:
    """design.md 2.2: HR keeps the team workbook; what the form has stays readable as it was typed."""
    oordeel = judge_form(form(f"Functie | {answer}"))
    assert places(oordeel.findings) == [("verschil_team", "Functie", cel, "", key)]
    assert label in show(oordeel.findings[0]).tekst
    reference = judge_form(form()).antwoorden
    assert oordeel.antwoorden and reference and oordeel.antwoorden.medewerker == reference.medewerker
    assert parse_tekst(oordeel.antwoorden.functie[key]) == answer.partition("=")[2].strip('"')


def test_a_blank_on_the_form_is_no_difference() -> None:
    """HR's own answer holds anyway."""
    oordeel = judge_form(form("Functie | naam= functienaam= leidinggevende= contracturen="))
    assert codes(oordeel.findings) == []
    assert oordeel.antwoorden and oordeel.antwoorden.medewerker.naam == "Anna Voorbeeld"


@pytest.mark.parametrize("naam", ["Zoë  Voorbeeld", " Zoë Voorbeeld ", unicodedata.normalize("NFD", "Zoë Voorbeeld")])
def test_spaces_and_the_spelling_of_accents_are_no_difference(naam: str) -> None:
    """A Mac writes ë as two signs; nobody sees the difference."""
    team = 'Team | 1001 "Zoë Voorbeeld" bemiddelaar 24 "Lies Verzonnen" | 1002 Bram'
    assert codes(judge_form(typed(form(), "functie naam", naam), team).findings) == []


def test_what_the_team_workbook_lacks_is_taken_from_the_form_with_a_warning() -> None:
    """design.md 2.2: nothing that is known is thrown away; HR hears what to fill in."""
    oordeel = judge_form(form(), "Team | 1001 - - - - | 1002 Bram")
    assert places(oordeel.findings) == [
        ("alleen_formulier", "Functie", "B4", "", "naam"),
        ("alleen_formulier", "Functie", "B6", "", "functienaam"),
        ("alleen_formulier", "Functie", "B9", "", "leidinggevende"),
        ("alleen_formulier", "Functie", "B8", "", "contracturen"),
    ]
    assert oordeel.antwoorden
    used = oordeel.antwoorden.medewerker
    assert (used.naam, used.functienaam, used.leidinggevende) == ("Anna Voorbeeld", "bemiddelaar", "Lies Verzonnen")
    assert used.contracturen == 24.0


NO_CONTRACT = 'Team | 1001 "Anna Voorbeeld" bemiddelaar - "Lies Verzonnen" | 1002 Bram'


@pytest.mark.parametrize("uren", ["", "0"])
def test_contract_hours_that_nobody_knows_are_a_warning(uren: str) -> None:
    """design.md 6: 0 or blank is unknown."""
    oordeel = judge_form(form(f"Functie | contracturen={uren}"), NO_CONTRACT)
    assert places(oordeel.findings) == [("contract_onbekend", "Functie", "B8", "", "contracturen")]
    assert oordeel.antwoorden and oordeel.antwoorden.medewerker.contracturen is None


def test_hardly_any_contract_hours_are_not_known_and_asked_about() -> None:
    """faults.md 50: "0,89" is rather fte; where the team workbook knows the hours, they hold."""
    for team, contract in (("", 24.0), ('Team | 1001 "Anna Voorbeeld" bemiddelaar - "Lies Verzonnen"', None)):
        oordeel = judge_form(form("Functie | contracturen=0,89"), team)
        assert places(oordeel.findings) == [("contract_fte", "Functie", "B8", "", "contracturen")]
        assert oordeel.antwoorden is not None
        assert oordeel.antwoorden.medewerker.contracturen == contract


def test_zero_contract_hours_in_the_team_are_unknown_so_the_form_holds() -> None:
    """0 hours is no contract."""
    oordeel = judge_form(form(), NO_CONTRACT.replace(" - ", " 0 "))
    assert codes(oordeel.findings) == ["alleen_formulier"]
    assert oordeel.antwoorden and oordeel.antwoorden.medewerker.contracturen == 24.0


@pytest.mark.parametrize("uren", ["veel", "49", "-1"])
@pytest.mark.parametrize("team", ["", NO_CONTRACT])
def test_wrong_contract_hours_give_one_message(uren: str, team: str) -> None:
    """That they are unknown, or differ from the team's, follows from the error (design.md 4: one cell, one message)."""
    found = places(judge_form(form(f"Functie | contracturen={uren}"), team).findings)
    assert [(blad, cel) for _, blad, cel, _, _ in found] == [("Functie", "B8")]
    assert found[0][0] in ("contracturen_onleesbaar", "contracturen_bereik")


@pytest.mark.parametrize("contract", ["24,0", '"24 uur"', '"24"'])
def test_the_same_contract_hours_in_another_spelling_are_no_difference(contract: str) -> None:
    """Compared as numbers."""
    assert codes(judge_form(form(f"Functie | contracturen={contract}")).findings) == []


# --- the answers that are accepted ---------------------------------------------------------------------------------


def test_an_accepted_form_holds_its_answers_verbatim() -> None:
    """Chosen, not chosen with a note, hours, notes, date and texts; in catalog order."""
    text = '  <b> "x" & {{ 7*7 }}\r\n=1+1 '
    werkmap = typed(form("Kerntaken | c nee - niet | b x 4,5 | a ja 0"), "functie doel", text)
    werkmap = typed(typed(werkmap, "kerntaken b toelichting", text), "functie peildatum", dt.date(2026, 12, 1))
    antwoorden = accepted_answers(judge_form(werkmap))
    rows = [(code, keuze.gekozen, keuze.uren, keuze.toelichting) for code, keuze in antwoorden.kerntaken.items()]
    assert rows[:3] == [("a", True, 0.0, ""), ("b", True, 4.5, text), ("c", False, None, "niet")]
    assert [code for code, *_ in rows[3:]] == sorted(CATALOG.altijd)
    assert (antwoorden.doel, antwoorden.peildatum) == (text, dt.date(2026, 12, 1))
    functie = antwoorden.functie
    assert (functie["doel"], functie["contracturen"], functie["peildatum"]) == (text, 24.0, "2026-12-01")
    assert ([*antwoorden.kernopgaven], [*antwoorden.competenties]) == (["d"], ["a"])
    assert (antwoorden.bestand, antwoorden.sha256) == (werkmap.bestand, werkmap.sha256)


def accepted_answers(oordeel: Oordeel) -> Antwoorden:
    """The answers of an accepted form."""
    assert oordeel.antwoorden
    return oordeel.antwoorden
