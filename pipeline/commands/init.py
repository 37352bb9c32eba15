"""init: team workbooks for a new steunpunt, or for all on a list."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline import screen
from pipeline.commands.command import PATH, command, end, say, stops


@command('init invoer/zonnedael --naam "Steunpunt Zonnedael"')
@click.argument("folder", metavar="MAP", type=PATH)
@click.option("--naam", metavar="NAAM", help="Naam van het steunpunt.")
@click.option(
    "--lijst",
    type=PATH,
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

    with stops(as_json=False):
        target = init_steunpunt(folder, naam)
    click.echo(f"Gemaakt: {target}. Vul het teambestand in en maak daarna de formulieren met: forms {folder}")


def _init_all(folder: Path, lijst: Path) -> None:
    from pipeline.teams import init_lijst

    with stops(as_json=False):
        aanmaak = init_lijst(folder, lijst)
    say(aanmaak.bevindingen)
    for map_, people in aanmaak.gemaakt.items():
        click.echo(f"Gemaakt: {folder / map_ / 'steunpunt.xlsx'} (medewerkers: {people})")
    for map_ in aanmaak.overgeslagen:
        click.echo(f"Overgeslagen: {folder / map_}. Daar staat al een teambestand; het is niet veranderd.")
    click.echo(screen.lists_summary(len(aanmaak.gemaakt), len(aanmaak.overgeslagen)))
    for line in screen.after_list(folder, aanmaak):
        click.echo(line)


def _update_all(folder: Path, lijst: Path, *, doen: bool, toch: bool) -> None:
    from pipeline.update import update_teams

    with stops(as_json=False):
        done = update_teams(folder, lijst, doen=doen, toch=toch)
    say(done.bevindingen)
    for one in done.bijwerkingen:
        say(one.bevindingen, one.map)
    for line in screen.updated(folder, done):
        click.echo(line)
    end([*done.bevindingen, *(finding for one in done.bijwerkingen for finding in one.bevindingen)])
