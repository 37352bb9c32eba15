"""Documents that need not fit in memory go in place with their group as others do."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.delivery.period import files as output
from pipeline.delivery.period import spool as spooling
from pipeline.delivery.period.folder import Periodemap
from pipeline.delivery.period.spool import file_hash
from pipeline.model.kept_groups import Groep
from tests.support.folders import files

RECORD, LARGE, SMALL = "cijfers.json", "koepel/overzicht.xlsx", "index.html"


def place(folder: Path, *pieces: bytes, small: bytes = b"klein") -> tuple[list[str], list[str]]:
    """Put a group with a spooled document in place; which files are new, and which changed."""
    periodemap = Periodemap(folder)
    documents = {LARGE: periodemap.spool(LARGE, iter(pieces)), SMALL: small}

    def make_record(bestanden: Mapping[str, str], _: Mapping[str, str]) -> Groep:
        return Groep(record=RECORD, bestanden=dict(bestanden))

    done = periodemap.place(RECORD, documents, make_record)
    assert done.record.bestanden[LARGE] == hashlib.sha256(b"".join(pieces)).hexdigest()
    assert {*files(folder)} == {RECORD, *documents}  # nothing is left under another name
    return [*done.nieuw], [*done.veranderd]


def test_it_goes_in_place_with_its_group_and_not_again_when_it_did_not_change(tmp_path: Path) -> None:
    """Also where another file of the group did, whose folder is swept."""
    assert place(tmp_path, b"een", b"twee") == ([LARGE, SMALL], [])
    assert files(tmp_path)[LARGE] == b"eentwee"
    before = (tmp_path / LARGE).stat().st_mtime_ns
    assert place(tmp_path, b"eent", b"wee") == ([], [])
    assert place(tmp_path, b"eentwee", small=b"anders") == ([], [SMALL])
    assert (tmp_path / LARGE).stat().st_mtime_ns == before
    assert place(tmp_path, b"drie", small=b"anders") == ([], [LARGE])
    assert files(tmp_path)[LARGE] == b"drie"


def test_what_cannot_be_made_whole_leaves_nothing(tmp_path: Path) -> None:
    """Not half a file, and the former one stands."""
    place(tmp_path, b"een")

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        Periodemap(tmp_path).spool(LARGE, broken())
    assert files(tmp_path)[LARGE] == b"een"
    assert {*files(tmp_path)} == {RECORD, LARGE, SMALL}


def test_a_group_that_cannot_go_in_place_leaves_no_spooled_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full, say."""
    place(tmp_path, b"een")

    def full(*_: object) -> None:
        raise OSError(28, "vol")

    monkeypatch.setattr(output, "_flush", full)
    with pytest.raises(OSError, match="vol"):
        place(tmp_path, b"twee")
    assert files(tmp_path)[LARGE] == b"een"
    assert {*files(tmp_path)} == {RECORD, LARGE, SMALL}


@pytest.mark.parametrize("size", [0, 3, 4, 5, 8, 9])
def test_a_file_is_hashed_piece_by_piece(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, size: int) -> None:
    """Whatever part of a piece the last one is."""
    monkeypatch.setattr(spooling, "IN_MEMORY", 4)
    (tmp_path / "a").write_bytes(b"abcdefghi"[:size])
    assert file_hash(tmp_path / "a") == hashlib.sha256(b"abcdefghi"[:size]).hexdigest()
    assert file_hash(tmp_path / "a" / "b") == file_hash(tmp_path / "weg") == ""
