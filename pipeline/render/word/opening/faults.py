"""What is wrong with a Word template, as findings: part, tag and cause, in words of schemas/profiel.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple, NoReturn

from pipeline.definitions.document_words import load_phrases
from pipeline.model.findings import Address, Finding, Stop

_SAFE_NAME = re.compile(r"[\w.\[\]/-]{1,80}", re.ASCII)


class Fault(NamedTuple):
    """One thing wrong in a template: the tag that holds it ("" when none can be named), and why, in Dutch."""

    tag: str
    oorzaak: str


Placed = tuple[str, Fault]  # the kind of the part that it is in (document, header, ...), else its name


def cause(key: str, **values: str) -> str:
    """A cause of a template fault in Dutch."""
    return load_phrases().sjabloon.oorzaken[key].format(**values)


def placed(plaats: str, key: str, **values: str) -> Placed:
    """A fault of a part, without a tag."""
    return plaats, Fault("", cause(key, **values))


def stop_on(path: Path, faults: Iterable[Placed]) -> None:
    """Raise Stop when there are faults; the same one, of two trials, counts once."""
    if found := to_findings(path, faults):
        raise Stop(found)


def refuse(path: Path, key: str, plaats: str = "bestand", **values: str) -> NoReturn:
    """Raise Stop with one fault."""
    raise Stop(to_findings(path, [placed(plaats, key, **values)]))


def to_findings(path: Path, faults: Iterable[Placed], code: str = "sjabloon_fout") -> list[Finding]:
    """Faults, or remarks, as findings, each once."""
    return [_finding(path, code, *fault) for fault in dict.fromkeys(faults)]


def _finding(path: Path, code: str, plaats: str, fault: Fault) -> Finding:
    words = load_phrases().sjabloon
    naam = plaats if _SAFE_NAME.fullmatch(plaats) else "zip"
    where = words.plaatsen.get(plaats) or words.onderdeel.format(naam=naam)
    place = words.bij.format(plaats=where, tag=fault.tag) if fault.tag else where
    return Finding(code, Address(path.name), {"plaats": place, "oorzaak": fault.oorzaak})
