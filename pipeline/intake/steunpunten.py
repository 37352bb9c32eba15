"""Reading steunpunten: their team workbooks and all their forms, as typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.definitions.catalogs import Catalogi, load_catalogi
from pipeline.definitions.example import Voorbeelden
from pipeline.definitions.rules import Rules
from pipeline.intake.entries import STAMPED_SUFFIXES, may_be_form
from pipeline.intake.inbox import Invoer, post_files
from pipeline.intake.mappen import Map, rules_of
from pipeline.intake.opdracht import Leesopdracht, form_vorm, team_vorm
from pipeline.intake.reader_process import shared_lezer
from pipeline.intake.settings import Unreadable, examples_near
from pipeline.intake.tree import FORMULIEREN, POSTVAK
from pipeline.intake.values import parse_tekst
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.stray import Zwerfformulier
from pipeline.model.workbook import Werkmap

OF_FORMS = frozenset({FORMULIEREN, POSTVAK, "retour"})  # folders in which forms belong


@dataclass(frozen=True, slots=True)
class Gelezen:
    """One steunpunt as read, unjudged: its team workbook (None without one), its forms, the thresholds that hold there.

    map: its folder below the input, with '/'; findings: what stands in the folder and is not read; onleesbaar: why
    nothing of it could be read; elders: forms of others among its own, and its own elsewhere.
    """

    map: str
    team: Werkmap | None
    formulieren: tuple[Werkmap, ...]
    rules: Rules
    findings: tuple[Finding, ...] = ()
    onleesbaar: Finding | None = None
    elders: tuple[Zwerfformulier, ...] = ()
    andere: Mapping[str, Catalog] = field(default_factory=dict)  # the catalogs beside the default that its team names
    voorbeelden: Mapping[str, Voorbeelden] = field(default_factory=dict)  # example profiles of its own, by catalog


def read_mappen(mappen: Sequence[Map], catalogi: Catalogi, *, heel: bool = False) -> list[Gelezen]:
    """Read the team workbooks of some steunpunten, which say what their forms are, then all of these.

    Without a team workbook forms have no meaning. heel: the team workbooks with all that is no answer.
    """
    teams = read_teams(mappen, catalogi.standaard, heel=heel)
    andere = {map_: catalogi.named(named_catalogs(team)) for map_, team in teams.items()}
    files = [_forms(map_, catalogi.standaard, andere.get(map_.naam)) for map_ in mappen]
    asked = [file for group in files for file in group]
    werkmappen = iter(shared_lezer().read(asked) if asked else ())
    return [
        _gelezen(map_, teams.get(map_.naam), [next(werkmappen) for _ in group], andere.get(map_.naam, {}))
        for map_, group in zip(mappen, files, strict=True)
    ]


def read_teams(mappen: Iterable[Map], catalog: Catalog, *, heel: bool = False) -> dict[str, Werkmap]:
    """The team workbooks of those steunpunten that have one, by folder; catalog: the default one."""
    vormen = [team_vorm(catalog)]
    asked = {
        map_.naam: Leesopdracht(map_.team, map_.relative(map_.team), "team", vormen, heel=heel)
        for map_ in mappen
        if map_.team is not None
    }
    read = shared_lezer().read([*asked.values()]) if asked else []
    return dict(zip(asked, read, strict=True))


def catalogs_of(invoer: Invoer) -> Catalogi:
    """The catalogs of an input. Raises Stop with the faults of the default one, and of its own that a team names.

    Those that are shipped are right, so the team workbooks need not be read for them yet.
    """
    catalogi = load_catalogi(invoer.catalog, invoer.catalogi)
    if invoer.catalogi:
        for team in read_teams(invoer.mappen, catalogi.standaard).values():
            catalogi.named(named_catalogs(team))
    return catalogi


def named_catalogs(team: Werkmap) -> list[str]:
    """What stands in the column Catalogus of a team workbook."""
    return [parse_tekst(row.answer("catalogus").value) for row in team.rows("team")]


def read_loose(invoer: Invoer) -> list[Werkmap]:
    """The workbooks that lie in no folder of forms, read where they are forms of ours by their stamp."""
    names = [(path, path.relative_to(invoer.pad).as_posix()) for path in invoer.los]
    asked = [Leesopdracht(path, naam, "formulier", gestempeld=True) for path, naam in names]
    return shared_lezer().read(asked) if asked else []


def read_post(invoer: Invoer) -> list[tuple[Path, Werkmap]]:
    """Every file that waits in postvak/, read where it may be a form; else its finding says what it is."""
    files = [(path, path.relative_to(invoer.pad).as_posix()) for path in post_files(invoer.pad)]
    asked = [Leesopdracht(path, naam, "formulier") for path, naam in files if may_be_form(path)]
    read = {werkmap.bestand: werkmap for werkmap in shared_lezer().read(asked)} if asked else {}
    return [(path, read.get(naam) or _no_form(path, naam)) for path, naam in files]


def read_everywhere(top: Path, paths: Iterable[Path]) -> dict[Path, Werkmap]:
    """What may be a form among these files below `top`: by its stamp, or, where forms belong, without one too."""
    found = [path for path in paths if may_be_form(path) and path.suffix.casefold() in STAMPED_SUFFIXES]
    asked = [_wherever(top, path) for path in found]
    return dict(zip(found, shared_lezer().read(asked) if asked else (), strict=True))


def _wherever(top: Path, path: Path) -> Leesopdracht:
    relative = path.relative_to(top)
    belongs = not OF_FORMS.isdisjoint(map(str.casefold, relative.parts[:-1]))
    return Leesopdracht(path, relative.as_posix(), "formulier", gestempeld=not belongs)


def read_examples(paths: Iterable[Path], catalogi: Catalogi, rules: Rules) -> list[Werkmap]:
    """Forms that are to be examples, of any catalog, each under its name within its folder instellingen."""
    vormen = [form_vorm(one, rules) for one in catalogi.usable().values()]
    asked = [Leesopdracht(path, "/".join(path.parts[-3:]), "formulier", vormen) for path in paths]
    return shared_lezer().read(asked) if asked else []


def example_files(folder: Path) -> tuple[Path, ...]:
    """The forms that are to be examples for a new steunpunt in a folder, the nearest first. Raises Stop."""
    try:
        return examples_near(folder)
    except Unreadable as refused:
        raise Stop([Finding("instellingen_onleesbaar", Address(refused.pad.name))]) from refused


def _no_form(path: Path, bestand: str) -> Werkmap:
    code = "bestand_koppeling" if path.is_symlink() else "map_onleesbaar" if path.is_dir() else "post_geen_formulier"
    return Werkmap(bestand, "", {}, {}, {}, (Finding(code, Address(bestand)),), leesbaar=False)


def _forms(map_: Map, catalog: Catalog, andere: Mapping[str, Catalog] | None) -> list[Leesopdracht]:
    if andere is None:
        return []
    rules = rules_of(map_)
    vormen = [form_vorm(one, rules) for one in (catalog, *andere.values())]
    return [Leesopdracht(path, map_.relative(path), "formulier", vormen) for path in map_.formulieren]


def _gelezen(map_: Map, team: Werkmap | None, formulieren: Sequence[Werkmap], andere: Mapping[str, Catalog]) -> Gelezen:
    forms, rules = tuple(formulieren), rules_of(map_)
    return Gelezen(map_.naam, team, forms, rules, map_.findings, map_.onleesbaar, map_.elders, andere, map_.voorbeelden)
