"""The catalog of opbouwwerkers holds what the profile SCW says (bijlage 1 of source 003): names, counts, order, places.

The facts stand here as text tables, taken from the source apart from the catalog: a slip in one shows in the other.
"""

from __future__ import annotations

from collections import Counter

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from tests.support.facts import line_numbers, lines_of, rows

CATALOG = shipped_catalog("scw.yaml")

# code | soort | thema | place | lines of the steps | lines of the results | name
COMPETENTIES = """
4A | generiek  | 1 | 372-391 | 378-385             | 389-391 | Maakt zich bekend
4B | generiek  | 2 | 399-412 | 405-408             | 412     | Verheldert de vraag
4C | generiek  | 3 | 418-436 | 424-431             | 435-436 | Informeert en communiceert
4D | generiek  | 3 | 440-452 | 446-448             | 452     | Werkt kostenbewust
4E | generiek  | 3 | 454-469 | 460-464             | 468-469 | Maakt opdrachten waar
4F | generiek  | 4 | 475-492 | 481-486             | 490-492 | Onderneemt en benut kansen
4G | generiek  | 5 | 500-515 | 506-510             | 514-515 | Legt verantwoording af
4H | generiek  | 6 | 521-536 | 527-531             | 535-536 | Draagt bij aan beleid
4I | generiek  | 6 | 538-553 | 544-548             | 552-553 | Zorgt voor kwaliteit
4J | generiek  | 6 | 555-572 | 561-567             | 571-572 | Bewaakt eigen arbeidsomstandigheden
4K | generiek  | 6 | 574-590 | 580-584             | 588-590 | Ontwikkelt het eigen vak
4L | specifiek |   | 609-625 | 615-620             | 624-625 | Geeft inzicht in sociale vraagstukken
4M | specifiek |   | 627-641 | 633-636             | 640-641 | Schept ruimte
4N | specifiek |   | 643-660 | 649-655             | 659-660 | Is van veel markten thuis
4O | specifiek |   | 662-684 | 668 670 672 674-678 | 682 684 | Animeren, cultuur en vrije tijd
4P | specifiek |   | 686-701 | 692-695             | 699-701 | Zet aan tot participatie
4Q | specifiek |   | 703-719 | 709-714             | 718-719 | Stimuleert actief burgerschap
4R | specifiek |   | 721-739 | 727-733             | 737-739 | Vergroot zelforganiserend vermogen
4S | specifiek |   | 741-757 | 747-752             | 756-757 | Versterkt het professionele netwerk
4T | specifiek |   | 761-778 | 767-771             | 775-778 | Creëert respectvolle omgeving
"""

# code | number of processtappen | number of resultaten, counted apart
AANTALLEN = """
4A 8 3 | 4B 4 1 | 4C 8 2 | 4D 3 1 | 4E 5 2 | 4F 6 3 | 4G 5 2 | 4H 5 2 | 4I 5 2 | 4J 7 2
4K 5 3 | 4L 6 2 | 4M 4 2 | 4N 7 2 | 4O 8 2 | 4P 4 3 | 4Q 6 2 | 4R 7 3 | 4S 6 2 | 4T 5 4
"""

# code | name (003:359-364)
THEMAS = """
1 | Contactueel en communicatief
2 | Vraag- en oplossingsgericht
3 | Doel- en resultaatgericht
4 | Ondernemend en innovatief
5 | Inzichtelijk en verantwoord
6 | Professioneel en kwaliteitsgericht
"""

# code | name | names that Delphi gives it (003:226)
NIVEAUS = """
SCW1 | SCW 1 | aankomend opbouwwerker
SCW2 | SCW 2 | junior opbouwwerker
SCW3 | SCW 3 | opbouwwerker
SCW4 | SCW 4 | senior opbouwwerker 1, senior opbouwwerker 2
"""


def test_the_catalog_says_where_it_comes_from() -> None:
    """The report and the profile in it must both be named in every product."""
    bron = CATALOG.bron
    assert (CATALOG.id, bron.uitgever, bron.jaar) == ("scw", "Verwey-Jonker Instituut", 2008)
    assert bron.titel.startswith("Professionalisering Opbouwwerk Rotterdam")
    assert "Professionalisering Opbouwwerk Rotterdam, 2008" in bron.vermelding
    assert "Profiel SCW, NIZW, 2006" in bron.vermelding


