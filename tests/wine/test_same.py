"""However the work is divided in the Windows edition, every file is that of Linux."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wine.machine import Windows, linux
from tests.wine.test_month import contents

# the command, with batches of so many forms, and other processes for so few as well
DIVIDED = """
import sys
from pipeline import batch, cli, workers
batch.BATCH_SIZE, workers.WORTH = int(sys.argv.pop(1)), 1
cli.main()
"""
RUN = ("run", "invoer", "-o", "uit", "--periode", "2026-11")


@pytest.mark.parametrize(("forms", "jobs"), [(1, 3), (400, 1)])
def test_batches_and_processes_change_no_byte(windows: Windows, work: Path, forms: int, jobs: int) -> None:
    """One form at a time in three processes, all at once in one; the month has other ways."""
    said = windows.python("-c", DIVIDED, str(forms), *RUN, "--jobs", str(jobs), cwd=work)
    assert said.code == 1, said.text  # the example has a form with mistakes
    here = work / "linux"
    here.mkdir()
    (here / "invoer").symlink_to(work / "invoer")
    linux(*RUN, cwd=here)
    ours, theirs = contents(work / "uit"), contents(here / "uit")
    assert len(ours) > 40
    assert ours == theirs
