"""What the live cells of a recalculated form say."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from python_calamine import CalamineWorkbook

from pipeline.definitions.reasons import reasons
from tests.support.live_forms import Grid, Uitspraak, expected_codes
from tests.support.workbooks import CATALOG, LAYOUT


@dataclass(frozen=True)
class Scherm:
    """What a recalculated form shows: its lines of Controle by key, its reasons by competency, words beside rows.

    rond: the texts above and below the table of Kerntaken.
    """

    lijnen: Mapping[str, tuple[object, str, str]]  # outcome, how it stands, what it means
    redenen: Mapping[str, str]
    naast: Mapping[tuple[str, str], str]
    rond: Sequence[str]


def shown(data: bytes) -> Scherm:
    """The stored results of a form that another program saved as a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return _scherm({naam: book.get_sheet_by_name(naam).to_python(skip_empty_area=False) for naam in book.sheet_names})


def shown_in_csv(folder: Path, naam: str) -> Scherm:
    """The results of a form that LibreOffice saved as one .csv file per sheet."""
    grids = {}
    for blad in ("Controle", "Kerntaken", "Kernopgaven", "Competenties"):
        with (folder / f"{naam}-{blad}.csv").open(encoding="utf-8", newline="") as stream:
            grids[blad] = [[_number(text) for text in row] for row in csv.reader(stream)]
    return _scherm(grids)


def _number(text: str) -> object:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _scherm(grids: Mapping[str, Grid]) -> Scherm:
    names = {regel.onderdeel: regel.key for regel in LAYOUT.controle}
    words = {word: stand for stand, word in LAYOUT.standen.items()}
    lines = {names[str(row[0])]: row for row in grids["Controle"] if row[0] in names}
    return Scherm(
        {key: (row[1], words[str(row[2])], str(row[3])) for key, row in lines.items()},
        dict(_column(grids["Competenties"], "Onderbouwing")),
        {
            (key, code): text
            for key in ("kerntaken", "kernopgaven")
            for code, text in _column(grids[LAYOUT.formulier[key].naam], "Klopt dit?")
        },
        [str(row[0]) for row in grids["Kerntaken"] if row[0]],
    )


def _column(grid: Grid, kop: str) -> Iterator[tuple[str, str]]:
    """Code and text of each row of a table."""
    top = next(number for number, row in enumerate(grid) if kop in row)
    place = list(grid[top]).index(kop)
    yield from ((str(row[0]), str(row[place]) if len(row) > place else "") for row in grid[top + 1 :])


def expected_around(uitspraak: Uitspraak) -> list[str]:
    """What has to stand around the table of Kerntaken: hours against the contract, and the groups that are touched."""
    words, omvang = LAYOUT.live, uitspraak.omvang
    parts = {"uren": omvang.bekend, "contract": omvang.contract or 0.0}
    parts |= {"vrij": parts["contract"] - parts["uren"], "over": parts["uren"] - parts["contract"]}
    over = any((signaal.code, signaal.ernst) == ("O1", "rood") for signaal in uitspraak.signalen)
    key = "uren_onbekend" if omvang.contract is None else "uren_over" if over else "uren_vrij"
    hours = words[key].format(**{name: f"{round(value, 2) + 0.0:g}" for name, value in parts.items()})
    chosen = uitspraak.form.gekozen("kerntaken")
    if without := expected_codes(uitspraak)["zonder_uren"]:
        hours += " " + words["uren_zonder"].format(codes=", ".join(without))
    groepen = {CATALOG.kerntaak[code].groep for code in chosen}
    namen = ", ".join(groep.naam for groep in CATALOG.te_kiezen if groep.code in groepen)
    touched = words["geraakt"].format(namen=namen) if namen else words["niet_geraakt"]
    performed = [groep for groep in CATALOG.te_kiezen if groep.code in uitspraak.form.steunpunt.uitgevoerd]
    if bare := ", ".join(groep.naam for groep in performed if groep.code not in groepen):
        touched += " " + words["nog_zonder"].format(namen=bare)
    return [hours, touched]


def expected_reasons(uitspraak: Uitspraak, code: str) -> list[str]:
    """The reasons as the form names them: a group with its chosen kerntaken, and kernopgaven by code."""
    form = uitspraak.form
    found = reasons(code, form.gekozen("kerntaken"), form.gekozen("kernopgaven"), CATALOG)
    named = [f"{r.naam} ({', '.join(r.kerntaken)})" for r in found if r.soort == "groep"]
    return named + [reason.code for reason in found if reason.soort == "kernopgave"]


def told_reasons(text: str) -> list[str]:
    """The reasons in a text of the column Onderbouwing; [] when it says that there are none."""
    found = re.fullmatch(r"(\d+) reden(?:en)?: (.*)", text)
    if not found:
        assert text.startswith(("Nog geen reden", "Gekozen zonder reden")), text
        return []
    parts = found[2].split("; ")
    codes = [part.partition(" ")[2].split(", ") for part in parts if part.startswith("kernopgave")]
    told = [part for part in parts if not part.startswith("kernopgave")] + [code for some in codes for code in some]
    assert len(told) == int(found[1]), text
    return told


def write_all(files: Iterable[bytes], folder: Path) -> list[Path]:
    """The files as 000.xlsx and on."""
    made = {folder / f"{number:03}.xlsx": data for number, data in enumerate(files)}
    for path, data in made.items():
        path.write_bytes(data)
    return [*made]
