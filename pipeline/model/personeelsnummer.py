"""A personeelsnummer as people type it, and the same one in the team."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.base.names import file_part


def match_nummer(nummer: str, team: frozenset[str]) -> str:
    """The team's own spelling of a number: the same but for case, or for leading zeros that Excel dropped.

    The number itself when the team has none such, or more than one.
    """
    if nummer in team or not nummer:
        return nummer
    same = [known for known in team if same_nummer(known, nummer)]
    return same[0] if len(same) == 1 else nummer


def same_nummer(one: str, other: str) -> bool:
    """Whether two numbers are the same but for case and leading zeros, which Excel drops."""
    return _bare(one) == _bare(other)


def whose_name(bestand: str, team: frozenset[str]) -> str:
    """The number that a file bears as its name or its first word, as a form does that was handed out; "" for none."""
    stem = PurePosixPath(bestand).stem
    return next((nummer for nummer in team if f"{stem} ".startswith(f"{file_part(nummer, distinct=True)} ")), "")


def _bare(nummer: str) -> str:
    return nummer.casefold().lstrip("0")
