"""Where the folders may be: on a network path, and on a disk that is full."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.definitions.messages import load_messages
from tests.conftest import EXAMPLE
from tests.support.folders import files
from tests.wine.machine import CRASH, WAIT, Windows, crashing_program, linux, typed
from tools.make_windows import PYTHON, TOP

SHARE = r"\\server\onze map"
ROOM = 8 << 20  # bytes on the small disk


def test_the_folder_may_be_on_a_network_path(windows: Windows, work: Path) -> None:
    """Nothing goes by a drive letter."""
    windows.named("unc/server/onze map", windows.home)
    invoer = rf"{SHARE}\{work.name}\invoer"
    said = windows.start(invoer, typed=typed("maken", "2026-11", "", "stoppen"))
    assert said.code == 1, said.text
    assert f"Map: {invoer}" in said.text
    assert (work / "output" / "2026-11" / "index.html").is_file()
    assert windows.opened[-1].endswith("index.html")


@pytest.mark.parametrize("command", ["Start.cmd", "profielbouwer.cmd"])
def test_the_program_may_be_on_a_network_path(windows: Windows, tmp_path: Path, command: str) -> None:
    """It is found there, and its code comes back; Python itself wine 8 cannot start from there."""
    windows.named(f"unc/server/{tmp_path.name}", tmp_path)
    (tmp_path / TOP / PYTHON).mkdir(parents=True)
    shutil.copyfile(windows.top / command, tmp_path / TOP / command)
    crashing_program(tmp_path / TOP / PYTHON / "python.exe")
    said = windows.line(rf'"\\server\{tmp_path.name}\{TOP}\{command}"', cwd=windows.home, typed="\n")
    assert said.code == CRASH & 0xFF, said.text


@pytest.fixture
def disk(windows: Windows, tmp_path: Path) -> Iterator[Path]:
    """Drive K, with a month of the example, one form of which is gone since, and no room at all.

    Mounting asks for a superuser: `make wine` makes one, in a namespace of its own.
    """
    place = tmp_path / "klein"
    place.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={ROOM}", "klein", place], check=True)
    windows.named("k:", place)
    try:
        shutil.copytree(EXAMPLE, place / "invoer")
        linux("run", "invoer", "-o", "output", "--periode", "2026-11", cwd=place)
        next((place / "invoer" / "zonnedael" / "formulieren").iterdir()).unlink()
        found = os.statvfs(place)
        (place / "vol").write_bytes(b"0" * found.f_bavail * found.f_bsize)
        yield place
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk_is_told_and_leaves_the_former_output_as_it_was(windows: Windows, disk: Path) -> None:
    """By a run, and by a form that is dropped; the menu goes on, and the window stays open."""
    cause = load_messages().oorzaken["schijf_vol"]
    told = load_messages().bevindingen["uitvoer_onschrijfbaar"].tekst.format(oorzaak=cause)
    before = files(disk)
    said = windows.start(r"K:\invoer", typed=typed("maken", "2026-11", "", "stoppen"))
    assert (said.code, said.text.count(told)) == (2, 1), said.text
    assert WAIT in said.text
    form = next((EXAMPLE / "meerwijk" / "formulieren").iterdir())
    said = windows.start(form, typed=typed("stoppen"))  # it knows the folder
    assert (said.code, said.text.count(told)) == (2, 1), said.text
    assert files(disk) == before
