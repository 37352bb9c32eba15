"""The command as somebody whom rights stop: the superuser, who runs the tests of a container, may read everything."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

NOBODY = "65534"
# In a namespace of its own, for a real nobody may not enter the home folder of the superuser, where the interpreter is:
# there the program is nobody, has none of the powers of the superuser, and is the owner of what the tests have made.
AS_NOBODY = ("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}")

needs_rights = pytest.mark.skipif(sys.platform != "linux", reason="rights as Linux knows them")


def as_nobody(*command: object) -> subprocess.CompletedProcess[str]:
    """Run a program, and all that it starts, as an ordinary user."""
    other_user = AS_NOBODY if os.getuid() == 0 else ()
    texts = [*other_user, *map(str, command)]
    return subprocess.run(texts, capture_output=True, text=True, check=False, timeout=120)


def is_refused(path: Path) -> bool:
    """Whether a program that is run so may not open a file or list a folder."""
    look = "import os, sys; os.listdir(sys.argv[1]) if os.path.isdir(sys.argv[1]) else open(sys.argv[1])"
    return "PermissionError" in as_nobody(sys.executable, "-c", look, path).stderr
