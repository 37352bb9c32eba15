"""`inzage` and `opschonen`: what is kept about somebody is shown whole, and goes wholly (design.md 6)."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from pipeline.privacy import Opschoonopdracht, opschonen
from pipeline.run import Opdracht, plan_only, run
from tests.conftest import EXAMPLE, read_report
from tests.support.folders import files, stopped
from tests.support.years import BRAM, FAY, some_periods, traces

PERIODEN = ("2026-08", "2026-09", "2026-10", "2026-11")


@pytest.fixture(scope="module")
def _year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("jaar")
    shutil.copytree(EXAMPLE, top / "in")
    some_periods(top / "in", top / "uit")
    return top


@pytest.fixture
def year(_year: Path, tmp_path: Path) -> Path:
    """A folder with an input, `in`, and the output of four periods, `uit`; Bram and Fay left before the last."""
    return Path(shutil.copytree(_year, tmp_path / "jaar"))


def forget(year: Path, nummer: str, *, doen: bool = True) -> None:
    """Take somebody away."""
    opschonen(Opschoonopdracht(year / "in", year / "uit", persoon=nummer, doen=doen))


def test_of_who_left_nothing_is_left(year: Path) -> None:
    """Every byte of every file, zips unpacked: no name, number, answer or note, in any period, archive or vervallen."""
    assert traces(year, BRAM)
    assert traces(year, FAY)
    forget(year, BRAM)
    assert traces(year, BRAM) == []
    assert traces(year, FAY)
    forget(year, FAY)
    assert traces(year, FAY) == []
    assert not [name for name in files(year) if ".profielbouwer" in name or ".~" in name]
