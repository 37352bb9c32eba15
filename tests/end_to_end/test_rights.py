"""What rights do: what cannot be read stops nobody, and what is written is not for others (faults.md 39, 43)."""

from __future__ import annotations

import json
import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.model.record import Json
from pipeline.run import Opdracht, run
from tests.end_to_end.test_cli import PROGRAM
from tests.support.corpus import make_corpus
from tests.support.folders import files, form_of
from tests.support.rights import as_nobody, is_refused, needs_rights

PERIODE = "2026-11"
pytestmark = needs_rights


@contextmanager
def closed(path: Path) -> Iterator[None]:
    """A file or folder that nobody may read, for a while."""
    before = path.stat().st_mode
    path.chmod(0)
    assert is_refused(path)
    try:
        yield
    finally:
        path.chmod(before)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """Three steunpunten, one of them in a folder of its own with settings, run into the folder `uit` beside them."""
    invoer = make_corpus(tmp_path / "in", 2)
    make_corpus(invoer / "noord", 1)
    for settings in (invoer / "s001" / "instellingen", invoer / "noord" / "instellingen"):
        settings.mkdir()
        (settings / "rules.toml").write_text("[profiel]\nbijlage = false\n", "utf-8")
    run(Opdracht(invoer, tmp_path / "uit", PERIODE))
    return invoer


def run_again(invoer: Path) -> tuple[subprocess.CompletedProcess[str], Json]:
    """Run it once more as somebody whom rights stop: what the command did, and run.json."""
    uit = invoer.parent / "uit"
    done = as_nobody(*PROGRAM, "run", invoer, "-o", uit, "--periode", PERIODE, "--jobs", "1")
    report: Json = json.loads((uit / PERIODE / "run.json").read_bytes())
    return done, report


@pytest.mark.parametrize(
    ("naam", "map_", "code"),
    [
        ("s001", "s001", "map_onleesbaar"),
        ("s001/formulieren", "s001", "map_onleesbaar"),
        ("s001/steunpunt.xlsx", "s001", "bestand_geen_toegang"),
        ("s001/instellingen", "s001", "instellingen_onleesbaar"),
        ("s001/instellingen/rules.toml", "s001", "instellingen_onleesbaar"),
        ("noord", "noord/s000", "map_onleesbaar"),
        ("noord/instellingen", "noord/s000", "instellingen_onleesbaar"),
    ],
)
def test_what_cannot_be_read_is_told_and_its_earlier_output_stays(
    corpus: Path, naam: str, map_: str, code: str
) -> None:
    """Folder, forms, team workbook or settings: exit 1, the others go on, and nothing moves to vervallen/."""
    uit = corpus.parent / "uit" / PERIODE
    before = files(uit)
    with closed(corpus / naam):
        done, report = run_again(corpus)
    after = files(uit)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    found = {steunpunt["map"]: steunpunt for steunpunt in report["steunpunten"]}
    assert {name: one["status"] for name, one in found.items()} == {
        name: "onleesbaar" if name == map_ else "gelezen" for name in ("noord/s000", "s000", "s001")
    }
    assert code in [finding["code"] for finding in found[map_]["bevindingen"]]
    own = [name for name in before if name.startswith(f"{map_}/") and not name.endswith("steunpunt.json")]
    assert len(own) > 8
    assert {name: after[name] for name in own} == {name: before[name] for name in own}
    assert before.keys() == after.keys()
    assert set(own) <= set(report["bestanden"])
    done, _ = run_again(corpus)
    assert files(uit) == before


def test_a_folder_that_was_never_read_is_told_too(tmp_path: Path) -> None:
    """It may well be a steunpunt; the others are made."""
    invoer = make_corpus(tmp_path / "in", 2)
    with closed(invoer / "s001"):
        done, report = run_again(invoer)
    assert done.returncode == 1
    assert [(one["map"], one["status"]) for one in report["steunpunten"]] == [
        ("s000", "gelezen"),
        ("s001", "onleesbaar"),
    ]


def test_a_form_that_may_not_be_read_is_a_finding_of_that_form(corpus: Path) -> None:
    """The other forms of the steunpunt count."""
    with closed(form_of(corpus / "s000", "1002")):
        done, report = run_again(corpus)
    (steunpunt,) = [one for one in report["steunpunten"] if one["map"] == "s000"]
    statuses = {form["bestand"]: form["status"] for form in steunpunt["formulieren"]}
    assert done.returncode == 1
    assert statuses["formulieren/1002 Bram Verzonnen.xlsx"] == "onleesbaar"
    assert statuses["formulieren/1001 Anna Voorbeeld.xlsx"] == "goedgekeurd"


def test_an_input_that_may_not_be_read_stops_the_run(corpus: Path) -> None:
    """design.md 2.3: exit 2, and nothing is written."""
    before = files(corpus.parent / "uit")
    with closed(corpus):
        done, _ = run_again(corpus)
    assert (done.returncode, "kan niet worden gelezen" in done.stderr) == (2, True), done.stderr
    assert files(corpus.parent / "uit") == before


def test_whom_rights_stop_is_another_user_than_the_superuser() -> None:
    """Who runs the tests may be the superuser of a container, whom nothing stops."""
    assert as_nobody("id", "-u").stdout.strip() != "0"


def test_others_may_not_read_what_is_written(tmp_path: Path) -> None:
    """faults.md 43: documents name people, and so do the names of their folders."""
    invoer, before = make_corpus(tmp_path / "in", 1), os.umask(0)
    try:
        run(Opdracht(invoer, tmp_path / "uit", PERIODE))
    finally:
        os.umask(before)
    written = [path for path in (tmp_path / "uit").rglob("*") if not path.name.endswith(".lock")]
    assert len(written) > 10
    for path in (tmp_path / "uit", *written):
        assert stat.S_IMODE(path.stat().st_mode) == (0o770 if path.is_dir() else 0o660), path
        assert path.stat().st_gid == path.parent.stat().st_gid


def test_the_umask_may_allow_less(tmp_path: Path) -> None:
    """Who set 077 wants to be the only reader."""
    invoer, before = make_corpus(tmp_path / "in", 1), os.umask(0o077)
    try:
        run(Opdracht(invoer, tmp_path / "uit", PERIODE))
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "uit" / PERIODE / "run.json").stat().st_mode) == 0o600
