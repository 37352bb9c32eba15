"""The folder of a period: groups of files that go in place together, and nothing is lost wherever it stops."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.delivery.period import files as output
from pipeline.delivery.period.files import TEMPORARY
from pipeline.delivery.period.folder import JOURNAL, Periodemap, open_output
from pipeline.model.record import Kept
from tests.conftest import ROOT
from tests.support.folders import files, put, refuse, stopped, without_reasons

PERIODE = "2026-11"
RECORD = "zonnedael/steunpunt.json"
PROFIEL = "zonnedael/profielen/1001-Zoë.docx"
LONG_AGO = 10**9  # nanoseconds; Windows counts by the hundred


def sha(data: bytes) -> str:
    """Hash as a record names it."""
    return hashlib.sha256(data).hexdigest()


class Kale(Kept):
    """A record with nothing but what every record has, and which files came beside their place."""

    record: str
    bestanden: dict[str, str]
    elders: dict[str, str]


def make_record(bestanden: Mapping[str, str], elders: Mapping[str, str]) -> Kale:
    """The record of a group."""
    return Kale(record=RECORD, bestanden=dict(bestanden), elders=dict(elders))


def place(folder: Path, documents: Mapping[str, bytes]) -> tuple[list[str], list[str], list[str]]:
    """Put a group in place; which files are new, changed, moved to vervallen/."""
    done = Periodemap(folder).place(RECORD, documents, make_record)
    assert Periodemap(folder).record(RECORD, Kale) == done.record
    return [*done.nieuw], [*done.veranderd], [*done.verplaatst]


def documents_in(folder: Path) -> dict[str, bytes]:
    """Every file but the records."""
    return {path: data for path, data in without_reasons(files(folder)).items() if path != RECORD}


def opened(uitvoer: Path) -> None:
    """Open and close the folder of a period."""
    with open_output(uitvoer, PERIODE):
        pass


# --- a group -------------------------------------------------------------------------------------------------------


def test_a_group_goes_in_place_with_a_record_of_its_hashes(tmp_path: Path) -> None:
    """The record names every file with its sha256, and stands when all of them do."""
    content = {PROFIEL: b"profiel", "zonnedael/taakdekking.xlsx": b"matrix"}
    assert place(tmp_path, content) == ([*content], [], [])
    assert documents_in(tmp_path) == content
    record = Periodemap(tmp_path).record(RECORD, Kale)
    assert record is not None
    assert record.bestanden == {path: sha(data) for path, data in content.items()}
    assert Periodemap(tmp_path).intact(record)


def test_an_unchanged_group_is_not_written_again(tmp_path: Path) -> None:
    """Not one file, and not one folder, gets a new date."""
    place(tmp_path, {PROFIEL: b"zelfde"})
    for path in tmp_path.rglob("*"):
        os.utime(path, ns=(LONG_AGO, LONG_AGO))
    assert place(tmp_path, {PROFIEL: b"zelfde"}) == ([], [], [])
    assert {path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == {LONG_AGO}


def test_only_what_changed_is_replaced(tmp_path: Path) -> None:
    """The other file is still the same one."""
    place(tmp_path, {PROFIEL: b"eerder", "zonnedael/b.txt": b"blijft"})
    inode = (tmp_path / "zonnedael/b.txt").stat().st_ino
    assert place(tmp_path, {PROFIEL: b"later!", "zonnedael/b.txt": b"blijft"}) == ([], [PROFIEL], [])
    assert documents_in(tmp_path) == {PROFIEL: b"later!", "zonnedael/b.txt": b"blijft"}
    assert (tmp_path / "zonnedael/b.txt").stat().st_ino == inode


def test_a_reader_keeps_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file comes in place of the old one, on Windows beside it; it is not written over."""
    monkeypatch.setattr(output, "_PAUSE", 0)
    place(tmp_path, {PROFIEL: b"eerder"})
    with (tmp_path / PROFIEL).open("rb") as reader:
        place(tmp_path, {PROFIEL: b"later!"})
        assert reader.read() == b"eerder"
    assert b"later!" in documents_in(tmp_path).values()


