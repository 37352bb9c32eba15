"""The command line: what was asked, the summary in Dutch, and the exit codes of design.md 2.3."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline import __version__
from pipeline.click_dutch import speak_dutch

speak_dutch()  # before click is asked for any text

import click  # noqa: E402

from pipeline import screen  # noqa: E402

if TYPE_CHECKING:
    from pipeline.model.findings import Finding
    from pipeline.model.kept_run import Shown
    from pipeline.run import Opdracht

OK, FINDINGS, USAGE, INTERNAL = 0, 1, 2, 3
INTERRUPTED = 130  # Ctrl-C: click would say 1, and that means here that all but some forms is delivered

COMMIT = Path(__file__).with_name("commit.txt")  # in a wheel: from which commit it was built
VERSION = f"{__version__} (commit {COMMIT.read_text('utf-8').strip()})" if COMMIT.is_file() else __version__

_path = click.Path(path_type=Path)
_quiet = click.option("-q", "--quiet", is_flag=True, help="Toon alleen meldingen: geen voortgang, geen samenvatting.")
_as_json = click.option("--json", "as_json", is_flag=True, help="Schrijf alleen JSON naar de standaarduitvoer.")


class Aantal(click.IntRange):
    """A whole number, called so: click's own names of types cannot be translated."""

    name = "geheel getal"


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


@click.group(
    cls=DutchGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Voorbeeld: profielbouwer run invoer -o uitvoer",
)
@click.version_option(VERSION, prog_name="profielbouwer")
def cli() -> None:
    """Maak profielen van medewerkers van steunpunten vrijwilligerswerk.

    Uit ingevulde Excel-formulieren komen per medewerker een Word-profiel en per steunpunt een overzicht van de
    taakdekking en een rapport over overbelasting.
    """


@_command('init invoer/zonnedael --naam "Steunpunt Zonnedael"')
@click.argument("folder", metavar="MAP", type=_path)
@click.option("--naam", metavar="NAAM", help="Naam van het steunpunt.")
@click.option(
    "--lijst",
    type=_path,
    metavar="BESTAND",
    help="Lijst met de medewerkers van alle steunpunten (.xlsx, .ods of .csv). Elk steunpunt krijgt een eigen map in "
    "MAP. Neem een lijst uit het personeelssysteem, of begin met medewerkers.xlsx uit de map input_templates.",
)
@click.option(
    "--bijwerken",
    is_flag=True,
    help="Vergelijk de lijst met de teambestanden die er staan: wie is nieuw, wie is weg, wat is anders? "
    "Er wordt niets geschreven.",
)
@click.option("--doen", is_flag=True, help="Met --bijwerken: verander de teambestanden ook echt.")
@click.option("--toch", is_flag=True, help="Met --doen: ook als meer dan een derde van een team verdwijnt.")
def init(folder: Path, naam: str | None, lijst: Path | None, bijwerken: bool, doen: bool, toch: bool) -> None:
    """Maak in MAP een leeg teambestand (steunpunt.xlsx) voor een nieuw steunpunt, of met een lijst voor alle tegelijk.

    Een teambestand dat er al staat, verandert alleen met --bijwerken --doen. Is er iets mis met de lijst, dan wordt er
    niets gemaakt.
    """
    if (bijwerken and lijst is None) or (doen and not bijwerken) or (toch and not doen):
        raise click.UsageError("Gebruik --bijwerken samen met --lijst, --doen met --bijwerken en --toch met --doen.")
    if bijwerken and lijst is not None and naam is None:
        _update_all(folder, lijst, doen=doen, toch=toch)
    elif naam is not None and lijst is None:
        _init_one(folder, naam)
    elif lijst is not None and naam is None:
        _init_all(folder, lijst)
    else:
        raise click.UsageError("Geef --naam voor één steunpunt, of --lijst voor alle steunpunten: een van de twee.")


def _init_one(folder: Path, naam: str) -> None:
    from pipeline.teams import init_steunpunt

    with _stops(as_json=False):
        target = init_steunpunt(folder, naam)
    click.echo(f"Gemaakt: {target}. Vul het teambestand in en maak daarna de formulieren met: forms {folder}")


