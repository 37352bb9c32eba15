"""What lies in the input and is part of no steunpunt: workbooks, folders, links to folders, what waits in postvak."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pipeline.intake.entries import STAMPED_SUFFIXES, found_at, printable_name, skipped
from pipeline.intake.settings import leading_out
from pipeline.intake.tree import FORMULIEREN, INSTELLINGEN, POSTVAK, TEAM_FILES, Folder, list_folder
from pipeline.model.findings import Address, Finding


def loose(folders: Mapping[Path, Folder]) -> Iterator[Path]:
    """Workbooks that are neither in a folder of forms nor a team workbook."""
    for folder in folders.values():
        if not _holds_forms(folder, folders):
            own = (name for name in folder.files if name not in folder.koppelingen and not skipped(name))
            paths = (folder.pad / name for name in own if name.casefold() not in TEAM_FILES and printable_name(name))
            yield from (path for path in paths if path.suffix.casefold() in STAMPED_SUFFIXES)


def _holds_forms(folder: Folder, folders: Mapping[Path, Folder]) -> bool:
    """Whether this is the folder of the forms of a steunpunt, and not one within it."""
    return folder.in_formulieren and not folders[folder.pad.parent].in_formulieren


def unplaced(invoer: Path, folders: Mapping[Path, Folder], steunpunten: Collection[Path]) -> Iterator[Finding]:
    """What is not read; steunpunten: the folders of these, which tell it themselves."""
    for folder in folders.values():
        if folder.gesloten and folder.pad not in steunpunten:
            yield found_at("map_onleesbaar", folder.pad, invoer)
        followed = {folder.spelled(FORMULIEREN), folder.spelled(INSTELLINGEN)}
        links = [name for name in folder.folders if name in folder.koppelingen and name not in followed]
        yield from (found_at("map_koppeling", path, invoer) for path in leading_out(invoer, folder, links))
    post = list_folder(invoer / folders[invoer].spelled(POSTVAK))
    if post.pad != invoer and any(not skipped(name) for name in (*post.files, *post.folders)):
        yield Finding("postvak_vol", Address(post.pad.name))
