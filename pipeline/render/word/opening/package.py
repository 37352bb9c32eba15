"""A Word template as a package of parts: within limits, whole, plain XML, with nothing that acts or is fetched."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.base.unpack import MB, Limits, Unsound, unpack
from pipeline.render.word.opening.faults import Placed, placed, refuse, stop_on

LIMITS = Limits(file=20 * MB, parts=2_000, part=16 * MB, total=48 * MB)
MAX_XML, MAX_XML_TOTAL = 2 * MB, 6 * MB  # of what is parsed: the body of a long template has some hundreds of kB
CONTENT_TYPES = "[Content_Types].xml"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TAGGED = ("document", "header", "footer", "footnotes", "core")  # kinds of parts that are filled in
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {
    **{f"{_MAIN}{kind}+xml": kind for kind in ("header", "footer", "footnotes", "endnotes", "comments", "styles")},
    f"{_MAIN}document.main+xml": "document",
    "application/vnd.openxmlformats-package.core-properties+xml": "core",
    "application/vnd.openxmlformats-officedocument.custom-properties+xml": "custom",
}
_ACTS = re.compile(r"vbaproject|activex|oleobject|macroenabled|/embeddings/", re.IGNORECASE)  # in a type or a name
_ACTING_RELATIONS = ("oleobject", "package", "afchunk", "control", "activexcontrolbinary", "vbaproject", "subdocument")
_LINK = re.compile(r"https?:|mailto:|#", re.IGNORECASE)  # what a reader may click on
_FETCHES = re.compile(  # the first word of a field that brings in, or starts, something else
    r"\s*(DDE|DDEAUTO|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|LINK|EMBED|DATABASE|RD)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Opened:
    """The parts of a template by name, all XML parsed as docxtpl does it, and the kinds of those that Word shows."""

    parts: Mapping[str, bytes]
    trees: Mapping[str, etree._Element]
    kinds: Mapping[str, str]

    @property
    def size(self) -> int:
        """Bytes of all parts."""
        return sum(map(len, self.parts.values()))


def check_size(path: Path) -> None:
    """Raises Stop for a file that is too large to be read at all (faults.md 40)."""
    try:
        size = path.stat().st_size
    except OSError:
        refuse(path, "ontbreekt")
    if size > LIMITS.file:
        refuse(path, "te_groot", grens=str(LIMITS.file // MB))


def open_package(path: Path) -> Opened:
    """The template, held against all that its parts may not be (faults.md 44, 46, 47). Raises Stop."""
    parts = _read(path)
    trees, broken = _parse(parts)
    stop_on(path, broken)
    if CONTENT_TYPES not in trees:
        refuse(path, "geen_docx")
    types = dict(_content_types(trees[CONTENT_TYPES], parts))
    kinds = {name: _KINDS[kind] for name, kind in types.items() if kind in _KINDS and name in trees}
    if [*kinds.values()].count("document") != 1:
        refuse(path, "geen_docx")
    opened = Opened(parts, trees, kinds)
    stop_on(path, [*_acting_parts(types), *_bad_relations(opened), *_bad_content(opened)])
    return opened


def _read(path: Path) -> dict[str, bytes]:
    check_size(path)
    try:
        parts = unpack(path.read_bytes(), LIMITS)
    except OSError:
        refuse(path, "ontbreekt")
    except Unsound as unsound:
        if unsound.reason == "te_groot":
            refuse(path, "te_groot", unsound.part or "bestand", grens=str(unsound.limit // MB))
        if unsound.reason == "onderdelen":
            refuse(path, "te_veel_onderdelen", grens=str(unsound.limit))
        if unsound.reason == "verdacht":
            refuse(path, "verdacht", unsound.part)
        refuse(path, "geen_docx")
    return {name: content for name, content in parts.items() if not name.endswith("/")}


def _parse(parts: Mapping[str, bytes]) -> tuple[dict[str, etree._Element], list[Placed]]:
    """All parts of XML, and what is wrong with those that are none."""
    texts = {name: part for name, part in parts.items() if name.casefold().endswith((".xml", ".rels", ".vml"))}
    large = [placed(name, "te_groot", grens=str(MAX_XML // MB)) for name, part in texts.items() if len(part) > MAX_XML]
    if not large and sum(map(len, texts.values())) > MAX_XML_TOTAL:
        large = [placed("bestand", "te_veel_tekst", grens=str(MAX_XML_TOTAL // MB))]
    if large:
        return {}, large
    trees, broken = {}, []
    for name, content in texts.items():
        if (root := _parsed(content)) is None:
            broken.append(placed(name, "onderdeel_stuk"))
        else:
            trees[name] = root
    return trees, broken


def _parsed(content: bytes) -> etree._Element | None:
    """None when it is no XML, or has a DOCTYPE, which could declare entities."""
    parser = etree.XMLParser(remove_blank_text=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError:
        return None
    return None if root.getroottree().docinfo.doctype else root


def _content_types(types: etree._Element, parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Name and content type of every part, in the order in which they are listed."""
    named = {node.get("PartName", "").lstrip("/"): node.get("ContentType", "") for node in types}
    usual = {node.get("Extension", "").casefold(): node.get("ContentType", "") for node in types}
    for name in [*(name for name in named if name in parts), *(name for name in parts if name not in named)]:
        yield name, named.get(name) or usual.get(name.rpartition(".")[2].casefold(), "")


