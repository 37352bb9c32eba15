"""The layer that writes: every file whole or not at all, only when it changed, never outside the output folder."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import time
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout
from pathvalidate import sanitize_filename

from pipeline.findings import Finding, Stop

PATH_LIMIT = 119  # characters below the output folder; Windows allows 260 in all
NAME_BYTES = 160  # a name may have 255 bytes on Linux, and a letter up to four
LOCK = ".profielbouwer.lock"
JOURNAL = ".profielbouwer"  # folder in a period folder, while a run is under way
_TEMPORARY = ".~profielbouwer-"
_RETRIES, _PAUSE = 10, 0.2  # seconds: how long a file that is open in Excel is waited for


@dataclass(frozen=True, slots=True)
class Periodemap:
    """The folder of one period; paths are below it, with '/'."""

    pad: Path

    def write(self, files: Mapping[str, bytes]) -> dict[str, str]:
        """Write files, each whole or not at all, an unchanged one not at all. Returns path -> sha256."""
        changed = [relative for relative, data in files.items() if not _same(self.pad / relative, data)]
        self._announce([relative for relative in changed if not (self.pad / relative).exists()])
        for relative in changed:
            _replace(self.pad / relative, files[relative])
        return {relative: hashlib.sha256(data).hexdigest() for relative, data in files.items()}

    def _announce(self, paths: list[str]) -> None:
        """Keep the names of new files until run.json names them: a run that is killed must not leave strangers."""
        if paths and paths != ["run.json"]:
            name = hashlib.sha256("\n".join(paths).encode()).hexdigest()[:16]
            _replace(self.pad / JOURNAL / f"{name}.json", json.dumps({"bestanden": dict.fromkeys(paths)}).encode())

    def finish(self) -> None:
        """Forget the announced names: run.json stands and names every file."""
        if (self.pad / JOURNAL).is_dir():
            shutil.rmtree(self.pad / JOURNAL)

    def named_files(self) -> frozenset[str]:
        """Own files: what run.json names, and what a run that did not finish had announced."""
        journals = (self.pad / JOURNAL).glob("*.json")
        return frozenset(name for path in (self.pad / "run.json", *journals) for name in self._named_in(path))

    def _named_in(self, path: Path) -> list[str]:
        try:
            named = json.loads(path.read_text("utf-8"))["bestanden"]
        except (OSError, ValueError, KeyError, TypeError):
            return []  # not there, or not ours: then none of its files is ours either
        return [*filter(self._within, named)] if isinstance(named, dict) else []

    def _within(self, relative: str) -> bool:
        """Whether a path stays in this folder: run.json can have been changed by anybody."""
        return (self.pad / relative).resolve().is_relative_to(self.pad.resolve())

    def retire(self, paths: Iterable[str]) -> list[str]:
        """Move own files that no longer belong to vervallen/, never over another one. Returns the moved paths."""
        moved = []
        for relative in sorted(paths):
            source = self.pad / relative
            if source.is_file():
                target = free_path(self.pad / "vervallen" / relative)
                target.parent.mkdir(parents=True, exist_ok=True)
                source.replace(target)
                _remove_empty(source.parent, self.pad)
                moved.append(relative)
        return moved

    def sweep(self) -> None:
        """Remove what a run that was killed left behind."""
        for leftover in self.pad.rglob(f"{_TEMPORARY}*"):
            leftover.unlink()


@contextmanager
def open_output(uitvoer: Path, periode: str) -> Iterator[Periodemap]:
    """The folder of a period, for one run at a time. Raises Stop when it is in use or cannot be written."""
    lock = FileLock(uitvoer / LOCK, timeout=0)
    with write_faults():
        uitvoer.mkdir(parents=True, exist_ok=True)
        _acquire(lock)
    try:
        periodemap = Periodemap(uitvoer / periode)
        with write_faults():
            periodemap.pad.mkdir(exist_ok=True)
            periodemap.sweep()
            yield periodemap
    finally:
        lock.release()


def _acquire(lock: FileLock) -> None:
    try:
        lock.acquire()
    except Timeout as error:  # an OSError too
        raise Stop([Finding("uitvoer_bezet")]) from error


@contextmanager
def write_faults() -> Iterator[None]:
    """Turn what the file system refuses into one sentence (Stop)."""
    try:
        yield
    except OSError as error:
        known = {errno.ENOSPC: "schijf_vol", errno.EDQUOT: "schijf_vol", errno.EACCES: "geen_rechten"}
        known |= {errno.EPERM: "geen_rechten", errno.EROFS: "geen_rechten"}
        cause = known.get(error.errno or 0, "niet_te_schrijven")
        raise Stop([Finding("uitvoer_onschrijfbaar", values={"oorzaak": cause})]) from error


def file_part(text: str, limit: int = 40, *, distinct: bool = False) -> str:
    """Part of a file name that every system accepts: NFC, no sign with a meaning, at most `limit` characters.

    `distinct`: two texts that would become the same part stay apart by a few signs of their hash.
    """
    plain = unicodedata.normalize("NFC", text)
    short = sanitize_filename(plain, platform="universal")[:limit].encode()[:NAME_BYTES]
    clean = short.decode(errors="ignore").strip(". ")
    return f"{clean}_{hashlib.sha256(plain.encode()).hexdigest()[:6]}" if distinct and clean != plain else clean


def free_path(path: Path) -> Path:
    """The path itself, or with (2), (3) ... before the suffix when something stands there."""
    candidates = (path.with_stem(f"{path.stem} ({number})") for number in range(2, 10_000))
    return path if not path.exists() else next(candidate for candidate in candidates if not candidate.exists())


def create(path: Path, data: bytes) -> None:
    """Write a new file whole. Raises FileExistsError when one stands there: it is never overwritten."""
    if path.exists():
        raise FileExistsError(path)
    _replace(path, data)


def supersede(path: Path, data: bytes, moves: Mapping[Path, Path]) -> None:
    """Write a new file and move the former ones away (from -> to, in order), so that nothing is lost at any moment.

    The new one is whole on the disk before anything moves. It gets its name first; where a former one has that name,
    it moves first. Whoever is stopped in between does the same again.
    """
    _check_free(path, moves)
    temporary = _write_beside(path, data)
    try:
        if path not in moves:
            _rename(temporary, path)
        move(moves)
        if path in moves:
            _rename(temporary, path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def move(moves: Mapping[Path, Path]) -> None:
    """Move files (from -> to), in order."""
    for source, target in moves.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        _rename(source, target)


def sweep(folder: Path) -> None:
    """Remove what a command that was killed left behind in a folder."""
    for leftover in folder.glob(f"{_TEMPORARY}*"):
        leftover.unlink()


def _check_free(path: Path, moves: Mapping[Path, Path]) -> None:
    """A file that does not move away is never overwritten."""
    for target in (*moves.values(), *([] if path in moves else [path])):
        if target.exists():
            raise FileExistsError(target)


def _same(path: Path, data: bytes) -> bool:
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except FileNotFoundError:
        return False


def _replace(target: Path, data: bytes) -> None:
    temporary = _write_beside(target, data)
    try:
        _rename(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _write_beside(target: Path, data: bytes) -> Path:
    """The data on the disk, under a name that nobody takes for a form or a document."""
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f"{_TEMPORARY}{target.name[-60:]}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _rename(temporary: Path, target: Path) -> None:
    """Put the new file in place; on Windows one that is open in another program is waited for, not for ever."""
    for _ in range(_RETRIES):
        try:
            temporary.replace(target)
        except PermissionError:
            time.sleep(_PAUSE)
        else:
            return
    raise Stop([Finding("bestand_bezet")])


def _remove_empty(folder: Path, top: Path) -> None:
    while folder != top and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
