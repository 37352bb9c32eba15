"""What there is to do: every steunpunt held against what a former run left of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.batch import Opzet, why_again
from pipeline.delivery.outcome import Uitkomst, make_uitkomst
from pipeline.delivery.period.folder import RECORD, Periodemap, Plaatsing
from pipeline.delivery.period.records import record_name
from pipeline.intake.inbox import Invoer
from pipeline.intake.mappen import Map
from pipeline.model.findings import Finding
from pipeline.model.kept_groups import Steunpuntrecord

AGAIN = {"opnieuw": 1}  # why: it was asked for


@dataclass(frozen=True, slots=True)
class Plan:
    """What there is to do. gelijk: the outcome of steunpunten that stay as they are, by folder.

    redenen: why each of te_doen is made (again), as kinds with their number; weg: folders that are not in the input
    any more; bevindingen: what is to be told about the templates.
    """

    gelijk: Mapping[str, Uitkomst]
    te_doen: tuple[Map, ...]
    redenen: Mapping[str, Mapping[str, int]]
    weg: tuple[str, ...]
    bevindingen: tuple[Finding, ...] = ()


def make_plan(invoer: Invoer, opzet: Opzet, *, opnieuw: bool) -> Plan:
    """Hold every steunpunt against what a former run left of it: only what changed is made, or all (opnieuw)."""
    periodemap, gelijk, redenen, te_doen = Periodemap(opzet.periodemap), {}, {}, list[Map]()
    for map_ in invoer.mappen:
        record = periodemap.record(record_name(map_.naam), Steunpuntrecord)
        if found := AGAIN if opnieuw else why_again(map_, record, opzet):
            redenen[map_.naam] = found
            te_doen.append(replace(map_, elders=record.herkomst.elders) if record and record.herkomst.elders else map_)
        elif record:
            gelijk[map_.naam] = make_uitkomst(Plaatsing(record))
    present = {record_name(map_.naam) for map_ in invoer.mappen}
    gone = (name for name in periodemap.record_names() if name not in present and periodemap.ours(name))
    weg = tuple(name.removesuffix(f"/{RECORD}") for name in gone)
    return Plan(gelijk, tuple(te_doen), redenen, weg)
