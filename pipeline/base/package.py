"""A zip of parts, as .docx and .xlsx are: the same content gives the same bytes, and what never changes is packed once.

zipfile reads a zip again before it adds to it, and takes longer to write a small part than to compress it. libdeflate
packs in two thirds of the time of zlib, and alike on every machine; what zlib makes differs with who built Python.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
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
        entries, table, number = [self.entries], [self.table], self.number
        for entry, line in _packed(parts, level, len(self.entries)):
            entries += entry
            table.append(line)
            number += 1
        return Package(b"".join(entries), b"".join(table), number)

    def to_bytes(self) -> bytes:
        """The zip as a file."""
        return b"".join((self.entries, self.table, _end(self.number, len(self.table), len(self.entries))))

    def pieces(self, parts: Iterable[tuple[str, bytes | Iterable[bytes]]], level: int = USUAL) -> Iterator[bytes]:
        """The zip as a file, with more parts, of which one at a time is in memory, packed."""
        yield self.entries
        table, number, place = [self.table], self.number, len(self.entries)
        for entry, line in _packed(parts, level, place):
            number, place = number + 1, place + sum(map(len, entry))
            table.append(line)
            yield from entry
        listed = b"".join(table)
        yield listed + _end(number, len(listed), place)


def _packed(
    parts: Iterable[tuple[str, bytes | Iterable[bytes]]], level: int, place: int
) -> Iterator[tuple[list[bytes], bytes]]:
    """Each part as it stands in a zip from this place on: its entry, and its line of the table of contents."""
    for name, content in parts:
        raw, whole = name.encode(), content if isinstance(content, bytes) else b"".join(content)
        packed = [bytes(deflate_compress(whole, level)) if level else whole]
        flags, method = 0 if name.isascii() else _UTF8_NAME, DEFLATED if level else 0
        sizes = crc32(whole), len(packed[0]), len(whole), len(raw)
        head = struct.pack("<5H3L2H", 20, flags, method, 0, _1980, *sizes, 0)
        del whole  # a large part is not in memory twice
        entry = [b"PK\3\4", head, raw, *packed]
        yield entry, b"".join([b"PK\1\2\x14\0", head, struct.pack("<3H2L", 0, 0, 0, 0, place), raw])
        place += sum(map(len, entry))
        entry.clear()  # before the next is packed: both can be large
        packed.clear()


def _end(number: int, listed: int, place: int) -> bytes:
    return struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, listed, place, 0)
