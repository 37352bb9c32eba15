"""The product's own files: where they are, and a hash of all of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = PACKAGE / "templates"
KEPT = PACKAGE / "kept"  # what is made of the others beforehand (kept.py)
# the wheel carries schemas/ inside the package; a checkout has it beside the package, where the user wants it
SCHEMAS = next(folder for folder in (PACKAGE / "schemas", PACKAGE.parent / "schemas") if folder.is_dir())
_SUFFIXES = {".py", ".yaml", ".toml", ".j2", ".docx"}


@cache
def own_files_hash() -> str:
    """Hash of code, texts and templates: the same for a checkout and for what is installed from it."""
    digest = hashlib.sha256()
    for path in _own_files():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _own_files() -> Iterator[Path]:
    for folder, others in ((PACKAGE, {SCHEMAS, KEPT}), (SCHEMAS, set[Path]())):
        found = [path for path in folder.rglob("*") if path.suffix in _SUFFIXES and others.isdisjoint(path.parents)]
        yield from sorted(found, key=lambda path: path.relative_to(folder).parts)
