"""What a stage has to say about the input: plain frozen records, without any text for people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

Severity = Literal["fout", "waarschuwing", "info"]


@dataclass(frozen=True, slots=True)
class Address:
    """Where something stands: file (relative to its steunpunt or input folder), sheet and cell, as far as known."""

    bestand: str = ""
    blad: str = ""
    cel: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to tell: a code of schemas/messages.yaml, its place, and the values of the text's place holders.

    Values hold codes, names of catalog entries and numbers; never what a person typed, for findings end up in logs.
    `rij` is the catalog code of the row, if any: a returned form marks by code, for rows may have been sorted.
    `kolom` is the key of the column or label in schemas/form.yaml. `personeelsnummer` is that of whom the form is that
    it is about, where that is known: then messages name that number and not the file, which bears a name.
    """

    code: str
    address: Address = Address()
    values: dict[str, str] = field(default_factory=dict, hash=False)
    rij: str = ""
    kolom: str = ""
    personeelsnummer: str = ""


class Stop(Exception):
    """The command cannot go on (exit 2): what stands in the way, as findings; nothing has been written."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__(self.findings)  # what pickle gives back to __init__, for workers raise it too
