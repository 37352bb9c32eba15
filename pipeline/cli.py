"""The command line: what was asked, the summary in Dutch, and the exit codes of design.md 2.3."""

from __future__ import annotations

import datetime as dt
import json
import os
import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import __version__
from pipeline.dutch import speak_dutch

speak_dutch()  # before click is asked for any text

import click  # noqa: E402

if TYPE_CHECKING:
    from pipeline.findings import Finding
    from pipeline.issue import Uitgifte

Json = dict[str, Any]
OK, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
INTERRUPTED = 130  # Ctrl-C: click would say 1, and that means here that all but some forms is delivered
SHOWN = 25  # findings on the screen; the rest stands in the reports

_path = click.Path(path_type=Path)
_as_json = click.option("--json", "as_json", is_flag=True, help="Schrijf alleen JSON naar de standaarduitvoer.")


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


def _command(example: str) -> Callable[[Callable[..., None]], click.Command]:
    """A command with a Dutch usage line and an example."""
    return cli.command(options_metavar="[OPTIES]", epilog=f"Voorbeeld: profielbouwer {example}")


@click.group(cls=DutchGroup, epilog="Voorbeeld: profielbouwer run invoer -o uitvoer")
@click.version_option(__version__, prog_name="profielbouwer")
def cli() -> None:
    """Maak profielen van medewerkers van steunpunten vrijwilligerswerk.

    Uit ingevulde Excel-formulieren komen per medewerker een Word-profiel en per steunpunt een overzicht van de
    taakdekking en een rapport over overbelasting.
    """


@_command('init invoer/zonnedael --naam "Steunpunt Zonnedael"')
@click.argument("folder", metavar="MAP", type=_path)
@click.option("--naam", required=True, metavar="NAAM", help="Naam van het steunpunt.")
def init(folder: Path, naam: str) -> None:
    """Maak in MAP een leeg teambestand (steunpunt.xlsx) voor een nieuw steunpunt."""
    from pipeline.issue import init_steunpunt

    with _stops(as_json=False):
        target = init_steunpunt(folder, naam)
    click.echo(f"Gemaakt: {target}. Vul het teambestand in en maak daarna de formulieren met: forms {folder}")


@_command("forms invoer --vorige uitvoer/2026-10")
@click.argument("invoer", metavar="INVOER", type=_path)
@click.option(
    "--vorige",
    type=_path,
    metavar="UITVOER/PERIODE",
    help="Map van een eerdere periode. Wie daar een goedgekeurd formulier heeft, krijgt een nieuw formulier met die "
    "antwoorden; het vorige gaat naar formulieren/archief.",
)
def forms(invoer: Path, vorige: Path | None) -> None:
    """Maak in INVOER een formulier voor elke medewerker die er nog geen heeft. Er wordt niets overschreven."""
    from pipeline.issue import issue_forms

    with _stops(as_json=False):
        uitgiften = issue_forms(invoer, vorige)
    for uitgifte in uitgiften:
        _tell((uitgifte.map, finding) for finding in uitgifte.bevindingen)
        for line in _handed_out(uitgifte):
            click.echo(line)
    click.echo(_forms_summary(uitgiften))
    wrong = any(finding["ernst"] == "fout" for uitgifte in uitgiften for finding in uitgifte.bevindingen)
    sys.exit(FINDINGS if wrong else OK)


def _handed_out(uitgifte: Uitgifte) -> Iterator[str]:
    """A line per form that was made or moved; file names of former forms are not told, they may hold a name."""
    for stap in uitgifte.stappen:
        if stap.nieuw:
            filled = ", met de antwoorden van de vorige periode" if stap.ingevuld else ""
            yield f"Gemaakt: {uitgifte.map}/{stap.nieuw}{filled}"
        for _ in range(stap.verplaatst):
            yield f"Verplaatst naar {uitgifte.map}/{uitgifte.archief}: vorig formulier van {stap.personeelsnummer}"


