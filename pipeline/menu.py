"""The menu for people without a command line: it asks, runs a command by itself, and tells how that ended."""

from __future__ import annotations

import datetime as dt
import os
import re
import shlex
import subprocess
import sys
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.fault_log import settings_folder
from pipeline.definitions.menu_words import Doet, menu_words
from pipeline.definitions.messages import show_all
from pipeline.delivery.period.files import create, free_path, make_folder, write_faults, write_whole
from pipeline.delivery.period.former import former_period
from pipeline.intake.tree import POSTVAK
from pipeline.model.findings import Stop

DELIVERED = (0, 1)  # exit codes after which there is something to look at
PACKED = "uitdelen"  # folder beside the input, for what goes by mail
NEVER = "9999-99"  # later than any period
PROGRAM = (sys.executable, "-c", "from pipeline.cli import main; main()")
SUFFIXES = (".xlsx", ".ods")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the menu needs of the world: a test gives its own.

    ask raises EOFError when nobody answers any more; execute returns the exit code of a command; memory is the file
    that holds the folder of the last time.
    """

    say: Callable[[str], None]
    ask: Callable[[str], str]
    execute: Callable[[Sequence[str]], int]
    show: Callable[[Path], None]
    month: Callable[[], str]
    memory: Path


class Menu:
    """One conversation. code: the exit code of the last command, 0 before the first."""

    def __init__(self, around: Surroundings) -> None:
        self.around = around
        self.words = menu_words()
        self.invoer: Path | None = None
        self.code = 0

    @property
    def uitvoer(self) -> Path:
        """Beside the input, each folder its own: two inputs with one output would clear each other's documents."""
        return self._beside("output")

    def _beside(self, name: str) -> Path:
        invoer = self._folder()
        return invoer.with_name(name if invoer.name == "invoer" else f"{invoer.name} {name}")

    def start(self, dropped: Sequence[Path] = ()) -> int:
        """The conversation until somebody stops it: exit code of the last command.

        dropped: what was dragged onto the program, a folder to work in or forms that came in.
        """
        try:
            self._begin(dropped)
            while self.invoer is not None and self._turn():
                pass
        except EOFError:
            pass  # nobody is there: the same as stopping
        return self.code

    def _begin(self, dropped: Sequence[Path]) -> None:
        folders = [path for path in dropped if path.is_dir()]
        if not self._choose(folders[0] if folders else self._remembered()):
            self._ask_folder()
        forms = [path for path in dropped if path not in folders]
        if forms and self.invoer is not None:
            self._collect(forms)

    def _turn(self) -> bool:
        """One choice; False when it was to stop."""
        say, words = self.around.say, self.words
        say("\n".join(["", words.titel, words.map.format(map=self.invoer), ""]))
        for keuze in words.keuzes:
            say(words.keuze.format(toets=keuze.toets, naam=keuze.naam))
        typed = self.around.ask(words.vraag).strip()
        chosen = next((keuze.doet for keuze in words.keuzes if keuze.toets == typed), None)
        if chosen is None:
            say(words.onbekend)
            return True
        return self._do(chosen)

    def _do(self, chosen: Doet) -> bool:
        actions: dict[Doet, Callable[[], object]] = {
            "uitdelen": self._hand_out,
            "opbergen": lambda: self._run("inleveren", self._folder()),
            "controleren": lambda: self._run("check", self._folder()),
            "maken": self._make,
            "opruimen": self._clean_up,
            "inpakken": self._pack,
            "andere_map": self._ask_folder,
            "hulp": self._help,
        }
        if chosen == "stoppen":
            return False
        actions[chosen]()
        return True

    def _hand_out(self) -> None:
        former = former_period(self.uitvoer, NEVER)
        options: list[object] = []
        if former and self._asked(self.words.vraag_vorige.format(periode=former.periode)) == self.words.ja:
            options = ["--vorige", former.pad]
        self._run("forms", self._folder(), *options)

    def _pack(self) -> None:
        by = self._asked(self.words.vraag_uiterlijk)
        self._run("pakket", self._folder(), "-o", self._beside(PACKED), *(["--uiterlijk", by] if by else []))

    def _clean_up(self) -> None:
        """First what would go; and only when somebody types a whole word is it done."""
        words = ("opschonen", self._folder(), self.uitvoer)
        self._run(*words)
        if self.code == 0 and self._asked(self.words.vraag_weg) == self.words.weg:
            self._run(*words, "--doen")

    def _help(self) -> None:
        self.around.say(self.words.hulp.format(uitvoer=self.uitvoer, uitdelen=self._beside(PACKED)))

    def _make(self) -> None:
        month = self.around.month()
        periode = self._asked(self.words.vraag_periode.format(periode=month)) or month
        self._run("run", self._folder(), "-o", self.uitvoer, "--periode", periode)
        page = self.uitvoer / periode / "index.html"
        if self.code in DELIVERED and page.is_file():
            self.around.show(page)

    def _collect(self, forms: Sequence[Path]) -> None:
        """Copies of forms into postvak, none in the place of another, and from there to where they belong."""
        postvak = self._folder() / POSTVAK
        try:
            for form in forms:
                self._keep(form, postvak)
        except Stop as stop:
            self.around.say("\n".join(f"{shown.tekst} {shown.oplossing}" for shown in show_all(stop.findings)))
            self.code = 2
            return
        self._run("inleveren", self._folder())

    def _keep(self, form: Path, postvak: Path) -> None:
        if not (form.suffix.lower() in SUFFIXES and form.is_file()):
            self.around.say(self.words.geen_formulier.format(bestand=form))
            return
        with write_faults():
            make_folder(postvak)
            target = free_path(postvak / form.name)
            create(target, form.read_bytes())
        self.around.say(self.words.bewaard.format(bestand=target.name))

    def _run(self, *words: object) -> None:
        """Run a command and wait until its end was read."""
        arguments = [str(word) for word in words]
        self.around.say(self.words.opdracht.format(woorden=as_typed(arguments, windows=os.name == "nt")))
        self.code = self.around.execute(arguments)
        meaning = self.words.codes.get(self.code, self.words.andere_code)
        self.around.say(self.words.code.format(code=self.code, betekenis=meaning))
        self.around.ask(self.words.verder)

    def _ask_folder(self) -> None:
        """Ask until there is a folder; the one of before stays when nothing is typed."""
        while typed := self._asked(self.words.vraag_map).strip("\"'"):
            if self._choose(Path(typed)):
                return

    def _choose(self, folder: Path | None) -> bool:
        """Work in this folder from now on, if that can be; else say why not."""
        if folder is None:
            return False
        folder = folder.absolute()
        fault = self.words.geen_map if not folder.is_dir() else "" if folder.name else self.words.hele_schijf
        if fault:
            self.around.say(fault.format(map=folder))
            return False
        self.invoer = folder
        try:
            self.around.memory.parent.mkdir(parents=True, exist_ok=True)
            write_whole(self.around.memory, os.fsencode(folder))
        except OSError:
            self.around.say(self.words.niet_onthouden)
        return True

    def _remembered(self) -> Path | None:
        memory = self.around.memory
        return Path(os.fsdecode(memory.read_bytes())) if memory.is_file() else None

    def _asked(self, question: str) -> str:
        return self.around.ask(question).strip()

    def _folder(self) -> Path:
        if self.invoer is None:
            raise ValueError("no folder was chosen")
        return self.invoer


def at_terminal() -> Surroundings:
    """The surroundings of a person at a screen."""
    return Surroundings(
        print, input, _execute, _show, lambda: f"{dt.date.today():%Y-%m}", settings_folder(os.environ) / "map.txt"
    )


def as_typed(words: Sequence[str], *, windows: bool) -> str:
    """A command as somebody can type it there: cmd.exe knows double quotes only, and no name holds one."""
    if not windows:
        return shlex.join(words)
    return " ".join(word if re.fullmatch(r"[\w\\/:.-]+", word) else f'"{word}"' for word in words)


def _execute(arguments: Sequence[str]) -> int:
    """The exit code of a command; Ctrl-C is for the command, which ends by it."""
    with subprocess.Popen([*PROGRAM, *arguments]) as command:  # noqa: S603  # this program, with words that are no shell's
        try:
            return command.wait()
        except KeyboardInterrupt:
            return command.wait()


def _show(page: Path) -> None:
    webbrowser.open(page.absolute().as_uri())
