"""Writing: whole or not at all, only what changed, one run at a time, never over another's file."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import output
from pipeline.findings import Stop
from pipeline.messages import show
from pipeline.output import JOURNAL, LOCK, Periodemap, create, file_part, free_path, open_output, write_faults

PERIODE = "2026-11"
PROFIEL = "zonnedael/profielen/1001-Zoë.docx"


def files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, leftovers and all, the lock excepted."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != LOCK and JOURNAL not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(found)}


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


def opened(uitvoer: Path) -> None:
    """Open and close the folder of a period."""
    with open_output(uitvoer, PERIODE):
        pass


def refuse(error: int) -> Callable[..., None]:
    """A call of the operating system that fails."""

    def call(*_: object, **__: object) -> None:
        raise OSError(error, os.strerror(error))

    return call


# --- writing -------------------------------------------------------------------------------------------------------


def test_files_are_written_with_their_folders_and_hashes(tmp_path: Path) -> None:
    """run.json names each with its sha256."""
    content = {PROFIEL: b"profiel", "run.json": b"{}"}
    hashes = Periodemap(tmp_path).write(content)
    assert files(tmp_path) == content
    assert hashes == {path: hashlib.sha256(data).hexdigest() for path, data in content.items()}


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    """An unchanged rerun writes nothing; its hash is told all the same."""
    path = put(tmp_path, "a/b.txt", b"zelfde")
    os.utime(path, ns=(1, 1))
    before = path.stat().st_ino
    hashes = Periodemap(tmp_path).write({"a/b.txt": b"zelfde"})
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == (1, before)
    assert hashes == {"a/b.txt": hashlib.sha256(b"zelfde").hexdigest()}


@pytest.mark.parametrize("new", [b"anders", b"anderS", b"langer dan eerst", b""])
def test_a_changed_file_is_replaced(tmp_path: Path, new: bytes) -> None:
    """Also when it has the same length, and by a new file: a reader of the old one keeps the old one whole."""
    path = put(tmp_path, "b.txt", b"eerder")
    with path.open("rb") as reader:
        Periodemap(tmp_path).write({"b.txt": new})
        assert reader.read() == b"eerder"
    assert files(tmp_path) == {"b.txt": new}


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_the_old_file_intact(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    """faults.md 10: one sentence, and no leftovers."""
    put(tmp_path, f"{PERIODE}/b.txt", b"vorige maand")
    where = os if call == "fsync" else Path
    monkeypatch.setattr(where, call, refuse(errno.ENOSPC))

    def write() -> None:
        with open_output(tmp_path, PERIODE) as periodemap:
            periodemap.write({"b.txt": b"nieuwe maand"})

    assert stopped(write) == ["uitvoer_onschrijfbaar:schijf_vol"]
    assert files(tmp_path) == {f"{PERIODE}/b.txt": b"vorige maand"}


def test_what_was_written_before_the_disk_was_full_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file is whole by itself; the next run completes."""
    Periodemap(tmp_path).write({"a.txt": b"a"})
    monkeypatch.setattr(os, "fsync", refuse(errno.ENOSPC))
    with pytest.raises(OSError, match="space"):
        Periodemap(tmp_path).write({"a.txt": b"a", "b.txt": b"b"})
    assert files(tmp_path) == {"a.txt": b"a"}


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (errno.ENOSPC, "schijf_vol"),
        (errno.EDQUOT, "schijf_vol"),
        (errno.EACCES, "geen_rechten"),
        (errno.EPERM, "geen_rechten"),
        (errno.EROFS, "geen_rechten"),
        (errno.EIO, "niet_te_schrijven"),
    ],
)
def test_what_the_file_system_refuses_becomes_one_sentence(error: int, cause: str) -> None:
    """faults.md 35: no path and no words of Python."""

    def act() -> None:
        with write_faults():
            refuse(error)()

    assert stopped(act) == [f"uitvoer_onschrijfbaar:{cause}"]