def _forms_summary(uitgiften: Iterable[Uitgifte]) -> str:
    uitgiften = list(uitgiften)
    stappen = [stap for uitgifte in uitgiften for stap in uitgifte.stappen]
    made, filled = sum(bool(stap.nieuw) for stap in stappen), sum(stap.ingevuld for stap in stappen)
    moved, left = sum(stap.verplaatst for stap in stappen), sum(uitgifte.blijven for uitgifte in uitgiften)
    lines = [f"{made} formulieren gemaakt."]
    if any(uitgifte.archief for uitgifte in uitgiften):
        lines = [
            f"{made} formulieren gemaakt, waarvan {filled} met de antwoorden van de vorige periode.",
            f"{moved} vorige formulieren naar het archief verplaatst. {left} formulieren blijven zoals ze zijn.",
        ]
    return "\n".join(lines)


@_command("check invoer")
@click.argument("invoer", metavar="INVOER", type=_path)
@_as_json
def check(invoer: Path, as_json: bool) -> None:
    """Controleer alle formulieren in INVOER en toon wat niet klopt. Er wordt niets geschreven."""
    from pipeline.run import check as check_input

    with _stops(as_json), _progress(as_json) as progress:
        steunpunten = check_input(invoer, progress)
    if as_json:
        _print_json({"schema": "profielbouwer.check/1", "versie": __version__, "steunpunten": steunpunten})
    else:
        for place, finding in _findings(steunpunten):
            click.echo(_line(place, finding))
        click.echo(_counts(steunpunten))
    sys.exit(FINDINGS if _wrong(steunpunten) else OK)


@_command("run invoer -o uitvoer --periode 2026-11")
@click.argument("invoer", metavar="INVOER", type=_path)
@click.option("-o", "--uitvoer", required=True, metavar="UITVOER", type=_path, help="Map voor de uitvoer.")
@click.option("--periode", metavar="JJJJ-MM", help="Periode van de run. Zonder deze optie: deze maand.")
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    metavar="AANTAL",
    help="Hoeveel processen tegelijk. Zonder deze optie: zoveel als de computer aankan.",
)
@click.option(
    "--vorige",
    type=_path,
    metavar="UITVOER/PERIODE",
    help="Map van de periode om mee te vergelijken. Zonder deze optie: de laatste eerdere periode in UITVOER.",
)
@_as_json
@click.option("--strict", is_flag=True, help="Eindig met code 1 als er signalen van overbelasting zijn.")
def run(
    invoer: Path,
    uitvoer: Path,
    periode: str | None,
    jobs: int | None,
    vorige: Path | None,
    as_json: bool,
    strict: bool,
) -> None:
    """Lees alle formulieren in INVOER en maak profielen, taakdekking en rapporten.

    Code bij het einde: 0 alles goed, 1 een formulier is afgekeurd (de rest is gemaakt), 2 er is niets gemaakt,
    3 een fout in het programma.
    """
    from pipeline.run import Opdracht
    from pipeline.run import run as run_pipeline

    period = periode if periode is not None else f"{dt.date.today():%Y-%m}"
    opdracht = Opdracht(invoer, uitvoer, period, jobs or os.cpu_count() or 1, vorige)
    with _stops(as_json), _progress(as_json) as progress:
        report = run_pipeline(opdracht, progress)
    steunpunten = report["steunpunten"]
    if as_json:
        _print_json(report)
    else:
        _tell(_findings(steunpunten))
        click.echo(_summary(report, uitvoer / period))
    overload = strict and any(_open_signals(steunpunten))
    sys.exit(FINDINGS if _wrong(steunpunten) or overload else OK)


