"""The catalog of building blocks: one YAML file in schemas/catalogs, loaded into frozen records.

The model speaks of groepen (basisfunctie, taakgebied), kerntaken with a soort and perhaps a niveau, kernopgaven,
competenties with a soort and perhaps a gebied, and links; no code names a code letter (design.md 3.1).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.findings import Address, Finding, Stop
from pipeline.resources import SCHEMAS


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True, coerce_numbers_to_str=True)


class Bron(_Record):
    """The publication that the catalog was made from; `vermelding` stands in every product."""

    titel: str
    uitgever: str
    jaar: int
    vermelding: str
    bestand: str = ""


class Plaats(_Record):
    """Where an entry stands in the source: chapter or appendix, and first and last line in its text file."""

    deel: str
    regels: tuple[int, int]


class Lezing(_Record):
    """What another place of the source says of the same entry; the entry itself holds the canonical reading."""

    plaats: Plaats
    verschil: str
    groep: str | None = None  # the group that this reading gives a kerntaak
    competenties: tuple[str, ...] | None = None  # the links that this reading gives a group


class Zin(_Record):
    """One activiteit, processtap or resultaat in our own words, with its line in the source."""

    regel: int | None = None
    tekst: str


class Soort(_Record):
    """A kind of kerntaak or competentie, or a niveau, or an area of competenties."""

    code: str
    naam: str
    kop: str = ""  # heading above a list of this kind, where it differs from the name


class _Ingang(_Record):
    code: str
    naam: str
    ook_genoemd: tuple[str, ...] = ()  # other spellings of the name in the source
    plaats: Plaats | None = None
    lezingen: tuple[Lezing, ...] = ()


class Groep(_Ingang):
    """What holds kerntaken together and gives reasons for competenties: a basisfunctie, a taakgebied.

    `te_kiezen`: the steunpunt decides whether it performs this group (Stap 2).
    """

    omschrijving: str = ""
    te_kiezen: bool = True
    competenties: tuple[str, ...] = ()


class Kerntaak(_Ingang):
    """A task that can be chosen.

    `altijd`: part of every profile (Stap 1). `bereik` says when it counts for coverage: with its `groep`; `altijd`;
    when somebody has it or Behoefte names it (`gevraagd`); or for each person on its own (`persoonlijk`).
    """

    groep: str
    soort: str
    niveau: str | None = None
    altijd: bool = False
    bereik: Literal["groep", "altijd", "gevraagd", "persoonlijk"] = "groep"
    omschrijving: str = ""
    activiteiten: tuple[Zin, ...] = ()


class Kernopgave(_Ingang):
    """A dilemma (Stap 5), with the competenties that it asks for."""

    beschrijving: str = ""
    competenties: tuple[str, ...] = ()


class Competentie(_Ingang):
    """What a function needs (Stap 6)."""

    soort: str | None = None
    gebied: str | None = None
    definitie: str = ""
    processtappen: tuple[Zin, ...] = ()
    resultaten: tuple[Zin, ...] = ()


class Voorbeeldprofiel(_Record):
    """An example to start from: a form of this kind comes pre-filled."""

    naam: str
    plaats: Plaats | None = None
    doel: str = ""
    kerntaken: tuple[str, ...]
    competenties: tuple[str, ...] = ()


class Catalog(_Record):
    """All building blocks, in the order of the source. `sha256` is that of the file."""

    id: str
    versie: str
    sha256: str = ""
    bron: Bron
    soorten: tuple[Soort, ...]
    niveaus: tuple[Soort, ...] = ()
    competentiesoorten: tuple[Soort, ...] = ()
    gebieden: tuple[Soort, ...] = ()
    groepen: tuple[Groep, ...]
    kerntaken: tuple[Kerntaak, ...]
    kernopgaven: tuple[Kernopgave, ...] = ()
    competenties: tuple[Competentie, ...] = ()
    voorbeeldprofielen: tuple[Voorbeeldprofiel, ...] = ()

    @cached_property
    def soort(self) -> dict[str, Soort]:
        """Kinds of kerntaken by code."""
        return {soort.code: soort for soort in self.soorten}

    @cached_property
    def groep(self) -> dict[str, Groep]:
        """Groups by code."""
        return {groep.code: groep for groep in self.groepen}

    @cached_property
    def kerntaak(self) -> dict[str, Kerntaak]:
        """Kerntaken by code."""
        return {kerntaak.code: kerntaak for kerntaak in self.kerntaken}

    @cached_property
    def kernopgave(self) -> dict[str, Kernopgave]:
        """Kernopgaven by code."""
        return {kernopgave.code: kernopgave for kernopgave in self.kernopgaven}

    @cached_property
    def competentie(self) -> dict[str, Competentie]:
        """Competenties by code."""
        return {competentie.code: competentie for competentie in self.competenties}

    @cached_property
    def voorbeeldprofiel(self) -> dict[str, Voorbeeldprofiel]:
        """Example profiles by name."""
        return {voorbeeld.naam: voorbeeld for voorbeeld in self.voorbeeldprofielen}

    @cached_property
    def altijd(self) -> frozenset[str]:
        """Codes of the kerntaken that are part of every profile."""
        return frozenset(kerntaak.code for kerntaak in self.kerntaken if kerntaak.altijd)

    @property
    def te_kiezen(self) -> tuple[Groep, ...]:
        """The groups that a steunpunt may choose to perform."""
        return tuple(groep for groep in self.groepen if groep.te_kiezen)

    def basisfunctie(self, kerntaak: Kerntaak) -> str | None:
        """Code of the kerntaak's group if the steunpunt can choose it, else None (organisatie, professie)."""
        return kerntaak.groep if self.groep[kerntaak.groep].te_kiezen else None

    def benaming(self, kerntaak: Kerntaak) -> str:
        """Kind of the kerntaak in words, with its niveau if the catalog has them."""
        niveau = [soort.naam for soort in self.niveaus if soort.code == kerntaak.niveau]
        return " · ".join([self.soort[kerntaak.soort].naam, *niveau])


