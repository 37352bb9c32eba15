"""The catalog of coordinators holds what the Uitwerking says: taakgebieden, tasks, competencies, links and places.

The facts stand here as text tables, taken from the source apart from the catalog: a slip in one shows in the other.
Names of tasks and competencies are our own words, so only their form is held here.
"""

from __future__ import annotations

import re
from collections import Counter

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.catalog import Competentie, Kerntaak, Plaats
from tests.support.facts import line_numbers, rows

CATALOG = shipped_catalog("uitwerking.yaml")
SETTINGS = CATALOG.model_dump()  # woorden, stappen, antwoorden and schalen, as the file has them

# code | line of the heading | hoofdtaak | name
GROEPEN = """
1   | 45   |                                  | Ecologische en Mensgerichte Grondhouding
2.1 | 198  | Vrijwilligers begeleiden         | Bewustwording creëren
2.2 | 400  | Vrijwilligers begeleiden         | Overweging aanzetten
2.3 | 548  | Vrijwilligers begeleiden         | Matchen
2.4 | 779  | Vrijwilligers begeleiden         | Begeleiden
2.5 | 988  | Vrijwilligers begeleiden         | Behouden
2.6 | 1174 | Vrijwilligers begeleiden         | Volgende stap helpen zetten
3.1 | 1339 | Vrijwilligerswerk organiseren    | Strategie, beleid en ondernemerschap ontwikkelen
3.2 | 1587 | Vrijwilligerswerk organiseren    | Samenwerken
3.3 | 1755 | Vrijwilligerswerk organiseren    | Draagvlak creëren en deskundigheid vergroten
4.1 | 2004 | Vakontwikkeling en positionering | Een leven lang leren
4.2 | 2030 | Vakontwikkeling en positionering | Bijdragen aan vakontwikkeling
4.3 | 2174 | Vakontwikkeling en positionering | Positioneren en profileren
4.4 | 2431 | Vakontwikkeling en positionering | Ethisch en reflexief handelen
"""

# code of the group | number of links | competenties that it asks for, in the order of the source
LINKS = """
1   | 20 | EMG 1-20
2.1 | 10 | EMG 1 3-5 13 9 12 SA 1 CL 1 VO 1
2.2 | 23 | EMG 1 3-5 8-20 SA 1 CL 2-3 SW 1 VO 2 1
2.3 | 30 | EMG 1 5-6 8-10 12-20 SA 1-3 CL 2 4 1 5 3 SW 2-6 VO 2-3
2.4 | 33 | EMG 1-3 8-20 SA 1-2 4-5 3 CL 2 4 1 5 3 SW 3 2 4-6 VO 2-3
2.5 | 29 | EMG 1-2 6 8-9 11-20 SA 1-2 4-5 3 CL 2-3 SW 3 2 4-6 VO 2-3
2.6 | 27 | EMG 1-20 SA 1 SW 3 2 4-6 VO 2
3.1 | 25 | EMG 1-4 6-8 12-20 CL 2 6-7 4 1 5 3 VO 3-4
3.2 | 17 | EMG 1-3 7 SA 1 5 3 CL 6-7 3 SW 1 3 2 4-6 VO 4
3.3 | 18 | EMG 1-2 7 SA 1 3 CL 2 6-7 4 3 SW 1 3 2 4-6 VO 2 4
4.1 |  4 | VO 5-8
4.2 |  7 | VO 6 2 9 7 1 10 4
4.3 |  9 | EMG 1-2 7 CL 3 SW 1 5 VO 1 4 8
4.4 |  6 | CL 1 SW 6 VO 6 3 9 8
"""

