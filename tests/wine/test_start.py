"""Start.cmd under wine."""
from __future__ import annotations
from tests.wine.machine import Windows, as_windows


def test_try(windows: Windows) -> None:
    said = windows.line(f'"{as_windows(windows.top / "Start.cmd")}" "{as_windows(windows.top / "voorbeeld" / "invoer")}"', cwd=windows.home, typed="3\n\n6\n0\n")
    print(said.text)
    assert said.code == 1
    said = windows.command("check", "voorbeeld\\invoer", cwd=windows.top)
    print(said.text)
    assert 0
