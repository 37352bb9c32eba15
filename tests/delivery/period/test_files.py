"""Writing single files: whole or not at all, never over another's, under a name that every system accepts."""

from __future__ import annotations

import errno
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.base import names
from pipeline.base.names import file_part
from pipeline.delivery.period.files import create, free_path, leiding_names, write_faults
from tests.support.folders import files, put, refuse, stopped


@pytest.mark.parametrize(
    ("error", "cause"),
    [
        (errno.ENOSPC, "schijf_vol"),
        (errno.EDQUOT, "schijf_vol"),
        (errno.EACCES, "geen_rechten"),
        (errno.EPERM, "geen_rechten"),
        (errno.EROFS, "geen_rechten"),
        (errno.EIO, "niet_te_schrijven"),
    ],
)
def test_what_the_file_system_refuses_becomes_one_sentence(error: int, cause: str) -> None:
    """faults.md 35: no path and no words of Python."""

    def act() -> None:
        with write_faults():
            refuse(error)()

    assert stopped(act) == [f"uitvoer_onschrijfbaar:{cause}"]


class Windows(PermissionError):
    """A fault as Windows tells it: with a number of its own, or without when a file could not be opened."""

    def __init__(self, path: Path, winerror: int | None) -> None:
        super().__init__(errno.EACCES, "Permission denied", str(path))
        self.winerror = winerror


def told_of(fault: OSError) -> list[str]:
    """The sentence for a fault."""

    def act() -> None:
        with write_faults():
            raise fault

    return stopped(act)


@pytest.mark.parametrize("number", [32, 33])
def test_a_file_that_is_open_in_another_program_is_no_lack_of_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """faults.md 31: Windows says so of renaming and removing, and of opening only when it is asked in that way."""
    path = put(tmp_path, "a.xlsx", b"a")
    assert told_of(Windows(path, number)) == ["bestand_bezet"]
    assert told_of(Windows(path, None)) == told_of(Windows(path, 5)) == ["uitvoer_onschrijfbaar:geen_rechten"]

    def held(*_: object) -> None:
        raise Windows(path, number)

    monkeypatch.setattr(Path, "rename", held)
    assert told_of(Windows(path, None)) == ["bestand_bezet"]


def test_a_folder_where_a_file_should_be_is_no_lack_of_rights(tmp_path: Path) -> None:
    """Windows gives it the same number; of a folder that may not be listed it knows one of its own."""
    assert told_of(Windows(tmp_path, None)) == ["uitvoer_onschrijfbaar:niet_te_schrijven"]
    assert told_of(Windows(tmp_path, 5)) == ["uitvoer_onschrijfbaar:geen_rechten"]
    fault = PermissionError(errno.EACCES, "x", str(tmp_path))
    cause = "niet_te_schrijven" if hasattr(fault, "winerror") else "geen_rechten"
    assert told_of(fault) == [f"uitvoer_onschrijfbaar:{cause}"]


def test_a_new_file_never_overwrites(tmp_path: Path) -> None:
    """Forms and team workbooks are handed out once (design.md 2.3)."""
    create(tmp_path / "map" / "1001.xlsx", b"nieuw")
    with pytest.raises(FileExistsError):
        create(tmp_path / "map" / "1001.xlsx", b"leeg")
    assert files(tmp_path) == {"map/1001.xlsx": b"nieuw"}


# --- names ---------------------------------------------------------------------------------------------------------

HOSTILE = [
    "CON",
    "con",
    "NUL.tar",
    "COM1",
    "a:b",
    "a/b",
    "../x",
    "..",
    "...",
    ".",
    "a. ",
    " a",
    "com1 ",
    "a\\b",
    'a"b<c>|?*',
    "",
]


@pytest.mark.parametrize(
    "text", [*HOSTILE, "a\nb", "a\x00b", "\\\\server\\x", "C:\\x", "😀" * 300, "é" * 300, "a" * 300]
)
@pytest.mark.parametrize("distinct", [False, True])
def test_part_of_a_file_name_is_accepted_by_every_system(tmp_path: Path, text: str, distinct: bool) -> None:
    """faults.md 32: no sign with a meaning, no device of Windows, no dot or space at the end, not too long."""
    part = file_part(text, distinct=distinct)
    assert not set(part) & set('/\\:*?"<>|\0\r\n\t')
    assert part == part.strip(". ")
    assert part.split(".")[0].casefold() not in {"con", "nul", "com1"}
    assert len(part.encode()) <= names.NAME_BYTES + len("_abcdef")
    written = tmp_path / f"x{part}.docx"
    written.write_bytes(b"")
    assert [*tmp_path.iterdir()] == [written]


