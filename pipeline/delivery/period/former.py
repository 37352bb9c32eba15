"""A former period as it stands in its folder: run.json, and the accepted answers of each steunpunt."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from pipeline.delivery.period.folder import RECORD, Periodemap
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.former import VorigeStand
from pipeline.model.kept_answers import KeptAntwoorden
from pipeline.model.kept_groups import Steunpuntrecord
from pipeline.model.kept_run import RunFile, RunSteunpunt
from pipeline.model.record import PERIODE, Kept

ANTWOORDEN = "antwoorden.json"


@dataclass(frozen=True)
class Vorige:
    """A former period: its folder and its run.json."""

    pad: Path
    run: RunFile

    @property
    def periode(self) -> str:
        """The period, JJJJ-MM."""
        return self.run.periode

    @cached_property
    def steunpunten(self) -> dict[str, RunSteunpunt]:
        """The steunpunten by their folder below the input."""
        return {steunpunt.map: steunpunt for steunpunt in self.run.steunpunten}

    def antwoorden(self, map_: str) -> KeptAntwoorden | None:
        """The accepted answers of a steunpunt; None when it had none then.

        Raises Stop when the file is not the one that run.json names: then answers could be missing.
        """
        steunpunt = self.steunpunten.get(map_)
        if steunpunt is None or not steunpunt.leesbaar:
            return None
        relative = f"{map_}/{ANTWOORDEN}"
        data = _read(self.pad / relative)
        if self.run.bestanden.get(relative) != hashlib.sha256(data).hexdigest():
            raise Stop([Finding("vorige_antwoorden", Address(relative))])
        return _parsed(KeptAntwoorden, data, Finding("vorige_antwoorden", Address(relative)))


@dataclass(frozen=True, slots=True)
class Voorganger:
    """The former period that a run is held against: its folder, and its name (JJJJ-MM)."""

    pad: Path
    periode: str


def former_period(uitvoer: Path, periode: str) -> Voorganger | None:
    """The latest period before this one (JJJJ-MM) that was finished; None when there is none."""
    found = [path for path in uitvoer.glob("*/run.json") if re.fullmatch(PERIODE, path.parent.name, re.ASCII)]
    latest = max((path.parent for path in found if path.parent.name < periode), default=None)
    return Voorganger(latest, latest.name) if latest else None


def check_vorige(pad: Path, periode: str, mappen: Iterable[str]) -> Voorganger:
    """A former period that a person named. Raises Stop when it cannot be used for these steunpunten."""
    vorige = open_vorige(pad)
    if vorige.periode >= periode:
        raise Stop([Finding("vorige_later", Address(pad.name))])
    check_answers(vorige, mappen)
    return Voorganger(pad, vorige.periode)


def check_answers(vorige: Vorige, mappen: Iterable[str]) -> None:
    """Look at the answers of these steunpunten. Raises Stop when one cannot be used, or none of them was there."""
    known = [map_ for map_ in mappen if map_ in vorige.steunpunten]
    if not known:
        raise Stop([Finding("vorige_past_niet")])
    for map_ in known:
        vorige.antwoorden(map_)


def stand_hashes(vorige: Voorganger | None, map_: str) -> str:
    """Hashes of what `find_stand` reads: when they are the same, so is what changed since."""
    if vorige is None:
        return ""
    periodemap = Periodemap(vorige.pad)
    return " ".join([vorige.periode, *(periodemap.sha256(f"{map_}/{name}") for name in (RECORD, ANTWOORDEN))])


def find_stand(vorige: Voorganger | None, map_: str) -> tuple[VorigeStand | None, tuple[Finding, ...]]:
    """How a steunpunt stood in the former period, None when it was not there or could not be read.

    One that cannot be used is a warning, not a stop: all but what changed can be told without it.
    """
    if vorige is None or not Periodemap(vorige.pad).sha256(f"{map_}/{RECORD}"):
        return None, ()
    try:
        return _stand(vorige, map_), ()
    except (ValidationError, OSError):
        return None, (Finding("vorige_onbruikbaar", Address(vorige.pad.name)),)


def _stand(vorige: Voorganger, map_: str) -> VorigeStand | None:
    """From the record of the steunpunt, which names the hash of its answers."""
    record = Periodemap(vorige.pad).present_record(f"{map_}/{RECORD}", Steunpuntrecord)
    if not record.steunpunt.leesbaar:
        return None
    data = (vorige.pad / map_ / ANTWOORDEN).read_bytes()
    if record.bestanden.get(f"{map_}/{ANTWOORDEN}") != hashlib.sha256(data).hexdigest():
        raise FileNotFoundError(ANTWOORDEN)  # it is there, but not as it was
    return VorigeStand(vorige.periode, record.steunpunt, KeptAntwoorden.model_validate_json(data), record.verloop)


def open_vorige(pad: Path) -> Vorige:
    """The former period in a folder. Raises Stop when it holds no run.json that can be used."""
    fault = Finding("vorige_ontbreekt", Address(pad.name))
    run = _parsed(RunFile, _read(pad / "run.json"), fault)
    if not re.fullmatch(PERIODE, run.periode, re.ASCII):
        raise Stop([fault])
    return Vorige(pad, run)


def _read(path: Path) -> bytes:
    """The bytes of a file; none when it cannot be read, which no content is valid for."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


_T = TypeVar("_T", bound=Kept)


def _parsed(kind: type[_T], data: bytes, fault: Finding) -> _T:
    try:
        return kind.model_validate_json(data)
    except ValidationError as error:
        raise Stop([fault]) from error
