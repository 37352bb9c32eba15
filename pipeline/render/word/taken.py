"""What somebody does now, counted by group and niveau: neutral, for a mixed picture is no fault (001:32-42)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator
from functools import lru_cache

from pipeline.definitions.document_words import load_phrases, task_words
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Antwoorden
from pipeline.render.word.taak_fields import Groeptelling, Niveautelling, Taakvelden


def count_taken(antwoorden: Antwoorden, catalog: Catalog) -> Taakvelden:
    """The kerntaken that are done, counted, in the catalog's own words."""
    taken, (one, more) = antwoorden.taken, task_words(catalog)
    return {
        "kop_groep": catalog.woorden.groep or load_phrases().woorden.groep.capitalize(),
        "kop_kerntaak": one.capitalize(),
        "kop_kerntaken": more.capitalize(),
        "groepen": [*_groups(taken, catalog)],
        "kerntaken_samen": _together(taken, catalog) if taken else "",
        "groepen_zonder": _without(taken, catalog) if taken else "",
    }


@lru_cache(maxsize=8)
def _codes(catalog: Catalog) -> dict[str, dict[str, frozenset[str]]]:
    """Codes by group and niveau ("" where the catalog has none), of groups that have any."""
    niveaus = [niveau.code for niveau in catalog.niveaus] or [""]
    found = {
        groep.code: {
            niveau: frozenset(k.code for k in catalog.kerntaken if (k.groep, k.niveau or "") == (groep.code, niveau))
            for niveau in niveaus
        }
        for groep in catalog.groepen
    }
    return {groep: own for groep, own in found.items() if any(own.values())}


def _groups(taken: Collection[str], catalog: Catalog) -> Iterator[Groeptelling]:
    """The groups of which anything is done."""
    namen, words = {niveau.code: niveau.naam for niveau in catalog.niveaus}, load_phrases().taken
    for groep, own in _codes(catalog).items():
        done = {niveau: sum(code in taken for code in codes) for niveau, codes in own.items()}
        if any(done.values()):
            niveaus: list[Niveautelling] = [
                {
                    "naam": namen.get(niveau, ""),
                    "telling": words.telling.format(aantal=done[niveau], alle=len(codes)),
                }
                for niveau, codes in own.items()
            ]
            yield {"naam": catalog.groep[groep].naam, "niveaus": niveaus}


def _together(taken: Collection[str], catalog: Catalog) -> str:
    words, woord = load_phrases().taken, task_words(catalog)[len(taken) != 1]
    counts = Counter(catalog.kerntaak[code].soort for code in taken)
    soorten = [f"{counts[soort.code]} {soort.naam.lower()}" for soort in catalog.soorten if counts[soort.code]]
    pattern = words.soorten if len(catalog.soorten) > 1 else words.samen  # one soort says nothing
    return pattern.format(aantal=len(taken), woord=woord, soorten=", ".join(soorten))


def _without(taken: Collection[str], catalog: Catalog) -> str:
    namen = [
        catalog.groep[groep].naam
        for groep, own in _codes(catalog).items()
        if not any(code in taken for codes in own.values() for code in codes)
    ]
    return load_phrases().taken.zonder.format(woord=task_words(catalog)[1], groepen="; ".join(namen)) if namen else ""