def test_what_a_group_no_longer_has_moves_to_vervallen(tmp_path: Path) -> None:
    """Somebody left: nothing is deleted, an empty folder goes, a foreign file stays."""
    place(tmp_path, {PROFIEL: b"profiel", "zonnedael/b.txt": b"b"})
    put(tmp_path, "zonnedael/notitie.txt", b"van HR")
    assert place(tmp_path, {"zonnedael/b.txt": b"b"}) == ([], [], [PROFIEL])
    assert documents_in(tmp_path) == {
        f"vervallen/{PROFIEL}": b"profiel",
        "zonnedael/b.txt": b"b",
        "zonnedael/notitie.txt": b"van HR",
    }
    assert not (tmp_path / "zonnedael/profielen").exists()


def test_moving_to_vervallen_never_overwrites(tmp_path: Path) -> None:
    """Somebody who comes and goes has more than one former profile."""
    for data in (b"1", b"2", b"3"):
        place(tmp_path, {PROFIEL: data})
        place(tmp_path, {})
    kept = {path: data for path, data in documents_in(tmp_path).items() if path.startswith("vervallen/")}
    assert [*kept.values()] == [b"2", b"3", b"1"]
    assert [Path(path).name for path in kept] == ["1001-Zoë (2).docx", "1001-Zoë (3).docx", "1001-Zoë.docx"]


def test_what_somebody_changed_in_an_own_file_is_kept(tmp_path: Path) -> None:
    """HR edited a profile; the run writes its own again, and the edited one goes to vervallen/ (nothing is lost)."""
    place(tmp_path, {PROFIEL: b"profiel"})
    put(tmp_path, PROFIEL, b"met de hand verbeterd")
    record = Periodemap(tmp_path).record(RECORD, Kale)
    assert record
    assert not Periodemap(tmp_path).intact(record)
    assert place(tmp_path, {PROFIEL: b"profiel"}) == ([], [PROFIEL], [PROFIEL])
    assert documents_in(tmp_path) == {PROFIEL: b"profiel", f"vervallen/{PROFIEL}": b"met de hand verbeterd"}


def test_a_foreign_file_in_the_way_is_kept(tmp_path: Path) -> None:
    """It stood there before the first run."""
    put(tmp_path, PROFIEL, b"van iemand anders")
    place(tmp_path, {PROFIEL: b"profiel"})
    assert documents_in(tmp_path) == {PROFIEL: b"profiel", f"vervallen/{PROFIEL}": b"van iemand anders"}


def test_a_group_that_is_gone_moves_away_as_a_whole(tmp_path: Path) -> None:
    """A steunpunt that is no longer in the input: its files to vervallen/, its record forgotten, foreign files stay."""
    place(tmp_path, {PROFIEL: b"profiel"})
    put(tmp_path, "zonnedael/notitie.txt", b"van HR")
    assert Periodemap(tmp_path).record_names() == [RECORD]
    assert Periodemap(tmp_path).withdraw(RECORD) == [PROFIEL]
    assert documents_in(tmp_path) == {f"vervallen/{PROFIEL}": b"profiel", "zonnedael/notitie.txt": b"van HR"}
    assert not (tmp_path / RECORD).exists()
    assert Periodemap(tmp_path).record_names() == []


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b"{}", b'{"record": 1}', b'{"bestanden": {}}', b"\xff\xfe"]
)
def test_a_record_of_something_else_names_nothing(tmp_path: Path, content: bytes) -> None:
    """Then none of the files there is ours, and none moves away."""
    put(tmp_path, RECORD, content)
    put(tmp_path, PROFIEL, b"van iemand anders")
    assert Periodemap(tmp_path).record(RECORD, Kale) is None
    assert Periodemap(tmp_path).withdraw(RECORD) == []
    assert files(tmp_path)[PROFIEL] == b"van iemand anders"