def test_a_file_that_is_open_elsewhere_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """faults.md 31: Excel on Windows denies access until the file is closed."""
    real, refusals = Path.replace, [PermissionError(), PermissionError()]

    def busy(self: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    monkeypatch.setattr(output, "_PAUSE", 0)
    Periodemap(tmp_path).write({"b.txt": b"nieuw"})
    assert (files(tmp_path), refusals) == ({"b.txt": b"nieuw"}, [])


def test_a_file_that_stays_open_elsewhere_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """faults.md 31: not for ever, and the old file stays."""
    put(tmp_path, "b.txt", b"eerder")
    monkeypatch.setattr(Path, "replace", refuse(errno.EACCES))
    monkeypatch.setattr(output, "_PAUSE", 0)
    assert stopped(lambda: Periodemap(tmp_path).write({"b.txt": b"nieuw"})) == ["bestand_bezet"]
    assert files(tmp_path) == {"b.txt": b"eerder"}


def test_a_new_file_never_overwrites(tmp_path: Path) -> None:
    """Forms and team workbooks are handed out once (design.md 2.3)."""
    create(tmp_path / "map" / "1001.xlsx", b"nieuw")
    with pytest.raises(FileExistsError):
        create(tmp_path / "map" / "1001.xlsx", b"leeg")
    assert files(tmp_path) == {"map/1001.xlsx": b"nieuw"}


# --- the output folder ---------------------------------------------------------------------------------------------


def test_the_folder_of_a_period_is_made(tmp_path: Path) -> None:
    """With everything above it."""
    with open_output(tmp_path / "a" / "b", PERIODE) as periodemap:
        assert periodemap.pad == tmp_path / "a" / "b" / PERIODE
        assert periodemap.pad.is_dir()


def test_leftovers_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    """faults.md 11: half a file under its temporary name; files of this and other periods stay."""
    put(tmp_path, f"{PERIODE}/zonnedael/profielen/{output._TEMPORARY}1001.docx", b"half")
    put(tmp_path, f"{PERIODE}/{output._TEMPORARY}run.json", b"{")
    kept = {f"{PERIODE}/zonnedael/taakdekking.xlsx": b"heel", "2026-10/run.json": b"{}"}
    for path, data in kept.items():
        put(tmp_path, path, data)
    opened(tmp_path)
    assert files(tmp_path) == kept


@pytest.mark.parametrize("blocked", ["uit", f"uit/{PERIODE}", f"uit/{PERIODE}/zonnedael"])
def test_a_file_where_a_folder_should_be_stops_the_run(tmp_path: Path, blocked: str) -> None:
    """faults.md 35; this holds for root too, whom no rights stop."""
    put(tmp_path, blocked, b"van iemand anders")

    def write() -> None:
        with open_output(tmp_path / "uit", PERIODE) as periodemap:
            periodemap.write({"zonnedael/a.txt": b"a"})

    assert stopped(write) == ["uitvoer_onschrijfbaar:niet_te_schrijven"]
    assert files(tmp_path) == {blocked: b"van iemand anders"}


def test_a_folder_without_rights_stops_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a read-only folder answers, whoever runs the tests."""
    monkeypatch.setattr(Path, "mkdir", refuse(errno.EACCES))
    assert stopped(lambda: opened(tmp_path)) == ["uitvoer_onschrijfbaar:geen_rechten"]


def test_a_folder_where_a_file_should_be_stops_the_run(tmp_path: Path) -> None:
    """It is not removed, for it is not ours."""
    (tmp_path / PERIODE / "run.json").mkdir(parents=True)

    def write() -> None:
        with open_output(tmp_path, PERIODE) as periodemap:
            periodemap.write({"run.json": b"{}"})

    assert stopped(write) == ["uitvoer_onschrijfbaar:niet_te_schrijven"]
    assert ((tmp_path / PERIODE / "run.json").is_dir(), files(tmp_path)) == (True, {})


# --- one run at a time ---------------------------------------------------------------------------------------------


def test_a_second_run_on_the_same_folder_is_told_and_stops(tmp_path: Path) -> None:
    """faults.md 30: at once, also for another period, and it leaves everything as it is."""
    with open_output(tmp_path, PERIODE) as periodemap:
        leftover = put(periodemap.pad, f"{output._TEMPORARY}run.json", b"half")
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
from pipeline.output import open_output
with open_output(Path(sys.argv[1]), "2026-11") as periodemap:
    (periodemap.pad / ".~profielbouwer-half").write_bytes(b"half")
    print("bezet", flush=True)
    time.sleep(60)
"""


def test_a_folder_is_free_again_after_its_run_was_killed(tmp_path: Path) -> None:
    """faults.md 11, 30: kill -9 leaves a lock file, but nobody who holds it; the next run cleans up."""
    root = Path(output.__file__).parents[1]
    command = [sys.executable, "-c", HOLDER, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as holder:
        try:
            assert holder.stdout and holder.stdout.readline() == "bezet\n"
            assert stopped(lambda: opened(tmp_path)) == ["uitvoer_bezet"]
        finally:
            holder.kill()
    opened(tmp_path)
    assert files(tmp_path) == {}


# --- retiring ------------------------------------------------------------------------------------------------------


def test_own_files_that_no_longer_belong_move_away(tmp_path: Path) -> None:
    """design.md 6: nothing is deleted, empty folders go, foreign files stay."""
    put(tmp_path, PROFIEL, b"profiel")
    put(tmp_path, "zonnedael/retour/1002.xlsx", b"retour")
    put(tmp_path, "zonnedael/retour/notitie.txt", b"van HR")
    moved = Periodemap(tmp_path).retire([PROFIEL, "zonnedael/retour/1002.xlsx", "zonnedael/weg.docx"])
    assert moved == [PROFIEL, "zonnedael/retour/1002.xlsx"]
    assert files(tmp_path) == {
        f"vervallen/{PROFIEL}": b"profiel",
        "vervallen/zonnedael/retour/1002.xlsx": b"retour",
        "zonnedael/retour/notitie.txt": b"van HR",
    }
    assert not (tmp_path / "zonnedael" / "profielen").exists()


def test_retiring_never_overwrites(tmp_path: Path) -> None:
    """Somebody who comes and goes has more than one former profile."""
    for data in (b"1", b"2", b"3"):
        put(tmp_path, "a/1001.docx", data)
        Periodemap(tmp_path).retire(["a/1001.docx"])
    assert files(tmp_path) == {
        "vervallen/a/1001.docx": b"1",
        "vervallen/a/1001 (2).docx": b"2",
        "vervallen/a/1001 (3).docx": b"3",
    }


def test_the_folder_of_the_period_itself_stays(tmp_path: Path) -> None:
    """Also when its last file moves away."""
    put(tmp_path, "run.txt", b"x")
    Periodemap(tmp_path).retire(["run.txt"])
    assert files(tmp_path) == {"vervallen/run.txt": b"x"}


# --- what a former run wrote ---------------------------------------------------------------------------------------


def test_a_former_run_names_its_files(tmp_path: Path) -> None:
    """With their hashes in run.json."""
    put(tmp_path, "run.json", json.dumps({"bestanden": {PROFIEL: "0" * 64}}).encode())
    assert Periodemap(tmp_path).named_files() == {PROFIEL}


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'"x"', b"{}", b'{"bestanden": 5}', b'{"bestanden": [1]}', b"\xff\xfe"]
)
def test_a_run_json_of_something_else_names_nothing(tmp_path: Path, content: bytes) -> None:
    """Then none of the files there is ours."""
    put(tmp_path, "run.json", content)
    assert Periodemap(tmp_path).named_files() == frozenset()


