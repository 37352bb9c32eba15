"""Write the tables in docs/bouwstenen.md from the shipped catalog; the rest of that page is written by hand.

Usage: make bouwstenen, or .venv/bin/python -m tools.make_bouwstenen
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.catalog import Catalog

PAGE = Path(__file__).resolve().parent.parent / "docs" / "bouwstenen.md"
_SECTION = re.compile(r"(<!-- make bouwstenen: (\w+) -->\n).*?(<!-- einde -->\n)", re.DOTALL)


def meanings(catalog: Catalog) -> str:
    """What each group means that a steunpunt can choose."""
    rows = ((f"{groep.naam} ({groep.code})", groep.omschrijving) for groep in catalog.te_kiezen)
    return _table(("basisfunctie", "wat is dat?"), rows)


def links(catalog: Catalog) -> str:
    """The kerntaken of each group, and the competencies that it asks for (bijlage 2)."""
    rows = []
    for groep in catalog.groepen:
        taken = [f"{taak.code} {taak.naam}" for taak in catalog.kerntaken if taak.groep == groep.code]
        rows.append((groep.naam, "<br>".join(taken), _named(catalog, groep.competenties)))
    return _table(("basisfunctie of soort", "kerntaken", "competenties"), rows)


def dilemmas(catalog: Catalog) -> str:
    """The competencies that each kernopgave asks for (bijlage 2)."""
    rows = ((f"{one.code} {one.naam}", _named(catalog, one.competenties)) for one in catalog.kernopgaven)
    return _table(("kernopgave", "competenties"), rows)


def kinds(catalog: Catalog) -> str:
    """The competencies of each kind (bijlage 4)."""
    soorten = catalog.competentiesoorten
    columns = [[one.code for one in catalog.competenties if one.soort == soort.code] for soort in soorten]
    return _table([soort.naam.casefold() for soort in soorten], [[_named(catalog, codes) for codes in columns]])


SECTIONS: Mapping[str, Callable[[Catalog], str]] = {
    "basisfuncties": meanings,
    "bijlage2": links,
    "kernopgaven": dilemmas,
    "soorten": kinds,
}


def _named(catalog: Catalog, codes: Iterable[str]) -> str:
    return "<br>".join(f"{code} {catalog.competentie[code].naam}" for code in codes)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def main(page: Path = PAGE) -> None:
    """Write the page."""
    catalog = shipped_catalog()
    text = _SECTION.sub(lambda found: found[1] + SECTIONS[found[2]](catalog) + found[3], page.read_text("utf-8"))
    page.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
