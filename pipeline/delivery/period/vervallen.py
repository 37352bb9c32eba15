"""The folder vervallen/ of a period: own files that no longer belong, what somebody changed, and why each is there.

Beside the files of a group that moved stands a record of where they were and why. It is written before they move: a run
that is killed in between leaves a reason without a file, which nobody hears of, and never a file without a reason.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from pipeline.definitions.report_words import load_wording
from pipeline.delivery.period.files import (
    TEMPORARY,
    free_path,
    make_folder,
    record_bytes,
    remove_empty,
    rename,
    write_whole,
)
from pipeline.model.kept_groups import Vervallen, Vervallenrecord, Vervalreden
from pipeline.model.kept_run import RunVervallen

VERVALLEN = "vervallen"
RECORD = "vervallen.json"


def retire(pad: Path, name: str, redenen: Mapping[str, Vervalreden]) -> list[str]:
    """Move files of a group to vervallen/, never over another one. Returns the moved paths, sorted.

    pad: folder of the period; name: record of the group; redenen: why, by path below pad.
    """
    targets: dict[str, Path] = {}
    for path in sorted(redenen):
        if (pad / path).is_file():
            targets[path] = free_path(pad / VERVALLEN / path, {*targets.values()})
    if not targets:
        return []
    moved = {_below(target, pad): Vervallen(was=path, reden=redenen[path]) for path, target in targets.items()}
    _note(pad, name, moved)
    for path, target in targets.items():
        make_folder(target.parent)
        rename(pad / path, target)
        remove_empty((pad / path).parent, pad)
    return [*targets]


def retired(pad: Path) -> tuple[RunVervallen, ...]:
    """All files that lie in vervallen/ now, in order, with the reason in words; of one put there by hand: not known."""
    redenen = load_wording().vervallen.redenen
    found = [(path, known or _unknown(path)) for path, known in _lying(pad)]
    return tuple(RunVervallen(was=known.was, nu=path, reden=redenen[known.reden]) for path, known in found)


def _lying(pad: Path) -> Iterator[tuple[str, Vervallen | None]]:
    known: dict[str, Vervallen] = {}
    lying: list[str] = []
    for current, _, names in os.walk(pad / VERVALLEN):
        if RECORD in names:
            known |= _noted(Path(current, RECORD))
        lying += [_below(Path(current, name), pad) for name in names if name != RECORD and TEMPORARY not in name]
    for path in sorted(lying):
        yield path, known.get(path)


def _unknown(path: str) -> Vervallen:
    return Vervallen(was=path.removeprefix(f"{VERVALLEN}/"), reden="onbekend")


def _note(pad: Path, name: str, moved: Mapping[str, Vervallen]) -> None:
    """Add to the record of a group what is about to move; what lies there no more is forgotten."""
    place = (pad / VERVALLEN / name).with_name(RECORD)
    former = {path: found for path, found in _noted(place).items() if (pad / path).is_file()}
    write_whole(place, record_bytes(Vervallenrecord(bestanden=dict(sorted({**former, **moved}.items())))))


def _noted(place: Path) -> dict[str, Vervallen]:
    """What a record says; nothing when there is none, or somebody changed it into something else."""
    try:
        return Vervallenrecord.model_validate_json(place.read_bytes()).bestanden
    except (FileNotFoundError, ValidationError):
        return {}


def _below(path: Path, pad: Path) -> str:
    return path.relative_to(pad).as_posix()
