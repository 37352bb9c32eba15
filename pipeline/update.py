"""Bringing team workbooks up to date with a list of HR: first the differences, then just these cells (design.md 6)."""

from __future__ import annotations

import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from pipeline.base.names import normal
from pipeline.base.places import cell_place
from pipeline.checking.judge import beside_team, whose
from pipeline.checking.lijstverschil import Teamverschil, compare, many_leave
from pipeline.checking.medewerkerslijst import Lijst
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.layout import load_layout
from pipeline.definitions.messages import has_fout, show_all
from pipeline.definitions.nearest import load_catalogi_near
from pipeline.delivery.period.files import check_links, exchange, free_path, sweep, write_faults
from pipeline.examples import names_of, with_examples
from pipeline.forms.beside import GONE, Bijgehouden
from pipeline.forms.teambestand import Teaminhoud, remake_teambestand
from pipeline.intake.inbox import discover, team_workbooks
from pipeline.intake.mappen import Map, rules_of
from pipeline.intake.steunpunten import Gelezen, catalogs_of, read_mappen
from pipeline.intake.tree import FORMULIEREN, TEAM_FILES, spelled
from pipeline.intake.values import parse_nummer
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.kept_run import Shown
from pipeline.model.personeelsnummer import match_nummer
from pipeline.model.steunpunt import Steunpunt
from pipeline.model.workbook import Row, Value, Werkmap
from pipeline.teams import make_teams, read_with_examples
from pipeline.workers import executor

GROUP = 8  # steunpunten that one process takes at a time
KEPT = "vervallen"  # folder for copies of team workbooks, beside these


@dataclass(frozen=True, slots=True)
class Bijwerking:
    """One steunpunt of a list. verschil is None where its team workbook cannot be used; bevindingen tell why.

    kopie: where the former team workbook is kept, "" while nothing was done; gearchiveerd: former forms that moved.
    """

    map: str
    verschil: Teamverschil | None
    bevindingen: tuple[Shown, ...] = ()
    kopie: str = ""
    gearchiveerd: int = 0


@dataclass(frozen=True, slots=True)
class Lijstbijwerking:
    """What became of a whole list. nieuw: folder -> number of people of steunpunten that are not there yet."""

    bijwerkingen: tuple[Bijwerking, ...]
    nieuw: Mapping[str, int]
    bevindingen: tuple[Shown, ...]
    gedaan: bool


@dataclass(frozen=True, slots=True)
class _Taak:
    """A team workbook to bring up to date: as it was read, whole, and how it differs."""

    map: Map
    werkmap: Werkmap
    verschil: Teamverschil
    catalogi: Catalogi

    @property
    def kept(self) -> Path:
        """Where the former workbook is kept."""
        return free_path(spelled(self.map.pad, KEPT) / self.werkmap.bestand)


def update_teams(folder: Path, lijst: Path, *, doen: bool = False, toch: bool = False) -> Lijstbijwerking:
    """Compare the steunpunten that a list names with their team workbooks, and with `doen` bring these up to date.

    toch: also where more than a third of a team would leave. Raises Stop, with nothing written, when the list has a
    fault or that was not said.
    """
    read, told = read_with_examples(folder, lijst)
    homes, catalogi = _homes(folder, read)
    missing = [one for one in read.steunpunten if one.map not in homes]
    compared = [_compared(one, read, homes[one.map], catalogi) for one in read.steunpunten if one.map in homes]
    if doen and not toch:
        _refuse_many(compared)
    done = [*_carried_out(compared)] if doen else [found for found, _ in compared]
    if doen:
        make_teams(folder, [(one.map, Teaminhoud.of(one, read.uitvoeren[one.map])) for one in missing])
    nieuw = {one.map: len(one.team) for one in missing}
    return Lijstbijwerking(tuple(done), nieuw, show_all([*told, *read.findings]), doen)


def _homes(folder: Path, read: Lijst) -> tuple[dict[str, list[tuple[Map, Gelezen]]], Catalogi]:
    """Folder as the list would call it -> the steunpunten that bear that name, or else stand in that folder."""
    if not team_workbooks(folder):
        return {}, load_catalogi_near(folder.absolute())
    found = discover(folder)
    catalogi = catalogs_of(found)
    found = with_examples(found, catalogi)
    bare = [replace(map_, formuliernamen="") for map_ in found.mappen]
    by_name, by_folder = defaultdict(list), {}
    for map_, gelezen in zip(found.mappen, read_mappen(bare, catalogi, heel=True), strict=True):
        by_name[normal(beside_team(gelezen, catalogi.standaard).team.steunpunt.naam)].append((map_, gelezen))
        by_folder[map_.naam] = [(map_, gelezen)]
    homes = {one.map: by_name.get(normal(one.naam)) or by_folder.get(one.map) for one in read.steunpunten}
    return {map_: home for map_, home in homes.items() if home}, catalogi


