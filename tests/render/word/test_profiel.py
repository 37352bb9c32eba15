"""What a profile says: its fields, reasons and version. All people and places are made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.reasons import reasons
from pipeline.model.analysed import Signaal
from pipeline.model.catalog import Catalog, Kernopgave
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.render.word.profiel import make_profiel

CATALOG = shipped_catalog()
STEUNPUNT = Steunpunt("verzonnen", "Steunpunt Verzonnendam")
MEDEWERKER = Medewerker("0104", "Fee van Fictie", "bemiddelaar", 24.0, "B. Bedacht")
O1 = Signaal("0104", "O1", "rood", {"uren": "30", "contract": "24", "over": "6"})
AFSPRAAK = Afspraak("0104", "O1", "In mei kijken we opnieuw", dt.date(2027, 3, 1))


def answers(uren: Mapping[str, float | None] | None = None, **changes: Any) -> Antwoorden:  # noqa: ANN401
    """An accepted form with kerntaken and their hours; the always-present ones are added without hours."""
    given = dict.fromkeys(CATALOG.altijd) | dict(uren or {"a": 4.0, "e": 9.25})
    kerntaken = {code: Keuze(True, given[code]) for code in CATALOG.kerntaak if code in given}
    return replace(Antwoorden("1.xlsx", "", MEDEWERKER, kerntaken=kerntaken), **changes)


def chosen(*codes: str) -> dict[str, Keuze]:
    """Choices without notes."""
    return {code: Keuze(True) for code in codes}


def profiel(antwoorden: Antwoorden, *signalen: Signaal, catalog: Catalog = CATALOG, bijlage: bool = False) -> Any:  # noqa: ANN401
    """The fields of a profile, loosely typed for the tests."""
    return make_profiel(antwoorden, STEUNPUNT, catalog, signalen, bijlage=bijlage)


def tasks(fields: Any) -> dict[str, Any]:  # noqa: ANN401
    """The kerntaken of a profile by code."""
    groepen = [groep for soort in fields["kerntaken"] for groep in soort["groepen"]]
    return {taak["code"]: taak for groep in groepen for taak in groep["taken"]}


def leaves(value: object) -> Iterator[object]:
    """All values that are no list or group."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from leaves(item)
    else:
        yield value


# --- reasons ---------------------------------------------------------------------------------------------------------


def test_a_reason_names_the_group_and_its_chosen_kerntaken() -> None:
    """The text of design.md 3.3, with the kerntaken in catalog order."""
    found = reasons("e", {"l", "j", "a"}, (), CATALOG)
    assert [(reason.code, reason.tekst) for reason in found] == [("BF3", "Versterken (kerntaken j, l)")]


def test_one_kerntaak_is_named_in_the_singular() -> None:
    """Nobody reads "kerntaken j"."""
    assert [reason.tekst for reason in reasons("e", {"j"}, (), CATALOG)] == ["Versterken (kerntaak j)"]


def test_a_chosen_kernopgave_is_a_reason_after_the_groups() -> None:
    """Competency i belongs to kernopgave d and, through the organisation, to kerntaak q."""
    texts = [reason.tekst for reason in reasons("i", {"q"}, {"d"}, CATALOG)]
    assert texts == ["Organisatie (kerntaak q)", "kernopgave Tijd en ruimte creëren voor innovatie"]


def test_what_is_not_chosen_gives_no_reason() -> None:
    """Links of the catalog count only for what is chosen."""
    assert reasons("e", {"a"}, {"d"}, CATALOG) == ()


def test_every_example_profile_has_reasons_for_all_competencies_of_its_groups() -> None:
    """Links applied mechanically, counted a second way: each group with a chosen kerntaak asks for its competencies."""
    for voorbeeld in CATALOG.voorbeeldprofielen:
        groepen = {CATALOG.kerntaak[code].groep for code in voorbeeld.kerntaken}
        asked = {code for groep in groepen for code in CATALOG.groep[groep].competenties}
        assert {code for code in CATALOG.competentie if reasons(code, voorbeeld.kerntaken, (), CATALOG)} == asked


def test_two_catalogs_keep_their_own_links() -> None:
    """The links are kept per catalog."""
    other = Catalog.model_validate(
        CATALOG.model_dump() | {"kernopgaven": [Kernopgave(code="z", naam="Ander", competenties=("e",)).model_dump()]}
    )
    assert [reason.tekst for reason in reasons("e", (), {"z"}, other)] == ["kernopgave Ander"]
    assert reasons("e", (), {"z"}, CATALOG) == ()


# --- fields ----------------------------------------------------------------------------------------------------------


