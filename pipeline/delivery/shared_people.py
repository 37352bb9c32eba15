"""People with one personeelsnummer in two steunpunten of one koepel (design.md 2.4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from pipeline.base.dutch import dutch_number
from pipeline.delivery.outcome import Uitkomst
from pipeline.model.analysed import Omvang
from pipeline.model.findings import Finding


def shared_people(uitkomsten: Iterable[Uitkomst]) -> dict[str, list[Finding]]:
    """design.md 2.4: one personeelsnummer in two steunpunten of one koepel is a warning with the summed hours.

    Of two people with one number (faults.md 52) nothing is summed.
    """
    places: defaultdict[tuple[str, str], list[tuple[str, Omvang]]] = defaultdict(list)
    for uitkomst in uitkomsten:
        for omvang in uitkomst.omvang:
            if koepel := uitkomst.samenvatting.koepel.casefold():
                places[koepel, omvang.personeelsnummer.casefold()].append((uitkomst.map, omvang))
    extra: defaultdict[str, list[Finding]] = defaultdict(list)
    for found in places.values():
        for map_, _ in found if len(found) > 1 else ():
            extra[map_].append(_shared_person(map_, found))
    return extra


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
