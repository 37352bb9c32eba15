"""Whether the core of a profile fits two pages; what LibreOffice makes of the same is in end_to_end. All is made up."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.messages import show
from pipeline.model.analysed import Signaal
from pipeline.model.findings import Finding
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.render.word.length import core_pages, find_long
from pipeline.render.word.profiel import make_profiel

CATALOG = shipped_catalog()
SENTENCE = "De medewerker spreekt elke week met de scholen in de wijk. "  # 59 signs
ALWAYS = {code: Keuze(True, 1.0) for code in CATALOG.altijd}
SIGNAAL = Signaal("1003", "O1", "rood", {"uren": "44", "contract": "36", "over": "8"})


def answers(**changes: Any) -> Antwoorden:  # noqa: ANN401
    """The example of a makelaar: 15 kerntaken, 3 kernopgaven and 13 competencies, without notes."""
    voorbeeld = CATALOG.voorbeeldprofielen[0]
    form = Antwoorden(
        "formulieren/1.xlsx",
        "",
        Medewerker("1003", "Noor van Verzonnen", "Makelaar", 36.0, "P. Fictief"),
        doel=voorbeeld.doel,
        kerntaken={code: Keuze(True, 2.0) for code in CATALOG.kerntaak if code in voorbeeld.kerntaken} | ALWAYS,
        kernopgaven={opgave.code: Keuze(True) for opgave in CATALOG.kernopgaven[:3]},
        competenties={code: Keuze(True) for code in voorbeeld.competenties},
    )
    return replace(form, **changes)


def full() -> Antwoorden:
    """All that can be chosen, without a word."""
    return answers(
        doel="",
        kerntaken={code: Keuze(True, 1.0) for code in CATALOG.kerntaak},
        kernopgaven={code: Keuze(True) for code in CATALOG.kernopgave},
        competenties={code: Keuze(True) for code in CATALOG.competentie},
    )


def profiel(antwoorden: Antwoorden, *signalen: Signaal) -> Any:  # noqa: ANN401
    """The fields of its profile, with the appendix: that does not count."""
    return make_profiel(antwoorden, Steunpunt("", "Steunpunt Zonnedael"), CATALOG, signalen, bijlage=True)


def found(antwoorden: Antwoorden) -> tuple[Finding, ...]:
    """What is said of the profile."""
    return find_long(profiel(antwoorden), antwoorden)


def test_an_example_profile_fits() -> None:
    """As it is handed out, and with a sentence here and there."""
    assert found(answers()) == ()
    assert found(answers(afspraken=SENTENCE, opmerkingen=SENTENCE * 2)) == ()


def test_the_longest_texts_are_named_by_their_place() -> None:
    """Three at most, the longest first, and never what was typed: messages end up in logs."""
    notes = {"a": 4, "d": 12, "e": 2}
    kerntaken = {code: Keuze(True, 1.0, SENTENCE * notes.get(code, 0)) for code in CATALOG.kerntaak}
    long = answers(doel=SENTENCE * 20, kerntaken=kerntaken, opmerkingen=SENTENCE * 8)
    (finding,) = found(long)
    shown = show(finding)
    assert (shown.code, shown.ernst, shown.bestand) == ("profiel_lang", "waarschuwing", "formulieren/1.xlsx")
    assert "Functie, Doel van de functie, Kerntaken d en Functie, Opmerkingen" in shown.oplossing
    assert "scholen" not in shown.tekst + shown.oplossing


def test_a_text_of_each_sheet_can_be_the_long_one() -> None:
    """Notes with kernopgaven and competencies stand in the profile too."""
    for blad, code, place in (("kernopgaven", "a", "Kernopgaven a"), ("competenties", "c", "Competenties c")):
        (finding,) = found(answers(**{blad: {code: Keuze(True, None, SENTENCE * 80)}}))
        assert finding.values["teksten"].startswith(place)


def test_where_hardly_anything_was_written_too_much_was_chosen() -> None:
    """There is no text to shorten then."""
    (finding,) = found(full())
    assert show(finding).code == "profiel_vol"


@pytest.mark.parametrize("veld", ["doel", "afspraken", "opmerkingen"])
def test_a_longer_text_takes_more_pages(veld: str) -> None:
    """Also one that is longer than a page, and one of many short lines."""
    taken = [core_pages(profiel(answers(**{veld: SENTENCE * times}))) for times in (1, 30, 100, 200)]
    assert taken == sorted(taken)
    assert taken[0] == 2 and taken[-1] >= 4
    assert core_pages(profiel(answers(**{veld: "ja\n" * 100}))) > 2


def test_what_is_not_typed_in_the_form_counts_too() -> None:
    """Points of attention, and what changed since a former period."""
    most = next(n for n in range(100) if core_pages(profiel(answers(opmerkingen="ja\n" * (n + 1)))) > 2)
    longest = answers(opmerkingen="ja\n" * most)
    assert core_pages(profiel(longest)) == 2
    assert core_pages(profiel(longest, SIGNAAL)) == 3
    changed = {"sinds": "oktober 2026", "regels": [SENTENCE * 3] * 4}
    assert core_pages({**profiel(longest), "gewijzigd": changed}) == 3
