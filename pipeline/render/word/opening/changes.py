"""What HR left in a template for each other: comments and tracked changes stay out of documents, and are told.

Changes are taken as accepted. What a template shows after that is what its documents show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.definitions.report_words import first_few
from pipeline.render.word.opening.faults import Fault, Placed, cause, placed
from pipeline.render.word.opening.package import CONTENT_TYPES, TAGGED, Opened, W

_TEXT_PARTS = ("document", "header", "footer", "footnotes", "endnotes")
_COMMENT_PART = re.compile(r"^word/(?:comments\w*|people)\.xml$", re.IGNORECASE)
_FORMER = ("rPr", "pPr", "sectPr", "tblPr", "tblPrEx", "tblGrid", "trPr", "tcPr")  # looks of before a change
_GONE = {
    *(f"{W}{name}Change" for name in (*_FORMER, "numbering")),
    *(f"{W}{name}Range{end}" for name in ("moveFrom", "moveTo", "comment") for end in ("Start", "End")),
    *(f"{W}{name}" for name in ("del", "moveFrom", "commentReference", "cellIns", "cellMerge")),
}
_KEPT = {f"{W}ins", f"{W}moveTo"}  # their content stays
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_SPACED = re.compile(r"\{\s+[{%][^{}]*[}%]\s*\}|\{[{%][^{}]*[}%]\s+\}")


def clean(opened: Opened) -> tuple[Opened, list[Placed]]:
    """The template without comments and changes, and what to tell HR about it (faults.md 49)."""
    remarks = [*_about_comments(opened), *_about_changes(opened), *_about_tags(opened)]
    changed = {}
    for name, tree in opened.trees.items():
        if opened.kinds.get(name) in _TEXT_PARTS and _accept(tree):
            changed[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    parts = {**opened.parts, **changed}
    return replace(opened, parts=_without_comments(opened, parts) if _comment_parts(opened) else parts), remarks


# --- what to tell ----------------------------------------------------------------------------------------------------


def _about_comments(opened: Opened) -> Iterator[Placed]:
    comments = [node for name in _comment_parts(opened) for node in opened.trees[name].iter(f"{W}comment")]
    if comments:
        yield placed("comments", "opmerkingen", aantal=str(len(comments)), namen=_authors(comments))


def _about_changes(opened: Opened) -> Iterator[Placed]:
    for name, kind in opened.kinds.items():
        if kind in _TEXT_PARTS:
            nodes = [node for node in opened.trees[name].iter(*_GONE, *_KEPT) if node.get(f"{W}author") is not None]
            if nodes:
                yield placed(kind, "wijzigingen", namen=_authors(nodes))


def _authors(nodes: Iterable[etree._Element]) -> str:
    return first_few([*dict.fromkeys(node.get(f"{W}author") or "?" for node in nodes)])


def _about_tags(opened: Opened) -> Iterator[Placed]:
    """Tags where nothing is filled in, and braces with room between, which are no tag."""
    for name, tree in opened.trees.items():
        kind = opened.kinds.get(name, name)
        for text in _texts(tree):
            for found in () if kind in TAGGED else _TAG.findall(text):
                yield kind, Fault(found[:80], cause("niet_ingevuld"))
            for found in _SPACED.findall(text) if kind in TAGGED else ():
                yield kind, Fault(found[:80], cause("spatie"))


def _texts(tree: etree._Element) -> Iterator[str]:
    """The text of every paragraph; of a part without paragraphs that of every element."""
    if next(tree.iter(f"{W}p"), None) is None:
        yield from (node.text for node in tree.iter() if node.text)
    for paragraph in tree.iter(f"{W}p"):
        yield "".join(node.text or "" for node in paragraph.iter(f"{W}t"))


# --- what stays out --------------------------------------------------------------------------------------------------


def _accept(tree: etree._Element) -> bool:
    """Take all changes as accepted, and comments away; whether there were any."""
    found = [*tree.iter(*_GONE, *_KEPT, f"{W}cellDel")]
    for node in found:
        parent = node.getparent()
        if parent is None:  # gone with what it stood in
            continue
        if node.tag == f"{W}cellDel" or (node.tag, parent.tag) == (f"{W}del", f"{W}trPr"):
            _remove(parent.getparent())  # the whole cell, or row
        elif parent.tag == f"{W}rPr" and node.tag == f"{W}del":
            _join(node)
        elif node.tag in _KEPT:
            _unwrap(node)
        else:
            _remove(node)
    return bool(found)


def _remove(node: etree._Element | None) -> None:
    if node is not None and node.getparent() is not None:
        node.getparent().remove(node)


def _unwrap(node: etree._Element) -> None:
    for child in [*node]:
        node.addprevious(child)
    _remove(node)


def _join(mark: etree._Element) -> None:
    """A paragraph whose end was deleted goes on in the next one."""
    paragraph = next(mark.iterancestors(f"{W}p"), None)
    _remove(mark)
    if paragraph is None:
        return
    following = paragraph.getnext()
    content = [node for node in paragraph if node.tag != f"{W}pPr"]
    left = [node for node in content if node.tag not in (f"{W}del", f"{W}moveFrom")]
    if following is not None and following.tag == f"{W}p":
        start = 1 if following.find(f"{W}pPr") is not None else 0
        following[start:start] = left
        _remove(paragraph)


def _comment_parts(opened: Opened) -> list[str]:
    return [name for name in opened.trees if _COMMENT_PART.match(name)]


def _without_comments(opened: Opened, parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without those of comments, and without what names these."""
    gone = {*_comment_parts(opened)}
    listings = [name for name in opened.trees if name == CONTENT_TYPES or name.startswith("word/_rels/")]
    for name in listings:
        tree = opened.trees[name]
        for node in [*tree]:
            target = node.get("PartName", "").lstrip("/") or f"word/{node.get('Target', '').removeprefix('/word/')}"
            if target in gone:
                tree.remove(node)
        parts[name] = etree.tostring(tree, encoding="UTF-8", xml_declaration=True, standalone=True)
    return {name: content for name, content in parts.items() if name not in gone}
