"""The menu: what is typed becomes a command, and nobody has to know one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from pipeline.definitions.menu_words import menu_words
from pipeline.menu import Menu, Surroundings, as_typed

MONTH = "2026-11"
WORDS = menu_words()


class World:
    """A person who types these lines, and what the menu said, ran and showed."""

    def __init__(self, folder: Path, *typed: str, codes: Sequence[int] = (0,)) -> None:
        self.typed, self.codes = [*typed], [*codes]
        self.said: list[str] = []
        self.ran: list[list[str]] = []
        self.shown: list[Path] = []
        self.memory = folder / "settings" / "map.txt"

    def ask(self, question: str) -> str:
        """The next line; the end of the input when there is none."""
        self.said.append(question)
        if not self.typed:
            raise EOFError
        return self.typed.pop(0)

    def execute(self, arguments: Sequence[str]) -> int:
        """Note the command; its exit code is the next one, the last of them for good."""
        self.ran.append([*arguments])
        return self.codes.pop(0) if len(self.codes) > 1 else self.codes[0]

    def start(self, *dropped: Path) -> int:
        """Hold the conversation."""
        around = Surroundings(self.said.append, self.ask, self.execute, self.shown.append, lambda: MONTH, self.memory)
        return Menu(around).start(dropped)


@pytest.fixture(params=["invoer", "Jan & Piet", "100% (oud) ^!"])
def invoer(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A folder to work in, also with signs that a command file of Windows stumbles over."""
    folder = tmp_path / request.param
    folder.mkdir()
    return folder


def former_run(invoer: Path, periode: str) -> Path:
    """A finished period in the output that belongs to this input."""
    output = invoer.with_name("output" if invoer.name == "invoer" else f"{invoer.name} output") / periode
    output.mkdir(parents=True)
    (output / "run.json").write_text("{}")
    (output / "index.html").write_text("x")
    return output


def test_each_choice_is_a_command_on_the_folder(tmp_path: Path, invoer: Path) -> None:
    """Typed with the quotes that a terminal puts around a folder that is dragged into it."""
    world = World(tmp_path, f'"{invoer}"', "1", "", "2", "", "3", "", "4", "2026-10", "", "0")
    assert world.start() == 0
    output = former_run(invoer, MONTH).parent
    assert world.ran == [
        ["forms", str(invoer)],
        ["inleveren", str(invoer)],
        ["check", str(invoer)],
        ["run", str(invoer), "-o", str(output), "--periode", "2026-10"],
    ]
    assert not world.typed


def test_forms_are_packed_beside_the_input(tmp_path: Path, invoer: Path) -> None:
    """With the date that was typed, or none."""
    world = World(tmp_path, "7", "20-11-2026", "", "7", "", "", "0")
    world.start(invoer)
    packed = invoer.with_name("uitdelen" if invoer.name == "invoer" else f"{invoer.name} uitdelen")
    without = ["pakket", str(invoer), "-o", str(packed)]
    assert world.ran == [[*without, "--uiterlijk", "20-11-2026"], without]


@pytest.mark.parametrize(
    ("typed", "code", "done"), [("weg", 0, True), ("", 0, False), ("j", 0, False), ("weg", 2, False)]
)
def test_nothing_is_taken_away_before_somebody_says_so(
    tmp_path: Path, invoer: Path, typed: str, code: int, done: bool
) -> None:
    """What would go is shown first; after a fault nobody is asked."""
    output = former_run(invoer, MONTH).parent
    world = World(tmp_path, "5", "", typed, "", "0", codes=[code])
    world.start(invoer)
    dry = ["opschonen", str(invoer), str(output)]
    assert world.ran == ([dry, [*dry, "--doen"]] if done else [dry])


def test_the_folder_is_remembered(tmp_path: Path, invoer: Path) -> None:
    """The next time nobody asks for it."""
    World(tmp_path, str(invoer), "0").start()
    world = World(tmp_path, "3", "", "0")
    world.start()
    assert world.ran == [["check", str(invoer)]]
    assert WORDS.vraag_map not in world.said


def test_a_remembered_folder_that_is_gone_is_named_and_asked_for(tmp_path: Path, invoer: Path) -> None:
    """And one that was never there as well."""
    World(tmp_path, str(invoer), "0").start()
    gone = invoer.rename(tmp_path / "elders")
    world = World(tmp_path, str(tmp_path / "nergens"), str(gone), "3", "", "0")
    world.start()
    assert [WORDS.geen_map.format(map=path) in world.said for path in (invoer, tmp_path / "nergens")] == [True, True]
    assert world.ran == [["check", str(gone)]]


def test_a_folder_that_cannot_be_remembered_is_used_all_the_same(tmp_path: Path, invoer: Path) -> None:
    """It is told."""
    world = World(tmp_path, str(invoer), "3", "", "0")
    world.memory.parent.write_text("a file where the folder should be")
    world.start()
    assert WORDS.niet_onthouden in world.said
    assert world.ran == [["check", str(invoer)]]


