"""What takes long to make of the product's own files, made beforehand: catalogs, words, templates (`make kept`).

It holds for exactly the program that it was made from, and bears its hash: after a change of any code, text, template
or library all is made of the files themselves, as if there were none, until `make kept`. A run only reads it, so
nothing of it is half-written and the folder may be read-only. A wheel has it too (tools/wheel_hook.py).
"""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import MutableMapping
from functools import cache
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from typing import Any

from pipeline.base.installed import version
from pipeline.base.own_files import KEPT, own_files_hash

SIGN = "program.txt"  # of which program all here was made
MAKERS = ("docxtpl", "jinja2", "openpyxl", "pydantic", "pyyaml")


def kept(name: str) -> object:
    """What was kept under a name; None where there is nothing, or what another program made."""
    path = kept_file(name, "pickle")
    if not _is_current() or not path.is_file():
        return None
    return pickle.loads(path.read_bytes())  # noqa: S301  # a part of the program, as its code is


def kept_code(name: str) -> MutableMapping[str, Any] | None:
    """What a module of generated code defines, of which Python itself keeps the compiled form; None as above."""
    path = kept_file(name, "py")
    if not _is_current() or not path.is_file():
        return None
    loader = SourceFileLoader(f"{__name__}.{path.stem}", str(path))
    spec = spec_from_loader(loader.name, loader)
    if spec is None:  # never of a file
        return None
    module = module_from_spec(spec)
    loader.exec_module(module)
    return vars(module)


def kept_file(name: str, kind: str, folder: Path | None = None) -> Path:
    """Where something is kept; a name may be that of a file, such as "profiel.docx"."""
    return (folder or KEPT) / f"{name.replace('/', '_').replace('.', '_').replace(' ', '_')}.{kind}"


@cache
def made_by() -> str:
    """Hash of the program, and of the libraries by which it makes what is kept."""
    versions = " ".join(f"{name} {version(name)}" for name in MAKERS)
    return hashlib.sha256(f"{own_files_hash()} {versions}".encode()).hexdigest()


@cache
def _is_current() -> bool:
    sign = KEPT / SIGN
    return sign.is_file() and sign.read_text("ascii") == made_by()
