"""What changed between two periods that are known by hand."""

from __future__ import annotations

import datetime as dt
import io
import json
from dataclasses import replace

import openpyxl
import pytest

from pipeline.analysis.change import Signaalwijziging, Toestand, Uren, Wijziging, compare, latest_forms
from pipeline.analysis.rapport import make_rapport
from pipeline.batch import analyse_steunpunt
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.rules import load_rules
from pipeline.delivery.period.run_json import make_antwoorden, make_run_steunpunt, to_json
from pipeline.model.analysed import Analyse, Dekkingstatus, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.former import VorigeStand
from pipeline.model.judged import Beoordeeld, Oordeel
from pipeline.model.kept_answers import KeptAntwoorden
from pipeline.model.kept_run import RunSteunpunt
from pipeline.model.steunpunt import Afspraak
from pipeline.render.pages.overbelasting import make_overbelasting
from pipeline.render.workbooks.taakdekking import make_taakdekking
from tests.support.helpers import beoordeeld, steunpunt
from tests.support.samples_reports import werkmap

CATALOG = shipped_catalog()
ALTIJD = " | q 1 | u 1 | v 1"


def analysed(judged: Beoordeeld, catalog: Catalog = CATALOG) -> Analyse:
    """The analysis of November 2026."""
    return analyse_steunpunt(judged, catalog, load_rules(), dt.date(2026, 11, 1))


def as_former(judged: Beoordeeld, catalog: Catalog = CATALOG, analyse: Analyse | None = None) -> VorigeStand:
    """A steunpunt as October 2026 wrote it and the next period reads it."""
    found = analyse or analysed(judged, catalog)
    return VorigeStand(
        "2026-10",
        RunSteunpunt.model_validate_json(to_json(make_run_steunpunt(judged, found, {}, catalog))),
        KeptAntwoorden.model_validate_json(to_json(make_antwoorden(judged, catalog, {}, {}))),
    )


def changes(then: Beoordeeld, now: Beoordeeld) -> Wijziging:
    """What changed from one to the other."""
    return compare(as_former(then), now, analysed(now), CATALOG)


def without_form(judged: Beoordeeld, nummer: str, status: str) -> Beoordeeld:
    """The steunpunt with a form of somebody that was refused or could not be read."""
    oordeel = Oordeel(werkmap("formulieren/x.xlsx"), status, nummer, ())  # type: ignore[arg-type]
    missing = tuple(one for one in judged.ontbrekend if one != nummer)
    return replace(judged, oordelen=(*judged.oordelen, oordeel), ontbrekend=missing)


# --- people --------------------------------------------------------------------------------------------------------


def test_nothing_changed_is_no_change() -> None:
    """The same answers give an empty report, whatever signals there are."""
    same = beoordeeld("1001 4: a 4 | b ?" + ALTIJD, "1002 36: a 2" + ALTIJD, "1003 ?")
    found = changes(same, same)
    assert (found.erbij, found.eraf, found.taken, found.dekking, found.signalen) == ((), (), (), (), ())


def test_somebody_new_in_the_team_comes_in_with_tasks_and_hours() -> None:
    """Unknown hours are counted as such, never as 0."""
    found = changes(beoordeeld("1001 36: a 4"), beoordeeld("1001 36: a 4", "1002 36: a 3 | b ?"))
    (persoon,) = found.erbij
    assert (persoon.personeelsnummer, persoon.reden, persoon.taken, persoon.uren) == ("1002", "team", 2, Uren(3.0, 1))
    assert found.taken == ()  # what a newcomer does is no change of somebody's tasks


def test_the_latest_form_of_somebody_is_found_as_the_team_spells_the_number_now() -> None:
    """Excel dropped its zeros since; a number that was somebody else's of then stays that one's."""
    then = as_former(beoordeeld("0101 36: a 4", "1002 36: b 2"))
    found = latest_forms(then, beoordeeld("101 36: a 5", "1002 36: b 2"))
    assert {nummer: [*form.kerntaken] for nummer, form in found.items()} == {"101": ["a"], "1002": ["b"]}
    assert {form.periode for form in found.values()} == {"2026-10"}
    both = as_former(beoordeeld("0101 36: a 4", "101 36: b 2"))
    assert [*latest_forms(both, beoordeeld("101 36: b 2"))] == ["0101", "101"]


@pytest.mark.parametrize("reden", ["ontbreekt", "afgekeurd", "onleesbaar"])
def test_why_somebody_did_not_count_then(reden: str) -> None:
    """Who was in the team without an accepted form is not new in the team."""
    then = beoordeeld("1001 36: a 4", "1002 36")
    then = then if reden == "ontbreekt" else without_form(then, "1002", reden)
    found = changes(then, beoordeeld("1001 36: a 4", "1002 36: a 3"))
    assert [(persoon.personeelsnummer, persoon.reden) for persoon in found.erbij] == [("1002", reden)]


