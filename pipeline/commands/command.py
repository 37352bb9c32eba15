"""What the commands share: how one is declared, exit codes (design.md 2.3), and the end of one that cannot go on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from pipeline import screen

if TYPE_CHECKING:
    from pipeline.model.findings import Finding
    from pipeline.model.kept_run import Shown

OK, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
INTERRUPTED = 130  # Ctrl-C: click would say 1, and that means here that all but some forms is delivered

PATH = click.Path(path_type=Path)
quiet_option = click.option(
    "-q", "--quiet", is_flag=True, help="Toon alleen meldingen: geen voortgang, geen samenvatting."
)
as_json_option = click.option("--json", "as_json", is_flag=True, help="Schrijf alleen JSON naar de standaarduitvoer.")


def command(example: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command with a Dutch usage line and an example."""
    return click.command(options_metavar="[OPTIES]", epilog=f"Voorbeeld: profielbouwer {example}")


def start_reader() -> None:
    """Start what reads the forms before all else is imported: that takes them both a while."""
    from pipeline.intake.reader_process import shared_lezer

    shared_lezer().start()


@contextmanager
def stops(as_json: bool) -> Iterator[None]:
    """Tell why the command cannot go on, and end with exit 2."""
    from pipeline.model.findings import Stop

    try:
        yield
    except Stop as stop:
        shown = _shown(stop.findings)
        say(shown)
        if as_json:
            screen.print_json(
                {"schema": "profielbouwer.fout/1", "bevindingen": [finding.as_json() for finding in shown]}
            )
        sys.exit(USAGE)


def tell(findings: Iterable[Finding]) -> None:
    """Say what was found about no steunpunt, before the work begins."""
    say(_shown(findings))


def say(findings: Iterable[Shown], map_: str = "") -> None:
    """Findings in words on stderr; map_: the steunpunt that they are about."""
    for finding in findings:
        click.echo(screen.line(map_, finding), err=True)


def end(findings: Iterable[Shown]) -> NoReturn:
    """End with exit 1 where one of these is an error, else with 0."""
    sys.exit(FINDINGS if any(finding.ernst == "fout" for finding in findings) else OK)


def _shown(findings: Iterable[Finding]) -> tuple[Shown, ...]:
    from pipeline.definitions.messages import show_all

    return show_all(findings)
