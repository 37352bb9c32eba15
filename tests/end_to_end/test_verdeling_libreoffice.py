"""The sheets that divide hours against the run: LibreOffice calculates random teams, and both say the same of each."""

from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

from tests.end_to_end.test_libreoffice import pytestmark as pytestmark
from tests.end_to_end.test_live_libreoffice import to_csv
from tests.support.live_screens import write_all
from tests.support.verdeling import Beeld, expected, grid_of, shown, teams

COUNT = int(os.environ.get("PROFIELBOUWER_TEAMS", "25"))
AT_ONCE = 50  # files of one call: of some 250 LibreOffice leaves the rest, without a word


def test_both_sheets_say_of_random_teams_what_the_run_says(tmp_path: Path) -> None:
    """Sums, what is missing, room and the heaviest signal, of every kerntaak and person (200 of 200 by hand)."""
    made = list(teams(COUNT, seed=2009))
    files = [data for team in made for data in (team.wat_als(), team.teambestand())]
    paths = write_all(files, tmp_path)
    for start in range(0, len(paths), AT_ONCE):
        to_csv(tmp_path, start, paths[start : start + AT_ONCE])
    different = {}
    for number, team in enumerate(made):
        names = ((f"{2 * number:03}", "Wat als"), (f"{2 * number + 1:03}", "Verdeling"))
        for naam, blad in names:
            if found := _differences(shown(grid_of(tmp_path, naam, blad)), expected(team)):
                different[number, blad] = found
    assert not different, f"{len(different)} of {2 * COUNT}: {different}"
    seen = {signaal.code for team in made for signaal in team.analyse.signalen}
    statuses = {row.status for team in made for row in team.analyse.dekking}
    assert (seen, len(statuses)) == ({"O1", "O2", "O3", "O4"}, 5)  # equality would prove little without them


def _differences(found: Beeld, wanted: Beeld) -> list[object]:
    pairs = [(field.name, getattr(found, field.name), getattr(wanted, field.name)) for field in fields(Beeld)]
    return [
        (name, key, one.get(key), other.get(key))
        for name, one, other in pairs
        if name != "regel"
        for key in sorted({*one, *other})
        if one.get(key) != other.get(key)
    ]
