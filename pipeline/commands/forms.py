"""forms, pakket, inleveren: forms on their way to people and back."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import screen
from pipeline.commands.command import PATH, command, end, say, start_reader, stops


@command("forms invoer --vorige uitvoer/2026-10")
@click.argument("invoer", metavar="INVOER", type=PATH)
@click.option(
    "--vorige",
    type=PATH,
    metavar="UITVOER/PERIODE",
    help="Map van een eerdere periode. Wie daar een goedgekeurd formulier heeft, krijgt een nieuw formulier met die "
    "antwoorden; het vorige gaat naar formulieren/archief.",
)
def forms(invoer: Path, vorige: Path | None) -> None:
    """Maak in INVOER een formulier voor elke medewerker die er nog geen heeft. Er wordt niets overschreven."""
    from pipeline.handout import issue_forms

    with stops(as_json=False):
        uitgiften = issue_forms(invoer, vorige)
    for uitgifte in uitgiften:
        say(uitgifte.bevindingen, uitgifte.map)
        for line in screen.handed_out(uitgifte):
            click.echo(line)
    click.echo(screen.forms_summary(uitgiften))
    end(finding for uitgifte in uitgiften for finding in uitgifte.bevindingen)


@command("pakket invoer -o uitdelen --uiterlijk 20-11-2026")
@click.argument("invoer", metavar="INVOER", type=PATH)
@click.option("-o", "--uitvoer", required=True, metavar="MAP", type=PATH, help="Map voor de pakketten.")
@click.option(
    "--uiterlijk", default="", metavar="DATUM", help="Wanneer de formulieren terug moeten zijn, voor de brief."
)
@click.option("--alles", is_flag=True, help="Pak ook formulieren in waar niets meer aan hoeft te gebeuren.")
def pakket(invoer: Path, uitvoer: Path, uiterlijk: str, alles: bool) -> None:
    """Pak de formulieren in om uit te delen: per steunpunt en leidinggevende een zip-bestand, met een brief erbij.

    Ingepakt wordt wat nog niet is ingevuld, en wat is afgekeurd, met de fouten gemarkeerd. De brief komt uit een
    Word-sjabloon; eigen brief: brief.docx in de map instellingen.
    """
    start_reader()
    from pipeline.pakket import make_pakketten

    with stops(as_json=False):
        uitreikingen = make_pakketten(invoer, uitvoer, uiterlijk, alles=alles)
    for uitreiking in uitreikingen:
        say(uitreiking.bevindingen, uitreiking.map)
        for line in screen.packed(uitreiking, uitvoer):
            click.echo(line)
    click.echo(screen.packages_summary(uitreikingen))
    end(finding for uitreiking in uitreikingen for finding in uitreiking.bevindingen)


@command("inleveren invoer")
@click.argument("invoer", metavar="INVOER", type=PATH)
def inleveren(invoer: Path) -> None:
    """Zet de formulieren uit INVOER/postvak op hun plaats: in de map formulieren van het eigen steunpunt.

    Zet in de map postvak wat per mail binnenkwam, onder welke naam ook. Er wordt niets overschreven: een formulier
    dat plaats maakt, gaat naar formulieren/archief. Wat niet zeker is, blijft in postvak liggen.
    """
    start_reader()
    from pipeline.collect import collect_forms

    with stops(as_json=False):
        ingeleverd = collect_forms(invoer)
    for line in screen.handed_in(ingeleverd, invoer):
        click.echo(line)
