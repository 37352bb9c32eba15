"""The catalog of building blocks: one YAML file in schemas/catalogs, loaded into frozen records.

The model speaks of groepen (basisfunctie, taakgebied), kerntaken with a soort and perhaps a niveau, kernopgaven,
competenties with a soort and perhaps a gebied, and links; no code names a code letter (design.md 3.1).
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from pipeline.findings import Address, Finding, Stop
from pipeline.resources import SCHEMAS

_Fault = tuple[str, str, dict[str, str]]  # place, cause, values of the cause's text
CODED = ("soorten", "niveaus", "competentiesoorten", "gebieden", "groepen", "kerntaken", "kernopgaven", "competenties")


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

    def ingangen(self, blad: str) -> Mapping[str, Kerntaak | Kernopgave | Competentie]:
        """The entries by code of "kerntaken", "kernopgaven" or "competenties"."""
        sheets: dict[str, Mapping[str, Kerntaak | Kernopgave | Competentie]] = {
            "kerntaken": self.kerntaak,
            "kernopgaven": self.kernopgave,
            "competenties": self.competentie,
        }
        return sheets[blad]

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
        raise Stop([Finding("catalogus_onleesbaar", Address(path.name), {"oorzaak": "bestand_ontbreekt"})]) from error
    return _parse(path.name, data)


@cache
def shipped_catalog(bestand: str = "bouwstenen.yaml") -> Catalog:
    """A catalog that comes with the product, read once per process."""
    return load_catalog(SCHEMAS / "catalogs" / bestand)


def _parse(bestand: str, data: bytes) -> Catalog:
    try:
        content = yaml.load(data, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, ValueError) as error:  # ValueError: a date that does not exist, such as 2026-13-01
        mark = getattr(error, "problem_mark", None)
        values = {"oorzaak": "geen_yaml_regel", "regel": str(mark.line + 1)} if mark else {"oorzaak": "geen_yaml"}
        raise Stop([Finding("catalogus_onleesbaar", Address(bestand), values)]) from error
    if not isinstance(content, dict):
        raise Stop([Finding("catalogus_onleesbaar", Address(bestand), {"oorzaak": "zonder_inhoud"})])
    try:
        catalog = Catalog.model_validate(content | {"sha256": hashlib.sha256(data).hexdigest()})
    except ValidationError as error:
        raise Stop(_schema_faults(bestand, error)) from error
    if faults := [_fault(bestand, plaats, oorzaak, values) for plaats, oorzaak, values in _reference_faults(catalog)]:
        raise Stop(faults)
    return catalog


def _fault(bestand: str, plaats: str, oorzaak: str, values: Mapping[str, str]) -> Finding:
    return Finding("catalogus_fout", Address(bestand), {"plaats": plaats, "oorzaak": oorzaak, **values})


def _schema_faults(bestand: str, error: ValidationError) -> Iterator[Finding]:
    for fault in error.errors():
        yield _fault(bestand, ".".join(map(str, fault["loc"])), fault_cause(fault["type"]), {})


def fault_cause(kind: str) -> str:
    """The cause (schemas/messages.yaml) for pydantic's kind of fault; pydantic's own words never reach a user."""
    return kind if kind in ("missing", "extra_forbidden", "string_type") else "ongeldig"


def _reference_faults(catalog: Catalog) -> Iterator[_Fault]:
    """Place and cause of double codes and of references to what is not in the catalog."""
    yield from _double_codes(catalog)
    for kerntaak in catalog.kerntaken:
        plaats = f"kerntaken.{kerntaak.code}"
        yield from _unknown(plaats, "groep", [kerntaak.groep], catalog.groep)
        yield from _unknown(plaats, "soort", [kerntaak.soort], catalog.soort)
        yield from _unknown(plaats, "niveau", _given(kerntaak.niveau), {niveau.code for niveau in catalog.niveaus})
    soorten, gebieden = {s.code for s in catalog.competentiesoorten}, {g.code for g in catalog.gebieden}
    for competentie in catalog.competenties:
        plaats = f"competenties.{competentie.code}"
        yield from _unknown(plaats, "soort", _given(competentie.soort), soorten)
        yield from _unknown(plaats, "gebied", _given(competentie.gebied), gebieden)
    yield from _wrong_links(catalog)


def _double_codes(catalog: Catalog) -> Iterator[_Fault]:
    keys = {kind: [entry.code for entry in getattr(catalog, kind)] for kind in CODED}
    keys["voorbeeldprofielen"] = [voorbeeld.naam for voorbeeld in catalog.voorbeeldprofielen]
    for kind, codes in keys.items():
        yield from ((f"{kind}.{code}", "code_dubbel", {}) for code, count in Counter(codes).items() if count > 1)


def _wrong_links(catalog: Catalog) -> Iterator[_Fault]:
    linked = (("groepen", catalog.groepen), ("kernopgaven", catalog.kernopgaven))
    for kind, entries in linked:
        for entry in entries:
            yield from _unknown(f"{kind}.{entry.code}", "competentie", entry.competenties, catalog.competentie)
    for kind, coded in (*linked, ("kerntaken", catalog.kerntaken), ("competenties", catalog.competenties)):
        yield from (fault for entry in coded for fault in _wrong_readings(f"{kind}.{entry.code}", entry, catalog))
    for voorbeeld in catalog.voorbeeldprofielen:
        plaats = f"voorbeeldprofielen.{voorbeeld.naam}"
        yield from _unknown(plaats, "kerntaak", voorbeeld.kerntaken, catalog.kerntaak)
        yield from _unknown(plaats, "competentie", voorbeeld.competenties, catalog.competentie)
        missing = sorted(catalog.altijd.difference(voorbeeld.kerntaken))
        yield from ((plaats, "hoort_erbij", {"code": code}) for code in missing)


def _wrong_readings(plaats: str, entry: _Ingang, catalog: Catalog) -> Iterator[_Fault]:
    for lezing in entry.lezingen:
        yield from _unknown(plaats, "groep", _given(lezing.groep), catalog.groep)
        yield from _unknown(plaats, "competentie", lezing.competenties or (), catalog.competentie)


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _unknown(plaats: str, soort: str, codes: Iterable[str], known: Iterable[str]) -> Iterator[_Fault]:
    yield from ((plaats, "bestaat_niet", {"soort": soort, "code": code}) for code in codes if code not in known)
