"""What an entry of a folder is, by its name and size: nobody's, perhaps a form, too large."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.intake.look import MAX_FILE
from pipeline.model.findings import Address, Finding

FORM_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"})
STAMPED_SUFFIXES = frozenset({".xlsx", ".xlsm", ".ods"})  # of what may be a form of ours wherever it lies


def skipped(name: str) -> bool:
    """Whether a file is no one's form: lock files of Excel and LibreOffice, leftovers of systems."""
    return name.startswith(("~$", ".")) or name.casefold() in {"thumbs.db", "desktop.ini"}


def may_be_form(path: Path) -> bool:
    """Whether a file may be a form of ours, by its name; a link is not followed."""
    return path.suffix.casefold() in FORM_SUFFIXES and not path.is_symlink() and not path.is_dir()


def too_large(path: Path) -> bool:
    """Whether reading refuses a file by its size alone (faults.md 40). Raises OSError."""
    return path.stat().st_size > MAX_FILE


def form_bytes(path: Path, sha256: str) -> bytes | None:
    """A form as it was read, to pass on; None when it is gone or was saved since."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if hashlib.sha256(data).hexdigest() == sha256 else None


def printable_name(name: str) -> bool:
    """Whether a name can be written down: one from an old archive may hold bytes that are no text."""
    return name.encode(errors="replace").decode() == name


def found_at(code: str, path: Path, folder: Path) -> Finding:
    """A finding on an entry as a whole, by its path below a folder."""
    return Finding(code, Address(path.relative_to(folder).as_posix().encode(errors="replace").decode()))
