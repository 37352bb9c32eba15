"""Own example profiles for all steunpunten of an input: read once, and given to each that they hold for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.checking.own_examples import Voorbeeld, judge_examples
from pipeline.definitions.catalogs import Catalogi
from pipeline.definitions.example import Voorbeelden
from pipeline.definitions.rules import Rules
from pipeline.intake.inbox import Invoer
from pipeline.intake.mappen import rules_of
from pipeline.intake.steunpunten import example_files, read_examples
from pipeline.model.catalog import Voorbeeldprofiel
from pipeline.model.findings import Finding


def with_examples(invoer: Invoer, catalogi: Catalogi) -> Invoer:
    """The input with the example profiles of its own; findings tell which files are none, and why."""
    if not any(map_.voorbeeldbestanden for map_ in invoer.mappen):
        return invoer
    rules = {path.parent: rules_of(map_) for map_ in invoer.mappen for path in reversed(map_.voorbeeldbestanden)}
    found, findings = _judged(rules, (path for map_ in invoer.mappen for path in map_.voorbeeldbestanden), catalogi)
    mappen = (replace(map_, voorbeelden=_by_catalog(map_.voorbeeldbestanden, found)) for map_ in invoer.mappen)
    return replace(invoer, mappen=tuple(mappen), findings=(*invoer.findings, *findings))


def own_examples(folder: Path, catalogi: Catalogi, rules: Rules) -> tuple[Mapping[str, Voorbeelden], list[Finding]]:
    """Those that hold for a new steunpunt in a folder, by catalog, and which files are none."""
    paths = example_files(folder)
    found, findings = _judged({path.parent: rules for path in paths}, paths, catalogi)
    return _by_catalog(paths, found), findings


def names_of(voorbeelden: Mapping[str, Voorbeelden]) -> list[str]:
    """The names of example profiles, of all catalogs."""
    return [profiel.naam for found in voorbeelden.values() for profiel in found]


def _judged(
    rules: Mapping[Path, Rules], paths: Iterable[Path], catalogi: Catalogi
) -> tuple[dict[Path, Voorbeeld], list[Finding]]:
    """The examples by their files, folder by folder."""
    folders = defaultdict(list)
    for path in dict.fromkeys(paths):
        folders[path.parent].append(path)
    found, findings = dict[Path, Voorbeeld](), list[Finding]()
    for folder, files in folders.items():
        read = read_examples(files, catalogi, rules[folder])
        by_name = {werkmap.bestand: path for werkmap, path in zip(read, files, strict=True)}
        examples, told = judge_examples(read, catalogi, rules[folder])
        found |= {by_name[one.bestand]: one for one in examples}
        findings += told
    return found, findings


def _by_catalog(paths: Sequence[Path], found: Mapping[Path, Voorbeeld]) -> dict[str, Voorbeelden]:
    """The examples among these files, by catalog; of one name the nearest."""
    kept: dict[tuple[str, str], Voorbeeld] = {}
    for path in paths:
        if path in found:
            kept.setdefault(found[path].key, found[path])
    by_catalog = defaultdict[str, list[Voorbeeldprofiel]](list)
    for voorbeeld in kept.values():
        by_catalog[voorbeeld.catalogus].append(voorbeeld.profiel)
    return {catalogus: tuple(profielen) for catalogus, profielen in by_catalog.items()}
