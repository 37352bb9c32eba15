"""Somebody of whom data are kept, and who asks to see them or is to be forgotten ("betrokkene" in the AVG)."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.personeelsnummer import same_nummer


@dataclass(frozen=True, slots=True)
class Betrokkene:
    """nummers: spellings of the personeelsnummer; namen: all names that were kept with it.

    anderen: names of other people, which may be the same or hold this one; bestanden: names of files about this person
    alone that begin with the number; teksten: what was written about this person, or by them.
    """

    nummers: tuple[str, ...]
    namen: tuple[str, ...] = ()
    anderen: tuple[str, ...] = ()
    bestanden: tuple[str, ...] = ()
    teksten: tuple[str, ...] = ()


def spellings(nummer: str, known: frozenset[str]) -> tuple[str, ...]:
    """A number as it was typed here and there: the same but for case and leading zeros, unless those are two people.

    known: all numbers that are kept or in a team.
    """
    same = sorted(other for other in known if same_nummer(other, nummer))
    if nummer in same and len(same) > 1 and len({other.casefold() for other in same}) > 1:
        return tuple(other for other in same if other.casefold() == nummer.casefold())
    return tuple(same) or (nummer,)
