"""What lies in the input and is part of no steunpunt: workbooks, folders, links to folders, what waits in postvak."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.intake.entries import STAMPED_SUFFIXES, found_at, printable_name, skipped
from pipeline.intake.settings import leading_out
from pipeline.intake.tree import FORMULIEREN, INSTELLINGEN, POSTVAK, TEAM_FILES, Folder, list_folder
from pipeline.model.findings import Address, Finding


def loose(invoer: Path, folder: Folder) -> Iterator[Path]:
    """Workbooks of a folder that are neither in a folder of forms nor a team workbook."""
    if not _holds_forms(invoer, folder):
        own = (name for name in folder.files if name not in folder.koppelingen and not skipped(name))
        paths = (folder.pad / name for name in own if name.casefold() not in TEAM_FILES and printable_name(name))
        yield from (path for path in paths if path.suffix.casefold() in STAMPED_SUFFIXES)


def _holds_forms(invoer: Path, folder: Folder) -> bool:
    """Whether this is the folder of the forms of a steunpunt, and not one within it."""
    if not folder.in_formulieren:
        return False
    return FORMULIEREN not in map(str.casefold, folder.pad.relative_to(invoer).parts[:-1])


def unplaced(invoer: Path, folder: Folder, *, told: bool) -> Iterator[Finding]:
    """What of a folder is not read: itself, unless a steunpunt told that, and links to folders."""
    if folder.gesloten and not told:
        yield found_at("map_onleesbaar", folder.pad, invoer)
    followed = {folder.spelled(FORMULIEREN), folder.spelled(INSTELLINGEN)}
    links = [name for name in folder.folders if name in folder.koppelingen and name not in followed]
    yield from (found_at("map_koppeling", path, invoer) for path in leading_out(invoer, folder, links))


def waiting_post(top: Folder) -> Iterator[Finding]:
    """What waits in postvak/ of the input."""
    post = list_folder(top.pad / top.spelled(POSTVAK))
    if post.pad != top.pad and any(not skipped(name) for name in (*post.files, *post.folders)):
        yield Finding("postvak_vol", Address(post.pad.name))
