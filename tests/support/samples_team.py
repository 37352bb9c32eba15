"""A small team with its choices, in which everything of the absence scan and of the team's needs occurs."""

from __future__ import annotations

from dataclasses import replace

from pipeline.analysis.coverage import cover
from pipeline.analysis.workload import measure_forms
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.analysed import Analyse, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Beoordeeld, Keuze
from tests.support.helpers import beoordeeld, steunpunt

CATALOG = shipped_catalog()
PERIODE = "2026-11"
MENSEN = (
    "1001 36: a 6 | b 2 | e ? | j 4 | q 1 | u 1 | v 0.5",
    "1002 24: a 20 | c 0 | j 0 | q 1 | u 1 | v 0.5",
    "1003 20: a 2 | e ? | k 4 | m 3 | q 1 | u 1 | v 0.5",
    "1004 8: q 1",
    "1005 16",
)
NAMEN = {
    "1001": "Anna Voorbeeld",
    "1002": "Bram Verzonnen",
    "1003": "Chaima <i>Schuin</i> & Zn",
    "1004": '=HYPERLINK("http://x","klik")',
    "1005": "Evert Zonderformulier",
}
COMPETENTIES = {"1001": "abcl", "1002": "ac", "1003": "bcde"}
KERNOPGAVEN = {"1001": "d", "1002": "de"}


def choose(judged: Beoordeeld, competenties: dict[str, str], kernopgaven: dict[str, str] | None = None) -> Beoordeeld:
    """The forms with these competenties and kernopgaven chosen: personeelsnummer -> codes, with spaces or a letter."""
    chosen = {nummer: _choices(codes) for nummer, codes in competenties.items()}
    opgaven = {nummer: _choices(codes) for nummer, codes in (kernopgaven or {}).items()}
    oordelen = []
    for oordeel in judged.oordelen:
        form, nummer = oordeel.antwoorden, oordeel.personeelsnummer or ""
        if form:
            form = replace(form, competenties=chosen.get(nummer, {}), kernopgaven=opgaven.get(nummer, {}))
        oordelen.append(replace(oordeel, antwoorden=form))
    return replace(judged, oordelen=tuple(oordelen))


def _choices(codes: str) -> dict[str, Keuze]:
    return {code: Keuze(True) for code in (codes.split() if " " in codes else codes)}


def analysed(judged: Beoordeeld, signalen: tuple[Signaal, ...] = (), catalog: Catalog = CATALOG) -> Analyse:
    """Coverage and hours as a run makes them, with these signals."""
    omvang = measure_forms(judged)
    over = {row.personeelsnummer for row in omvang if row.boven_contract}
    return Analyse(cover(judged, catalog, over), omvang, signalen)


def team() -> Beoordeeld:
    """Four accepted forms and one that is missing; BF4 is not performed, yet somebody has one of its kerntaken."""
    judged = beoordeeld(*MENSEN, van=steunpunt("BF1 BF2 BF3", "a 9 | j 3"))
    named = tuple(replace(m, naam=NAMEN[m.personeelsnummer]) for m in judged.steunpunt.team)
    return choose(replace(judged, steunpunt=replace(judged.steunpunt, team=named)), COMPETENTIES, KERNOPGAVEN)
