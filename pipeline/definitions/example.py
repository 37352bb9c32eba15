"""What an example profile gives a form to start with, in a steunpunt that does not perform everything (Stap 2)."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from pipeline.base.names import normal
from pipeline.definitions.reasons import reasons
from pipeline.model.catalog import COMPETENTIES, KERNTAKEN, Catalog, Voorbeeldprofiel

Voorbeelden = tuple[Voorbeeldprofiel, ...]


def known_example(catalog: Catalog, typed: str, eigen: Voorbeelden = ()) -> str:
    """The name of the example profile as it is spelled; "" when there is none of that name."""
    found = _by_name(catalog, eigen).get(normal(typed))
    return found.naam if found else ""


def example_names(catalog: Catalog, eigen: Voorbeelden = ()) -> tuple[str, ...]:
    """The names to choose from: those of the catalog, and behind them those of somebody's own."""
    return tuple(voorbeeld.naam for voorbeeld in _by_name(catalog, eigen).values())


def example_for(
    catalog: Catalog, naam: str, uitgevoerd: Collection[str], eigen: Voorbeelden = ()
) -> Voorbeeldprofiel | None:
    """The example profile of this name with what is pre-filled of it; None when there is none of that name.

    uitgevoerd: codes of the groups that the steunpunt performs; none of them: not chosen yet, so the whole example.
    eigen: examples of its own, which go before one of that name in the catalog.
    """
    return _example(catalog, naam, frozenset(uitgevoerd), eigen)


def _by_name(catalog: Catalog, eigen: Voorbeelden) -> dict[str, Voorbeeldprofiel]:
    return {normal(voorbeeld.naam): voorbeeld for voorbeeld in (*catalog.voorbeeldprofielen, *eigen)}


@lru_cache(maxsize=256)
def _example(catalog: Catalog, naam: str, uitgevoerd: frozenset[str], eigen: Voorbeelden) -> Voorbeeldprofiel | None:
    voorbeeld = _by_name(catalog, eigen).get(normal(naam))
    if not voorbeeld or not uitgevoerd:
        return voorbeeld
    performed = {None, *uitgevoerd}
    taken = [
        code
        for code in voorbeeld.kerntaken
        if code in catalog.altijd or catalog.basisfunctie(catalog.kerntaak[code]) in performed
    ]
    asked = catalog.heeft_redenen  # where nothing asks for a competency, none of them loses its reason
    kept = [code for code in voorbeeld.competenties if not asked or reasons(code, taken, (), catalog)]
    left = {KERNTAKEN: {*taken}, COMPETENTIES: {*kept}}
    waarden = [waarde for waarde in voorbeeld.waarden if waarde[1] in left[waarde[0]]]
    update = {"kerntaken": tuple(taken), "competenties": tuple(kept), "waarden": tuple(waarden)}
    return voorbeeld.model_copy(update=update)