# code of the group | U uitvoerend, T tactisch en strategisch | soort of each task: basis, aanvullend, onbepaald
# | first line of each task, and how many lines its place has beyond that
TAKEN = """
1   | U | bboaaa      | 55+4 61+4 67+6 75+6 83+4 89+4
1   | T | bbbboa      | 98+10 110+4 116+2 120+4 126+6 134+4
2.1 | U | boooa       | 250+4 256+2 260+4 266+8 276+4
2.1 | T | bbbboaaaaaa | 285+4 291+2 295+6 303+4 309+6 317+6 325+4 331+4 337+6 345+4 351+8
2.2 | U | bbbooaa     | 421+2 425+2 429+2 433+4 439+6 447+2 451+4
2.2 | T | oo          | 461+0 463+4
2.3 | U | bbbbbooaaa  | 607+6 615+6 623+4 629+4 635+0 637+0 639+8 649+4 655+8 665+4
2.3 | T | oo          | 675+4 681+2
2.4 | U | bbbooaaa    | 818+4 824+6 832+4 838+2 842+4 848+4 854+4 860+2
2.4 | T | ooo         | 868+4 874+4 880+8
2.5 | U | bbooaaa     | 1026+4 1032+2 1036+4 1042+4 1048+4 1054+4 1060+6
2.5 | T | oo          | 1072+6 1080+6
2.6 | U | boooa       | 1203+2 1207+2 1211+6 1219+4 1225+6
2.6 | T | oo          | 1237+8 1247+6
3.1 | U | bbbbooaaaaa | 1368+4 1374+6 1382+4 1388+2 1392+8 1402+6 1410+6 1418+6 1426+2 1430+2 1434+2
3.1 | T | booooooa    | 1466+4 1472+6 1480+8 1490+6 1498+10 1510+8 1520+4 1526+4
3.2 | U | bboooaa     | 1608+0 1610+6 1618+2 1622+4 1628+4 1634+6 1642+8
3.2 | T | ooo         | 1656+12 1670+4 1676+4
3.3 | U | bboooaa     | 1777+4 1783+4 1789+4 1795+2 1799+4 1805+12 1819+4
3.3 | T | ooo         | 1829+4 1835+4 1841+10
4.1 | U | bbbbooaaaa  | 1920+6 1928+2 1932+2 1936+2 1940+2 1944+6 1952+2 1956+2 1960+4 1966+4
4.1 | T | oooo        | 1976+6 1984+2 1988+4 1994+6
4.2 | U | bbbooaaaa   | 2048+2 2052+2 2056+6 2064+4 2070+2 2074+8 2084+4 2090+4 2096+4
4.2 | T | oooooo      | 2135+6 2143+2 2147+6 2155+6 2163+2 2167+6
4.3 | U | bbbbaaaaaa  | 2192+2 2196+4 2202+6 2210+2 2214+6 2222+4 2228+4 2234+4 2240+2 2244+2
4.3 | T | booooooa    | 2252+2 2256+2 2260+2 2264+4 2270+8 2279+4 2285+2 2289+2
4.4 | U | bbooooaao   | 2349+6 2357+6 2365+2 2369+4 2375+8 2385+6 2393+12 2407+8 2478+4
4.4 | T | ooo         | 2488+2 2492+4 2498+6
"""
NIVEAUS = {"U": "uitvoerend", "T": "tactisch_strategisch"}
SOORTEN = {"b": "basis", "a": "aanvullend", "o": "onbepaald"}

# area | group under which the competenties stand first | first line and further lines of each, in the order of codes
COMPETENTIES = """
EMG | 1   | 142+0 144+0 146+2 150+0 151+2 155+2 159+2 163+2 167+0 169+0 171+0 173+4
EMG | 1   | 179+0 181+0 183+0 185+2 189+0 191+0 193+0 195+0
SA  | 2.1 | 384+2
SA  | 2.3 | 736+0 738+2
SA  | 2.4 | 943+0 945+0
CL  | 2.1 | 390+2
CL  | 2.2 | 526+0 528+2
CL  | 2.3 | 746+0 752+2
CL  | 3.1 | 1559+2 1563+0
SW  | 2.2 | 534+2
SW  | 2.3 | 761+0 763+2 767+0 769+0 771+0
VO  | 2.1 | 396+2
VO  | 2.2 | 540+2
VO  | 2.3 | 777+0
VO  | 3.1 | 1583+2
VO  | 4.1 | 2016+2 2020+2 2024+2 2028+0
VO  | 4.2 | 2111+2 2123+2
"""
GEBIEDEN = """
EMG | 20 | Ecologische en mensgerichte grondhouding
SA  |  5 | Sociaal-agogische competenties
CL  |  7 | Competenties ten aanzien van coördinatie en leiderschap
SW  |  6 | Competenties ten aanzien van samenwerken
VO  | 10 | Vakontwikkeling, eigen ontwikkeling en positionering
"""

# tasks that stand word for word in two taakgebieden
PAREN = {("1-T2", "2.1-T1"), ("1-T5", "2.1-T5"), ("4.1-T1", "4.2-T3"), ("4.1-T4", "4.2-T1")}


