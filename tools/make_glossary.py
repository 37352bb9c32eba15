"""Write docs/glossary.md from schemas/glossary.yaml and the shipped catalog.

Usage: make glossary, or .venv/bin/python tools/make_glossary.py [file]
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.schema_files import load_schema
from pipeline.model.catalog import Catalog, Competentie, Groep, Kernopgave, Kerntaak

PAGE = Path(__file__).resolve().parent.parent / "docs" / "glossary.md"
HEAD = """\
# Glossary

Code, file names and outputs leave the Dutch nouns of the field untranslated: they are the ids of the catalog, and what
users see. Made by `make glossary` from `schemas/glossary.yaml` and the catalog; do not edit this page by hand.
"""


class Glossary(BaseModel):
    """schemas/glossary.yaml: heading -> term -> explanation, and the English of the catalog's names."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    begrippen: Mapping[str, Mapping[str, str]]
    namen: Mapping[str, str]


def load_glossary() -> Glossary:
    """The terms as they stand in the file. Raises YAMLError when one stands there twice."""
    return load_schema("glossary.yaml", Glossary)


def make_glossary(glossary: Glossary, catalog: Catalog) -> str:
    """The page. KeyError when a name of the catalog has no English."""
    parts = [HEAD]
    for kop, termen in glossary.begrippen.items():
        terms = [(f"`{term}`", uitleg) for term, uitleg in sorted(termen.items())]
        parts.append(_section(kop, ("Dutch", "in English"), terms))
    for kop, ingangen in _entries(catalog):
        names = [(ingang.code, ingang.naam, glossary.namen[ingang.naam]) for ingang in ingangen]
        parts.append(_section(f"{kop} in the catalog", ("code", "name", "in English"), names))
    return "\n".join(parts)


def _entries(catalog: Catalog) -> Iterator[tuple[str, Sequence[Groep | Kerntaak | Kernopgave | Competentie]]]:
    yield "Groepen", catalog.groepen
    yield "Kerntaken", catalog.kerntaken
    yield "Kernopgaven", catalog.kernopgaven
    yield "Competenties", catalog.competenties


def _section(kop: str, header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join([f"## {kop}", "", *(f"| {' | '.join(line)} |" for line in lines), ""])


def main(page: Path = PAGE) -> None:
    """Write the page."""
    page.write_text(make_glossary(load_glossary(), shipped_catalog()), "utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE)
