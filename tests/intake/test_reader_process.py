"""No file stops the batch: whatever happens to the reader, every other file is read (faults.md, promises)."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.definitions.layout import load_layout
from pipeline.definitions.messages import show
from pipeline.intake.file import read_file
from pipeline.intake.opdracht import Leesopdracht
from pipeline.intake.reader_process import Lezer, Reader, _Child
from pipeline.model.workbook import Answer, Row, Werkmap
from tests.conftest import ROOT

# A reader that does what the name of the file says; it is a module of its own, for the child has to import it.
STRANGE = """
import os, sys, time
from pathlib import Path
from pipeline.model.judged import Werkmap

def read(opdracht):
    path, bestand, soort = opdracht.pad, opdracht.bestand, opdracht.soort
    do = path.stem.rstrip("0123456789")
    if do == "dood":
        os._exit(3)
    if do == "crash":
        os.abort()
    if do == "fout":
        raise KeyError("Anna de Vries")
    if do == "hangt":
        time.sleep(60)
    if do == "geheugen":
        bytearray(3 * 1024**3)
    if do == "vol" and once(path):
        os._exit(3)
    if do == "praat":
        print("Anna de Vries")
        print("Anna de Vries", file=sys.stderr)
        os.write(2, b"Anna de Vries")
    modules = " ".join(sorted(sys.modules))
    return Werkmap(bestand, "", {"pid": str(os.getpid()), "modules": modules, "soort": soort}, {}, {})

def once(path):
    if path.exists():
        return False
    path.touch()
    return True