@pytest.mark.parametrize("reden", ["team", "ontbreekt", "afgekeurd", "onleesbaar"])
def test_why_somebody_does_not_count_now(reden: str) -> None:
    """Left, or the form is missing, refused or unreadable: each is told apart, with what falls free."""
    now = beoordeeld("1001 36: a 4", *([] if reden == "team" else ["1002 36"]))
    now = without_form(now, "1002", reden) if reden in ("afgekeurd", "onleesbaar") else now
    found = changes(beoordeeld("1001 36: a 4", "1002 36: a 3 | b 2.5"), now)
    (persoon,) = found.eraf
    assert (persoon.naam, persoon.reden, persoon.taken, persoon.uren) == ("Medewerker 1002", reden, 2, Uren(5.5))


def test_a_number_whose_zeros_were_dropped_is_the_same_person() -> None:
    """Excel makes 0104 of 104; nobody left and nobody came."""
    found = changes(beoordeeld("0104 36: a 4"), beoordeeld("104 36: a 5"))
    assert (found.erbij, found.eraf) == ((), ())
    assert [(taak.personeelsnummer, taak.van, taak.naar) for taak in found.taken] == [("104", 4.0, 5.0)]


def test_two_people_whose_numbers_differ_only_in_zeros_stay_two() -> None:
    """One of them left: the other did not take over those answers."""
    found = changes(beoordeeld("0104 36: a 4", "104 36: b 1"), beoordeeld("0104 36: a 4"))
    assert [persoon.personeelsnummer for persoon in found.eraf] == ["104"]
    assert found.taken == ()


# --- tasks ---------------------------------------------------------------------------------------------------------


def test_tasks_added_removed_and_with_other_hours() -> None:
    """From and to in hours per week; what is unknown is None, not 0."""
    found = changes(beoordeeld("1001 36: a 4 | b ? | c 2 | e 1"), beoordeeld("1001 36: a 6 | b 3 | d ? | e 1"))
    assert [(taak.kerntaak, taak.soort, taak.van, taak.naar) for taak in found.taken] == [
        ("a", "uren", 4.0, 6.0),
        ("b", "uren", None, 3.0),
        ("d", "erbij", None, None),
        ("c", "eraf", 2.0, None),
    ]


def test_a_task_that_was_answered_with_nee_counts_as_not_chosen() -> None:
    """Hours on a row that is not chosen are no task."""
    found = changes(beoordeeld("1001 36: a nee 4"), beoordeeld("1001 36: a 4"))
    assert [(taak.kerntaak, taak.soort) for taak in found.taken] == [("a", "erbij")]


def test_hours_that_look_the_same_are_the_same() -> None:
    """Two decimals are shown: "van 4 naar 4" would be nonsense."""
    assert changes(beoordeeld("1001 36: a 4.001"), beoordeeld("1001 36: a 4.002")).taken == ()


# --- coverage ------------------------------------------------------------------------------------------------------

ORDER: list[Dekkingstatus] = ["ongedekt", "op_papier", "kwetsbaar", "gedekt"]
TEAMS = {  # kerntaak a in each of the four states that count
    "ongedekt": ["1001 36: b 1", "1002 36: b 1"],
    "op_papier": ["1001 36: b 1 | a 0", "1002 36: b 1"],
    "kwetsbaar": ["1001 36: b 1 | a 1", "1002 36: b 1"],
    "gedekt": ["1001 36: b 1 | a 1", "1002 36: b 1 | a 2.5"],
}


@pytest.mark.parametrize("van", ORDER)
@pytest.mark.parametrize("naar", ORDER)
def test_coverage_got_better_or_worse(van: Dekkingstatus, naar: Dekkingstatus) -> None:
    """ongedekt < op papier < kwetsbaar < gedekt."""
    found = changes(beoordeeld(*TEAMS[van]), beoordeeld(*TEAMS[naar])).dekking
    if van == naar:
        assert found == ()
        return
    better = ORDER.index(naar) > ORDER.index(van)
    assert [(row.kerntaak, row.soort, row.van, row.naar) for row in found] == [
        ("a", "beter" if better else "slechter", van, naar)
    ]


def test_coverage_tells_the_hours_of_then_and_now() -> None:
    """With the number of people whose hours are unknown."""
    now = beoordeeld("1001 36: b 1 | a ?", "1002 36: b 1 | a 2.5")
    (row,) = changes(beoordeeld(*TEAMS["kwetsbaar"]), now).dekking
    assert (row.uren_van, row.uren_naar) == (Uren(1.0), Uren(2.5, 1))


