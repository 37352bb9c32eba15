"""Finding the input: which folders are a steunpunt, which files are forms, which settings hold where (2.2)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.definitions.nearest import catalog_file_of
from pipeline.definitions.rules import Rules, load_rules
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.findings import Address, Finding, Stop

RESERVED = frozenset({"koepel", "profielen", "retour", "formulieren", "instellingen", "vervallen"})
TEAM_FILES = ("steunpunt.xlsx", "steunpunt.ods")
FORM_SUFFIXES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv"})
MAP_LIMIT = 60  # characters: leaves room for period, profielen/ and a name within 120 (Windows)


@dataclass(frozen=True, slots=True)
class Map:
    """The folder of one steunpunt, below the input as `naam` with '/'; team is None when its workbook is missing.

    rules is None where the shipped thresholds hold; findings tell what stands in the folder and is not read.
    sjabloon is the Word template of a profile, verantwoording that of the account for the commissioner.
    """

    pad: Path
    naam: str
    team: Path | None
    formulieren: tuple[Path, ...]
    rules: Path | None
    sjabloon: Path
    verantwoording: Path
    findings: tuple[Finding, ...] = ()

    def relative(self, path: Path) -> str:
        """A file of this steunpunt as it is named in messages and run.json."""
        return path.relative_to(self.pad).as_posix()


@dataclass(frozen=True, slots=True)
class Invoer:
    """The whole input: its steunpunten in order of their folder, and the catalog that holds for all."""

    mappen: tuple[Map, ...]
    catalog: Path


def discover(invoer: Path) -> Invoer:
    """Find every steunpunt below `invoer`. Raises Stop when there is none, or a folder or setting is not allowed."""
    if not invoer.is_dir():
        raise Stop([Finding("invoer_ontbreekt", Address(invoer.name))])
    mappen = tuple(_map(invoer, folder) for folder in _steunpunt_folders(invoer))
    if not mappen:
        raise Stop([Finding("invoer_leeg", Address(invoer.name))])
    if faults := [*_same_names(mappen), *(fault for map_ in mappen for fault in _name_faults(map_.naam))]:
        raise Stop(faults)
    return Invoer(mappen, _catalog_of(invoer, mappen))


def team_workbooks(invoer: Path) -> list[tuple[str, Path]]:
    """The folder below `invoer`, with '/', and the team workbook of every steunpunt that stands there, if any."""
    found = []
    for folder in _steunpunt_folders(invoer):
        teams = (path for name in TEAM_FILES if (path := spelled(folder, name)).is_file())
        found += [(folder.relative_to(invoer).as_posix(), path) for path in teams if not _outside(path, invoer)]
    return found


def rules_of(map_: Map) -> Rules:
    """The thresholds that hold for a steunpunt."""
    return load_rules(map_.rules)


def skipped(name: str) -> bool:
    """Whether a file is no one's form: lock files of Excel and LibreOffice, leftovers of systems."""
    return name.startswith(("~$", ".")) or name.casefold() in {"thumbs.db", "desktop.ini"}


def _steunpunt_folders(invoer: Path) -> Iterator[Path]:
    for current, folders, files in os.walk(invoer):  # does not follow links
        if {*TEAM_FILES} & {*map(str.casefold, files)} or "formulieren" in map(str.casefold, folders):
            yield Path(current)
        inside = Path(current).name.casefold() in {"formulieren", "instellingen"}
        folders[:] = [] if inside else sorted(name for name in folders if not name.startswith("."))


