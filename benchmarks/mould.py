"""A saved workbook in whose XML only what differs is put: parts, styles and zip stay as the program wrote them."""

from __future__ import annotations

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.patterns import token

_TOKEN = re.compile(rb"ZQ([a-z]+\d*)Z")
_CURSOR = re.compile(rb'activeCell="[A-Z]+\d+"((?: activeCellId="\d+")?) sqref="[A-Z]+\d+"')
_SAVED_AT = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
SHEETS = "xl/worksheets/sheet"
FIRST_SHEET = f"{SHEETS}1.xml"
_SIZES_FOLLOW = 0x08  # flag of an entry: its sizes stand behind it


@dataclass(frozen=True)
class _Part:
    """A part of the zip: packed where it is always the same, else its text in pieces, every second one a key."""

    info: zipfile.ZipInfo
    packed: bytes
    pieces: tuple[bytes, ...]


class Mould:
    """A workbook with tokens, from which workbooks with other values are cast.

    saved: whether a spreadsheet program saved it: then every sheet beyond the first differs from form to form, for
    texts are numbered as they come and the cursor stays where it was, and so does the moment of saving.
    numbers: part and cell of a number -> key of what comes there; texts: the same of a text, wherever it stands.
    """

    def __init__(
        self,
        workbook: bytes,
        *,
        saved: bool,
        numbers: Mapping[tuple[str, str], str] | None = None,
        texts: Mapping[str, str] | None = None,
    ) -> None:
        self._saved, self._numbers, self._texts = saved, numbers or {}, texts or {}
        with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
            self._parts = [self._part(info, archive.read(info)) for info in archive.infolist()]

    def _part(self, info: zipfile.ZipInfo, xml: bytes) -> _Part:
        for text, key in self._texts.items():
            xml = xml.replace(text.encode(), token(key).encode())
        for (part, cell), key in self._numbers.items():
            if part == info.filename:
                xml = _with_number(xml, cell, key)
        if self._saved and info.filename.startswith(SHEETS) and info.filename != FIRST_SHEET:
            cell = token("cursor").encode()
            xml = _CURSOR.sub(rb'activeCell="%b"\1 sqref="%b"' % (cell, cell), xml)
        if self._saved:
            xml = _SAVED_AT.sub(rb"\1" + token("moment").encode(), xml)
        pieces = tuple(_TOKEN.split(xml))
        return _Part(info, _deflate(xml), pieces if len(pieces) > 1 else ())

    @property
    def keys(self) -> set[str]:
        """The keys of all values that it needs."""
        return {key.decode() for part in self._parts for key in part.pieces[1::2]}

    def cast(self, values: Mapping[str, bytes]) -> bytes:
        """The workbook with these values, which are XML, by their key."""
        return _zip((part.info, *_content(part, values)) for part in self._parts)


def _with_number(xml: bytes, cell: str, key: str) -> bytes:
    pattern = rb'(<c r="%b"[^>]*><v>)[^<]*' % cell.encode()
    changed, found = re.subn(pattern, rb"\g<1>" + token(key).encode(), xml)
    if found != 1:
        raise LookupError(cell)
    return changed


def _content(part: _Part, values: Mapping[str, bytes]) -> tuple[int, int, bytes]:
    """Checksum, size, and the packed content."""
    if not part.pieces:
        return part.info.CRC, part.info.file_size, part.packed
    pieces = [values[piece.decode()] if place % 2 else piece for place, piece in enumerate(part.pieces)]
    xml = b"".join(pieces)
    return zlib.crc32(xml), len(xml), _deflate(xml)


def _deflate(xml: bytes) -> bytes:
    return zlib.compress(xml, zlib.Z_DEFAULT_COMPRESSION, -zlib.MAX_WBITS)  # as these programs do


def _zip(parts: Iterable[tuple[zipfile.ZipInfo, int, int, bytes]]) -> bytes:
    """A zip whose entries look as they did, but for what is in them."""
    entries, table, place, number = [], [], 0, 0
    for info, checksum, size, packed in parts:
        name, sizes = info.filename.encode(), (checksum, len(packed), size)
        start = info.extract_version, info.flag_bits, zipfile.ZIP_DEFLATED, *_dos_time(info)
        follow = info.flag_bits & _SIZES_FOLLOW
        entry = struct.pack("<4s5H3L2H", b"PK\3\4", *start, *((0, 0, 0) if follow else sizes), len(name), 0)
        entry += name + packed + (struct.pack("<4s3L", b"PK\7\10", *sizes) if follow else b"")
        made_by = info.create_version | info.create_system << 8
        line = struct.pack("<4s6H3L", b"PK\1\2", made_by, *start, *sizes)
        rest = struct.pack("<5H2L", len(name), 0, 0, 0, info.internal_attr, info.external_attr, place)
        entries.append(entry)
        table.append(line + rest + name)
        place, number = place + len(entry), number + 1
    length = sum(map(len, table))
    return b"".join((*entries, *table, struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, number, number, length, place, 0)))


def _dos_time(info: zipfile.ZipInfo) -> tuple[int, int]:
    year, month, day, hour, minute, second = info.date_time
    return hour << 11 | minute << 5 | second // 2, (year - 1980) << 9 | month << 5 | day
