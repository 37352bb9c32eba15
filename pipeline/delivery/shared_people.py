"""People with one personeelsnummer in two steunpunten of one koepel (design.md 2.4)."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from pipeline.base.dutch import dutch_number
from pipeline.delivery.outcome import Uitkomst
from pipeline.delivery.period.folder import Periodemap
from pipeline.delivery.period.records import record_name
from pipeline.model.analysed import Omvang
from pipeline.model.findings import Finding
from pipeline.model.kept_groups import Steunpuntrecord

PARTS = 8


def shared_people(uitkomsten: Sequence[Uitkomst], periodemap: Periodemap) -> dict[str, list[Finding]]:
    """design.md 2.4: one personeelsnummer in two steunpunten of one koepel is a warning with the summed hours.

    By steunpunt. Only the records of those that may have such a person are read.
    """
    twice = _twice(uitkomsten)
    if not twice:
        return {}
    concerned = (uitkomst for uitkomst in uitkomsten if not twice.isdisjoint(_hashes([uitkomst])))
    records = (periodemap.present_record(record_name(uitkomst.map), Steunpuntrecord) for uitkomst in concerned)
    return tell_shared((one.steunpunt.map, one.samenvatting.koepel, one.omvang) for one in records)


def tell_shared(steunpunten: Iterable[tuple[str, str, Sequence[Omvang]]]) -> dict[str, list[Finding]]:
    """The same, from the folder, the koepel and the hours of the people of each steunpunt.

    Of two people with one number (faults.md 52) nothing is summed.
    """
    places: defaultdict[tuple[str, str], list[tuple[str, Omvang]]] = defaultdict(list)
    for map_, koepel, people in steunpunten:
        for omvang in people if koepel else ():
            places[koepel.casefold(), omvang.personeelsnummer.casefold()].append((map_, omvang))
    extra: defaultdict[str, list[Finding]] = defaultdict(list)
    for found in places.values():
        for map_, _ in found if len(found) > 1 else ():
            extra[map_].append(_shared_person(map_, found))
    return extra


def _twice(uitkomsten: Iterable[Uitkomst]) -> frozenset[int]:
    """Hashes of people that are there more than once; of a part of all people at a time, for each is an object then."""
    hashes, found = _hashes(uitkomsten), set[int]()
    for part in range(PARTS):
        ordered = sorted(one for one in hashes if one % PARTS == part)
        found |= {one for one, following in pairwise(ordered) if one == following}
    return frozenset(found)


def _hashes(uitkomsten: Iterable[Uitkomst]) -> array[int]:
    found = array("Q")
    for uitkomst in uitkomsten:
        found.frombytes(uitkomst.mensen)
    return found


def _shared_person(here: str, found: Sequence[tuple[str, Omvang]]) -> Finding:
    if len({omvang.wie for _, omvang in found} - {""}) > 1:
        there = ", ".join(map_ for map_, _ in found if map_ != here)
        return Finding("nummer_bij_twee", values={"personeelsnummer": found[0][1].personeelsnummer, "map": there})
    contracts = [omvang.contract for _, omvang in found]
    known = [contract for contract in contracts if contract is not None]
    values = {
        "personeelsnummer": found[0][1].personeelsnummer,
        "map": ", ".join(there for there, _ in found if there != here),
        "uren": dutch_number(sum(omvang.bekend for _, omvang in found)),
        "contract": dutch_number(sum(known)),
    }
    return Finding("twee_steunpunten" if len(known) == len(contracts) else "twee_steunpunten_onbekend", values=values)
