"""Own example profiles: any accepted form in instellingen/voorbeelden/ is one, by its Functienaam (design.md 2.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.base.names import normal
from pipeline.checking.judge import Teamformulieren, judge_forms
from pipeline.checking.teambestand import Team
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.layout import Layout
from pipeline.definitions.messages import has_fout, show
from pipeline.definitions.rules import Rules
from pipeline.intake.values import parse_nummer, parse_tekst
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, Catalog, Voorbeeldprofiel
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Antwoorden, Keuze, Oordeel
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Werkmap

OF_THE_FUNCTION = ("past", "nodig")  # columns that say something of the function, and nothing of the person in it
TOLD = 3  # cells with an error that a message names


@dataclass(frozen=True, slots=True)
class Voorbeeld:
    """A file that is an example: of which catalog, what it gives, and whose form it was."""

    bestand: str
    catalogus: str
    profiel: Voorbeeldprofiel
    personeelsnummer: str

    @property
    def key(self) -> tuple[str, str]:
        """What no two of a folder may share."""
        return self.catalogus, normal(self.profiel.naam)


def judge_examples(
    werkmappen: Sequence[Werkmap], catalogi: Catalogi, rules: Rules
) -> tuple[list[Voorbeeld], list[Finding]]:
    """The examples among the files of one folder, and why others are none."""
    judged = [_judge(werkmap, catalogi, rules) for werkmap in werkmappen]
    found = [one for one in judged if isinstance(one, Voorbeeld)]
    counts = Counter(one.key for one in found)
    findings = [one for one in judged if isinstance(one, Finding)]
    double = [one for one in found if counts[one.key] > 1]
    findings += [_none("voorbeeld_dubbel", one.bestand, one.personeelsnummer) for one in double]
    return [one for one in found if one not in double], findings


def _none(code: str, bestand: str, nummer: str, **values: str) -> Finding:
    """Why a file is no example; its name may hold that of a person, so messages go by the number."""
    return Finding(code, Address(bestand), values, personeelsnummer=nummer)


def _judge(werkmap: Werkmap, catalogi: Catalogi, rules: Rules) -> Voorbeeld | Finding:
    bestand = werkmap.bestand
    if not werkmap.leesbaar:
        return _none("voorbeeld_onleesbaar", bestand, "", oorzaak=show(werkmap.findings[0]).tekst)
    nummer = _nummer(werkmap)
    standaard, known = catalogi.standaard, catalogi.usable()
    catalog = known.get(werkmap.stempel.get("catalogus", standaard.id))
    if catalog is None:
        return _none("voorbeeld_catalogus", bestand, nummer, bekend=", ".join(known))
    team = Team(_alone(werkmap, {} if catalog is standaard else {catalog.id: catalog}), (), leesbaar=True)
    (beoordeeld,) = judge_forms([Teamformulieren(team, (werkmap,), rules)], standaard)
    oordeel = beoordeeld.oordelen[0]
    if oordeel.antwoorden is None:
        return _refused(oordeel, nummer)
    naam = parse_tekst(werkmap.veld("functie", "functienaam").value).strip()
    if not naam:
        return _none("voorbeeld_zonder_functie", bestand, nummer)
    profiel = _profile(naam, oordeel.antwoorden, catalog, form_layout(catalog, rules))
    return Voorbeeld(bestand, catalog.id, profiel, nummer)


def _nummer(werkmap: Werkmap) -> str:
    typed = parse_nummer(werkmap.veld("functie", "personeelsnummer").value)
    return typed or werkmap.stempel.get("personeelsnummer", "")


def _alone(werkmap: Werkmap, andere: Mapping[str, Catalog]) -> Steunpunt:
    """The steunpunt that the form was made for, as far as it says, with only its own person."""
    stempel, nummer = werkmap.stempel, _nummer(werkmap)
    medewerker = Medewerker(nummer, "", catalogus=next(iter(andere), ""))
    return Steunpunt(
        map="",
        naam=stempel.get("steunpunt", ""),
        uitgevoerd=frozenset(stempel.get("basisfuncties", "").split()),
        team=(medewerker,) if nummer else (),
        andere=andere,
    )


def _refused(oordeel: Oordeel, nummer: str) -> Finding:
    """Why a form is no example: nobody filled it in, or the first of its errors, by sheet and cell."""
    faults = [finding.address for finding in oordeel.findings if has_fout([finding])]
    if not faults:
        return _none("voorbeeld_leeg", oordeel.werkmap.bestand, nummer)
    cells = list(dict.fromkeys(" ".join(filter(None, (fault.blad, fault.cel))) for fault in faults))
    return _none("voorbeeld_afgekeurd", oordeel.werkmap.bestand, nummer, cellen=", ".join(cells[:TOLD]))


def _profile(naam: str, antwoorden: Antwoorden, catalog: Catalog, layout: Layout) -> Voorbeeldprofiel:
    chosen = {KERNTAKEN: antwoorden.kerntaken, COMPETENTIES: antwoorden.competenties}
    taken = {blad: tuple(code for code, keuze in keuzes.items() if keuze.gekozen) for blad, keuzes in chosen.items()}
    waarden = [
        (blad, code, key, text)
        for blad, keuzes in chosen.items()
        for code in taken[blad]
        for key, text in _of_function(keuzes[code], catalog, layout)
    ]
    return Voorbeeldprofiel(
        naam=naam,
        doel=antwoorden.doel,
        kerntaken=taken[KERNTAKEN],
        competenties=taken[COMPETENTIES],
        waarden=tuple(waarden),
    )


def _of_function(keuze: Keuze, catalog: Catalog, layout: Layout) -> Iterator[tuple[str, str]]:
    """Column and value, as its list shows it, of what a row says of the function."""
    for key in OF_THE_FUNCTION:
        value = getattr(keuze, key)
        if isinstance(value, bool):
            yield key, "ja" if value else "nee"
        elif value:
            shown = {waarde.code: waarde.getoond for waarde in layout.waarden(catalog, key)}
            yield key, shown.get(value, value)
