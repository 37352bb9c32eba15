"""What a fault of the program leaves for who has to mend it: where it happened, and nothing that a person typed."""

from __future__ import annotations

import platform
import re
import traceback
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path, PurePath

REMOTE = re.compile(r'File "([^"]+)", line (\d+), in (\S+)')  # how the trace of another process is told
PARTS = 3  # of a path: the folders before it may name a person


def settings_folder(environment: Mapping[str, str]) -> Path:
    """Where this program keeps something on the machine: where the system wants settings of programs."""
    named = environment.get("APPDATA") or environment.get("XDG_CONFIG_HOME")
    return (Path(named) if named else Path.home() / ".config") / "profielbouwer"


def write_fault(error: BaseException, version: str, command: str, folder: Path, now: datetime) -> Path:
    """Write a log of its own for this fault; returns where. OSError when that cannot be."""
    path = folder / "fouten" / f"{now:%Y-%m-%dT%H%M%S%f}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(fault_text(error, version, command), "utf-8")
    return path


def fault_text(error: BaseException, version: str, command: str) -> str:
    """The kinds of the errors and the places in the code, the last one first; their messages may hold answers."""
    head = f"profielbouwer {version}, opdracht {command}, Python {platform.python_version()}, {platform.system()}"
    return "\n".join([head, *_lines(error)]) + "\n"


def _lines(error: BaseException) -> Iterator[str]:
    """The error, then what caused it, without end in a circle."""
    seen: set[int] = set()
    now: BaseException | None = error
    while now is not None and id(now) not in seen:
        seen.add(id(now))
        yield type(now).__name__
        for frame in reversed(traceback.extract_tb(now.__traceback__)):
            yield _place(frame.filename, frame.lineno or 0, frame.name)
        for filename, number, function in reversed(REMOTE.findall(_remote(now))):
            yield _place(filename, int(number), function)
        now = now.__cause__ or now.__context__


def _remote(error: BaseException) -> str:
    """What concurrent.futures and multiprocessing hand over of an error in another process, as text."""
    return str(error) if type(error).__name__ in {"_RemoteTraceback", "RemoteTraceback"} else ""


def _place(filename: str, number: int, function: str) -> str:
    parts = PurePath(filename.replace("\\", "/")).parts[-PARTS:]
    return f"  {'/'.join(parts)}:{number} {function}"
