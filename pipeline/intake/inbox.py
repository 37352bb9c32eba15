"""Finding the input: which folders are a steunpunt, which files are forms, which settings hold where (2.2)."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from sys import intern

from pipeline.definitions.nearest import catalog_file_of
from pipeline.definitions.rules import load_rules
from pipeline.intake.entries import FORM_SUFFIXES, STAMPED_SUFFIXES, printable_name, skipped
from pipeline.intake.mappen import NOTHING, Map, rules_of
from pipeline.intake.settings import (
    RULES,
    TEMPLATES,
    Instellingen,
    Unreadable,
    examples,
    find_settings,
    leads_out,
    linked_settings,
    nearest,
)
from pipeline.intake.tree import FORMULIEREN, INSTELLINGEN, POSTVAK, TEAM_FILES, Folder, is_steunpunt, list_folder, walk
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
    findings = (*linked_settings(invoer, tree.settings), *tree.findings, *_waiting_post(top))
    return Invoer(invoer, mappen, _catalog_of(tree, mappen), tuple(tree.los), findings, _own_catalogs(top))


def _take_in(tree: _Tree, folder: Folder) -> None:
    """Note what a folder is; those that stand above it came by before, with their settings."""
    tree.settings |= find_settings(tree.invoer, [folder])
    map_ = _steunpunt(tree, folder)
    if map_:
        tree.mappen.append(map_)
    tree.los += _loose(tree, folder)
    tree.findings += _unplaced(tree, folder, told=map_ is not None)


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
    if _is_closed(folder) and not any(_name_faults(naam)):
        return Map(tree.invoer, naam, naam, onleesbaar=Finding("map_onleesbaar"))
    return None


def _is_closed(folder: Folder) -> bool:
    """Whether nobody can tell what a folder holds; of a folder of forms that is told by its steunpunt."""
    return not (folder.leesbaar or folder.in_formulieren)


def _map(tree: _Tree, folder: Folder) -> Map:
    pad, forms = folder.pad, _forms(tree, folder)
    onder = "" if pad == tree.invoer else _relative(tree, pad)
    naam = onder or tree.invoer.resolve().name
    if not forms.leesbaar:
        return Map(tree.invoer, onder, naam, onleesbaar=_found("map_onleesbaar", forms.pad, pad))
    teams = [name for name in map(folder.spelled, TEAM_FILES) if name in folder.files]
    entries = sorted(filter(_is_someones, (*forms.files, *forms.folders, *forms.anders)))
    linked = [*_leading_out(tree, folder, [*teams, forms.pad.name]), *_leading_out(tree, forms, entries)]
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
            *(_found("bestand_koppeling", path, pad) for path in linked),
            *(_found(code, path, pad) for path, code in kinds.items() if code),
            *(_found("team_dubbel", path, pad) for path in own[1:]),
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
        refusal = _found("instellingen_onleesbaar", refused.pad, tree.invoer)
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


def _leading_out(tree: _Tree, folder: Folder, names: Iterable[str]) -> Iterator[Path]:
    """Those of these entries that are a link out of the input."""
    links = (folder.pad / name for name in names if name in folder.koppelingen)
    return (path for path in links if leads_out(path, tree.invoer))


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


def _found(code: str, path: Path, folder: Path) -> Finding:
    return Finding(code, Address(path.relative_to(folder).as_posix().encode(errors="replace").decode()))


# --- what belongs to no steunpunt ----------------------------------------------------------------------------------


def _loose(tree: _Tree, folder: Folder) -> Iterator[Path]:
    """Workbooks of a folder that are neither in a folder of forms nor a team workbook."""
    if not _holds_forms(tree, folder):
        own = (name for name in folder.files if name not in folder.koppelingen and not skipped(name))
        paths = (folder.pad / name for name in own if name.casefold() not in TEAM_FILES and printable_name(name))
        yield from (path for path in paths if path.suffix.casefold() in STAMPED_SUFFIXES)


def _holds_forms(tree: _Tree, folder: Folder) -> bool:
    """Whether this is the folder of the forms of a steunpunt, and not one within it."""
    if not folder.in_formulieren:
        return False
    return FORMULIEREN not in map(str.casefold, folder.pad.relative_to(tree.invoer).parts[:-1])


def _unplaced(tree: _Tree, folder: Folder, *, told: bool) -> Iterator[Finding]:
    """What of a folder is not read and is part of no steunpunt: itself, unless that was told, and links to folders."""
    if _is_closed(folder) and not told:
        yield _found("map_onleesbaar", folder.pad, tree.invoer)
    followed = {folder.spelled(FORMULIEREN), folder.spelled(INSTELLINGEN)}
    links = [name for name in folder.folders if name in folder.koppelingen and name not in followed]
    yield from (_found("map_koppeling", path, tree.invoer) for path in _leading_out(tree, folder, links))


def _waiting_post(top: Folder) -> Iterator[Finding]:
    """What waits in postvak."""
    post = list_folder(top.pad / top.spelled(POSTVAK))
    if post.pad != top.pad and any(not skipped(name) for name in (*post.files, *post.folders)):
        yield Finding("postvak_vol", Address(post.pad.name))


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
