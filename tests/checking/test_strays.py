"""Forms out of their place: whose they are, where they belong, and what is told of them (design.md 2.2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.checking.judge import validate
from pipeline.checking.strays import by_map, place, stray_of, told
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.judged import Beoordeeld, form_status
from pipeline.model.stray import Thuis, Zwerfformulier
from tests.support.forms import codes, form, gelezen, judge, stamp

WEST, OOST = Thuis("west", "Steunpunt West", ("11", "0012")), Thuis("oost", "Steunpunt Oost", ("21",))
TWO = 'Team | 1001 "Anna Voorbeeld" bemiddelaar 24 "Lies Verzonnen" | 1002 "Bram Verzonnen" bemiddelaar 32'


def stray(nummer: str, naam: str, map_: str = "") -> Zwerfformulier:
    """A form of somebody of a steunpunt."""
    return Zwerfformulier(f"formulieren/{nummer}.xlsx" if map_ else f"{nummer}.xlsx", nummer, naam, map_)


def placed(one: Zwerfformulier, *homes: Thuis) -> tuple[str, bool]:
    """Where a form belongs, and whether its person is in the team there."""
    (found,) = place([one], homes or (WEST, OOST))
    return found.thuis, found.in_team


def beside(*strays: Zwerfformulier, forms: tuple = (), team: str = TWO) -> Beoordeeld:  # type: ignore[type-arg]
    """Zonnedael judged, with what is known of forms out of their place."""
    read = replace(gelezen(team, *forms), elders=strays)
    return validate([read], shipped_catalog())[0]


# --- whose it is and where it belongs ------------------------------------------------------------------------------


def test_the_stamp_says_whose_a_form_is() -> None:
    """Also where another number was typed over it."""
    found = stray_of(form("Functie | personeelsnummer=7", stempel=stamp(steunpunt=" Steunpunt  West ")), "oost")
    assert found == Zwerfformulier("formulieren/1001.xlsx", "1001", "Steunpunt West", "oost")


def test_a_template_that_somebody_filled_in_says_it_by_what_was_typed() -> None:
    """Its stamp is of nobody; while nobody typed on it, it is nobody's form."""
    empty = stamp(personeelsnummer="", steunpunt="")
    typed = stray_of(form('Functie | personeelsnummer=7 steunpunt="Steunpunt West"', stempel=empty))
    assert typed and (typed.personeelsnummer, typed.steunpunt) == ("7", "Steunpunt West")
    assert stray_of(form("Functie | personeelsnummer=", stempel=empty)) is None


@pytest.mark.parametrize(
    ("nummer", "naam", "expected"),
    [
        ("11", "Steunpunt West", ("west", True)),
        ("12", "Steunpunt West", ("west", True)),  # Excel dropped the zeros
        ("13", "Steunpunt West", ("west", False)),
        ("11", "Steunpunt Elders", ("", False)),
    ],
)
def test_a_form_belongs_to_the_steunpunt_of_its_stamp(nummer: str, naam: str, expected: tuple[str, bool]) -> None:
    """Whether the person is in the team there or not."""
    assert placed(stray(nummer, naam)) == expected


def test_of_two_steunpunten_with_one_name_it_is_the_one_with_the_person() -> None:
    """Names are not always different."""
    assert placed(stray("21", "Steunpunt West"), WEST, Thuis("west2", "Steunpunt West", ("21",))) == ("west2", True)


def test_a_form_concerns_where_it_lies_and_where_it_belongs() -> None:
    """One in no folder of forms concerns only the latter."""
    strays = place([stray("21", "Steunpunt Oost", "west"), stray("11", "Steunpunt West")], [WEST, OOST])
    found = by_map(strays)
    assert {map_: [one.personeelsnummer for one in mine] for map_, mine in found.items() if map_} == {
        "west": ["11", "21"],
        "oost": ["21"],
    }


def test_each_loose_form_is_told_once_and_the_others_by_the_steunpunt_where_they_lie() -> None:
    """faults.md 38: one message that says where it belongs; who left has no form to move back."""
    strays = [stray("11", "Steunpunt West"), stray("13", "Steunpunt West"), stray("9", "Weg")]
    found = list(told(place([*strays, stray("21", "Steunpunt Oost", "west")], [WEST, OOST])))
    assert codes(found) == ["formulier_los", "formulier_los_uit_dienst", "formulier_los_onbekend"]
    assert [finding.personeelsnummer for finding in found] == ["11", "13", "9"]


