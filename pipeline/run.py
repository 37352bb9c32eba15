"""The run: discover, read, validate, analyse, render, write, manifest (design.md 1)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import tee
from pathlib import Path

from pipeline.batch import Opzet, check_sjablonen, deliver_read, judge_batch, make_batches, read_batch
from pipeline.checking.late import get_ready
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.messages import show_all
from pipeline.delivery.fingerprint import content_hash, program
from pipeline.delivery.manifest import write_manifest
from pipeline.delivery.outcome import Uitkomst, Uitstel, Verslag, homes, make_verslag
from pipeline.delivery.period.folder import RECORD, Periodemap, open_output
from pipeline.delivery.period.former import Voorganger, check_vorige, former_period
from pipeline.delivery.period.records import record_name, told_beside
from pipeline.delivery.shared_people import shared_people
from pipeline.delivery.together import write_together
from pipeline.examples import with_examples
from pipeline.intake.inbox import Invoer, discover
from pipeline.intake.mappen import Map, rules_of
from pipeline.intake.steunpunten import catalogs_of
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.kept_run import Controle, RunSteunpunt
from pipeline.model.stray import Herkomst
from pipeline.placing import Geplaatst, look_around, settle, settle_all, to_judge_again
from pipeline.plan import Plan, make_plan
from pipeline.render.koepel.opleidingsbehoefte import Leerplan
from pipeline.render.word.pdf import find_office
from pipeline.workers import Work, work

Progress = Callable[[int, int], None]  # called with the number of forms that are finished, and of all
DELIVER = Work(read_batch, deliver_read, get_ready)
Notice = Callable[[Iterable[Finding]], None]  # called with what is to be told before anything is made


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What was asked for: input and output folder, period "2026-11", processes, Dask scheduler.

    vorige: folder of the former period; None: the latest one before this period in the output folder, if any.
    opnieuw: make everything, also what did not change; pdf: every Word document as PDF too.
    """

    invoer: Path
    uitvoer: Path
    periode: str
    jobs: int = 1
    scheduler: str = ""
    opnieuw: bool = False
    vorige: Path | None = None
    pdf: bool = False


def run(opdracht: Opdracht, progress: Progress = lambda *_: None, notice: Notice = lambda _: None) -> Verslag:
    """Do the whole run. Raises Stop (exit 2) before anything is written."""
    invoer, catalog, opzet, remarks = prepare(opdracht)
    notice(each_once(remarks))
    with open_output(opdracht.uitvoer, opdracht.periode) as periodemap:
        eerste = not (periodemap.pad / "run.json").exists()
        plan = make_plan(invoer, opzet, opnieuw=opdracht.opnieuw)
        first = deliver(invoer, plan, opzet, opdracht, progress)
        geplaatst = _settle(invoer, first, periodemap)
        uitkomsten = deliver_again(invoer, first, geplaatst, opzet, opdracht)
        withdrawn = [path for map_ in plan.weg for path in periodemap.withdraw(record_name(map_))]
        leerplan = _leerplan(invoer, opzet, uitkomsten)
        together = write_together(uitkomsten, geplaatst.findings, catalog, leerplan, periodemap)
        extra, nergens = shared_people(uitkomsten, periodemap), [*geplaatst.findings, *told_beside(together.elders)]
        write_manifest(uitkomsten, with_remarks(extra, remarks), nergens, catalog, periodemap)
        told = make_verslag(uitkomsten, extra, nergens, periodemap, together, len(withdrawn))
    return replace(told, eerste=eerste)


def plan_only(opdracht: Opdracht) -> Plan:
    """What a run would do; nothing is written, and the output folder need not exist."""
    invoer, _, opzet, remarks = prepare(opdracht)
    return replace(make_plan(invoer, opzet, opnieuw=opdracht.opnieuw), bevindingen=each_once(remarks))


