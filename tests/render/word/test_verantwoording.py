"""The account for the commissioner: the figures of the coverage, what is missing, and nobody's name."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from pipeline.analysis.change import Dekkingsoort, Dekkingwijziging, Uren, Wijziging
from pipeline.analysis.coverage import cover
from pipeline.analysis.rapport import make_rapport
from pipeline.batch import analyse_steunpunt
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.analysed import Analyse, Dekkingstatus, Signaal
from pipeline.model.findings import Stop
from pipeline.model.judged import Beoordeeld, Keuze
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.render.word.environment import make_environment
from pipeline.render.word.kinds import VERANTWOORDING
from pipeline.render.word.template import compile_sjabloon
from pipeline.render.word.verantwoording import make_verantwoording
from tests.support.helpers import beoordeeld, formulier, oordeel, steunpunt

CATALOG = shipped_catalog()
TEMPLATE = TEMPLATES / "verantwoording.docx"
SJABLOON = compile_sjabloon(TEMPLATE, CATALOG, VERANTWOORDING)
ALLE = "BF1 BF2 BF3 BF4 BF5"
EVERYTHING = " | ".join(f"{code} 1.5" for code in CATALOG.kerntaak)


def account(judged: Beoordeeld) -> dict[str, Any]:
    """The fields for a judged steunpunt, in November 2026."""
    analyse = analyse_steunpunt(judged, CATALOG, load_rules(), dt.date(2026, 11, 1))
    return make_verantwoording(make_rapport(judged, analyse, CATALOG, "2026-11"))


def needs(fields: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Code of each gap -> its status and what is missing."""
    return {gap["code"]: (gap["stand"], gap["nodig"]) for gap in fields["hiaten"]}


