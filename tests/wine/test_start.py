"""Start.cmd: what is dropped on it, and what may be wrong: nothing closes before it was read."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.definitions.menu_words import menu_words
from pipeline.definitions.messages import load_messages
from tests.conftest import FORM_NAMES
from tests.wine.machine import CRASH, WAIT, Said, Windows, as_windows, crashing_program, typed
from tools.make_windows import PYTHON

# how a program opens a file that it keeps for itself; shared: 1 where others may read it meanwhile, as Excel does
KEEP = """
import ctypes, os, pathlib, sys, time
create = ctypes.WinDLL("kernel32").CreateFileW
create.restype, create.argtypes = ctypes.c_void_p, [ctypes.c_wchar_p] + [ctypes.c_uint32] * 2 + [ctypes.c_void_p] * 4
def keep(path, shared):
    kept = create(path, 0xC0000000, shared, None, ctypes.c_void_p(3), None, None)
    assert kept != ctypes.c_void_p(-1).value
"""
HOLD = f"{KEEP}keep(sys.argv[1], 1); pathlib.Path(sys.argv[2]).touch(); time.sleep(600)"
TELL = f"""{KEEP}
from pipeline.delivery.period.files import write_faults
from pipeline.model.findings import Stop
keep(sys.argv[1], 0)
for act in (open, os.remove):
    try:
        with write_faults():
            act(sys.argv[1])
    except Stop as stop:
        print(stop.findings[0].code)
"""


def test_a_folder_and_forms_that_are_dropped(windows: Windows, work: Path) -> None:
    """The folder is remembered; a form, dropped later, goes by postvak to where it belongs."""
    name = FORM_NAMES["1002"]
    form = work / "invoer" / "zonnedael" / "formulieren" / name
    mailed = Path(shutil.move(form, work / "van Bram & co.xlsx"))
    windows.start(work / "invoer", typed=typed("stoppen"))
    said = windows.start(mailed, typed=typed("", "stoppen"))
    assert said.code == 0, said.text
    assert form.read_bytes() == mailed.read_bytes()


def alone(windows: Windows, folder: Path, command: str, *, crashing: bool = False) -> Said:
    """Run a command file with no program beside it, or with one that crashes."""
    machine = Windows(folder, windows.env)
    (machine.top / PYTHON).mkdir(parents=True)
    shutil.copyfile(windows.top / command, machine.top / command)
    if crashing:
        crashing_program(machine.top / PYTHON / "python.exe")
    return windows.line(f'"{as_windows(machine.top / command)}"', cwd=windows.home, typed="\n")


def test_from_within_the_zip_it_says_to_unpack_it(windows: Windows, tmp_path: Path) -> None:
    """Explorer then copies only Start.cmd to a folder of its own."""
    said = alone(windows, tmp_path, "Start.cmd")
    assert said.code == 2
    assert "Pak eerst het hele zipbestand uit" in said.text
    assert WAIT in said.text


def test_a_python_that_crashes_is_no_success(windows: Windows, tmp_path: Path) -> None:
    """The window stays open then too; Linux sees the last byte of the code."""
    said = alone(windows, tmp_path, "Start.cmd", crashing=True)
    assert said.code == CRASH & 0xFF
    assert WAIT in said.text


@pytest.mark.parametrize(("crashing", "code"), [(False, 2), (True, CRASH & 0xFF)])
def test_the_command_of_a_scheduled_task_never_waits(
    windows: Windows, tmp_path: Path, crashing: bool, code: int
) -> None:
    """Nobody is there to press a key; the code says all."""
    said = alone(windows, tmp_path, "profielbouwer.cmd", crashing=crashing)
    assert said.code == code
    assert WAIT not in said.text


def test_a_missing_folder_is_named_and_asked_for_again(windows: Windows, work: Path) -> None:
    """The window stays open after a command that failed."""
    empty = work / "leeg"
    empty.mkdir()
    answers = typed("andere_map", as_windows(work / "weg"), as_windows(empty), "controleren", "", "stoppen")
    said = windows.start(work / "invoer", typed=answers)
    assert menu_words().geen_map.format(map=as_windows(work / "weg")) in said.text
    assert "Code bij het einde: 2." in said.text
    assert said.code == 2
    assert WAIT in said.text


def test_an_output_that_is_open_in_excel_is_kept(windows: Windows, work: Path) -> None:
    """It stays as it is, the new one stands beside it, and the run says first what to do, before all other findings."""
    run = ("run", "invoer", "-o", "uit", "--periode", "2026-11")
    windows.command(*run, cwd=work)
    book = work / "uit" / "2026-11" / "zonnedael" / "taakdekking.xlsx"
    before = book.read_bytes()
    (work / "invoer" / "zonnedael" / "formulieren" / FORM_NAMES["1002"]).unlink()
    with held_open(windows, book):
        said = windows.command(*run, cwd=work)
    assert said.code == 1, said.text
    first = load_messages().bevindingen["bestand_elders"]
    assert said.text.startswith(f"WAARSCHUWING zonnedael/taakdekking.xlsx: {first.tekst} {first.oplossing}")
    assert book.read_bytes() == before
    assert book.with_name("taakdekking (2).xlsx").is_file()


def test_a_file_that_another_program_keeps_is_no_lack_of_rights(windows: Windows, tmp_path: Path) -> None:
    """Neither to open it nor to remove it: the numbers are those that Windows has for it."""
    book = tmp_path / "taakdekking.xlsx"
    book.touch()
    assert windows.python("-c", TELL, as_windows(book), cwd=tmp_path).text.split() == ["bestand_bezet"] * 2


@contextmanager
def held_open(windows: Windows, book: Path) -> Iterator[None]:
    """A program has a file open meanwhile."""
    sign = book.with_name("open")
    with windows.program("-c", HOLD, as_windows(book), as_windows(sign)) as holder:
        for _ in range(600):
            if sign.exists():
                break
            time.sleep(0.1)
        sign.unlink()
        yield
        holder.kill()