def load_catalog(path: Path) -> Catalog:
    """Read and check a catalog file.

    Raises Stop with a finding for every fault at once, each with its place in the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Stop([Finding("catalogus_onleesbaar", Address(path.name), {"oorzaak": "het bestand ontbreekt"})]) from error
    return _parse(path.name, data)


@cache
def shipped_catalog(bestand: str = "bouwstenen.yaml") -> Catalog:
    """A catalog that comes with the product, read once per process."""
    return load_catalog(SCHEMAS / "catalogs" / bestand)


def _parse(bestand: str, data: bytes) -> Catalog:
    try:
        content = yaml.load(data, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        oorzaak = f"regel {mark.line + 1} is geen geldige YAML" if mark else "geen geldige YAML"
        raise Stop([Finding("catalogus_onleesbaar", Address(bestand), {"oorzaak": oorzaak})]) from error
    if not isinstance(content, dict):
        raise Stop([Finding("catalogus_onleesbaar", Address(bestand), {"oorzaak": "er staan geen onderdelen in"})])
    try:
        catalog = Catalog.model_validate(content | {"sha256": hashlib.sha256(data).hexdigest()})
    except ValidationError as error:
        raise Stop(_schema_faults(bestand, error)) from error
    if faults := [_fault(bestand, plaats, oorzaak) for plaats, oorzaak in _reference_faults(catalog)]:
        raise Stop(faults)
    return catalog


def _fault(bestand: str, plaats: str, oorzaak: str) -> Finding:
    return Finding("catalogus_fout", Address(bestand), {"plaats": plaats, "oorzaak": oorzaak})


def _schema_faults(bestand: str, error: ValidationError) -> Iterator[Finding]:
    for fault in error.errors():
        yield _fault(bestand, ".".join(map(str, fault["loc"])), fault_in_dutch(fault["type"]))


def fault_in_dutch(kind: str) -> str:
    """Pydantic's kind of fault in Dutch words; pydantic's own English never reaches a user."""
    known = {"missing": "ontbreekt", "extra_forbidden": "is onbekend", "string_type": "moet tekst zijn"}
    return known.get(kind, "heeft geen geldige waarde")


def _reference_faults(catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Pairs of place and cause: double codes, and references to what is not in the catalog."""
    for kind in ("soorten", "niveaus", "competentiesoorten", "gebieden", "groepen", "kerntaken", "kernopgaven", "competenties"):
        codes = Counter(entry.code for entry in getattr(catalog, kind))
        yield from ((f"{kind}.{code}", "staat er meer dan één keer in") for code, count in codes.items() if count > 1)
    soorten = {soort.code for soort in catalog.competentiesoorten}
    for kerntaak in catalog.kerntaken:
        plaats = f"kerntaken.{kerntaak.code}"
        yield from _unknown(plaats, "groep", [kerntaak.groep], catalog.groep)
        yield from _unknown(plaats, "soort", [kerntaak.soort], catalog.soort)
        yield from _unknown(plaats, "niveau", _given(kerntaak.niveau), {niveau.code for niveau in catalog.niveaus})
    for competentie in catalog.competenties:
        plaats = f"competenties.{competentie.code}"
        yield from _unknown(plaats, "soort", _given(competentie.soort), soorten)
        yield from _unknown(plaats, "gebied", _given(competentie.gebied), {gebied.code for gebied in catalog.gebieden})
    for kind, entries in (("groepen", catalog.groepen), ("kernopgaven", catalog.kernopgaven)):
        for entry in entries:
            yield from _unknown(f"{kind}.{entry.code}", "competentie", entry.competenties, catalog.competentie)
    for voorbeeld in catalog.voorbeeldprofielen:
        plaats = f"voorbeeldprofielen.{voorbeeld.naam}"
        yield from _unknown(plaats, "kerntaak", voorbeeld.kerntaken, catalog.kerntaak)
        yield from _unknown(plaats, "competentie", voorbeeld.competenties, catalog.competentie)
        yield from ((plaats, f"kerntaak {code} hoort erbij") for code in sorted(catalog.altijd - {*voorbeeld.kerntaken}))


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _unknown(plaats: str, kind: str, codes: Iterable[str], known: Iterable[str]) -> Iterator[tuple[str, str]]:
    yield from ((plaats, f"{kind} {code} bestaat niet") for code in codes if code not in known)