def deel(groep: str) -> str:
    """How a place names the part of the source: only the grondhouding is no taakgebied."""
    return "onderdeel 1" if groep == "1" else f"taakgebied {groep}"


def places(groep: str, lines: str) -> list[Plaats]:
    """The places of "55+4 61+0" in a group: lines 55 to 59, and line 61."""
    pairs = [tuple(map(int, item.split("+"))) for item in lines.split()]
    return [Plaats(deel=deel(groep), regels=(first, first + more)) for first, more in pairs]


def linked(table: str) -> tuple[str, ...]:
    """The codes of "EMG 1 3-4 SA 2": EMG-01, EMG-03, EMG-04, SA-02."""
    areas = re.findall(r"([A-Z]+)([ \d-]+)", table)
    return tuple(f"{area}-{number:02}" for area, numbers in areas for number in line_numbers(numbers))


def all_names() -> list[str]:
    """The names of tasks and competenties: all that is our own wording on the two choice sheets."""
    entries: tuple[Kerntaak | Competentie, ...] = (*CATALOG.kerntaken, *CATALOG.competenties)
    return [entry.naam for entry in entries]


def test_the_catalog_says_where_it_comes_from() -> None:
    """The source names no publisher, and none is made up; title and year stand in every product."""
    titel = "Uitwerking Grondhouding, Taakgebieden en Competentiegebieden"
    assert (CATALOG.id, CATALOG.bron.titel, CATALOG.bron.jaar) == ("uitwerking", titel, 2024)
    assert CATALOG.bron.uitgever == "in de tekst niet genoemd"
    assert titel in CATALOG.bron.vermelding
    assert "2024" in CATALOG.bron.vermelding


def test_the_numbers_of_the_source_are_complete() -> None:
    """14 groups, 174 tasks by niveau and soort, 48 competenties, 258 links."""
    assert len(CATALOG.groepen) == 14
    cells = Counter((kerntaak.niveau, kerntaak.soort) for kerntaak in CATALOG.kerntaken)
    assert [cells["uitvoerend", soort] for soort in SOORTEN.values()] == [38, 41, 32]
    assert [cells["tactisch_strategisch", soort] for soort in SOORTEN.values()] == [10, 9, 44]
    assert len(CATALOG.kerntaken) == 174
    assert len(CATALOG.competenties) == 48
    assert sum(len(groep.competenties) for groep in CATALOG.groepen) == 258


@pytest.mark.parametrize(("code", "heading", "hoofdtaak", "naam"), rows(GROEPEN))
def test_a_group_is_as_in_the_source(code: str, heading: str, hoofdtaak: str, naam: str) -> None:
    """Name, hoofdtaak and the line of its heading; the grondhouding belongs to no hoofdtaak. Nobody chooses groups."""
    groep = CATALOG.groep[code]
    assert (groep.naam, groep.hoofdtaak or "", groep.te_kiezen) == (naam, hoofdtaak, False)
    assert groep.plaats
    assert (groep.plaats.deel, groep.plaats.regels[0]) == (deel(code), int(heading))
    assert groep.omschrijving


@pytest.mark.parametrize(("code", "number", "competenties"), rows(LINKS))
def test_a_group_asks_for_the_competenties_below_it(code: str, number: str, competenties: str) -> None:
    """The boxes under "Bijbehorende competenties", in their order."""
    assert CATALOG.groep[code].competenties == linked(competenties)
    assert len(CATALOG.groep[code].competenties) == int(number)


def test_only_the_grondhouding_holds_for_everybody() -> None:
    """Whatever somebody does, its competenties have a reason (lines 47-51)."""
    assert [groep.code for groep in CATALOG.groepen if groep.altijd] == ["1"]


@pytest.mark.parametrize(("groep", "niveau", "soorten", "lines"), rows(TAKEN))
def test_the_tasks_of_a_row_are_as_in_the_source(groep: str, niveau: str, soorten: str, lines: str) -> None:
    """One task per box, in its order, with niveau, soort and place; none counts unless somebody does it."""
    tasks = [k for k in CATALOG.kerntaken if (k.groep, k.niveau) == (groep, NIVEAUS[niveau])]
    assert [k.code for k in tasks] == [f"{groep}-{niveau}{n}" for n in range(1, len(soorten) + 1)]
    assert [k.soort for k in tasks] == [SOORTEN[letter] for letter in soorten]
    assert [k.plaats for k in tasks] == places(groep, lines)
    assert {k.bereik for k in tasks} == {"gevraagd"}