@pytest.mark.parametrize("text", ["Zoë", "Anna de Vries-Jansen", "x😀y", "=1+1", "1001", "O'Brien & Zn", "Łukasz"])
def test_an_ordinary_name_stays_as_it_is(text: str) -> None:
    """People recognise the file."""
    assert file_part(text) == file_part(text, distinct=True) == text


def test_a_name_is_the_same_however_its_accents_are_written() -> None:
    """A Mac writes ë as two signs (faults.md 1)."""
    assert file_part(unicodedata.normalize("NFD", "Zoë"), distinct=True) == file_part("Zoë", distinct=True) == "Zoë"


@pytest.mark.parametrize("sign", [*range(0x202A, 0x202F), *range(0x2066, 0x206A)], ids=hex)
def test_signs_that_turn_the_direction_of_text_are_left_out(sign: int) -> None:
    """faults.md 42: the name would seem to be another one; everything else stays."""
    assert file_part(f"Anna{chr(sign)} xcod.exe") == "Anna xcod.exe"


@pytest.mark.parametrize("text", ["a" * 40, "a" * 41])
def test_a_part_has_at_most_forty_signs(text: str) -> None:
    """Unless another limit is given."""
    assert (file_part(text), file_part(text, 5), file_part(text, 0)) == ("a" * 40, "aaaaa", "")


def test_a_part_that_is_cut_off_does_not_end_in_a_space_or_half_a_sign() -> None:
    """Windows drops such a space, and then the file is not found."""
    assert file_part("a" * 39 + " b") == "a" * 39
    assert file_part("é" * 79 + ". x", 120) == "é" * 79
    assert file_part("😀" * 60, 60) == "😀" * 40


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("10:01", "1001"),
        ("a/b", "ab"),
        ("a" * 41, "a" * 42),
        ("..", "..."),
        ("CON", "CON_"),
        (" 1", "1"),
        ("1.", "1"),
        ("1\u202e2", "12"),
    ],
)
def test_distinct_numbers_stay_distinct(one: str, other: str) -> None:
    """faults.md 1: nothing is overwritten, for two people may not share a file."""
    assert file_part(one) == file_part(other)
    assert file_part(one, distinct=True) != file_part(other, distinct=True)


@given(st.text(st.characters(codec="utf-8"), max_size=60))
@settings(deadline=None, max_examples=50)
def test_a_distinct_part_is_never_empty_and_always_the_same(text: str) -> None:
    """Same input, same name; only an empty number has no name."""
    part = file_part(text, distinct=True)
    assert part == file_part(text, distinct=True)
    assert bool(part) == bool(text)
    assert not set(part) & set("/\\:\0")


def test_a_free_path_is_the_path_itself_when_nothing_stands_there(tmp_path: Path) -> None:
    """And else the first with a number."""
    path = tmp_path / "1001.xlsx"
    assert free_path(path) == path
    put(tmp_path, "1001.xlsx", b"")
    assert free_path(path) == tmp_path / "1001 (2).xlsx"
    put(tmp_path, "1001 (2).xlsx", b"")
    (tmp_path / "1001 (3).xlsx").mkdir()
    assert free_path(path) == tmp_path / "1001 (4).xlsx"


def test_the_file_of_each_leidinggevende_is_another_on_every_system() -> None:
    """Windows does not tell capitals apart and forbids signs; what is no name gets words."""
    namen = ["Jan de Vries", "Jan/de Vries", "JAN DE VRIES", "", "CON", "Ä" * 90, "Ä" * 91]
    parts = leiding_names(namen, 35)
    assert parts[""] == "zonder leidinggevende"
    assert len({part.casefold() for part in parts.values()}) == len(namen)
    assert all(part and len(part) <= 35 and "/" not in part for part in parts.values())
