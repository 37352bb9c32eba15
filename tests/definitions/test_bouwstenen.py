"""The shipped catalog holds what MOVISIE 2009 says: names, counts, links, examples and both readings.

The facts stand here as text tables, taken from the source apart from the catalog: a slip in one shows in the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.catalog import Catalog, Lezing, Zin
from tests.support.facts import line_numbers, lines_of, rows

CATALOG = shipped_catalog()

# code | group in bijlage 2 | soort | number of activiteiten | their lines in the source | name
KERNTAKEN = """
a | BF1 | client      |  6 | 260-265         | Vraag in kaart brengen
b | BF1 | client      |  4 | 275-278         | Plan van aanpak maken
c | BF1 | client      |  4 | 286-289         | Signaleren van knelpunten
d | BF1 | client      | 11 | 299 301-310     | Initiëren en uitvoeren van projecten en evenementen
e | BF2 | client      |  6 | 320-324 326     | Matchen van individuen
f | BF2 | client      |  4 | 334-337         | Zorg dragen voor (digitale) vacaturebank
g | BF2 | client      |  4 | 347-349 351     | Bemiddelen specifieke doelgroepen
h | BF2 | client      | 13 | 365-373 375-378 | Netwerken ontwikkelen en onderhouden
i | BF2 | client      | 10 | 388-397         | Bij elkaar brengen van partijen
j | BF3 | client      | 13 | 409-419 421-422 | Informeren en adviseren
k | BF3 | client      |  7 | 430-436         | Begeleiden en ondersteunen
l | BF3 | client      |  4 | 444-447         | Praktische ondersteuning bieden
m | BF4 | client      |  8 | 457-458 460-465 | Pr en voorlichting geven
n | BF4 | client      |  1 | 477             | Trainingen en cursussen ontwikkelen en aanbieden
o | BF5 | client      |  8 | 485 487-493     | Evalueren en reflecteren
p | BF5 | client      |  4 | 501-504         | Kennis delen
q | ORG | organisatie |  7 | 516-522         | Kwaliteit en continuïteit van dienstverlening waarborgen
r | ORG | organisatie | 12 | 530-532 534-542 | Begeleiden en aansturen van vrijwilligers en beroepskrachten
s | ORG | organisatie |  4 | 550-553         | Zorg dragen voor ontwikkeling van medewerkers
t | ORG | organisatie | 13 | 561-573         | Bijdrage leveren aan visieontwikkeling en beleid
u | PRO | professie   | 10 | 585-594         | Eigen deskundigheid bevorderen
v | PRO | professie   |  2 | 602-603         | Bijdrage leveren aan ontwikkeling vakgebied
"""

# code | competenties in hoofdstuk 5 and bijlage 2 alike | name
KERNOPGAVEN = """
a | e i | Kwaliteit en kwantiteit van de bemiddeling
b | b e | Realiseren van een geslaagde match
c | e   | Tegemoet komen aan de wensen en verwachtingen van de betrokkenen
d | a i | Tijd en ruimte creëren voor innovatie
e | j   | Omgaan met wisselend beleid van gemeenten
f | o   | Grenzen van vrijwilligers bewaken
g | g k | Keuzes maken in werkzaamheden
h | p   | Respect tonen voor normen, waarden en grenzen
i | d   | Omgaan met conflicterende belangen
j | c n | Omgaan met grote wisselingen in personeel
"""

# code | soort in bijlage 4 | processtappen | resultaten | lines of the steps | lines of the results | name
COMPETENTIES = """
a | specifiek |  7 | 2 | 713-719         | 723-724   | Omgevingsbewust zijn
b | generiek  | 10 | 2 | 732-741         | 745-746   | Ondernemend werken en kansen benutten
c | specifiek |  8 | 1 | 754-757 759-762 | 766       | Netwerken opbouwen en onderhouden
d | generiek  | 15 | 3 | 774-788         | 792-794   | Samenwerken en mensen met elkaar in contact brengen
e | generiek  |  8 | 2 | 802-809         | 813-814   | Vraaggericht werken
f | generiek  |  7 | 2 | 822-827 829     | 833-834   | Presenteren en profileren
g | specifiek | 17 | 2 | 842-858         | 862-863   | Plannen en organiseren
h | generiek  | 12 | 2 | 871-882         | 886-887   | Leervermogen en vastleggen van opgedane kennis en ervaring
i | generiek  |  7 | 3 | 895-899 901-902 | 906-908   | Verantwoordelijkheid nemen en prioriteiten stellen
j | generiek  |  5 | 2 | 916-920         | 924-925   | Bijdragen aan visieontwikkeling en beleid
k | generiek  |  7 | 1 | 933-937 939-940 | 944       | Verantwoording afleggen
l | specifiek | 10 | 1 | 952-961         | 965       | Informatie en advies op maat geven
m | generiek  |  7 | 2 | 973-979         | 983-984   | Expertise met overtuiging inbrengen
n | specifiek |  8 | 1 | 992-999         | 1003      | Stimulerend en inspirerend werken
o | specifiek |  3 | 2 | 1013-1015       | 1019-1020 | Opkomen voor de positie van vrijwilligers
p | specifiek |  9 | 2 | 1028-1036       | 1040-1041 | Zich inzetten voor een goede werksfeer
"""

# code | competenties in bijlage 2 | name
GROEPEN = """
BF1 | a b         | Vertalen maatschappelijke ontwikkelingen
BF2 | c d b e f l | Verbinden en makelen
BF3 | e c d b f   | Versterken
BF4 | f g c b     | Verbreiden
BF5 | h c b g     | Verankeren
ORG | i p n j k   | Organisatie
PRO | m o         | Professie
"""

# name | kerntaken | competenties (paragraaf 7.1, in its order)
VOORBEELDEN = """
makelaar maatschappelijke stage         | a b h i c d j k m o p q u v   | a b c d f g e i k h l m n
bemiddelaar                             | a e c f g j l o p q u v       | e f b d i k h l m n
coördinator steunpunt vrijwilligerswerk | a h i d c m n o p q r s t u v | e f b c d i k j h a l m n o g p
"""

# kind | code | other spelling of the name in the source
ANDERE_NAMEN = """
kerntaken    | d | Organiseren en uitvoeren van projecten en evenementen
kerntaken    | f | Zorg dragen voor digitale vacaturebank
kerntaken    | h | Netwerken ontwikkelen onderhouden
kerntaken    | l | (Praktische) ondersteuning bieden
kerntaken    | s | Zorg dragen voor ontwikkeling medewerkers
kerntaken    | v | Bijdrage leveren aan ontwikkeling van het vakgebied
kerntaken    | v | Bijdragen leveren aan ontwikkeling vakgebied
kernopgaven  | b | Het waar maken van een geslaagde match
kernopgaven  | c | Tegemoet komen aan de wensen en verwachtingen
kernopgaven  | e | Omgaan met wisselend beleid van de gemeente
competenties | c | Netwerk opbouwen en onderhouden
competenties | g | Professioneel in het plannen en organiseren
competenties | h | Leervermogen en opgedane kennis en ervaring vastleggen
competenties | i | Verantwoordelijk nemen en prioriteiten stellen
competenties | i | Verantwoordelijkheid nemen prioriteiten stellen
competenties | j | Bijdrage leveren aan visieontwikkeling
competenties | m | Expertise met overtuiging inzetten
"""


def all_sentences(catalog: Catalog) -> Iterator[tuple[str, Zin]]:
    """Every activiteit, processtap and resultaat with the kind and code of its entry."""
    for kerntaak in catalog.kerntaken:
        yield from ((f"kerntaak {kerntaak.code}", zin) for zin in kerntaak.activiteiten)
    for competentie in catalog.competenties:
        zinnen = competentie.processtappen + competentie.resultaten
        yield from ((f"competentie {competentie.code}", zin) for zin in zinnen)


def test_the_catalog_says_where_it_comes_from() -> None:
    """The source must be named in every product: © MOVISIE, title, year (design.md 3.1)."""
    titel = "Bouwstenen voor profielen van medewerkers steunpunt vrijwilligerswerk"
    assert (CATALOG.id, CATALOG.bron.titel, CATALOG.bron.uitgever, CATALOG.bron.jaar) == (
        *("bouwstenen", titel),
        *("MOVISIE", 2009),
    )
    assert CATALOG.bron.vermelding == f"© MOVISIE, {titel}, 2009"


def test_the_numbers_of_the_source_are_complete() -> None:
    """5 basisfuncties, 22 kerntaken, 10 kernopgaven, 16 competenties and their 155, 140 and 30 sentences."""
    assert len(CATALOG.te_kiezen) == 5
    assert len(CATALOG.kerntaken) == 22
    assert len(CATALOG.kernopgaven) == 10
    assert len(CATALOG.competenties) == 16
    assert sum(len(kerntaak.activiteiten) for kerntaak in CATALOG.kerntaken) == 155
    assert sum(len(competentie.processtappen) for competentie in CATALOG.competenties) == 140
    assert sum(len(competentie.resultaten) for competentie in CATALOG.competenties) == 30
    assert Counter(kerntaak.soort for kerntaak in CATALOG.kerntaken) == {"client": 16, "organisatie": 4, "professie": 2}
    assert Counter(c.soort for c in CATALOG.competenties) == {"generiek": 9, "specifiek": 7}


@pytest.mark.parametrize(("code", "groep", "soort", "number", "ranges", "naam"), rows(KERNTAKEN))
def test_a_kerntaak_is_as_in_hoofdstuk_4_and_bijlage_2(
    code: str, groep: str, soort: str, number: str, ranges: str, naam: str
) -> None:
    """Name, group, kind, and one sentence per activiteit of the source, in its order."""
    kerntaak = CATALOG.kerntaak[code]
    assert (kerntaak.naam, kerntaak.groep, kerntaak.soort) == (naam, groep, soort)
    assert len(kerntaak.activiteiten) == int(number)
    assert lines_of(kerntaak.activiteiten) == line_numbers(ranges)


@pytest.mark.parametrize(("code", "competenties", "naam"), rows(KERNOPGAVEN))
def test_a_kernopgave_is_as_in_hoofdstuk_5(code: str, competenties: str, naam: str) -> None:
    """Name and links; hoofdstuk 5 and bijlage 2 agree on them."""
    assert CATALOG.kernopgave[code].naam == naam
    assert CATALOG.kernopgave[code].competenties == tuple(competenties.split())


@pytest.mark.parametrize(
    ("code", "soort", "steps", "results", "step_lines", "result_lines", "naam"), rows(COMPETENTIES)
)
def test_a_competentie_is_as_in_hoofdstuk_6_and_bijlage_4(
    code: str, soort: str, steps: str, results: str, step_lines: str, result_lines: str, naam: str
) -> None:
    """Name, generiek or specifiek, and one sentence per processtap and resultaat of the source, in its order."""
    competentie = CATALOG.competentie[code]
    assert (competentie.naam, competentie.soort) == (naam, soort)
    assert (len(competentie.processtappen), len(competentie.resultaten)) == (int(steps), int(results))
    assert lines_of(competentie.processtappen) == line_numbers(step_lines)
    assert lines_of(competentie.resultaten) == line_numbers(result_lines)


@pytest.mark.parametrize(("code", "competenties", "naam"), rows(GROEPEN))
def test_a_group_has_the_competenties_of_bijlage_2(code: str, competenties: str, naam: str) -> None:
    """Links exist per group and never per kerntaak; bijlage 2 is canonical (design.md 3.2, 3.3)."""
    assert CATALOG.groep[code].naam == naam
    assert CATALOG.groep[code].competenties == tuple(competenties.split())


@pytest.mark.parametrize(("naam", "kerntaken", "competenties"), rows(VOORBEELDEN))
def test_an_example_profile_is_as_in_paragraaf_7_1(naam: str, kerntaken: str, competenties: str) -> None:
    """The same kerntaken and competenties, in the order of the source, and a purpose."""
    voorbeeld = CATALOG.voorbeeldprofiel[naam]
    assert voorbeeld.kerntaken == tuple(kerntaken.split())
    assert voorbeeld.competenties == tuple(competenties.split())
    assert voorbeeld.doel


def test_nothing_stands_in_the_catalog_beside_the_source() -> None:
    """The codes of every kind, in the order of the source."""
    assert list(CATALOG.kerntaak) == [row[0] for row in rows(KERNTAKEN)]
    assert list(CATALOG.kernopgave) == [row[0] for row in rows(KERNOPGAVEN)]
    assert list(CATALOG.competentie) == [row[0] for row in rows(COMPETENTIES)]
    assert list(CATALOG.groep) == [row[0] for row in rows(GROEPEN)]
    assert list(CATALOG.voorbeeldprofiel) == [row[0] for row in rows(VOORBEELDEN)]


def test_only_the_five_basisfuncties_can_be_chosen() -> None:
    """Organisatie and professie hold kerntaken too, but no steunpunt decides about them (Stap 2)."""
    assert [groep.code for groep in CATALOG.te_kiezen] == ["BF1", "BF2", "BF3", "BF4", "BF5"]
    without = [kerntaak.code for kerntaak in CATALOG.kerntaken if CATALOG.basisfunctie(kerntaak) is None]
    assert without == ["q", "r", "s", "t", "u", "v"]


def test_q_u_and_v_are_part_of_every_profile() -> None:
    """Stap 1: they are filled in beforehand."""
    assert CATALOG.altijd == {"q", "u", "v"}


def test_the_scope_of_organisation_and_profession_tasks_is_recorded() -> None:
    """Q counts always, r to t when asked for, u and v per person, the others with their group (design.md 3.4)."""
    bereik = {kerntaak.code: kerntaak.bereik for kerntaak in CATALOG.kerntaken}
    assert {code for code, value in bereik.items() if value == "altijd"} == {"q"}
    assert {code for code, value in bereik.items() if value == "gevraagd"} == {"r", "s", "t"}
    assert {code for code, value in bereik.items() if value == "persoonlijk"} == {"u", "v"}
    assert {code for code, value in bereik.items() if value == "groep"} == set("abcdefghijklmnop")


def test_the_other_reading_of_kerntaken_d_and_i_is_recorded() -> None:
    """The table of hoofdstuk 4 puts d and i one basisfunctie further than bijlage 2 (design.md 3.2)."""
    readings = {
        kerntaak.code: [(lezing.groep, lezing.plaats.deel, lezing.plaats.regels) for lezing in kerntaak.lezingen]
        for kerntaak in CATALOG.kerntaken
        if kerntaak.lezingen
    }
    assert readings == {"d": [("BF2", "hoofdstuk 4", (228, 228))], "i": [("BF3", "hoofdstuk 4", (233, 233))]}


def test_the_other_reading_of_competentie_l_is_recorded() -> None:
    """Hoofdstuk 2 and hoofdstuk 6 do not give l to Verbinden en makelen; bijlage 2 does (design.md 3.2)."""
    with_readings = {groep.code: groep.lezingen for groep in CATALOG.groepen if groep.lezingen}
    assert list(with_readings) == ["BF2"]

    def short(lezing: Lezing) -> tuple[str, tuple[str, ...] | None]:
        return lezing.plaats.deel, lezing.competenties

    without_l = ("c", "d", "b", "e", "f")
    assert list(map(short, with_readings["BF2"])) == [("hoofdstuk 2", without_l), ("hoofdstuk 6", without_l)]


def test_other_spellings_of_names_are_recorded() -> None:
    """The source writes some names in more ways than one; a reader who knows the other one must find it."""
    kinds = {
        "kerntaken": CATALOG.kerntaken,
        "kernopgaven": CATALOG.kernopgaven,
        "competenties": CATALOG.competenties,
    }
    recorded = [
        [kind, entry.code, name] for kind, entries in kinds.items() for entry in entries for name in entry.ook_genoemd
    ]
    assert sorted(recorded) == sorted(rows(ANDERE_NAMEN))


def test_every_entry_says_where_it_stands_and_what_it_is() -> None:
    """Place in the source and a description in our own words, without a gap."""
    assert all(groep.plaats and groep.omschrijving for groep in CATALOG.groepen)
    assert all(kerntaak.plaats and kerntaak.omschrijving for kerntaak in CATALOG.kerntaken)
    assert all(kernopgave.plaats and kernopgave.beschrijving for kernopgave in CATALOG.kernopgaven)
    assert all(competentie.plaats and competentie.definitie for competentie in CATALOG.competenties)
    assert all(voorbeeld.plaats for voorbeeld in CATALOG.voorbeeldprofielen)


def test_places_in_the_source_follow_each_other() -> None:
    """Entries do not overlap, so that a place belongs to one entry."""
    for entries in (CATALOG.kerntaken, CATALOG.kernopgaven, CATALOG.competenties):
        bounds = [line for entry in entries if entry.plaats for line in entry.plaats.regels]
        assert bounds == sorted(bounds)
        assert len(set(bounds)) == len(bounds)


def test_every_sentence_lies_within_the_place_of_its_entry() -> None:
    """A sentence under the wrong entry would show here."""
    bounds = {
        f"{kind} {entry.code}": entry.plaats.regels
        for kind, entries in (("kerntaak", CATALOG.kerntaken), ("competentie", CATALOG.competenties))
        for entry in entries
        if entry.plaats
    }
    outside = [
        (entry, zin.regel)
        for entry, zin in all_sentences(CATALOG)
        if zin.regel is None or not bounds[entry][0] <= zin.regel <= bounds[entry][1]
    ]
    assert outside == []


def test_every_sentence_is_one_line_of_text_and_stands_once_in_its_entry() -> None:
    """A copied or broken line would show here; no full stop, for they are items of a list."""
    sentences = [(entry, zin.tekst) for entry, zin in all_sentences(CATALOG)]
    assert [item for item, count in Counter(sentences).items() if count > 1] == []
    assert [text for _, text in sentences if not text or "\n" in text or text.endswith(".")] == []


def test_the_largest_example_has_the_number_of_tasks_that_o2_starts_from() -> None:
    """12 kerntaken beside those that everybody has (paragraaf 7.1; rules.toml o2)."""
    sizes = [len(set(voorbeeld.kerntaken) - CATALOG.altijd) for voorbeeld in CATALOG.voorbeeldprofielen]
    assert max(sizes) == 12


def test_links_applied_mechanically_would_ask_for_everything() -> None:
    """Why competenties are reasoned and not dictated: each example touches all 16, while they hold 13, 10 and 16."""
    for voorbeeld in CATALOG.voorbeeldprofielen:
        groepen = {CATALOG.kerntaak[code].groep for code in voorbeeld.kerntaken}
        assert {code for groep in groepen for code in CATALOG.groep[groep].competenties} == set(CATALOG.competentie)
    assert [len(voorbeeld.competenties) for voorbeeld in CATALOG.voorbeeldprofielen] == [13, 10, 16]
