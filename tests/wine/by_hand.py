"""The Windows edition used by hand: runs profielbouwer.cmd under wine, as a command of this system.

    make windows
    python -m tests.wine.by_hand FOLDER run /srv/invoer -o /srv/uitvoer

FOLDER holds the machine, which is made when it is not there yet. What drives the product from outside can so drive the
edition: streams and exit codes are those of Windows, and a path that begins with / is given the name that it has there.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from tests.wine.machine import Windows, as_windows, known_machine, make_machine

# under wine too each stream has a pipe of its own: on the way from wine to this system they get mixed
INNER = """
import os, subprocess, sys
done = subprocess.run(os.environ["LINE"], stdin=subprocess.DEVNULL, capture_output=True)
sys.stdout.buffer.write(done.stdout)
sys.stderr.buffer.write(done.stderr)
sys.exit(done.returncode)
"""


def run(machine: Windows, *words: str) -> subprocess.CompletedProcess[str]:
    """Run profielbouwer.cmd with these words."""
    command = [as_windows(machine.top / "profielbouwer.cmd"), *words]
    given = [as_windows(Path(word)) if word.startswith("/") else word for word in command]
    line = {"LINE": f'cmd.exe /c "{subprocess.list2cmdline(given)}"'}
    with machine.program("-c", INNER, env=line, stderr=subprocess.PIPE) as program:
        out, told = program.communicate(b"")
    said = (stream.decode("utf-8").replace("\r\n", "\n") for stream in (out, told))
    return subprocess.CompletedProcess(given, program.returncode, *said)


def main() -> None:
    """Make the machine if it is not there, and run."""
    folder = Path(sys.argv[1]).resolve()
    done = run(known_machine(folder) if folder.exists() else make_machine(folder), *sys.argv[2:])
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()
