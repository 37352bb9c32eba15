"""A command of this system that runs in the edition: what acceptance scripts are given."""

from __future__ import annotations

import json
from pathlib import Path

from tests.wine.by_hand import run
from tests.wine.machine import Windows


def test_streams_and_exit_code_are_those_of_the_command(windows: Windows, work: Path) -> None:
    """Paths of this system are understood; what is told does not get among the JSON."""
    done = run(windows, "check", str(work / "invoer"), "--json")
    assert done.returncode == 1  # the example has a form with mistakes
    assert json.loads(done.stdout)["steunpunten"]
    missing = run(windows, "check", str(work / "nergens"))
    assert (missing.returncode, missing.stdout) == (2, "")
    assert "nergens" in missing.stderr
