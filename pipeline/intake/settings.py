"""Settings in the input: which files of instellingen/ can be used where, which cannot be read, which lead out of it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.intake.entries import printable_name, skipped
from pipeline.intake.tree import INSTELLINGEN, VOORBEELDEN, Folder, list_folder
from pipeline.model.findings import Address, Finding

RULES = "rules.toml"
TEMPLATES = ("profiel.docx", "verantwoording.docx", "taakprofiel.docx", "ontwikkeling.docx", "brief.docx")
SETTINGS = (RULES, *TEMPLATES)


class Unreadable(Exception):
    """The settings that hold for a folder cannot be read: the file or folder that refuses."""

    def __init__(self, pad: Path) -> None:
        super().__init__(pad)
        self.pad = pad


@dataclass(frozen=True, slots=True)
class Instellingen:
    """One folder instellingen: the files in it that hold, and those that should but cannot be read, by name.

    koppelingen: what leads out of the input, and so is not followed. voorbeelden: forms that are to be examples.
    """

    files: Mapping[str, Path]
    onleesbaar: Mapping[str, Path]
    koppelingen: tuple[Path, ...] = ()
    voorbeelden: tuple[Path, ...] = ()


def find_settings(invoer: Path, folders: Iterable[Folder]) -> dict[Path, Instellingen]:
    """Every folder instellingen of the input, by the folder that it stands in."""
    found = ((folder, folder.spelled(INSTELLINGEN)) for folder in folders)
    return {folder.pad: _settings(invoer, folder, naam) for folder, naam in found if naam}


def nearest(settings: Mapping[Path, Instellingen], ups: Iterable[Path], naam: str) -> Path | None:
    """The nearest file with this name, upward. Raises Unreadable where that one cannot be read."""
    for instellingen in (settings[up] for up in ups if up in settings):
        if refused := instellingen.onleesbaar.get(naam):
            raise Unreadable(refused)
        if file := instellingen.files.get(naam):
            return file
    return None


def examples(settings: Mapping[Path, Instellingen], ups: Iterable[Path]) -> tuple[Path, ...]:
    """The forms that are to be examples for a folder, the nearest first. Raises Unreadable."""
    within = [settings[up] for up in ups if up in settings]
    for instellingen in within:
        if refused := instellingen.onleesbaar.get(VOORBEELDEN):
            raise Unreadable(refused)
    return tuple(path for instellingen in within for path in instellingen.voorbeelden)


def examples_near(folder: Path) -> tuple[Path, ...]:
    """The same for a folder that may not be there yet, as far up as there are settings."""
    ups = [up for up in (folder, *folder.parents) if up.is_dir()]
    return examples({up: found for up in ups for found in find_settings(up, [list_folder(up)]).values()}, ups)


def linked_settings(invoer: Path, settings: Mapping[Path, Instellingen]) -> Iterator[Finding]:
    """Settings that are not followed, each said once."""
    for instellingen in settings.values():
        for pad in instellingen.koppelingen:
            yield Finding("instellingen_koppeling", Address(pad.relative_to(invoer).as_posix()))


def leads_out(pad: Path, invoer: Path) -> bool:
    """Whether a link leads out of the input; one in a circle leads nowhere."""
    return not Path(os.path.realpath(pad)).is_relative_to(os.path.realpath(invoer))


def leading_out(invoer: Path, folder: Folder, names: Iterable[str]) -> Iterator[Path]:
    """Those of these entries of a folder that are a link out of the input."""
    links = (folder.pad / name for name in names if name in folder.koppelingen)
    return (path for path in links if leads_out(path, invoer))


def _settings(invoer: Path, folder: Folder, naam: str) -> Instellingen:
    pad = folder.pad / naam
    if naam in folder.koppelingen and (naam not in folder.folders or leads_out(pad, invoer)):
        return Instellingen({}, {}, (pad,))
    listed = list_folder(pad)
    if not listed.leesbaar:
        return Instellingen({}, dict.fromkeys(SETTINGS, pad))
    present = {name: pad / name for name in SETTINGS if name in listed.files}
    linked = tuple(file for name, file in present.items() if name in listed.koppelingen and leads_out(file, invoer))
    refused = {name: file for name, file in present.items() if file not in linked and not _opens(file)}
    files = {name: file for name, file in present.items() if file not in linked and name not in refused}
    return _with_examples(Instellingen(files, refused, linked), invoer, listed)


def _with_examples(instellingen: Instellingen, invoer: Path, listed: Folder) -> Instellingen:
    naam = listed.spelled(VOORBEELDEN)
    pad = listed.pad / naam
    if not naam or naam not in listed.folders:
        return instellingen
    koppelingen = instellingen.koppelingen
    if naam in listed.koppelingen and leads_out(pad, invoer):
        return replace(instellingen, koppelingen=(*koppelingen, pad))
    found = list_folder(pad)
    if not found.leesbaar:
        return replace(instellingen, onleesbaar={**instellingen.onleesbaar, VOORBEELDEN: pad})
    linked = [pad / name for name in found.files if name in found.koppelingen and leads_out(pad / name, invoer)]
    own = [pad / name for name in found.files if not skipped(name) and printable_name(name)]
    kept = tuple(path for path in own if path not in linked)
    return replace(instellingen, koppelingen=(*koppelingen, *linked), voorbeelden=kept)


def _opens(file: Path) -> bool:
    try:
        file.open("rb").close()
    except OSError:
        return False
    return True
