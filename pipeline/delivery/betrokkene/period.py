"""Taking a person out of the folder of a period, group by group, so that its records keep in step.

The coming record stands beside the former one as a journal until the files of the group are as it says: whoever is
stopped in between leaves nothing that a next run takes for edited by hand, and does the same again.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from pydantic import ValidationError

from pipeline.base.unpack import Unsound
from pipeline.delivery.betrokkene.markup import wipe
from pipeline.delivery.betrokkene.places import is_named, is_of_other, rule_of
from pipeline.delivery.betrokkene.records import wipe_answers, wipe_record
from pipeline.delivery.betrokkene.wisser import Wisser
from pipeline.delivery.period.files import TEMPORARY, free_path, record_bytes, remove_empty, rename, write_whole
from pipeline.delivery.period.folder import JOURNAL, RECORD
from pipeline.delivery.period.former import ANTWOORDEN
from pipeline.delivery.period.run_json import run_json, to_json
from pipeline.delivery.period.vervallen import RECORD as VERVALLEN_RECORD
from pipeline.delivery.together import CIJFERS
from pipeline.model.kept_answers import KeptAntwoorden
from pipeline.model.kept_groups import Cijfers, Steunpuntrecord, Vervallenrecord
from pipeline.model.kept_run import RunFile, RunHead
from pipeline.model.record import Json, Kept

RUN = "run.json"
RECORDS: Mapping[str, type[Kept]] = {RECORD: Steunpuntrecord, JOURNAL: Steunpuntrecord, CIJFERS: Cijfers}


@dataclass(frozen=True, slots=True)
class Ingreep:
    """What happens to the files of a period, by path below its folder: they go, or come in another form.

    blijft: files of others that name the person; ongelezen: those of which that is not known.
    """

    weg: tuple[str, ...] = ()
    anders: tuple[str, ...] = ()
    blijft: tuple[str, ...] = ()
    ongelezen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Bestand:
    """A file of the period, and what becomes of it: None when it goes; the same bytes when it stays as it is.

    target: its path then, without a name of the person.
    """

    path: str
    before: bytes
    after: bytes | None
    target: str = ""

    @property
    def changes(self) -> bool:
        """Whether anything is to be done."""
        return self.after != self.before or self.target != self.path


class Periodewisser:
    """Takes a person out of one period; eigen: paths of their own files below its folder.

    hashes: former hash of what another period was held against -> the one of now; filled while periods are done.
    """

    def __init__(self, pad: Path, wisser: Wisser, eigen: frozenset[str], hashes: dict[str, str]) -> None:
        self._pad, self._wisser, self._eigen, self._hashes = pad, wisser, eigen, hashes

    def plan(self) -> Ingreep:
        """What would happen; nothing is written."""
        found = Ingreep()
        for path in self._paths():
            found = self._add(found, path)
        return found

    def do(self) -> None:
        """Do it. What a killed run or a killed one of these left is completed."""
        paths = self._paths()
        names = sorted({path for path in paths if _is_record(path)} | {_record_of(p) for p in paths if _is_journal(p)})
        grouped: set[str] = set()
        for name in names:
            grouped |= self._do_group(name)
        rest = [path for path in paths if path not in grouped and path != RUN and not _is_journal(path)]
        last = [path for path in rest if PurePosixPath(path).name == VERVALLEN_RECORD]
        for path in [*(one for one in rest if one not in last), *last]:
            self._put(self._file(path))
        if RUN in paths:
            self._put(_Bestand(RUN, self._read(RUN), self._run(), RUN))
        for path in self._eigen:
            remove_empty_below((self._pad / path).parent, self._pad)

    # --- single files ------------------------------------------------------------------------------------------------

    def _paths(self) -> list[str]:
        """Every file of the period but what a killed run left half; links are not followed."""
        found = []
        for current, _, names in os.walk(self._pad):
            places = (Path(current, name) for name in names if not name.startswith(TEMPORARY))
            found += [place.relative_to(self._pad).as_posix() for place in places if not place.is_symlink()]
        return sorted(found)

    def _read(self, path: str) -> bytes:
        return (self._pad / path).read_bytes()

    def _add(self, found: Ingreep, path: str) -> Ingreep:
        if path in self._eigen:
            return replace(found, weg=(*found.weg, path))
        if is_of_other(path):
            if is_named(path, self._read(path), self._wisser):
                return replace(found, blijft=(*found.blijft, path))
            return found
        try:
            file = self._file(path)
        except (Unsound, ValidationError):
            return replace(found, ongelezen=(*found.ongelezen, path))
        if PurePosixPath(path).name == ANTWOORDEN and self._wisser.names((file.after or b"").decode()):
            found = replace(found, blijft=(*found.blijft, path))  # in answers of others, which are theirs
        return replace(found, anders=(*found.anders, path)) if file.changes else found

    def _file(self, path: str) -> _Bestand:
        before = self._read(path)
        if path in self._eigen:
            return _Bestand(path, before, None, path)
        if is_of_other(path):
            return _Bestand(path, before, before, path)
        after = self._wiped(path, before)
        return _Bestand(path, before, after, self._target(path, after))

    def _target(self, path: str, data: bytes) -> str:
        """Where a file comes that bears a name of the person: as a text for somebody they led."""
        pure = PurePosixPath(path)
        if (name := self._wisser.text(pure.name)) == pure.name:
            return path
        wanted = self._pad / pure.with_name(name)
        same = wanted.is_file() and wanted.read_bytes() == data  # of one that was stopped in between
        return (wanted if same else free_path(wanted)).relative_to(self._pad).as_posix()

    def _wiped(self, path: str, data: bytes) -> bytes:
        name = PurePosixPath(path).name
        if name == ANTWOORDEN:
            return _answers(data, self._wisser)
        if name == VERVALLEN_RECORD:
            return self._kept(Vervallenrecord, data, record_bytes)
        if path == RUN:
            return self._kept(RunFile, data, _run_bytes)
        if name in RECORDS:
            return self._kept(RECORDS[name], data, record_bytes)
        return wipe(path, data, self._wisser, rule_of(path))

    def _kept(self, kind: type[Kept], data: bytes, as_bytes: Callable[[Any], bytes]) -> bytes:
        kept = json.loads(data)
        wiped = wipe_record(kept, self._wisser)
        return data if wiped == kept else as_bytes(kind.model_validate(wiped))

    def _put(self, file: _Bestand) -> None:
        place = self._pad / file.path
        if file.after is not None and file.changes:
            write_whole(self._pad / file.target, file.after)
        if file.after is None or file.target != file.path:
            place.unlink(missing_ok=True)

    # --- groups ------------------------------------------------------------------------------------------------------

    def _do_group(self, name: str) -> set[str]:
        """The files of a record, and the record; returns the paths that are done with."""
        kind = RECORDS[PurePosixPath(name).name]
        record, journal = self._json(name), self._json(_journal_of(name))
        kept = record or journal
        if kept is None or kept.get("record") != name:
            return set()
        announced: Mapping[str, str] = (journal or {}).get("bestanden", {})
        files = {p: self._file(p) for p in {**kept["bestanden"], **announced} if (self._pad / p).is_file()}
        new = {**wipe_record(kept, self._wisser), "bestanden": dict(_hashes(kept["bestanden"], announced, files))}
        if kind is Steunpuntrecord:
            new["afdruk"] = self._afdruk(kept, new)
        data = record_bytes(kind.model_validate(new))
        if journal and record_bytes(kind.model_validate(journal)) != data:
            data = record_bytes(kind.model_validate({**new, **({"afdruk": {}} if "afdruk" in new else {})}))
        self._place(name, data, files)
        return {name, *files}

    def _place(self, name: str, data: bytes, files: Mapping[str, _Bestand]) -> None:
        before = self._state(name)
        changed = [file for file in files.values() if file.changes]
        place, journal = self._pad / name, self._pad / _journal_of(name)
        if changed or not place.is_file() or place.read_bytes() != data or journal.is_file():
            write_whole(journal, data)
            for file in changed:
                self._put(file)
            rename(journal, place)
        if (after := self._state(name)) != before:
            self._hashes[before] = after

    def _afdruk(self, kept: Json, new: Json) -> dict[str, str]:
        """What it was made from: what was held against a period that is different now, is held against that."""
        afdruk: dict[str, str] = new.get("afdruk", {})
        vorige = kept.get("afdruk", {}).get("vorige", "")
        return {**afdruk, "vorige": self._hashes.get(vorige, vorige)} if vorige else afdruk

    def _state(self, name: str) -> str:
        """As the fingerprint of a later period names this one (former.stand_hashes)."""
        folder = PurePosixPath(name).parent
        hashes = (self._hash(path) for path in (name, str(folder / ANTWOORDEN)))
        return " ".join([self._pad.name, *hashes])

    def _hash(self, path: str) -> str:
        place = self._pad / path
        return hashlib.sha256(place.read_bytes()).hexdigest() if place.is_file() else ""

    def _json(self, path: str) -> Json | None:
        try:
            found: Json = json.loads(self._read(path))
        except (FileNotFoundError, ValueError):
            return None
        return found

    def _run(self) -> bytes:
        """run.json, with the hashes that its files have now by their records."""
        data = self._read(RUN)
        kept: Json = json.loads(data)
        new = wipe_record(kept, self._wisser)
        now: dict[str, str] = {}
        for path in kept["bestanden"]:
            if _is_record(path) and (record := self._json(path)):
                now |= {path: self._hash(path), **record["bestanden"]}
        left = {p: sha for p, sha in kept["bestanden"].items() if p not in now and (self._pad / p).is_file()}
        new["bestanden"] = now | left
        return data if new == kept else _run_bytes(RunFile.model_validate(new))


def remove_empty_below(folder: Path, top: Path) -> None:
    """Remove a folder with nothing in it, and those above it below `top`; one that is gone already is no matter."""
    if folder.is_dir():
        remove_empty(folder, top)


def _hashes(
    recorded: Mapping[str, str], announced: Mapping[str, str], files: Mapping[str, _Bestand]
) -> Iterator[tuple[str, str]]:
    """path -> hash in the coming record: a file that is not as a run wrote it stays known as such."""
    for path, sha in recorded.items():
        file = files.get(path)
        if file is None:
            if not announced or path in announced:
                yield path, sha
        elif file.after is not None:
            own = hashlib.sha256(file.before).hexdigest() in (sha, announced.get(path))
            yield file.target, hashlib.sha256(file.after).hexdigest() if own else sha


def _answers(data: bytes, wisser: Wisser) -> bytes:
    kept = KeptAntwoorden.model_validate_json(data)
    wiped = wipe_answers(kept, wisser)
    return data if wiped == kept else to_json(wiped)


def _run_bytes(run: RunFile) -> bytes:
    head = RunHead.model_validate({key: getattr(run, key) for key in RunHead.model_fields if key != "soort"})
    return b"".join(run_json(head, run.steunpunten, run.vervallen, [run.bestanden]))


def _is_record(path: str) -> bool:
    return path == CIJFERS or (PurePosixPath(path).name == RECORD and not path.startswith("vervallen/"))


def _is_journal(path: str) -> bool:
    return PurePosixPath(path).name == JOURNAL


def _journal_of(name: str) -> str:
    return str(PurePosixPath(name).with_name(JOURNAL))


def _record_of(journal: str) -> str:
    folder = PurePosixPath(journal).parent
    return CIJFERS if str(folder) == "." else str(folder / RECORD)