def test_without_a_former_run_nothing_is_named(tmp_path: Path) -> None:
    """The first run of a period."""
    assert Periodemap(tmp_path).named_files() == frozenset()


def test_a_changed_run_json_names_no_file_outside_its_folder(tmp_path: Path) -> None:
    """Otherwise the next run would move somebody's file away (output.py: never outside the output folder)."""
    outside = put(tmp_path, "elders.txt", b"van iemand anders")
    named = {"../elders.txt": "", str(outside): "", "a/../../elders.txt": "", "a/../b.txt": ""}
    put(tmp_path, f"{PERIODE}/run.json", json.dumps({"bestanden": named}).encode())
    assert Periodemap(tmp_path / PERIODE).named_files() == {"a/../b.txt"}


# --- names ---------------------------------------------------------------------------------------------------------

HOSTILE = [
    "CON",
    "con",
    "NUL.tar",
    "COM1",
    "a:b",
    "a/b",
    "../x",
    "..",
    "...",
    ".",
    "a. ",
    " a",
    "a\\b",
    'a"b<c>|?*',
    "",
]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a\nb", "a\x00b", "\\\\server\\x", "C:\\x", "😀" * 300, "é" * 300, "a" * 300]
)
@pytest.mark.parametrize("distinct", [False, True])
def test_part_of_a_file_name_is_accepted_by_every_system(tmp_path: Path, text: str, distinct: bool) -> None:
    """faults.md 32: no sign with a meaning, no device of Windows, no dot or space at the end, not too long."""
    part = file_part(text, distinct=distinct)
    assert not set(part) & set('/\\:*?"<>|\0\r\n\t')
    assert part == part.strip(". ")
    assert part.split(".")[0].casefold() not in {"con", "nul", "com1"}
    assert len(part.encode()) <= output.NAME_BYTES + len("_abcdef")
    written = tmp_path / f"x{part}.docx"
    written.write_bytes(b"")
    assert [*tmp_path.iterdir()] == [written]


