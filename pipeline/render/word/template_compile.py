"""A Word template checked and compiled (template.py keeps what comes of the shipped ones)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.base.package import Package
from pipeline.model.catalog import Catalog
from pipeline.render.word.kinds import Documentsoort
from pipeline.render.word.opening.changes import clean
from pipeline.render.word.opening.faults import Fault, Placed, cause, placed, refuse, stop_on, to_findings
from pipeline.render.word.opening.package import CONTENT_TYPES, TAGGED, Opened, W, open_package
from pipeline.render.word.parts import compile_part, source_of
from pipeline.render.word.sjabloon import Part, Sjabloon
from pipeline.render.word.template_check import check_fields
from pipeline.render.word.template_trial import shows_whose, try_parts

_OTHER_TAGS = re.compile(r"(?:\{\{(?:p|r|tr|tc)|\{%tc)\s[^{}]*[}%]\}")  # of docxtpl: rich text and column loops
_TAG = re.compile(r"\{[{%#_]|_\}")


def compile_now(path: Path, catalog: Catalog, soort: Documentsoort) -> Sjabloon:
    """As compile_sjabloon, of the file itself.

    Raises Stop with a finding `sjabloon_fout` for every fault, with part, tag and cause. Tags are checked before any
    of them runs; then the template is tried on made-up people, to see that whole documents come out.
    """
    opened, remarks = clean(open_package(path))
    sources = sources_of(opened)
    stop_on(path, _tag_faults(opened, sources, soort.voorbeeld()))
    parts = tuple(
        _compiled(path, name, opened.kinds[name], text) for name, text in sources.items() if _TAG.search(text)
    )
    stop_on(path, _document_faults(parts, sources, opened, soort, catalog))
    filled = {part.name for part in parts}
    names = [name for name in sorted(opened.parts, key=CONTENT_TYPES.__ne__) if name not in filled]
    static = Package().with_parts((name, opened.parts[name]) for name in names)
    return Sjabloon(static, parts, soort.kenmerk, tuple(to_findings(path, remarks, "sjabloon_let_op")))


def sources_of(opened: Opened) -> dict[str, str]:
    """The text of every part that may hold tags, by its name."""
    return {name: source_of(opened.trees[name], kind) for name, kind in opened.kinds.items() if kind in TAGGED}


def _tag_faults(opened: Opened, sources: Mapping[str, str], sample: Mapping[str, object]) -> Iterator[Placed]:
    for name, source in sources.items():
        faults = [*_other_tags(opened.trees[name]), *_field_faults(source, sample)]
        yield from ((opened.kinds[name], fault) for fault in faults)


def _other_tags(tree: etree._Element) -> Iterator[Fault]:
    for paragraph in tree.iter(W + "p"):
        text = "".join(node.text or "" for node in paragraph.iter(W + "t"))
        yield from (Fault(tag, cause("vorm")) for tag in _OTHER_TAGS.findall(text))


def _field_faults(text: str, sample: Mapping[str, object]) -> list[Fault]:
    try:
        return [*check_fields(text, sample)]
    except (RecursionError, ValueError):  # brackets without end, a number of thousands of digits
        return [Fault("", cause("schrijfwijze"))]


def _compiled(path: Path, name: str, soort: str, text: str) -> Part:
    try:
        return compile_part(name, soort, text)
    except (TemplateSyntaxError, SyntaxError, RecursionError):
        refuse(path, "schrijfwijze", soort)


def _document_faults(
    parts: tuple[Part, ...], sources: Mapping[str, str], opened: Opened, soort: Documentsoort, catalog: Catalog
) -> Iterator[Placed]:
    """What shows when documents are made: of everything, and of as little as can be."""
    full, bare = soort.proeven(catalog)
    yield from try_parts(parts, (full, bare), opened)
    (body,) = (source for name, source in sources.items() if opened.kinds[name] == "document")
    if not shows_whose(body, bare, soort.kenmerk, opened):
        yield placed("document", "zonder_kenmerk", veld=soort.kenmerk)
