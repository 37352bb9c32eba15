"""What cannot be avoided: unzip every form, deflate what differs in every document, write the same bytes as safely.

former  with zipfile and zlib level 3, as the benchmark of 2026-11 had it
hard    as quick as can be: a zip taken apart by hand, isal where it is installed and else libdeflate, as ours
        level 1, what is packed the same as before (256 small parts, as the reader remembers) not unpacked again
Both write beside the place, flush and rename, steunpunt by steunpunt, with the functions of the product.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

import deflate

from benchmarks.measured import Cost, timed
from pipeline.delivery.period.files import flush, rename, write_beside

FORMER_LEVEL, HARD_LEVEL = 3, 1
REMEMBERED, SMALL = 256, 64 * 1024  # parts, and bytes of one
VARYING = re.compile(
    r"word/(document|header\d*|footer\d*)\.xml|docProps/core\.xml|xl/worksheets/sheet\d+\.xml|sharedStrings"
)


class _Libdeflate:
    """The library of the product, with the functions of zlib."""

    __name__ = "libdeflate"
    compress = staticmethod(deflate.deflate_compress)

    @staticmethod
    def decompress(packed: bytes, _bits: int, size: int) -> bytes:
        """A part of which the size is known."""
        return bytes(deflate.deflate_decompress(packed, size))


def _quickest() -> Any:  # noqa: ANN401  # a module, or what has the same functions
    try:
        return import_module("isal.isal_zlib")
    except ImportError:
        return _Libdeflate()


_QUICK = _quickest()
LIBRARY = _QUICK.__name__


@dataclass(frozen=True)
class _Document:
    """A file that a run wrote: where, its bytes, and what of it is not the same in every one, unpacked."""

    path: Path
    data: bytes
    varying: list[bytes]


def former_floor(invoer: Path, uit: Path, scratch: Path) -> Cost:
    """As it was measured before."""
    return _floor(invoer, uit, scratch, _unzip, lambda part: zlib.compress(part, FORMER_LEVEL))


def hard_floor(invoer: Path, uit: Path, scratch: Path) -> Cost:
    """With the quickest of everything."""
    return _floor(invoer, uit, scratch, unzip_quick, lambda part: _QUICK.compress(part, HARD_LEVEL))


def _floor(
    invoer: Path, uit: Path, scratch: Path, unzip: Callable[[Path], object], deflate: Callable[[bytes], bytes]
) -> Cost:
    """uit: the folder of a period as a run wrote it."""
    forms = [*invoer.glob("*/formulieren/*.xlsx"), *invoer.glob("*/steunpunt.xlsx")]
    cost = timed(lambda: [unzip(path) for path in forms])
    return sum((timed(lambda group=group: _write(group, scratch, deflate)) for group in _groups(uit)), start=cost)


def _groups(uit: Path) -> Iterator[list[_Document]]:
    """The files of each steunpunt, and those of all together."""
    groups: defaultdict[str, list[Path]] = defaultdict(list)
    for path in sorted(path for path in uit.rglob("*") if path.is_file()):
        groups[path.relative_to(uit).parts[0]].append(path)
    for paths in groups.values():
        yield [_Document(path.relative_to(uit), path.read_bytes(), _varying(path)) for path in paths]


def _varying(path: Path) -> list[bytes]:
    if path.suffix not in (".docx", ".xlsx"):
        return []
    with zipfile.ZipFile(path) as archive:
        return [archive.read(name) for name in archive.namelist() if VARYING.search(name)]


def _unzip(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            archive.read(name)


def unzip_quick(path: Path) -> list[bytes]:
    """The content of every part of a zip as programs make them, in order; nothing is checked."""
    data, found = path.read_bytes(), []
    end = data.rfind(b"PK\5\6")
    number, _, place = struct.unpack_from("<HLL", data, end + 10)
    for _ in range(number):
        packed, size, name, extra, comment, start = struct.unpack_from("<LL3H8xL", data, place + 20)
        place += 46 + name + extra + comment
        start += 30 + sum(struct.unpack_from("<HH", data, start + 26))
        found.append((_known if max(packed, size) <= SMALL else _inflated)(data[start : start + packed], size))
    return found


def _inflated(packed: bytes, size: int) -> bytes:
    content: bytes = _QUICK.decompress(packed, -zlib.MAX_WBITS, size)
    return content


_known = lru_cache(REMEMBERED)(_inflated)


def _write(group: list[_Document], scratch: Path, deflate: Callable[[bytes], bytes]) -> None:
    beside = {}
    for folder in {(scratch / document.path).parent for document in group}:
        folder.mkdir(parents=True, exist_ok=True)
    for document in group:
        for part in document.varying:
            deflate(part)
        beside[document.path] = write_beside(scratch / document.path, document.data)
    flush(beside.values())
    for path, temporary in beside.items():
        rename(temporary, scratch / path)