def _init_all(folder: Path, lijst: Path) -> None:
    from pipeline.teams import init_lijst

    with _stops(as_json=False):
        aanmaak = init_lijst(folder, lijst)
    for finding in aanmaak.bevindingen:
        click.echo(screen.line("", finding), err=True)
    for map_, people in aanmaak.gemaakt.items():
        click.echo(f"Gemaakt: {folder / map_ / 'steunpunt.xlsx'} (medewerkers: {people})")
    for map_ in aanmaak.overgeslagen:
        click.echo(f"Overgeslagen: {folder / map_}. Daar staat al een teambestand; het is niet veranderd.")
    click.echo(screen.lists_summary(len(aanmaak.gemaakt), len(aanmaak.overgeslagen)))
    for line in screen.after_list(folder, aanmaak):
        click.echo(line)


def _update_all(folder: Path, lijst: Path, *, doen: bool, toch: bool) -> None:
    from pipeline.update import update_teams

    with _stops(as_json=False):
        done = update_teams(folder, lijst, doen=doen, toch=toch)
    told = [("", finding) for finding in done.bevindingen]
    told += [(one.map, finding) for one in done.bijwerkingen for finding in one.bevindingen]
    for map_, finding in told:
        click.echo(screen.line(map_, finding), err=True)
    for line in screen.updated(folder, done):
        click.echo(line)
    sys.exit(FINDINGS if any(finding.ernst == "fout" for _, finding in told) else OK)


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
    from pipeline.handout import issue_forms

    with _stops(as_json=False):
        uitgiften = issue_forms(invoer, vorige)
    for uitgifte in uitgiften:
        for finding in uitgifte.bevindingen:
            click.echo(screen.line(uitgifte.map, finding), err=True)
        for line in screen.handed_out(uitgifte):
            click.echo(line)
    click.echo(screen.forms_summary(uitgiften))
    wrong = any(finding.ernst == "fout" for uitgifte in uitgiften for finding in uitgifte.bevindingen)
    sys.exit(FINDINGS if wrong else OK)


@_command("pakket invoer -o uitdelen --uiterlijk 20-11-2026")
@click.argument("invoer", metavar="INVOER", type=_path)
@click.option("-o", "--uitvoer", required=True, metavar="MAP", type=_path, help="Map voor de pakketten.")
@click.option(
    "--uiterlijk", default="", metavar="DATUM", help="Wanneer de formulieren terug moeten zijn, voor de brief."
)
@click.option("--alles", is_flag=True, help="Pak ook formulieren in waar niets meer aan hoeft te gebeuren.")
def pakket(invoer: Path, uitvoer: Path, uiterlijk: str, alles: bool) -> None:
    """Pak de formulieren in om uit te delen: per steunpunt en leidinggevende een zip-bestand, met een brief erbij.

    Ingepakt wordt wat nog niet is ingevuld, en wat is afgekeurd, met de fouten gemarkeerd. De brief komt uit een
    Word-sjabloon; eigen brief: brief.docx in de map instellingen.
    """
    _start_reader()
    from pipeline.pakket import make_pakketten

    with _stops(as_json=False):
        uitreikingen = make_pakketten(invoer, uitvoer, uiterlijk, alles=alles)
    for uitreiking in uitreikingen:
        for finding in uitreiking.bevindingen:
            click.echo(screen.line(uitreiking.map, finding), err=True)
        for line in screen.packed(uitreiking, uitvoer):
            click.echo(line)
    click.echo(screen.packages_summary(uitreikingen))
    wrong = any(finding.ernst == "fout" for uitreiking in uitreikingen for finding in uitreiking.bevindingen)
    sys.exit(FINDINGS if wrong else OK)


@_command("inleveren invoer")
@click.argument("invoer", metavar="INVOER", type=_path)
def inleveren(invoer: Path) -> None:
    """Zet de formulieren uit INVOER/postvak op hun plaats: in de map formulieren van het eigen steunpunt.

    Zet in de map postvak wat per mail binnenkwam, onder welke naam ook. Er wordt niets overschreven: een formulier
    dat plaats maakt, gaat naar formulieren/archief. Wat niet zeker is, blijft in postvak liggen.
    """
    _start_reader()
    from pipeline.collect import collect_forms

    with _stops(as_json=False):
        ingeleverd = collect_forms(invoer)
    for line in screen.handed_in(ingeleverd, invoer):
        click.echo(line)