def test_competenties_stand_where_the_source_has_them_first() -> None:
    """Each code with the place of its first box."""
    expected = [(gebied, place) for gebied, groep, lines in rows(COMPETENTIES) for place in places(groep, lines)]
    assert [(c.gebied, c.plaats) for c in CATALOG.competenties] == expected


def test_the_areas_are_as_in_the_source() -> None:
    """Their names, and in each the codes without a gap."""
    assert [[g.code, g.naam] for g in CATALOG.gebieden] == [[code, naam] for code, _, naam in rows(GEBIEDEN)]
    codes = [f"{code}-{n:02}" for code, number, _ in rows(GEBIEDEN) for n in range(1, int(number) + 1)]
    assert list(CATALOG.competentie) == codes


def test_nothing_stands_in_the_catalog_beside_the_source() -> None:
    """The codes of groups and tasks in its order; no kernopgaven and no example profiles."""
    tasks = [f"{groep}-{niveau}{n}" for groep, niveau, s, _ in rows(TAKEN) for n in range(1, len(s) + 1)]
    assert list(CATALOG.groep) == [row[0] for row in rows(GROEPEN)]
    assert list(CATALOG.kerntaak) == tasks
    assert (CATALOG.kernopgaven, CATALOG.voorbeeldprofielen) == ((), ())


def test_only_the_own_vitality_is_sensitive() -> None:
    """A grade of VO-08 would say something about somebody's health."""
    assert [c.code for c in CATALOG.competenties if c.gevoelig] == ["VO-08"]


def test_names_are_short_single_lines() -> None:
    """At most 93 signs in a column of about 72 wide, a capital first, no full stop: they are items of a list."""
    wrong = [
        naam
        for naam in all_names()
        if len(naam) > 93 or naam != " ".join(naam.split()) or naam.endswith(".") or not naam[0].isupper()
    ]
    assert wrong == []


def test_a_name_says_which_task_or_competentie_it_is() -> None:
    """Only the four tasks that the source has in two taakgebieden share a name, so group and name find a row."""
    assert len({c.naam for c in CATALOG.competenties}) == len(CATALOG.competenties)
    codes: dict[str, list[str]] = {}
    for kerntaak in CATALOG.kerntaken:
        codes.setdefault(kerntaak.naam, []).append(kerntaak.code)
    assert {tuple(shared) for shared in codes.values() if len(shared) > 1} == PAREN


def test_the_texts_speak_of_nobody_as_he() -> None:
    """The source writes "zijn eigen werk" and "hij/zij"; our words hold for every coordinator."""
    texts = [*all_names(), *(groep.omschrijving for groep in CATALOG.groepen)]
    assert [text for text in texts if {"hij", "hem", "diens"} & set(re.findall(r"\w+", text.lower()))] == []


def test_the_form_asks_the_three_questions_of_the_source() -> None:
    """What applies now, what fits, which development (lines 8-16); which competenties, and how much (38-44)."""
    assert {
        sheet: list(keys)
        for sheet, keys in SETTINGS["antwoorden"].items()
        if sheet not in ("ontwikkeling", "kernopgaven")
    } == {
        "kerntaken": ["nu", "past", "ontwikkelen", "toelichting"],
        "competenties": ["nodig", "mate", "ontwikkelen", "toelichting"],
        "functie": ["ingevuld_door", "positie"],
    }
    assert SETTINGS["antwoorden"]["ontwikkeling"] is True
    sheets = [stap["blad"] for stap in SETTINGS["stappen"]]
    assert sheets == ["Functie", "Taken", "Taken", "Competenties", "Ontwikkeling", "Controle"]


def test_the_scales_have_their_steps_in_order() -> None:
    """Noodzakelijk ranks highest; of mate, 3 is enough and 4 can help others."""
    scales = SETTINGS["schalen"]
    assert [(step["code"], step["rang"]) for step in scales["nodig"]] == [("noodzakelijk", 2), ("gewenst", 1)]
    assert [step["code"] for step in scales["ontwikkelen"]] == ["nodig", "mogelijk", "nee"]
    assert [step["code"] for step in scales["mate"]] == ["1", "2", "3", "4"]
    assert [step["code"] for step in scales["mate"] if step.get("voldoende")] == ["3"]
    assert [step["code"] for step in scales["mate"] if step.get("begeleidt")] == ["4"]
