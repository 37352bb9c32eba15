"""The record of a steunpunt, steunpunt.json: all that a next run needs of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.analysis.counts import Aantallen
from pipeline.definitions.messages import show_all
from pipeline.delivery.period.folder import RECORD, Elsewhere
from pipeline.model.analysed import Omvang
from pipeline.model.findings import Address, Finding
from pipeline.model.kept_groups import Steunpuntrecord
from pipeline.model.kept_run import RunSteunpunt
from pipeline.model.samenvatting import Samenvatting
from pipeline.model.stray import Herkomst


def record_name(map_: str) -> str:
    """Path of the record of a steunpunt, below the folder of the period."""
    return f"{map_}/{RECORD}"


@dataclass(frozen=True, slots=True)
class Bevonden:
    """All that a run found of a steunpunt and that its record keeps, beside the names of its files.

    stand: its part of run.json; the rest as in Steunpuntrecord.
    """

    stand: RunSteunpunt
    samenvatting: Samenvatting
    afdruk: Mapping[str, str]
    herkomst: Herkomst
    omvang: tuple[Omvang, ...] = ()
    verloop: Sequence[tuple[str, Aantallen]] = ()
    te_tekenen: int = 0
    leidinggevenden: tuple[str, ...] = ()


def make_record(found: Bevonden, bestanden: Mapping[str, str], elders: Elsewhere) -> Steunpuntrecord:
    """The record of a steunpunt: its part of run.json, what the umbrella needs of it, and what it was made from.

    A file that came beside its place is named there, with a finding; then the fingerprint is left out, so that the
    next run tries again.
    """
    return Steunpuntrecord(
        record=record_name(found.stand.map),
        afdruk={} if elders else dict(found.afdruk),
        bestanden=dict(bestanden),
        samenvatting=found.samenvatting,
        omvang=found.omvang,
        verloop=tuple((periode, dict(aantallen)) for periode, aantallen in found.verloop),
        te_tekenen=found.te_tekenen,
        herkomst=found.herkomst,
        leidinggevenden=found.leidinggevenden,
        steunpunt=_with_elsewhere(found.stand, elders) if elders else found.stand,
    )


def _with_elsewhere(stand: RunSteunpunt, elders: Elsewhere) -> RunSteunpunt:
    formulieren = tuple(
        form.model_copy(update={"profiel": elders.get(form.profiel or "", form.profiel)}) for form in stand.formulieren
    )
    below = (path.removeprefix(f"{stand.map}/") for path in elders)
    names = dict.fromkeys(path.split("/")[0] for path in below)  # in a folder the name of a file is that of a person
    return with_findings(stand.model_copy(update={"formulieren": formulieren}), told_beside(names))


def told_beside(names: Iterable[str]) -> list[Finding]:
    """That files, or files in these folders, were open in another program."""
    return [Finding("bestand_elders", Address(name)) for name in names]


def with_findings(stand: RunSteunpunt, findings: Sequence[Finding]) -> RunSteunpunt:
    """A steunpunt of run.json with some more findings of its own."""
    return stand.model_copy(update={"bevindingen": (*stand.bevindingen, *show_all(findings))}) if findings else stand