def _map(invoer: Path, folder: Path) -> Map:
    relative = folder.relative_to(invoer).as_posix()
    teams = [path for name in TEAM_FILES if (path := spelled(folder, name)).is_file()]
    formulieren = spelled(folder, "formulieren")
    entries = _entries(formulieren, invoer)
    linked = [path for path in (*teams, formulieren, *entries) if _outside(path, invoer)]
    own = [path for path in teams if path not in linked]
    kinds = {entry: _fault(entry) for entry in entries if entry not in linked}
    return Map(
        pad=folder,
        naam=invoer.resolve().name if relative == "." else relative,
        team=own[0] if own else None,
        formulieren=tuple(entry for entry, code in kinds.items() if not code),
        rules=_nearest(invoer, folder, "rules.toml"),
        sjabloon=_nearest(invoer, folder, "profiel.docx") or TEMPLATES / "profiel.docx",
        verantwoording=_nearest(invoer, folder, "verantwoording.docx") or TEMPLATES / "verantwoording.docx",
        findings=(
            *(_found("bestand_koppeling", path, folder) for path in linked),
            *(_found(code, entry, folder) for entry, code in kinds.items() if code),
            *(_found("team_dubbel", path, folder) for path in own[1:]),
        ),
    )


def spelled(folder: Path, name: str) -> Path:
    """A file or folder under the name that it has there: on Windows nobody sees the difference of Formulieren."""
    same = sorted(entry for entry in folder.iterdir() if entry.name.casefold() == name) if folder.is_dir() else []
    return same[0] if same else folder / name


def _entries(formulieren: Path, invoer: Path) -> list[Path]:
    """What stands in the folder of the forms and is someone's."""
    if not formulieren.is_dir() or _outside(formulieren, invoer):
        return []
    named = (entry for entry in formulieren.iterdir() if entry.name.casefold() != "archief")
    return sorted(entry for entry in named if not skipped(entry.name))


def _fault(entry: Path) -> str:
    """Why something in the folder of the forms is not read: a code, or "" for a form."""
    if not _printable(entry.name):
        return "bestand_naam"
    return "" if entry.is_file() and entry.suffix.casefold() in FORM_SUFFIXES else "bestand_overig"


def _found(code: str, path: Path, folder: Path) -> Finding:
    return Finding(code, Address(path.relative_to(folder).as_posix().encode(errors="replace").decode()))


def _printable(name: str) -> bool:
    """Whether a name can be written down: one from an old archive may hold bytes that are no text."""
    return name.encode(errors="replace").decode() == name


def _outside(path: Path, invoer: Path) -> bool:
    return path.is_symlink() and not path.resolve().is_relative_to(invoer.resolve())


def _nearest(invoer: Path, folder: Path, name: str) -> Path | None:
    """The file in the nearest folder `instellingen` upward, not above the input."""
    ups = [folder, *folder.parents]
    within = ups[: ups.index(invoer) + 1]
    return next((file for up in within if (file := up / "instellingen" / name).is_file()), None)


def _same_names(mappen: tuple[Map, ...]) -> Iterator[Finding]:
    """A steunpunt that is the input itself and one in a folder of that name below it would share their output."""
    counts = Counter(map_.naam for map_ in mappen)
    yield from (Finding("map_dubbel", Address(naam)) for naam, count in counts.items() if count > 1)


def _name_faults(naam: str) -> Iterator[Finding]:
    if not _printable(naam):
        yield Finding("map_naam", Address(naam.encode(errors="replace").decode()))
    if RESERVED & {part.casefold() for part in naam.split("/")}:
        yield Finding("map_gereserveerd", Address(naam))
    if len(naam) > MAP_LIMIT:
        yield Finding("map_te_lang", Address(naam), {"grens": str(MAP_LIMIT)})


def _catalog_of(invoer: Path, mappen: tuple[Map, ...]) -> Path:
    """One catalog for the whole run, or the figures of steunpunten could not stand in one table."""
    top = invoer / "instellingen" / "rules.toml"
    chosen = load_rules(top if top.is_file() else None).catalogus
    shipped = load_rules().catalogus
    deeper = [map_.rules for map_ in mappen if map_.rules and rules_of(map_).catalogus not in (chosen, shipped)]
    if deeper:
        places = dict.fromkeys(rules.relative_to(invoer).as_posix() for rules in deeper)
        raise Stop(Finding("catalogus_dieper", Address(place)) for place in places)
    return catalog_file_of(top if top.is_file() else None)
