"""What the team chose and what its work asks for; a choice is no proof of mastery, none is no lack of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.analysis.team_needs import Competentiebeeld, Opgavebeeld, survey_competenties, survey_kernopgaven
from pipeline.model.judged import Beoordeeld, Keuze
from tests.support.helpers import beoordeeld, steunpunt
from tests.support.samples_team import CATALOG, choose
from tests.support.workbooks import small_catalog

# competency e is asked for by the groups of f (BF2) and j (BF3), and by kernopgaven a, b and c
TWO = ("1002 24: f 2 | q 1", "1001 24: j 2 | l 2 | q 1", "1003 24")


def team(competenties: dict[str, str], kernopgaven: dict[str, str] | None = None) -> Beoordeeld:
    """Two people with a form and one without, and their choices."""
    return choose(beoordeeld(*TWO, van=steunpunt("BF1")), competenties, kernopgaven)


def competentie(judged: Beoordeeld, code: str) -> Competentiebeeld:
    """The picture of one competency."""
    return next(beeld for beeld in survey_competenties(judged, CATALOG) if beeld.competentie.code == code)


def opgave(judged: Beoordeeld, code: str) -> Opgavebeeld:
    """The picture of one kernopgave."""
    return next(beeld for beeld in survey_kernopgaven(judged, CATALOG) if beeld.kernopgave.code == code)


def test_everything_of_the_catalog_has_a_picture() -> None:
    """In its order, also what nobody chose."""
    judged = team({})
    assert [beeld.competentie for beeld in survey_competenties(judged, CATALOG)] == [*CATALOG.competenties]
    assert [beeld.kernopgave for beeld in survey_kernopgaven(judged, CATALOG)] == [*CATALOG.kernopgaven]


def test_who_chose_it_stands_in_the_order_of_the_team() -> None:
    """Not in the order of numbers."""
    judged = team({"1001": "ea", "1002": "e"}, {"1001": "d", "1002": "da"})
    assert competentie(judged, "e").gekozen_door == ("1002", "1001")
    assert competentie(judged, "a").gekozen_door == ("1001",)
    assert competentie(judged, "b").gekozen_door == ()
    assert opgave(judged, "d").gekozen_door == ("1002", "1001")
    assert opgave(judged, "a").gekozen_door == ("1002",)


def test_the_work_of_all_together_asks_for_a_competency() -> None:
    """The kerntaken of anybody, through their group, and the kernopgaven of anybody; also for who did not choose it."""
    beeld = competentie(team({}, {"1001": "a"}), "e")
    assert [(reden.soort, reden.code) for reden in beeld.redenen] == [
        ("groep", "BF2"),
        ("groep", "BF3"),
        ("kernopgave", "a"),
    ]
    assert beeld.kerntaken == ("f", "j", "l")


def test_a_competency_is_missed_when_the_work_asks_for_it_and_nobody_chose_it() -> None:
    """Chosen by one is enough; what no work asks for is not missed."""
    assert competentie(team({}), "e").gemist
    assert not competentie(team({"1002": "e"}), "e").gemist
    nobody = beoordeeld("1001 24: q 1")
    assert competentie(nobody, "e").redenen == () and not competentie(nobody, "e").gemist


def test_a_kernopgave_names_the_competencies_that_nobody_chose() -> None:
    """Those that it asks for, in the order of the catalog; anybody's choice counts, also of who did not choose it."""
    asked = CATALOG.kernopgave["a"].competenties
    assert {"e"} < {*asked}
    lacking = opgave(team({"1002": "e"}, {"1001": "a"}), "a").niet_gekozen
    assert [comp.code for comp in lacking] == [code for code in asked if code != "e"]
    everything = " ".join(CATALOG.competentie)
    assert opgave(team({"1002": everything}, {"1001": "a"}), "a").niet_gekozen == ()


def test_only_what_was_chosen_on_an_accepted_form_counts() -> None:
    """A row that says nee is no choice, and a form that was refused says nothing."""
    judged = team({"1002": "e"}, {"1002": "d"})
    refused = [replace(o, antwoorden=None) if o.personeelsnummer == "1002" else o for o in judged.oordelen]
    assert competentie(replace(judged, oordelen=tuple(refused)), "e").gekozen_door == ()
    assert competentie(replace(judged, oordelen=tuple(refused)), "e").kerntaken == ("j", "l")
    assert opgave(replace(judged, oordelen=tuple(refused)), "d").gekozen_door == ()
    said_no = [
        replace(o, antwoorden=replace(o.antwoorden, competenties={"e": Keuze(False)})) if o.antwoorden else o
        for o in judged.oordelen
    ]
    assert competentie(replace(judged, oordelen=tuple(said_no)), "e").gekozen_door == ()


def test_another_catalog_has_its_own_needs(tmp_path: Path) -> None:
    """Groups, links and codes are data; without kernopgaven there is nothing to tell of them."""
    small = small_catalog(tmp_path)
    first, second = survey_competenties(beoordeeld("1 24: w1 2 | b1 1"), small)
    assert (first.competentie.code, first.kerntaken, first.gemist) == ("K1", ("w1",), True)
    assert (second.competentie.code, second.redenen, second.gemist) == ("K2", (), False)
    assert survey_kernopgaven(beoordeeld("1 24: w1 2"), small) == ()