def test_what_is_no_longer_performed_is_neither_better_nor_worse() -> None:
    """To and from niet_gekozen are told apart."""
    performed, not_performed = (beoordeeld("1001 36: a 1 | e 1", van=steunpunt(codes)) for codes in ("BF1 BF2", "BF2"))
    away = changes(performed, not_performed).dekking
    assert {row.soort for row in away} == {"niet_uitgevoerd"}
    assert {row.naar for row in away} == {"niet_gekozen"}
    assert {row.soort for row in changes(not_performed, performed).dekking} == {"uitgevoerd"}


# --- signals -------------------------------------------------------------------------------------------------------


def signal(ernst: str = "rood", afspraak: str = "") -> Signaal:
    """O1 of 1001: without agreement, with one that holds ("geldig") or one that is over ("verlopen")."""
    agreed = Afspraak("1001", "O1", "Tijdelijk", dt.date(2026, 12, 1)) if afspraak else None
    return Signaal("1001", "O1", ernst, {}, agreed, verlopen=afspraak == "verlopen")  # type: ignore[arg-type]


RED = {"uren": "40", "contract": "36", "over": "4", "zonder_uren": "1", "taken": "2", "grens": "90"}


@pytest.mark.parametrize(
    ("van", "naar", "soort"),
    [
        (None, signal(), "nieuw"),
        (signal(), None, "weg"),
        (signal(), signal(afspraak="geldig"), "aanvaard"),
        (signal(afspraak="geldig"), signal(afspraak="verlopen"), "verlopen"),
        (signal(afspraak="verlopen"), signal(afspraak="geldig"), "aanvaard"),
        (signal(afspraak="geldig"), signal(), "weer_open"),
        (signal("oranje"), signal(), "zwaarder"),
        (signal(), signal("oranje"), "lichter"),
        (signal("oranje"), signal(afspraak="geldig"), "aanvaard"),
        (signal(afspraak="verlopen"), signal("oranje"), "lichter"),
        (signal(afspraak="verlopen"), signal(), None),
        (signal(), signal(), None),
    ],
)
def test_signals_by_person_and_code(van: Signaal | None, naar: Signaal | None, soort: str | None) -> None:
    """New, gone, accepted, expired, heavier, lighter; an expired agreement that was taken away changes nothing."""
    judged = beoordeeld("1001 36: a 4")
    then, now = (
        replace(analysed(judged), signalen=tuple(replace(one, values=RED) for one in (found,) if one))
        if found
        else replace(analysed(judged), signalen=())
        for found in (van, naar)
    )
    found = compare(as_former(judged, analyse=then), judged, now, CATALOG).signalen
    assert [row.soort for row in found] == ([soort] if soort else [])


def test_a_signal_of_somebody_without_a_form_now_is_not_said_to_be_over() -> None:
    """Nothing is known of them: never "in orde"."""
    then = beoordeeld("1001 4: a 9", "1002 36: a 1")
    (found,) = changes(then, beoordeeld("1001 4", "1002 36: a 1")).signalen
    assert found == Signaalwijziging("1001", "O1", "niet_bekend", Toestand("rood", "open"), None)
    (left,) = changes(then, beoordeeld("1002 36: a 1")).signalen
    assert left.soort == "weg"


# --- another catalog -----------------------------------------------------------------------------------------------


def other() -> Catalog:
    """The shipped catalog without kerntaak c."""
    content = CATALOG.model_dump()
    kept = [kerntaak for kerntaak in content["kerntaken"] if kerntaak["code"] != "c"]
    return Catalog.model_validate({**content, "kerntaken": kept, "voorbeeldprofielen": ()})


def test_a_code_that_one_of_the_versions_does_not_have_is_named() -> None:
    """Gone or new, with the name of the catalog that has it."""
    then, now = beoordeeld("1001 36: a 4 | c 2"), beoordeeld("1001 36: a 4")
    gone = compare(as_former(then), now, analysed(now, other()), other())
    assert [(row.kerntaak, row.soort, row.naar) for row in gone.dekking] == [("c", "vervallen", None)]
    assert [(taak.kerntaak, taak.soort) for taak in gone.taken] == [("c", "eraf")]
    assert gone.kerntaken["c"] == CATALOG.kerntaak["c"].naam
    new = compare(as_former(now, other()), then, analysed(then), CATALOG)
    assert [(row.kerntaak, row.soort, row.van) for row in new.dekking] == [("c", "erbij", None)]
    text = " ".join(map(str, sheet(then, new)))
    assert f"c  {CATALOG.kerntaak['c'].naam}" in text


