"""profielen.cmd, for who has Python: the folders may have any sign, and a crash is no success."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, ROOT
from tests.wine.machine import CRASH, WAIT, Windows, crashing_program
from tools.make_windows import PYTHON

LOCK = "requirements-windows.lock"


@pytest.fixture
def checkout(windows: Windows, tmp_path: Path) -> Path:
    """What profielen.cmd needs of a checkout, already set up: its Python is that of the zip."""
    folder = tmp_path / "code & meer"
    shutil.copytree(windows.top / PYTHON, folder / ".venv" / "Scripts", copy_function=os.link)
    shutil.copyfile(ROOT / "profielen.cmd", folder / "profielen.cmd")
    shutil.copyfile(ROOT / LOCK, folder / LOCK)
    shutil.copyfile(ROOT / LOCK, folder / ".venv" / "klaar.lock")
    shutil.copytree(EXAMPLE, folder / "Jan & Piet (oud)")
    return folder


def test_a_run_with_a_rejected_form_is_a_success(windows: Windows, checkout: Path) -> None:
    """As with `make profiles`; a backslash at the end of a name is what the Tab key types."""
    said = windows.line('profielen.cmd "Jan & Piet (oud)\\" "uit & thuis" 2026-11', cwd=checkout, typed="\n")
    assert said.code == 0, said.text
    assert WAIT not in said.text  # a scheduled task has nobody to press a key
    assert (checkout / "uit & thuis" / "2026-11" / "index.html").is_file()


def test_a_crash_is_no_success(windows: Windows, checkout: Path) -> None:
    """Its code is below zero, and was taken for less than 2."""
    program = checkout / ".venv" / "Scripts" / "python.exe"
    program.unlink()
    crashing_program(program)
    assert windows.line("profielen.cmd", cwd=checkout, typed="\n").code == CRASH & 0xFF


def test_without_python_it_says_so_and_waits(windows: Windows, checkout: Path) -> None:
    """Also when the libraries were set up for an older version of the lock."""
    (checkout / LOCK).write_text("anders")
    said = windows.line("profielen.cmd", cwd=checkout, typed="\n")
    assert said.code == 2
    assert "Installeer eerst Python" in said.text
    assert WAIT in said.text