@_command("check invoer")
@click.argument("invoer", metavar="INVOER", type=_path)
@_as_json
@_quiet
def check(invoer: Path, as_json: bool, quiet: bool) -> None:
    """Controleer alle formulieren in INVOER en toon wat niet klopt. Er wordt niets geschreven."""
    _start_reader()
    from pipeline.delivery.outcome import meldingen_of
    from pipeline.model.kept_run import totals
    from pipeline.run import check as check_input

    with _stops(as_json), screen.progress(as_json or quiet) as progress:
        controle = check_input(invoer, progress)
    meldingen = meldingen_of(controle.steunpunten, controle.bevindingen)
    if as_json:
        screen.print_json({"schema": "profielbouwer.check/1", "versie": __version__, **controle.as_json()})
    else:
        for melding in meldingen:
            click.echo(screen.line(melding.map, melding.inhoud, with_file=True))
        tellingen = [steunpunt.tellingen for steunpunt in controle.steunpunten]
        if not quiet:
            click.echo(screen.counts(totals(tellingen), sum(found["ontbreekt"] for found in tellingen)))
    sys.exit(FINDINGS if any(melding.fout for melding in meldingen) else OK)


@_command("run invoer -o uitvoer --periode 2026-11")
@click.argument("invoer", metavar="INVOER", type=_path)
@click.option("-o", "--uitvoer", required=True, metavar="UITVOER", type=_path, help="Map voor de uitvoer.")
@click.option("--periode", metavar="JJJJ-MM", help="Periode van de run. Zonder deze optie: deze maand.")
@click.option(
    "--jobs",
    type=Aantal(min=1),
    metavar="AANTAL",
    help="Hoeveel processen tegelijk. Zonder deze optie: zoveel als de computer aankan.",
)
@click.option("--scheduler", default="", metavar="ADRES", help="Laat het werk doen door een Dask-cluster op dit adres.")
@click.option("--opnieuw", is_flag=True, help="Maak alles opnieuw, ook wat niet is veranderd.")
@click.option("--pdf", is_flag=True, help="Maak van elk Word-document ook een pdf. Daarvoor is LibreOffice nodig.")
@click.option("--dry-run", is_flag=True, help="Zeg wat er zou gebeuren; er wordt niets geschreven.")
@click.option(
    "--vorige",
    type=_path,
    metavar="UITVOER/PERIODE",
    help="Map van de periode om mee te vergelijken. Zonder deze optie: de laatste eerdere periode in UITVOER.",
)
@_as_json
@_quiet
@click.option("--strict", is_flag=True, help="Eindig met code 1 als er signalen van overbelasting zijn.")
def run(
    invoer: Path,
    uitvoer: Path,
    periode: str | None,
    jobs: int | None,
    scheduler: str,
    opnieuw: bool,
    pdf: bool,
    dry_run: bool,
    vorige: Path | None,
    as_json: bool,
    quiet: bool,
    strict: bool,
) -> None:
    """Lees alle formulieren in INVOER en maak profielen, taakdekking en rapporten.

    Een volgende run op dezelfde periode doet alleen wat is veranderd.

    Code bij het einde: 0 alles goed, 1 een formulier is afgekeurd (de rest is gemaakt), 2 er is niets gemaakt,
    3 een fout in het programma.
    """
    start = time.monotonic()
    jobs = jobs or os.cpu_count() or 1
    if jobs == 1 and not (dry_run or scheduler):
        _start_reader()
    from pipeline.run import Opdracht
    from pipeline.run import run as run_pipeline

    period = periode if periode is not None else f"{dt.date.today():%Y-%m}"
    opdracht = Opdracht(invoer, uitvoer, period, jobs, scheduler, opnieuw, vorige, pdf)
    if dry_run:
        _show_plan(opdracht, as_json)
        return
    with _stops(as_json), screen.progress(as_json or quiet) as progress:
        verslag = run_pipeline(opdracht, progress, (lambda _: None) if as_json else _tell_before)
    if as_json:
        screen.print_file(verslag.map / "run.json")
    else:
        screen.tell(verslag)
        if not quiet:
            click.echo(screen.run_summary(verslag, time.monotonic() - start))
    overload = strict and any(verslag.signalen[ernst] for ernst in ("rood", "oranje"))
    sys.exit(FINDINGS if verslag.fouten or overload else OK)


