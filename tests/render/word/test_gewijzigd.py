"""The block "Gewijzigd sinds" of a profile: when there is one, and what its lines say. All people are made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.catalog import Catalog
from pipeline.model.former import VorigeStand
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.kept_answers import EerderFormulier, KeptAntwoorden, KeptMedewerker, Profielstand
from pipeline.model.kept_run import RunSteunpunt
from pipeline.render.word.gewijzigd import make_profielstand
from pipeline.render.word.profiel import make_profiel
from tests.support.helpers import formulier, medewerker, steunpunt

CATALOG = shipped_catalog()
THEN = formulier("a 4 | b ? | q 1")
GONE = {"a": "Relaties opbouwen", "zz": "Een taak van toen"}


def profile(antwoorden: Antwoorden, *, bijlage: bool = False) -> Any:  # noqa: ANN401
    """The fields of a profile."""
    return make_profiel(antwoorden, steunpunt(), CATALOG, (), bijlage=bijlage)


def former(catalogus: str = CATALOG.id) -> VorigeStand:
    """October, when the catalog had a kerntaak that it has no more."""
    kept: dict[str, object] = {
        "schema": "profielbouwer.antwoorden/1",
        "catalogus": {"id": catalogus, "versie": "1", "sha256": "0" * 64},
        "ingangen": {"kerntaken": {code: {"naam": naam, "kenmerk": "k"} for code, naam in GONE.items()}},
        "steunpunt": "Steunpunt Zonnedael",
        "formulieren": {},
    }
    run: dict[str, object] = {"map": "zonnedael", "status": "gelezen", "formulieren": (), "overbelasting": ()}
    return VorigeStand("2026-10", RunSteunpunt.model_validate(run), KeptAntwoorden.model_validate(kept))


def kept(antwoorden: Antwoorden, stand: Profielstand | None) -> EerderFormulier:
    """The form of October as it was kept, with what was kept of its profile."""
    person = antwoorden.medewerker
    return EerderFormulier(
        periode="2026-10",
        bestand=antwoorden.bestand,
        sha256=antwoorden.sha256,
        medewerker=KeptMedewerker(naam=person.naam, contracturen=person.contracturen),
        kerntaken={**antwoorden.kerntaken},
        kernopgaven={**antwoorden.kernopgaven},
        competenties={**antwoorden.competenties},
        profiel=stand,
    )


def stand(
    now: Antwoorden, then: Antwoorden = THEN, vorige: VorigeStand | None = None, catalog: Catalog = CATALOG
) -> Profielstand:
    """What is kept of the profile of now, held against that of October."""
    first = make_profielstand(profile(then), then, None, None, catalog)
    return make_profielstand(profile(now), now, vorige or former(), kept(then, first), catalog)


def lines(now: Antwoorden, then: Antwoorden = THEN, vorige: VorigeStand | None = None) -> list[str]:
    """The lines of the block."""
    found = stand(now, then, vorige).gewijzigd
    assert found is not None and found.sinds == "2026-10"
    return [*found.regels]


def chosen(codes: str, toelichting: str = "") -> dict[str, Keuze]:
    """Codes of one letter."""
    return {code: Keuze(True, toelichting=toelichting) for code in codes}


# --- when there is a block -----------------------------------------------------------------------------------------


def test_a_first_profile_has_no_block() -> None:
    """There is nothing to hold it against: no former period, nobody's form, or no profile of it."""
    for vorige, then in ((None, None), (former(), None), (former(), kept(THEN, None))):
        made = make_profielstand(profile(THEN), THEN, vorige, then, CATALOG)
        assert made.gewijzigd is None
        assert (made.versie, made.nummer) == (profile(THEN)["kenmerk"], 1)


def test_an_unchanged_profile_keeps_the_block_that_it_had() -> None:
    """So its bytes stay the same, with or without one: what was signed need not be signed again."""
    assert stand(THEN).gewijzigd is None
    changed = stand(formulier("a 5 | b ? | q 1"))
    now = formulier("a 5 | b ? | q 1")
    assert make_profielstand(profile(now), now, former(), kept(now, changed), CATALOG) == changed


def test_the_number_counts_up_with_every_change_and_only_then() -> None:
    """A first profile is version 1; an unchanged one keeps its number, a rerun too: it looks at the former period."""
    changed = stand(formulier("a 5 | b ? | q 1"))
    now = formulier("a 5 | b ? | q 1")
    again = make_profielstand(profile(now), now, former(), kept(now, changed), CATALOG)
    assert [stand(THEN).nummer, changed.nummer, again.nummer] == [1, 2, 2]
    third = formulier("a 6 | b ? | q 1")
    assert make_profielstand(profile(third), third, former(), kept(now, changed), CATALOG).nummer == 3


def test_a_change_of_fixed_texts_alone_is_told_as_such() -> None:
    """A new version needs a reason, and nothing that somebody filled in is another."""
    first = make_profielstand(profile(THEN), THEN, None, None, CATALOG)
    made = make_profielstand(profile(THEN, bijlage=True), THEN, former(), kept(THEN, first), CATALOG)
    assert made.gewijzigd is not None
    assert made.gewijzigd.regels == ("Vaste teksten of de bijlage zijn aangepast.",)


