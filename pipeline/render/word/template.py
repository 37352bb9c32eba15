"""Word documents: a template compiled once, and per document only what differs (design.md 4).

A template is patched as docxtpl does it, so that the tags work as its manual says; docxtpl is the oracle of the tests.
Two things differ on purpose: a typed "{_{" stays what it is, and document properties are not escaped twice.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import NoReturn

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateSyntaxError
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types
from markupsafe import escape

from pipeline.base.package import QUICK, Package
from pipeline.definitions.document_words import load_phrases
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop
from pipeline.render.word.kinds import PROFIEL, Documentsoort
from pipeline.render.word.template_check import Fault, cause, check_fields, make_environment

_CONTENT_TYPES = "[Content_Types].xml"
_KINDS = {  # content type of a part that may hold tags -> its kind
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": "document",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml": "header",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml": "footer",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml": "footnotes",
    "application/vnd.openxmlformats-package.core-properties+xml": "core",
}
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_NEVER_EMPTY = [
    (_W + tag, _W + inside) for tag, inside in (("tbl", "tr"), ("tr", "tc"), ("tc", "p"), ("ftr", "p"), ("hdr", "p"))
]
_OTHER_TAGS = re.compile(r"(?:\{\{(?:p|r|tr|tc)|\{%tc)\s[^{}]*[}%]\}")  # of docxtpl: rich text and column loops
_TAG = re.compile(r"\{[{%#_]|_\}")
_LITERALS = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")  # docxtpl's way to write "{{" as text
_BREAKS = "\n\t\a\f"  # what docxtpl makes line breaks, tabs, paragraphs and pages of
_docxtpl = DocxTemplate("")  # opens nothing: only its two functions on XML text are used


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the package that holds tags, ready to fill in."""

    name: str
    soort: str
    template: Template
    drawings: bool  # their numbers must differ, also when they are repeated

    def render(self, context: Mapping[str, object]) -> str:
        xml = self.template.render(context)
        for sign in _BREAKS if self.soort != "core" else "":
            if sign in xml:
                xml = _without(sign, xml)
        return _DECLARATION + (_renumbered(xml) if self.drawings else xml)


@dataclass(frozen=True, slots=True)
class Sjabloon:
    """A compiled template: the unchanging parts, packed, the parts to fill in, and the field that all must show."""

    static: Package
    parts: tuple[_Part, ...]
    kenmerk: str

    def render(self, context: Mapping[str, object]) -> bytes:
        """The document as a .docx file: the same context gives the same bytes.

        Raises AssertionError when the result does not show the kenmerk of the context (faults.md 2).
        """
        rendered = [(part, part.render(context)) for part in self.parts]
        if not _shows(((part.soort, xml) for part, xml in rendered), context[self.kenmerk]):
            raise AssertionError(f"a rendered document does not show its {self.kenmerk}")
        return self.static.with_parts(((part.name, xml.encode()) for part, xml in rendered), QUICK).to_bytes()


def compile_sjabloon(path: Path, catalog: Catalog, soort: Documentsoort = PROFIEL) -> Sjabloon:
    """Check a template of a kind and make it ready for many documents of this catalog.

    Raises Stop with a finding `sjabloon_fout` for every fault, with part, tag and cause. Tags are checked before any
    of them runs; then the template is tried on made-up people, to see that whole documents come out.
    """
    package = _read_package(path)
    kinds = _kinds(path, package)
    trees = {name: _parsed(path, package[name]) for name in kinds}
    sources = {name: _source(tree, kinds[name]) for name, tree in trees.items()}
    sample = soort.voorbeeld()
    faults = {name: [*_tag_faults(tree), *_field_faults(sources[name], sample)] for name, tree in trees.items()}
    _stop_on(path, [(kinds[name], fault) for name, found in faults.items() for fault in found])
    parts = tuple(_compiled(path, name, kinds[name], text) for name, text in sources.items() if _TAG.search(text))
    _stop_on(path, [fault for fields in soort.proeven(catalog) for fault in _trial(parts, fields, soort.kenmerk)])
    filled = {part.name for part in parts}
    static = [(name, package[name]) for name in sorted(package, key=_CONTENT_TYPES.__ne__) if name not in filled]
    return Sjabloon(Package().with_parts(static), parts, soort.kenmerk)


def _stop_on(path: Path, faults: Iterable[tuple[str, Fault]]) -> None:
    """Raise Stop when there are faults, pairs of part and fault; the same fault of two trials counts once."""
    if found := [_finding(path, soort, fault) for soort, fault in dict.fromkeys(faults)]:
        raise Stop(found)


def _refuse(path: Path, oorzaak: str, soort: str = "bestand") -> NoReturn:
    raise Stop([_finding(path, soort, Fault("", cause(oorzaak)))])


