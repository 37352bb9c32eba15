"""A month on Windows: the zip alone, by the menu and by commands, makes what Linux makes, file by file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.menu import PROGRAM
from tests.conftest import EXAMPLE, ROOT
from tests.wine.machine import Said, Windows, as_windows

MAILED = "1002 Bram Verzonnen.xlsx"
# the hash of the program itself and those of files that hold it (the former record) or are packed by zlib (in run.json)
HASHES = re.compile(rb'("programma": "|\.(?:xlsx|docx|json)": "|"vorige": "\d{4}-\d\d )[0-9a-f]{64}\b')


@dataclass(frozen=True)
class Month:
    """The same work done twice: the folders it was done in, and what Start.cmd and the commands said."""

    windows: Path
    linux: Path
    menu: Said
    check: Said
    linux_check: Said
    rerun: Said
    untouched: bool
    opened: list[str]


def linux(*words: str, cwd: Path) -> Said:
    """The same command here."""
    env = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [*PROGRAM, *words], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return Said(done.returncode, done.stdout)


def prepare(folder: Path) -> Path:
    """A folder to work in: the example, of which one form came by mail."""
    shutil.copytree(EXAMPLE, folder / "invoer")
    (folder / "invoer" / "postvak").mkdir()
    form = folder / "invoer" / "zonnedael" / "formulieren" / MAILED
    form.rename(folder / "invoer" / "postvak" / "van Bram (1).xlsx")
    return folder


@pytest.fixture(scope="module")
def month(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Month:
    """The month from hand-out to signing list, twice: October by the menu, November with its answers by commands."""
    there = prepare(windows.home / "A&B 100% (werk) ^!")
    invoer = as_windows(there / "invoer")
    browser = windows.home.parent / "browser"
    opened = browser_that_notes(windows, browser)
    menu = windows.start(typed=f'"{invoer}"\n1\n\n2\n\n3\n\n4\n2026-10\n\n0\n')
    before = stamps(there / "output")
    rerun = windows.command("run", "invoer", "-o", "output", "--periode", "2026-10", cwd=there)
    untouched = stamps(there / "output") == before
    check = windows.command("check", "invoer", cwd=there)
    windows.command("init", "los\\nieuw", "--naam", "Steunpunt Nieuw", cwd=there)
    windows.start(typed="1\nj\n\n0\n")  # it knows the folder, and asks whether a month begins
    windows.command("run", "invoer", "-o", "output", "--periode", "2026-11", "--jobs", "2", cwd=there)
    here = prepare(tmp_path_factory.mktemp("linux") / "werk")
    linux_check = by_commands(here)
    return Month(there, here, menu, check, linux_check, rerun, untouched, opened.read_text().splitlines())


def by_commands(here: Path) -> Said:
    """The month on Linux; what check said when October was made."""
    linux("forms", "invoer", cwd=here)
    linux("inleveren", "invoer", cwd=here)
    linux("run", "invoer", "-o", "output", "--periode", "2026-10", cwd=here)
    check = linux("check", "invoer", cwd=here)
    linux("init", "los/nieuw", "--naam", "Steunpunt Nieuw", cwd=here)
    linux("forms", "invoer", "--vorige", "output/2026-10", cwd=here)
    linux("run", "invoer", "-o", "output", "--periode", "2026-11", cwd=here)
    return check


def browser_that_notes(windows: Windows, script: Path) -> Path:
    """Let wine open pages with a script that writes down which; returns where."""
    noted = script.with_name("opened")
    noted.touch()
    script.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> {noted}\n")
    script.chmod(0o755)
    key = r"HKCU\Software\Wine\WineBrowser"
    windows.line(f'reg add {key} /v Browsers /d "{script}" /f', cwd=windows.home)
    return noted


def stamps(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, object]:
    """Every file of a folder, but no lock: of a zip its parts, for two versions of zlib pack them differently."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {path.relative_to(folder).as_posix(): _content(path) for path in files}


def _content(path: Path) -> object:
    data = path.read_bytes()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: archive.read(name) for name in archive.namelist()}
    return HASHES.sub(rb"\1", data)


def test_every_file_is_that_of_linux(month: Month) -> None:
    """Forms, archive, profiles, reports and records of both periods; the hash of the program itself apart."""
    ours, theirs = contents(month.windows), contents(month.linux)
    assert {name.split("/")[1] for name in ours if name.startswith("output/")} == {"2026-10", "2026-11"}
    assert len(ours) > 60
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_menu_leads_through_the_month(month: Month) -> None:
    """It names each command, its exit code and what that means; the last one is the code of the whole."""
    codes = re.findall(r"Code bij het einde: (-?\d+)", month.menu.text)
    assert re.findall(r"Opdracht: profielbouwer (\w+)", month.menu.text) == ["forms", "inleveren", "check", "run"]
    assert codes == ["0", "0", "1", "1"]
    assert month.menu.code == 1


def test_the_start_page_opens(month: Month) -> None:
    """Of a folder with all those signs in its name; wine names it as Linux does."""
    page = month.windows / "output" / "2026-10" / "index.html"
    assert [unquote(address) for address in month.opened] == [f"file://{page}"]


def test_a_second_run_writes_nothing(month: Month) -> None:
    """It does only what changed."""
    assert month.rerun.code == 1
    assert month.untouched


def test_check_says_what_it_says_on_linux(month: Month) -> None:
    """Word for word, also the letters that no code page of Windows has."""
    assert month.check == month.linux_check
