"""Finding the input: which folders are a steunpunt, which files are forms, which settings hold where (2.2)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern

from pipeline.definitions.nearest import catalog_file_of
from pipeline.definitions.rules import load_rules
from pipeline.intake.entries import FORM_SUFFIXES, found_at, printable_name, skipped
from pipeline.intake.mappen import NOTHING, Map, rules_of
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
from pipeline.intake.unplaced import loose, unplaced, waiting_post
from pipeline.model.findings import Address, Finding, Stop

RESERVED = frozenset(
    {"koepel", "profielen", "retour", "formulieren", "instellingen", "postvak", "vervallen", "ontwikkeling"}
)
MAP_LIMIT = 60  # characters: leaves room for period, profielen/ and a name within 120 (Windows)


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


@dataclass(slots=True)
class _Tree:
    """The input while it is walked through, folder by folder: what holds below those that came by, and what was found.

    listed: folders of forms, listed with their steunpunt, until the walk comes to them.
    """

    invoer: Path
    settings: dict[Path, Instellingen] = field(default_factory=dict)
    listed: dict[Path, Folder] = field(default_factory=dict)
    mappen: list[Map] = field(default_factory=list)
    los: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def discover(invoer: Path, uitvoer: Path | None = None) -> Invoer:
    """Find every steunpunt below `invoer`; what lies below `uitvoer` is none of it.

    Raises Stop when there is none, or a folder or setting is not allowed.
    """
    if not invoer.is_dir():
        raise Stop([Finding("invoer_ontbreekt", Address(invoer.name))])
    within, top = _within(invoer, uitvoer), list_folder(invoer)
    tree = _Tree(invoer, listed={invoer: top})
    if not top.leesbaar:
        raise Stop([Finding("invoer_onleesbaar", Address(invoer.name))])
    for folder in walk(invoer, within, tree.listed):
        _take_in(tree, folder)
    mappen = tuple(tree.mappen)
    if not mappen:
        raise Stop([Finding("invoer_leeg", Address(invoer.name))])
    if faults := [*_same_names(mappen), *(fault for map_ in mappen for fault in _name_faults(map_.naam))]:
        raise Stop(faults)
    if within and any(within.is_relative_to(map_.pad) for map_ in mappen):
        raise Stop([Finding("uitvoer_in_steunpunt")])
    findings = (*linked_settings(invoer, tree.settings), *tree.findings, *waiting_post(top))
    return Invoer(invoer, mappen, _catalog_of(tree, mappen), tuple(tree.los), findings, _own_catalogs(top))


def _take_in(tree: _Tree, folder: Folder) -> None:
    """Note what a folder is; those that stand above it came by before, with their settings."""
    tree.settings |= find_settings(tree.invoer, [folder])
    map_ = _steunpunt(tree, folder)
    if map_:
        tree.mappen.append(map_)
    tree.los += loose(tree.invoer, folder)
    tree.findings += unplaced(tree.invoer, folder, told=map_ is not None)


def team_workbooks(invoer: Path) -> list[tuple[str, Path]]:
    """The folder below `invoer`, with '/', and the team workbook of every steunpunt that stands there, if any."""
    found = []
    for folder in filter(is_steunpunt, walk(invoer) if invoer.is_dir() else ()):
        teams = (folder.pad / name for name in map(folder.spelled, TEAM_FILES) if name in folder.files)
        found += [(folder.pad.relative_to(invoer).as_posix(), path) for path in teams if not leads_out(path, invoer)]
    return found


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
        return Map(tree.invoer, naam, naam, onleesbaar=Finding("map_onleesbaar"))
    return None


def _map(tree: _Tree, folder: Folder) -> Map:
    pad, forms = folder.pad, _forms(tree, folder)
    onder = "" if pad == tree.invoer else _relative(tree, pad)
    naam = onder or tree.invoer.resolve().name
    if not forms.leesbaar:
        return Map(tree.invoer, onder, naam, onleesbaar=found_at("map_onleesbaar", forms.pad, pad))
    teams = [name for name in map(folder.spelled, TEAM_FILES) if name in folder.files]
    entries = sorted(filter(_is_someones, (*forms.files, *forms.folders, *forms.anders)))
    linked = [*leading_out(tree.invoer, folder, [*teams, forms.pad.name]), *leading_out(tree.invoer, forms, entries)]
    own = [path for path in map(pad.joinpath, teams) if path not in linked]
    kinds = {path: _fault(forms, path) for path in map(forms.pad.joinpath, entries) if path not in linked}
    map_ = Map(
        tree.invoer,
        onder,
        naam,
        teamnaam=own[0].name if own else "",
        formulierenmap=intern(forms.pad.name),
        formuliernamen="/".join(path.name for path, code in kinds.items() if not code),
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
        refusal = found_at("instellingen_onleesbaar", refused.pad, tree.invoer)
        return Map(map_.top, map_.onder, map_.naam, onleesbaar=refusal)
    sjablonen = {Path(naam).stem: path for naam, path in own.items() if path} or NOTHING
    return replace(map_, rules=rules, sjablonen=sjablonen, voorbeeldbestanden=found)


def _forms(tree: _Tree, folder: Folder) -> Folder:
    """The folder of the forms of a steunpunt; an empty one where there is none, or a link out of the input."""
    name = folder.spelled(FORMULIEREN)
    pad = folder.pad / (name or FORMULIEREN)
    if name not in folder.folders or (name in folder.koppelingen and leads_out(pad, tree.invoer)):
        return Folder(pad)
    listed = list_folder(pad, in_formulieren=True)
    if name not in folder.koppelingen:  # the walk comes there
        tree.listed[pad] = listed
    return listed


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


def _own_catalogs(top: Folder) -> tuple[Path, ...]:
    """The catalogs in instellingen/ of the input folder itself."""
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
