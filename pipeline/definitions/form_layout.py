"""What a form asks and how it is worded, by what its catalog declares and what the settings turn on."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from pipeline.definitions.layout import Blad, Kolom, Layout, Veld, load_layout, narrowed, whole_layout
from pipeline.definitions.rules import Rules
from pipeline.model.catalog import BLADEN, COMPETENTIES, KERNTAKEN, Catalog

DEVELOPMENT = frozenset({"ontwikkelen", "mate"})  # columns that the settings turn on and off


def form_layout(catalog: Catalog, rules: Rules) -> Layout:
    """The layout of the forms of a catalog, with what is asked about development by these settings."""
    if not (catalog.eigen_vorm or catalog.antwoorden.functie or rules.ontwikkelt(catalog) or catalog.stappen):
        return load_layout()
    return _form_layout(catalog, rules.ontwikkelt(catalog), rules.ontwikkeling.mate)


@lru_cache(maxsize=64)
def _form_layout(catalog: Catalog, ontwikkelt: bool, mate: bool) -> Layout:  # as keys of the cache
    layout = whole_layout()
    asked = {blad: _asked(getattr(catalog.antwoorden, blad), blad, ontwikkelt, mate) for blad in BLADEN}
    asked["functie"] = {*catalog.antwoorden.functie}
    bladen = {}
    for key, blad in layout.formulier.items():
        if blad.standaard or ontwikkelt:
            kept = asked.get(key, set()) | {k.key for k in blad.onderdelen if _is_kept(key, k, catalog)}
            bladen[key] = _worded(narrowed(_ordered(blad) if catalog.eigen_vorm else blad, kept), key, catalog)
    return layout.model_copy(update={"formulier": bladen})


def _asked(columns: Iterable[str], blad: str, ontwikkelt: bool, mate: bool) -> set[str]:
    """Keys of the answers on a sheet: development by the settings, whatever the catalog itself says."""
    own = {*columns} - DEVELOPMENT
    if ontwikkelt and (blad == COMPETENTIES or DEVELOPMENT.intersection(columns)):
        own |= {"ontwikkelen"} | ({"mate"} if mate and blad == COMPETENTIES else set())
    return own


def _has_column(catalog: Catalog, blad: str, key: str) -> bool:
    """Whether a form has a fixed column: some only where the catalog has something for them."""
    own = catalog.eigen_vorm
    soorten = catalog.soorten if blad == KERNTAKEN else catalog.competentiesoorten
    optional = {
        "niveau": own and bool(catalog.niveaus),
        "gebied": own and bool(catalog.gebieden),
        "soort": not own or len(soorten) > 1,
        "onderbouwing": catalog.heeft_redenen or not own,
        "klopt": not own,
    }
    return optional.get(key, True)


def _is_kept(key: str, part: Kolom | Veld, catalog: Catalog) -> bool:
    """Whether a part that is not asked for by its key is on the form."""
    if key in BLADEN and isinstance(part, Kolom):
        return not part.ingevuld and _has_column(catalog, key, part.key)
    return part.standaard or (isinstance(part, Kolom) and key not in BLADEN)


def _ordered(blad: Blad) -> Blad:
    """A sheet as forms with questions of their own have it."""
    eigen, places = blad.eigen, {key: place for place, key in enumerate(blad.eigen.volgorde)}
    ordered = sorted(blad.kolommen, key=lambda kolom: places.get(kolom.key, len(places)))
    kolommen = [k.model_copy(update={"breedte": eigen.breedtes.get(k.key, k.breedte)}) for k in ordered]
    velden = tuple(v.model_copy(update={"prompt": v.eigen or v.prompt}) for v in blad.velden)
    texts = {"titel": eigen.titel or blad.titel, "intro": eigen.intro or blad.intro, "slot": eigen.slot or blad.slot}
    return blad.model_copy(update={"kolommen": tuple(kolommen), "velden": velden, **texts})


def _worded(blad: Blad, key: str, catalog: Catalog) -> Blad:
    """A sheet in the words of the catalog: its name, title, headers and steps."""
    words = catalog.woorden
    koppen = {"groep": words.groep, "gebied": words.gebied}
    if key == KERNTAKEN:
        koppen["naam"] = words.kerntaak
    renamed = tuple(k.model_copy(update={"kop": koppen.get(k.key) or k.kop}) for k in blad.kolommen)
    update: dict[str, object] = {"kolommen": renamed}
    if key == KERNTAKEN and words.kerntaken:
        update |= {"naam": words.kerntaken, "titel": words.kerntaken}
    if key == "uitleg" and catalog.stappen:
        steps = enumerate(catalog.stappen, 1)
        update["regels"] = tuple((str(number), stap.doen, stap.blad) for number, stap in steps)
    return blad.model_copy(update=update)
