"""The log of a fault: enough to mend it, and nothing about a person."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest

from pipeline.base.fault_log import fault_text, settings_folder, write_fault
from pipeline.base.processes import SPAWN
from tests.conftest import ROOT


def fail(name: str) -> None:
    """An error that says what somebody typed, caused by another one."""
    try:
        {}[name]
    except KeyError as error:
        raise ValueError(f"geen uren voor {name}") from error


def fault(name: str = "Anna Voorbeeld") -> ValueError:
    """The error of fail."""
    with pytest.raises(ValueError) as caught:
        fail(name)
    return caught.value


def test_it_names_the_kinds_and_the_places_and_no_person() -> None:
    """Neither an answer nor a folder of somebody's machine."""
    text = fault_text(fault(), "1.2", "run")
    assert "profielbouwer 1.2, opdracht run, Python " in text
    assert text.index("ValueError") < text.index("KeyError")
    assert "tests/base/test_fault_log.py:" in text
    assert " fail\n" in text
    assert "Anna" not in text
    assert str(ROOT) not in text


def test_it_follows_an_error_into_the_process_where_it_was() -> None:
    """Such a one comes back as text, with its message."""
    with ProcessPoolExecutor(1, mp_context=SPAWN) as pool, pytest.raises(ZeroDivisionError) as caught:
        pool.submit(divmod, 1, 0).result()
    assert "process.py:" in fault_text(caught.value, "1.2", "run")


def test_a_circle_of_causes_ends() -> None:
    """As some libraries make."""
    error = fault()
    assert error.__cause__
    error.__cause__.__cause__ = error
    assert fault_text(error, "1.2", "run").count("ValueError") == 1


def test_every_fault_has_a_log_of_its_own(tmp_path: Path) -> None:
    """By its time."""
    paths = {write_fault(fault(), "1.2", "run", tmp_path, datetime(2026, 11, 1, 6, 0, second)) for second in (1, 2)}
    assert {path.name for path in paths} == {"2026-11-01T060001000000.txt", "2026-11-01T060002000000.txt"}
    assert {path.parent for path in paths} == {tmp_path / "fouten"}


def test_the_folder_is_where_the_system_wants_settings() -> None:
    """Windows, then Linux, then without either."""
    assert settings_folder({"APPDATA": "w", "XDG_CONFIG_HOME": "x"}) == Path("w/profielbouwer")
    assert settings_folder({"XDG_CONFIG_HOME": "x"}) == Path("x/profielbouwer")
    assert settings_folder({}) == Path.home() / ".config/profielbouwer"


@pytest.mark.parametrize("writable", [True, False])
def test_a_fault_of_the_program_ends_with_a_sentence_and_a_log(tmp_path: Path, writable: bool) -> None:
    """Exit 3 and where the log is; without one when there is no room for it."""
    code = "import pipeline.run\n"
    code += "def check(*_): raise ValueError('Anna Voorbeeld')\n"
    code += "pipeline.run.check = check\nfrom pipeline.cli import main; main()"
    if not writable:
        (tmp_path / "profielbouwer").write_text("a file where the folder should be")
    env = {**os.environ, "PYTHONPATH": str(ROOT), "APPDATA": "", "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-c", code, "check", "Anna"]
    said = subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=tmp_path)
    assert said.returncode == 3
    assert "Er ging iets mis in het programma (ValueError, " in said.stderr
    assert "Anna" not in said.stderr
    logs = [*tmp_path.glob("profielbouwer/fouten/*.txt")]
    assert [str(log) in said.stderr for log in logs] == [True] * writable
    assert all("opdracht check" in log.read_text("utf-8") for log in logs)
