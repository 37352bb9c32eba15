"""A part of a Word template: its tags freed from Word's mark-up, and compiled.

A part is patched as docxtpl does it, so that the tags work as its manual says; docxtpl is the oracle of the tests.
Two things differ on purpose: a typed "{_{" stays what it is, and document properties are not escaped twice.
"""

from __future__ import annotations

import re

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.render.word.environment import make_environment
from pipeline.render.word.sjabloon import Part, docxtpl

_LITERALS = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")  # docxtpl's way to write "{{" as text


def source_of(tree: etree._Element, soort: str) -> str:
    """The text of a part as jinja2 takes it."""
    text = etree.tostring(tree, encoding="unicode")
    return text if soort == "core" else str(docxtpl().patch_xml(text))


def compile_part(name: str, soort: str, source: str) -> Part:
    """Raises TemplateSyntaxError, SyntaxError or RecursionError: loops in loops in loops show when code is made."""
    return Part(
        name, soort, make_environment().from_string(literal(source)), "<wp:docPr" in source and soort == "document"
    )


def literal(source: str) -> str:
    """The text in which docxtpl's signs for "{{" and its kin are texts to show."""
    return _LITERALS.sub(lambda found: "{{ '" + found.group().replace("_", "", 1) + "' }}", source)
