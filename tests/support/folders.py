"""Folders with files, and a file system that refuses; shared by the tests of what is written."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.definitions.messages import show
from pipeline.delivery.period.folder import LOCK
from pipeline.model.findings import Stop


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, leftovers and all, the lock excepted."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


def without_reasons(found: dict[str, bytes]) -> dict[str, bytes]:
    """These files without the records that say why something moved to vervallen/."""
    return {path: data for path, data in found.items() if not path.endswith("/vervallen.json")}


def form_of(steunpunt: Path, nummer: str) -> Path:
    """The form of somebody in the folder of a steunpunt, under the name that it was handed out with."""
    (path,) = (steunpunt / "formulieren").glob(f"{nummer} *.xlsx")
    return path


def put(folder: Path, relative: str, data: bytes) -> Path:
    """A file that stands there already."""
    path = folder / relative
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def stopped(act: Callable[[], object]) -> list[str]:
    """The codes of what stops a command, with the key of the cause where there is one."""
    with pytest.raises(Stop) as stop:
        act()
    assert all(show(finding).tekst for finding in stop.value.findings)
    return [":".join([finding.code, *finding.values.values()]) for finding in stop.value.findings]


def refuse(error: int) -> Callable[..., None]:
    """A call of the operating system that fails."""

    def call(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    return call