# --- what a steunpunt is told --------------------------------------------------------------------------------------


def test_whose_form_lies_elsewhere_is_not_told_to_be_without_one() -> None:
    """faults.md 38: a second one would be made of it."""
    elsewhere = replace(stray("1002", "Steunpunt Zonnedael"), thuis="zonnedael", in_team=True)
    judged = beside(elsewhere, forms=(form(),))
    assert (codes(judged.findings), judged.ontbrekend, judged.elders) == ([], (), ("1002",))
    assert form_status(judged, "1002") == "elders"
    assert [*judged.niet_geteld()] == ["1002"]


def test_whose_form_is_here_too_has_one() -> None:
    """The copy elsewhere has a message of its own."""
    elsewhere = replace(stray("1001", "Steunpunt Zonnedael"), thuis="zonnedael", in_team=True)
    judged = beside(elsewhere, forms=(form(),))
    assert (form_status(judged, "1001"), judged.elders) == ("goedgekeurd", ())


def test_a_form_of_another_steunpunt_has_one_message_that_says_where_it_belongs() -> None:
    """Not that its person is unknown here, nor anything about its answers: those are told at its place."""
    theirs = form("Functie | personeelsnummer=21\nKerntaken | a ja 61", "formulieren/x.xlsx", OF_OOST)
    known = replace(stray("21", "Steunpunt Oost"), bestand="formulieren/x.xlsx", map="zonnedael", thuis="oost")
    (oordeel,) = beside(replace(known, in_team=True), forms=(theirs,)).oordelen
    assert codes(oordeel.findings) == ["formulier_van_ander"]
    assert (oordeel.status, oordeel.personeelsnummer, oordeel.te_verplaatsen) == ("afgekeurd", "21", True)


OF_OOST = stamp(personeelsnummer="21", steunpunt="Steunpunt Oost")


def test_until_it_is_known_where_it_belongs_the_form_is_kept_apart() -> None:
    """The run asks the other steunpunten before it makes anything of this one."""
    judged = judge(form(), form("Functie | personeelsnummer=21", "formulieren/x.xlsx", OF_OOST))
    assert judged.vreemd == (Zwerfformulier("formulieren/x.xlsx", "21", "Steunpunt Oost", "zonnedael"),)
    assert codes(judged.oordelen[1].findings) == ["ander_steunpunt"]


def test_a_colleague_with_the_same_number_elsewhere_is_not_mistaken() -> None:
    """Both steunpunten have a 1001; the form of the other one does not count as a second form of this one."""
    other = form(bestand="formulieren/x.xlsx", stempel=stamp(steunpunt="Steunpunt Oost"))
    known = Zwerfformulier("formulieren/x.xlsx", "1001", "Steunpunt Oost", "zonnedael", "oost", in_team=True)
    judged = beside(known, forms=(form(), other))
    assert [oordeel.status for oordeel in judged.oordelen] == ["goedgekeurd", "afgekeurd"]
    assert form_status(judged, "1001") == "goedgekeurd"
    assert form_status(beside(known, forms=(other,)), "1001") == "ontbreekt"


def test_a_number_that_was_typed_over_says_whose_form_it_was() -> None:
    """faults.md 38: the form is that person's, who is not missing; the other one has none."""
    judged = judge(form("Functie | personeelsnummer=1002", stempel=stamp()), team=TWO)
    (oordeel,) = judged.oordelen
    assert codes(oordeel.findings) == ["stempel_verschilt"]
    assert (oordeel.personeelsnummer, oordeel.findings[0].values["van"]) == ("1001", "1001")
    assert judged.ontbrekend == ("1002",)


def test_a_number_of_nobody_typed_over_says_whose_form_it_was_and_not_that_somebody_left() -> None:
    """The remedy of the archive would lose a form."""
    (oordeel,) = judge(form("Functie | personeelsnummer=7777", stempel=stamp())).oordelen
    assert (codes(oordeel.findings), oordeel.te_verplaatsen) == (["stempel_verschilt"], False)


def test_the_form_of_who_left_goes_to_the_archive_and_does_not_come_back() -> None:
    """Nobody has anything to correct in it."""
    (oordeel,) = judge(form("Functie | personeelsnummer=7777", stempel=stamp(personeelsnummer="7777"))).oordelen
    assert (oordeel.status, codes(oordeel.findings), oordeel.te_verplaatsen) == ("afgekeurd", ["niet_in_team"], True)
