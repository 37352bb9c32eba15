"""How each answer of a form is read: what kind its label or column asks for."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, partial

from pipeline.definitions.layout import Invoersoort, Kolom, Layout, Veld
from pipeline.intake.values import (
    Unreadable,
    parse_datum,
    parse_getal,
    parse_keuze,
    parse_schaal,
    parse_tekst,
    parse_uren,
    spellings_of,
)
from pipeline.model.catalog import Catalog
from pipeline.model.workbook import Value

Parser = Callable[[Value], Value | Unreadable]
_PARSERS: dict[Invoersoort, Parser] = {
    "keuze": parse_keuze,
    "uren": parse_uren,
    "getal": parse_getal,
    "datum": parse_datum,
    "tekst": parse_tekst,
    "lijst": parse_tekst,
}


@lru_cache(maxsize=64)
def parsers_of(catalog: Catalog, layout: Layout) -> dict[tuple[str, str], Parser]:
    """How the answer at each label and in each column is read, by the keys of its sheet and its own."""
    parts = [(key, part) for key, blad in layout.formulier.items() for part in blad.onderdelen]
    return {(key, part.key): _parser(part, catalog, layout) for key, part in parts}


def _parser(part: Kolom | Veld, catalog: Catalog, layout: Layout) -> Parser:
    if part.soort != "schaal":
        return _PARSERS.get(part.soort, parse_tekst)
    waarden = layout.waarden(catalog, part.schaal or part.key)
    return partial(parse_schaal, spellings=spellings_of(waarden))