def test_a_whole_disk_is_refused(tmp_path: Path) -> None:
    """Its output would have no place beside it."""
    world = World(tmp_path, "/", "")
    assert world.start() == 0
    assert WORDS.hele_schijf in world.said


def test_enter_makes_this_month_and_opens_its_page(tmp_path: Path, invoer: Path) -> None:
    """With forms that were rejected too: exit 1."""
    output = former_run(invoer, MONTH)
    world = World(tmp_path, "4", "", "", "0", codes=[1])
    assert world.start(invoer) == 1
    assert world.ran[0][-1] == MONTH
    assert world.shown == [output / "index.html"]


@pytest.mark.parametrize("code", [2, 3, 130, -1073741819, 3221225477])
def test_a_command_that_failed_opens_nothing_and_shows_its_code(tmp_path: Path, invoer: Path, code: int) -> None:
    """An old page may be there. Nothing goes on before somebody read it."""
    former_run(invoer, MONTH)
    world = World(tmp_path, "4", "", "", "0", codes=[code])
    assert world.start(invoer) == code
    assert not world.shown
    meaning = WORDS.codes.get(code, WORDS.andere_code)
    told = world.said.index(WORDS.code.format(code=code, betekenis=meaning))
    assert world.said[told + 1] == WORDS.verder


@pytest.mark.parametrize(("answer", "with_former"), [("j", True), ("", False)])
def test_a_new_month_is_handed_out_only_when_asked(
    tmp_path: Path, invoer: Path, answer: str, with_former: bool
) -> None:
    """It moves accepted forms away: not something that a mere Enter does."""
    former_run(invoer, "2026-09")
    newest = former_run(invoer, "2026-10")
    world = World(tmp_path, "1", answer, "", "0")
    world.start(invoer)
    assert world.ran == [["forms", str(invoer), *(["--vorige", str(newest)] if with_former else [])]]


def test_forms_that_are_dropped_go_through_the_postvak(tmp_path: Path, invoer: Path) -> None:
    """None in the place of another; the form itself stays where it was; what is no form is named."""
    World(tmp_path, str(invoer), "0").start()
    form, photo = tmp_path / "1001.xlsx", tmp_path / "foto.jpg"
    form.write_bytes(b"nieuw")
    photo.write_bytes(b"x")
    (invoer / "postvak").mkdir()
    (invoer / "postvak" / "1001.xlsx").write_bytes(b"eerder")
    world = World(tmp_path, "", "0")
    world.start(form, photo)
    assert {path.name: path.read_bytes() for path in (invoer / "postvak").iterdir()} == {
        "1001.xlsx": b"eerder",
        "1001 (2).xlsx": b"nieuw",
    }
    assert world.ran == [["inleveren", str(invoer)]]
    assert form.exists()
    assert WORDS.geen_formulier.format(bestand=photo) in world.said


def test_a_full_disk_is_told_and_the_menu_goes_on(
    tmp_path: Path, invoer: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is put away then: part of the forms would look like all."""
    form = tmp_path / "1001.xlsx"
    form.write_bytes(b"x")

    def full(*_: object) -> None:
        raise OSError(28, "full")

    World(tmp_path, str(invoer), "0").start()
    monkeypatch.setattr("pipeline.menu.create", full)
    world = World(tmp_path, "0")
    assert world.start(form) == 2
    assert not world.ran
    assert any("schijf is vol" in said for said in world.said)


def test_help_says_where_the_output_comes_and_a_wrong_number_is_told(tmp_path: Path, invoer: Path) -> None:
    """Both come back to the menu."""
    world = World(tmp_path, "6", "9", "", "0")
    world.start(invoer)
    assert any(f"{invoer.parent / 'output'}" in said or f"{invoer} output" in said for said in world.said)
    assert world.said.count(WORDS.onbekend) == 2
    assert not world.typed


def test_the_end_of_the_input_stops_the_menu(tmp_path: Path, invoer: Path) -> None:
    """A window that was closed, or a pipe that is empty."""
    assert World(tmp_path).start() == 0
    assert World(tmp_path, "3", codes=[1]).start(invoer) == 1


@pytest.mark.parametrize(
    ("folder", "windows", "typed"),
    [
        (r"C:\werk\invoer", True, r"check C:\werk\invoer"),
        (r"C:\werk\A&B", True, r'check "C:\werk\A&B"'),
        (r"C:\Jan & Piet", True, r'check "C:\Jan & Piet"'),
        ("/werk/Jan & Piet", False, "check '/werk/Jan & Piet'"),
    ],
)
def test_the_command_that_is_shown_can_be_typed(folder: str, windows: bool, typed: str) -> None:
    """With the quotes of the system."""
    assert as_typed(["check", folder], windows=windows) == typed