def _compared(
    wanted: Steunpunt, read: Lijst, home: Sequence[tuple[Map, Gelezen]], catalogi: Catalogi
) -> tuple[Bijwerking, _Taak | None]:
    """How one steunpunt differs, and what is to be done about it; None: nothing, or it cannot be."""
    map_, gelezen = home[0]
    team = beside_team(gelezen, catalogi.standaard).team
    if len(home) > 1:
        both = Finding("bijwerken_naam_dubbel", values={"map": home[1][0].naam})
        return Bijwerking(map_.naam, None, show_all([both])), None
    if gelezen.team is None or not team.leesbaar or has_fout(team.findings):
        bestand = gelezen.team.bestand if gelezen.team else TEAM_FILES[0]
        faults = (finding for finding in team.findings if has_fout([finding]))
        return Bijwerking(map_.naam, None, show_all([Finding("bijwerken_fout", Address(bestand)), *faults])), None
    verschil = compare(wanted, read.uitvoeren[wanted.map], team, gelezen.team)
    bestand = gelezen.team.bestand
    many = [many_leave(verschil, "bijwerken_veel_weg", bestand)] if verschil.veel_weg else []
    found = Bijwerking(map_.naam, verschil, show_all([*verschil.findings, *many]))
    return found, None if verschil.is_leeg else _Taak(map_, gelezen.team, verschil, catalogi)


def _refuse_many(compared: Sequence[tuple[Bijwerking, _Taak | None]]) -> None:
    taken = [taak for _, taak in compared if taak and taak.verschil.veel_weg]
    if taken:
        names = [f"{taak.map.naam}/{taak.werkmap.bestand}" for taak in taken]
        pairs = zip(taken, names, strict=True)
        raise Stop([many_leave(taak.verschil, "bijwerken_zonder_toch", naam) for taak, naam in pairs])


def _carried_out(compared: Sequence[tuple[Bijwerking, _Taak | None]]) -> Iterator[Bijwerking]:
    taken = [(found, taak) for found, taak in compared if taak]
    groups = [taken[start : start + GROUP] for start in range(0, len(taken), GROUP)]
    with executor(min(len(groups), os.cpu_count() or 1)) as pool:
        done = {one.map: one for future in [pool.submit(_update_group, g) for g in groups] for one in future.result()}
    yield from (done.get(found.map, found) for found, _ in compared)


def _update_group(taken: Sequence[tuple[Bijwerking, _Taak]]) -> list[Bijwerking]:
    """Bring some team workbooks up to date, in any process; where one refuses the others go on."""
    done = []
    for found, taak in taken:
        try:
            done.append(_update(found, taak))
        except Stop as stop:
            told = show_all([Finding("bijwerken_mislukt", Address(taak.werkmap.bestand)), *stop.findings])
            done.append(replace(found, bevindingen=(*found.bevindingen, *told)))
    return done


def _update(found: Bijwerking, taak: _Taak) -> Bijwerking:
    """Bring one team workbook up to date. Raises Stop, and leaves all as it was, where something refuses."""
    pad, werkmap, layout = taak.map.pad, taak.werkmap, load_layout()
    inhoud, bijgehouden = _content(taak)
    rules, catalogi, names = rules_of(taak.map), taak.catalogi, names_of(taak.map.voorbeelden)
    made, lost = remake_teambestand(catalogi.standaard, layout, rules, inhoud, bijgehouden, catalogi.namen, names)
    old, kept = pad / werkmap.bestand, taak.kept
    with write_faults():
        forms = spelled(pad, FORMULIEREN)
        check_links(pad, [kept.parent, forms, forms / "archief"])
        for folder in (pad, kept.parent):
            sweep(folder)
        moves = {form: free_path(forms / "archief" / form.name) for form in _forms_of_leavers(taak)}
        if hashlib.sha256(old.read_bytes()).hexdigest() != werkmap.sha256:
            raise Stop([Finding("bijwerken_veranderd", Address(werkmap.bestand))])
        exchange(old, pad / TEAM_FILES[0] if old.suffix != ".xlsx" else old, made, kept, moves)
    told = show_all(_told(taak, lost))
    kopie = taak.map.relative(kept)
    return replace(found, bevindingen=(*found.bevindingen, *told), kopie=kopie, gearchiveerd=len(moves))


