"""The record of a steunpunt, steunpunt.json: all that a next run needs of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from sys import intern
from typing import Any

from pipeline.delivery.period.folder import RECORD, Elsewhere
from pipeline.delivery.period.run_json import findings_json
from pipeline.model.analysed import Dekkingstatus, Omvang, Samenvatting, Taakcijfer
from pipeline.model.findings import Finding
from pipeline.model.record import Json


def record_name(map_: str) -> str:
    """Path of the record of a steunpunt, below the folder of the period."""
    return f"{map_}/{RECORD}"


@dataclass(frozen=True, slots=True)
class Bevonden:
    """All that a run found of a steunpunt and that its record keeps, beside the names of its files.

    fragment: its part of run.json; afdruk: fingerprint of what it was made from; verloop: number of kerntaken by
    status, by period; te_tekenen: number of profiles that want a signature.
    """

    fragment: Json
    samenvatting: Samenvatting
    afdruk: Mapping[str, str]
    omvang: tuple[Omvang, ...] = ()
    verloop: Sequence[tuple[str, Mapping[Dekkingstatus, int]]] = ()
    te_tekenen: int = 0


def make_record(found: Bevonden, bestanden: Mapping[str, str], elders: Elsewhere) -> Json:
    """The record of a steunpunt: its part of run.json, what the umbrella needs of it, and what it was made from.

    A file that came beside its place is named there, with a finding; then the fingerprint is left out, so that the
    next run tries again.
    """
    return {
        "schema": "profielbouwer.steunpunt/1",
        "record": record_name(found.fragment["map"]),
        "afdruk": {} if elders else dict(found.afdruk),
        "bestanden": dict(bestanden),
        "samenvatting": summary_json(found.samenvatting),
        "omvang": [astuple(omvang) for omvang in found.omvang],
        "verloop": [[periode, dict(aantallen)] for periode, aantallen in found.verloop],
        "te_tekenen": found.te_tekenen,
        "steunpunt": _with_elsewhere(found.fragment, elders) if elders else found.fragment,
    }


def _with_elsewhere(fragment: Json, elders: Elsewhere) -> Json:
    formulieren = [form | {"profiel": elders.get(form["profiel"], form["profiel"])} for form in fragment["formulieren"]]
    return with_findings(fragment | {"formulieren": formulieren}, [Finding("bestand_elders")] * len(elders))


def with_findings(fragment: Json, findings: Sequence[Finding]) -> Json:
    """A steunpunt of run.json with some more findings of its own."""
    return fragment | {"bevindingen": [*fragment["bevindingen"], *findings_json(findings)]} if findings else fragment


def summary_json(samenvatting: Samenvatting) -> dict[str, Any]:
    """The figures as plain JSON values; `summary_from_json` gives back the same record."""
    plain = {field.name: getattr(samenvatting, field.name) for field in fields(Samenvatting)}
    return plain | {
        "uitgevoerd": sorted(samenvatting.uitgevoerd),
        "kerntaken": [list(taak) for taak in samenvatting.kerntaken],
        "signalen": dict(samenvatting.signalen),
    }


def summary_from_json(content: Mapping[str, Any]) -> Samenvatting:
    """The record that `summary_json` told. KeyError, TypeError or ValueError when the content is none of these."""
    kerntaken = tuple(_figure_from_json(*taak) for taak in content["kerntaken"])
    return Samenvatting(**{**content, "uitgevoerd": frozenset(content["uitgevoerd"]), "kerntaken": kerntaken})


@lru_cache(maxsize=4096, typed=True)  # many figures of thousands of steunpunten are the same
def _figure_from_json(code: str, status: str, mensen: int, uren: float, ruimte: float) -> Taakcijfer:
    return Taakcijfer(intern(code), intern(status), mensen, uren, ruimte)  # type: ignore[arg-type]  # a status, as told
