"""Packages of parts: what any zip program reads, and the same bytes for the same content."""

from __future__ import annotations

import hashlib
import io
import zipfile

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