def _finding(path: Path, soort: str, fault: Fault) -> Finding:
    words = load_phrases().sjabloon
    plaats = words.plaatsen[soort]
    place = words.bij.format(plaats=plaats, tag=fault.tag) if fault.tag else plaats
    return Finding("sjabloon_fout", Address(path.name), {"plaats": place, "oorzaak": fault.oorzaak})


# --- reading the template ------------------------------------------------------------------------------------------


def _read_package(path: Path) -> dict[str, bytes]:
    """The parts of the file by name; Stop when it is no zip of parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {entry.filename: archive.read(entry) for entry in archive.infolist() if not entry.is_dir()}
    except OSError:
        _refuse(path, "ontbreekt")
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, zlib.error):  # encrypted, cut off, ...
        _refuse(path, "geen_docx")


def _kinds(path: Path, package: Mapping[str, bytes]) -> dict[str, str]:
    """The parts that may hold tags, with their kind; Stop when the package is not one ordinary document."""
    types = _parsed(path, package[_CONTENT_TYPES]) if _CONTENT_TYPES in package else []
    named = {entry.get("PartName", "").lstrip("/"): _KINDS.get(entry.get("ContentType", "")) for entry in types}
    kinds = {name: soort for name, soort in named.items() if soort and name in package}
    if [*kinds.values()].count("document") != 1:
        _refuse(path, "geen_docx")
    return kinds


def _parsed(path: Path, data: bytes) -> etree._Element:
    """A part as docxtpl parses it; Stop when it is no XML, or declares entities."""
    try:
        root = etree.fromstring(data, etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        root = None
    if root is None or root.getroottree().docinfo.doctype:
        _refuse(path, "geen_docx")
    return root


def _source(tree: etree._Element, soort: str) -> str:
    """The text of a part with its tags freed from Word's mark-up, as jinja2 takes it."""
    text = etree.tostring(tree, encoding="unicode")
    return text if soort == "core" else str(_docxtpl.patch_xml(text))


def _tag_faults(tree: etree._Element) -> Iterator[Fault]:
    for paragraph in tree.iter(_W + "p"):
        text = "".join(node.text or "" for node in paragraph.iter(_W + "t"))
        yield from (Fault(tag, cause("vorm")) for tag in _OTHER_TAGS.findall(text))


def _field_faults(text: str, sample: Mapping[str, object]) -> list[Fault]:
    try:
        return [*check_fields(text, sample)]
    except (RecursionError, ValueError):  # brackets without end, a number of thousands of digits
        return [Fault("", cause("schrijfwijze"))]


def _compiled(path: Path, name: str, soort: str, text: str) -> _Part:
    literal = _LITERALS.sub(lambda found: "{{ '" + found.group().replace("_", "", 1) + "' }}", text)
    try:
        template = make_environment().from_string(literal)
    except (TemplateSyntaxError, SyntaxError, RecursionError):  # loops in loops in loops: shows when code is made of it
        _refuse(path, "schrijfwijze", soort)
    return _Part(name, soort, template, "<wp:docPr" in text and soort == "document")


def _trial(parts: Iterable[_Part], fields: Mapping[str, object], kenmerk: str) -> Iterator[tuple[str, Fault]]:
    """Faults of a whole document: parts that are no longer Word's XML, and a missing kenmerk."""
    rendered = [(part.soort, part.render(fields)) for part in parts]
    yield from ((soort, Fault("", cause("opbouw"))) for soort, xml in rendered if not _is_sound(xml))
    if not _shows(rendered, fields[kenmerk]):
        yield "bestand", Fault("", cause("zonder_kenmerk", veld=kenmerk))


def _shows(rendered: Iterable[tuple[str, str]], value: object) -> bool:
    """Whether people can read a value somewhere; the properties do not count."""
    return any(str(escape(value)) in xml for soort, xml in rendered if soort != "core")


def _is_sound(xml: str) -> bool:
    try:
        root = etree.fromstring(xml.encode("utf-8"))
    except etree.XMLSyntaxError:
        return False
    return all(node.find(f".//{inside}") is not None for tag, inside in _NEVER_EMPTY for node in root.iter(tag))


# --- filling in ----------------------------------------------------------------------------------------------------


def _without(sign: str, xml: str) -> str:
    """Newlines and tabs of values as Word's own, by docxtpl, but only in the paragraphs that hold the sign."""
    *paragraphs, rest = (piece + "</w:p>" for piece in xml.split("</w:p>"))  # docxtpl, too, takes the first for the end
    resolved = (_docxtpl.resolve_listing(piece) if sign in piece else piece for piece in paragraphs)
    return "".join(resolved) + rest.removesuffix("</w:p>")


def _renumbered(xml: str) -> str:
    numbers = count(1001)  # where docxtpl starts
    return re.sub(r'(<wp:docPr\b[^>]*?\bid=")[^"]*', lambda found: f"{found[1]}{next(numbers)}", xml)
