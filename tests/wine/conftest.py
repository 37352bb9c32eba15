"""The machine that the tests under wine share."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE
from tests.wine.machine import Windows, new_machine


@pytest.fixture(scope="session")
def windows(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Windows]:
    """The unpacked zip."""
    with new_machine(tmp_path_factory.mktemp("schijf")) as machine:
        yield machine


@pytest.fixture
def work(windows: Windows) -> Path:
    """A folder with the example, another one for every test."""
    folder = windows.home / f"werk {time.monotonic_ns()}"
    shutil.copytree(EXAMPLE, folder / "invoer")
    return folder