def check(invoer: Path, progress: Progress = lambda *_: None) -> Controle:
    """Judge all forms; nothing is written."""
    found = discover(invoer)
    catalogi = catalogs_of(found)
    found = with_examples(found, catalogi)
    opzet = Opzet(found.catalog, catalogi.standaard.sha256, invoer, catalogi=catalogi.bestanden)
    judged = judge(found.mappen, opzet, progress)
    herkomsten = [judged[map_.naam][1] for map_ in found.mappen]
    geplaatst = settle_all(look_around(found), herkomsten)
    judged |= judge(to_judge_again(found.mappen, (herkomst.elders for herkomst in herkomsten), geplaatst), opzet)
    stands = tuple(stand for stand, _ in judged.values())
    return Controle(bevindingen=show_all(geplaatst.findings), steunpunten=stands)


def judge(
    mappen: Sequence[Map], opzet: Opzet, progress: Progress = lambda *_: None
) -> dict[str, tuple[RunSteunpunt, Herkomst]]:
    """Judge all forms of some steunpunten, in this process; by folder."""
    total, done = count_forms(mappen), 0
    judged: dict[str, tuple[RunSteunpunt, Herkomst]] = {}
    for batch in make_batches(mappen, opzet):
        judged |= {stand.map: (stand, herkomst) for stand, herkomst in judge_batch(batch)}
        done += batch.formulieren
        progress(done, total)
    return judged


def each_once(remarks: Mapping[str, Sequence[Finding]]) -> tuple[Finding, ...]:
    """Remarks on templates, of which steunpunten share most."""
    return tuple(dict.fromkeys(found for findings in remarks.values() for found in findings))


def prepare(opdracht: Opdracht) -> tuple[Invoer, Catalog, Opzet, Mapping[str, Sequence[Finding]]]:
    """Look at all that could stop the run; with it come remarks on the templates, by steunpunt. Raises Stop."""
    eerste_dag = first_day(opdracht.periode)
    periodemap = opdracht.uitvoer / opdracht.periode
    invoer = with_known(discover(opdracht.invoer, opdracht.uitvoer), Periodemap(periodemap))
    if not (count_forms(invoer.mappen) or any(map_.onleesbaar for map_ in invoer.mappen)):
        raise Stop([Finding("geen_formulieren", Address(opdracht.invoer.name))])  # faults.md 35
    catalogi = catalogs_of(invoer)
    invoer, catalog = with_examples(invoer, catalogi), catalogi.standaard
    office = _office() if opdracht.pdf else None
    gedeeld = {"programma": program(), "catalogus": catalog.sha256, "pdf": "ja" if office else "nee"}
    gedeeld |= {f"catalogus {path.name}": content_hash(path) for path in invoer.catalogi}
    vorige = find_vorige(opdracht, invoer)
    opzet = Opzet(
        invoer.catalog,
        catalog.sha256,
        periodemap,
        eerste_dag,
        gedeeld,
        vorige,
        office,
        catalogi=catalogi.bestanden,
    )
    return invoer, catalog, opzet, check_sjablonen(invoer.mappen, opzet)


def with_known(invoer: Invoer, periodemap: Periodemap) -> Invoer:
    """The input with, for a folder that cannot be listed, the steunpunten in it of which a former run left a record."""
    names = periodemap.record_names() if any(map_.gesloten for map_ in invoer.mappen) else []
    known = [name.removesuffix(f"/{RECORD}") for name in names if periodemap.ours(name)]
    mappen: list[Map] = []
    for map_ in invoer.mappen:
        within = [naam for naam in known if map_.gesloten and f"{naam}/".startswith(f"{map_.naam}/")]
        mappen += [replace(map_, naam=naam) for naam in within] or [map_]
    return replace(invoer, mappen=tuple(mappen))


def _office() -> Path:
    """The LibreOffice that makes PDF. Raises Stop when there is none: it was asked for and cannot be done."""
    office = find_office()
    if office is None:
        raise Stop([Finding("pdf_geen_libreoffice")])
    return office


