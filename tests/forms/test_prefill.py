"""What a form holds when it is handed out: facts, the example and the stamp by which it is known again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.checking.judge import Teamformulieren, judge_forms
from pipeline.checking.teambestand import Team
from pipeline.definitions.example import example_for
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.forms.invulschema import make_invulschema
from pipeline.forms.prefill import Feiten, prefill, stempel
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import form_vorm
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.support.workbooks import ANNA, CATALOG, LAYOUT, RULES, ZONNEDAEL, opened, small_catalog

ONTWERP = Ontwerp(CATALOG, LAYOUT, RULES)


def chosen(medewerker: Medewerker | None, blad: str) -> set[str]:
    """Codes that say ja on a sheet."""
    waarden = prefill(ONTWERP, ZONNEDAEL, medewerker).waarden
    return {code for (sheet, code, kolom), value in waarden.items() if (sheet, kolom, value) == (blad, "gekozen", "ja")}


def functie(medewerker: Medewerker | None, steunpunt: Steunpunt | None = ZONNEDAEL) -> dict[str, object]:
    """The labels of Functie that hold something."""
    waarden = prefill(ONTWERP, steunpunt, medewerker).waarden
    return {kolom: value for (blad, _, kolom), value in waarden.items() if blad == "functie"}


# --- answers -------------------------------------------------------------------------------------------------------


def test_the_example_is_chosen_beside_what_everybody_has() -> None:
    """What the steunpunt performs of the example, and its purpose; kernopgaven are the manager's."""
    voorbeeld = example_for(CATALOG, "bemiddelaar", ZONNEDAEL.uitgevoerd)
    assert voorbeeld and voorbeeld != CATALOG.voorbeeldprofiel["bemiddelaar"]
    assert chosen(ANNA, "kerntaken") == {*voorbeeld.kerntaken} | CATALOG.altijd
    assert chosen(ANNA, "competenties") == {*voorbeeld.competenties}
    assert chosen(ANNA, "kernopgaven") == set()
    assert functie(ANNA)["doel"] == voorbeeld.doel


@pytest.mark.parametrize("voorbeeld", ["", "directeur"])
def test_without_an_example_only_what_everybody_has_is_chosen(voorbeeld: str) -> None:
    """Also when the team workbook names one that the catalog does not have: the run tells of that."""
    person = replace(ANNA, voorbeeldprofiel=voorbeeld)
    assert chosen(person, "kerntaken") == chosen(None, "kerntaken") == CATALOG.altijd
    assert chosen(person, "competenties") == set()
    assert "doel" not in functie(person)


def test_facts_of_the_team_workbook_are_filled_in() -> None:
    """Under the labels of Functie; what is not known stays blank, and a blank form knows nobody."""
    facts = {"naam": "Anna Voorbeeld", "personeelsnummer": "0104", "functienaam": "bemiddelaar", "contracturen": 28.5}
    facts |= {"leidinggevende": "Lies Verzonnen", "steunpunt": "Steunpunt Zonnedael"}
    assert {key: functie(ANNA).get(key) for key in facts} == facts
    bare = functie(replace(ANNA, leidinggevende="", contracturen=None, voorbeeldprofiel=""))
    assert "leidinggevende" not in bare and bare.get("contracturen") is None
    assert functie(None, None) == {}
    assert functie(None) == {"steunpunt": "Steunpunt Zonnedael"}


def test_only_what_nobody_knows_yet_can_be_filled_in_among_the_fixed_cells() -> None:
    """A person and a steunpunt that are known are not to be changed."""
    nummer, steunpunt = ("functie", "", "personeelsnummer"), ("functie", "", "steunpunt")
    assert prefill(ONTWERP, ZONNEDAEL, ANNA).open == frozenset()
    assert prefill(ONTWERP, ZONNEDAEL, None).open == {nummer}
    assert prefill(ONTWERP, None, None).open == {nummer, steunpunt}


def test_the_live_checks_know_the_contract_and_the_example() -> None:
    """An unknown contract is unknown, not 0; a blank form knows nothing."""
    example = frozenset("efgopquv")  # of bemiddelaar what belongs to BF2 and BF5, or to no basisfunctie
    assert prefill(ONTWERP, ZONNEDAEL, ANNA).feiten == Feiten(28.5, example, in_team=True)
    unknown = replace(ANNA, contracturen=None, voorbeeldprofiel="")
    assert prefill(ONTWERP, ZONNEDAEL, unknown).feiten == Feiten(None, frozenset(), in_team=True)
    assert prefill(ONTWERP, None, None).feiten == Feiten(None, frozenset(), in_team=False)


def test_groups_that_are_performed_are_named_in_the_order_of_the_catalog() -> None:
    """Only those that a steunpunt can choose."""
    names = [groep.naam for groep in CATALOG.te_kiezen if groep.code in ("BF2", "BF5")]
    assert [*prefill(ONTWERP, ZONNEDAEL, ANNA).uitgevoerd] == names
    assert [*prefill(ONTWERP, None, None).uitgevoerd] == []


