"""No code names a catalog, one of its codes, a word of its scales or a sheet of answers: a catalog declares them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.catalog import BLADEN
from tests.conftest import MODULES, ROOT

CATALOGS = [load_catalog(path) for path in sorted((SCHEMAS / "catalogs").glob("*.yaml"))]
DECLARE = {  # where the sheets get their keys, and where they are fields of a Word template or names of totals
    "model/catalog.py",
    "definitions/catalog_file.py",
    "definitions/example.py",
    "checking/judge.py",
    "checking/form_rules.py",
    "render/workbooks/keuzes.py",
    "forms/live/calculation.py",
    "forms/live/places.py",
    "forms/live/eigen.py",
}
FIELDS = "render/word/"


def literals(path: Path) -> Iterator[str]:
    """Every text in a module that is no docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    bodies = [node.body for node in ast.walk(tree) if isinstance(node, documented)]
    docstrings = {id(body[0].value) for body in bodies if body and isinstance(body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node.value


def declared() -> set[str]:
    """Names and codes of the shipped catalogs, of two signs and more, and the words of what cannot be left out."""
    codes = {catalog.id for catalog in CATALOGS} | {waarde.code for c in CATALOGS for waarde in c.functieniveaus}
    for catalog in CATALOGS:
        codes |= {*catalog.groep, *catalog.kerntaak, *catalog.kernopgave, *catalog.competentie}
        codes |= {waarde.code for waarde in catalog.schalen["nodig"]} if catalog.schalen else set()
    return {code for code in codes if len(code) > 1}


def test_no_code_names_a_catalog_or_what_it_declares() -> None:
    """Not its id, a code of a group, task or competency, or a word for how much a function needs something."""
    names = declared()
    assert {"bouwstenen", "uitwerking", "scw", "BF1", "2.4-U1", "EMG-09", "noodzakelijk", "SCW3"} <= names
    found = {(path.name, text) for path in MODULES for text in literals(path) if text in names}
    assert not found


@pytest.mark.parametrize("blad", BLADEN)
def test_a_sheet_of_answers_is_named_in_one_place(blad: str) -> None:
    """Others ask model.catalog for its key; in a Word template it is the name of a field."""
    paths = {path.relative_to(ROOT / "pipeline").as_posix() for path in MODULES if blad in literals(path)}
    assert "model/catalog.py" in paths
    assert not {path for path in paths - DECLARE if not path.startswith(FIELDS)}
