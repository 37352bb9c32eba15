"""What the benchmarks measure with: a cost leaves no process out, and sentences do not repeat."""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.floor import unzip_quick
from benchmarks.measured import command
from benchmarks.sentences import SENTENCES, sentence
from pipeline.definitions.rules import load_rules

BUSY = "import time\nwhile time.process_time() < 0.5: pass"
LEAVES_A_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}])"


def test_the_cost_of_a_command_includes_a_process_that_it_leaves_behind() -> None:
    """As a reader or a worker that nobody waited for would be."""
    assert command([sys.executable, "-c", LEAVES_A_CHILD]).cpu >= 0.5


def test_a_command_that_fails_is_not_measured() -> None:
    """Else a benchmark of a broken program would be quick."""
    with pytest.raises(RuntimeError, match="exit 3"):
        command([sys.executable, "-c", "raise SystemExit(3)"])


def test_sentences_differ_and_say_nothing_of_health() -> None:
    """So that no form of a corpus is rejected or warned for its notes."""
    privacy = load_rules().privacy
    found = [sentence(number) for number in range(0, SENTENCES, 997)]
    assert len({*found}) == len(found)
    assert not any(privacy.tells_of_health(text) for text in found)
    assert len({sentence(number) for number in range(50_000)}) == 50_000


def test_the_hard_floor_unpacks_every_part(tmp_path: Path) -> None:
    """Small and large ones, with their sizes before or behind them."""
    path = tmp_path / "a.zip"
    parts = {"small": b"abc", "large": b"abcdefgh" * 20_000, "again": b"abc"}
    with path.open("wb") as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert unzip_quick(path) == list(parts.values())
