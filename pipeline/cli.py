"""The entry point: the group of all commands, the menu where nothing was typed, and what is said of a fault."""

from __future__ import annotations

import datetime as dt
import gc
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.click_dutch import speak_dutch

speak_dutch()  # before click is asked for any text

import click  # noqa: E402

from pipeline.commands.command import INTERNAL, INTERRUPTED  # noqa: E402
from pipeline.commands.forms import forms, inleveren, pakket  # noqa: E402
from pipeline.commands.init import init  # noqa: E402
from pipeline.commands.privacy import inzage, opschonen  # noqa: E402
from pipeline.commands.run import check, run  # noqa: E402

SELDOM = 50_000  # objects before cycles are looked for: a command makes many, above all of its imports, and few cycles
COMMIT = Path(__file__).with_name("commit.txt")  # in a wheel: from which commit it was built
VERSION = f"{__version__} (commit {COMMIT.read_text('utf-8').strip()})" if COMMIT.is_file() else __version__


class DutchGroup(click.Group):
    """A group of commands whose usage line is Dutch too."""

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        """What stands behind the name of the program in the usage line."""
        return ["OPDRACHT", "..."]

    def invoke(self, ctx: click.Context) -> object:
        """Run the command that was asked for; who stops it with Ctrl-C gets an exit code of its own."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo("\nAfgebroken. Een volgende keer gaat de run gewoon verder.", err=True)
            ctx.exit(INTERRUPTED)


@click.group(
    cls=DutchGroup,
    commands=[init, forms, pakket, inleveren, check, run, inzage, opschonen],
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Voorbeeld: profielbouwer run invoer -o uitvoer",
)
@click.version_option(VERSION, prog_name="profielbouwer")
def cli() -> None:
    """Maak profielen van medewerkers van steunpunten vrijwilligerswerk.

    Uit ingevulde Excel-formulieren komen per medewerker een Word-profiel en per steunpunt een overzicht van de
    taakdekking en een rapport over overbelasting.
    """


def main(dropped: Sequence[Path] | None = None) -> None:
    """Entry point: a fault of the program itself is exit 3, told without any value that a person typed.

    dropped: what was dragged onto the program that starts the menu; None where commands are typed.
    """
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # also where Windows pipes in another code page
    try:
        if dropped is not None or (len(sys.argv) == 1 and sys.stdin.isatty() and sys.stdout.isatty()):
            from pipeline.menu import Menu, at_terminal

            sys.exit(Menu(at_terminal()).start(dropped or ()))
        cli.main(prog_name="profielbouwer")
    except Exception as error:  # noqa: BLE001  # the one place where anything ends: as a sentence, with exit 3
        click.echo(_told(error), err=True)
        sys.exit(INTERNAL)


def _told(error: Exception) -> str:
    """What to say of a fault of the program, with where its log is; without, where none can be written."""
    from pipeline.base.fault_log import settings_folder, write_fault

    where = traceback.extract_tb(error.__traceback__)[-1]
    said = f"Er ging iets mis in het programma ({type(error).__name__}, {Path(where.filename).name}:{where.lineno})."
    command = next((word for word in sys.argv[1:] if word in cli.commands), "menu")
    try:
        log = write_fault(error, VERSION, command, settings_folder(os.environ), dt.datetime.now())
    except OSError:
        return f"{said} Meld dit aan de beheerder."
    return f"{said} Stuur dit bestand naar de beheerder, er staan geen namen of antwoorden in: {log}"
