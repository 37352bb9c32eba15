"""One batch of whole steunpunten: read, validate together, then analyse, render and write each (in any process)."""

from __future__ import annotations

import datetime as dt
import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache, partial
from pathlib import Path

from pipeline.analysis.coverage import cover
from pipeline.analysis.development import develop, earlier_agreements
from pipeline.analysis.hours_view import hours_view
from pipeline.analysis.rapport import make_rapport
from pipeline.analysis.returns import follow_returns
from pipeline.analysis.summary import summarise
from pipeline.analysis.workload import measure_forms, weigh
from pipeline.base.periods import last_day
from pipeline.checking.agreements import with_late
from pipeline.checking.judge import validate
from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.rules import Rules
from pipeline.delivery.documents import add_pdf, make_documents, with_start_page
from pipeline.delivery.dossier import Dossier
from pipeline.delivery.fingerprint import Afdruk, afdruk_of, changes, content_hash
from pipeline.delivery.outcome import Uitkomst, Uitstel, make_uitkomst
from pipeline.delivery.period.folder import Periodemap
from pipeline.delivery.period.former import Voorganger, find_stand, stand_hashes
from pipeline.delivery.period.records import Bevonden, make_record, record_name, with_findings
from pipeline.delivery.period.run_json import make_run_steunpunt
from pipeline.delivery.reminders import terugkeer_of
from pipeline.delivery.stukken import documents_to_sign, make_ontwikkelstukken, make_profielen, with_told
from pipeline.intake.mappen import Map, rules_of
from pipeline.intake.steunpunten import Gelezen, read_mappen
from pipeline.model.analysed import Analyse
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.judged import Beoordeeld
from pipeline.model.kept_groups import Steunpuntrecord
from pipeline.model.kept_run import RunSteunpunt
from pipeline.model.stray import Herkomst
from pipeline.render.word.kinds import PROFIEL, SOORTEN, VERANTWOORDING, Documentsoort
from pipeline.render.word.template import Sjabloon, compile_sjabloon
from pipeline.render.word.template_process import check_from_outside

BATCH_SIZE = 50  # forms: enough to make pandera's fixed cost small, few enough that all processes end together
NEW = {"nieuw": 1}  # why a steunpunt is made: one for all, for an umbrella may begin with very many
NOTHING = Analyse((), (), ())  # of a steunpunt whose team workbook cannot be used


@dataclass(frozen=True, slots=True)
class Opzet:
    """What holds for all steunpunten of a run.

    catalog: the file of the default one, with its hash; catalogi: those of all by id; gedeeld: part of every
    fingerprint; office: LibreOffice, when PDF is asked for;
    laatste: whether all is known of forms out of their place, so that nothing has to wait.
    """

    catalog: Path
    catalog_sha256: str
    periodemap: Path
    eerste_dag: dt.date = dt.date.min
    gedeeld: Mapping[str, str] = field(default_factory=dict)
    vorige: Voorganger | None = None
    office: Path | None = None
    laatste: bool = False
    catalogi: Mapping[str, Path] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Batch:
    """Work for one process: some whole steunpunten."""

    mappen: tuple[Map, ...]
    opzet: Opzet

    @property
    def formulieren(self) -> int:
        """Number of form files in this batch."""
        return sum(map_.aantal for map_ in self.mappen)


@dataclass(frozen=True, slots=True)
class Ingelezen:
    """A batch with the fingerprint and the files of each of its steunpunten, as read."""

    batch: Batch
    afdrukken: tuple[Afdruk, ...]
    gelezen: tuple[Gelezen, ...]


def check_sjablonen(
    mappen: Collection[Map], opzet: Opzet, kinds: Callable[[Map], Sequence[Documentsoort]] | None = None
) -> dict[str, list[Finding]]:
    """Compile every Word template that will be used, so that a fault in one stops the run before it starts.

    kinds: those that a steunpunt uses, for something else than a run. What is only to be told about them comes back,
    by steunpunt.
    """
    kinds = kinds or _kinds
    used = {(map_.sjabloon(soort.naam), soort) for map_ in mappen for soort in kinds(map_)}
    ordered = sorted(used, key=lambda use: (use[1].naam, use[0]))
    check_from_outside(ordered, _catalog(opzet))
    key = opzet.catalog, opzet.catalog_sha256
    told = {path: _cached_sjabloon(path, content_hash(path), *key, soort).opmerkingen for path, soort in ordered}
    found = {
        map_.naam: [remark for soort in kinds(map_) for remark in told[map_.sjabloon(soort.naam)]] for map_ in mappen
    }
    return {map_: findings for map_, findings in found.items() if findings}