# --- what acts, leads out, or is missing ---------------------------------------------------------------------------


def _acting_parts(types: Mapping[str, str]) -> Iterator[Placed]:
    for name, kind in types.items():
        if _ACTS.search(f"{kind} /{name}"):
            yield placed(name, "ingesloten")


def _bad_relations(opened: Opened) -> Iterator[Placed]:
    for name, tree in opened.trees.items():
        if name.endswith(".rels"):
            for relation in tree.iter("{*}Relationship"):
                yield from _bad_relation(opened, name, relation)


def _bad_relation(opened: Opened, name: str, relation: etree._Element) -> Iterator[Placed]:
    """name: the part of the relation, such as word/_rels/document.xml.rels."""
    kind, target = relation.get("Type", "").rpartition("/")[2], relation.get("Target", "")
    if relation.get("TargetMode") == "External":
        if kind != "hyperlink" or not _LINK.match(target):
            yield placed(name, "buiten", soort=kind[:40], doel=target[:80])
    elif kind.casefold() in _ACTING_RELATIONS:
        yield placed(name, "ingesloten_als", soort=kind[:40], doel=target[:80])
    elif not target.startswith("#"):
        folder = posixpath.dirname(posixpath.dirname(name))
        part = posixpath.normpath(posixpath.join("/", folder, target.partition("#")[0]))[1:]
        if part not in opened.parts:
            yield placed(part, "onderdeel_ontbreekt")


def _bad_content(opened: Opened) -> Iterator[Placed]:
    """Fields and pictures that bring in something from elsewhere."""
    for name, tree in opened.trees.items():
        plaats = opened.kinds.get(name, name)
        for instruction in _instructions(tree):
            if found := _FETCHES.match(instruction):
                yield placed(plaats, "veldcode", veld=found[1].upper())
        for node in tree.iter("{urn:schemas-microsoft-com:vml}*"):
            for key, value in node.attrib.items():
                soort = key.rpartition("}")[2]
                linked = value.startswith("#") or (key == "href" and _LINK.match(value))
                if soort in ("src", "href", "althref") and not linked:
                    yield placed(plaats, "buiten", soort=soort, doel=value[:80])
        if next(tree.iter(f"{W}altChunk"), None) is not None:
            yield placed(plaats, "veldcode", veld="altChunk")


def _instructions(tree: etree._Element) -> Iterator[str]:
    """The instruction of every field, also of one within another; Word cuts them in pieces."""
    yield from (node.get(f"{W}instr", "") for node in tree.iter(f"{W}fldSimple"))
    text = ""
    for node in tree.iter(f"{W}fldChar", f"{W}instrText", f"{W}delInstrText"):
        text += "\n" if node.tag == f"{W}fldChar" else node.text or ""
    yield from text.split("\n")