"""


@pytest.fixture
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Reader:
    """The strange reader, importable in a child too: spawn hands the search path on."""
    (tmp_path / "strange_reader.py").write_text(STRANGE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "strange_reader", raising=False)
    import strange_reader  # type: ignore[import-not-found]

    return strange_reader.read  # type: ignore[no-any-return]


def files(*stems: str, folder: Path = Path()) -> list[Leesopdracht]:
    """Files with these names, which need not exist."""
    return [Leesopdracht(folder / f"{stem}.xlsx", f"{stem}.xlsx", "formulier") for stem in stems]


SHARED: set[BaseProcess] = set()


@pytest.fixture(autouse=True)
def shared_child() -> None:
    """Other tests in this process may have started the child that all batches share, which stays."""
    SHARED.clear()
    SHARED.update(multiprocessing.active_children())


def children() -> list[BaseProcess]:
    """The children that this test has now."""
    return [child for child in multiprocessing.active_children() if child not in SHARED]


def outcome(werkmap: Werkmap) -> str:
    """The code of the only finding, "goed" when it was read; its message must be complete."""
    if werkmap.leesbaar:
        return "goed"
    (finding,) = werkmap.findings
    assert finding.address.bestand == werkmap.bestand
    return show(finding).code


def make_form(path: Path, uren: float | str) -> None:
    """A form with one answer on the sheet Kerntaken, by the layout."""
    book = Workbook()
    blad = load_layout().formulier["kerntaken"]
    sheet = book.create_sheet(blad.naam)
    sheet.append([kolom.kop for kolom in blad.kolommen])
    sheet.append(["a", "", "", "", "ja", uren, "let op"])
    book.save(path)


def test_the_child_reads_the_same_as_a_direct_call(tmp_path: Path) -> None:
    """In the order given, answers and findings and all; a file that is not there has its own finding."""
    for number in (1, 2, 3):
        make_form(tmp_path / f"{number}.xlsx", uren=number)
    (tmp_path / "leeg.xlsx").touch()
    given = files("3", "weg", "1", "leeg", "2", folder=tmp_path)
    with Lezer() as lezer:
        werkmappen = lezer.read(given)
    assert werkmappen == [read_file(file) for file in given]
    assert [w.bestand for w in werkmappen] == ["3.xlsx", "weg.xlsx", "1.xlsx", "leeg.xlsx", "2.xlsx"]
    assert werkmappen[0].tabellen["kerntaken"] == (
        Row(
            "a",
            {
                "code": Answer("a", "A2"),
                "gekozen": Answer("ja", "E2"),
                "uren": Answer(3.0, "F2"),
                "toelichting": Answer("let op", "G2"),
            },
        ),
    )
    assert [outcome(werkmappen[1]), outcome(werkmappen[3])] == ["bestand_verdwenen", "bestand_leeg"]


def test_files_that_kill_the_reader_lose_no_other(strange: Reader) -> None:
    """An exit, an abort within the library, an exception, memory and time beyond the limit; and the next batch."""
    bad = ["dood", "crash", "fout", "geheugen", "hangt"]
    with Lezer(strange, seconds=2.0) as lezer:
        werkmappen = lezer.read(files("1", "2", *bad, "3", "dood2"))
        after = lezer.read(files("4", "5"))
    assert [werkmap.bestand for werkmap in werkmappen] == [f"{stem}.xlsx" for stem in ("1", "2", *bad, "3", "dood2")]
    unread = ["bestand_niet_gelezen"] * len(bad)
    assert [outcome(w) for w in werkmappen] == ["goed", "goed", *unread, "goed", "bestand_niet_gelezen"]
    assert [outcome(werkmap) for werkmap in after] == ["goed", "goed"]


def test_a_reader_that_hangs_is_ended_not_waited_for(strange: Reader) -> None:
    """The time limit is per file, and holds although the reader would sleep for a minute."""
    began = time.monotonic()
    with Lezer(strange, seconds=0.2) as lezer:
        assert [outcome(werkmap) for werkmap in lezer.read(files("hangt"))] == ["bestand_niet_gelezen"]
    assert time.monotonic() - began < 40


def test_a_file_that_died_of_what_was_read_before_it_gets_a_second_try(tmp_path: Path, strange: Reader) -> None:
    """Memory may have been taken by another file; in a fresh child it is read."""
    with Lezer(strange) as lezer:
        assert [outcome(w) for w in lezer.read(files("1", "vol1", folder=tmp_path))] == ["goed", "goed"]
        assert [outcome(w) for w in lezer.read(files("vol2", folder=tmp_path))] == ["goed"]


def test_one_child_reads_all_batches_and_ends_with_the_lezer(strange: Reader) -> None:
    """Starting a child takes a hundred times as long as reading a form; none is left behind."""
    with Lezer(strange) as lezer:
        pids = {werkmap.stempel["pid"] for _ in range(3) for werkmap in lezer.read(files("1", "2"))}
        assert len(children()) == 1
    assert len(pids) == 1
    assert pids != {str(os.getpid())}
    assert not children()


def test_a_child_that_was_started_ahead_reads_the_files(strange: Reader) -> None:
    """What is imported meanwhile does not wait for it; there is no second one."""
    with Lezer(strange) as lezer:
        lezer.start()
        (ahead,) = children()
        lezer.start()
        (werkmap,) = lezer.read(files("gewoon"))
        assert (outcome(werkmap), children()) == ("goed", [ahead])


def test_threads_that_ask_at_once_get_their_own_answers(tmp_path: Path) -> None:
    """A worker of a cluster that was started with threads mixes nothing up."""
    for number in range(40):
        make_form(tmp_path / f"{number}.xlsx", uren=number)
    with Lezer() as lezer, ThreadPoolExecutor(4) as threads:
        asked = [files(*map(str, range(start, 40, 4)), folder=tmp_path) for start in range(4)]
        lezer.start()
        read = [*threads.map(lezer.read, asked)]
        assert len(children()) == 1
    assert [[werkmap.bestand for werkmap in one] for one in read] == [[file.bestand for file in one] for one in asked]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signal")
def test_ctrl_c_is_not_for_the_child(strange: Reader) -> None:
    """Not while it starts either, when it would say so on the screen; the run itself still hears it."""
    with Lezer(strange) as lezer:
        lezer.start()
        (child,) = children()
        assert child.pid
        os.kill(child.pid, signal.SIGINT)
        assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
        assert [outcome(werkmap) for werkmap in lezer.read(files("gewoon"))] == ["goed"]
        assert children() == [child]


def test_without_files_no_child_is_started() -> None:
    """A steunpunt may have nothing to read."""
    with Lezer() as lezer:
        assert lezer.read([]) == []
        assert not children()


def test_the_child_imports_nothing_heavy(strange: Reader) -> None:
    """It is started by spawn, so it has only what it imports itself: no polars, pandera, openpyxl or docxtpl."""
    with Lezer(strange) as lezer:
        (werkmap,) = lezer.read(files("1"))
    modules = werkmap.stempel["modules"].split()
    assert "pipeline.intake.file" in modules
    assert not {"polars", "pandera", "openpyxl", "docxtpl", "pipeline.checking.judge"} & {*modules}


def test_the_kind_of_file_reaches_the_reader(strange: Reader) -> None:
    """A team workbook has other sheets than a form."""
    with Lezer(strange) as lezer:
        (werkmap,) = lezer.read([Leesopdracht(Path("steunpunt.xlsx"), "steunpunt.xlsx", "team")])
    assert werkmap.stempel["soort"] == "team"


def test_the_child_says_nothing(strange: Reader, capfd: pytest.CaptureFixture[str]) -> None:
    """faults.md 29: no name on stdout or stderr, also when the reader dies with one in its exception."""
    with Lezer(strange) as lezer:
        lezer.read(files("praat", "fout"))
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_cannot_start_is_no_fault_of_a_file(strange: Reader) -> None:
    """It cannot be imported in the child: the run stops, rather than calling every form unreadable."""
    module = sys.modules[strange.__module__]
    assert module.__file__
    Path(module.__file__).write_text("broken", "utf-8")
    with Lezer(strange) as lezer, pytest.raises(RuntimeError):
        lezer.read(files("1"))


def test_an_interrupted_question_leaves_no_answer_behind(strange: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C while the child reads: what it still has to say is not taken for the answer to the next question."""

    def interrupted(self: _Child, seconds: float) -> Werkmap:
        raise KeyboardInterrupt

    with Lezer(strange) as lezer:
        with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
            patch.setattr(_Child, "answer", interrupted)
            lezer.read(files("1"))
        assert [werkmap.bestand for werkmap in lezer.read(files("2"))] == ["2.xlsx"]