# --- stamp ---------------------------------------------------------------------------------------------------------


def test_the_stamp_says_who_it_is_for_and_what_it_was_made_from() -> None:
    """The run and the live checks go by it."""
    made = stempel(CATALOG, LAYOUT, replace(ZONNEDAEL, onbruikbaar=2), ANNA, "oud")
    assert {key: value for key, value in made.items() if key != "formulier"} == {
        "vervangt": "oud",
        "versie": LAYOUT.versie,
        "catalogus": CATALOG.id,
        "catalogusversie": CATALOG.versie,
        "catalogushash": CATALOG.sha256,
        "personeelsnummer": "0104",
        "steunpunt": "Steunpunt Zonnedael",
        "basisfuncties": "BF2 BF5",
        "teamgrootte": "3",
    }
    blank = stempel(CATALOG, LAYOUT, None, None)
    empty = ("vervangt", "personeelsnummer", "steunpunt", "basisfuncties", "teamgrootte")
    assert [blank[key] for key in empty] == [""] * 5


def test_a_form_has_an_id_of_its_own_that_is_the_same_every_time(tmp_path: Path) -> None:
    """Another person, steunpunt, folder, catalog or former form is another form; a new name of a person is not."""
    other = replace(ZONNEDAEL, naam="Steunpunt Elders"), replace(ZONNEDAEL, map="elders")
    made = [
        stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA),
        stempel(CATALOG, LAYOUT, ZONNEDAEL, replace(ANNA, personeelsnummer="0105")),
        *(stempel(CATALOG, LAYOUT, steunpunt, ANNA) for steunpunt in other),
        stempel(small_catalog(tmp_path), LAYOUT, ZONNEDAEL, ANNA),
        stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA, vervangt="oud"),
        stempel(CATALOG, LAYOUT, None, None),
    ]
    assert len({one["formulier"] for one in made}) == len(made)
    assert all(len(one["formulier"]) == 16 for one in made)
    again = stempel(CATALOG, LAYOUT, ZONNEDAEL, replace(ANNA, naam="Anna Anders", contracturen=4.0))
    assert again["formulier"] == made[0]["formulier"]


def test_the_stamp_of_a_handed_out_form_says_which_one_it_replaces() -> None:
    """So that two forms of one person are not taken for a mistake."""
    stamped = prefill(ONTWERP, ZONNEDAEL, ANNA, "oud").stempel
    assert stamped.items() >= stempel(CATALOG, LAYOUT, ZONNEDAEL, ANNA, "oud").items()


# --- hours that the team divided -----------------------------------------------------------------------------------

DIVIDED = replace(ZONNEDAEL, verdeling={"0104": {"e": 8.0, "h": None, "q": 2.0}})


def test_hours_of_verdeling_go_before_the_kerntaken_of_the_example() -> None:
    """design.md 6: hours imply ja; of the example its purpose stays, and the competencies that have a reason left."""
    voorbeeld = example_for(CATALOG, "bemiddelaar", ZONNEDAEL.uitgevoerd)
    made = prefill(ONTWERP, DIVIDED, ANNA)
    said = {(code, kolom): value for (blad, code, kolom), value in made.waarden.items() if blad == "kerntaken"}
    assert {code for code, kolom in said if kolom == "gekozen"} == {"e", "h", *CATALOG.altijd}
    assert {code: value for (code, kolom), value in said.items() if kolom == "uren"} == {"e": 8.0, "q": 2.0}
    competenties = {code for blad, code, _ in made.waarden if blad == "competenties"}
    assert voorbeeld and competenties and competenties <= {*voorbeeld.competenties}
    assert (made.verdeeld, made.waarden["functie", "", "doel"]) == (True, voorbeeld.doel)


def test_whose_hours_were_not_divided_starts_from_the_example() -> None:
    """A column of somebody else changes nothing."""
    others = replace(ZONNEDAEL, verdeling={"0105": {"e": 8.0}})
    assert prefill(ONTWERP, others, ANNA) == prefill(ONTWERP, ZONNEDAEL, ANNA)


def test_the_form_says_where_its_hours_come_from_and_is_still_untouched() -> None:
    """A line above Kerntaken, which is a text of ours: nothing was typed yet."""
    data = make_invulschema(CATALOG, LAYOUT, RULES, DIVIDED, ANNA)
    line = LAYOUT.woorden["uit_verdeling"]
    assert line in {cell.value for cell in opened(data)["Kerntaken"]["A"]}
    plain = make_invulschema(CATALOG, LAYOUT, RULES, ZONNEDAEL, ANNA)
    assert line not in {cell.value for cell in opened(plain)["Kerntaken"]["A"]}
    werkmap = read_werkmap(data, "formulieren/0104.xlsx", [form_vorm(CATALOG, RULES)])
    assert werkmap.findings == ()
    judged = judge_forms([Teamformulieren(Team(DIVIDED, (), leesbaar=True), (werkmap,), RULES)], CATALOG)
    assert judged[0].oordelen[0].status == "niet_terug"
