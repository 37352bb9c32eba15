"""Shared fixtures: the shipped example, and a run of it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import hypothesis
import jsonschema
import pytest

import pipeline.run
from pipeline.base.own_files import KEPT, SCHEMAS
from pipeline.model.record import Json
from pipeline.run import Opdracht, run

hypothesis.settings.register_profile("untimed", deadline=None)  # no test depends on how busy the machine is
hypothesis.settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(path for path in (ROOT / "pipeline").rglob("*.py") if path.parent != KEPT)  # that somebody wrote
EXAMPLE = ROOT / "examples" / "invoer"
FORM_NAMES = {path.name[:4]: path.name for path in EXAMPLE.glob("*/formulieren/*")}  # by personeelsnummer
SCHEMA = jsonschema.Draft202012Validator(
    json.loads((SCHEMAS / "run.schema.json").read_bytes()), format_checker=jsonschema.FormatChecker()
)


@dataclass(frozen=True)
class Run:
    """A finished run: its input, its period folder and its run.json."""

    invoer: Path
    map: Path
    report: Json


def report_of(invoer: Path, uitvoer: Path, periode: str = "2026-11") -> Json:
    """Run the input into a folder; returns run.json."""
    return read_report(run(Opdracht(invoer, uitvoer, periode)).map)


def read_report(period: Path) -> Json:
    """The run.json of a period, held against schemas/run.schema.json."""
    report: Json = json.loads((period / "run.json").read_bytes())
    SCHEMA.validate(report)
    return report


@pytest.fixture(scope="session", autouse=True)
def _every_report_fits_the_schema() -> Iterator[None]:
    """Also those that no test reads: each is held against it where a run has written it."""
    write = pipeline.run.write_manifest

    def write_and_read(*arguments: Any) -> None:  # noqa: ANN401
        write(*arguments)
        read_report(arguments[-1].pad)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pipeline.run, "write_manifest", write_and_read)
        yield


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """A copy of the two steunpunten of consultants in the shipped example, to change freely."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "invoer", ignore=shutil.ignore_patterns("meerwijk")))


@pytest.fixture(scope="session")
def example_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The shipped example, run once; tests only look at it."""
    folder = tmp_path_factory.mktemp("run")
    return Run(EXAMPLE, folder / "uitvoer" / "2026-11", report_of(EXAMPLE, folder / "uitvoer"))
