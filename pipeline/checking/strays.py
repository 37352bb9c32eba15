"""Forms out of their place: whose they are, where they belong, and what is told of them (design.md 2.2)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.base.names import plain_name
from pipeline.intake.tree import POSTVAK
from pipeline.intake.values import parse_nummer, parse_tekst
from pipeline.model.findings import Address, Finding
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.stray import Thuis, Zwerfformulier
from pipeline.model.workbook import Werkmap

ELSEWHERE = {"": "formulier_elders_invoer", POSTVAK: "formulier_elders_postvak"}  # by the first folder of a path
SHOWN = 40  # characters of a personeelsnummer: a stamp can have been changed by anybody


def stray_of(werkmap: Werkmap, map_: str = "") -> Zwerfformulier | None:
    """Whose a form is: by its stamp, or where that is blank by what was typed; None for a blank template, nobody's.

    map_: the steunpunt in whose folder of forms it lies, "" when in none.
    """
    stempel = werkmap.stempel
    typed = {key: parse_tekst(werkmap.veld("functie", key).value) for key in ("personeelsnummer", "steunpunt")}
    nummer = parse_nummer(stempel.get("personeelsnummer") or typed["personeelsnummer"])[:SHOWN]
    naam = plain_name(stempel.get("steunpunt") or typed["steunpunt"])
    return Zwerfformulier(werkmap.bestand, nummer, naam, map_) if nummer else None


def place(strays: Sequence[Zwerfformulier], steunpunten: Iterable[Thuis]) -> list[Zwerfformulier]:
    """The same forms, each with the steunpunt where it belongs; of two with that name the one with the person."""
    by_name: dict[str, list[Thuis]] = {stray.steunpunt: [] for stray in strays}
    for steunpunt in steunpunten:
        by_name.get(plain_name(steunpunt.naam), []).append(steunpunt)
    return [_placed(stray, by_name[stray.steunpunt]) for stray in strays]


def by_map(strays: Iterable[Zwerfformulier]) -> dict[str, tuple[Zwerfformulier, ...]]:
    """Those that concern each steunpunt: they lie among its forms, or belong there."""
    found = defaultdict(list)
    for stray in strays:
        for map_ in dict.fromkeys((stray.map, stray.thuis)):
            found[map_].append(stray)
    return {map_: tuple(sorted(mine, key=lambda stray: (stray.map, stray.bestand))) for map_, mine in found.items()}


def told(strays: Iterable[Zwerfformulier]) -> Iterator[Finding]:
    """What is told of forms that lie in no folder of forms; of the others it is told there."""
    for stray in strays:
        if not stray.map:
            code = "formulier_los_onbekend"
            if stray.thuis:
                code = "formulier_los" if stray.in_team else "formulier_los_uit_dienst"
            values = {"personeelsnummer": stray.personeelsnummer, "map": stray.thuis}
            yield Finding(code, Address(stray.bestand), values, personeelsnummer=stray.personeelsnummer)


def told_at_home(strays: Iterable[Zwerfformulier], map_: str) -> Iterator[Finding]:
    """What their own steunpunt is told of forms that lie elsewhere, when it asks for new ones: in which folder."""
    for stray in strays:
        if stray.in_team and stray.thuis == map_:
            folder = PurePosixPath(stray.map, stray.bestand).parent
            code = ELSEWHERE.get("/".join(folder.parts[:1]), "formulier_elders")
            values = {"personeelsnummer": stray.personeelsnummer, "plek": str(folder), "map": map_}
            yield Finding(code, values=values, personeelsnummer=stray.personeelsnummer)


def _placed(stray: Zwerfformulier, steunpunten: list[Thuis]) -> Zwerfformulier:
    holding = [one for one in steunpunten if match_nummer(stray.personeelsnummer, frozenset(one.team)) in one.team]
    home = next(iter(holding or steunpunten), None)
    return replace(stray, thuis=home.map, in_team=bool(holding)) if home else stray