def main() -> None:
    """Entry point: a fault of the program itself is exit 3, told without any value that a person typed."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")  # also where Windows pipes in another code page
    try:
        cli.main(prog_name="profielbouwer")
    except Exception as error:  # noqa: BLE001  # the one place where anything ends: as a sentence, with exit 3
        where = traceback.extract_tb(error.__traceback__)[-1]
        place = f"{type(error).__name__}, {Path(where.filename).name}:{where.lineno}"
        click.echo(f"Er ging iets mis in het programma ({place}). Meld dit aan de beheerder.", err=True)
        sys.exit(INTERNAL)


@contextmanager
def _stops(as_json: bool) -> Iterator[None]:
    """Tell why the command cannot go on, and end with exit 2."""
    from pipeline.findings import Stop

    try:
        yield
    except Stop as stop:
        shown = _shown(stop.findings)
        for finding in shown:
            click.echo(_line("", finding), err=True)
        if as_json:
            _print_json({"schema": "profielbouwer.fout/1", "bevindingen": shown})
        sys.exit(USAGE)


def _shown(findings: Iterable[Finding]) -> list[Json]:
    from pipeline.manifest import findings_json

    return findings_json(findings)


@contextmanager
def _progress(as_json: bool) -> Iterator[Callable[[int], None]]:
    """Progress on stderr for a person who is looking; nothing for a program."""
    if as_json or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.completed} formulieren verwerkt"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("")
        yield lambda count: progress.advance(task, count)


def _findings(steunpunten: Iterable[Json]) -> Iterator[tuple[str, Json]]:
    for steunpunt in steunpunten:
        yield from ((steunpunt["map"], finding) for finding in steunpunt["bevindingen"])
        for form in steunpunt["formulieren"]:
            yield from ((f"{steunpunt['map']}/{form['bestand']}", finding) for finding in form["bevindingen"])


def _tell(findings: Iterable[tuple[str, Json]]) -> None:
    """The first findings on stderr, errors before warnings; what is only information stands in the reports."""
    shown = [(place, finding) for place, finding in findings if finding["ernst"] != "info"]
    shown.sort(key=lambda entry: entry[1]["ernst"] != "fout")
    for place, finding in shown[:SHOWN]:
        click.echo(_line(place, finding), err=True)
    if len(shown) > SHOWN:
        click.echo(
            f"... en nog {len(shown) - SHOWN} meldingen; zie het blad Bevindingen in taakdekking.xlsx.", err=True
        )


def _line(place: str, finding: Json) -> str:
    bestand = finding["bestand"] if not place.endswith(finding["bestand"]) else ""
    where = ", ".join(filter(None, [place, bestand, finding["blad"], finding["cel"] and f"cel {finding['cel']}"]))
    return f"{finding['ernst'].upper()} {where + ': ' if where else ''}{finding['tekst']} {finding['oplossing']}"


def _counts(steunpunten: Iterable[Json]) -> str:
    steunpunten = list(steunpunten)
    status = Counter(form["status"] for steunpunt in steunpunten for form in steunpunt["formulieren"])
    missing = sum(len(steunpunt["ontbrekend"]) for steunpunt in steunpunten)
    return (
        f"Steunpunten: {len(steunpunten)}. Formulieren: {status.total()}, goedgekeurd {status['goedgekeurd']}, "
        f"afgekeurd {status['afgekeurd'] + status['onleesbaar']}, ontbrekend {missing}."
    )


def _summary(report: Json, folder: Path) -> str:
    signals = Counter(signal["ernst"] for signal in _open_signals(report["steunpunten"]))
    lines = [
        _counts(report["steunpunten"]),
        f"Signalen van overbelasting: {signals['rood']} rood, {signals['oranje']} oranje.",
        f"Word-profielen: {report['totalen']['profielen']}.",
    ]
    if any(form["status"] == "afgekeurd" for steunpunt in report["steunpunten"] for form in steunpunt["formulieren"]):
        lines.append("Afgekeurde formulieren staan gemarkeerd in de map retour: verbeter ze en zet ze terug.")
    return "\n".join([*lines, f"De uitvoer staat in {folder}"])


def _open_signals(steunpunten: Iterable[Json]) -> Iterator[Json]:
    """Signals of overload that no valid agreement accepts."""
    for steunpunt in steunpunten:
        for signal in steunpunt["overbelasting"]:
            if signal["ernst"] != "info" and (signal["afspraak"] is None or signal["verlopen"]):
                yield signal


def _wrong(steunpunten: Iterable[Json]) -> bool:
    """Whether anything was rejected or could not be used."""
    return any(finding["ernst"] == "fout" for _, finding in _findings(steunpunten))


def _print_json(content: Json) -> None:
    click.echo(json.dumps(content, ensure_ascii=False, indent=1))
