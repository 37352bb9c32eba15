"""A zip of parts, as .docx and .xlsx are: the same content gives the same bytes, and what never changes is packed once.

zipfile reads a zip again before it adds to it, and takes longer to write a small part than to compress it. libdeflate
packs in two thirds of the time of zlib, and alike on every machine; what zlib makes differs with who built Python.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from dataclasses import dataclass

from deflate import crc32, deflate_compress

STORED, QUICK, USUAL = 0, 1, 6  # levels of compression; QUICK takes a third of the time, for files a fifth larger
DEFLATED = 8  # the method, as an entry names it
_UTF8_NAME, _1980 = 0x800, 0x21  # of an entry: the flag, and the first of January, for no output holds a run date


@dataclass(frozen=True, slots=True)
class Package:
    """Parts as they stand in a zip: their entries, and their lines of its table of contents."""

    entries: bytes = b""
    table: bytes = b""
    number: int = 0

    def with_parts(self, parts: Iterable[tuple[str, bytes]], level: int = USUAL) -> Package:
        """The same with more parts, each with its name, which stand after those that are there; taken one by one."""
        entries: list[bytes | bytearray] = [self.entries]
        table, place = [self.table], len(self.entries)
        number = self.number
        for name, content in parts:
            number += 1
            raw = name.encode()
            packed = deflate_compress(content, level) if level else content
            flags, method = 0 if name.isascii() else _UTF8_NAME, DEFLATED if level else 0
            sizes = crc32(content), len(packed), len(content), len(raw)
            entry = struct.pack("<5H3L2H", 20, flags, method, 0, _1980, *sizes, 0)
            entries += [b"PK\3\4", entry, raw, packed]
            table += [b"PK\1\2\x14\0", entry, struct.pack("<3H2L", 0, 0, 0, 0, place), raw]
            place += 4 + len(entry) + len(raw) + len(packed)
        return Package(b"".join(entries), b"".join(table), number)

    def to_bytes(self) -> bytes:
        """The zip as a file."""
        sizes = self.number, self.number, len(self.table), len(self.entries)
        return b"".join((self.entries, self.table, struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, *sizes, 0)))
