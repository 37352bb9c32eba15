"""What the forms of a catalog are printed with: the fixed cells of every row, and all other texts that are ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.base.names import folded, normal, squeezed
from pipeline.definitions.layout import Blad, Layout
from pipeline.model.catalog import BLADEN, KERNTAKEN, Catalog, Competentie, Groep, Kernopgave, Kerntaak
from pipeline.model.printed import Gedrukt, GedruktBlad

Ingang = Kerntaak | Kernopgave | Competentie
_SOME, _SURE = 8, 12  # characters by which a text of ours is known, with a value between and without


def fixed_texts(catalog: Catalog, layout: Layout, ingang: Ingang) -> dict[str, str]:
    """What is printed on the row of an entry, by key of the column."""
    texts = {"code": ingang.code, "naam": ingang.naam}
    if catalog.eigen_vorm:
        return texts | _own_texts(catalog, ingang)
    if isinstance(ingang, Kerntaak):
        groep = catalog.basisfunctie(ingang)
        shown = catalog.groep[groep].naam if groep else layout.woorden["zonder_groep"]
        return texts | {"soort": catalog.benaming(ingang), "groep": shown}
    if isinstance(ingang, Competentie):
        soorten = [soort.naam for soort in catalog.competentiesoorten if soort.code == ingang.soort]
        gebieden = [gebied.naam for gebied in catalog.gebieden if gebied.code == ingang.gebied]
        return texts | {"soort": " · ".join([*soorten, *gebieden])}
    return texts


def _own_texts(catalog: Catalog, ingang: Ingang) -> dict[str, str]:
    """Of a form that asks something of its own: each in a column of its own, names of groups always."""
    if isinstance(ingang, Kerntaak):
        niveaus = [niveau.naam for niveau in catalog.niveaus if niveau.code == ingang.niveau]
        texts = {"groep": catalog.groep[ingang.groep].naam, "soort": catalog.soort[ingang.soort].naam}
        return texts | {"niveau": "".join(niveaus)}
    if isinstance(ingang, Competentie):
        soorten = [soort.naam for soort in catalog.competentiesoorten if soort.code == ingang.soort]
        gebieden = [gebied.naam for gebied in catalog.gebieden if gebied.code == ingang.gebied]
        return {"soort": "".join(soorten), "gebied": "".join(gebieden)}
    return {}


def explanation(layout: Layout, ingang: Ingang) -> str:
    """The comment that explains an entry, "" where there is nothing to explain."""
    if isinstance(ingang, Kernopgave):
        return ingang.beschrijving
    if isinstance(ingang, Competentie):
        return ingang.definitie
    activiteiten = [f"• {zin.tekst}" for zin in ingang.activiteiten]
    lines = [ingang.omschrijving, *([layout.woorden["activiteiten"], *activiteiten] if activiteiten else [])]
    return "\n".join(filter(None, lines))


def closing(catalog: Catalog, layout: Layout) -> tuple[str, ...]:
    """The lines below the steps on the sheet that explains, "" for a blank one."""
    woorden = layout.woorden
    keys = [f"soort_{soort.code}" for soort in catalog.competentiesoorten]
    soorten = " ".join(woorden[key] for key in keys if key in woorden)
    bron = woorden["bron"].format(vermelding=catalog.bron.vermelding)
    return ("", *filter(None, [soorten]), *layout.formulier["uitleg"].slot, "", bron)


@lru_cache(maxsize=64)
def printed(catalog: Catalog, layout: Layout) -> Gedrukt:
    """What stands on the forms of this catalog before anybody has typed."""
    bladen = {key: _sheet(catalog, layout, key) for key in layout.formulier}
    begins = {start for text in _templates(layout) if (start := _beginning(text))}
    begin = "|".join(sorted(begins | _counted(catalog)))
    return Gedrukt(catalog.id, catalog.sha256, layout.versie, bladen, begin)


def _sheet(catalog: Catalog, layout: Layout, key: str) -> GedruktBlad:
    blad = layout.formulier[key]
    entries: Mapping[str, Ingang] = catalog.ingangen(key) if key in BLADEN else {}
    shown = {kolom.key for kolom in blad.kolommen}
    texts = {code: fixed_texts(catalog, layout, ingang) for code, ingang in entries.items()}
    rows = {code: {key: text for key, text in row.items() if key in shown} for code, row in texts.items()}
    names = Counter(normal(row["naam"]) for row in rows.values())
    flow = [blad.titel, blad.intro, *(closing(catalog, layout) if key == "uitleg" else ())]
    flow += [layout.woorden["uit_verdeling"]] if key == KERNTAKEN else []
    cells = [*_cells(layout, blad), *(text for row in rows.values() for text in row.values())]
    cells += _summed_up(catalog, layout) if key == "controle" else []
    return GedruktBlad(
        ingangen=rows,
        namen={normal(row["naam"]): code for code, row in rows.items() if names[normal(row["naam"])] == 1},
        groepsnamen={(normal(row["groep"]), normal(row["naam"])): code for code, row in rows.items() if "groep" in row},
        teksten=frozenset(map(normal, cells)),
        lopend=tuple(map(folded, flow)),
        opmerkingen=frozenset(squeezed(text) for ingang in entries.values() if (text := explanation(layout, ingang))),
    )


def group_line(groep: Groep) -> str:
    """What a group is called on the sheet that sums up."""
    return f"{groep.code} {groep.naam}"


def _summed_up(catalog: Catalog, layout: Layout) -> Iterator[str]:
    """Names of the lines of the sheet that sums up a form that asks something of its own."""
    yield from map(group_line, catalog.groepen)
    yield from (woord for regel in layout.controle_eigen for woord in regel.woorden.values())


def _cells(layout: Layout, blad: Blad) -> Iterator[str]:
    """Texts of single cells that do not come from the catalog."""
    yield from (kolom.kop for kolom in blad.kolommen)
    yield from (veld.label for veld in blad.velden)
    yield from (text for regel in blad.regels for text in regel)
    yield from (regel.onderdeel for regel in layout.controle)
    yield from (regel.onderdeel for regel in layout.controle_eigen)
    yield from (other.naam for other in layout.formulier.values())


def _templates(layout: Layout) -> Iterable[str]:
    yield from layout.live.values()
    yield from layout.standen.values()
    yield layout.woorden["zonder_reden"]
    for regel in (*layout.controle, *layout.controle_eigen):
        yield from regel.woorden.values()
        yield from (geval.tekst for geval in regel.gevallen.values())


def _counted(catalog: Catalog) -> set[str]:
    """Patterns for how many tasks of a group are done, per niveau: "uitvoerend 4 van 10 · tactisch 1 van 3"."""
    if not catalog.eigen_vorm:
        return set()
    named = [re.escape(niveau.naam.casefold()) + " " for niveau in catalog.niveaus] or [""]
    return {rf"{name}\d+ van \d+" for name in named}


def _beginning(template: str) -> str:
    """A pattern for how a text of this template starts, as `normal` has it; "" when others may start so too."""
    words = [re.escape(part.casefold()) for part in re.split(r"\{\w+\}", template)]
    first, *rest = words
    if not rest:
        return first + (r"(?=\Z|[. ])" if len(template) >= _SURE else r"\Z")
    if len("".join(words[:2])) < _SOME:
        return ""
    return first if len(first) >= _SURE else rf"{first}\S+{rest[0]}"