def test_a_folder_that_somebody_copied_is_not_ours(tmp_path: Path) -> None:
    """Its record names the files of the original; withdrawing the copy must not touch these."""
    place(tmp_path, {PROFIEL: b"profiel"})
    shutil.copytree(tmp_path / "zonnedael", tmp_path / "kopie")
    before = files(tmp_path)
    assert Periodemap(tmp_path).withdraw("kopie/steunpunt.json") == []
    assert files(tmp_path) == before


@pytest.mark.parametrize("path", ["../elders.txt", "a/../../elders.txt", "/elders.txt"])
def test_a_record_that_was_changed_names_no_file_outside_its_folder(tmp_path: Path, path: str) -> None:
    """Otherwise the next run would move somebody's file away."""
    outside = put(tmp_path, "elders.txt", b"van iemand anders")
    put(tmp_path, f"{PERIODE}/{RECORD}", json.dumps({"record": RECORD, "bestanden": {path: ""}}).encode())
    assert Periodemap(tmp_path / PERIODE).record(RECORD, Kale) is None
    place(tmp_path / PERIODE, {})
    assert outside.exists()


# --- stopped half-way ----------------------------------------------------------------------------------------------


def stop_at(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """The process is gone at the number-th rename: nothing after that, not even cleaning up, is done."""
    real, count = Path.replace, iter(range(1000))

    def killed(self: Path, target: Path) -> Path:
        if next(count) >= number:
            raise KeyboardInterrupt
        return real(self, target)

    monkeypatch.setattr(Path, "replace", killed)
    monkeypatch.setattr(Path, "unlink", lambda *_, **__: None)


@pytest.mark.parametrize("number", range(6))
def test_a_run_that_is_killed_leaves_whole_files_and_the_next_one_ends_as_a_clean_one(
    tmp_path: Path, number: int
) -> None:
    """faults.md 11: at every rename; then the input changes as well, and files of the killed run are no strangers."""
    first, second = {PROFIEL: b"een", "zonnedael/b": b"een"}, {PROFIEL: b"twee", "zonnedael/nieuw": b"twee"}
    third = {PROFIEL: b"drie"}
    place(tmp_path, first)
    with pytest.MonkeyPatch.context() as patch, pytest.raises(KeyboardInterrupt):
        stop_at(patch, number)
        place(tmp_path, second)
        raise KeyboardInterrupt  # there were fewer renames
    there = {path: data for path, data in documents_in(tmp_path).items() if "profielbouwer" not in path}
    assert all(data in (b"een", b"twee") for data in there.values())
    Periodemap(tmp_path).sweep()
    place(tmp_path, third)
    current = {path: data for path, data in documents_in(tmp_path).items() if not path.startswith("vervallen/")}
    assert current == third
    gone = {path: data for path, data in documents_in(tmp_path).items() if path.startswith("vervallen/")}
    assert PROFIEL not in {path.removeprefix("vervallen/") for path in gone}  # ours, so it was replaced and not kept


def test_leftovers_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    """Half a file under its temporary name; files of this and other periods stay."""
    put(tmp_path, f"{PERIODE}/zonnedael/profielen/{TEMPORARY}1001.docx", b"half")
    put(tmp_path, f"{PERIODE}/{TEMPORARY}run.json", b"{")
    kept = {f"{PERIODE}/zonnedael/taakdekking.xlsx": b"heel", "2026-10/run.json": b"{}"}
    for path, data in kept.items():
        put(tmp_path, path, data)
    opened(tmp_path)
    assert files(tmp_path) == kept


def test_work_that_is_done_again_sweeps_what_the_killed_worker_left(tmp_path: Path) -> None:
    """The run itself goes on, so nobody opens the folder once more."""
    put(tmp_path, f"zonnedael/profielen/{TEMPORARY}dood-1001.docx", b"half")
    place(tmp_path, {PROFIEL: b"profiel"})
    assert documents_in(tmp_path) == {PROFIEL: b"profiel"}


def test_a_journal_means_that_a_group_is_not_finished(tmp_path: Path) -> None:
    """Then it is made again, whatever its fingerprint says."""
    place(tmp_path, {PROFIEL: b"profiel"})
    record = Periodemap(tmp_path).record(RECORD, Kale)
    assert record
    put(tmp_path, f"zonnedael/{JOURNAL}", (tmp_path / RECORD).read_bytes())
    assert not Periodemap(tmp_path).intact(record)


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_last_month_intact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """faults.md 10: one sentence, and no leftovers."""
    with open_output(tmp_path, PERIODE) as periodemap:
        periodemap.place(RECORD, {PROFIEL: b"eerder"}, make_record)
    before = files(tmp_path)
    monkeypatch.setattr(os if call == "fsync" else Path, call, refuse(errno.ENOSPC))

    def write() -> None:
        with open_output(tmp_path, PERIODE) as periodemap:
            periodemap.place(RECORD, {PROFIEL: b"nieuw"}, make_record)

    assert stopped(write) == ["uitvoer_onschrijfbaar:schijf_vol"]
    assert files(tmp_path) == before


def test_all_files_of_a_group_are_on_the_disk_before_one_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a computer that loses its power keeps a name with nothing in it."""
    done: list[tuple[str, int]] = []
    fsync, replace = os.fsync, Path.replace

    def flushed(file: int) -> None:
        fsync(file)
        done.append(("fsync", os.fstat(file).st_ino))

    def named(self: Path, target: Path) -> Path:
        done.append(("replace", self.stat().st_ino))
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", flushed)
    monkeypatch.setattr(Path, "replace", named)
    place(tmp_path, {f"zonnedael/{number}.docx": b"profiel" for number in range(40)})
    kinds = [kind for kind, _ in done]
    on_disk, renamed = ({inode for kind, inode in done if kind == one} for one in ("fsync", "replace"))
    assert kinds[:41] == ["fsync"] * 41  # the journal too, which becomes the record
    assert (len(on_disk), on_disk) == (41, renamed)


# --- open in another program ---------------------------------------------------------------------------------------


def test_a_file_that_is_open_elsewhere_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """faults.md 31: Excel on Windows denies access until the file is closed."""
    real, refusals = Path.replace, [PermissionError(), PermissionError()]

    def busy(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(output, "_PAUSE", 0)
    place(tmp_path, {PROFIEL: b"nieuw"})
    assert (documents_in(tmp_path), refusals) == ({PROFIEL: b"nieuw"}, [])


def test_of_a_file_that_stays_open_the_new_one_comes_beside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """faults.md 31: an alternative name, which the record knows; the next run puts it right."""
    place(tmp_path, {PROFIEL: b"eerder"})
    real = Path.replace

    def busy(self: Path, target: Path) -> Path:
        if Path(target).name == Path(PROFIEL).name:
            raise PermissionError
        return real(self, target)

    beside = PROFIEL.replace("Zoë", "Zoë (2)")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", busy)
        patch.setattr(output, "_PAUSE", 0)
        done = Periodemap(tmp_path).place(RECORD, {PROFIEL: b"nieuw"}, make_record)
    assert done.record.elders == {PROFIEL: beside}
    assert done.record.bestanden == {beside: sha(b"nieuw"), PROFIEL: sha(b"eerder")}
    assert documents_in(tmp_path) == {PROFIEL: b"eerder", beside: b"nieuw"}
    assert place(tmp_path, {PROFIEL: b"nieuw"}) == ([], [PROFIEL], [beside])
    assert documents_in(tmp_path) == {PROFIEL: b"nieuw", f"vervallen/{beside}": b"nieuw"}


def test_a_folder_that_allows_nothing_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Then the name beside it is refused as well."""
    monkeypatch.setattr(Path, "replace", refuse(errno.EACCES))
    monkeypatch.setattr(output, "_PAUSE", 0)

    def write() -> None:
        with open_output(tmp_path, PERIODE) as periodemap:
            periodemap.place(RECORD, {PROFIEL: b"nieuw"}, make_record)

    assert stopped(write) == ["bestand_bezet"]
    assert files(tmp_path) == {}


# --- a file piece by piece -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("former", [None, b"", b"eersteTWEEDE", b"eerste", b"eerstetweede en meer"])
def test_a_file_is_written_piece_by_piece(tmp_path: Path, former: bytes | None) -> None:
    """Whatever stood there."""
    if former is not None:
        put(tmp_path, "run.json", former)
    Periodemap(tmp_path).write("run.json", lambda: iter([b"eerste", b"tweede"]))
    assert files(tmp_path) == {"run.json": b"eerstetweede"}


def test_the_same_pieces_are_not_written_again(tmp_path: Path) -> None:
    """run.json of an unchanged rerun keeps its date."""
    path = put(tmp_path, "run.json", b"eerstetweede")
    os.utime(path, ns=(LONG_AGO, LONG_AGO))
    Periodemap(tmp_path).write("run.json", lambda: iter([b"eerste", b"tweede"]))
    assert path.stat().st_mtime_ns == LONG_AGO


# --- the output folder ---------------------------------------------------------------------------------------------


def test_the_folder_of_a_period_is_made(tmp_path: Path) -> None:
    """With everything above it."""
    with open_output(tmp_path / "a" / "b", PERIODE) as periodemap:
        assert periodemap.pad == tmp_path / "a" / "b" / PERIODE
        assert periodemap.pad.is_dir()


@pytest.mark.parametrize("blocked", ["uit", f"uit/{PERIODE}", f"uit/{PERIODE}/zonnedael"])
def test_a_file_where_a_folder_should_be_stops_the_run(tmp_path: Path, blocked: str) -> None:
    """faults.md 35; this holds for root too, whom no rights stop."""
    put(tmp_path, blocked, b"van iemand anders")

    def write() -> None:
        with open_output(tmp_path / "uit", PERIODE) as periodemap:
            periodemap.place(RECORD, {"zonnedael/a.txt": b"a"}, make_record)

    assert stopped(write) == ["uitvoer_onschrijfbaar:niet_te_schrijven"]
    assert files(tmp_path) == {blocked: b"van iemand anders"}


@pytest.mark.parametrize("linked", [PERIODE, f"{PERIODE}/zonnedael", f"{PERIODE}/zonnedael/retour"])
def test_a_folder_that_is_a_link_out_of_the_output_stops_the_run(tmp_path: Path, linked: str) -> None:
    """faults.md 41: nothing is written there, nor anywhere else."""
    elsewhere = put(tmp_path, "elders/x.txt", b"x").parent
    (tmp_path / "uit" / linked).parent.mkdir(parents=True)
    (tmp_path / "uit" / linked).symlink_to(elsewhere, target_is_directory=True)
    assert stopped(lambda: opened(tmp_path / "uit")) == ["uitvoer_koppeling"]
    assert [path.name for path in elsewhere.iterdir()] == ["x.txt"]


def test_a_folder_that_is_a_link_within_the_output_is_used(tmp_path: Path) -> None:
    """It leads nowhere else."""
    (tmp_path / "andere").mkdir()
    (tmp_path / PERIODE).symlink_to(tmp_path / "andere", target_is_directory=True)
    opened(tmp_path)
    place(tmp_path / PERIODE, {"zonnedael/a.txt": b"a"})
    assert (tmp_path / "andere" / "zonnedael" / "a.txt").read_bytes() == b"a"


def test_a_group_that_cannot_be_made_now_keeps_its_files(tmp_path: Path) -> None:
    """design.md 2.2: its record names those that are there as a run wrote them; it is written when it differs."""
    place(tmp_path, {"zonnedael/a.txt": b"a", "zonnedael/b.txt": b"b", "zonnedael/c.txt": b"c"})
    put(tmp_path, "zonnedael/b.txt", b"met de hand")
    (tmp_path / "zonnedael" / "c.txt").unlink()
    kept = Periodemap(tmp_path).keep(RECORD, make_record)
    assert kept.record.bestanden == {"zonnedael/a.txt": sha(b"a")}
    assert documents_in(tmp_path) == {"zonnedael/a.txt": b"a", "zonnedael/b.txt": b"met de hand"}
    before = (tmp_path / RECORD).stat().st_mtime_ns
    Periodemap(tmp_path).keep(RECORD, make_record)
    assert (tmp_path / RECORD).stat().st_mtime_ns == before


def test_a_group_that_is_kept_after_a_run_was_killed_knows_the_files_of_both(tmp_path: Path) -> None:
    """Those of the record and those of the journal, as they stand there."""
    place(tmp_path, {"zonnedael/a.txt": b"a", "zonnedael/b.txt": b"b"})
    coming = {"zonnedael/a.txt": sha(b"A"), "zonnedael/b.txt": sha(b"B")}
    put(tmp_path, f"zonnedael/{JOURNAL}", json.dumps(make_record(coming, {}).as_json()).encode())
    put(tmp_path, "zonnedael/a.txt", b"A")
    kept = Periodemap(tmp_path).keep(RECORD, make_record)
    assert kept.record.bestanden == {"zonnedael/a.txt": sha(b"A"), "zonnedael/b.txt": sha(b"b")}
    assert not (tmp_path / "zonnedael" / JOURNAL).exists()


def test_a_folder_without_rights_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a read-only folder answers, whoever runs the tests."""
    monkeypatch.setattr(Path, "mkdir", refuse(errno.EACCES))
    assert stopped(lambda: opened(tmp_path)) == ["uitvoer_onschrijfbaar:geen_rechten"]


def test_a_folder_where_a_file_should_be_stops_the_run(tmp_path: Path) -> None:
    """It is not removed, for it is not ours."""
    (tmp_path / PERIODE / "run.json").mkdir(parents=True)

    def write() -> None:
        with open_output(tmp_path, PERIODE) as periodemap:
            periodemap.write("run.json", lambda: iter([b"{}"]))

    assert stopped(write) == ["uitvoer_onschrijfbaar:niet_te_schrijven"]
    assert ((tmp_path / PERIODE / "run.json").is_dir(), files(tmp_path)) == (True, {})


def test_a_second_run_on_the_same_folder_is_told_and_stops(tmp_path: Path) -> None:
    """faults.md 30: at once, also for another period, and it leaves everything as it is."""
    with open_output(tmp_path, PERIODE) as periodemap:
        leftover = put(periodemap.pad, f"{TEMPORARY}run.json", b"half")
        assert stopped(lambda: opened(tmp_path)) == ["uitvoer_bezet"]
        assert leftover.exists()
    opened(tmp_path)
    assert not leftover.exists()


def test_a_run_that_fails_frees_the_folder(tmp_path: Path) -> None:
    """Whatever it failed of."""
    with pytest.raises(ZeroDivisionError), open_output(tmp_path, PERIODE):
        raise ZeroDivisionError
    opened(tmp_path)


def test_two_folders_do_not_wait_for_each_other(tmp_path: Path) -> None:
    """One lock per output folder."""
    with open_output(tmp_path / "a", PERIODE), open_output(tmp_path / "b", PERIODE):
        assert stopped(lambda: opened(tmp_path / "a")) == ["uitvoer_bezet"]


HOLDER = """
import sys, time
from pathlib import Path
from pipeline.delivery.period.folder import open_output
with open_output(Path(sys.argv[1]), "2026-11") as periodemap:
    (periodemap.pad / ".~profielbouwer-half").write_bytes(b"half")
    print("bezet", flush=True)
    time.sleep(60)
"""


def test_a_folder_is_free_again_after_its_run_was_killed(tmp_path: Path) -> None:
    """faults.md 11, 30: kill -9 leaves a lock file, but nobody who holds it; the next run cleans up."""
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as holder:
        try:
            assert holder.stdout and holder.stdout.readline() == "bezet\n"
            assert stopped(lambda: opened(tmp_path)) == ["uitvoer_bezet"]
        finally:
            holder.kill()
    opened(tmp_path)
    assert files(tmp_path) == {}