def groups(fields: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Name of each basisfunctie -> verdict, people, hours, needed hours, hours of the kerntaken with a need."""
    keys = ("oordeel", "mensen", "uren", "nodig", "uren_daarvoor")
    return {row["naam"]: tuple(row[key] for key in keys) for row in fields["basisfuncties"]}


# --- what it says ----------------------------------------------------------------------------------------------------


def test_each_basisfunctie_has_its_verdict_people_and_hours() -> None:
    """BF4 (Verbreiden) is kerntaken m and n; the verdict is that of the weakest."""
    judged = beoordeeld("1 36: m 4 | n 2", "2 36: m 3.5", "3 36: q 1", van=steunpunt("BF4", "m 6"))
    found = groups(account(judged))
    assert found["Verbreiden"] == ("kwetsbaar", "2", "10", "6", "8")
    assert found["Versterken"] == ("niet gekozen", "–", "–", "–", "–")


@pytest.mark.parametrize(
    ("hours", "told"), [("0", "0"), ("0.4", "minder dan 1"), ("1.49", "1"), ("2.5", "3"), ("?", "niet bekend")]
)
def test_hours_are_whole_hours(hours: str, told: str) -> None:
    """Exact hours would be those of somebody; some are not none."""
    fields = account(beoordeeld(f"1 36: m {hours}", "2 36: q 1", "3 36: q 1", van=steunpunt("BF4", "m 6")))
    assert groups(fields)["Verbreiden"][2:] == (told, "6", told)


def test_hours_stand_beside_the_need_of_the_same_kerntaken() -> None:
    """20 hours of n, for which no need is given, do not fill the 6 of m."""
    judged = beoordeeld("1 36: m 2 | n 10", "2 36: m 2 | n 10", "3 36: m 0", van=steunpunt("BF4", "m 6"))
    assert groups(account(judged))["Verbreiden"] == ("op papier", "3", "24", "6", "4")


def test_what_a_gap_needs_is_told_in_words_and_hours() -> None:
    """Nobody, no time, too little time, one person; need minus known hours."""
    judged = beoordeeld(
        "1 36: a 2 | b 0 | c 3 | q 1 | u 1 | v 1",
        "2 36: a 1.5 | q 1 | u 1 | v 1",
        "3 36: a 0 | q 1 | u 1 | v 1",
        van=steunpunt("BF1", "a 6 | b 2 | d 4"),
    )
    assert needs(account(judged)) == {
        "d": ("ongedekt", "Nog niemand doet deze taak. Nodig is 4 uur per week."),
        "a": ("op papier", "Er ontbreekt 2,5 uur per week: nodig is 6 uur."),
        "b": (
            "op papier",
            "Er is nog geen tijd voor deze taak. Nodig is 2 uur per week. Ook is een tweede persoon nodig.",
        ),
        "c": ("kwetsbaar", "Een tweede persoon is nodig: nu doet één persoon deze taak."),
    }


def test_what_a_kerntaak_of_few_people_falls_short_is_not_told() -> None:
    """The need less the shortage would be the hours of one of them."""
    fields = account(beoordeeld("1 36: a 2 | q 1", "2 36: a 1.5 | q 1", "3 36: q 1", van=steunpunt("BF1", "a 6")))
    assert needs(fields)["a"] == ("op papier", "Er is minder tijd dan de 6 uur per week die nodig zijn.")


def test_a_second_person_is_asked_for_only_where_the_forms_are_in() -> None:
    """The third may have the task."""
    mensen = ("1 36: a 2 | b 0 | q 1", "2 36: q 1")
    found = needs(account(beoordeeld(*mensen, "3 36", van=steunpunt("BF1"))))
    assert found["a"] == ("kwetsbaar", "In de formulieren die meetellen, doet één persoon deze taak.")
    assert found["b"] == ("op papier", "Er is nog geen tijd voor deze taak.")
    assert found["c"] == ("ongedekt", "In de formulieren die meetellen, doet niemand deze taak.")
    assert needs(account(beoordeeld(*mensen, van=steunpunt("BF1"))))["a"][1].startswith("Een tweede persoon is nodig")


def test_where_hours_are_unknown_the_need_is_told_and_no_shortage() -> None:
    """Unknown hours may be enough."""
    fields = account(beoordeeld("1 36: a ?", "2 36: q 1", "3 36: q 1", van=steunpunt("BF1", "a 6")))
    assert needs(fields)["a"] == (
        "kwetsbaar",
        "Een tweede persoon is nodig: nu doet één persoon deze taak. Nodig is 6 uur per week.",
    )
    assert groups(fields)["Vertalen maatschappelijke ontwikkelingen"][2:] == ("niet bekend", "6", "niet bekend")
    assert "1 taak" in fields["uren_opmerking"]


def test_kerntaken_of_each_person_apart_are_no_part_of_it() -> None:
    """u and v, also where nobody has these: the municipality hears of the work of the team."""
    fields = account(beoordeeld(van=steunpunt("BF1")))
    assert "Professie" not in groups(fields) and "Organisatie" in groups(fields)
    assert not {"u", "v"} & needs(fields).keys()
    assert "5 ongedekt" in fields["samenvatting"][1]  # a, b, c, d and q


def test_what_is_not_performed_is_named() -> None:
    """Basisfuncties by choice, and the kerntaken of the organisation that nobody asked for."""
    fields = account(beoordeeld("1 36: a 1", "2 36: a 1", van=steunpunt("BF1 BF2 BF3", "r 2")))
    assert fields["niet_uitgevoerd"] == ["Verbreiden", "Verankeren"]
    assert fields["niet_gekozen"] == [CATALOG.kerntaak[code].naam for code in ("s", "t")]
    assert fields["samenvatting"][0] == "Basisfuncties die het steunpunt uitvoert: 3 van 5."


def test_it_is_a_concept_while_forms_are_not_in() -> None:
    """How many for which reason, and of nobody in particular; the word stands above it and below every page."""
    judged = beoordeeld("1 36: a 1", "2 36", "3 36", "4 36")
    refused = replace(oordeel(formulier("a 1", judged.steunpunt.team[3])), status="afgekeurd", antwoorden=None)
    judged = replace(judged, oordelen=(*judged.oordelen, refused), ontbrekend=("2", "3"))
    fields = account(judged)
    assert fields["concept"] == (
        "Nog niet alle formulieren tellen mee (ontbreekt: 2; afgekeurd: 1). Wat hier staat, kan nog veranderen."
    )
    assert account(beoordeeld("1 36: a 1"))["concept"] == ""
    assert "nog geen medewerkers" in account(beoordeeld())["concept"]
    body, footer = (canonical(SJABLOON.render(fields), f"word/{part}.xml") for part in ("document", "footer"))
    assert b"CONCEPT" in footer and b"ontbreekt: 2" in body
    whole = SJABLOON.render(account(beoordeeld("1 36: a 1")))
    assert not [part for part in ("document", "footer") if b"CONCEPT" in canonical(whole, f"word/{part}.xml")]


def test_rows_of_the_team_that_cannot_be_used_are_missing_too() -> None:
    """Somebody works there of whom nothing is known."""
    judged = beoordeeld("1 36: a 1")
    judged = replace(judged, steunpunt=replace(judged.steunpunt, onbruikbaar=1))
    assert "niet goed ingevuld in het teambestand: 1" in account(judged)["concept"]


# --- since the former period -----------------------------------------------------------------------------------------


def changed(*rows: tuple[str, Dekkingsoort], zelfde_catalogus: bool = True) -> str:
    """What it says of these changes since October."""
    uren = Uren(0.0)
    dekking = tuple(Dekkingwijziging(code, soort, None, None, uren, uren) for code, soort in rows)
    names = {code: taak.naam for code, taak in CATALOG.kerntaak.items()}
    wijziging = Wijziging("2026-10", dekking=dekking, kerntaken=names, zelfde_catalogus=zelfde_catalogus)
    judged = beoordeeld("1 36: a 1")
    analyse = analyse_steunpunt(judged, CATALOG, load_rules(), dt.date(2026, 11, 1))
    return make_verantwoording(make_rapport(judged, analyse, CATALOG, "2026-11"), wijziging)["gewijzigd"]


def test_it_tells_what_changed_since_the_former_period() -> None:
    """Kerntaken by what became of them, what is worse first; of people nothing, and u and v count nowhere."""
    assert account(beoordeeld("1 36: a 1"))["gewijzigd"] == ""
    assert changed(("a", "beter"), ("b", "slechter"), ("c", "beter"), ("u", "slechter")) == (
        "Sinds oktober 2026 is de dekking gewijzigd. Slechter gedekt: Plan van aanpak maken; beter gedekt: Vraag in "
        "kaart brengen en Signaleren van knelpunten."
    )
    assert changed(("v", "beter")) == "Sinds oktober 2026 is aan de dekking niets gewijzigd."
    assert changed(zelfde_catalogus=False).startswith("De kerntaken komen nu uit een andere lijst")


# --- how complete ----------------------------------------------------------------------------------------------------


def test_it_says_how_complete_the_picture_is() -> None:
    """Forms that are missing may change the figures."""
    part = account(beoordeeld("1 36: a 1", "2 36: a 1", "3 36"))["samenvatting"][2]
    assert "Formulieren meegeteld: 2 van 3." in part
    assert account(beoordeeld("1 36: a 1", "2 36: a 1"))["samenvatting"][2] == (
        "Van alle 2 medewerkers telt het formulier mee."
    )


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        (("36: a 30", "24: a 20", "24: a 23.5"), ["In de bekende contracten is samen nog 10,5 uur per week vrij."]),
        (("36: a 36", "24: a 24", "24: a 24"), ["In de bekende contracten zijn geen uren meer vrij."]),
        (("36: a 30", "24: b ?", "24: b 23"), ["hoogstens 31 uur"]),
        (("36: a 40", "24: a 25", "24: b 25.5"), ["geen uren meer vrij", "samen 6,5 uur per week meer werk"]),
        (("36: a 30", "24: a 20", "24: a 32.5"), []),  # "8,5 uur te veel" would be one person's
        (("36: a 30", "24: a 24", "24: a 24"), []),  # and so would what is left
        (("36: a 30", "24: a 20", "?: a 20"), []),
        (("36: a 36", "24: a 24", "24"), []),
    ],
)
def test_the_room_is_told_of_three_people_or_more(people: tuple[str, ...], expected: list[str]) -> None:
    """Known contracts of counted forms; three who have hours left, or too many."""
    found = account(beoordeeld(*(f"{number} {rest}" for number, rest in enumerate(people))))["ruimte"]
    assert len(found) == len(expected)
    assert [text for text, part in zip(found, expected, strict=True) if part not in text] == []


@pytest.mark.parametrize("others", [(), ("2 36: q 1",)])
def test_of_fewer_than_three_no_hours_people_or_agreements_are_told(others: tuple[str, ...]) -> None:
    """Figures of a lone worker are about that person; what the steunpunt needs may be told."""
    afspraak = Afspraak("1", "O3", "Reden Geheim", dt.date(2027, 3, 1))
    fields = account(beoordeeld("1 36: a 2.25 | n 3", *others, van=steunpunt(ALLE, "a 6", (afspraak,))))
    assert {row[key] for row in fields["basisfuncties"] for key in ("mensen", "uren", "uren_daarvoor")} == {"–"}
    assert (fields["ruimte"], fields["afspraken"]) == ([], "")
    assert fields["uren_opmerking"] == (
        "Hier staan geen uren en aantallen mensen: die zouden over minder dan drie mensen gaan."
    )
    assert "2,25" not in str(fields)
    assert "3,75" not in str(fields)
    assert groups(fields)["Vertalen maatschappelijke ontwikkelingen"][3] == "6"


def test_of_agreements_only_the_number_and_the_end_is_told() -> None:
    """Never the reason: it may name a person."""
    judged = beoordeeld("1 36: a 40", "2 36: a 1", "3 36: a 1", van=steunpunt("BF1"))
    first, last = (Afspraak(str(n), "O1", "Reden Geheim", dt.date(2027, n, 1)) for n in (1, 2))
    signalen = [Signaal(a.personeelsnummer, "O1", "rood", afspraak=a) for a in (first, last)]
    expired = replace(signalen[0], verlopen=True)

    def told(*found: Signaal) -> str:
        analyse = Analyse(cover(judged, CATALOG, ()), (), found)
        return str(make_verantwoording(make_rapport(judged, analyse, CATALOG, "2026-11"))["afspraken"])

    assert told(*signalen) == (
        "Er zijn 2 afspraken over de omvang van het werk. De eerste loopt tot en met 1 januari 2027, de laatste tot en "
        "met 1 februari 2027."
    )
    assert told(expired, signalen[1]) == (
        "Er is 1 afspraak over de omvang van het werk. Die geldt tot en met 1 februari 2027."
    )
    assert told(expired).startswith("Over de omvang van het werk zijn geen afspraken")


def test_source_period_and_version_stand_in_it() -> None:
    """The version changes with what is shown, so that both sign the same."""
    one, other = (account(beoordeeld(f"1 36: a {uren}", "2 36: a 1", "3 36: a 1")) for uren in (1, 2))
    assert (one["periode"], one["gemeente"], one["bron"]) == ("november 2026", "Voorbeeldstad", CATALOG.bron.vermelding)
    assert one["versie"] != other["versie"]


# --- against the coverage, on random teams ---------------------------------------------------------------------------

HOURS = st.one_of(st.none(), st.sampled_from([0.0, 0.5, 2.0, 4.25]))
TASKS = st.dictionaries(st.sampled_from([*CATALOG.kerntaak]), HOURS, max_size=14)
NAMES = st.text(st.sampled_from("QXZWKJ"), min_size=7, max_size=9)
NUMBERS = st.integers(700_000_000, 799_999_999)


@st.composite
def teams(draw: st.DrawFn) -> Beoordeeld:
    """A steunpunt with odd names, numbers and reasons, some of the forms, and some needs."""
    people = draw(
        st.lists(st.tuples(NUMBERS, NAMES, NAMES, st.one_of(st.none(), TASKS)), max_size=5, unique_by=lambda p: p[0])
    )
    team = tuple(Medewerker(str(n), naam, f"Functie {naam}", 24.0, chef) for n, naam, chef, _ in people)
    needed = draw(st.dictionaries(st.sampled_from([*CATALOG.kerntaak]), st.sampled_from([0.5, 3.0]), max_size=5))
    performed = frozenset(draw(st.sets(st.sampled_from(ALLE.split()))))
    afspraken = tuple(Afspraak(m.personeelsnummer, "O1", m.naam, dt.date(2027, 1, 1)) for m in team)
    place = Steunpunt("m", "Steunpunt Proef", "Voorbeeldstad", "", performed, team, needed, afspraken)
    oordelen = []
    for medewerker, (_, naam, _, tasks) in zip(team, people, strict=True):
        if tasks is not None:
            keuzes = {code: Keuze(True, tasks[code], naam) for code in CATALOG.kerntaak if code in tasks}
            oordelen.append(oordeel(replace(formulier("", medewerker), kerntaken=keuzes, doel=naam, afspraken=naam)))
    return Beoordeeld(place, tuple(oordelen))


@settings(max_examples=40, deadline=None)
@given(judged=teams())
def test_the_figures_are_those_of_the_coverage_and_no_part_names_anybody(judged: Beoordeeld) -> None:
    """Counts and gaps per status; every part of the file is searched for names and personeelsnummers."""
    fields = account(judged)
    rows = [row for row in cover(judged, CATALOG, ()) if row.kerntaak not in ("u", "v")]
    words = load_wording().statussen
    scope = Counter(row.status for row in rows if row.status != "niet_gekozen")
    gaps: tuple[Dekkingstatus, ...] = ("ongedekt", "op_papier", "kwetsbaar")
    assert Counter(gap["stand"] for gap in fields["hiaten"]) == {
        words[status].woord: scope[status] for status in gaps if scope[status]
    }
    assert all(f"{number} {words[status].woord}" in fields["samenvatting"][1] for status, number in scope.items())
    with zipfile.ZipFile(io.BytesIO(SJABLOON.render(fields))) as archive:
        content = "".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    people = [text for m in judged.steunpunt.team for text in (m.personeelsnummer, m.naam, m.leidinggevende)]
    assert [text for text in people if text in content] == []


# --- its template ----------------------------------------------------------------------------------------------------


def canonical(docx: bytes, part: str) -> bytes:
    """Canonical XML of a part."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return bytes(etree.tostring(etree.fromstring(archive.read(part)), method="c14n"))


@pytest.mark.parametrize("judged", [beoordeeld(), beoordeeld(f"1 36: {EVERYTHING}", "2 36: a 0", van=steunpunt("BF1"))])
def test_the_document_is_the_same_as_docxtpl_makes_it(judged: Beoordeeld) -> None:
    """Body, header and footer."""
    word = DocxTemplate(TEMPLATE)
    word.render(account(judged), make_environment(), autoescape=True)
    buffer = io.BytesIO()
    word.save(buffer)
    ours = SJABLOON.render(account(judged))
    parts = ("word/document.xml", "word/header.xml", "word/footer.xml")
    assert [part for part in parts if canonical(ours, part) != canonical(buffer.getvalue(), part)] == []


def test_a_steunpunt_with_odd_signs_and_line_breaks_in_its_name_gets_its_document() -> None:
    """The check that a document shows its steunpunt must not fail on what people type."""
    naam = 'Steunpunt\n"A & B"\t<\'t Hoekje> {{ 7*7 }}'
    judged = beoordeeld("1 36: a 1", van=replace(steunpunt(), naam=naam))
    assert b"A &amp; B&#34; &lt;" in canonical_text(SJABLOON.render(account(judged)))


def canonical_text(docx: bytes) -> bytes:
    """The body as it was written."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return archive.read("word/document.xml")


def test_a_document_that_does_not_show_its_steunpunt_is_an_internal_error() -> None:
    """As a profile without its personeelsnummer (faults.md 2)."""
    headless = replace(SJABLOON, parts=tuple(part for part in SJABLOON.parts if part.soort == "footer"))
    with pytest.raises(AssertionError, match="steunpunt"):
        headless.render(account(beoordeeld("1 36: a 1")))


def test_the_template_of_one_kind_does_not_serve_the_other() -> None:
    """A profile's fields do not exist here: the file was copied to the wrong name."""
    with pytest.raises(Stop) as stop:
        compile_sjabloon(TEMPLATES / "profiel.docx", CATALOG, VERANTWOORDING)
    assert {finding.code for finding in stop.value.findings} == {"sjabloon_fout"}
