"""The wheel: an installed copy works outside the checkout, schemas and templates included."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.conftest import EXAMPLE, ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The content of the wheel, as pip would unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(folder / "site")
    return folder / "site"


def test_an_installed_copy_does_a_whole_run(installed: Path, tmp_path: Path) -> None:
    """Schemas, Word template, html templates and Dutch texts travel in the wheel."""
    code = "import pipeline, sys; assert pipeline.__file__.startswith(sys.argv.pop(1))\n"
    code += "from pipeline.cli import main; main()"
    command = [
        sys.executable,
        "-c",
        code,
        str(installed),
        "run",
        str(EXAMPLE),
        "-o",
        str(tmp_path),
        "--periode",
        "2026-11",
    ]
    env = {**os.environ, "PYTHONPATH": str(installed)}
    result = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, check=False)
    assert result.returncode == 1, result.stderr
    assert len(list(tmp_path.rglob("profielen/*.docx"))) == 9
    help_text = subprocess.run(
        [*command[:4], "--help"], cwd=tmp_path, env=env, capture_output=True, text=True, check=True
    )
    assert help_text.stdout.startswith("Gebruik:")


def test_an_installed_copy_uses_what_was_made_for_it(installed: Path) -> None:
    """The hash of its files is that of the checkout, though schemas/ stands elsewhere."""
    code = "from pipeline.base.kept import kept, kept_code\n"
    code += "print(bool(kept('form.yaml')), 'root' in (kept_code('index.html.j2') or {}))"
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=installed, env=env, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_the_wheel_holds_no_tests_and_no_examples(installed: Path) -> None:
    """Only the package and its data are installed."""
    assert {path.name for path in installed.iterdir() if path.suffix != ".dist-info"} == {"pipeline"}


def test_an_installed_copy_says_from_which_commit_it_is(installed: Path) -> None:
    """A checkout, whose commit changes with every pull, says its version only."""
    code = "from pipeline.cli import main; main()"
    env = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", code, "--version"]
    said = subprocess.run(command, cwd=installed, env=env, capture_output=True, text=True, check=True).stdout
    head = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert f"(commit {head.stdout.strip()}" in said