# --- tasks ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "line"),
    [
        ("a 4 | b ? | q 1 | e 2.5", "Kerntaken erbij: e (2,5 uur)."),
        ("a 4 | b ? | q 1 | e ? | f 1", "Kerntaken erbij: e (uren niet bekend) en f (1 uur)."),
        ("a 4.5 | b ? | q 1", "Andere uren per week: a van 4 naar 4,5."),
        ("a 4 | b 3 | q 1", "Andere uren per week: b van niet bekend naar 3."),
        ("a ? | b ? | q 1", "Andere uren per week: a van 4 naar niet bekend."),
        ("b ? | q 1", f"Kerntaken eraf: a ({CATALOG.kerntaak['a'].naam})."),
        ("a nee | b ? | q 1", f"Kerntaken eraf: a ({CATALOG.kerntaak['a'].naam})."),
    ],
)
def test_tasks_that_came_went_or_take_other_hours_are_told(now: str, line: str) -> None:
    """By code with the hours; one that went with its name, for the profile no longer says it."""
    assert lines(formulier(now)) == [line]


def test_a_task_that_the_catalog_has_no_more_has_the_name_of_then() -> None:
    """Its code alone would say nothing."""
    then = replace(THEN, kerntaken={**THEN.kerntaken, "zz": Keuze(True, 2.0)})
    first = make_profielstand(profile(formulier("a 5")), then, None, None, CATALOG)
    made = make_profielstand(profile(THEN), THEN, former(), kept(then, first), CATALOG)
    assert made.gewijzigd is not None
    assert made.gewijzigd.regels == ("Kerntaken eraf: zz (Een taak van toen).",)


def test_many_tasks_are_told_in_one_line_that_ends() -> None:
    """The core of a profile is two pages at most: eight that came, three names of what went."""
    many = " | ".join(f"{code} 1" for code in "abcdefghij")
    (came,) = lines(formulier(many), formulier("k 1"))[:1]
    assert came.count(" uur)") == 8 and came.endswith("en nog 2.")
    went = lines(formulier("k 1"), formulier(f"{many} | k 1"))
    assert len(went) == 1 and went[0].endswith("en nog 7.") and went[0].count("(") >= 3


# --- other rows, notes and fields ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("blad", "kop"), [("kernopgaven", "Kernopgaven"), ("competenties", "Competenties")])
def test_what_came_and_went_on_a_sheet_is_one_line_by_name(blad: str, kop: str) -> None:
    """Both in one line, in the words of the catalog."""
    entries: Any = CATALOG.ingangen(blad)
    then = replace(THEN, **{blad: chosen("ab")})
    now = replace(THEN, **{blad: chosen("bc")})
    assert lines(now, then) == [f"{kop} erbij: {entries['c'].naam}. {kop} eraf: {entries['a'].naam}."]
    assert lines(replace(THEN, **{blad: chosen("abc")}), then) == [f"{kop} erbij: {entries['c'].naam}."]


def test_a_note_that_reads_otherwise_is_told_by_its_row_and_not_repeated() -> None:
    """Only at rows that are chosen then and now."""
    then = replace(THEN, kernopgaven=chosen("d", "Oud en geheim"), competenties=chosen("a"))
    now = replace(
        THEN,
        kerntaken={**THEN.kerntaken, "a": Keuze(True, 4.0, "Nieuw")},
        kernopgaven=chosen("d", "Anders"),
        competenties=chosen("a"),
    )
    assert lines(now, then) == [f"Andere toelichting bij kerntaak a en kernopgave {CATALOG.kernopgave['d'].naam}."]
    with_new = replace(THEN, kernopgaven=chosen("d", "Nieuw"))
    assert lines(with_new) == [f"Kernopgaven erbij: {CATALOG.kernopgave['d'].naam}."]


def test_other_fields_are_named_and_only_the_contract_says_from_what_to_what() -> None:
    """The text of then is not kept, so it cannot be repeated."""
    person = replace(medewerker(contract=28.5), naam="Anna Anders", leidinggevende="")
    now = replace(THEN, medewerker=person, doel="Anders")
    (line,) = lines(now)
    assert line == "Anders dan toen: contracturen (van 36 naar 28,5), naam, leidinggevende en doel van de functie."
    unknown = replace(THEN, medewerker=medewerker(contract=None))
    assert lines(unknown) == ["Anders dan toen: contracturen (van 36 naar niet bekend)."]


def test_the_lines_stand_in_the_order_of_the_profile() -> None:
    """Tasks first, fields last."""
    now = replace(
        formulier("b 2 | e 1 | q 1", medewerker(contract=20.0)), kernopgaven=chosen("d"), competenties=chosen("a")
    )
    assert [line.split(":")[0] for line in lines(now)] == [
        "Kerntaken erbij",
        "Kerntaken eraf",
        "Andere uren per week",
        "Kernopgaven erbij",
        "Competenties erbij",
        "Anders dan toen",
    ]


def test_of_another_catalog_nothing_is_compared_that_goes_by_codes() -> None:
    """The same code may be another task there; fields are still told."""
    now = formulier("e 1", medewerker(contract=20.0))
    assert lines(now, vorige=former("ander")) == [
        "De kerntaken komen nu uit een andere catalogus.",
        "Anders dan toen: contracturen (van 36 naar 20).",
    ]
