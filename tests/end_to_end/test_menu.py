"""When the program is a menu and when it is not: with and without a terminal."""

from __future__ import annotations

import os
import pty
import subprocess
from pathlib import Path

from pipeline.menu import PROGRAM


def test_the_program_without_a_command_in_a_terminal_is_the_menu(tmp_path: Path) -> None:
    """It checks a folder without steunpunten: exit 2, shown, and the exit code of the whole."""
    invoer = tmp_path / "invoer"
    invoer.mkdir()
    ours, theirs = pty.openpty()
    env = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "APPDATA": ""}
    root = Path(__file__).parents[2]
    with subprocess.Popen(PROGRAM, stdin=theirs, stdout=theirs, stderr=theirs, env=env, cwd=root) as program:
        os.close(theirs)
        os.write(ours, f"{invoer}\n3\n\n0\n".encode())
        said = b""
        while b"0  Stoppen" not in said.partition(b"Code bij het einde: 2")[2]:
            said += os.read(ours, 4096)
    os.close(ours)
    assert program.returncode == 2


def test_the_program_without_a_command_and_without_a_terminal_shows_its_help() -> None:
    """A scheduled task never waits for an answer."""
    root = Path(__file__).parents[2]
    said = subprocess.run(PROGRAM, capture_output=True, text=True, check=False, cwd=root, stdin=subprocess.DEVNULL)
    assert said.returncode == 2
    assert "run" in said.stderr + said.stdout