@pytest.mark.parametrize("text", ["Zoë", "Anna de Vries-Jansen", "x😀y", "=1+1", "1001", "O'Brien & Zn", "Łukasz"])
def test_an_ordinary_name_stays_as_it_is(text: str) -> None:
    """People recognise the file."""
    assert file_part(text) == file_part(text, distinct=True) == text


def test_a_name_is_the_same_however_its_accents_are_written() -> None:
    """A Mac writes ë as two signs (faults.md 1)."""
    assert file_part(unicodedata.normalize("NFD", "Zoë"), distinct=True) == file_part("Zoë", distinct=True) == "Zoë"


@pytest.mark.parametrize("text", ["a" * 40, "a" * 41])
def test_a_part_has_at_most_forty_signs(text: str) -> None:
    """Unless another limit is given."""
    assert (file_part(text), file_part(text, 5), file_part(text, 0)) == ("a" * 40, "aaaaa", "")


def test_a_part_that_is_cut_off_does_not_end_in_a_space_or_half_a_sign() -> None:
    """Windows drops such a space, and then the file is not found."""
    assert file_part("a" * 39 + " b") == "a" * 39
    assert file_part("é" * 79 + ". x", 120) == "é" * 79
    assert file_part("😀" * 60, 60) == "😀" * 40


@pytest.mark.parametrize(
    ("one", "other"),
    [("10:01", "1001"), ("a/b", "ab"), ("a" * 41, "a" * 42), ("..", "..."), ("CON", "CON_"), (" 1", "1"), ("1.", "1")],
)
def test_distinct_numbers_stay_distinct(one: str, other: str) -> None:
    """faults.md 1: nothing is overwritten, for two people may not share a file."""
    assert file_part(one) == file_part(other)
    assert file_part(one, distinct=True) != file_part(other, distinct=True)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(deadline=None, max_examples=50)
def test_a_distinct_part_is_never_empty_and_always_the_same(text: str) -> None:
    """Same input, same name; only an empty number has no name."""
    part = file_part(text, distinct=True)
    assert part == file_part(text, distinct=True)
    assert bool(part) == bool(text)
    assert not set(part) & set("/\\:\0")


def test_a_free_path_is_the_path_itself_when_nothing_stands_there(tmp_path: Path) -> None:
    """And else the first with a number."""
    path = tmp_path / "1001.xlsx"
    assert free_path(path) == path
    put(tmp_path, "1001.xlsx", b"")
    assert free_path(path) == tmp_path / "1001 (2).xlsx"
    put(tmp_path, "1001 (2).xlsx", b"")
    (tmp_path / "1001 (3).xlsx").mkdir()
    assert free_path(path) == tmp_path / "1001 (4).xlsx"
