"""Loading a catalog file: all its faults at once, each with its place."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from pipeline.base.kept import kept
from pipeline.definitions.layout import asked_for
from pipeline.definitions.schema_files import SCHEMAS, fault_cause
from pipeline.model.catalog import Catalog, _Ingang
from pipeline.model.findings import Address, Finding, Stop

Content = dict[str, Any]
Location = tuple[int | str, ...]  # pydantic's path to a fault
_Fault = tuple[str, dict[str, str]]  # place, and the cause with the values of its text
CODED = ("soorten", "niveaus", "competentiesoorten", "gebieden", "groepen", "kerntaken", "kernopgaven", "competenties")


def load_catalog(path: Path) -> Catalog:
    """Read and check a catalog file.

    Raises Stop with a finding for every fault at once, each with its place in the file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise Stop([Finding("catalogus_onleesbaar", Address(path.name), {"oorzaak": "bestand_ontbreekt"})]) from error
    found = kept(kept_name(data))
    return found if isinstance(found, Catalog) else parse_catalog(path.name, data)


def kept_name(data: bytes) -> str:
    """The name under which the catalog of a file is kept: that of another content is another one."""
    return f"catalogus {hashlib.sha256(data).hexdigest()[:32]}"


@cache
def shipped_catalog(bestand: str = "bouwstenen.yaml") -> Catalog:
    """A catalog that comes with the product, read once per process."""
    return load_catalog(SCHEMAS / "catalogs" / bestand)


def parse_catalog(bestand: str, data: bytes) -> Catalog:
    """The catalog of a file with this name and content. Raises Stop as load_catalog does."""
    from pipeline.definitions.yaml_file import YAMLError, read_yaml  # not needed for what was kept

    try:
        content = read_yaml(data)
    except (YAMLError, ValueError) as error:  # ValueError: a date that does not exist, such as 2026-13-01
        mark = getattr(error, "problem_mark", None)
        values = {"oorzaak": "geen_yaml_regel", "regel": str(mark.line + 1)} if mark else {"oorzaak": "geen_yaml"}
        raise Stop([Finding("catalogus_onleesbaar", Address(bestand), values)]) from error
    if not isinstance(content, dict):
        raise Stop([Finding("catalogus_onleesbaar", Address(bestand), {"oorzaak": "zonder_inhoud"})])
    content |= {"sha256": hashlib.sha256(data).hexdigest()}
    faults = [Finding("catalogus_fout", Address(bestand), {"plaats": p, **values}) for p, values in _faults(content)]
    if faults:
        raise Stop(faults)
    return Catalog.model_validate(content)


def _faults(content: Content) -> list[_Fault]:
    """Faults of the model, and those of the references between all entries that are right by themselves."""
    try:
        return list(_reference_faults(Catalog.model_validate(content)))
    except ValidationError as error:
        faults = [(_place(content, fault["loc"]), {"oorzaak": fault_cause(fault["type"])}) for fault in error.errors()]
        wrong = {fault["loc"][:2] for fault in error.errors()}
    rest, left_out = _without(content, wrong)
    try:
        found = _reference_faults(Catalog.model_validate(rest))
    except ValidationError:
        return faults  # a fault outside the lists of entries: without that part no reference means anything
    return [*faults, *(fault for fault in found if fault[1].get("code") not in left_out)]


def _place(content: Content, loc: Location) -> str:
    """A fault's place: "kerntaken.b.groep", with the code of the entry where it has one, else its number."""
    kind, *rest = map(str, loc)
    if rest and isinstance(loc[1], int) and isinstance(entry := content[kind][loc[1]], dict):
        named = entry.get("code", entry.get("naam"))
        rest[0] = named if isinstance(named, str) else rest[0]
    return ".".join([kind, *rest])


def _without(content: Content, wrong: Iterable[Location]) -> tuple[Content, set[str]]:
    """The content without the entries at these places, and the codes of those entries."""
    rest, left_out = dict(content), set()
    for kind, place in sorted((loc for loc in wrong if len(loc) > 1 and isinstance(loc[1], int)), reverse=True):
        entries = [*rest[str(kind)]]
        entry = entries.pop(int(place))
        left_out.add(str(entry.get("code")) if isinstance(entry, dict) else "")
        rest[str(kind)] = entries
    return rest, left_out


def _reference_faults(catalog: Catalog) -> Iterator[_Fault]:
    """Place and cause of double codes and of references to what is not in the catalog, or on no form."""
    yield from _double_codes(catalog)
    for key, known in asked_for().items():
        yield from _unknown(f"antwoorden.{key}", "kolom", getattr(catalog.antwoorden, key), known)
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
        yield from (
            (f"{kind}.{code}", {"oorzaak": "code_dubbel"}) for code, count in Counter(codes).items() if count > 1
        )


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
        yield from ((plaats, {"oorzaak": "hoort_erbij", "code": code}) for code in missing)


def _wrong_readings(plaats: str, entry: _Ingang, catalog: Catalog) -> Iterator[_Fault]:
    for lezing in entry.lezingen:
        yield from _unknown(plaats, "groep", _given(lezing.groep), catalog.groep)
        yield from _unknown(plaats, "competentie", lezing.competenties or (), catalog.competentie)


def _given(value: str | None) -> list[str]:
    return [] if value is None else [value]


def _unknown(plaats: str, soort: str, codes: Iterable[str], known: Iterable[str]) -> Iterator[_Fault]:
    missing = (code for code in codes if code not in known)
    yield from ((plaats, {"oorzaak": "bestaat_niet", "soort": soort, "code": code}) for code in missing)
