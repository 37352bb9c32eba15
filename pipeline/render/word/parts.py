"""A part of a Word template: its tags freed from Word's mark-up, compiled once, filled in for each document.

A part is patched as docxtpl does it, so that the tags work as its manual says; docxtpl is the oracle of the tests.
Two things differ on purpose: a typed "{_{" stays what it is, and document properties are not escaped twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import count

from docxtpl import DocxTemplate
from jinja2 import Template
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.render.word.template_check import make_environment

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LITERALS = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")  # docxtpl's way to write "{{" as text
_BREAKS = "\n\t\a\f"  # what docxtpl makes line breaks, tabs, paragraphs and pages of
_docxtpl = DocxTemplate("")  # opens nothing: only its two functions on XML text are used


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the package that holds tags, ready to fill in."""

    name: str
    soort: str
    template: Template
    drawings: bool  # their numbers must differ, also when they are repeated

    def render(self, context: Mapping[str, object]) -> str:
        """The part of one document."""
        return self.finish(self.template.render(context))

    def finish(self, xml: str) -> str:
        """What the template gives, with line breaks and tabs of Word's own."""
        for sign in _BREAKS if self.soort != "core" else "":
            if sign in xml:
                xml = _without(sign, xml)
        return _DECLARATION + (_renumbered(xml) if self.drawings else xml)


def source_of(tree: etree._Element, soort: str) -> str:
    """The text of a part as jinja2 takes it."""
    text = etree.tostring(tree, encoding="unicode")
    return text if soort == "core" else str(_docxtpl.patch_xml(text))


def compile_part(name: str, soort: str, source: str) -> Part:
    """Raises TemplateSyntaxError, SyntaxError or RecursionError: loops in loops in loops show when code is made."""
    return Part(
        name, soort, make_environment().from_string(literal(source)), "<wp:docPr" in source and soort == "document"
    )


def literal(source: str) -> str:
    """The text in which docxtpl's signs for "{{" and its kin are texts to show."""
    return _LITERALS.sub(lambda found: "{{ '" + found.group().replace("_", "", 1) + "' }}", source)


def _without(sign: str, xml: str) -> str:
    """Newlines and tabs of values as Word's own, by docxtpl, but only in the paragraphs that hold the sign."""
    *paragraphs, rest = (piece + "</w:p>" for piece in xml.split("</w:p>"))  # docxtpl, too, takes the first for the end
    resolved = (_docxtpl.resolve_listing(piece) if sign in piece else piece for piece in paragraphs)
    return "".join(resolved) + rest.removesuffix("</w:p>")


def _renumbered(xml: str) -> str:
    numbers = count(1001)  # where docxtpl starts
    return re.sub(r'(<wp:docPr\b[^>]*?\bid=")[^"]*', lambda found: f"{found[1]}{next(numbers)}", xml)
