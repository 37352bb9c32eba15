"""Unpacking a zip that came from outside: refused on what it declares, and no part beyond what it declares."""

from __future__ import annotations

import io
import re
import struct
import zipfile
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from deflate import DeflateError, crc32, deflate_decompress

MB = 1024 * 1024
MAX_RATIO = 200  # unpacked against packed, for parts beyond 1 MB: text of real forms packs 10 to 50 times
SMALL = 64 * 1024  # packed or unpacked: such parts are remembered, for most are the same in all forms
REMEMBERED = 256  # parts

Reason = Literal["te_groot", "onderdelen", "versleuteld", "verdacht", "afgebroken"]


@dataclass(frozen=True, slots=True)
class Limits:
    """Most bytes of the file, of one part and of all parts unpacked; most parts."""

    file: int
    parts: int
    part: int
    total: int


class Unsound(Exception):
    """The zip is not to be used: why, the part that shows it, and the limit in bytes that it goes beyond."""

    def __init__(self, reason: Reason, part: str = "", limit: int = 0) -> None:
        super().__init__(reason)
        self.reason, self.part, self.limit = reason, part, limit


def unpack(data: bytes, limits: Limits) -> dict[str, bytes]:
    """Name -> content of all parts, each unpacked once. Raises Unsound."""
    if len(data) > limits.file:
        raise Unsound("te_groot", limit=limits.file)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
        _check_entries(entries, limits)
        return {entry.filename: _inflate(data, entry) for entry in entries}
    except (zipfile.BadZipFile, DeflateError, struct.error, NotImplementedError, UnicodeDecodeError) as error:
        raise Unsound("afgebroken") from error


def _check_entries(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    """Refuse on what the table of contents declares, before anything is unpacked."""
    if len(entries) > limits.parts:
        raise Unsound("onderdelen", limit=limits.parts)
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename.casefold()  # readers look parts up without regard to case
        if name in seen or not _stays_inside(name):
            raise Unsound("verdacht", entry.filename)
        if entry.flag_bits & 1:
            raise Unsound("versleuteld")
        seen.add(name)
        _check_size(entry, limits)
    if sum(entry.file_size for entry in entries) > limits.total:
        raise Unsound("te_groot", limit=limits.total)


@lru_cache(REMEMBERED)
def _stays_inside(name: str) -> bool:
    return not name.startswith(("/", "\\")) and ":" not in name and ".." not in re.split(r"[/\\]", name)


def _check_size(entry: zipfile.ZipInfo, limits: Limits) -> None:
    if entry.file_size > limits.part:
        raise Unsound("te_groot", entry.filename, limits.part)
    if entry.file_size > MB and entry.file_size > MAX_RATIO * entry.compress_size:
        raise Unsound("verdacht", entry.filename)


def _inflate(data: bytes, entry: zipfile.ZipInfo) -> bytes:
    """Unpack one part; a part that is longer, shorter or other than it declares is a broken file."""
    header = struct.unpack_from("<4s22xHH", data, entry.header_offset)
    start = entry.header_offset + 30 + header[1] + header[2]
    packed = data[start : start + entry.compress_size]
    if header[0] != b"PK\3\4":
        raise zipfile.BadZipFile(entry.filename)
    is_small = max(len(packed), entry.file_size) <= SMALL
    return (_known if is_small else _content)(packed, entry.compress_type, entry.file_size, entry.CRC)


def _content(packed: bytes, method: int, size: int, checksum: int) -> bytes:
    if method == zipfile.ZIP_DEFLATED:
        content = bytes(deflate_decompress(packed, size))  # DeflateError when it holds more
    elif method == zipfile.ZIP_STORED:
        content = packed
    else:
        raise NotImplementedError(method)
    if len(content) != size or crc32(content) != checksum:
        raise zipfile.BadZipFile
    return content


_known = lru_cache(REMEMBERED)(_content)  # the same bytes have the same content
