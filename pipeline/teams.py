"""Team workbooks for new steunpunten: one at a time, or all of a list of HR at once."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.names import normal
from pipeline.checking.medewerkerslijst import Lijst, read_lijst, read_names
from pipeline.definitions.layout import load_layout
from pipeline.definitions.messages import show_all
from pipeline.definitions.nearest import load_catalogi_near, load_rules_near
from pipeline.definitions.rules import load_rules
from pipeline.delivery.period.files import create, write_faults
from pipeline.examples import names_of, own_examples
from pipeline.forms.teambestand import Teaminhoud, make_gevuld_teambestand, make_teambestand
from pipeline.intake.inbox import RESERVED
from pipeline.intake.tree import TEAM_FILES, spelled
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.kept_run import Shown
from pipeline.workers import executor

GROUP = 8  # steunpunten that one process takes at a time: enough to be worth its start


@dataclass(frozen=True, slots=True)
class Aanmaak:
    """What was made of a list: folder -> number of people, the folders that were left alone, warnings on the list.

    zonder_basisfuncties: number of those of which the list does not say what they perform.
    """

    gemaakt: dict[str, int]
    overgeslagen: tuple[str, ...]
    bevindingen: tuple[Shown, ...]
    zonder_basisfuncties: int = 0


def init_steunpunt(folder: Path, naam: str) -> Path:
    """Write an empty team workbook for a new steunpunt. Raises Stop when one stands there."""
    if standing := _standing(folder):
        raise Stop([Finding("team_bestaat", Address(standing))])
    if folder.absolute().name.casefold() in RESERVED:
        raise Stop([Finding("map_gereserveerd", Address(folder.absolute().name))])
    target = folder / TEAM_FILES[0]
    near = folder.absolute()
    catalogi = load_catalogi_near(near)
    voorbeelden, _ = own_examples(near, catalogi, load_rules_near(near))
    names = names_of(voorbeelden)
    book = make_teambestand(catalogi.standaard, load_layout(), load_rules(), naam, catalogi.namen, names)
    with write_faults():
        create(target, book)
    return target


def init_lijst(folder: Path, lijst: Path) -> Aanmaak:
    """Write a team workbook for every steunpunt of a list, each in its own folder below `folder`.

    A steunpunt that has a team workbook, in that folder or under its name in another one, is left alone. Raises Stop,
    with nothing written, when the list has a fault.
    """
    read, told = read_with_examples(folder, lijst)
    places = read_names(folder)
    standing = {steunpunt.map: places.get(normal(steunpunt.naam), "") for steunpunt in read.steunpunten}
    standing = {map_: place or map_ for map_, place in standing.items() if place or _standing(folder / map_)}
    missing = [steunpunt for steunpunt in read.steunpunten if steunpunt.map not in standing]
    new = [(one.map, Teaminhoud.of(one, read.uitvoeren[one.map])) for one in missing]
    make_teams(folder, new)
    made = {map_: len(inhoud.tabellen["team"]) for map_, inhoud in new}
    unsaid = sum(not read.uitvoeren[map_] for map_, _ in new)
    return Aanmaak(made, tuple(standing.values()), show_all([*told, *read.findings]), unsaid)


def read_with_examples(folder: Path, lijst: Path) -> tuple[Lijst, list[Finding]]:
    """A list for this folder, and what is to be told of example profiles there. Raises Stop with its faults."""
    near = folder.absolute()
    catalogi, rules = load_catalogi_near(near), load_rules_near(near)
    voorbeelden, told = own_examples(near, catalogi, rules)
    return read_lijst(lijst, catalogi, rules, voorbeelden), told


def _standing(folder: Path) -> str:
    """Name of the team workbook that stands in a folder, "" without."""
    return next((name for name in TEAM_FILES if spelled(folder, name).exists()), "")


def make_teams(folder: Path, steunpunten: Sequence[tuple[str, Teaminhoud]]) -> None:
    """Write the team workbooks of new steunpunten, each in its own folder below `folder`."""
    near = folder.absolute()
    names = names_of(own_examples(near, load_catalogi_near(near), load_rules_near(near))[0])
    groups = [steunpunten[start : start + GROUP] for start in range(0, len(steunpunten), GROUP)]
    with executor(min(len(groups), os.cpu_count() or 1)) as pool:
        for done in [pool.submit(_make_teams, folder, group, names) for group in groups]:
            done.result()


def _make_teams(folder: Path, steunpunten: Sequence[tuple[str, Teaminhoud]], voorbeelden: Sequence[str]) -> None:
    """Write the team workbooks of some steunpunten, in any process. voorbeelden: names of examples of their own."""
    catalogi, layout, rules = load_catalogi_near(folder.absolute()), load_layout(), load_rules_near(folder.absolute())
    with write_faults():
        for map_, inhoud in steunpunten:
            book = make_gevuld_teambestand(catalogi.standaard, layout, rules, inhoud, catalogi.namen, voorbeelden)
            create(folder / map_ / TEAM_FILES[0], book)
