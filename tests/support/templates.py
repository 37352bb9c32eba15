"""Word templates for tests: the shipped one with other text, parts, relations or look. All people are made up."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.messages import show
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.findings import Stop
from pipeline.render.word.kinds import PROFIEL, Documentsoort
from pipeline.render.word.template import compile_sjabloon

TEMPLATE = TEMPLATES / "profiel.docx"
BODY, RELATIONS, TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
KENMERK = "{{ personeelsnummer }}"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Change = Callable[[str], str]


def paragraph(text: str, look: str = "") -> str:
    """A paragraph of one run; look: what stands in its rPr."""
    return f"<w:p><w:r>{f'<w:rPr>{look}</w:rPr>' if look else ''}<w:t>{text}</w:t></w:r></w:p>"


def template(folder: Path, *paragraphs: str, part: str = BODY, keep: str = KENMERK) -> Path:
    """The shipped template with other text in its body (or another part), each string a paragraph of its own."""
    return with_body(folder, "".join(map(paragraph, (*paragraphs, keep))), part)


def with_body(folder: Path, body: str, part: str = BODY) -> Path:
    """The shipped template with another body, as XML."""
    pattern = r"(?s)(<w:(?:body|ftr|hdr)[^>]*>).*?(<w:sectPr|</w:ftr|</w:hdr)"
    return with_part(folder, part, lambda xml: re.sub(pattern, lambda m: m[1] + body + m[2], xml))


def with_part(folder: Path, part: str, change: Change) -> Path:
    """The shipped template with one part changed."""
    return with_parts(folder, {part: change})


def with_parts(folder: Path, changes: Mapping[str, Change], source: Path = TEMPLATE) -> Path:
    """A template with parts changed, or added where there is none of that name (from ""); "" takes one away."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    path = folder / "profiel.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in {**parts, **changes}:
            content = parts.get(name, b"")
            made = changes[name](content.decode()).encode() if name in changes else content
            if made:
                target.writestr(name, made)
    return path


def related(kind: str, target: str, *, external: bool = False) -> Change:
    """A relation more."""
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rId99" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>")


def typed(part: str, content_type: str) -> Change:
    """A content type more."""
    return lambda xml: xml.replace("</Types>", f'<Override PartName="/{part}" ContentType="{content_type}"/></Types>')


def faults(path: Path, soort: Documentsoort = PROFIEL) -> list[str]:
    """What is said about a template, in words."""
    with pytest.raises(Stop) as stop:
        compile_sjabloon(path, shipped_catalog(), soort)
    assert {finding.code for finding in stop.value.findings} == {"sjabloon_fout"}
    return [show(finding).tekst for finding in stop.value.findings]


def remarks(path: Path) -> list[str]:
    """What is told about a template that can be used, in words."""
    found = compile_sjabloon(path, shipped_catalog()).opmerkingen
    assert {finding.code for finding in found} <= {"sjabloon_let_op"}
    return [show(finding).tekst for finding in found]
