"""The programs in the zip are those of their makers: a changed one would have been seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.wine.machine import Windows
from tools.make_windows import PYTHON
from tools.windows_cpython import check_signature


def test_a_program_that_was_changed_is_refused(windows: Windows, tmp_path: Path) -> None:
    """By one byte in the middle; as it came it is believed."""
    program = windows.top / PYTHON / "python.exe"
    check_signature(program)
    content = bytearray(program.read_bytes())
    content[len(content) // 3] ^= 1
    changed = tmp_path / "python.exe"
    changed.write_bytes(content)
    with pytest.raises(SystemExit, match="not signed as it should be"):
        check_signature(changed)


def test_a_program_without_a_signature_is_refused(windows: Windows, tmp_path: Path) -> None:
    """As when somebody built it anew: the library that the tests give wine."""
    with pytest.raises(SystemExit, match="by nobody"):
        check_signature(windows.top / PYTHON / "bcryptprimitives.dll")
