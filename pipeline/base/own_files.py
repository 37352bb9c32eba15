"""The product's own files: where they are, and a hash of all of them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = PACKAGE / "templates"
KEPT = PACKAGE / "kept"  # what is made of the others beforehand (kept.py)
# the wheel carries schemas/ inside the package; a checkout has it beside the package, where the user wants it
SCHEMAS = next(folder for folder in (PACKAGE / "schemas", PACKAGE.parent / "schemas") if folder.is_dir())
_SUFFIXES = (".py", ".yaml", ".toml", ".j2", ".docx")


@cache
def own_files_hash() -> str:
    """Hash of code, texts and templates: the same for a checkout and for what is installed from it."""
    digest = hashlib.sha256()
    for path in _own_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _own_files() -> Iterator[Path]:
    """In the same order on every system; by os.walk, for every process of a run does it and rglob takes long."""
    for top in (PACKAGE, SCHEMAS):
        others = {"__pycache__"} if top == SCHEMAS else {"__pycache__", KEPT.name, SCHEMAS.name}
        for folder, within, names in os.walk(top):
            within[:] = sorted({*within} - others)
            yield from (Path(folder, name) for name in sorted(names) if name.endswith(_SUFFIXES))