@_command("inzage 1002 invoer uitvoer -o inzage")
@click.argument("nummer", metavar="NUMMER")
@click.argument("invoer", metavar="INVOER", type=_path)
@click.argument("uitvoer", metavar="UITVOER", type=_path)
@click.option("-o", "--map", "folder", required=True, metavar="MAP", type=_path, help="Map voor de zip.")
def inzage(nummer: str, invoer: Path, uitvoer: Path, folder: Path) -> None:
    """Verzamel in één zip wat er over de medewerker met dit personeelsnummer is bewaard.

    In de zip komen alle bestanden over deze medewerker alleen, en overzicht.html: de antwoorden per periode en de
    andere bestanden waarin naam of nummer voorkomt.
    """
    _start_reader()
    from pipeline.privacy import inzage as make_inzage

    with _stops(as_json=False):
        made = make_inzage(nummer, invoer, uitvoer, folder)
    for line in screen.shown_to(made):
        click.echo(line)


@_command("opschonen invoer uitvoer --ouder-dan 24")
@click.argument("invoer", metavar="INVOER", type=_path)
@click.argument("uitvoer", metavar="UITVOER", type=_path)
@click.option(
    "--ouder-dan",
    type=click.IntRange(min=1),
    metavar="MAANDEN",
    help="Haal perioden weg van meer maanden voor de nieuwste periode, en de formulieren van toen in het archief. "
    "Zonder deze optie en zonder --persoon: zoals in rules.toml staat onder bewaren.",
)
@click.option("--persoon", default="", metavar="NUMMER", help="Haal een medewerker weg die uit dienst is, overal.")
@click.option("--doen", is_flag=True, help="Doe het ook. Wat weg is, komt niet terug.")
def opschonen(invoer: Path, uitvoer: Path, ouder_dan: int | None, persoon: str, doen: bool) -> None:
    """Haal weg wat niet langer bewaard hoeft te worden. Zonder --doen: zeg alleen wat er zou gebeuren.

    Met --persoon gaan de eigen bestanden van die medewerker weg. In wat ook over anderen gaat, wordt de naam
    "verwijderd"; de cijfers blijven. Wie nog op een blad Team staat, wordt niet weggehaald.
    """
    _start_reader()
    from pipeline.privacy import Opschoonopdracht
    from pipeline.privacy import opschonen as clean

    with _stops(as_json=False):
        opschoning = clean(Opschoonopdracht(invoer, uitvoer, ouder_dan, persoon, doen))
    for line in screen.cleaned(opschoning):
        click.echo(line)


def _show_plan(opdracht: Opdracht, as_json: bool) -> None:
    from pipeline.run import plan_only

    with _stops(as_json):
        plan = plan_only(opdracht)
    if as_json:
        screen.print_json(screen.plan_json(plan))
    else:
        _tell_before(plan.bevindingen)
        click.echo(screen.plan_summary(plan))


def _tell_before(findings: Iterable[Finding]) -> None:
    for finding in _shown(findings):
        click.echo(screen.line("", finding), err=True)


def _start_reader() -> None:
    """Start what reads the forms before all else is imported: that takes them both a while."""
    from pipeline.intake.reader_process import shared_lezer

    shared_lezer().start()


def main(dropped: Sequence[Path] | None = None) -> None:
    """Entry point: a fault of the program itself is exit 3, told without any value that a person typed.

    dropped: what was dragged onto the program that starts the menu; None where commands are typed.
    """
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


@contextmanager
def _stops(as_json: bool) -> Iterator[None]:
    """Tell why the command cannot go on, and end with exit 2."""
    from pipeline.model.findings import Stop

    try:
        yield
    except Stop as stop:
        shown = _shown(stop.findings)
        for finding in shown:
            click.echo(screen.line("", finding), err=True)
        if as_json:
            screen.print_json(
                {"schema": "profielbouwer.fout/1", "bevindingen": [finding.as_json() for finding in shown]}
            )
        sys.exit(USAGE)


def _shown(findings: Iterable[Finding]) -> tuple[Shown, ...]:
    from pipeline.definitions.messages import show_all

    return show_all(findings)