def _kinds(map_: Map) -> list[Documentsoort]:
    """The kinds whose template is looked at beforehand: those of most steunpunten, and what the input itself has."""
    return [soort for soort in SOORTEN if soort in (PROFIEL, VERANTWOORDING) or soort.naam in map_.sjablonen]


def make_batches(mappen: Iterable[Map], opzet: Opzet) -> Iterator[Batch]:
    """Whole steunpunten in order, so many that a batch holds about BATCH_SIZE forms; each made when it is asked for."""
    group, size = list[Map](), 0
    for map_ in mappen:
        if size >= BATCH_SIZE:
            yield Batch(tuple(group), opzet)
            group, size = [], 0
        group.append(map_)
        size += map_.aantal
    if group:
        yield Batch(tuple(group), opzet)


def judge_batch(batch: Batch) -> list[tuple[RunSteunpunt, Herkomst]]:
    """The steunpunten of a batch as they stand in run.json, without reports; writes nothing."""
    catalog = _catalog(batch.opzet)
    judged = validate(read_mappen(batch.mappen, _catalogi(batch.opzet)), catalog)
    return [
        (make_run_steunpunt(beoordeeld, None, {}, catalog), _herkomst(map_, beoordeeld))
        for map_, beoordeeld in zip(batch.mappen, judged, strict=True)
    ]


def why_again(map_: Map, record: Steunpuntrecord | None, opzet: Opzet) -> Mapping[str, int]:
    """Why a steunpunt has to be made again, as kinds of change with their number; none: it stays as it is.

    record: what a former run left, None when there was none.
    """
    if record is None:
        return NEW
    found = changes(record.afdruk, _afdruk(map_, opzet))
    return found or ({} if Periodemap(opzet.periodemap).intact(record) else {"uitvoer": 1})


def read_batch(batch: Batch) -> Ingelezen:
    """Read the steunpunten of a batch, in a process that reads; their fingerprints come first, so that the next run
    sees what changes later.
    """
    afdrukken = tuple(_afdruk(map_, batch.opzet) for map_ in batch.mappen)
    with _seldom_collecting():
        return Ingelezen(batch, afdrukken, tuple(read_mappen(batch.mappen, _catalogi(batch.opzet))))