def test_function_and_person_stand_in_the_profile() -> None:
    """The first block of design.md 3.7."""
    fields = profiel(answers(doel="Mensen verbinden", peildatum=dt.date(2026, 12, 1)))
    assert {key: fields[key] for key in ("functienaam", "naam", "personeelsnummer", "steunpunt", "leidinggevende")} == {
        "functienaam": "bemiddelaar",
        "naam": "Fee van Fictie",
        "personeelsnummer": "0104",
        "steunpunt": "Steunpunt Verzonnendam",
        "leidinggevende": "B. Bedacht",
    }
    assert (fields["contracturen"], fields["peildatum"], fields["doel"]) == (
        "24",
        "1 december 2026",
        "Mensen verbinden",
    )


@pytest.mark.parametrize(
    ("uren", "shown"), [(9.25, "9,25"), (4.0, "4"), (0.1 + 0.2, "0,3"), (0.0, "0"), (None, "niet bekend")]
)
def test_hours_are_written_the_dutch_way(uren: float | None, shown: str) -> None:
    """faults.md 18."""
    assert tasks(profiel(answers({"a": uren})))["a"]["uren"] == shown


def test_nothing_unknown_becomes_none() -> None:
    """Everything that may be blank is blank: only texts arrive, and none says None or nan."""
    empty = replace(MEDEWERKER, contracturen=None, leidinggevende="", functienaam="")
    fields = profiel(answers({}, medewerker=empty), bijlage=True)
    assert all(isinstance(leaf, str) for leaf in leaves(fields))
    assert not [leaf for leaf in leaves(fields) if leaf in ("None", "nan")]
    assert (fields["peildatum"], fields["contracturen"]) == ("", "niet bekend")


def test_kerntaken_stand_by_soort_and_basisfunctie_in_catalog_order() -> None:
    """A group that no steunpunt chooses gets no name of its own below its soort."""
    fields = profiel(answers({"e": 1.0, "a": 2.0, "c": 3.0}))
    shown = [
        (soort["naam"], groep["naam"], [taak["code"] for taak in groep["taken"]])
        for soort in fields["kerntaken"]
        for groep in soort["groepen"]
    ]
    assert shown == [
        ("Cliëntgebonden kerntaken", "Vertalen maatschappelijke ontwikkelingen", ["a", "c"]),
        ("Cliëntgebonden kerntaken", "Verbinden en makelen", ["e"]),
        ("Organisatiegebonden kerntaken", "", ["q"]),
        ("Professiegebonden kerntaken", "", ["u", "v"]),
    ]


def test_a_kerntaak_answered_with_nee_is_not_shown() -> None:
    """An answered row is not yet a chosen one."""
    antwoorden = answers()
    fields = profiel(replace(antwoorden, kerntaken={**antwoorden.kerntaken, "b": Keuze(False, 3.0, "niet meer")}))
    assert "b" not in tasks(fields)
    assert "niet meer" not in [*leaves(fields)]


@pytest.mark.parametrize("note", ["a < b & {{ 7*7 }} {_{ ]]>", "regel 1\nregel 2\t😀", "  met spaties  ", "=1+1"])
def test_notes_arrive_verbatim(note: str) -> None:
    """Whatever was typed with a kerntaak, kernopgave, competency or in a box of the sheet Functie."""
    fields = profiel(
        answers(
            kerntaken={"a": Keuze(True, 1.0, note)},
            kernopgaven={"d": Keuze(True, None, note)},
            competenties={"a": Keuze(True, None, note)},
            doel=note,
            afspraken=note,
            opmerkingen=note,
        )
    )
    notes = [tasks(fields)["a"]["toelichting"], fields["kernopgaven"][0]["toelichting"]]
    assert [*notes, fields["competenties"][0]["toelichting"]] == [note] * 3
    assert [fields["doel"], fields["afspraken"], fields["opmerkingen"]] == [note] * 3


def test_every_kind_of_line_end_becomes_one() -> None:
    """Word has one; a bare carriage return would be lost in its XML."""
    assert profiel(answers(opmerkingen="a\r\nb\rc\nd"))["opmerkingen"] == "a\nb\nc\nd"


@pytest.mark.parametrize(
    ("uren", "contract", "samen", "toelichting"),
    [
        ({"a": 20.0, "q": 1.0, "u": 1.5, "v": 0.0}, 24.0, "22,5", "bij een contract van 24 uur"),
        (
            {"a": 20.0, "q": 1.0, "u": 1.5},
            24.0,
            "22,5",
            "bij een contract van 24 uur; bij 1 taak zijn de uren nog niet bekend",
        ),
        ({"a": 20.0}, 24.0, "20", "bij een contract van 24 uur; bij 3 taken zijn de uren nog niet bekend"),
        (
            {"a": None},
            None,
            "niet bekend",
            "de contracturen zijn niet bekend; bij 4 taken zijn de uren nog niet bekend",
        ),
    ],
)
def test_the_sum_of_hours_says_what_it_is_held_against(
    uren: dict[str, float | None], contract: float | None, samen: str, toelichting: str
) -> None:
    """Unknown hours are named, never counted as 0."""
    fields = profiel(answers(uren, medewerker=replace(MEDEWERKER, contracturen=contract)))
    assert (fields["uren_samen"], fields["uren_toelichting"]) == (samen, toelichting)


