"""The Windows edition under wine: unpacked into a folder with difficult signs, with what wine 8 lacks put beside it.

Needs Debian's wine64 and gcc-mingw-w64-x86-64, and dist/profielbouwer-windows.zip (`make windows`).
"""

from __future__ import annotations

import os
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.definitions.menu_words import menu_words
from pipeline.menu import PROGRAM
from tools.make_windows import LIB, PYTHON, ROOT, TOP, ZIP

WINE = Path("/usr/lib/wine/wine64")
SERVER = WINE.with_name("wineserver64")
COMPILER = "x86_64-w64-mingw32-gcc"
HERE = Path(__file__).parent
# what a command file stumbles over; a lone % in its own path is lost by wine's cmd.exe (Windows keeps it)
FOLDER = "Jan & Piet (oud) ^!"
WAIT = "Press any key"  # what `pause` says; in Dutch on a Dutch Windows
CRASH = -1073741819  # the exit code of a program that touched memory of another
IDLE = 600  # seconds after which wine ends by itself when a test was killed
KEYS: dict[str, str] = {keuze.doet: keuze.toets for keuze in menu_words().keuzes}


@dataclass(frozen=True)
class Said:
    """How a command ended and what it said; both streams together, for wine mixes them."""

    code: int
    text: str


@dataclass(frozen=True)
class Windows:
    """A machine with nothing but the unpacked zip. home: its folder as Linux sees it."""

    home: Path
    env: dict[str, str]

    @property
    def top(self) -> Path:
        """What the zip was unpacked to."""
        return self.home / TOP

    def command(self, *words: str, cwd: Path, typed: str = "") -> Said:
        """Run profielbouwer.cmd, from another folder."""
        return self.line(f'"{as_windows(self.top / "profielbouwer.cmd")}" {quoted(words)}', cwd=cwd, typed=typed)

    def start(self, *dropped: Path | str, typed: str) -> Said:
        """Drop files or a folder on Start.cmd, or none, and type."""
        words = " ".join(f'"{as_windows(path)}"' for path in (self.top / "Start.cmd", *dropped))
        return self.line(words, cwd=self.home, typed=typed)

    def line(self, line: str, cwd: Path, typed: str = "") -> Said:
        """Run a line as Explorer does: all of it in one more pair of quotes."""
        run = "import os, subprocess, sys; sys.exit(subprocess.call(os.environ['LINE']))"
        env = {**self.env, "LINE": f'cmd.exe /c "{line}"'}
        return replace(self, env=env).python("-c", run, cwd=cwd, typed=typed)

    def python(self, *words: str, cwd: Path, typed: str = "") -> Said:
        """Run python.exe. Both ends are pipes: wine gives Python no other stream that it can start with."""
        with self.program(*words, cwd=cwd) as program:
            said, _ = program.communicate(typed.encode(), timeout=600)
        return Said(program.returncode, said.decode("utf-8").replace("\r\n", "\n"))

    def program(
        self,
        *words: str,
        cwd: Path | None = None,
        stderr: int = subprocess.STDOUT,
        env: Mapping[str, str] | None = None,
    ) -> subprocess.Popen[bytes]:
        """Start python.exe; env: what it finds in its environment beside the usual."""
        return subprocess.Popen(
            [WINE, self.top / PYTHON / "python.exe", "-u", *words],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=stderr,
            env={**self.env, **(env or {})},
            cwd=cwd or self.home,
        )

    @property
    def opened(self) -> list[str]:
        """The pages that were opened in the browser, in order."""
        return (self.home.parent / "opened").read_text("utf-8").splitlines()

    def named(self, name: str, folder: Path) -> None:
        """Give a folder another name on this machine: a drive ("k:") or what a server shares ("unc/server/deel")."""
        link = Path(self.env["WINEPREFIX"]) / "dosdevices" / name
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(folder)


def as_windows(path: Path | str) -> str:
    """A path as programs under wine name it; a text is such a name."""
    return path if isinstance(path, str) else "Z:" + str(path).replace("/", "\\")


def quoted(words: Sequence[str]) -> str:
    """Words for cmd.exe."""
    return " ".join(f'"{word}"' for word in words)


def typed(*answers: str) -> str:
    """Answers to the menu, an Enter behind each; a choice is called by what it does."""
    return "".join(f"{KEYS.get(answer, answer)}\n" for answer in answers)


def linux(*words: str, cwd: Path) -> Said:
    """The same command here."""
    env = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin"}
    done = subprocess.run(
        [*PROGRAM, *words], cwd=cwd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    return Said(done.returncode, done.stdout)


@contextmanager
def new_machine(folder: Path) -> Iterator[Windows]:
    """A machine in an empty folder; what still runs on it is ended."""
    machine = make_machine(folder)
    yield machine
    subprocess.run([SERVER, "-k"], env=machine.env, check=False)


def known_machine(folder: Path) -> Windows:
    """The machine that a folder holds."""
    return Windows(
        folder / FOLDER, {**os.environ, "WINEPREFIX": str(folder / "wine"), "WINEDEBUG": "-all", "DISPLAY": ""}
    )


def make_machine(folder: Path) -> Windows:
    """A machine in an empty folder; it stays until it has had nothing to do for a while."""
    machine = known_machine(folder)
    (folder / "wine").mkdir(parents=True)
    with zipfile.ZipFile(ZIP) as archive:
        archive.extractall(machine.home)
    _help_wine(machine.top)
    quiet = {
        "env": machine.env,
        "stdin": subprocess.DEVNULL,
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
    }
    subprocess.run([SERVER, f"-p{IDLE}"], check=True, **quiet)  # else every command starts all of wine anew
    subprocess.run([WINE, "wineboot"], check=True, **quiet)  # what it starts stays, and holds no pipe of a test
    settings = {
        ("", "Version"): "win10",  # else Python waits for ever for its workers, as if pipes were those of Windows 7
        (r"\WineBrowser", "Browsers"): _noting_browser(folder / "browser", folder / "opened"),
    }
    for (key, name), value in settings.items():
        add = ("reg", "add", rf"HKCU\Software\Wine{key}", "/v", name, "/d", value, "/f")
        subprocess.run([WINE, *add], check=True, **quiet)
    return machine


def crashing_program(path: Path) -> None:
    """A program that ends as one that crashed, unless it is asked whether files are the same."""
    source = path.with_suffix(".c")
    source.write_text(
        "#include <string.h>\n"
        f'int main(int n, char **words) {{ return n > 2 && strstr(words[2], "filecmp") ? 0 : {CRASH}; }}\n'
    )
    subprocess.run([COMPILER, "-o", path, source], check=True)


def _noting_browser(script: Path, noted: Path) -> Path:
    """A program that writes down which pages it is to open."""
    noted.touch()
    script.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$1\" >> {noted}\n")
    script.chmod(0o755)
    return script


def _help_wine(top: Path) -> None:
    """Only here: no Windows lacks any of this."""
    (top / PYTHON / "_wmi.pyd").unlink()  # platform.machine() falls back on the environment
    shutil.copyfile(HERE / "sitecustomize.py", top / LIB / "sitecustomize.py")
    library = top / PYTHON / "bcryptprimitives.dll"
    compiler = [COMPILER, "-shared", "-o", library, HERE / "bcryptprimitives.c", "-ladvapi32"]
    subprocess.run(compiler, check=True)