def deliver_read(ingelezen: Ingelezen) -> list[Uitkomst | Uitstel]:
    """Judge and report the steunpunten of a batch, and put their files in place."""
    opzet = ingelezen.batch.opzet
    with _seldom_collecting():
        judged = validate(ingelezen.gelezen, _catalog(opzet))
        rows = zip(ingelezen.batch.mappen, ingelezen.afdrukken, judged, strict=True)
        return [_deliver(map_, afdruk, beoordeeld, opzet) for map_, afdruk, beoordeeld in rows]


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """Look less often for cycles during a batch: forms make many objects, and only one that is returned has cycles."""
    before = gc.get_threshold()
    gc.set_threshold(50_000, *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _afdruk(map_: Map, opzet: Opzet) -> Afdruk:
    return afdruk_of(map_, {**opzet.gedeeld, "vorige": stand_hashes(opzet.vorige, map_.naam)})


def _catalogi(opzet: Opzet) -> Catalogi:
    return Catalogi(opzet.catalog, opzet.catalogi)


def _herkomst(map_: Map, beoordeeld: Beoordeeld) -> Herkomst:
    return Herkomst(beoordeeld.steunpunt.thuis, beoordeeld.vreemd, map_.elders)


def _deliver(map_: Map, afdruk: Afdruk, beoordeeld: Beoordeeld, opzet: Opzet) -> Uitkomst | Uitstel:
    herkomst = _herkomst(map_, beoordeeld)
    if herkomst.onbekend and not opzet.laatste:
        return Uitstel(map_.naam, herkomst)
    if not beoordeeld.leesbaar:
        return _kept(map_, afdruk, beoordeeld, opzet)
    dossier = _dossier(map_, beoordeeld, opzet)
    profielen, ontwikkelstukken = make_profielen(dossier), make_ontwikkelstukken(dossier)
    dossier = with_told(dossier, profielen)
    te_tekenen = documents_to_sign(dossier, profielen, ontwikkelstukken)
    documents = make_documents(dossier, profielen, ontwikkelstukken, te_tekenen)
    paths = {nummer: profiel.pad for nummer, profiel in profielen.items()}
    rapport, catalog = dossier.rapport, dossier.catalog
    figures = rapport.analyse if dossier.telt_in_koepel else replace(rapport.analyse, dekking=())
    without_hours = {m.personeelsnummer for m in dossier.zonder_uren}
    found = Bevonden(
        make_run_steunpunt(
            rapport.beoordeeld, rapport.analyse, paths, catalog, dossier.ontwikkeling, terugkeer_of(dossier)
        ),
        summarise(rapport.beoordeeld, figures, without_hours, dossier.ontwikkeling),
        afdruk,
        herkomst,
        omvang=rapport.analyse.omvang,
        verloop=dossier.verloop,
        te_tekenen=len(te_tekenen),
        leidinggevenden=tuple(leiding.naam for leiding in dossier.leiding),
    )
    made = {stuk.pad: stuk.data for stuk in (*profielen.values(), *ontwikkelstukken.values())}
    return _place(dossier, found, made | documents, opzet)


def _kept(map_: Map, afdruk: Afdruk, beoordeeld: Beoordeeld, opzet: Opzet) -> Uitkomst:
    """Of a steunpunt of which nothing can be made the former output stays."""
    stand = make_run_steunpunt(beoordeeld, None, {}, _catalog(opzet))
    found = Bevonden(stand, summarise(beoordeeld, NOTHING), afdruk, _herkomst(map_, beoordeeld))
    return make_uitkomst(Periodemap(opzet.periodemap).keep(record_name(map_.naam), partial(make_record, found)))


def _dossier(map_: Map, beoordeeld: Beoordeeld, opzet: Opzet) -> Dossier:
    catalog, rules = _catalog(opzet), rules_of(map_)
    vorige, findings = find_stand(opzet.vorige, map_.naam)
    oordelen = tuple(with_late(oordeel, last_day(opzet.eerste_dag)) for oordeel in beoordeeld.oordelen)
    whole = replace(beoordeeld, findings=(*beoordeeld.findings, *findings), oordelen=oordelen)
    view, eerder = hours_view(whole, catalog), earlier_agreements(vorige, whole, opzet.eerste_dag)
    analyse = analyse_steunpunt(view.beoordeeld, view.catalog, rules, opzet.eerste_dag) if view else NOTHING
    return Dossier(
        rapport=make_rapport(whole, analyse, catalog, opzet.periodemap.name),
        uren=make_rapport(view.beoordeeld, analyse, view.catalog, opzet.periodemap.name) if view else None,
        rules=rules,
        sjabloon=cache(partial(sjabloon_of, map_, opzet)),  # looked at once, however many documents it makes
        eerste_dag=opzet.eerste_dag,
        ontwikkeling=develop(whole, catalog, rules, opzet.eerste_dag, eerder),
        vorige=vorige,
        leiding=follow_returns(whole),
    )


def sjabloon_of(map_: Map, opzet: Opzet, soort: Documentsoort, catalog: Catalog) -> Sjabloon:
    """The template of a kind, tried with a catalog."""
    path = map_.sjabloon(soort.naam)
    return _cached_sjabloon(
        path, content_hash(path), opzet.catalogi.get(catalog.id, opzet.catalog), catalog.sha256, soort
    )


def _place(dossier: Dossier, found: Bevonden, documents: Mapping[str, bytes], opzet: Opzet) -> Uitkomst:
    documents, failed = add_pdf(documents, opzet.office)
    documents = with_start_page(documents, dossier, found)
    if failed:  # no fingerprint: the next run tries again
        found = replace(found, stand=with_findings(found.stand, failed), afdruk={})
    periodemap = Periodemap(opzet.periodemap)
    return make_uitkomst(periodemap.place(record_name(dossier.map), documents, partial(make_record, found)))


def analyse_steunpunt(beoordeeld: Beoordeeld, catalog: Catalog, rules: Rules, eerste_dag: dt.date) -> Analyse:
    """Hours, signals and coverage of one steunpunt; eerste_dag is the first day of the period."""
    omvang = measure_forms(beoordeeld)
    boven_contract = frozenset(row.personeelsnummer for row in omvang if row.boven_contract)
    signalen = weigh(beoordeeld, omvang, catalog, rules, eerste_dag)
    return Analyse(cover(beoordeeld, catalog, boven_contract), omvang, signalen)


def _catalog(opzet: Opzet) -> Catalog:
    return _cached_catalog(opzet.catalog, opzet.catalog_sha256)


# Both are kept by what the file holds, not by its name alone: a worker lives longer than a version of a template.


@lru_cache(maxsize=4)
def _cached_catalog(path: Path, _sha256: str) -> Catalog:
    return load_catalog(path)


@lru_cache(maxsize=64)
def _cached_sjabloon(path: Path, _sha256: str, catalog: Path, catalog_sha256: str, soort: Documentsoort) -> Sjabloon:
    return compile_sjabloon(path, _cached_catalog(catalog, catalog_sha256), soort)
