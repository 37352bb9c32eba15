"""A zip from outside is unpacked within limits, and never beyond what it declares."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest

from pipeline.base.unpack import MB, Limits, Unsound, unpack

LIMITS = Limits(file=MB, parts=5, part=4 * MB, total=6 * MB)


def zipped(*parts: tuple[str, bytes]) -> bytes:
    """A zip with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return buffer.getvalue()


def reason(data: bytes) -> tuple[str, str]:
    """Why a zip is refused, and the part that shows it."""
    with pytest.raises(Unsound) as unsound:
        unpack(data, LIMITS)
    return unsound.value.reason, unsound.value.part


def test_the_parts_come_out_as_they_went_in() -> None:
    """Small ones are remembered by their content, not by their name."""
    parts = {"a.xml": b"een", "b.xml": b"een", "map/c.bin": bytes(range(256)) * 300}
    assert unpack(zipped(*parts.items()), LIMITS) == parts


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"x" * (MB + 1), ("te_groot", "")),
        (zipped(*((str(n), b"") for n in range(6))), ("onderdelen", "")),
        (zipped(("groot", b"\0" * (4 * MB + 1))), ("te_groot", "groot")),
        (zipped(("bom", b"\0" * (2 * MB))), ("verdacht", "bom")),
        (zipped(("../uit", b"")), ("verdacht", "../uit")),
        (zipped(("/uit", b"")), ("verdacht", "/uit")),
        (zipped(("a", b""), ("A", b"")), ("verdacht", "A")),
        (zipped(("a", b"een"))[:-10], ("afgebroken", "")),
        (b"geen zip", ("afgebroken", "")),
    ],
    ids=["file", "parts", "part", "ratio", "dots", "root", "double", "cut", "text"],
)
def test_a_zip_that_is_not_to_be_used_says_why(data: bytes, expected: tuple[str, str]) -> None:
    """On what it declares, so before anything is unpacked."""
    assert reason(data) == expected


def test_a_part_that_is_longer_than_it_declares_is_not_unpacked_to_its_end() -> None:
    """A lie in the table of contents buys no memory."""
    content = b"\0" * (3 * MB)
    data = bytearray(zipped(("a", content)))
    short, checksum = (100).to_bytes(4, "little"), zlib.crc32(content[:100]).to_bytes(4, "little")
    central = data.index(b"PK\1\2")
    data[central + 16 : central + 20], data[central + 24 : central + 28] = checksum, short
    assert reason(bytes(data)) == ("afgebroken", "")
