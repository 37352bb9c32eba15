"""One batch of whole steunpunten: read, validate together, then analyse, render and write each (in any process)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from pipeline.catalog import Catalog
from pipeline.catalog_file import load_catalog
from pipeline.coverage import cover
from pipeline.documents import Dossier, make_documents, make_profielen
from pipeline.docx import Sjabloon, compile_sjabloon
from pipeline.inbox import Invoer, Map, rules_of
from pipeline.koepel import summarise
from pipeline.manifest import Json, steunpunt_json
from pipeline.output import Periodemap
from pipeline.reading import open_lezer, read_map
from pipeline.records import Analyse, Beoordeeld, Omvang, Samenvatting
from pipeline.settings import Rules
from pipeline.validate import validate
from pipeline.vorige import find_stand
from pipeline.workload import measure, over_contract, weigh

WORTH_A_PROCESS = 50  # forms: fewer are done before another process has started
BATCH_SIZE = 400  # forms: enough to make pandera's fixed cost small, few enough to keep memory flat


@dataclass(frozen=True, slots=True)
class Batch:
    """Work for one process: some whole steunpunten, and what a run says once for all."""

    mappen: tuple[Map, ...]
    catalog: Path
    periodemap: Path
    eerste_dag: dt.date
    vorige: Path | None = None

    @property
    def formulieren(self) -> int:
        """Number of form files in this batch."""
        return sum(len(map_.formulieren) for map_ in self.mappen)


@dataclass(frozen=True, slots=True)
class Resultaat:
    """What is left of a steunpunt when its files are written: small, for the umbrella folds many of these.

    bestanden: path below the period folder -> sha256; omvang: hours of each accepted form.
    """

    json: Json
    samenvatting: Samenvatting
    bestanden: Mapping[str, str]
    omvang: tuple[Omvang, ...]


def make_batches(
    invoer: Invoer, periodemap: Path, eerste_dag: dt.date, jobs: int = 1, vorige: Path | None = None
) -> list[Batch]:
    """Whole steunpunten in order, so many that a batch holds about BATCH_SIZE forms, or fewer to keep `jobs` busy."""
    share = sum(len(map_.formulieren) for map_ in invoer.mappen) // jobs
    enough = min(BATCH_SIZE, max(share, WORTH_A_PROCESS))
    groups: list[list[Map]] = [[]]
    size = 0
    for map_ in invoer.mappen:
        if size >= enough:
            groups.append([])
            size = 0
        groups[-1].append(map_)
        size += len(map_.formulieren)
    return [Batch(tuple(group), invoer.catalog, periodemap, eerste_dag, vorige) for group in groups]


def judge_batch(batch: Batch) -> list[Json]:
    """The steunpunten of a batch as they stand in run.json, without reports; writes nothing."""
    return [steunpunt_json(beoordeeld, None, {}) for beoordeeld in _judged(batch)]


def deliver_batch(batch: Batch) -> list[Resultaat]:
    """Read, judge and report the steunpunten of a batch, and write their files."""
    judged = _judged(batch)
    return [_deliver(map_, beoordeeld, batch) for map_, beoordeeld in zip(batch.mappen, judged, strict=True)]


def _judged(batch: Batch) -> list[Beoordeeld]:
    catalog = _catalog(batch.catalog)
    with open_lezer(catalog) as lezer:
        gelezen = [read_map(map_, lezer, catalog) for map_ in batch.mappen]
    return validate(gelezen, catalog)


def _deliver(map_: Map, beoordeeld: Beoordeeld, batch: Batch) -> Resultaat:
    catalog = _catalog(batch.catalog)
    if not beoordeeld.leesbaar:
        empty = Analyse((), (), ())
        return Resultaat(steunpunt_json(beoordeeld, None, {}), summarise(beoordeeld, empty, catalog), {}, ())
    vorige, findings = find_stand(batch.vorige, batch.periodemap.name, map_.naam)
    beoordeeld = replace(beoordeeld, findings=(*beoordeeld.findings, *findings))
    analyse = analyse_steunpunt(beoordeeld, catalog, rules_of(map_), batch.eerste_dag)
    dossier = Dossier(
        beoordeeld,
        analyse,
        catalog,
        rules_of(map_),
        _sjabloon(map_.sjabloon, batch.catalog),
        batch.periodemap.name,
        vorige,
    )
    profielen = make_profielen(dossier)
    documents = {profiel.pad: profiel.data for profiel in profielen.values()} | make_documents(dossier, profielen)
    return Resultaat(
        steunpunt_json(beoordeeld, analyse, {nummer: profiel.pad for nummer, profiel in profielen.items()}),
        summarise(beoordeeld, analyse, catalog),
        Periodemap(batch.periodemap).write(documents),
        analyse.omvang,
    )


def analyse_steunpunt(beoordeeld: Beoordeeld, catalog: Catalog, rules: Rules, eerste_dag: dt.date) -> Analyse:
    """Hours, signals and coverage of one steunpunt; eerste_dag is the first day of the period."""
    omvang = tuple(measure(antwoorden) for antwoorden in beoordeeld.antwoorden)
    boven_contract = frozenset(row.personeelsnummer for row in omvang if over_contract(row))
    signalen = weigh(beoordeeld, catalog, rules, eerste_dag)
    return Analyse(cover(beoordeeld, catalog, boven_contract), omvang, signalen)


@cache
def _catalog(path: Path) -> Catalog:
    return load_catalog(path)


@cache
def _sjabloon(path: Path, catalog: Path) -> Sjabloon:
    return compile_sjabloon(path, _catalog(catalog))
