"""The list of an umbrella: one row per employee, from which all its steunpunten are made. One fault stops it all."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipeline.base.names import file_part, normal
from pipeline.base.places import cell_place
from pipeline.checking.parsed_form import sign_words
from pipeline.checking.teambestand import (
    NO_EXAMPLES,
    contract_bounds,
    contract_fault,
    has_structure_fault,
    medewerker_of,
    once_per_cell,
)
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.example import Voorbeelden, example_names, known_example
from pipeline.definitions.layout import UITVOEREN, Blad, list_sheet, load_layout
from pipeline.definitions.messages import has_fout
from pipeline.definitions.rules import Rules
from pipeline.intake.inbox import MAP_LIMIT, RESERVED, team_workbooks
from pipeline.intake.opdracht import Leesopdracht, list_vorm
from pipeline.intake.reader_process import Lezer
from pipeline.intake.values import UNREADABLE, parse_keuze, parse_nummer, parse_tekst
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import BLANK, Answer, Row, Werkmap

REQUIRED = ("steunpunt", "personeelsnummer", "naam")
EXPECTED = ("functienaam", "contracturen", "leidinggevende")  # columns that nearly every list has
OF_STEUNPUNT = ("gemeente", "koepel")  # the same on all rows of a steunpunt, or blank
HASH = 7  # characters that file_part may add to keep names apart


@dataclass(frozen=True, slots=True)
class Lijst:
    """A list without faults: the steunpunten in its order, each with the name of its folder; findings are warnings.

    uitvoeren: folder -> code of a group -> whether the list says that it is performed; nothing where it says nothing.
    """

    steunpunten: tuple[Steunpunt, ...]
    findings: tuple[Finding, ...]
    uitvoeren: Mapping[str, Mapping[str, bool]]


@dataclass(frozen=True, slots=True)
class _Judge:
    """A list as read, with what it is judged by; each method yields findings."""

    werkmap: Werkmap
    catalogi: Catalogi
    andere: Mapping[str, Catalog]
    rules: Rules
    blad: Blad
    voorbeelden: Mapping[str, Voorbeelden]

    @property
    def catalog(self) -> Catalog:
        """The default catalog."""
        return self.catalogi.standaard

    def catalog_of(self, row: Row) -> Catalog | None:
        """The catalog that a row names, the default one where it is blank; None when there is none of that name."""
        typed = _text(row, "catalogus").casefold()
        known = {one.id.casefold(): one for one in (self.catalog, *self.andere.values())}
        return known.get(typed) if typed else self.catalog

    def find(self, code: str, answer: Answer, **values: str) -> Finding:
        address = Address(self.werkmap.bestand, self.werkmap.namen["medewerkers"], answer.cel)
        return Finding(code, address, {"waar": "", "teken": sign_words(answer.value), **values})

    def label(self, key: str) -> str:
        return self.blad.kolom(key).kop


def read_lijst(
    path: Path, catalogi: Catalogi, rules: Rules, voorbeelden: Mapping[str, Voorbeelden] = NO_EXAMPLES
) -> Lijst:
    """Read and judge a list. Raises Stop with every fault in it. voorbeelden: examples of its own, by catalog."""
    if not path.is_file():
        raise Stop([Finding("lijst_niet_gevonden", Address(path.name))])
    with Lezer() as lezer:
        (werkmap,) = lezer.read([Leesopdracht(path, path.name, "lijst", [list_vorm(catalogi.standaard)])])
    return judge_lijst(werkmap, catalogi, rules, voorbeelden)


def read_names(invoer: Path) -> dict[str, str]:
    """Name of each steunpunt that stands below the input, as `normal` compares it -> its folder; {} without any."""
    teams = team_workbooks(invoer)
    with Lezer() as lezer:
        read = lezer.read([Leesopdracht(path, path.name, "team") for _, path in teams])
    names = (werkmap.veld("steunpunt", "naam") for werkmap in read)
    found = {normal(parse_tekst(answer.value)): map_ for answer, (map_, _) in zip(names, teams, strict=True)}
    return {naam: map_ for naam, map_ in found.items() if naam}


def judge_lijst(werkmap: Werkmap, catalogi: Catalogi, rules: Rules, voorbeelden: Mapping[str, Voorbeelden]) -> Lijst:
    """The steunpunten of a list. Raises Stop with every fault, in the order of the cells."""
    if not werkmap.leesbaar or has_structure_fault(werkmap):
        raise Stop(finding for finding in werkmap.findings if has_fout([finding]))
    rows = werkmap.rows("medewerkers")
    andere = catalogi.named(_text(row, "catalogus") for row in rows)
    judge = _Judge(werkmap, catalogi, andere, rules, list_sheet(load_layout(), catalogi.standaard), voorbeelden)
    groups = _by_steunpunt(rows)
    findings = list(once_per_cell(_in_order([*_read_findings(judge), *_findings(judge, rows, groups)])))
    if has_fout(findings):
        raise Stop(finding for finding in findings if has_fout([finding]))
    made = [(_steunpunt(judge, group), _uitvoeren(judge, group)) for group in groups]
    return Lijst(tuple(one for one, _ in made), tuple(findings), {one.map: chosen for one, chosen in made})


def folder_name(naam: str) -> str:
    """The folder of a steunpunt: its name in lower case with hyphens, safe on every system, at most MAP_LIMIT long."""
    words = re.sub(r"[^\w.'’()]+", "-", naam.lower()).strip("-.")
    return file_part(words or naam, MAP_LIMIT - HASH, distinct=True)


def _by_steunpunt(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of each steunpunt together, in the order of the list; case and double spaces make no difference."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        if naam := normal(_text(row, "steunpunt")):
            groups.setdefault(naam, []).append(row)
    return list(groups.values())


def _steunpunt(judge: _Judge, rows: Sequence[Row]) -> Steunpunt:
    naam = _text(rows[0], "steunpunt")
    gemeente, koepel = (next(filter(None, (_text(row, key) for row in rows)), "") for key in OF_STEUNPUNT)
    team = [_medewerker(judge, row) for row in rows]
    performed = frozenset(code for code, chosen in _uitvoeren(judge, rows).items() if chosen)
    return Steunpunt(folder_name(naam), naam, gemeente, koepel, performed, tuple(team))


def _uitvoeren(judge: _Judge, rows: Sequence[Row]) -> dict[str, bool]:
    """Whether a steunpunt performs each group, as far as its rows say so; which say the same."""
    keys = {groep.code: UITVOEREN.format(code=groep.code) for groep in judge.catalog.te_kiezen}
    said = {code: [parse_keuze(row.answer(key).value) for row in rows] for code, key in keys.items()}
    return {code: True in chosen for code, chosen in said.items() if True in chosen or False in chosen}


def _medewerker(judge: _Judge, row: Row) -> Medewerker:
    catalog = judge.catalog_of(row) or judge.catalog
    other = "" if catalog is judge.catalog else catalog.id
    voorbeeld = known_example(catalog, _text(row, "voorbeeldprofiel"), judge.voorbeelden.get(catalog.id, ()))
    found = medewerker_of(_nummer(row), row, judge.rules)
    return replace(found, catalogus=other, voorbeeldprofiel=voorbeeld)


def _text(row: Row, key: str) -> str:
    return parse_tekst(row.answer(key).value).strip()


def _nummer(row: Row) -> str:
    return parse_nummer(row.answer("personeelsnummer").value)


# --- findings ------------------------------------------------------------------------------------------------------


def _in_order(findings: Sequence[Finding]) -> list[Finding]:
    """By row and column; what is about no cell comes first."""
    return sorted(findings, key=lambda found: cell_place(found.address.cel) if found.address.cel else (0, 0))


def _read_findings(judge: _Judge) -> Iterator[Finding]:
    """What reading told, but for columns that are not ours: a finding for each of their cells says too much."""
    strays = [finding for finding in judge.werkmap.findings if finding.code == "buiten_tabel"]
    yield from (finding for finding in judge.werkmap.findings if finding not in strays)
    columns = dict.fromkeys(re.findall(r"[A-Z]+", ", ".join(finding.values["cellen"] for finding in strays)))
    if columns:
        yield judge.find("lijst_kolom_overig", BLANK, label=", ".join(columns))


def _findings(judge: _Judge, rows: Sequence[Row], groups: Sequence[Sequence[Row]]) -> Iterator[Finding]:
    if not rows:
        yield judge.find("lijst_leeg", BLANK)
    for row in rows:
        yield from _row_findings(judge, row)
    yield from _missing_columns(judge, rows)
    chosen = [UITVOEREN.format(code=groep.code) for groep in judge.catalog.te_kiezen]
    for group in groups:
        yield from _double_numbers(judge, group)
        for key in (*OF_STEUNPUNT, *chosen):
            yield from _differences(judge, group, key)
    yield from _folder_findings(judge, groups)


def _row_findings(judge: _Judge, row: Row) -> Iterator[Finding]:
    for key in REQUIRED:
        if not _text(row, key):
            yield judge.find("lijst_ontbreekt", row.answer(key), label=judge.label(key))
    if fault := contract_fault(row.answer("contracturen"), judge.rules):
        maximum, minimum = contract_bounds(judge.rules)
        yield judge.find(fault, row.answer("contracturen"), maximum=maximum, minimum=minimum)
    for kolom in judge.blad.kolommen:
        if kolom.soort == "keuze" and parse_keuze(row.answer(kolom.key).value) is UNREADABLE:
            yield judge.find("keuze_onleesbaar", row.answer(kolom.key), waar=f" ({kolom.kop})")
    voorbeeld = _text(row, "voorbeeldprofiel")
    if (catalog := judge.catalog_of(row)) is None:
        known = ", ".join(judge.catalogi.namen)
        yield judge.find("lijst_catalogus_onbekend", row.answer("catalogus"), bekend=known)
    elif voorbeeld and not known_example(catalog, voorbeeld, judge.voorbeelden.get(catalog.id, ())):
        known = ", ".join(example_names(catalog, judge.voorbeelden.get(catalog.id, ())))
        yield judge.find("lijst_voorbeeld_onbekend", row.answer("voorbeeldprofiel"), naam=known)


def _double_numbers(judge: _Judge, rows: Sequence[Row]) -> Iterator[Finding]:
    first: dict[str, Answer] = {}
    for row in rows:
        answer, nummer = row.answer("personeelsnummer"), _nummer(row).casefold()
        if nummer in first:
            yield judge.find("lijst_nummer_dubbel", answer, andere=first[nummer].cel)
        elif nummer:
            first[nummer] = answer


def _missing_columns(judge: _Judge, rows: Sequence[Row]) -> Iterator[Finding]:
    missing = [judge.label(key) for key in EXPECTED if rows and key not in rows[0].answers]
    if missing:
        yield judge.find("lijst_zonder_kolom", BLANK, label=", ".join(missing))


def _said(judge: _Judge, row: Row, key: str) -> object:
    """What a cell says, to compare by; a choice is one however it is spelled."""
    return parse_keuze(row.answer(key).value) if judge.blad.kolom(key).soort == "keuze" else normal(_text(row, key))


def _differences(judge: _Judge, rows: Sequence[Row], key: str) -> Iterator[Finding]:
    """A blank cell says nothing; every other must say what the first one says."""
    given = [row for row in rows if _text(row, key)]
    for row in given[1:]:
        if _said(judge, row, key) != _said(judge, given[0], key):
            first = given[0].answer(key).cel
            yield judge.find("lijst_verschilt", row.answer(key), label=judge.label(key), andere=first)


def _folder_findings(judge: _Judge, groups: Sequence[Sequence[Row]]) -> Iterator[Finding]:
    """Two names that differ only in such signs would share a folder: people must say whether they are one."""
    first: dict[str, Answer] = {}
    for group in groups:
        answer = group[0].answer("steunpunt")
        folder = folder_name(_text(group[0], "steunpunt"))
        if folder in RESERVED:
            yield judge.find("lijst_map_gereserveerd", answer, map=folder)
        if folder in first:
            yield judge.find("lijst_map_dubbel", answer, andere=first[folder].cel)
        first.setdefault(folder, answer)
