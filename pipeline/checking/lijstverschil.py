"""What a list of HR says otherwise than the team workbooks that stand: who is new, who left, whose facts differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from pipeline.base.names import plain_name
from pipeline.checking.teambestand import Team
from pipeline.definitions.layout import load_layout
from pipeline.intake.values import parse_nummer
from pipeline.model.findings import Address, Finding
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Value, Werkmap

CHANGED = ("functienaam", "contracturen", "leidinggevende")  # keys of columns that are brought up to date
ONLY_TOLD = {"naam": "bijwerken_naam", "catalogus": "bijwerken_catalogus"}  # may be another person, or another form
MANY = Fraction(1, 3)  # of a team: when more would leave, the list may be a part (design.md 6)


@dataclass(frozen=True, slots=True)
class Verschil:
    """A cell of somebody on Team that the list says otherwise: key of its column, what it says and what it should."""

    personeelsnummer: str
    key: str
    was: Value
    wordt: Value


@dataclass(frozen=True, slots=True)
class Teamverschil:
    """All that a list says otherwise of one steunpunt as it stands.

    uitvoeren: code of a group -> whether it is performed, where that changes; findings: what is told and stays.
    """

    steunpunt: Steunpunt
    nieuw: tuple[Medewerker, ...]
    weg: tuple[Medewerker, ...]
    anders: tuple[Verschil, ...]
    uitvoeren: Mapping[str, bool]
    findings: tuple[Finding, ...]

    @property
    def is_leeg(self) -> bool:
        """Whether the team workbook stays as it is."""
        return not (self.nieuw or self.weg or self.anders or self.uitvoeren)

    @property
    def veel_weg(self) -> bool:
        """Whether so many would leave that the list may be a part."""
        return len(self.weg) > MANY * len(self.steunpunt.team)


def compare(wanted: Steunpunt, uitvoeren: Mapping[str, bool], team: Team, werkmap: Werkmap) -> Teamverschil:
    """What the list says otherwise than a team workbook without errors; a blank cell of the list says nothing."""
    now = team.steunpunt
    present = {medewerker.personeelsnummer: medewerker for medewerker in now.team}
    found = _matched(wanted.team, now.nummers)
    pairs = [(present[nummer], medewerker) for nummer, medewerker in found.items() if nummer in present]
    nieuw = tuple(medewerker for nummer, medewerker in found.items() if nummer not in present)
    weg = tuple(medewerker for medewerker in now.team if medewerker.personeelsnummer not in found)
    anders = tuple(verschil for pair in pairs for verschil in _differences(*pair))
    chosen = {code: done for code, done in uitvoeren.items() if done != (code in now.uitgevoerd)}
    return Teamverschil(now, nieuw, weg, anders, chosen, tuple(_told(pairs, werkmap)))


def many_leave(verschil: Teamverschil, code: str, bestand: str) -> Finding:
    """That so many would leave, under this code."""
    aantal, van = len(verschil.weg), len(verschil.steunpunt.team)
    return Finding(code, Address(bestand), {"aantal": str(aantal), "van": str(van)})


def _matched(team: Sequence[Medewerker], nummers: frozenset[str]) -> dict[str, Medewerker]:
    """The people of the list by their number as the team spells it; one that is there exactly goes before others."""
    exact = {medewerker.personeelsnummer for medewerker in team} & nummers
    found = {}
    for medewerker in team:
        nummer = match_nummer(medewerker.personeelsnummer, nummers)
        same = medewerker.personeelsnummer in exact or nummer not in exact
        found[nummer if same else medewerker.personeelsnummer] = medewerker
    return found


def _differences(now: Medewerker, wanted: Medewerker) -> Iterator[Verschil]:
    for key in CHANGED:
        was, wordt = getattr(now, key), getattr(wanted, key)
        if wordt not in (None, "") and _as_compared(was) != _as_compared(wordt):
            yield Verschil(now.personeelsnummer, key, was, wordt)


def _told(pairs: Sequence[tuple[Medewerker, Medewerker]], werkmap: Werkmap) -> Iterator[Finding]:
    rows = {parse_nummer(row.answer("personeelsnummer").value): row for row in werkmap.rows("team")}
    blad = werkmap.namen.get("team", load_layout().team["team"].naam)
    for now, wanted in pairs:
        for key, code in ONLY_TOLD.items():
            said = getattr(wanted, key)
            if said and _as_compared(said) != _as_compared(getattr(now, key)):
                place = Address(werkmap.bestand, blad, rows[now.personeelsnummer].answer(key).cel)
                yield Finding(code, place, {"personeelsnummer": now.personeelsnummer})


def _as_compared(value: Value) -> Value:
    return plain_name(value) if isinstance(value, str) else value
