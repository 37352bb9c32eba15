"""The catalogs of a run: the default one, and those that a row of Team may name (ontwikkeling.md 2)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop

_ID = re.compile(rb"^id:[ \t]*['\"]?([\w.-]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Catalogi:
    """The file of the default catalog, and those of all by id; a file is read when somebody is on it."""

    bestand: Path
    bestanden: Mapping[str, Path]

    @property
    def standaard(self) -> Catalog:
        """The default catalog. Raises Stop with the faults of its file."""
        return _load(self.bestand)

    @property
    def namen(self) -> tuple[str, ...]:
        """The ids to choose from, the default first."""
        return tuple(sorted(self.bestanden, key=lambda naam: self.bestanden[naam] != self.bestand))

    def named(self, typed: Iterable[str]) -> dict[str, Catalog]:
        """The other catalogs among these names, by id. Raises Stop with the faults of their files."""
        known = {naam.casefold(): naam for naam, path in self.bestanden.items() if path != self.bestand}
        wanted = dict.fromkeys(known[key] for name in typed if (key := name.strip().casefold()) in known)
        return {naam: _load(self.bestanden[naam]) for naam in wanted}

    def usable(self) -> dict[str, Catalog]:
        """All catalogs without a fault by id, the default first: who asks what somebody's form is needs no other."""
        found = {self.standaard.id: self.standaard}
        for naam in self.namen:
            try:
                found |= self.named([naam])
            except Stop:
                continue  # whoever names it on Team hears what is the matter
        return found


def load_catalogi(standaard: Path, own: Iterable[Path] = ()) -> Catalogi:
    """The catalogs to choose from: the shipped ones, and the input's own, of which one takes the place of its namesake.

    Raises Stop with the faults of the default one.
    """
    found = Catalogi(standaard, available(standaard, own))
    _load(standaard)
    return found


def shipped_catalogi() -> Catalogi:
    """The catalogs that come with the product, its first one the default."""
    return load_catalogi(SCHEMAS / "catalogs" / load_rules().catalogus.bestand)


def available(standaard: Path, own: Iterable[Path]) -> dict[str, Path]:
    """The files of all catalogs by id, as far as they say it at the start of a line. Raises Stop where two say one."""
    shipped = {path.name: path for path in sorted((SCHEMAS / "catalogs").glob("*.yaml"))}
    files = {**shipped, **{path.name: path for path in own}, standaard.name: standaard}
    found: dict[str, Path] = {}
    for path in files.values():
        naam = _id_of(path)
        if naam in found:
            raise Stop([Finding("catalogus_dubbel", Address(path.name), {"catalogus": naam})])
        found[naam] = path
    return found


def _id_of(path: Path) -> str:
    try:
        match = _ID.search(path.read_bytes()[:4096])
    except OSError:
        match = None
    return match[1].decode() if match else path.stem


def _load(path: Path) -> Catalog:
    try:
        return _cached(path, hashlib.sha256(path.read_bytes()).hexdigest())
    except OSError:
        return load_catalog(path)  # which says what is the matter


@lru_cache(maxsize=16)
def _cached(path: Path, _sha256: str) -> Catalog:
    """Kept by what the file holds, not by its name alone: a worker lives longer than a version of a file."""
    return load_catalog(path)
