"""Packages of parts: what any zip program reads, and the same bytes for the same content."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterator

import pytest

from pipeline.base.package import QUICK, STORED, USUAL, Package

PARTS = {
    "[Content_Types].xml": b"<Types/>",
    "xl/blad.xml": b"<c/>" * 500,
    "xl/leeg.xml": b"",
    "tekst/\xe9.xml": b"\0\xff",
}


@pytest.mark.parametrize("level", [STORED, QUICK, USUAL])
def test_every_part_is_read_back_in_order(level: int) -> None:
    """By a program that checks sizes and sums."""
    data = Package().with_parts(PARTS.items(), level).to_bytes()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == [*PARTS.items()]
        kinds = {entry.compress_type for entry in archive.infolist()}
    assert kinds == {zipfile.ZIP_DEFLATED if level else zipfile.ZIP_STORED}


def test_parts_packed_before_stay_and_are_used_again() -> None:
    """A document of a template holds the parts of the template and its own, and not those of another document."""
    static = Package().with_parts(PARTS.items())
    one, other = (static.with_parts([("word/document.xml", text)], QUICK).to_bytes() for text in (b"een", b"twee"))
    for data, text in ((one, b"een"), (other, b"twee")):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert {name: archive.read(name) for name in archive.namelist()} == {**PARTS, "word/document.xml": text}


def test_a_package_says_nothing_of_the_day_or_the_machine() -> None:
    """So that the same content gives the same bytes everywhere."""
    with zipfile.ZipFile(io.BytesIO(Package().with_parts(PARTS.items()).to_bytes())) as archive:
        found = {(entry.date_time, entry.create_system, entry.external_attr) for entry in archive.infolist()}
    assert found == {((1980, 1, 1, 0, 0, 0), 0, 0)}


@pytest.mark.parametrize(
    ("level", "sha256"),
    [
        (QUICK, "aa41e5110508bea186453289f77ec1d4d1120fb05484e5f3ae54efee898b6d56"),
        (USUAL, "74b1d892d51dab689043499e4b8b87875feb65de281aa8c97cb792ce6db7fe72"),
    ],
)
def test_the_same_content_is_packed_alike_on_every_machine(level: int, sha256: str) -> None:
    """Whatever the system and the processor: a file of HR's laptop is that of the umbrella's server. A new version of
    the library that packs may change these two; then every document changes once, and CHANGELOG.md says so.
    """
    numbers = " ".join(str(number * number) for number in range(20_000)).encode()
    data = Package().with_parts({**PARTS, "tekst.txt": numbers}.items(), level).to_bytes()
    assert hashlib.sha256(data).hexdigest() == sha256


def in_pieces(data: bytes) -> Iterator[bytes]:
    """A part, some hundreds of bytes at a time."""
    return (data[start : start + 777] for start in range(0, len(data), 777))


@pytest.mark.parametrize("level", [STORED, QUICK, USUAL])
def test_piece_by_piece_it_is_the_same_file(level: int) -> None:
    """Whatever the pieces of a part are; and one part at a time is made."""
    static = Package().with_parts([*PARTS.items()][:1])
    parts = {**PARTS, "xl/lang.xml": bytes(n * n % 251 for n in range(300_000))}
    cut = [(name, in_pieces(data)) for name, data in parts.items()]
    pieces = static.pieces(cut, level)
    assert next(pieces) == static.entries
    assert next(cut[1][1]) == parts["xl/blad.xml"][:777]  # nothing of it was taken yet
    again = ((name, in_pieces(data)) for name, data in parts.items())
    assert b"".join(static.pieces(again, level)) == static.with_parts(parts.items(), level).to_bytes()
