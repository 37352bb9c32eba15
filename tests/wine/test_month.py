"""A month on Windows: the zip alone, by the menu and by commands, makes what Linux makes, file by file."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import pytest

from pipeline.definitions.menu_words import menu_words
from tests.conftest import EXAMPLE, FORM_NAMES
from tests.wine.machine import Said, Windows, as_windows, linux, typed

WORDS = menu_words()
MAILED = FORM_NAMES["1002"]
OLD = "2024-06"  # a period that is kept longer than it has to be
DAY = "20-11-2026"
# the command, with processes for so few forms as well
IN_PROCESSES = """
from pipeline import batch, cli, workers
batch.BATCH_SIZE = workers.WORTH = min(1, batch.BATCH_SIZE, workers.WORTH)
cli.main()
"""
# the hash of the program itself and those of files that hold it (the former record, in run.json)
HASHES = re.compile(rb'("programma": "|\.(?:xlsx|docx|json)": "|"vorige": "\d{4}-\d\d )[0-9a-f]{64}\b')


@dataclass(frozen=True)
class Month:
    """The same work done twice: the folders it was done in, and what Start.cmd and the commands said."""

    windows: Path
    linux: Path
    handed_out: Said
    menu: Said
    cleaned: Said
    check: Said
    linux_check: Said
    rerun: Said
    untouched: bool
    opened: list[str]


def prepare(folder: Path) -> Path:
    """A folder to work in: the example, of which one form is not handed out yet, and a run of long ago."""
    shutil.copytree(EXAMPLE, folder / "invoer")
    (folder / "invoer" / "zonnedael" / "formulieren" / MAILED).unlink()
    linux("run", "invoer", "-o", "output", "--periode", OLD, cwd=folder)
    return folder


def comes_back(folder: Path) -> None:
    """The form that was handed out comes by mail, filled in, under another name."""
    (folder / "invoer" / "postvak").mkdir()
    filled_in = EXAMPLE / "zonnedael" / "formulieren" / MAILED
    shutil.copyfile(filled_in, folder / "invoer" / "postvak" / "van Bram (1).xlsx")


@pytest.fixture(scope="module")
def month(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Month:
    """The month from hand-out to signing list, twice: October by the menu, November with its answers by commands."""
    here = prepare(tmp_path_factory.mktemp("linux") / "werk")
    there = Path(shutil.copytree(here, windows.home / "A&B 100% (werk) ^!"))
    folder = f'"{as_windows(there / "invoer")}"'
    handed_out = windows.start(typed=typed(folder, "uitdelen", "", "", "inpakken", DAY, "", "stoppen"))
    comes_back(there)
    # it knows the folder
    menu = windows.start(typed=typed("opbergen", "", "controleren", "", "maken", "2026-10", "", "stoppen"))
    before = stamps(there / "output")
    rerun = windows.command("run", "invoer", "-o", "output", "--periode", "2026-10", cwd=there)
    untouched = stamps(there / "output") == before
    check = windows.command("check", "invoer", cwd=there)
    windows.command("init", "los\\nieuw", "--naam", "Steunpunt Nieuw", cwd=there)
    next_month = ("opruimen", "", WORDS.weg, "", "uitdelen", WORDS.ja, "", "stoppen")
    cleaned = windows.start(typed=typed(*next_month))
    november = ("run", "invoer", "-o", "output", "--periode", "2026-11", "--jobs", "2")
    windows.python("-c", IN_PROCESSES, *november, cwd=there)
    linux_check = by_commands(here)
    return Month(there, here, handed_out, menu, cleaned, check, linux_check, rerun, untouched, windows.opened)


def by_commands(here: Path) -> Said:
    """The month on Linux; what check said when October was made."""
    linux("forms", "invoer", cwd=here)
    linux("pakket", "invoer", "-o", "uitdelen", "--uiterlijk", DAY, cwd=here)
    comes_back(here)
    linux("inleveren", "invoer", cwd=here)
    linux("run", "invoer", "-o", "output", "--periode", "2026-10", cwd=here)
    check = linux("check", "invoer", cwd=here)
    linux("init", "los/nieuw", "--naam", "Steunpunt Nieuw", cwd=here)
    linux("opschonen", "invoer", "output", "--doen", cwd=here)
    linux("forms", "invoer", "--vorige", "output/2026-10", cwd=here)
    linux("run", "invoer", "-o", "output", "--periode", "2026-11", cwd=here)
    return check


def stamps(folder: Path) -> dict[str, int]:
    """When each file was last written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def contents(folder: Path) -> dict[str, object]:
    """Every file of a folder, but no lock: of a zip its parts, for two versions of zlib pack them differently."""
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock"]
    return {path.relative_to(folder).as_posix(): _parts(path.read_bytes()) for path in files}


def _parts(data: bytes) -> object:
    """Of a package with forms their parts."""
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return {name: _parts(archive.read(name)) for name in archive.namelist()}
    return HASHES.sub(rb"\1", data)


def test_every_file_is_that_of_linux(month: Month) -> None:
    """Forms, packages, archive, profiles, reports and records of both periods; the hash of the program itself apart."""
    ours, theirs = contents(month.windows), contents(month.linux)
    assert len(ours) > 60
    assert ours.keys() == theirs.keys()
    assert [name for name in ours if ours[name] != theirs[name]] == []


def test_the_menu_leads_from_hand_out_to_signing_list(month: Month) -> None:
    """It names each command, its exit code and what that means; the last one is the code of the whole."""
    said = "".join(session.text for session in (month.handed_out, month.menu, month.cleaned))
    commands, codes = (re.findall(start + r" (\S+)", said) for start in ("Opdracht: profielbouwer", "bij het einde:"))
    assert list(zip(commands, codes, strict=True)) == [
        ("forms", "0."),
        ("pakket", "0."),
        ("inleveren", "0."),
        ("check", "1."),
        ("run", "1."),
        ("opschonen", "0."),
        ("opschonen", "0."),
        ("forms", "0."),
    ]
    assert (month.handed_out.code, month.menu.code, month.cleaned.code) == (0, 1, 0)
    lists = month.windows.glob("output/2026-10/*/ter_ondertekening.html")
    assert any("Bram Verzonnen" in page.read_text("utf-8") for page in lists)


def test_the_menu_packs_what_is_to_be_mailed(month: Month) -> None:
    """The form that was handed out and the one that is not right, with a letter, for their leidinggevende."""
    (package,) = month.windows.glob("uitdelen/*/*.zip")
    with zipfile.ZipFile(package) as archive:
        assert {*archive.namelist()} == {"brief.docx", MAILED, FORM_NAMES["1005"]}


def test_the_menu_takes_away_what_is_old(month: Month) -> None:
    """And nothing else."""
    assert f"periode {OLD}" in month.cleaned.text
    assert {path.name for path in (month.windows / "output").iterdir() if path.is_dir()} == {"2026-10", "2026-11"}


def test_the_start_page_opens(month: Month) -> None:
    """Of a folder with all those signs in its name; wine names it as Linux does."""
    page = month.windows / "output" / "2026-10" / "index.html"
    mine = [address for address in map(unquote, month.opened) if str(month.windows) in address]
    assert mine == [f"file://{page}"]


def test_a_second_run_writes_nothing(month: Month) -> None:
    """It does only what changed."""
    assert month.rerun.code == 1
    assert month.untouched


def test_check_says_what_it_says_on_linux(month: Month) -> None:
    """Word for word, also the letters that no code page of Windows has."""
    assert month.check == month.linux_check
