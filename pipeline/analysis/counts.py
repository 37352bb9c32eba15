"""Counts of kerntaken by status, over groups and over periods."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeVar

from pipeline.model.analysed import Dekkingstatus
from pipeline.model.catalog import Catalog

Aantallen = Mapping[Dekkingstatus, int]

MOST_PERIODS = 13  # a year, and the month of last year to compare with


def count_by_group(rows: Iterable[tuple[str, Dekkingstatus]], catalog: Catalog) -> dict[str, Counter[Dekkingstatus]]:
    """Numbers of kerntaken by status for the code of each group; rows: code and status of each kerntaak."""
    found: defaultdict[str, Counter[Dekkingstatus]] = defaultdict(Counter)
    for kerntaak, status in rows:
        found[catalog.kerntaak[kerntaak].groep][status] += 1
    return dict(found)


def by_name(aantallen: Mapping[str, Aantallen], catalog: Catalog) -> list[tuple[str, Aantallen]]:
    """The same by the name of each group that has any, in catalog order: what the bars are drawn from."""
    return [(groep.naam, aantallen[groep.code]) for groep in catalog.groepen if aantallen.get(groep.code)]


Key = TypeVar("Key", bound=str)


def add_up(counts: Iterable[Mapping[Key, int]]) -> Counter[Key]:
    """Numbers of all steunpunten together."""
    found: Counter[Key] = Counter()
    for one in counts:
        found.update(one)
    return found
