"""Shared fixtures: the shipped example, and a run of it."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.model.record import Json
from pipeline.run import Opdracht, run

ROOT = Path(__file__).resolve().parent.parent
EXAMPLE = ROOT / "examples" / "invoer"


@dataclass(frozen=True)
class Run:
    """A finished run: its input, its period folder and its run.json."""

    invoer: Path
    map: Path
    report: Json


def report_of(invoer: Path, uitvoer: Path, periode: str = "2026-11") -> Json:
    """Run the input into a folder; returns run.json."""
    period = run(Opdracht(invoer, uitvoer, periode)).map
    report: Json = json.loads((period / "run.json").read_bytes())
    return report


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the shipped example input, to change freely."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "invoer"))


@pytest.fixture(scope="session")
def example_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The shipped example, run once; tests only look at it."""
    folder = tmp_path_factory.mktemp("run")
    return Run(EXAMPLE, folder / "uitvoer" / "2026-11", report_of(EXAMPLE, folder / "uitvoer"))