def test_competencies_are_ranked_by_reasons_then_by_the_catalog() -> None:
    """With kerntaken j, l and kernopgave d: e and b one reason, a and i one (kernopgave), h none; i also through q."""
    fields = profiel(answers({"j": 1.0, "l": 1.0}, kernopgaven=chosen("d"), competenties=chosen("h", "e", "i", "b")))
    shown = [(competentie["naam"], competentie["redenen"]) for competentie in fields["competenties"]]
    names = {code: CATALOG.competentie[code].naam for code in "hebi"}
    assert shown == [
        (names["i"], "Organisatie (kerntaak q); kernopgave Tijd en ruimte creëren voor innovatie"),
        (names["b"], "Versterken (kerntaken j, l)"),
        (names["e"], "Versterken (kerntaken j, l)"),
        (names["h"], "Eigen keuze"),
    ]


def test_a_reason_that_comes_first_starts_with_a_capital() -> None:
    """Kernopgave, not kernopgave, at the start of its cell."""
    fields = profiel(answers(kernopgaven=chosen("e"), competenties=chosen("j")))
    *_, last = fields["competenties"][0]["redenen"].split("; ")
    assert last == "kernopgave Omgaan met wisselend beleid van gemeenten"
    only = profiel(answers(kernopgaven=chosen("h"), competenties=chosen("p"), kerntaken={}))
    assert only["competenties"][0]["redenen"].startswith("Kernopgave ")


def test_a_signal_is_a_point_of_attention_with_what_can_be_agreed() -> None:
    """The words are those of messages.yaml."""
    (point,) = profiel(answers(), O1)["aandachtspunten"]
    assert point["tekst"] == "De gekozen taken vragen 30 uur per week; het contract is 24 uur."
    assert point["advies"].startswith("Bespreek welke taken")


def test_an_accepted_signal_is_marked_as_agreed() -> None:
    """The agreement itself stands among the agreements, with its end date."""
    fields = profiel(answers(), replace(O1, afspraak=AFSPRAAK))
    assert fields["aandachtspunten"][0]["advies"] == "Hierover zijn afspraken gemaakt, geldig tot en met 1 maart 2027."
    assert fields["vastgelegd"] == [{"reden": "In mei kijken we opnieuw", "geldig_tot": "1 maart 2027"}]


def test_an_expired_agreement_is_not_shown() -> None:
    """It is a signal again (design.md 3.5)."""
    fields = profiel(answers(), replace(O1, afspraak=AFSPRAAK, verlopen=True))
    assert fields["vastgelegd"] == []
    assert fields["aandachtspunten"][0]["advies"].startswith("Bespreek")


def test_signals_of_somebody_else_stay_out() -> None:
    """The whole steunpunt's signals may be passed."""
    assert profiel(answers(), replace(O1, personeelsnummer="9999"))["aandachtspunten"] == []


def test_the_profile_names_its_source_and_what_it_is_not() -> None:
    """design.md 3.1 and 3.7."""
    fields = profiel(answers())
    assert fields["bron"] == "© MOVISIE, Bouwstenen voor profielen van medewerkers steunpunt vrijwilligerswerk, 2009"
    assert "takenprofiel" in fields["verklaring"]
    assert "geen formele functiebeschrijving" in fields["verklaring"]
    assert "cao Sociaal Werk" in fields["verklaring"]


def test_the_appendix_explains_only_what_was_chosen() -> None:
    """Descriptions, activities, process steps and results, one to one from the catalog."""
    fields = profiel(answers({"a": 1.0}, kernopgaven=chosen("d"), competenties=chosen("i")), bijlage=True)
    bijlage = fields["bijlage"]
    assert [taak["code"] for taak in bijlage["kerntaken"]] == ["a", "q", "u", "v"]
    assert bijlage["kerntaken"][0]["omschrijving"] == CATALOG.kerntaak["a"].omschrijving
    assert bijlage["kerntaken"][0]["activiteiten"] == [zin.tekst for zin in CATALOG.kerntaak["a"].activiteiten]
    assert [(groep["naam"], groep["omschrijving"]) for groep in bijlage["groepen"]] == [
        (CATALOG.groep[code].naam, CATALOG.groep[code].omschrijving) for code in ("BF1", "ORG", "PRO")
    ]
    assert [opgave["beschrijving"] for opgave in bijlage["kernopgaven"]] == [CATALOG.kernopgave["d"].beschrijving]
    (competentie,) = bijlage["competenties"]
    source = CATALOG.competentie["i"]
    assert competentie["definitie"] == source.definitie
    assert competentie["processtappen"] == [zin.tekst for zin in source.processtappen]
    assert competentie["resultaten"] == [zin.tekst for zin in source.resultaten]


