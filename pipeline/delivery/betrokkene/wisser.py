"""Finding and taking away one person in a piece of text: name, personeelsnummer, names of own files.

Figures stay. A number that could as well be hours, a count or a year is taken for a personeelsnummer only where the
documents put one: behind a name, in brackets behind it, or behind a word such as "medewerker".
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Container, Iterable
from functools import cached_property
from pathlib import PurePosixPath

from pipeline.base.names import file_part, folded
from pipeline.model.betrokkene import Betrokkene

GONE = "verwijderd"  # in place of a name and of what was typed; with a number behind it of a personeelsnummer
LABEL = re.compile(rf"\b{GONE}-(\d+)\b")
_BEFORE = r"(?:medewerker|nummer|nr\.?|profiel|ontwikkeldocument|formulier van|van medewerker)[\s:]+"
_YEARS = range(1900, 2101)


def label_of(place: int) -> str:
    """What stands in place of the personeelsnummer of the so many-th person that was taken away."""
    return f"{GONE}-{place}"


class Wisser:
    """Takes one person out of texts; label: what comes in place of the number; eigen: paths of their own files."""

    def __init__(self, betrokkene: Betrokkene, label: str, eigen: Container[str] = ()) -> None:
        self.betrokkene, self.label, self._eigen = betrokkene, label, eigen
        self._seen: dict[tuple[str, bool], str] = {}  # cells of a workbook say the same again and again

    def text(self, text: str, *, whole: bool = False) -> str:
        """The same without the person; whole: the text stands where a personeelsnummer stands alone."""
        key = text, whole
        if key not in self._seen:
            self._seen[key] = self._wiped(text, whole)
        return self._seen[key]

    def names(self, text: str) -> bool:
        """Whether a text holds a name of the person, or names a file of theirs."""
        return self._names.sub(self._instead, text) != text

    def may_be_in(self, text: str) -> bool:
        """Whether a long text may hold the person at all: to look for a part of it is much quicker."""
        plain = unicodedata.normalize("NFC", text).casefold()
        return any(part in plain for part in self._parts)

    def is_nummer(self, text: str) -> bool:
        """Whether a text is the personeelsnummer and nothing else."""
        return text.strip().casefold() in self._nummers

    def owns(self, path: str, beside: str = "") -> bool:
        """Whether a path, below the folder of the period or relative to a file in it, is of a file that goes."""
        return posixpath.normpath(posixpath.join(posixpath.dirname(beside), path)) in self._eigen

    def notes(self, text: str) -> str:
        """A text about the person without what was written there."""
        return self._notes.sub(GONE, text) if self.betrokkene.teksten else text

    def _wiped(self, text: str, whole: bool) -> str:
        if whole and self.is_nummer(text):
            return self.label
        return self._numbers.sub(self._labelled, self._names.sub(self._instead, text))

    def _labelled(self, found: re.Match[str]) -> str:
        """The label, behind the word that says that a personeelsnummer follows."""
        nummer = next(n for n in self._longest_first if found.group().casefold().endswith(n.casefold()))
        return found.group()[: -len(nummer)] + self.label

    def _instead(self, found: re.Match[str]) -> str:
        kind = found.lastgroup
        if kind == "keep":
            return found.group()
        if kind == "file":
            return f"{self.label}{PurePosixPath(found.group()).suffix}"
        return GONE

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        """The numbers, and of each name or note a word."""
        texts = (*self.betrokkene.namen, *self.betrokkene.teksten)
        words = (max(unicodedata.normalize("NFC", text).casefold().split(), key=len, default="") for text in texts)
        return (*self._nummers, *filter(None, words))

    @cached_property
    def _nummers(self) -> frozenset[str]:
        return frozenset(nummer.casefold() for nummer in self.betrokkene.nummers)

    @cached_property
    def _notes(self) -> re.Pattern[str]:
        return re.compile("|".join(_bounded(_loose(text)) for text in _longest(self.betrokkene.teksten)))

    @cached_property
    def _names(self) -> re.Pattern[str]:
        """Own files, longer names of others that hold this one (kept), and the name."""
        files = {part for file in self.betrokkene.bestanden for part in (file, PurePosixPath(file).stem)}
        parts = [rf"(?P<file>{_any(file for file in files if len(file) > 3)})"]
        plain = {folded(naam) for naam in self.betrokkene.namen}
        longer = [other for other in self.betrokkene.anderen if folded(other) not in plain]
        held = [other for other in longer if any(naam and naam in folded(other) for naam in plain)]
        parts.append(rf"(?P<keep>{_any(held)})")
        shared = plain & {folded(other) for other in self.betrokkene.anderen}
        alone = [naam for naam in self._named if folded(naam) not in shared]
        beside = [naam for naam in self._named if folded(naam) in shared]
        behind = [rf"{_bounded(_loose(naam))}(?=\s*\(?{nummer}(?!\w))" for naam in beside for nummer in self._escaped]
        before = [rf"(?<={nummer}[ -]){_bounded(_loose(naam))}" for naam in beside for nummer in self._escaped]
        parts.append(rf"(?P<name>{'|'.join(filter(None, [_any(alone), *behind, *before]))})")
        return re.compile("|".join(parts), re.IGNORECASE)

    @cached_property
    def _named(self) -> list[str]:
        """The names as they stand in documents and, safe for every system, in names of files."""
        namen = {form for naam in self.betrokkene.namen if len(naam) > 1 for form in (naam, file_part(naam, 120))}
        return _longest(namen)

    @cached_property
    def _longest_first(self) -> list[str]:
        return _longest(self.betrokkene.nummers)

    @property
    def _escaped(self) -> list[str]:
        return [re.escape(nummer) for nummer in self.betrokkene.nummers]

    @cached_property
    def _numbers(self) -> re.Pattern[str]:
        """The number where it stands alone; one that could be a figure only where it cannot be one."""
        found = []
        for nummer in self._longest_first:
            start = r"(?<!\w)(?<!\d[.,-])" if _distinctive(nummer) else rf"(?:(?<={GONE} \()|(?<={GONE}\n)|\b{_BEFORE})"
            found.append(rf"{start}{re.escape(nummer)}(?!\w)(?![.,-]\d)")
        return re.compile("|".join(found), re.IGNORECASE)


def _distinctive(nummer: str) -> bool:
    """Whether nobody would take a number for hours, a count or a year."""
    if not nummer.isdecimal():
        return len(nummer) > 2
    return (nummer.startswith("0") and len(nummer) > 2) or (len(nummer) > 3 and int(nummer) not in _YEARS)


def _longest(texts: Iterable[str]) -> list[str]:
    return sorted({text for text in texts if text.strip()}, key=lambda text: (-len(text), text))


def _any(texts: Iterable[str]) -> str:
    """One of these texts as a whole; a pattern that is never found when there are none."""
    return "|".join(_bounded(_loose(text)) for text in _longest(texts)) or "(?!)"


def _bounded(pattern: str) -> str:
    return rf"(?<!\w)(?:{pattern})(?!\w)"


def _loose(text: str) -> str:
    """A text however its spaces and accents are written."""
    forms = dict.fromkeys(unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    return "|".join(r"\s+".join(map(re.escape, form.split())) for form in forms)