def _forms_of_leavers(taak: _Taak) -> list[Path]:
    weg = {medewerker.personeelsnummer for medewerker in taak.verschil.weg}
    if not weg:
        return []
    (gelezen,) = read_mappen([taak.map], taak.catalogi)
    nummers = taak.verschil.steunpunt.nummers
    return [taak.map.pad / werkmap.bestand for werkmap in gelezen.formulieren if whose(werkmap, nummers) in weg]


def _told(taak: _Taak, lost: Sequence[str]) -> Iterator[Finding]:
    """What did not come along as it was."""
    own = [naam for naam, overig in taak.werkmap.overig.items() if not overig.key]
    if own:
        yield Finding("bijwerken_eigen_blad", Address(taak.werkmap.bestand), {"aantal": str(len(own))})
    if lost:
        yield Finding("bijwerken_kwijt", Address(taak.werkmap.bestand), {"cellen": ", ".join(lost)})


# --- what the new workbook holds -----------------------------------------------------------------------------------


def _content(taak: _Taak) -> tuple[Teaminhoud, Bijgehouden]:
    """All that the workbook holds, with just the cells that differ changed; and what HR added to it."""
    werkmap, verschil = taak.werkmap, taak.verschil
    velden = {key: answer.value for key, answer in werkmap.velden.get("steunpunt", {}).items()}
    tabellen: dict[str, Sequence[Mapping[str, Value]]]
    per_row = {key: rows for key, rows in werkmap.tabellen.items() if not load_layout().team[key].per_persoon}
    tabellen = {key: [_values(row) for row in rows] for key, rows in per_row.items()}
    rijen = {key: {_line(row): place for place, row in enumerate(rows)} for key, rows in per_row.items()}
    kept = [row for row in werkmap.rows("team") if not _leaves(row, verschil)]
    lines = {_line(row): place for place, row in enumerate(kept)}
    rijen["team"] = {line: lines.get(line, GONE) for line in map(_line, werkmap.rows("team"))}
    tabellen["team"] = [*(_changed(row, verschil) for row in kept), *map(asdict, verschil.nieuw)]
    tabellen["basisfuncties"] = [*_performed(tabellen.get("basisfuncties", []), verschil.uitvoeren)]
    weg = {medewerker.personeelsnummer for medewerker in verschil.weg}
    mensen = [one for one in verschil.steunpunt.team if one.personeelsnummer not in weg]
    inhoud = Teaminhoud(velden, tabellen, [*mensen, *verschil.nieuw], verschil.steunpunt.verdeling)
    return inhoud, Bijgehouden(werkmap.overig, rijen)


def _values(row: Row) -> dict[str, Value]:
    return {key: answer.value for key, answer in row.answers.items()} | ({"code": row.code} if row.code else {})


def _line(row: Row) -> int:
    return cell_place(next(answer.cel for answer in row.answers.values()))[0]


def _leaves(row: Row, verschil: Teamverschil) -> bool:
    return _nummer(row, verschil) in {medewerker.personeelsnummer for medewerker in verschil.weg}


def _changed(row: Row, verschil: Teamverschil) -> dict[str, Value]:
    nummer = _nummer(row, verschil)
    return _values(row) | {one.key: one.wordt for one in verschil.anders if one.personeelsnummer == nummer}


def _nummer(row: Row, verschil: Teamverschil) -> str:
    return match_nummer(parse_nummer(row.answer("personeelsnummer").value), verschil.steunpunt.nummers)


def _performed(rows: Sequence[Mapping[str, Value]], uitvoeren: Mapping[str, bool]) -> Iterator[Mapping[str, Value]]:
    said: dict[str, Value] = {code: "ja" if done else "nee" for code, done in uitvoeren.items()}
    for row in rows:
        code = str(row.get("code", ""))
        yield {**row, "uitvoeren": said.pop(code)} if code in said else row
    yield from ({"code": code, "uitvoeren": word} for code, word in said.items())
