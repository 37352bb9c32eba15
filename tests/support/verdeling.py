"""Random teams with divided hours, and what a sheet that calculates says of them; shared by the tests."""

from __future__ import annotations

import csv
import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.batch import analyse_steunpunt
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.forms.teambestand import Teaminhoud, make_gevuld_teambestand
from pipeline.forms.wat_als import make_wat_als
from pipeline.model.analysed import Analyse, Dekking
from pipeline.model.judged import Antwoorden, Beoordeeld, Keuze
from pipeline.model.steunpunt import Medewerker, Steunpunt
from tests.support.helpers import oordeel
from tests.support.workbooks import CATALOG, LAYOUT, RULES, at, header, opened, saved

ONTWERP = Ontwerp(CATALOG, LAYOUT, RULES)
ALLE = sorted(groep.code for groep in CATALOG.te_kiezen)
LINES = load_verdeling().lijnen


@dataclass(frozen=True)
class Team:
    """A steunpunt with its accepted forms, and what the run says of it."""

    beoordeeld: Beoordeeld
    analyse: Analyse

    @property
    def steunpunt(self) -> Steunpunt:
        """The team workbook, judged."""
        return self.beoordeeld.steunpunt

    def wat_als(self) -> bytes:
        """The workbook that a run makes."""
        return make_wat_als(ONTWERP, self.steunpunt, self.analyse, "2026-11")

    def teambestand(self) -> bytes:
        """The team workbook with the same hours on Verdeling, and the other sheets filled in."""
        hours = {
            form.personeelsnummer: {code: keuze.uren for code, keuze in form.taken.items()}
            for form in self.beoordeeld.antwoorden
        }
        book = opened(
            make_gevuld_teambestand(CATALOG, LAYOUT, RULES, Teaminhoud.of(replace(self.steunpunt, verdeling=hours)))
        )
        for code in self.steunpunt.uitgevoerd:
            at(book["Basisfuncties"], code, "Uitvoeren").value = "ja"
        for code, uren in self.steunpunt.behoefte.items():
            at(book["Behoefte"], code, "Benodigde uren per week").value = uren
        top, columns = header(book["Team"])
        for extra in range(self.steunpunt.onbruikbaar):  # a row without a number
            book["Team"][f"{columns['Naam']}{top + 1 + len(self.steunpunt.team) + extra}"].value = "Nog onbekend"
        return saved(book)


def teams(count: int, seed: int) -> Iterator[Team]:
    """Random teams of 1 to 20 people; the first have nobody with a form, and one person for everything."""
    dice = random.Random(seed)
    for number in range(count):
        alone = number < 2
        made = random_team(dice, 1 if alone else dice.randint(1, 20), forms=number > 0)
        everything = replace(made.steunpunt, uitgevoerd=frozenset(ALLE), onbruikbaar=0)
        yield judged(replace(made, steunpunt=everything) if alone else made)


def judged(beoordeeld: Beoordeeld) -> Team:
    """What the run says of a steunpunt."""
    return Team(beoordeeld, analyse_steunpunt(beoordeeld, CATALOG, RULES, dt.date(2026, 11, 1)))


def random_team(dice: random.Random, size: int, *, forms: bool = True) -> Beoordeeld:
    """Contracts, needs and hours of which some are not known; of some people no form counts."""
    contracts = [None, 3.0, 12.0, 16.0, 20.5, 24.0, 28.0, 32.0, 36.0, 36.0]
    team = [Medewerker(f"{dice.choice(['', '0'])}{1001 + n}", f"Mens {n}", "", None) for n in range(size)]
    team = [replace(m, contracturen=RULES.grenzen.contract(dice.choice(contracts))) for m in team]
    performed = frozenset(ALLE) if dice.random() < 0.5 else frozenset(dice.sample(ALLE, dice.randint(0, 5)))
    need = {code: dice.randint(0, 24) / 2 for code in CATALOG.kerntaak if dice.random() < 0.3}
    steunpunt = Steunpunt("proef", "Steunpunt Proef", uitgevoerd=performed, team=tuple(team), behoefte=need)
    steunpunt = replace(steunpunt, onbruikbaar=dice.choice([0, 0, 0, 1]))
    share = dice.choice([0.0, 0.1, 0.3, 0.6])
    accepted = [_form(dice, m, share) for m in team if forms and dice.random() < 0.9]
    return Beoordeeld(steunpunt, tuple(map(oordeel, accepted)))


