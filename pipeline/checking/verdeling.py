"""The sheet Verdeling, judged: whose hours were divided how, with a finding for every cell that cannot be used."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.base.names import tidy
from pipeline.checking.parsed_form import sign_words
from pipeline.definitions.layout import load_layout
from pipeline.definitions.rules import Rules
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.intake.values import UNREADABLE, parse_keuze, parse_nummer, parse_uren
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Medewerker
from pipeline.model.workbook import Answer, Row, Werkmap

KEY = "verdeling"
Uren = Mapping[str, float | None]  # kerntaak -> hours per week, None: not known


@dataclass(frozen=True, slots=True)
class _Kolom:
    """A column with a person of the team on it; its letters are the key of its answers."""

    letters: str
    nummer: str


@dataclass(frozen=True, slots=True)
class _Blad:
    """The sheet with what it is judged by."""

    werkmap: Werkmap
    catalog: Catalog
    rules: Rules

    def find(self, code: str, answer: Answer, **values: str) -> Finding:
        blad = self.werkmap.namen.get(KEY, load_layout().team[KEY].naam)
        address = Address(self.werkmap.bestand, blad, answer.cel)
        return Finding(code, address, {"waar": "", "teken": sign_words(answer.value), **values})


def judge_verdeling(
    werkmap: Werkmap, team: Sequence[Medewerker], catalog: Catalog, rules: Rules
) -> tuple[dict[str, Uren], list[Finding]]:
    """Personeelsnummer -> hours by kerntaak, of everybody with any; catalog: the one whose kerntaken are on it.

    Where its forms ask no hours there is no such sheet, and one of before means nothing.
    """
    if not catalog.heeft_uren:
        return {}, []
    blad = _Blad(werkmap, catalog, rules)
    kolommen, findings = _kolommen(blad, team)
    verdeling: dict[str, dict[str, float | None]] = {}
    for row in werkmap.rows(KEY):
        if row.code not in catalog.kerntaak:
            findings.append(_unknown(blad, row))
            continue
        for kolom in kolommen:
            uren = _uren(blad, row, kolom)
            if isinstance(uren, Finding):
                findings.append(uren)
            elif uren is not None:
                verdeling.setdefault(kolom.nummer, {})[row.code] = uren[0]
    return {nummer: _in_order(hours, catalog) for nummer, hours in verdeling.items()}, findings


def _in_order(hours: Uren, catalog: Catalog) -> Uren:
    return {code: hours[code] for code in catalog.kerntaak if code in hours}


def _kolommen(blad: _Blad, team: Sequence[Medewerker]) -> tuple[list[_Kolom], list[Finding]]:
    """The columns whose number is one of the team, once, with a form that asks hours of this catalog."""
    known = {m.personeelsnummer: m for m in team}
    headers = blad.werkmap.velden.get(KEY, {})
    nummers = {key: match_nummer(parse_nummer(answer.value), frozenset(known)) for key, answer in headers.items()}
    counts = Counter(nummers.values())
    kolommen, findings = [], []
    for key, nummer in nummers.items():
        if not nummer:
            findings.append(blad.find("verdeling_zonder_nummer", headers[key]))
        elif counts[nummer] > 1:
            findings.append(blad.find("verdeling_nummer_dubbel", headers[key]))
        elif nummer not in known:
            findings.append(blad.find("verdeling_nummer_onbekend", headers[key]))
        elif known[nummer].catalogus not in ("", blad.catalog.id):
            findings.append(blad.find("verdeling_andere_catalogus", headers[key]))
        else:
            kolommen.append(_Kolom(key, nummer))
    return kolommen, findings


def _unknown(blad: _Blad, row: Row) -> Finding:
    """Hours on a row without a code of the catalog: at the code, or at the first of the hours where that is blank."""
    first = next((a for key, a in row.answers.items() if key != "code" and a.value is not None), row.answer("code"))
    return blad.find("code_onbekend", row.answer("code") if row.code else first)


def _uren(blad: _Blad, row: Row, kolom: _Kolom) -> tuple[float | None] | Finding | None:
    """The hours in a cell, (None,) where they are not known yet, None where it is blank or says nee."""
    answer = row.answer(kolom.letters)
    keuze = parse_keuze(answer.value)
    if keuze is True or (isinstance(answer.value, str) and tidy(answer.value) == load_verdeling().onbekend):
        return (None,)
    if keuze is False:
        return None
    uren, maximum = parse_uren(answer.value), blad.rules.grenzen.uren_kerntaak
    if uren is None:
        return None
    if uren is UNREADABLE:
        return blad.find("verdeling_uren_onleesbaar", answer, waar=f" (code {row.code})")
    if not 0 <= uren <= maximum:
        return blad.find("uren_bereik", answer, maximum=f"{maximum:g}", waar=f" (code {row.code})")
    return (uren,)
