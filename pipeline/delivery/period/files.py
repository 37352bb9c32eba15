"""Writing single files: each whole or not at all, never over another's, under a name that every system accepts."""

from __future__ import annotations

import errno
import json
import os
import time
from collections.abc import Container, Iterable, Iterator, Mapping
from concurrent.futures import Executor, ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import cache
from itertools import chain
from pathlib import Path

from pipeline.base.names import PATH_LIMIT, distinct_parts, file_part
from pipeline.definitions.report_words import load_wording
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.record import Kept
from pipeline.model.steunpunt import Medewerker

TEMPORARY = ".~profielbouwer-"
OWNER_ONLY, FOR_GROUP, FOLDER_FOR_GROUP = 0o600, 0o660, 0o770  # others may do nothing (faults.md 43)
NAME_LENGTH = 40  # characters of a person's name in the name of a file
FLUSHERS = 16  # files that wait for the disk at the same time: about those of a steunpunt
IN_USE = (32, 33)  # ERROR_SHARING_VIOLATION and ERROR_LOCK_VIOLATION of Windows
_RETRIES, _PAUSE = 10, 0.2  # seconds: how long a file that is open in Excel is waited for


class Busy(PermissionError):
    """A file stayed open in another program, or the folder does not allow it."""


@contextmanager
def write_faults() -> Iterator[None]:
    """Turn what the file system refuses into one sentence (Stop)."""
    try:
        yield
    except OSError as error:
        if isinstance(error, Busy) or _open_elsewhere(error):
            raise Stop([Finding("bestand_bezet")]) from error
        known = {errno.ENOSPC: "schijf_vol", errno.EDQUOT: "schijf_vol", errno.EACCES: "geen_rechten"}
        known |= {errno.EPERM: "geen_rechten", errno.EROFS: "geen_rechten"}
        cause = "niet_te_schrijven" if _is_folder(error) else known.get(error.errno or 0, "niet_te_schrijven")
        raise Stop([Finding("uitvoer_onschrijfbaar", values={"oorzaak": cause})]) from error


def _open_elsewhere(error: OSError) -> bool:
    """Whether another program has the file open: of a file that cannot be opened Windows tells only by renaming it."""
    if not _cannot_open(error):
        return getattr(error, "winerror", None) in IN_USE
    try:
        Path(error.filename).rename(error.filename)  # changes nothing
    except OSError as why:
        return getattr(why, "winerror", None) in IN_USE
    return False


def _is_folder(error: OSError) -> bool:
    """Whether a folder stands where a file should be: Windows calls that a lack of rights."""
    return _cannot_open(error) and Path(error.filename).is_dir()


def _cannot_open(error: OSError) -> bool:
    """Whether Windows refused to open a file: then, and only then, Python has no number of Windows for the fault."""
    return error.errno == errno.EACCES and bool(error.filename) and getattr(error, "winerror", 0) is None


def free_path(path: Path, taken: Container[Path] = ()) -> Path:
    """The path itself, or with (2), (3) ... before the suffix when something stands there or it is taken."""
    numbered = (path.with_stem(f"{path.stem} ({number})") for number in range(2, 10_000))
    return next(found for found in chain([path], numbered) if not (found in taken or found.exists()))


def form_name(map_: str, medewerker: Medewerker) -> str:
    """The name of the file of somebody's form, so short that it fits in retour/ of any period on Windows."""
    nummer = file_part(medewerker.personeelsnummer, distinct=True)
    naam = file_part(medewerker.naam, min(NAME_LENGTH, room_in_retour(map_) - len(nummer) - 1))
    return f"{nummer} {naam}.xlsx" if naam else f"{nummer}.xlsx"


def leiding_names(leidinggevenden: Iterable[str], room: int) -> dict[str, str]:
    """The name of the file for each leidinggevende, no two the same, without suffix; room: characters there are."""
    named = {naam: naam or load_wording().zonder_leidinggevende for naam in leidinggevenden}
    parts = distinct_parts(named.values(), min(room, NAME_LENGTH))
    return {naam: parts[shown] for naam, shown in named.items()}


def room_in_retour(map_: str) -> int:
    """So many characters may the name of a form in retour/ have, before its suffix."""
    return PATH_LIMIT - len(f"2026-11/{map_}/retour/.xlsx")


def create(path: Path, data: bytes) -> None:
    """Write a new file whole. Raises FileExistsError when one stands there: it is never overwritten."""
    if path.exists():
        raise FileExistsError(path)
    write_whole(path, data)