def test_equal_answers_of_another_kind_stay_apart(tmp_path: Path) -> None:
    """1, True and "1" are the same to a dictionary, not to a manager; rows are remembered on both sides of the pipe."""
    for number, value in enumerate([1.0, True, "1", 1.0]):
        make_form(tmp_path / f"{number}.xlsx", uren=value)
    with Lezer() as lezer:
        werkmappen = lezer.read(files("0", "1", "2", "3", folder=tmp_path))
    values = [werkmap.tabellen["kerntaken"][0].answers["uren"].value for werkmap in werkmappen]
    assert list(map(repr, values)) == ["1.0", "True", "'1'", "1.0"]


# A process that reads two batches, and tells by which child.
TWO_BATCHES = """
import multiprocessing
from pathlib import Path
from pipeline.intake.reader_process import shared_lezer
from pipeline.intake.opdracht import Leesopdracht

if __name__ == "__main__":
    for _ in range(2):
        shared_lezer().read([Leesopdracht(Path("weg.xlsx"), "weg.xlsx", "formulier")])
        print(*(child.pid for child in multiprocessing.active_children()))
"""


def test_all_batches_of_a_process_share_one_child_that_ends_with_it(tmp_path: Path) -> None:
    """Starting a child takes longer than reading a hundred forms; none is left behind."""
    script = tmp_path / "two_batches.py"
    script.write_text(TWO_BATCHES, "utf-8")
    root = str(ROOT)
    done = subprocess.run(
        [sys.executable, str(script)],
        env={**os.environ, "PYTHONPATH": root},
        capture_output=True,
        text=True,
        check=True,
    )
    first, second = done.stdout.split()
    assert first == second
    if sys.platform != "win32":
        with pytest.raises(ProcessLookupError):
            os.kill(int(first), 0)


def test_a_shared_child_that_died_between_batches_is_replaced(strange: Reader) -> None:
    """Somebody ends it, or the system runs out of memory: the next batch is read by another."""
    with Lezer(strange) as lezer:
        lezer.read(files("1"))
        (child,) = children()
        child.kill()
        child.join()
        assert [outcome(werkmap) for werkmap in lezer.read(files("2", "3"))] == ["goed", "goed"]