def _form(dice: random.Random, wie: Medewerker, share: float) -> Antwoorden:
    known = dice.choice([0.5, 0.8, 1.0, 1.0])
    chosen = [code for code in CATALOG.kerntaak if code in CATALOG.altijd or dice.random() < share]
    hours = {code: dice.choice([0.0, dice.randint(1, 8) / 2, dice.randint(1, 60) / 10, 7.25]) for code in chosen}
    keuzes = {code: Keuze(True, hours[code] if dice.random() < known else None) for code in chosen}
    return Antwoorden(f"formulieren/{wie.personeelsnummer}.xlsx", "0" * 64, wie, kerntaken=keuzes)


# --- what the sheet says -------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Beeld:
    """Code -> sum and how it stands; personeelsnummer -> the lines above; the totals of the team, by line."""

    taken: Mapping[str, tuple[str, str]]
    mensen: Mapping[str, Mapping[str, str]]
    samen: Mapping[str, str]
    regel: str


def shown(grid: Sequence[Sequence[str]]) -> Beeld:
    """A sheet as a program shows it."""
    top = next(place for place, row in enumerate(grid) if row[0] == "Code")
    codes = [row for row in grid[top + 1 :] if row[0] in CATALOG.kerntaak]
    lines = {key: grid[top - len(LINES) + place] for place, key in enumerate(LINES)}
    people = {nummer: column for column, nummer in enumerate(grid[top]) if column > 4 and nummer}
    return Beeld(
        {row[0]: (row[3], row[4]) for row in codes},
        {nummer: {key: line[column] for key, line in lines.items()} for nummer, column in people.items()},
        {key: line[3] for key, line in lines.items()},
        grid[top - len(LINES) - 1][0],
    )


def grid_of(folder: Path, naam: str, blad: str) -> list[list[str]]:
    """A sheet that LibreOffice saved as .csv."""
    with (folder / f"{naam}-{blad}.csv").open(encoding="utf-8", newline="") as stream:
        return [*csv.reader(stream)]


def expected(team: Team) -> Beeld:
    """What the sheet has to say of a team by the run; the line above the table is not held against it here."""
    omvang = {found.personeelsnummer: found for found in team.analyse.omvang}
    people = {}
    for m in team.steunpunt.team:
        found, contract = omvang.get(m.personeelsnummer), m.contracturen
        people[m.personeelsnummer] = {
            "naam": m.naam,
            "contract": _text(contract),
            "uren": _text(found.bekend) if found else "",
            "ruimte": "" if contract is None else _text(contract - (found.bekend if found else 0)),
            "oordeel": _verdict(team, m.personeelsnummer),
        }
    known = [m.contracturen for m in team.steunpunt.team if m.contracturen is not None]
    room = [float(person["ruimte"]) for person in people.values() if person["ruimte"]]
    totals = {
        "naam": "",
        "contract": _text(sum(known)),
        "uren": _text(sum(found.bekend for found in omvang.values())),
        "ruimte": _text(sum(room)),
        "oordeel": "",
    }
    return Beeld({row.kerntaak: _task(row) for row in team.analyse.dekking}, people, totals, "")


def _task(row: Dekking) -> tuple[str, str]:
    word = load_wording().statussen[row.status].woord
    short = (row.behoefte or 0) - row.uren
    if row.status in ("ongedekt", "op_papier") and short > 1e-9:
        word = load_verdeling().nog.format(stand=word, uren=_text(short))
    known = any(uren is not None for uren in row.uren_per_persoon.values())
    return _text(row.uren) if known else "", word


def _verdict(team: Team, nummer: str) -> str:
    """The word for the heaviest signal of the run."""
    signals = {(s.code, s.ernst): s for s in team.analyse.signalen if s.personeelsnummer == nummer}
    counted = {found.personeelsnummer for found in team.analyse.omvang}
    o4 = signals.get(("O4", "info"))
    holds = {
        "O1_rood": ("O1", "rood") in signals,
        "O3": ("O3", "rood") in signals,
        "O1_oranje": ("O1", "oranje") in signals,
        "O2": ("O2", "oranje") in signals,
        "geen": nummer not in counted,
        "O4_contract": bool(o4) and o4.values["oorzaak"] == "contract_onbekend",
        "O4_uren": bool(o4) and o4.values["oorzaak"] == "uren_onbekend",
        "goed": True,
    }
    words = load_verdeling().oordelen
    return words[next(key for key in words if holds[key])].tekst


def _text(uren: float | None) -> str:
    return "" if uren is None else f"{round(uren, 2) + 0.0:g}"
