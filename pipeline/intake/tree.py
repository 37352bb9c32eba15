"""The folders of the input, each listed once and without a look at any file in it; links are not followed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

TEAM_FILES = ("steunpunt.xlsx", "steunpunt.ods")
FORMULIEREN, INSTELLINGEN, POSTVAK, VOORBEELDEN = "formulieren", "instellingen", "postvak", "voorbeelden"
ARCHIEF = frozenset({"archief", "vervallen"})  # what was kept there is done with
OF_SYSTEMS = frozenset({"lost+found", "system volume information", "$recycle.bin"})
OF_A_RUN = frozenset({"run.json", "steunpunt.json", ".profielbouwer.json"})  # they stand beside documents


@dataclass(frozen=True, slots=True)
class Folder:
    """What stands in a folder, by names in order. leesbaar False: it cannot be listed.

    koppelingen: which of these are links; anders: neither file nor folder. A link that leads nowhere is a file.
    in_formulieren: whether it is a folder `formulieren` of the input, or lies in one.
    """

    pad: Path
    files: tuple[str, ...] = ()
    folders: tuple[str, ...] = ()
    anders: tuple[str, ...] = ()
    koppelingen: frozenset[str] = frozenset()
    leesbaar: bool = True
    in_formulieren: bool = False

    @property
    def gesloten(self) -> bool:
        """Whether nobody can tell what it holds; of a folder of forms that is told by its steunpunt."""
        return not (self.leesbaar or self.in_formulieren)

    def spelled(self, name: str) -> str:
        """An entry as its name is spelled here ("" without): on Windows nobody sees the difference of Formulieren."""
        return next((found for found in (*self.folders, *self.files) if found.casefold() == name), "")


def list_folder(pad: Path, *, in_formulieren: bool = False) -> Folder:
    """What stands in a folder."""
    kinds: dict[str, list[str]] = {"files": [], "folders": [], "anders": [], "links": []}
    try:
        with os.scandir(pad) as entries:
            for entry in entries:
                kinds[_kind(entry)].append(entry.name)
                if entry.is_symlink():
                    kinds["links"].append(entry.name)
    except OSError:
        return Folder(pad, leesbaar=False, in_formulieren=in_formulieren)
    files, folders, anders, links = (tuple(sorted(names)) for names in kinds.values())
    return Folder(pad, files, folders, anders, frozenset(links), in_formulieren=in_formulieren)


def walk(invoer: Path, uitvoer: Path | None = None, listed: dict[Path, Folder] | None = None) -> Iterator[Folder]:
    """Every folder of the input that people put forms in, each before those in it.

    Left out are archives, settings, what systems hide, `postvak` of the input itself, the folder of the output, and
    each folder of documents that a run made. listed: folders that whoever goes along listed already.
    """
    listed = {} if listed is None else listed
    waiting = [(invoer, False)]
    while waiting:
        pad, inside = waiting.pop()
        folder = listed.pop(pad, None) or list_folder(pad, in_formulieren=inside)
        of_a_run = pad == uitvoer or not OF_A_RUN.isdisjoint(folder.files)
        if of_a_run and pad != invoer and not is_steunpunt(folder):
            continue
        yield folder
        for name in reversed(folder.folders):
            path, left_out = pad / name, name in folder.koppelingen or _left_out(name)
            if not (left_out or (pad == invoer and name.casefold() == POSTVAK)):
                waiting.append((path, inside or name.casefold() == FORMULIEREN))


def is_steunpunt(folder: Folder) -> bool:
    """Whether a folder holds a team workbook, or a folder of forms (design.md 2.2)."""
    named = {*map(str.casefold, folder.files)}
    holds = not named.isdisjoint(TEAM_FILES) or FORMULIEREN in map(str.casefold, folder.folders)
    return holds and not folder.in_formulieren


def spelled(folder: Path, name: str) -> Path:
    """A file or folder under the name that it has there."""
    return folder / (list_folder(folder).spelled(name) or name)


def _kind(entry: os.DirEntry[str]) -> str:
    try:
        if entry.is_dir():
            return "folders"
        is_file = entry.is_file() or (entry.is_symlink() and not Path(entry.path).exists())
    except OSError:  # a link in a circle
        is_file = True
    return "files" if is_file else "anders"


def _left_out(name: str) -> bool:
    plain = name.casefold()
    return name.startswith(".") or plain in ARCHIEF or plain in OF_SYSTEMS or plain == INSTELLINGEN
