"""The folder vervallen/: every file that lies there is named with the reason, also after a run that was killed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from pipeline.definitions.report_words import load_wording
from pipeline.delivery.period import vervallen
from pipeline.delivery.period.folder import Periodemap
from pipeline.delivery.period.vervallen import RECORD, retire, retired
from pipeline.model.kept_groups import Groep, Vervalreden
from tests.support.folders import files, put

STEUNPUNT = "zonnedael/steunpunt.json"
PROFIEL = "zonnedael/profielen/1001-Zoë.docx"
REDENEN = load_wording().vervallen.redenen


def place(folder: Path, documents: Mapping[str, bytes]) -> None:
    """Put the group of a steunpunt in place."""
    Periodemap(folder).place(
        STEUNPUNT, documents, lambda bestanden, _: Groep(record=STEUNPUNT, bestanden={**bestanden})
    )


def told(folder: Path) -> list[tuple[str, str, Vervalreden]]:
    """Where each file was, where it is, and the key of the reason that is told."""
    keys = {words: key for key, words in REDENEN.items()}
    return [(found.was, found.nu, keys[found.reden]) for found in retired(folder)]


def test_every_reason_has_words_of_its_own() -> None:
    """Else two reasons read as one."""
    assert len({*REDENEN.values()}) == len(REDENEN) == 7


def test_a_folder_where_nothing_moved_has_nothing_to_tell(tmp_path: Path) -> None:
    """And gets no folder vervallen/."""
    place(tmp_path, {PROFIEL: b"profiel"})
    assert (retire(tmp_path, STEUNPUNT, {"zonnedael/nooit.docx": "hoort_niet_meer"}), told(tmp_path)) == ([], [])
    assert not (tmp_path / "vervallen").exists()


def test_what_a_group_no_longer_has_says_so(tmp_path: Path) -> None:
    """Apart from what somebody had changed in it, which may be wanted back."""
    place(tmp_path, {PROFIEL: b"profiel", "zonnedael/b.txt": b"b", "zonnedael/c.txt": b"c"})
    put(tmp_path, "zonnedael/b.txt", b"met de hand")
    place(tmp_path, {"zonnedael/c.txt": b"c"})
    assert told(tmp_path) == [
        ("zonnedael/b.txt", "vervallen/zonnedael/b.txt", "hoort_niet_meer_met_de_hand"),
        (PROFIEL, f"vervallen/{PROFIEL}", "hoort_niet_meer"),
    ]


def test_an_edited_file_and_one_that_no_run_wrote_say_so(tmp_path: Path) -> None:
    """Both stood at a place where the run writes."""
    put(tmp_path, "zonnedael/b.txt", b"van iemand anders")
    place(tmp_path, {PROFIEL: b"profiel"})
    put(tmp_path, PROFIEL, b"met de hand")
    place(tmp_path, {PROFIEL: b"profiel", "zonnedael/b.txt": b"b"})
    assert [(was, reden) for was, _, reden in told(tmp_path)] == [
        ("zonnedael/b.txt", "vreemd"),
        (PROFIEL, "met_de_hand"),
    ]


def test_a_steunpunt_that_left_says_so_and_the_reason_outlives_its_record(tmp_path: Path) -> None:
    """steunpunt.json is gone by then; a second one that comes and goes keeps the first."""
    for data in (b"1", b"2"):
        place(tmp_path, {PROFIEL: data})
        Periodemap(tmp_path).withdraw(STEUNPUNT)
    beside = PROFIEL.replace("Zoë", "Zoë (2)")
    assert told(tmp_path) == [
        (PROFIEL, f"vervallen/{beside}", "steunpunt_weg"),
        (PROFIEL, f"vervallen/{PROFIEL}", "steunpunt_weg"),
    ]


def test_two_files_that_move_together_never_take_one_place(tmp_path: Path) -> None:
    """A file "a (2).txt" and an "a.txt" that gets this name, for "a.txt" lies there already."""
    for path, data in {"vervallen/a.txt": b"eerder", "a.txt": b"een", "a (2).txt": b"twee"}.items():
        put(tmp_path, path, data)
    retire(tmp_path, "cijfers.json", {"a.txt": "met_de_hand", "a (2).txt": "hoort_niet_meer"})
    kept = {path: data for path, data in files(tmp_path).items() if not path.endswith(RECORD)}
    assert sorted(kept.values()) == [b"een", b"eerder", b"twee"]
    assert {was: reden for was, _, reden in told(tmp_path) if reden != "onbekend"} == {
        "a.txt": "met_de_hand",
        "a (2).txt": "hoort_niet_meer",
    }


def test_only_what_lies_there_now_is_told(tmp_path: Path) -> None:
    """HR threw one away and put another there; the record of what is gone is forgotten at the next move."""
    place(tmp_path, {PROFIEL: b"1", "zonnedael/b.txt": b"b", "zonnedael/c.txt": b"c"})
    place(tmp_path, {"zonnedael/c.txt": b"c"})
    (tmp_path / "vervallen" / PROFIEL).unlink()
    put(tmp_path, "vervallen/notitie.txt", b"van HR")
    assert [(was, reden) for was, _, reden in told(tmp_path)] == [
        ("notitie.txt", "onbekend"),
        ("zonnedael/b.txt", "hoort_niet_meer"),
    ]
    place(tmp_path, {})
    assert PROFIEL not in (tmp_path / "vervallen" / "zonnedael" / RECORD).read_text("utf-8")


def test_a_record_that_somebody_broke_leaves_the_files_named(tmp_path: Path) -> None:
    """Only the reason is not known any more."""
    place(tmp_path, {PROFIEL: b"1"})
    place(tmp_path, {})
    put(tmp_path, f"vervallen/zonnedael/{RECORD}", b"{")
    assert told(tmp_path) == [(PROFIEL, f"vervallen/{PROFIEL}", "onbekend")]


@pytest.mark.parametrize("moves", range(3))
def test_a_run_that_is_killed_between_two_moves_leaves_no_file_without_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, moves: int
) -> None:
    """The reason is there before the file is; the next run ends as one that was not killed."""
    content = {f"zonnedael/{name}": b"x" for name in "abc"}
    place(tmp_path, content)
    real, done = vervallen.rename, []

    def rename(source: Path, target: Path) -> None:
        if len(done) == moves:
            raise KeyboardInterrupt
        done.append(source)
        real(source, target)

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(vervallen, "rename", rename)
        place(tmp_path, {})
    assert [reden for _, _, reden in told(tmp_path)] == ["hoort_niet_meer"] * moves
    place(tmp_path, {})
    assert [was for was, _, _ in told(tmp_path)] == [*content]
    assert {reden for _, _, reden in told(tmp_path)} == {"hoort_niet_meer"}