def test_without_appendix_there_is_nothing_of_it() -> None:
    """HR can switch it off."""
    assert profiel(answers())["bijlage"] == {}


def test_a_catalog_without_kernopgaven_or_competencies_works() -> None:
    """A niveau per task, other groups, no examples."""
    catalog = Catalog.model_validate(
        {
            "id": "klein",
            "versie": "1",
            "bron": {"titel": "T", "uitgever": "U", "jaar": 2020, "vermelding": "© U, T, 2020"},
            "soorten": [{"code": "s", "naam": "Basis"}],
            "niveaus": [{"code": "t", "naam": "tactisch"}],
            "groepen": [{"code": "TG1", "naam": "Leiding geven"}],
            "kerntaken": [{"code": "1.1", "naam": "Team leiden", "groep": "TG1", "soort": "s", "niveau": "t"}],
        }
    )
    fields = profiel(replace(answers(), kerntaken=chosen("1.1")), catalog=catalog, bijlage=True)
    assert tasks(fields)["1.1"]["niveau"] == "tactisch"
    assert (fields["kerntaken"][0]["naam"], fields["kernopgaven"], fields["competenties"]) == ("Basis", [], [])


# --- version ---------------------------------------------------------------------------------------------------------


def test_the_version_is_short_and_stable() -> None:
    """The same content gives the same eight characters; a new process too (nothing hangs on hash seeds)."""
    assert profiel(answers())["kenmerk"] == profiel(answers())["kenmerk"]
    assert len(profiel(answers())["kenmerk"]) == 8
    assert int(profiel(answers())["kenmerk"], 16) >= 0


def test_the_version_does_not_follow_what_is_not_shown() -> None:
    """File, hash, catalog version and answers with nee do not count; the shown catalog version does change."""
    newer = CATALOG.model_copy(update={"versie": "2099.9"})
    base = profiel(answers())
    assert profiel(answers(bestand="2.xlsx", sha256="ff"))["kenmerk"] == base["kenmerk"]
    assert profiel(answers(competenties={"a": Keuze(False)}))["kenmerk"] == base["kenmerk"]
    assert profiel(answers(), catalog=newer)["kenmerk"] == base["kenmerk"]
    assert profiel(answers(), catalog=newer)["catalogusversie"] == "2099.9"


@pytest.mark.parametrize(
    "change",
    [
        {"doel": "Anders"},
        {"opmerkingen": "Nieuw"},
        {"kerntaken": {"a": Keuze(True, 4.5)}},
        {"kernopgaven": {"a": Keuze(True)}},
        {"competenties": {"a": Keuze(True)}},
        {"medewerker": replace(MEDEWERKER, leidinggevende="Iemand Verzonnen")},
    ],
)
def test_the_version_changes_with_the_shown_content(change: dict[str, object]) -> None:
    """Every answer that is shown counts."""
    assert profiel(answers(**change))["kenmerk"] != profiel(answers())["kenmerk"]


def test_a_peildatum_is_shown_and_asks_nobody_to_sign_again() -> None:
    """design.md 3.7: it does not count for the version."""
    later = profiel(answers(peildatum=dt.date(2027, 1, 1)))
    assert later["peildatum"] == "1 januari 2027"
    assert later["kenmerk"] == profiel(answers())["kenmerk"]


def test_the_version_follows_the_catalog_where_the_appendix_shows_it() -> None:
    """A sentence of a chosen kerntaak counts with the appendix, and only with it; that of another one never."""
    first, *others = CATALOG.kerntaken
    changed = first.model_copy(update={"omschrijving": "Anders gezegd"})
    parts = {name: getattr(CATALOG, name) for name in Catalog.model_fields}
    other = Catalog.model_validate(parts | {"kerntaken": (changed, *others)})
    shown, hidden = answers({first.code: 4.0}), answers({others[0].code: 4.0})

    def versions(antwoorden: Antwoorden, *, bijlage: bool) -> int:
        return len({profiel(antwoorden, catalog=catalog, bijlage=bijlage)["kenmerk"] for catalog in (CATALOG, other)})

    assert versions(shown, bijlage=True) == 2
    assert versions(shown, bijlage=False) == versions(hidden, bijlage=True) == 1
    assert profiel(shown, catalog=other, bijlage=True)["bijlage"]["kerntaken"][0]["omschrijving"] == "Anders gezegd"
