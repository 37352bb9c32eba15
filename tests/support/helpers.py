"""Small records made from readable text, and a second catalog; shared by the tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze, Oordeel
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import Werkmap

# other groups, a niveau per task, no kernopgaven, no examples, one always-present task: nothing that code may know
SMALL_CATALOG = """\
id: klein
versie: "1"
bron: {titel: Klein profiel, uitgever: Testuitgever, jaar: 2020, vermelding: "© Testuitgever, Klein profiel, 2020"}
soorten: [{code: basis, naam: Basistaak}, {code: extra, naam: Aanvullende taak}]
niveaus: [{code: uit, naam: Uitvoerend}, {code: tac, naam: Tactisch}]
gebieden: [{code: houding, naam: Grondhouding}]
groepen: [{code: T1, naam: Werven, competenties: [K1]}, {code: T2, naam: Begeleiden}]
kerntaken:
  - {code: w1, naam: Oproepen schrijven, groep: T1, soort: basis, niveau: uit}
  - {code: w2, naam: Wervingsplan opstellen, groep: T1, soort: extra, niveau: tac}
  - {code: b1, naam: Gesprekken voeren, groep: T2, soort: basis, niveau: uit, altijd: true, bereik: altijd}
competenties: [{code: K1, naam: Luistert goed, gebied: houding}, {code: K2, naam: Toont lef, gebied: houding}]
"""


def uren(tekst: str) -> float | None:
    """Hours per week: "4.5" is 4.5, "?" is unknown (None)."""
    return None if tekst == "?" else float(tekst)


def per_code(tabel: str) -> dict[str, str]:
    """A text table "a 4 | b ?" as code -> what stands behind it."""
    cells = (cell.split(maxsplit=1) for cell in tabel.split("|") if cell.strip())
    return {code: rest.strip() for code, rest in cells}


def keuzes(tabel: str) -> dict[str, Keuze]:
    """Kerntaken with their hours: "a 4 | b ? | c nee | d nee 2"; "?" is unknown hours, "nee" is not chosen."""
    return {
        code: Keuze(gekozen=not rest.startswith("nee"), uren=uren(rest.removeprefix("nee").strip() or "?"))
        for code, rest in per_code(tabel).items()
    }


def medewerker(nummer: str = "1001", contract: float | None = 36.0) -> Medewerker:
    """A team member with an invented name; contract in hours per week, None when unknown."""
    return Medewerker(nummer, f"Medewerker {nummer}", "medewerker", contract, "Lou Verzonnen")


def formulier(tabel: str, wie: Medewerker | None = None) -> Antwoorden:
    """An accepted form with the kerntaken of a text table (see keuzes), nothing else filled in."""
    wie = wie or medewerker()
    return Antwoorden(f"formulieren/{wie.personeelsnummer}.xlsx", "0" * 64, wie, kerntaken=keuzes(tabel))


def oordeel(antwoorden: Antwoorden) -> Oordeel:
    """The accepted form as it stands among the judged forms, without findings."""
    werkmap = Werkmap(antwoorden.bestand, antwoorden.sha256, {}, {}, {})
    return Oordeel(werkmap, "goedgekeurd", antwoorden.personeelsnummer, (), antwoorden)


def steunpunt(uitgevoerd: str = "BF1", behoefte: str = "", afspraken: tuple[Afspraak, ...] = ()) -> Steunpunt:
    """A steunpunt without a team; uitgevoerd: codes with spaces between; behoefte: "a 4 | b 2" (hours per week)."""
    needed: Mapping[str, float] = {code: float(rest) for code, rest in per_code(behoefte).items()}
    naam = "Steunpunt Zonnedael"
    codes = frozenset(uitgevoerd.split())
    return Steunpunt("zonnedael", naam, "Voorbeeldstad", "", codes, behoefte=needed, afspraken=afspraken)


def beoordeeld(*mensen: str, van: Steunpunt | None = None) -> Beoordeeld:
    """A judged steunpunt, one text per team member: "1001 36: a 4 | b ?" has an accepted form, "1002 ?" has none.

    The second word is the contract in hours per week ("?": unknown).
    """
    team, oordelen = [], []
    for mens in mensen:
        wie, heeft_formulier, tabel = mens.partition(":")
        nummer, contract = wie.split()
        team.append(medewerker(nummer, uren(contract)))
        if heeft_formulier:
            oordelen.append(oordeel(formulier(tabel, team[-1])))
    handed_in = {oordeel.personeelsnummer for oordeel in oordelen}
    missing = tuple(m.personeelsnummer for m in team if m.personeelsnummer not in handed_in)
    return Beoordeeld(replace(van or steunpunt(), team=tuple(team)), tuple(oordelen), ontbrekend=missing)
