"""inzage and opschonen: what is kept of somebody, shown or taken away."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import screen
from pipeline.commands.command import PATH, command, start_reader, stops


@command("inzage 1002 invoer uitvoer -o inzage")
@click.argument("nummer", metavar="NUMMER")
@click.argument("invoer", metavar="INVOER", type=PATH)
@click.argument("uitvoer", metavar="UITVOER", type=PATH)
@click.option("-o", "--map", "folder", required=True, metavar="MAP", type=PATH, help="Map voor de zip.")
def inzage(nummer: str, invoer: Path, uitvoer: Path, folder: Path) -> None:
    """Verzamel in één zip wat er over de medewerker met dit personeelsnummer is bewaard.

    In de zip komen alle bestanden over deze medewerker alleen, en overzicht.html: de antwoorden per periode en de
    andere bestanden waarin naam of nummer voorkomt.
    """
    start_reader()
    from pipeline.privacy import inzage as make_inzage

    with stops(as_json=False):
        made = make_inzage(nummer, invoer, uitvoer, folder)
    for line in screen.shown_to(made):
        click.echo(line)


@command("opschonen invoer uitvoer --ouder-dan 24")
@click.argument("invoer", metavar="INVOER", type=PATH)
@click.argument("uitvoer", metavar="UITVOER", type=PATH)
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
    start_reader()
    from pipeline.privacy import Opschoonopdracht
    from pipeline.privacy import opschonen as clean

    with stops(as_json=False):
        opschoning = clean(Opschoonopdracht(invoer, uitvoer, ouder_dan, persoon, doen))
    for line in screen.cleaned(opschoning):
        click.echo(line)
