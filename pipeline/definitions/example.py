"""What an example profile gives a form to start with, in a steunpunt that does not perform everything (Stap 2)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from pipeline.definitions.reasons import reasons
from pipeline.model.catalog import Catalog, Voorbeeldprofiel


def example_for(catalog: Catalog, naam: str, uitgevoerd: Collection[str]) -> Voorbeeldprofiel | None:
    """The example profile of this name with what is pre-filled of it; None when there is none of that name.

    uitgevoerd: codes of the groups that the steunpunt performs; none of them: not chosen yet, so the whole example.
    """
    return _example(catalog, naam, frozenset(uitgevoerd))


@lru_cache(maxsize=256)
def _example(catalog: Catalog, naam: str, uitgevoerd: frozenset[str]) -> Voorbeeldprofiel | None:
    voorbeeld = catalog.voorbeeldprofiel.get(naam)
    if not voorbeeld or not uitgevoerd:
        return voorbeeld
    performed = {None, *uitgevoerd}
    taken = [
        code
        for code in voorbeeld.kerntaken
        if code in catalog.altijd or catalog.basisfunctie(catalog.kerntaak[code]) in performed
    ]
    competenties = [code for code in voorbeeld.competenties if reasons(code, taken, (), catalog)]
    return voorbeeld.model_copy(update={"kerntaken": tuple(taken), "competenties": tuple(competenties)})
