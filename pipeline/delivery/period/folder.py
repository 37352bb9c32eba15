"""The folder of one period: one run at a time, and files that go in place group by group.

A group is the files of one steunpunt, or those of the run as a whole. Its record, a JSON file among them, names them
with their hashes and goes in place last. From before the first file of a group gets its name until then, the coming
record stands beside it as a journal: after kill -9 the next run still knows which files are its own.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Generic, Protocol, TypeVar

from filelock import FileLock, Timeout
from pydantic import ValidationError

from pipeline.delivery.period.files import (
    TEMPORARY,
    Busy,
    check_links,
    flush,
    free_path,
    make_folder,
    record_bytes,
    remove_empty,
    rename,
    sweep,
    write_beside,
    write_faults,
    write_whole,
)
from pipeline.delivery.period.spool import Document, Spooled, document_hash, file_hash, spool, write_pieces
from pipeline.delivery.period.vervallen import VERVALLEN, retire
from pipeline.model.findings import Finding, Stop
from pipeline.model.kept_groups import Groep, Vervalreden
from pipeline.model.record import Kept

Elsewhere = Mapping[str, str]  # path -> the path beside it, where that file was open in another program

LOCK = ".profielbouwer.lock"
RECORD = "steunpunt.json"  # of the group of a steunpunt, in its folder
JOURNAL = ".profielbouwer.json"  # beside the record that it becomes

_R = TypeVar("_R", bound=Kept)
MakeRecord = Callable[[Mapping[str, str], Elsewhere], _R]  # path -> sha256 of the files that are there


class Named(Protocol):
    """What every record of a group says, as Groep does."""

    @property
    def record(self) -> str:
        """Its own path."""

    @property
    def bestanden(self) -> Mapping[str, str]:
        """sha256 of its files by path."""


@dataclass(frozen=True, slots=True)
class Plaatsing(Generic[_R]):
    """A group in place: its record, and paths of the files that are new, changed, or moved to vervallen/.

    elders: those of which the new one came beside it.
    """

    record: _R
    nieuw: tuple[str, ...] = ()
    veranderd: tuple[str, ...] = ()
    verplaatst: tuple[str, ...] = ()
    elders: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Periodemap:
    """The folder of one period; paths, and names of records, are below it, with '/'."""

    pad: Path

    def record(self, name: str, kind: type[_R]) -> _R | None:
        """The record of a group; None when there is none of ours there, or it is not whole."""
        place = self.pad / name
        try:
            return kind.model_validate_json(place.read_bytes()) if self._read(place, name) else None
        except ValidationError:
            return None

    def present_record(self, name: str, kind: type[_R]) -> _R:
        """The record of a group that this run put in place. FileNotFoundError when somebody took it away since."""
        if (record := self.record(name, kind)) is None:
            raise FileNotFoundError(name)
        return record

    def intact(self, record: Named) -> bool:
        """Whether all files of a group are there as they were written, and no run was killed while writing them."""
        unfinished = _journal(self.pad / record.record).exists()
        return not unfinished and all(self.sha256(path) == sha for path, sha in record.bestanden.items())

    def sha256(self, path: str) -> str:
        """Hash of a file, "" when it is not there."""
        return file_hash(self.pad / path)

    def record_names(self, record: str = RECORD) -> list[str]:
        """Names of the records of all steunpunten, ours or not, those included of which only the journal is there."""
        found = [Path(current) for current, _, files in os.walk(self.pad) if {record, JOURNAL} & {*files}]
        names = [(folder / record).relative_to(self.pad).as_posix() for folder in found if folder != self.pad]
        return sorted(name for name in names if not name.startswith(f"{VERVALLEN}/"))

    def sweep(self) -> None:
        """Remove what a run that was killed left half. Raises Stop when a folder is a link to another place."""
        check_links(self.pad.parent, [self.pad])
        for current, folders, files in os.walk(self.pad):
            check_links(self.pad.parent, [Path(current, name) for name in folders])
            if any(name.startswith(TEMPORARY) for name in files):
                sweep(Path(current))

    def spool(self, path: str, pieces: Iterable[bytes]) -> Spooled:
        """A document of any size, piece by piece, for a group that is to be put in place."""
        return spool(self.pad / path, pieces)

    def place(self, name: str, documents: Mapping[str, Document], make_record: MakeRecord[_R]) -> Plaatsing[_R]:
        """Put a group in place, each file whole or not at all, an unchanged one not at all.

        What the group had before and no longer has moves to vervallen/, and so does a file at one of these paths that
        is not as a run wrote it. Where a file stays open in another program, the new one comes beside it.
        """
        try:
            return self._placed(name, documents, make_record)
        finally:
            for document in documents.values():
                if isinstance(document, Spooled):
                    document.pad.unlink(missing_ok=True)  # one that did not change

    def _placed(self, name: str, documents: Mapping[str, Document], make_record: MakeRecord[_R]) -> Plaatsing[_R]:
        hashes = {path: document_hash(document) for path, document in documents.items()}
        former, announced = self._named(self.pad / name, name), self._named(_journal(self.pad / name), name)
        present = {path: self.sha256(path) for path in documents}
        changed = [path for path, sha in hashes.items() if present[path] != sha]
        record = make_record(hashes, {})
        gone = [path for path in former if path not in hashes]
        if not (changed or gone or announced) and self.sha256(name) == hashlib.sha256(record_bytes(record)).hexdigest():
            return Plaatsing(record)
        unfinished = [path for path in announced if path not in former and path not in hashes]
        moved = retire(self.pad, name, dict.fromkeys(unfinished, "afgebroken"))
        strange = [path for path in changed if present[path] not in ("", former.get(path), announced.get(path))]
        with self._ready(name, {path: documents[path] for path in changed}, record) as temporaries:
            moved += retire(self.pad, name, {path: "met_de_hand" if path in former else "vreemd" for path in strange})
            elsewhere = {path: other for path in changed if (other := self._put(temporaries[path], path)) != path}
        moved += retire(self.pad, name, {path: self._why_gone(path, former[path]) for path in gone})
        if elsewhere:
            record = make_record(_with_elsewhere(hashes, former, elsewhere), elsewhere)
            write_whole(_journal(self.pad / name), record_bytes(record))
        rename(_journal(self.pad / name), self.pad / name)
        return Plaatsing(
            record,
            nieuw=tuple(path for path in changed if not present[path]),
            veranderd=tuple(path for path in changed if present[path]),
            verplaatst=tuple(moved),
            elders=tuple(elsewhere),
        )

    def keep(self, name: str, make_record: MakeRecord[_R]) -> Plaatsing[_R]:
        """Renew the record of a group whose files stay as they are: those that are there as a run wrote them."""
        journal = _journal(self.pad / name)
        named = [self._named(place, name) for place in (self.pad / name, journal)]
        record = make_record({path: sha for one in named for path, sha in one.items() if self.sha256(path) == sha}, {})
        if self.sha256(name) != hashlib.sha256(record_bytes(record)).hexdigest():
            write_whole(self.pad / name, record_bytes(record))
        journal.unlink(missing_ok=True)
        return Plaatsing(record)

    def ours(self, name: str) -> bool:
        """Whether there is a record of this group, or the journal of one, that a run wrote for this place."""
        return bool(self._read(self.pad / name, name) or self._read(_journal(self.pad / name), name))

    def withdraw(self, name: str) -> list[str]:
        """Move all files of a group to vervallen/ and forget its record. Returns the moved paths."""
        places = (self.pad / name, _journal(self.pad / name))
        moved = retire(self.pad, name, {path: "steunpunt_weg" for place in places for path in self._named(place, name)})
        for place in places:
            if self._read(place, name):
                place.unlink()
                remove_empty(place.parent, self.pad)
        return moved

    def write(self, path: str, make_pieces: Callable[[], Iterator[bytes]]) -> None:
        """Write a file of any size piece by piece, an unchanged one not at all."""
        write_pieces(self.pad / path, make_pieces)

    # --- in the folder ---------------------------------------------------------------------------------------------

    def _read(self, place: Path, name: str) -> Groep | None:
        """A record or journal of a group; it says where it belongs, for one in a folder that was copied is not ours."""
        try:
            groep = Groep.model_validate_json(place.read_bytes())
        except (OSError, ValidationError):
            return None
        return groep if groep.record == name and all(map(_inside, groep.bestanden)) else None

    def _why_gone(self, path: str, sha: str) -> Vervalreden:
        return "hoort_niet_meer" if self.sha256(path) == sha else "hoort_niet_meer_met_de_hand"

    def _named(self, place: Path, name: str) -> dict[str, str]:
        groep = self._read(place, name)
        return groep.bestanden if groep else {}

    @contextmanager
    def _ready(self, name: str, documents: Mapping[str, Document], record: Kept) -> Iterator[dict[str, Path]]:
        """All files whole on the disk under temporary names, by path, and the journal in place."""
        temporaries = {path: found.pad for path, found in documents.items() if isinstance(found, Spooled)}
        for folder in {(self.pad / path).parent for path in (name, *documents)}:
            make_folder(folder)
            sweep(folder, {*temporaries.values()})  # a worker that was killed and whose work this is may have left some
        journal = _journal(self.pad / name)
        try:
            for path, document in documents.items():
                if isinstance(document, bytes):
                    temporaries[path] = write_beside(self.pad / path, document)
            temporaries[JOURNAL] = write_beside(journal, record_bytes(record))
            flush(temporaries.values())
            rename(temporaries[JOURNAL], journal)
            yield temporaries
        except BaseException:
            for temporary in temporaries.values():
                temporary.unlink(missing_ok=True)
            raise

    def _put(self, temporary: Path, path: str) -> str:
        """Give a file its name, or a name beside it where the file that stands there stays open in another program."""
        try:
            rename(temporary, self.pad / path)
        except Busy:
            other = free_path(self.pad / path)
            temporary.replace(other)
            return other.relative_to(self.pad).as_posix()
        return path


@contextmanager
def open_output(uitvoer: Path, periode: str) -> Iterator[Periodemap]:
    """The folder of a period, for one run at a time. Raises Stop when it is in use or cannot be written."""
    with locked(uitvoer):
        periodemap = Periodemap(uitvoer / periode)
        make_folder(periodemap.pad)
        periodemap.sweep()
        yield periodemap


@contextmanager
def locked(uitvoer: Path) -> Iterator[None]:
    """A folder to write in, made if it is not there, for one command at a time.

    Raises Stop when it is in use or cannot be written.
    """
    lock = FileLock(uitvoer / LOCK, timeout=0)
    with write_faults():
        make_folder(uitvoer)
        _acquire(lock)
    try:
        with write_faults():
            yield
    finally:
        lock.release()


def _acquire(lock: FileLock) -> None:
    try:
        lock.acquire()
    except Timeout as error:  # an OSError too
        raise Stop([Finding("uitvoer_bezet")]) from error


def _journal(record: Path) -> Path:
    return record.with_name(JOURNAL)


def _inside(path: str) -> bool:
    """Whether a path stays in the folder of the period: a record can have been changed by anybody."""
    pure = PurePath(os.path.normpath(path))
    return not pure.anchor and not pure.drive and os.pardir not in pure.parts


def _with_elsewhere(hashes: Mapping[str, str], former: Mapping[str, str], elsewhere: Elsewhere) -> dict[str, str]:
    """The files that are there in the end: the old one where it could not be replaced, and the new one beside it."""
    placed = {elsewhere.get(path, path): sha for path, sha in hashes.items()}
    return placed | {path: former[path] for path in elsewhere if path in former}