def _leerplan(invoer: Invoer, opzet: Opzet, uitkomsten: Sequence[Uitkomst]) -> Leerplan:
    """Of settings that differ the most careful one holds for what is counted over all."""
    catalogi = Catalogi(opzet.catalog, opzet.catalogi)
    asked = {cijfer.catalogus for uitkomst in uitkomsten for cijfer in uitkomst.samenvatting.opleiding}
    known = {catalogi.standaard.id: catalogi.standaard, **catalogi.named(asked)}
    return Leerplan(known, max(rules_of(map_).privacy.groep for map_ in invoer.mappen))


def first_day(periode: str) -> dt.date:
    """First day of a period written as JJJJ-MM. Raises Stop when it is written otherwise."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", periode, re.ASCII) or periode.startswith("0000"):
        raise Stop([Finding("periode_ongeldig")])
    return dt.date.fromisoformat(f"{periode}-01")


def count_forms(mappen: Iterable[Map]) -> int:
    """Number of form files."""
    return sum(map_.aantal for map_ in mappen)


def find_vorige(opdracht: Opdracht, invoer: Invoer) -> Voorganger | None:
    """The former period: the one that was named, which has to be good, or the latest in the output folder."""
    if opdracht.vorige is None:
        return former_period(opdracht.uitvoer, opdracht.periode)
    return check_vorige(opdracht.vorige, opdracht.periode, [map_.naam for map_ in invoer.mappen])


def deliver(
    invoer: Invoer, plan: Plan, opzet: Opzet, opdracht: Opdracht, progress: Progress
) -> list[Uitkomst | Uitstel]:
    """Do what is to be done, in this process or in others; the outcomes in the order of the input."""
    total, done = count_forms(plan.te_doen), 0
    batches, begun = tee(make_batches(plan.te_doen, opzet))
    uitkomsten: dict[str, Uitkomst | Uitstel] = dict(plan.gelijk)
    results: Iterator[list[Uitkomst | Uitstel]] = work(DELIVER, begun, opdracht.jobs, opdracht.scheduler)
    for batch, delivered in zip(batches, results, strict=True):
        uitkomsten |= {uitkomst.map: uitkomst for uitkomst in delivered}
        done += batch.formulieren
        progress(done, total)
    return [uitkomsten[map_.naam] for map_ in invoer.mappen]


def _settle(invoer: Invoer, first: Sequence[Uitkomst | Uitstel], periodemap: Periodemap) -> Geplaatst:
    """The place of every form that is out of it, when all steunpunten were read."""
    vreemd = (stray for uitkomst in first for stray in uitkomst.vreemd)
    return settle(look_around(invoer), vreemd, lambda namen: homes(first, namen, periodemap))


def deliver_again(
    invoer: Invoer, first: Sequence[Uitkomst | Uitstel], geplaatst: Geplaatst, opzet: Opzet, opdracht: Opdracht
) -> list[Uitkomst]:
    """Do those for which something else holds now that all forms have a place, and those that waited for it."""
    te_doen = to_judge_again(invoer.mappen, (uitkomst.elders for uitkomst in first), geplaatst)
    batches = make_batches(te_doen, replace(opzet, laatste=True))
    done = {uitkomst.map: uitkomst for uitkomst in first if isinstance(uitkomst, Uitkomst)}
    for delivered in work(DELIVER, batches, opdracht.jobs, opdracht.scheduler):
        for uitkomst in delivered:
            if isinstance(uitkomst, Uitkomst):
                done[uitkomst.map] = uitkomst.after(done.get(uitkomst.map))
    return [done[map_.naam] for map_ in invoer.mappen]


def with_remarks(
    extra: Mapping[str, Sequence[Finding]], remarks: Mapping[str, Sequence[Finding]]
) -> Mapping[str, Sequence[Finding]]:
    """Findings by steunpunt, with the remarks on its templates."""
    return {map_: [*remarks.get(map_, ()), *extra.get(map_, ())] for map_ in remarks.keys() | extra.keys()}
