"""Forms out of their place in a whole input: what lies about, and what steunpunten have to know of each other's forms.

A steunpunt is judged on its own, in any process. Which of its forms belong elsewhere is known when it was read, and
where that is when all were read; then those that it concerns, few as a rule, are judged again.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

from pipeline.checking.judge import beside_team, origin
from pipeline.checking.strays import by_map, place, stray_of, told
from pipeline.definitions.catalogs import Catalogi
from pipeline.intake.inbox import Invoer
from pipeline.intake.mappen import Map
from pipeline.intake.steunpunten import read_loose, read_mappen, read_post
from pipeline.model.findings import Address, Finding
from pipeline.model.stray import Herkomst, Thuis, Zwerfformulier

GROUP = 8  # steunpunten that one process takes at a time: enough to be worth its start


@dataclass(frozen=True, slots=True)
class Los:
    """What lies in no folder of forms: forms by their stamp, and findings on all that belongs to no steunpunt."""

    formulieren: tuple[Zwerfformulier, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Geplaatst:
    """Where all forms out of their place belong: those that concern each steunpunt, by its folder.

    findings: what belongs to no steunpunt.
    """

    per_map: Mapping[str, tuple[Zwerfformulier, ...]]
    findings: tuple[Finding, ...]


def look_around(invoer: Invoer) -> Los:
    """Read the stamps of what lies in no folder of forms."""
    read = read_loose(invoer)
    closed = [Finding("formulier_los_dicht", Address(w.bestand)) for w in read if _is_closed(w.findings)]
    strays = (stray_of(werkmap) for werkmap in read if werkmap.stempel)
    return Los(tuple(filter(None, strays)), (*invoer.findings, *closed))


def with_post(los: Los, invoer: Invoer) -> Los:
    """The same with the forms that wait in postvak/: whoever's form lies there is not without one."""
    strays = (stray_of(werkmap) for _, werkmap in read_post(invoer) if werkmap.leesbaar)
    return replace(los, formulieren=(*los.formulieren, *filter(None, strays)))


def settle(los: Los, vreemd: Iterable[Zwerfformulier], homes: Callable[[Container[str]], Iterable[Thuis]]) -> Geplaatst:
    """Find the place of every form that is out of it, when all steunpunten are known.

    vreemd: those among the forms of another steunpunt; homes: gives at least the steunpunten with these names.
    """
    strays = [*los.formulieren, *vreemd]
    placed = place(strays, homes({stray.steunpunt for stray in strays})) if strays else []
    return Geplaatst(by_map(placed), (*los.findings, *told(placed)))


def settle_all(los: Los, herkomsten: Sequence[Herkomst]) -> Geplaatst:
    """The same, from the origin of every steunpunt."""
    vreemd = (stray for herkomst in herkomsten for stray in herkomst.vreemd)
    return settle(los, vreemd, lambda _: (herkomst.thuis for herkomst in herkomsten))


def know_elders(invoer: Invoer, catalogi: Catalogi, pool: Executor) -> list[Map]:
    """All steunpunten, each with the forms out of their place that concern it, those that wait in postvak/ too."""
    groups = [invoer.mappen[start : start + GROUP] for start in range(0, len(invoer.mappen), GROUP)]
    read = [pool.submit(_origins, group, catalogi) for group in groups]
    herkomsten = [herkomst for future in read for herkomst in future.result()]
    los = with_post(look_around(invoer), invoer)
    elders = settle_all(los, herkomsten).per_map
    return [replace(map_, elders=elders.get(map_.naam, ())) for map_ in invoer.mappen]


def _origins(mappen: Sequence[Map], catalogi: Catalogi) -> list[Herkomst]:
    """What some steunpunten are as a place for forms, and which forms lie there that belong elsewhere."""
    catalog = catalogi.standaard
    return [origin(beside_team(gelezen, catalog), catalog) for gelezen in read_mappen(mappen, catalogi)]


def to_judge_again(
    mappen: Iterable[Map], known: Iterable[tuple[Zwerfformulier, ...]], geplaatst: Geplaatst
) -> list[Map]:
    """The steunpunten for which something else holds than was known when they were judged, with what does."""
    return [
        replace(map_, elders=elders)
        for map_, then in zip(mappen, known, strict=True)
        if (elders := geplaatst.per_map.get(map_.naam, ())) != then
    ]


def _is_closed(findings: Iterable[Finding]) -> bool:
    return any(finding.code == "bestand_geen_toegang" for finding in findings)
