"""Reading steunpunten: their team workbooks and all their forms, as typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.definitions.layout import BLADEN, load_layout
from pipeline.definitions.printed import printed
from pipeline.definitions.rules import Rules
from pipeline.intake.entries import may_be_form
from pipeline.intake.inbox import Invoer, Map, post_files, rules_of
from pipeline.intake.reader_process import shared_lezer
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.printed import Gedrukt
from pipeline.model.stray import Zwerfformulier
from pipeline.intake.opdracht import Leesopdracht
from pipeline.model.workbook import Werkmap


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


def read_mappen(mappen: Sequence[Map], catalog: Catalog) -> list[Gelezen]:
    """Read the team workbook and all forms of some steunpunten, all asked for at once.

    The forms have no sheet for what the catalog does not hold; without a team workbook they have no meaning.
    """
    zonder = frozenset(blad for blad in BLADEN if not catalog.ingangen(blad))
    gedrukt = printed(catalog, load_layout())
    files = [_files(map_, zonder, gedrukt) for map_ in mappen]
    werkmappen = iter(shared_lezer().read([file for group in files for file in group]))
    return [_gelezen(map_, [next(werkmappen) for _ in group]) for map_, group in zip(mappen, files, strict=True)]


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


def _no_form(path: Path, bestand: str) -> Werkmap:
    code = "bestand_koppeling" if path.is_symlink() else "map_onleesbaar" if path.is_dir() else "post_geen_formulier"
    return Werkmap(bestand, "", {}, {}, {}, (Finding(code, Address(bestand)),), leesbaar=False)


def _files(map_: Map, zonder: frozenset[str], gedrukt: Gedrukt) -> list[Leesopdracht]:
    if map_.team is None:
        return []
    forms = [Leesopdracht(path, map_.relative(path), "formulier", zonder, gedrukt) for path in map_.formulieren]
    return [Leesopdracht(map_.team, map_.relative(map_.team), "team"), *forms]


def _gelezen(map_: Map, werkmappen: Sequence[Werkmap]) -> Gelezen:
    team, formulieren = (werkmappen[0], werkmappen[1:]) if werkmappen else (None, ())
    forms, rules = tuple(formulieren), rules_of(map_)
    return Gelezen(map_.naam, team, forms, rules, map_.findings, map_.onleesbaar, map_.elders)
