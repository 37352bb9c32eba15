"""What the benchmarks measure with: a cost leaves no process out, and sentences do not repeat."""

from __future__ import annotations

import io
import re
import sys
import zipfile
from pathlib import Path

import pytest

from benchmarks.floor import unzip_quick
from benchmarks.measured import command
from benchmarks.node_template import Carbone, Converter, Mustache, plain_fields
from benchmarks.sentences import SENTENCES, sentence
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.render.word.kinds import PROFIEL

BUSY = "import time\nwhile time.process_time() < 0.5: pass"
LEAVES_A_CHILD = f"import subprocess, sys; subprocess.Popen([sys.executable, '-c', {BUSY!r}])"

UNSEEN = {f"{part}_toegelicht" for part in ("kerntaken", "kernopgaven", "competenties")}  # only decide what is shown


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


@pytest.mark.parametrize(("syntax", "tag"), [(Mustache(), "{%s}"), (Carbone(), "{d.%s}")])
def test_the_template_for_other_libraries_asks_for_every_field(syntax: Mustache | Carbone, tag: str) -> None:
    """No tag of docxtpl is left, and what is repeated begins as often as it ends."""
    full, _ = PROFIEL.proeven(shipped_catalog())
    with zipfile.ZipFile(io.BytesIO(Converter(syntax, full).convert(TEMPLATES / "profiel.docx"))) as archive:
        shown = "".join(re.sub(r"<[^>]*>", "", archive.read(name).decode()) for name in archive.namelist())
    assert not re.search(r"\{\{|\{%", shown)
    plain = plain_fields(full)
    printed = {key for key, value in plain.items() if value and not isinstance(value, list)} - UNSEEN
    assert {key for key in printed if tag % key not in shown} == set()
    lists = {key for key, value in plain.items() if isinstance(value, list)}
    starts, ends = ("{d.%s[i].", "{d.%s[i+1].") if isinstance(syntax, Carbone) else ("{#%s}", "{/%s}")
    assert {key for key in lists if starts % key not in shown or ends % key not in shown} == set()