def supersede(path: Path, data: bytes, moves: Mapping[Path, Path]) -> None:
    """Write a new file and move the former ones away (from -> to, in order), so that nothing is lost at any moment.

    The new one is whole on the disk before anything moves. It gets its name first; where a former one has that name,
    it moves first. Whoever is stopped in between does the same again.
    """
    _check_free(path, moves)
    make_folder(path.parent)
    temporary = write_beside(path, data)
    try:
        flush([temporary])
        if path not in moves:
            rename(temporary, path)
        move(moves)
        if path in moves:
            rename(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def exchange(old: Path, new: Path, data: bytes, kept: Path, moves: Mapping[Path, Path]) -> None:
    """Put a new version of a file in place: a copy of the old one is kept and other files move (from -> to) before.

    All or nothing where something refuses. Whoever is killed in between does the same again: the old version is there
    until all else is done. new: where the new version belongs, which is another place where its kind is another.
    """
    _check_free(kept, {**moves, **({} if new == old else {old: new})})
    temporary = write_beside(new, data)
    done: dict[Path, Path] = {}
    try:
        flush([temporary])
        write_whole(kept, old.read_bytes())
        for source, target in moves.items():
            move({source: target})
            done = {target: source, **done}
        rename(temporary, new)
    except BaseException:
        temporary.unlink(missing_ok=True)
        move(done)
        kept.unlink(missing_ok=True)
        raise
    if new != old:
        old.unlink()


def move(moves: Mapping[Path, Path]) -> None:
    """Move files (from -> to), in order."""
    for source, target in moves.items():
        make_folder(target.parent)
        rename(source, target)


def check_links(top: Path, folders: Iterable[Path]) -> None:
    """Raise Stop for a folder that is a link out of `top`: what is written there would come elsewhere (fault 41)."""
    for path in folders:
        if path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(top)):
            raise Stop([Finding("uitvoer_koppeling", Address(path.relative_to(top).as_posix()))])


def sweep(folder: Path, but: Container[Path] = ()) -> None:
    """Remove what a command that was killed left behind in a folder; but: what this one has there itself."""
    for leftover in folder.glob(f"{TEMPORARY}*"):
        if leftover not in but:
            leftover.unlink()


def _check_free(path: Path, moves: Mapping[Path, Path]) -> None:
    """A file that does not move away is never overwritten."""
    for target in (*moves.values(), *([] if path in moves else [path])):
        if target.exists():
            raise FileExistsError(target)


def write_whole(target: Path, data: bytes) -> None:
    """Write a file, in place of the one that stands there, whole or not at all."""
    make_folder(target.parent)
    temporary = write_beside(target, data)
    try:
        flush([temporary])
        rename(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def write_beside(target: Path, data: bytes | Iterable[bytes]) -> Path:
    """The data in the folder where it belongs, which is there, under a name that nobody takes for a document."""
    temporary = target.with_name(f"{TEMPORARY}{os.urandom(4).hex()}-{target.name[-50:]}")
    try:
        with open(temporary, "xb", opener=_open_for_group) as file:  # Path.open takes no opener
            file.writelines([data] if isinstance(data, bytes) else data)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def make_folder(folder: Path) -> None:
    """A folder for documents, with those above it, if it is not there: its names are names of people."""
    if not folder.is_dir():
        make_folder(folder.parent)
        folder.mkdir(FOLDER_FOR_GROUP, exist_ok=True)


def _open_for_group(path: str, flags: int) -> int:
    """A new file for its owner and the group of its folder; where it may not have that group, for its owner alone."""
    file, group = os.open(path, flags, FOR_GROUP), Path(path).parent.stat().st_gid
    if os.fstat(file).st_gid != group:
        try:
            os.chown(file, -1, group)
        except OSError:
            os.fchmod(file, OWNER_ONLY)
    return file


def flush(paths: Iterable[Path]) -> None:
    """Wait until these files are on the disk; all at a time, for one commit of the file system then serves many."""
    flushed = [_flushers().submit(_flush, path) for path in paths]
    wait(flushed)  # also where one fails: what is still open cannot be removed everywhere
    for one in flushed:
        one.result()


def _flush(path: Path) -> None:
    file = os.open(path, os.O_RDWR)
    try:
        os.fsync(file)
    finally:
        os.close(file)


@cache
def _flushers() -> Executor:
    return ThreadPoolExecutor(FLUSHERS)  # kept for all groups of a run


def rename(source: Path, target: Path) -> None:
    """Put a file in its place. Raises Busy when it stays open in another program, however long it is waited for."""
    for _ in range(_RETRIES):
        try:
            source.replace(target)
        except PermissionError as error:
            refused = error
            time.sleep(_PAUSE)
        else:
            return
    raise Busy(*refused.args) from refused


def remove_empty(folder: Path, top: Path) -> None:
    """Remove a folder with nothing in it, and those above it that are empty then, as far as `top`."""
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def record_bytes(record: Kept) -> bytes:
    """A record as a file: the same bytes for the same content."""
    return (json.dumps(record.as_json(), ensure_ascii=False) + "\n").encode()
