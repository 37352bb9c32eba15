"""Files that need not fit in memory: written, compared and hashed piece by piece."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.delivery.period.files import flush, make_folder, rename, write_beside

IN_MEMORY = 1 << 20  # bytes of a file at a time


@dataclass(frozen=True, slots=True)
class Spooled:
    """A file that stands whole beside its place under a temporary name, for it need not fit in memory; its hash."""

    pad: Path
    sha256: str


Document = bytes | Spooled


def write_pieces(target: Path, make_pieces: Callable[[], Iterator[bytes]]) -> None:
    """Write a file of any size piece by piece, an unchanged one not at all."""
    if _same(target, make_pieces()):
        return
    make_folder(target.parent)
    temporary = write_beside(target, make_pieces())
    try:
        flush([temporary])
        rename(temporary, target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _same(path: Path, pieces: Iterator[bytes]) -> bool:
    """Whether a file holds just these pieces; it is never in memory as a whole."""
    try:
        with path.open("rb") as file:
            return all(file.read(len(piece)) == piece for piece in pieces) and not file.read(1)
    except FileNotFoundError:
        return False


def spool(target: Path, pieces: Iterable[bytes]) -> Spooled:
    """Write a document piece by piece beside its place; it gets its name with its group."""
    make_folder(target.parent)
    digest = hashlib.sha256()

    def noted() -> Iterator[bytes]:
        for piece in pieces:
            digest.update(piece)
            yield piece

    return Spooled(write_beside(target, noted()), digest.hexdigest())


def document_hash(document: Document) -> str:
    """sha256 of a document."""
    return document.sha256 if isinstance(document, Spooled) else hashlib.sha256(document).hexdigest()


def file_hash(path: Path) -> str:
    """sha256 of a file, which need not fit in memory; "" when it is not there."""
    try:
        with path.open("rb") as file:
            piece = file.read(IN_MEMORY)
            digest = hashlib.sha256(piece)
            while len(piece) == IN_MEMORY:
                piece = file.read(IN_MEMORY)
                digest.update(piece)
        return digest.hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return ""
