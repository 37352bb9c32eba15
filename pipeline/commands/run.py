"""check and run: what is wrong with the forms, and all documents of a period."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

from pipeline import __version__, screen
from pipeline.commands.command import (
    FINDINGS,
    OK,
    PATH,
    as_json_option,
    command,
    quiet_option,
    start_reader,
    stops,
    tell,
)

if TYPE_CHECKING:
    from pipeline.delivery.outcome import Verslag
    from pipeline.run import Opdracht


class Aantal(click.IntRange):
    """A whole number, called so: click's own names of types cannot be translated."""

    name = "geheel getal"


class Gevraagd(TypedDict):
    """What a run is asked for: arguments and options by the names of the fields of Opdracht."""

    invoer: Path
    uitvoer: Path
    periode: str
    jobs: int
    scheduler: str
    opnieuw: bool
    vorige: Path | None
    pdf: bool


@command("check invoer")
@click.argument("invoer", metavar="INVOER", type=PATH)
@as_json_option
@quiet_option
def check(invoer: Path, as_json: bool, quiet: bool) -> None:
    """Controleer alle formulieren in INVOER en toon wat niet klopt. Er wordt niets geschreven."""
    start_reader()
    from pipeline.delivery.outcome import meldingen_of
    from pipeline.model.kept_run import totals
    from pipeline.run import check as check_input

    with stops(as_json), screen.progress(as_json or quiet) as progress:
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


@command("run invoer -o uitvoer --periode 2026-11")
@click.argument("invoer", metavar="INVOER", type=PATH)
@click.option("-o", "--uitvoer", required=True, metavar="UITVOER", type=PATH, help="Map voor de uitvoer.")
@click.option(
    "--periode",
    default=lambda: f"{dt.date.today():%Y-%m}",
    metavar="JJJJ-MM",
    help="Periode van de run. Zonder deze optie: deze maand.",
)
@click.option(
    "--jobs",
    type=Aantal(min=1),
    default=lambda: os.cpu_count() or 1,
    metavar="AANTAL",
    help="Hoeveel processen tegelijk. Zonder deze optie: zoveel als de computer aankan.",
)
@click.option("--scheduler", default="", metavar="ADRES", help="Laat het werk doen door een Dask-cluster op dit adres.")
@click.option("--opnieuw", is_flag=True, help="Maak alles opnieuw, ook wat niet is veranderd.")
@click.option("--pdf", is_flag=True, help="Maak van elk Word-document ook een pdf. Daarvoor is LibreOffice nodig.")
@click.option("--dry-run", is_flag=True, help="Zeg wat er zou gebeuren; er wordt niets geschreven.")
@click.option(
    "--vorige",
    type=PATH,
    metavar="UITVOER/PERIODE",
    help="Map van de periode om mee te vergelijken. Zonder deze optie: de laatste eerdere periode in UITVOER.",
)
@as_json_option
@quiet_option
@click.option("--strict", is_flag=True, help="Eindig met code 1 als er signalen van overbelasting zijn.")
def run(dry_run: bool, as_json: bool, quiet: bool, strict: bool, **asked: Unpack[Gevraagd]) -> None:
    """Lees alle formulieren in INVOER en maak profielen, taakdekking en rapporten.

    Een volgende run op dezelfde periode doet alleen wat is veranderd.

    Code bij het einde: 0 alles goed, 1 een formulier is afgekeurd (de rest is gemaakt), 2 er is niets gemaakt,
    3 een fout in het programma.
    """
    start = time.monotonic()
    if not (dry_run or asked["scheduler"]):
        start_reader()
    from pipeline.run import Opdracht

    opdracht = Opdracht(**asked)
    if dry_run:
        _show_plan(opdracht, as_json)
        return
    verslag = _make(opdracht, as_json=as_json, quiet=quiet)
    if not (as_json or quiet):
        click.echo(screen.run_summary(verslag, time.monotonic() - start))
    overload = strict and any(verslag.signalen[ernst] for ernst in ("rood", "oranje"))
    sys.exit(FINDINGS if verslag.fouten or overload else OK)


def _make(opdracht: Opdracht, *, as_json: bool, quiet: bool) -> Verslag:
    from pipeline.run import run as run_pipeline

    with stops(as_json), screen.progress(as_json or quiet) as progress:
        verslag = run_pipeline(opdracht, progress, (lambda _: None) if as_json else tell)
    if as_json:
        screen.print_file(verslag.map / "run.json")
    else:
        screen.tell(verslag)
    return verslag


def _show_plan(opdracht: Opdracht, as_json: bool) -> None:
    from pipeline.run import plan_only

    with stops(as_json):
        plan = plan_only(opdracht)
    if as_json:
        screen.print_json(screen.plan_json(plan))
    else:
        tell(plan.bevindingen)
        click.echo(screen.plan_summary(plan))
