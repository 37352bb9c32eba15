"""No file stops the batch: whatever happens to the reader, every other file is read (faults.md, promises)."""

from __future__ import annotations

import multiprocessing
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from pipeline.isolate import File, Lezer
from pipeline.layout import load_layout
from pipeline.messages import show
from pipeline.read import read_file
from pipeline.records import Answer, Row, Werkmap

# A reader that does what the name of the file says; it is a module of its own, for the child has to import it.
STRANGE = """
import os, sys, time
from pathlib import Path
from pipeline.records import Werkmap

def read(path, bestand, soort):
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
def strange(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, str, str], Werkmap]:
    """The strange reader, importable in a child too: spawn hands the search path on."""
    (tmp_path / "strange_reader.py").write_text(STRANGE, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "strange_reader", raising=False)
    import strange_reader  # type: ignore[import-not-found]

    return strange_reader.read  # type: ignore[no-any-return]


def files(*stems: str, folder: Path = Path()) -> list[File]:
    """Files with these names, which need not exist."""
    return [(folder / f"{stem}.xlsx", f"{stem}.xlsx", "formulier") for stem in stems]


def outcome(werkmap: Werkmap) -> str:
    """The code of the only finding, "goed" when it was read; its message must be complete."""
    if werkmap.leesbaar:
        return "goed"
    (finding,) = werkmap.findings
    assert finding.address.bestand == werkmap.bestand
    return show(finding).code


def make_form(path: Path, uren: float) -> None:
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
    assert werkmappen == [read_file(*file) for file in given]
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


def test_files_that_kill_the_reader_lose_no_other(strange: Callable[[Path, str, str], Werkmap]) -> None:
    """An exit, an abort within the library, an exception, memory and time beyond the limit; and the next batch."""
    bad = ["dood", "crash", "fout", "geheugen", "hangt"]
    with Lezer(strange, seconds=2.0) as lezer:
        werkmappen = lezer.read(files("1", "2", *bad, "3", "dood2"))
        after = lezer.read(files("4", "5"))
    assert [werkmap.bestand for werkmap in werkmappen] == [name for _, name, _ in files("1", "2", *bad, "3", "dood2")]
    unread = ["bestand_niet_gelezen"] * len(bad)
    assert [outcome(w) for w in werkmappen] == ["goed", "goed", *unread, "goed", "bestand_niet_gelezen"]
    assert [outcome(werkmap) for werkmap in after] == ["goed", "goed"]


def test_a_reader_that_hangs_is_ended_not_waited_for(strange: Callable[[Path, str, str], Werkmap]) -> None:
    """The time limit is per file, and holds although the reader would sleep for a minute."""
    began = time.monotonic()
    with Lezer(strange, seconds=0.2) as lezer:
        assert [outcome(werkmap) for werkmap in lezer.read(files("hangt"))] == ["bestand_niet_gelezen"]
    assert time.monotonic() - began < 40


def test_a_file_that_died_of_what_was_read_before_it_gets_a_second_try(
    tmp_path: Path, strange: Callable[[Path, str, str], Werkmap]
) -> None:
    """Memory may have been taken by another file; in a fresh child it is read."""
    with Lezer(strange) as lezer:
        assert [outcome(w) for w in lezer.read(files("1", "vol1", folder=tmp_path))] == ["goed", "goed"]
        assert [outcome(w) for w in lezer.read(files("vol2", folder=tmp_path))] == ["goed"]


def test_one_child_reads_all_batches_and_ends_with_the_lezer(strange: Callable[[Path, str, str], Werkmap]) -> None:
    """Starting a child takes a hundred times as long as reading a form; none is left behind."""
    with Lezer(strange) as lezer:
        pids = {werkmap.stempel["pid"] for _ in range(3) for werkmap in lezer.read(files("1", "2"))}
        assert len(multiprocessing.active_children()) == 1
    assert len(pids) == 1
    assert pids != {str(os.getpid())}
    assert not multiprocessing.active_children()


def test_without_files_no_child_is_started() -> None:
    """A steunpunt may have nothing to read."""
    with Lezer() as lezer:
        assert lezer.read([]) == []
        assert not multiprocessing.active_children()


def test_the_child_imports_nothing_heavy(strange: Callable[[Path, str, str], Werkmap]) -> None:
    """It is started by spawn, so it has only what it imports itself: no polars, pandera, openpyxl or docxtpl."""
    with Lezer(strange) as lezer:
        (werkmap,) = lezer.read(files("1"))
    modules = werkmap.stempel["modules"].split()
    assert "pipeline.read" in modules
    assert not {"polars", "pandera", "openpyxl", "docxtpl", "pipeline.validate"} & {*modules}


def test_the_kind_of_file_reaches_the_reader(strange: Callable[[Path, str, str], Werkmap]) -> None:
    """A team workbook has other sheets than a form."""
    with Lezer(strange) as lezer:
        (werkmap,) = lezer.read([(Path("steunpunt.xlsx"), "steunpunt.xlsx", "team")])
    assert werkmap.stempel["soort"] == "team"


def test_the_child_says_nothing(
    strange: Callable[[Path, str, str], Werkmap], capfd: pytest.CaptureFixture[str]
) -> None:
    """faults.md 29: no name on stdout or stderr, also when the reader dies with one in its exception."""
    with Lezer(strange) as lezer:
        lezer.read(files("praat", "fout"))
    assert capfd.readouterr() == ("", "")


def test_a_reader_that_cannot_start_is_no_fault_of_a_file(strange: Callable[[Path, str, str], Werkmap]) -> None:
    """It cannot be imported in the child: the run stops, rather than calling every form unreadable."""
    module = sys.modules[strange.__module__]
    assert module.__file__
    Path(module.__file__).write_text("broken", "utf-8")
    with Lezer(strange) as lezer, pytest.raises(RuntimeError):
        lezer.read(files("1"))
