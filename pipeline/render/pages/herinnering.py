"""A reminder: a text for one leidinggevende of one steunpunt, of what is not back and what has to be corrected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipeline.analysis.returns import Leiding, Teruglid
from pipeline.base.dutch import dutch_period
from pipeline.definitions.messages import show
from pipeline.definitions.report_words import load_wording
from pipeline.model.findings import Finding
from pipeline.model.returned import Terugstand

FAULTS = 5  # of a form that are told; all of them stand on its sheet of findings
BREAK = "\r\n"  # every editor on Windows knows it


def is_due(leiding: Leiding) -> bool:
    """Whether there is something that this leidinggevende can do; a form that lies in another folder is for HR."""
    return bool(leiding.met("uitgedeeld", "te_verbeteren", "ontbreekt"))


def make_herinnering(leiding: Leiding, steunpunt: str, periode: str, terug_naar: str, retour: Mapping[str, str]) -> str:
    """The text; periode is JJJJ-MM, terug_naar "" for whoever sends it, retour the file of each form to correct."""
    words = load_wording().herinnering
    aanhef = words.aanhef.format(naam=leiding.naam) if leiding.naam else words.aanhef_zonder
    parts = [
        [words.onderwerp.format(steunpunt=steunpunt, periode=dutch_period(periode))],
        [aanhef],
        [words.inleiding.format(steunpunt=steunpunt)],
        *(_part(stand, leiding.met(stand), retour) for stand in words.delen if leiding.met(stand)),
        [words.terug.format(terug_naar=terug_naar) if terug_naar else words.terug_zonder],
        [words.slot],
    ]
    return BREAK.join(line for part in parts for line in (*part, ""))


def _part(stand: Terugstand, leden: Iterable[Teruglid], retour: Mapping[str, str]) -> list[str]:
    """The people whose form stands so, and what is asked."""
    words = load_wording().herinnering.delen[stand]
    lines = [line for lid in leden for line in _person(lid, retour)]
    return [words.woord, *lines, words.uitleg]


def _person(lid: Teruglid, retour: Mapping[str, str]) -> Iterator[str]:
    """Who it is, and of a form to correct its file and the first faults."""
    words = load_wording().herinnering
    naam = " ".join(lid.medewerker.naam.split())
    yield words.medewerker.format(naam=naam, nummer=lid.medewerker.personeelsnummer)
    if lid.stand != "te_verbeteren":
        return
    for oordeel in lid.oordelen:
        if file := retour.get(oordeel.werkmap.bestand):
            yield words.bestand.format(bestand=file)
        faults = [finding for finding in oordeel.findings if show(finding).ernst == "fout"]
        yield from map(_fault, faults[:FAULTS])
        if len(faults) > FAULTS:
            yield words.meer.show(len(faults) - FAULTS)


def _fault(finding: Finding) -> str:
    shown, words = show(finding), load_wording().herinnering
    twice = not shown.cel or shown.cel in shown.tekst
    plaats = shown.blad if twice else words.plaats.format(blad=shown.blad, cel=shown.cel)
    tekst = f"{shown.tekst} {shown.oplossing}"
    return words.punt.format(plaats=plaats, tekst=tekst) if plaats else words.punt_zonder.format(tekst=tekst)
