"""Finding the input: which folders are a steunpunt, which files are forms, which settings hold where (2.2)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from pipeline.definitions.example import Voorbeelden
from pipeline.definitions.nearest import catalog_file_of
from pipeline.definitions.rules import Rules, load_rules
from pipeline.definitions.schema_files import TEMPLATES as SHIPPED
from pipeline.intake.entries import FORM_SUFFIXES, found_at, printable_name, skipped
from pipeline.intake.settings import (
    RULES,
    TEMPLATES,
    Instellingen,
    Unreadable,
    examples,
    find_settings,
    leading_out,
    leads_out,
    linked_settings,
    nearest,
)
from pipeline.intake.tree import FORMULIEREN, INSTELLINGEN, POSTVAK, TEAM_FILES, Folder, is_steunpunt, list_folder, walk
from pipeline.intake.unplaced import loose, unplaced
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.stray import Zwerfformulier

RESERVED = frozenset(
    {"koepel", "profielen", "retour", "formulieren", "instellingen", "postvak", "vervallen", "ontwikkeling"}
)
MAP_LIMIT = 60  # characters: leaves room for period, profielen/ and a name within 120 (Windows)


@dataclass(frozen=True, slots=True)
class Map:
    """The folder of one steunpunt, below the input as `naam` with '/'; team is None when its workbook is missing.

    rules is None where the shipped thresholds hold; findings tell what stands in the folder and is not read.
    sjablonen: the input's own Word templates, by the name of their kind.
    onleesbaar: why nothing of the steunpunt can be read; elders: forms of others in its folder, and its own elsewhere.
    voorbeeldbestanden: forms that are to be its examples, the nearest first; voorbeelden: those that are, by catalog.
    """

    pad: Path
    naam: str
    team: Path | None = None
    formulieren: tuple[Path, ...] = ()
    rules: Path | None = None
    sjablonen: Mapping[str, Path] = field(default_factory=dict, hash=False)
    findings: tuple[Finding, ...] = ()
    onleesbaar: Finding | None = None
    elders: tuple[Zwerfformulier, ...] = ()
    voorbeeldbestanden: tuple[Path, ...] = ()
    voorbeelden: Mapping[str, Voorbeelden] = field(default_factory=dict, hash=False)

    @property
    def gesloten(self) -> bool:
        """Whether the folder itself cannot be listed, so that nobody knows what is in it."""
        return self.onleesbaar is not None and not self.onleesbaar.address.bestand

    def sjabloon(self, naam: str) -> Path:
        """The Word template of a kind of document."""
        return self.sjablonen.get(naam, SHIPPED / f"{naam}.docx")

    def relative(self, path: Path) -> str:
        """A file of this steunpunt as it is named in messages and run.json."""
        return path.relative_to(self.pad).as_posix()


@dataclass(frozen=True, slots=True)
class Invoer:
    """The whole input: its steunpunten in order of their folder, and the catalog that holds for all.

    los: workbooks outside the folders of forms, which may be forms; findings: what belongs to no steunpunt;
    catalogi: the catalogs of its own.
    """

    pad: Path
    mappen: tuple[Map, ...]
    catalog: Path
    los: tuple[Path, ...] = ()
    findings: tuple[Finding, ...] = ()
    catalogi: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class _Tree:
    """The input as listed: its folders by path, and the settings that some of them hold."""

    invoer: Path
    folders: Mapping[Path, Folder]
    settings: Mapping[Path, Instellingen]


def discover(invoer: Path, uitvoer: Path | None = None) -> Invoer:
    """Find every steunpunt below `invoer`; what lies below `uitvoer` is none of it.

    Raises Stop when there is none, or a folder or setting is not allowed.
    """
    if not invoer.is_dir():
        raise Stop([Finding("invoer_ontbreekt", Address(invoer.name))])
    within = _within(invoer, uitvoer)
    folders = {folder.pad: folder for folder in walk(invoer, within)}
    if not folders[invoer].leesbaar:
        raise Stop([Finding("invoer_onleesbaar", Address(invoer.name))])
    tree = _Tree(invoer, folders, find_settings(invoer, folders.values()))
    mappen = tuple(filter(None, (_steunpunt(tree, folder) for folder in folders.values())))
    if not mappen:
        raise Stop([Finding("invoer_leeg", Address(invoer.name))])
    if faults := [*_same_names(mappen), *(fault for map_ in mappen for fault in _name_faults(map_.naam))]:
        raise Stop(faults)
    if within and any(within.is_relative_to(map_.pad) for map_ in mappen):
        raise Stop([Finding("uitvoer_in_steunpunt")])
    findings = (*linked_settings(invoer, tree.settings), *unplaced(invoer, folders, {map_.pad for map_ in mappen}))
    return Invoer(invoer, mappen, _catalog_of(tree, mappen), tuple(loose(folders)), findings, _own_catalogs(tree))


def team_workbooks(invoer: Path) -> list[tuple[str, Path]]:
    """The folder below `invoer`, with '/', and the team workbook of every steunpunt that stands there, if any."""
    found = []
    for folder in filter(is_steunpunt, walk(invoer) if invoer.is_dir() else ()):
        teams = (folder.pad / name for name in map(folder.spelled, TEAM_FILES) if name in folder.files)
        found += [(folder.pad.relative_to(invoer).as_posix(), path) for path in teams if not leads_out(path, invoer)]
    return found


def rules_of(map_: Map) -> Rules:
    """The thresholds that hold for a steunpunt."""
    return load_rules(map_.rules)


def post_files(invoer: Path) -> list[Path]:
    """What waits in postvak/, in the folders in it too; a folder that cannot be listed stands for what is in it."""
    naam = list_folder(invoer).spelled(POSTVAK)
    folders = [*walk(invoer / naam)] if naam else []
    files = [folder.pad / name for folder in folders for name in folder.files if not skipped(name)]
    return sorted([*files, *(folder.pad for folder in folders if not folder.leesbaar)])


def _within(invoer: Path, uitvoer: Path | None) -> Path | None:
    """The folder of the output as it is reached through the input; None when it is not in there."""
    top = os.path.realpath(invoer)
    real = Path(os.path.realpath(uitvoer)) if uitvoer else None
    return invoer / real.relative_to(top) if real and real.is_relative_to(top) else None


def _steunpunt(tree: _Tree, folder: Folder) -> Map | None:
    """The steunpunt of a folder; one that cannot be listed may well be one. None when it is none."""
    if is_steunpunt(folder):
        return _map(tree, folder)
    naam = _relative(tree, folder.pad)
    if folder.gesloten and not any(_name_faults(naam)):
        return Map(folder.pad, naam, onleesbaar=Finding("map_onleesbaar"))
    return None


def _map(tree: _Tree, folder: Folder) -> Map:
    pad, forms = folder.pad, _forms(tree, folder)
    naam = tree.invoer.resolve().name if pad == tree.invoer else _relative(tree, pad)
    if not forms.leesbaar:
        return Map(pad, naam, onleesbaar=found_at("map_onleesbaar", forms.pad, pad))
    teams = [name for name in map(folder.spelled, TEAM_FILES) if name in folder.files]
    entries = sorted(filter(_is_someones, (*forms.files, *forms.folders, *forms.anders)))
    linked = [*leading_out(tree.invoer, folder, [*teams, forms.pad.name]), *leading_out(tree.invoer, forms, entries)]
    own = [path for path in map(pad.joinpath, teams) if path not in linked]
    kinds = {path: _fault(forms, path) for path in map(forms.pad.joinpath, entries) if path not in linked}
    map_ = Map(
        pad=pad,
        naam=naam,
        team=own[0] if own else None,
        formulieren=tuple(path for path, code in kinds.items() if not code),
        findings=(
            *(found_at("bestand_koppeling", path, pad) for path in linked),
            *(found_at(code, path, pad) for path, code in kinds.items() if code),
            *(found_at("team_dubbel", path, pad) for path in own[1:]),
        ),
    )
    return _with_settings(tree, map_)


def _with_settings(tree: _Tree, map_: Map) -> Map:
    """A steunpunt with the nearest settings upward, not above the input; not readable where these cannot be read."""
    ups = [map_.pad, *map_.pad.parents]
    within = ups[: ups.index(tree.invoer) + 1]
    try:
        rules = nearest(tree.settings, within, RULES)
        own = {naam: nearest(tree.settings, within, naam) for naam in TEMPLATES}
        found = examples(tree.settings, within)
    except Unreadable as refused:
        return Map(map_.pad, map_.naam, onleesbaar=found_at("instellingen_onleesbaar", refused.pad, tree.invoer))
    sjablonen = {Path(naam).stem: path for naam, path in own.items() if path}
    return replace(map_, rules=rules, sjablonen=sjablonen, voorbeeldbestanden=found)


def _forms(tree: _Tree, folder: Folder) -> Folder:
    """The folder of the forms of a steunpunt; an empty one where there is none, or a link out of the input."""
    name = folder.spelled(FORMULIEREN)
    pad = folder.pad / (name or FORMULIEREN)
    if name not in folder.folders or (name in folder.koppelingen and leads_out(pad, tree.invoer)):
        return Folder(pad)
    return tree.folders.get(pad) or list_folder(pad)


def _is_someones(name: str) -> bool:
    """Whether an entry in the folder of the forms is someone's."""
    return name.casefold() != "archief" and not skipped(name)


