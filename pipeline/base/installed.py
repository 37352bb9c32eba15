"""Versions of installed libraries, by the names of their folders: importlib.metadata takes 25 ms to be imported."""

from __future__ import annotations

import os
import re
import sys
from functools import cache

_SUFFIX = ".dist-info"


def version(name: str) -> str:
    """Version of a library. KeyError when it is not installed."""
    return _installed()[_normal(name)]


@cache
def _installed() -> dict[str, str]:
    found: dict[str, str] = {}
    for folder in filter(os.path.isdir, reversed(sys.path)):  # what comes first is what is imported
        for entry in os.listdir(folder):  # noqa: PTH208  # a name is all that is wanted
            if entry.endswith(_SUFFIX):
                project, _, number = entry.removesuffix(_SUFFIX).rpartition("-")
                found[_normal(project)] = number
    return found


def _normal(name: str) -> str:
    """As pip compares names: PyYAML is pyyaml."""
    return re.sub(r"[-_.]+", "-", name).lower()