def test_a_former_period_that_kept_no_names_still_compares() -> None:
    """A gone code is then named by itself."""
    then, now = beoordeeld("1001 36: a 4 | c 2"), beoordeeld("1001 36: a 4")
    stand = as_former(then)
    bare = replace(stand, antwoorden=stand.antwoorden.model_copy(update={"ingangen": {}}))
    gone = compare(bare, now, analysed(now, other()), other())
    assert "c" not in gone.kerntaken
    assert "c" in sheet(now, gone)


def test_codes_of_another_catalog_mean_something_else() -> None:
    """Tasks and coverage are not compared and the sheet says so; people and signals are."""
    then, now = beoordeeld("1001 4: a 9"), beoordeeld("1001 36: a 4", "1002 36: a 1")
    catalog = CATALOG.model_copy(update={"id": "anders"})
    found = compare(as_former(then), now, analysed(now, catalog), catalog)
    assert (found.taken, found.dekking, len(found.erbij)) == ((), (), 1)
    assert [row.soort for row in found.signalen] == ["weg"]
    assert any("andere catalogus" in str(cell) for cell in sheet(now, found))


# --- as people see it ----------------------------------------------------------------------------------------------


def sheet(judged: Beoordeeld, wijziging: Wijziging) -> list[object]:
    """The cells of the sheet Wijzigingen, row by row, blanks left out."""
    data = make_taakdekking(make_rapport(judged, analysed(judged), CATALOG, "2026-11"), wijziging)
    rows = openpyxl.load_workbook(io.BytesIO(data))["Wijzigingen"].iter_rows(values_only=True)
    return [cell for row in rows for cell in row if cell is not None]


def test_the_sheet_names_every_change_in_words() -> None:
    """People, tasks and coverage, with "?" for what is unknown."""
    then = beoordeeld("1001 4: a 9 | b ?", "1002 36: a 3")
    now = beoordeeld("1001 36: a 9 | b 2", "1003 36: a ?")
    found = sheet(now, changes(then, now))
    text = " / ".join(map(str, found))
    assert "Gewijzigd sinds oktober 2026" in text
    assert "Mensen / Medewerker 1003 (1003) / telt nu mee / 1 kerntaak, ? uur / Nieuw in het team." in text
    assert "Mensen / Medewerker 1002 (1002) / telt niet meer mee / 1 kerntaak, 3 uur / Niet meer in het team." in text
    assert f"Taken / Medewerker 1001 (1001) / andere uren / ? / 2 / b  {CATALOG.kerntaak['b'].naam}" in text
    assert "O1" not in text and "Meer uren dan" not in text  # the team sees this (design.md 3.5)


def test_a_sheet_without_changes_says_so() -> None:
    """An empty table would leave people guessing; without a former period there is no such sheet."""
    same = beoordeeld("1001 36: a 4")
    assert "Er is niets gewijzigd aan mensen, taken, profielen en dekking." in sheet(same, changes(same, same))
    book = openpyxl.load_workbook(io.BytesIO(make_taakdekking(make_rapport(same, analysed(same), CATALOG, "2026-11"))))
    assert "Wijzigingen" not in book.sheetnames


def test_the_overload_report_tells_which_signals_changed() -> None:
    """Who, which signal, and how it was and is; without a former period nothing is said of it."""
    then, now = beoordeeld("1001 36: a 9"), beoordeeld("1001 4: a 9")
    rapport = make_rapport(now, analysed(now), CATALOG, "2026-11")
    page = make_overbelasting(rapport, load_rules(), changes(then, now))
    _, _, section = page.partition("Gewijzigd sinds oktober 2026")
    for text in ("Medewerker 1001 (1001)", "O1 Meer uren dan het contract", "nieuw signaal", "geen signaal", "rood"):
        assert text in section
    assert "Gewijzigd sinds" not in make_overbelasting(rapport, load_rules())
    same = make_overbelasting(rapport, load_rules(), changes(now, now))
    assert "De signalen zijn gelijk gebleven." in same


def test_a_former_period_of_an_older_version_can_be_read() -> None:
    """Without the keys that were added since."""
    judged = beoordeeld("1001 36: a 4")
    old = json.loads(to_json(make_antwoorden(judged, CATALOG, {}, {})))
    for form in old["formulieren"].values():
        del form["profiel"], form["medewerker"]
    former = replace(as_former(judged), antwoorden=KeptAntwoorden.model_validate(old))
    assert compare(former, judged, analysed(judged), CATALOG).taken == ()