def test_the_numbers_of_the_source_are_complete() -> None:
    """20 competenties (11 generiek, 9 specifiek) with 114 processtappen and 45 resultaten; no kerntaken, no groups."""
    assert len(CATALOG.competenties) == 20
    assert Counter(c.soort for c in CATALOG.competenties) == {"generiek": 11, "specifiek": 9}
    assert sum(len(c.processtappen) for c in CATALOG.competenties) == 114
    assert sum(len(c.resultaten) for c in CATALOG.competenties) == 45
    assert (CATALOG.kerntaken, CATALOG.kernopgaven, CATALOG.groepen, CATALOG.soorten) == ((), (), (), ())


def test_every_competentie_has_as_many_steps_and_results_as_the_source() -> None:
    """The numbers per competentie, counted apart from the line numbers."""
    counted = [cell.split() for row in rows(AANTALLEN) for cell in row]
    held = [[c.code, str(len(c.processtappen)), str(len(c.resultaten))] for c in CATALOG.competenties]
    assert held == counted


@pytest.mark.parametrize(("code", "soort", "thema", "place", "step_lines", "result_lines", "naam"), rows(COMPETENTIES))
def test_a_competentie_is_as_in_bijlage_1(
    code: str, soort: str, thema: str, place: str, step_lines: str, result_lines: str, naam: str
) -> None:
    """Name, kind, theme, place, and one sentence per processtap and resultaat of the source, in its order."""
    competentie = CATALOG.competentie[code]
    assert (competentie.naam, competentie.soort, competentie.gebied or "") == (naam, soort, thema)
    assert competentie.plaats
    assert competentie.plaats.deel == "bijlage 1"
    assert "{}-{}".format(*competentie.plaats.regels) == place
    assert lines_of(competentie.processtappen) == line_numbers(step_lines)
    assert lines_of(competentie.resultaten) == line_numbers(result_lines)


def test_nothing_stands_in_the_catalog_beside_the_source() -> None:
    """The codes in the order of the source; 4O is a letter, though its heading has the digit 0 (003:662)."""
    assert list(CATALOG.competentie) == [row[0] for row in rows(COMPETENTIES)]
    assert "".join(code[1] for code in CATALOG.competentie) == "ABCDEFGHIJKLMNOPQRST"


def test_the_six_themes_hold_the_generic_competenties() -> None:
    """Names of bijlage 1; 1, 1, 3, 1, 1 and 4 competenties; the specific ones have no theme."""
    assert [[gebied.code, gebied.naam] for gebied in CATALOG.gebieden] == rows(THEMAS)
    of_theme = Counter(c.gebied for c in CATALOG.competenties if c.soort == "generiek")
    assert [of_theme[gebied.code] for gebied in CATALOG.gebieden] == [1, 1, 3, 1, 1, 4]
    assert {c.gebied for c in CATALOG.competenties if c.soort == "specifiek"} == {None}


def test_the_levels_have_the_names_of_delphi_and_no_content() -> None:
    """003:226 relates names of functions to SCW 1 to 4; nothing is derived from a level."""
    held = [[niveau.code, niveau.naam, ", ".join(niveau.ook_genoemd)] for niveau in CATALOG.functieniveaus]
    assert held == rows(NIVEAUS)


def test_other_names_of_paragraaf_4_2_are_recorded() -> None:
    """4M and 4O bear another name there; a reader who knows that one must find it."""
    recorded = {c.code: c.ook_genoemd for c in CATALOG.competenties if c.ook_genoemd}
    assert recorded == {
        "4M": ("Schept figuurlijk ruimte",),
        "4O": ("Animeert en verzorgt (culturele) activiteiten",),
    }


def test_only_4j_is_sensitive() -> None:
    """Its process names health (003:562), so no grade is asked there."""
    assert [c.code for c in CATALOG.competenties if c.gevoelig] == ["4J"]


def test_every_sentence_is_one_line_of_text_and_stands_once_in_its_entry() -> None:
    """A copied or broken line would show here; no full stop, for they are items of a list."""
    sentences = [(c.code, zin.tekst) for c in CATALOG.competenties for zin in c.processtappen + c.resultaten]
    assert [item for item, count in Counter(sentences).items() if count > 1] == []
    assert [text for _, text in sentences if not text or "\n" in text or text.endswith(".")] == []
    assert all(c.definitie for c in CATALOG.competenties)


def test_the_texts_speak_of_nobody_as_he() -> None:
    """The source writes "hij" and "hem"; our words hold for every opbouwwerker."""
    texts = [c.definitie for c in CATALOG.competenties]
    texts += [zin.tekst for c in CATALOG.competenties for zin in c.processtappen + c.resultaten]
    assert [text for text in texts if {"hij", "hem"} & set(text.lower().replace(",", " ").split())] == []