def _fault(forms: Folder, entry: Path) -> str:
    """Why something in the folder of the forms is not read: a code, or "" for a form."""
    if not printable_name(entry.name):
        return "bestand_naam"
    return "" if entry.name in forms.files and entry.suffix.casefold() in FORM_SUFFIXES else "bestand_overig"


def _relative(tree: _Tree, path: Path) -> str:
    return path.relative_to(tree.invoer).as_posix()


def _same_names(mappen: tuple[Map, ...]) -> Iterator[Finding]:
    """A steunpunt that is the input itself and one in a folder of that name below it would share their output."""
    counts = Counter(map_.naam for map_ in mappen)
    yield from (Finding("map_dubbel", Address(naam)) for naam, count in counts.items() if count > 1)


def _name_faults(naam: str) -> Iterator[Finding]:
    if not printable_name(naam):
        yield Finding("map_naam", Address(naam.encode(errors="replace").decode()))
    if RESERVED & {part.casefold() for part in naam.split("/")}:
        yield Finding("map_gereserveerd", Address(naam))
    if len(naam) > MAP_LIMIT:
        yield Finding("map_te_lang", Address(naam), {"grens": str(MAP_LIMIT)})


def _own_catalogs(tree: _Tree) -> tuple[Path, ...]:
    """The catalogs in instellingen/ of the input folder itself."""
    top = tree.folders[tree.invoer]
    if not (naam := top.spelled(INSTELLINGEN)) or naam not in top.folders:
        return ()
    listed = list_folder(top.pad / naam)
    names = (name for name in listed.files if name.endswith(".yaml") and name not in listed.koppelingen)
    return tuple(listed.pad / name for name in names)


def _catalog_of(tree: _Tree, mappen: tuple[Map, ...]) -> Path:
    """One catalog for the whole run, or the figures of steunpunten could not stand in one table."""
    top = tree.settings[tree.invoer].files.get("rules.toml") if tree.invoer in tree.settings else None
    chosen, shipped = load_rules(top).catalogus, load_rules().catalogus
    deeper = [map_.rules for map_ in mappen if map_.rules and rules_of(map_).catalogus not in (chosen, shipped)]
    if deeper:
        places = dict.fromkeys(_relative(tree, rules) for rules in deeper)
        raise Stop(Finding("catalogus_dieper", Address(place)) for place in places)
    return catalog_file_of(top)
