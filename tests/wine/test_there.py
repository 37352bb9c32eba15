"""Test files of tests/ that run within the Windows edition: those that speak of files, processes and the screen.

CONTRIBUTING.md says why the others do not.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.wine.machine import Windows, as_windows
from tools.make_windows import CACHE, PLATFORM, fetched, unpacked

FILES = (
    "tests/base/test_fault_log.py",
    "tests/base/test_package.py",
    "tests/delivery/period/test_files.py",
    "tests/delivery/period/test_folder.py",
    "tests/delivery/period/test_vervallen.py",
    "tests/delivery/test_outcome.py",
    "tests/intake/test_file.py",
    "tests/intake/test_inbox.py",
    "tests/intake/test_look.py",
    "tests/test_menu.py",
    "tests/test_screen.py",
)
CANNOT = ("link", "circle", "no_text", "elsewhere_in_the_input")  # wine 8 makes no links, and Windows has no such names
# what pytest and the tests need beside the libraries of the edition, in the versions of requirements.lock
LIBRARIES = {
    *("attrs", "hypothesis", "iniconfig", "jsonschema", "jsonschema-specifications", "pluggy", "pytest"),
    *("referencing", "rpds-py", "sortedcontainers"),
}
RUN = """
import sys
lib, checkout = sys.argv[1:3]
sys.path.insert(0, lib)
sys.path.append(checkout)  # behind the product of the edition
import pytest
sys.exit(pytest.main(sys.argv[3:]))
"""
# of the settings of the checkout not those that speak of Linux' own pytest
OPTIONS = (
    "-o",
    "addopts=",
    "-o",
    "pythonpath=",
    "--import-mode=importlib",
    "-p",
    "no:cacheprovider",
    "-q",
    "--tb=short",
)


@pytest.fixture(scope="module")
def libraries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pytest for Windows."""
    blocks = re.findall(r"^(?:[^\s#].*\n)(?: .*\n)*", (ROOT / "requirements.lock").read_text("utf-8"), re.MULTILINE)
    lock = CACHE / "pytest.lock"
    lock.write_text("".join(block for block in blocks if block.partition("==")[0] in LIBRARIES), "utf-8")
    folder = tmp_path_factory.mktemp("lib")
    for wheel in fetched(lock, *PLATFORM):
        for name, content in unpacked(wheel.read_bytes()).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)
    return folder


def test_test_files_pass_within_the_edition(windows: Windows, libraries: Path, tmp_path: Path) -> None:
    """With the product of the zip, and the tests of the checkout."""
    without = " and ".join(f"not {word}" for word in CANNOT)
    places = (libraries, ROOT, "-c", ROOT / "pyproject.toml", "--basetemp", tmp_path / "tmp")
    words = [as_windows(word) for word in (*places, *OPTIONS, "-k", without, *(ROOT / name for name in FILES))]
    said = windows.python("-B", "-c", RUN, *words, cwd=tmp_path)
    assert said.code == 0, said.text
    assert re.search(r"^\d{3,} passed", said.text, re.MULTILINE)
