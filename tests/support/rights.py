"""The command as somebody whom rights stop: the superuser, who runs the tests of a container, may read everything."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path

import pytest

OVERRIDES = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: reading and writing whatever the rights say
_DROP = 24  # PR_CAPBSET_DROP: what is dropped does not come back in the programs that are started

needs_rights = pytest.mark.skipif(sys.platform != "linux", reason="rights as Linux knows them")


def without_overrides(*command: object) -> subprocess.CompletedProcess[str]:
    """Run a program that rights stop, and all that it starts; it may be told apart from the superuser by nothing else.

    Another user id would not do: that user cannot read an interpreter in the home folder of the superuser.
    """
    drop = _drop_overrides if os.getuid() == 0 else None
    texts = [*map(str, command)]
    return subprocess.run(texts, preexec_fn=drop, capture_output=True, text=True, check=False, timeout=120)


def is_refused(path: Path) -> bool:
    """Whether a program that is run so may not open a file or list a folder."""
    look = "import os, sys; os.listdir(sys.argv[1]) if os.path.isdir(sys.argv[1]) else open(sys.argv[1])"
    return "PermissionError" in without_overrides(sys.executable, "-c", look, path).stderr


def _drop_overrides() -> None:
    libc = ctypes.CDLL(None, use_errno=True)
    for capability in OVERRIDES:
        if libc.prctl(_DROP, capability, 0, 0, 0):
            raise OSError(ctypes.get_errno(), "prctl")
