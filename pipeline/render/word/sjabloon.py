"""Word documents: of a compiled template, and per document only what differs (design.md 4)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import count
from typing import TYPE_CHECKING

from jinja2 import Template
from markupsafe import escape

from pipeline.base.package import QUICK, Package
from pipeline.model.findings import Finding

if TYPE_CHECKING:
    from docxtpl import DocxTemplate

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_BREAKS = "\n\t\a\f"  # what docxtpl makes line breaks, tabs, paragraphs and pages of


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


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A compiled template: the unchanging parts, packed, the parts to fill in, and the field that all must show.

    opmerkingen: what HR is told about it, though it can be used.
    """

    static: Package
    parts: tuple[Part, ...]
    kenmerk: str
    opmerkingen: tuple[Finding, ...] = ()

    def render(self, context: Mapping[str, object]) -> bytes:
        """The document as a .docx file: the same context gives the same bytes.

        Raises AssertionError when its body does not show the kenmerk of the context (faults.md 2).
        """
        rendered = [(part, part.render(context)) for part in self.parts]
        if not any(shows(xml, context[self.kenmerk]) for part, xml in rendered if part.soort == "document"):
            raise AssertionError(f"a rendered document does not show its {self.kenmerk}")
        return self.static.with_parts(((part.name, xml.encode()) for part, xml in rendered), QUICK).to_bytes()


def shows(body: str, value: object) -> bool:
    """Whether a filled-in body holds a value."""
    return str(escape(value)) in body


def _without(sign: str, xml: str) -> str:
    """Newlines and tabs of values as Word's own, by docxtpl, but only in the paragraphs that hold the sign."""
    *paragraphs, rest = (piece + "</w:p>" for piece in xml.split("</w:p>"))  # docxtpl, too, takes the first for the end
    resolved = (docxtpl().resolve_listing(piece) if sign in piece else piece for piece in paragraphs)
    return "".join(resolved) + rest.removesuffix("</w:p>")


@cache
def docxtpl() -> DocxTemplate:
    """Its functions on XML text: it opens nothing."""
    from docxtpl import DocxTemplate

    return DocxTemplate("")


def _renumbered(xml: str) -> str:
    numbers = count(1001)  # where docxtpl starts
    return re.sub(r'(<wp:docPr\b[^>]*?\bid=")[^"]*', lambda found: f"{found[1]}{next(numbers)}", xml)
