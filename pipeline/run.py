"""The run: discover, read, validate, analyse, render, write, manifest (design.md 1)."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline import __version__
from pipeline.batch import Batch, Resultaat, deliver_batch, judge_batch, make_batches
from pipeline.catalog import Catalog
from pipeline.catalog_file import load_catalog
from pipeline.docx import compile_sjabloon
from pipeline.dutch import dutch_number
from pipeline.findings import Address, Finding, Stop
from pipeline.inbox import Invoer, discover
from pipeline.koepel import make_overzicht_html, make_overzicht_xlsx
from pipeline.manifest import Json, findings_json, run_json, to_json
from pipeline.output import Periodemap, open_output
from pipeline.records import Omvang
from pipeline.vorige import check_vorige, former_period
from pipeline.workers import executor

Progress = Callable[[int], None]  # called with the number of forms that were just finished


@dataclass(frozen=True, slots=True)
class Opdracht:
    """What was asked for: input and output folder, period "2026-11", number of processes.

    vorige: folder of the former period; None: the latest one before this period in the output folder, if any.
    """

    invoer: Path
    uitvoer: Path
    periode: str
    jobs: int = 1
    vorige: Path | None = None


def run(opdracht: Opdracht, progress: Progress = lambda _: None) -> Json:
    """Do the whole run and return run.json. Raises Stop (exit 2) before anything is written."""
    eerste_dag = first_day(opdracht.periode)
    invoer = discover(opdracht.invoer)
    if not any(map_.formulieren for map_ in invoer.mappen):
        raise Stop([Finding("geen_formulieren", Address(opdracht.invoer.name))])  # faults.md 35
    catalog = load_catalog(invoer.catalog)
    check_sjablonen(invoer, catalog)
    vorige = find_vorige(opdracht, invoer)
    with open_output(opdracht.uitvoer, opdracht.periode) as periodemap:
        batches = make_batches(invoer, periodemap.pad, eerste_dag, opdracht.jobs, vorige)
        resultaten = with_shared_people(work(batches, opdracht.jobs, progress))
        koepel = write_koepel(resultaten, catalog, periodemap)
        return write_manifest(resultaten, catalog, periodemap, koepel)


def check(invoer: Path, progress: Progress = lambda _: None) -> list[Json]:
    """Judge all forms and return the steunpunten of run.json, without reports; nothing is written."""
    found = discover(invoer)
    batches = make_batches(found, invoer, dt.date.min)
    judged = []
    for batch in batches:
        judged += judge_batch(batch)
        progress(batch.formulieren)
    return judged


def first_day(periode: str) -> dt.date:
    """First day of a period written as JJJJ-MM. Raises Stop when it is written otherwise."""
    if not re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", periode, re.ASCII) or periode.startswith("0000"):
        raise Stop([Finding("periode_ongeldig")])
    return dt.date.fromisoformat(f"{periode}-01")


def find_vorige(opdracht: Opdracht, invoer: Invoer) -> Path | None:
    """The former period: the one that was named, which has to be good, or the latest in the output folder."""
    if opdracht.vorige is None:
        return former_period(opdracht.uitvoer, opdracht.periode)
    check_vorige(opdracht.vorige, opdracht.periode, [map_.naam for map_ in invoer.mappen])
    return opdracht.vorige


def check_sjablonen(invoer: Invoer, catalog: Catalog) -> None:
    """Compile every Word template that will be used, so that a fault in one stops the run before it starts."""
    for sjabloon in sorted({map_.sjabloon for map_ in invoer.mappen}):
        compile_sjabloon(sjabloon, catalog)


def work(batches: Sequence[Batch], jobs: int, progress: Progress) -> list[Resultaat]:
    """Deliver all batches, in this process or in others, with the results in the order of the batches."""
    resultaten: list[Resultaat] = []
    with executor(min(jobs, len(batches))) as pool:
        futures = [pool.submit(deliver_batch, batch) for batch in batches]
        for batch, future in zip(batches, futures, strict=True):
            resultaten += future.result()
            progress(batch.formulieren)
    return resultaten


def with_shared_people(resultaten: Sequence[Resultaat]) -> list[Resultaat]:
    """design.md 2.4: one personeelsnummer in two steunpunten of one koepel is a warning with the summed hours."""
    places: defaultdict[tuple[str, str], list[tuple[Resultaat, Omvang]]] = defaultdict(list)
    for resultaat in resultaten:
        for omvang in resultaat.omvang:
            if koepel := resultaat.samenvatting.koepel.casefold():
                places[koepel, omvang.personeelsnummer.casefold()].append((resultaat, omvang))
    shared = [found for found in places.values() if len(found) > 1]
    extra: defaultdict[str, list[Finding]] = defaultdict(list)
    for found in shared:
        for resultaat, _ in found:
            extra[resultaat.samenvatting.map].append(_shared_person(resultaat, found))
    return [_with_findings(resultaat, extra[resultaat.samenvatting.map]) for resultaat in resultaten]


def _shared_person(here: Resultaat, found: Sequence[tuple[Resultaat, Omvang]]) -> Finding:
    contracts = [omvang.contract for _, omvang in found]
    known = [contract for contract in contracts if contract is not None]
    values = {
        "personeelsnummer": found[0][1].personeelsnummer,
        "map": ", ".join(there.samenvatting.map for there, _ in found if there is not here),
        "uren": dutch_number(sum(omvang.bekend for _, omvang in found)),
        "contract": dutch_number(sum(known)),
    }
    return Finding("twee_steunpunten" if len(known) == len(contracts) else "twee_steunpunten_onbekend", values=values)


def _with_findings(resultaat: Resultaat, findings: Sequence[Finding]) -> Resultaat:
    both = [*resultaat.json["bevindingen"], *findings_json(findings)]
    return replace(resultaat, json={**resultaat.json, "bevindingen": both})


def write_koepel(resultaten: Sequence[Resultaat], catalog: Catalog, periodemap: Periodemap) -> dict[str, str]:
    """Write the overview of the umbrella when there is more than one steunpunt. Returns path -> sha256."""
    if len(resultaten) < 2:
        return {}
    samenvattingen = [resultaat.samenvatting for resultaat in resultaten]
    periode = periodemap.pad.name
    return periodemap.write(
        {
            "koepel/overzicht.xlsx": make_overzicht_xlsx(samenvattingen, catalog, periode),
            "koepel/overzicht.html": make_overzicht_html(samenvattingen, catalog, periode).encode(),
        }
    )


def write_manifest(
    resultaten: Sequence[Resultaat], catalog: Catalog, periodemap: Periodemap, koepel: Mapping[str, str]
) -> Json:
    """Retire what no longer belongs and write run.json, last: it names only what is there."""
    bestanden = {path: sha for resultaat in resultaten for path, sha in resultaat.bestanden.items()} | dict(koepel)
    periodemap.retire(periodemap.named_files() - bestanden.keys())
    steunpunten = [resultaat.json for resultaat in resultaten]
    report = run_json(periodemap.pad.name, __version__, catalog, steunpunten, bestanden)
    periodemap.write({"run.json": to_json(report)})
    periodemap.finish()
    return report
