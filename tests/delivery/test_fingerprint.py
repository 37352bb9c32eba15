"""What the outputs of a steunpunt are made from: a change of any of it is seen, and nothing else is."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from pipeline.base.own_files import own_files_hash
from pipeline.delivery import fingerprint
from pipeline.delivery.fingerprint import afdruk_of, changes, content_hash, program
from pipeline.intake.inbox import discover
from pipeline.intake.mappen import Map
from pipeline.model.findings import Finding
from tests.conftest import ROOT

OF_NO_OUTPUT = {".mo", ".po", ".json"}  # what click says on a screen; the schema says what is made
SHARED = {"programma": "p", "catalogus": "c"}


def program_files() -> list[Path]:
    """Code, templates and texts that are handed out with the program."""
    found = [path for name in ("pipeline", "schemas") for path in sorted((ROOT / name).rglob("*"))]
    made = {"__pycache__", "kept"}  # of the others
    return [
        path for path in found if path.is_file() and made.isdisjoint(path.parts) and path.suffix not in OF_NO_OUTPUT
    ]


@pytest.fixture
def fresh() -> Iterator[None]:
    """The hash of the program is made once in a process: made anew here, and not kept."""
    forget()
    yield
    forget()


def forget() -> None:
    """Make the hashes anew when they are asked for."""
    program.cache_clear()
    own_files_hash.cache_clear()


def hash_with_changed(changed: Path | None, monkeypatch: pytest.MonkeyPatch) -> str:
    """The hash of the program as if one of its files held something else."""
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda path: _content(path) + (b"#" if path == changed else b""))
        forget()
        return program()


_content = cache(Path.read_bytes)  # each file is read once, not once for each other


# --- the program ---------------------------------------------------------------------------------------------------


@pytest.mark.usefixtures("fresh")
def test_a_change_of_any_file_of_the_program_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """Code of every package, every text and every template: else a rerun would keep what the old program made."""
    files, now = program_files(), hash_with_changed(None, monkeypatch)
    assert {path.parent for path in files} >= {path.parent for path in (ROOT / "pipeline").rglob("__init__.py")}
    assert {"profiel.docx", "verantwoording.docx", "messages.yaml", "rules.toml"} <= {path.name for path in files}
    unseen = [path for path in files if hash_with_changed(path, monkeypatch) == now]
    assert not unseen


@pytest.mark.usefixtures("fresh")
@pytest.mark.parametrize("library", ["docxtpl", "jinja2", "openpyxl", "polars", "python-calamine"])
def test_another_version_of_what_reads_or_writes_is_seen(library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other bytes may come of it."""
    now, installed = program(), fingerprint.version
    monkeypatch.setattr(fingerprint, "version", lambda name: installed(name) + ("x" if name == library else ""))
    program.cache_clear()
    assert program() != now


@pytest.mark.usefixtures("fresh")
def test_the_same_program_has_the_same_hash(monkeypatch: pytest.MonkeyPatch) -> None:
    """Else nothing would ever be kept."""
    assert hash_with_changed(None, monkeypatch) == hash_with_changed(ROOT / "README.md", monkeypatch)


# --- a steunpunt ---------------------------------------------------------------------------------------------------


def only_map(invoer: Path) -> Map:
    """The first steunpunt of an input."""
    return discover(invoer).mappen[0]


def test_every_file_of_a_steunpunt_counts_by_what_it_holds(example: Path) -> None:
    """The team workbook and each form; a new date alone is no change."""
    map_ = only_map(example)
    before = afdruk_of(map_, SHARED)
    paths = [path for path in (map_.team, *map_.formulieren) if path]
    assert len(paths) == 2
    for path in paths:
        os.utime(path, ns=(10**9, 10**9))
        assert afdruk_of(map_, SHARED) == before
        path.write_bytes(path.read_bytes() + b"x")
        now = afdruk_of(map_, SHARED)
        kind = "team" if path == map_.team else "formulier_veranderd"
        assert changes(before, now) == {kind: 1}
        before = now


def test_settings_and_templates_count(example: Path) -> None:
    """Thresholds of the folder's own, and a template of HR."""
    before = afdruk_of(only_map(example), SHARED)
    settings = example / "instellingen"
    settings.mkdir(exist_ok=True)
    (settings / "rules.toml").write_text("[o4]\nzonder_uren = 0.5\n", "utf-8")
    with_rules = afdruk_of(only_map(example), SHARED)
    assert changes(before, with_rules) == {"rules": 1}
    for name in ("profiel.docx", "verantwoording.docx", "taakprofiel.docx", "ontwikkeling.docx"):
        (settings / name).write_bytes(b"van HR")
        now = afdruk_of(only_map(example), SHARED)
        assert changes(with_rules, now) == {"sjabloon": 1}
        with_rules = now


def test_what_holds_for_the_whole_run_counts_for_every_steunpunt(example: Path) -> None:
    """The program and the catalog."""
    map_ = only_map(example)
    before = afdruk_of(map_, SHARED)
    assert changes(before, afdruk_of(map_, SHARED | {"programma": "q"})) == {"programma": 1}
    assert changes(before, afdruk_of(map_, SHARED | {"catalogus": "d"})) == {"catalogus": 1}


def test_what_stands_in_the_folder_and_is_not_read_counts(example: Path) -> None:
    """It is told among the findings of the steunpunt, so those are made again when it comes or goes."""
    map_ = only_map(example)
    odd = replace(map_, findings=())
    told = replace(map_, findings=(Finding("geen_formulier"),))
    assert changes(afdruk_of(odd, SHARED), afdruk_of(told, SHARED)) == {"map": 1}


# --- what changed --------------------------------------------------------------------------------------------------


def test_forms_are_counted_by_what_became_of_them() -> None:
    """New, changed and gone; the rest by its own name."""
    former = {"sjabloon": "1", "invoer/formulieren/a.xlsx": "1", "invoer/formulieren/b.xlsx": "1", "invoer/s.xlsx": "1"}
    now = {"sjabloon": "1", "invoer/formulieren/a.xlsx": "2", "invoer/formulieren/c.xlsx": "1", "invoer/s.xlsx": "2"}
    now |= {"invoer/formulieren/d.xlsx": "1"}
    expected = Counter(formulier_veranderd=1, formulier_weg=1, formulier_nieuw=2, team=1)
    assert changes(former, now) == expected
    assert not changes(now, now)


def test_a_file_that_cannot_be_read_is_never_the_same(tmp_path: Path) -> None:
    """What it holds is not known, so nothing may be kept for it."""
    unread = {"sjabloon": content_hash(tmp_path / "weg.docx")}
    assert changes(unread, unread) == {"sjabloon": 1}
    (tmp_path / "er.docx").write_bytes(b"x")
    there = {"sjabloon": content_hash(tmp_path / "er.docx")}
    assert not changes(there, there)
