"""What the outputs of a steunpunt are made from, as hashes of content: equal hashes, equal outputs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from pipeline.base.installed import version
from pipeline.base.own_files import own_files_hash
from pipeline.intake.entries import too_large
from pipeline.intake.mappen import Map
from pipeline.model.findings import Finding

Afdruk = dict[str, str]  # what it is of -> hash; a file of the steunpunt under INVOER and its path
INVOER = "invoer/"
LIBRARIES = ("docxtpl", "jinja2", "openpyxl", "polars", "python-calamine")  # what writes, and what reads
NOT_READ = "?"  # never equal to what was found before


def afdruk_of(map_: Map, shared: Mapping[str, str]) -> Afdruk:
    """Everything that the outputs of one steunpunt rest on; shared: what holds for the whole run."""
    files = [*([map_.team] if map_.team else []), *map_.formulieren]
    return {
        **shared,
        "rules": content_hash(map_.rules) if map_.rules else "",
        **{f"sjabloon {naam}": content_hash(path) for naam, path in map_.sjablonen.items()},
        **({"voorbeelden": hashlib.sha256(repr(map_.voorbeelden).encode()).hexdigest()} if map_.voorbeelden else {}),
        "map": _hash_findings((*map_.findings, *([map_.onleesbaar] if map_.onleesbaar else []))),
        **{INVOER + map_.relative(path): _input_hash(path) for path in files},
    }


def changes(former: Mapping[str, str], now: Mapping[str, str]) -> Counter[str]:
    """What is not the same, by kind, with the number of forms; what could not be read is never the same."""
    found: Counter[str] = Counter()
    for key in sorted(former.keys() | now.keys()):
        if former.get(key) != now.get(key) or now[key] == NOT_READ:
            found[_kind(key, former, now)] += 1
    return found


def _kind(key: str, former: Mapping[str, str], now: Mapping[str, str]) -> str:
    if not key.startswith(INVOER):
        return key.partition(" ")[0]
    if not key.startswith(f"{INVOER}formulieren/"):
        return "team"
    return "formulier_nieuw" if key not in former else "formulier_veranderd" if key in now else "formulier_weg"


def content_hash(path: Path) -> str:
    """Hash of what a file holds now."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return NOT_READ


def _input_hash(path: Path) -> str:
    """The same of a form or team workbook; one that reading refuses by its size is known by that (faults.md 40)."""
    try:
        return f"{path.stat().st_size} bytes" if too_large(path) else content_hash(path)
    except OSError:
        return NOT_READ


@cache
def program() -> str:
    """Hash of this program: its code, texts and templates, and the versions of what it reads and writes with."""
    versions = " ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return hashlib.sha256(f"{own_files_hash()} {versions}".encode()).hexdigest()


def _hash_findings(findings: tuple[Finding, ...]) -> str:
    return hashlib.sha256(repr(findings).encode()).hexdigest() if findings else ""
