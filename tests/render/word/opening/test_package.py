"""A template from outside: within limits, whole, with nothing that acts or is fetched (faults.md 40, 44, 46, 47)."""

from __future__ import annotations

import random
import resource
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.base.unpack import MB
from pipeline.render.word.opening.package import LIMITS, MAX_XML
from tests.support.templates import (
    BODY,
    RELATIONS,
    TEMPLATE,
    TYPES,
    Change,
    faults,
    paragraph,
    related,
    remarks,
    template,
    typed,
    with_body,
    with_part,
    with_parts,
)

STYLES = "word/styles.xml"
VML = 'xmlns:v="urn:schemas-microsoft-com:vml"'


def added(folder: Path, *parts: tuple[str, bytes]) -> Path:
    """The shipped template with more parts."""
    path = folder / "profiel.docx"
    path.write_bytes(TEMPLATE.read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


# --- limits ----------------------------------------------------------------------------------------------------------


def test_a_template_of_many_entries_is_refused(tmp_path: Path) -> None:
    """faults.md 44: on the table of contents, so 60,000 cost no more."""
    (text,) = faults(added(tmp_path, *((f"word/{n}.bin", b"") for n in range(LIMITS.parts))))
    assert "meer dan 2000 onderdelen" in text


def test_a_template_that_unpacks_to_more_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    """faults.md 40 and 44: by what it declares, so that memory does not grow with it."""
    path = tmp_path / "profiel.docx"
    path.write_bytes(TEMPLATE.read_bytes())
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/a.png", "w") as part:
        for _ in range(200):
            part.write(bytes(MB))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (text,) = faults(path)
    assert "in het onderdeel word/media/a.png: dit is groter dan 16 MB" in text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kB


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """faults.md 40: of 1.5 GB, of which this one has only the length."""
    path = tmp_path / "profiel.docx"
    with path.open("wb") as stream:
        stream.truncate(1_500 * MB)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("read"))
    assert f"dit is groter dan {LIMITS.file // MB} MB" in faults(path)[0]


def test_a_part_of_text_has_a_limit_of_its_own(tmp_path: Path) -> None:
    """A tree of XML takes many times its length."""
    noise = random.Random(1).randbytes(MAX_XML // 2).hex()  # else it would be refused for how it packs
    path = with_part(tmp_path, BODY, lambda xml: xml.replace("<w:body>", f"<w:body><!--{noise}-->"))
    assert f"{BODY}: dit is groter dan {MAX_XML // MB} MB" in faults(path)[0]


def test_all_parts_of_text_together_have_a_limit(tmp_path: Path) -> None:
    """Each of them is parsed."""
    noise = random.Random(1).randbytes(MAX_XML // 2 - 100).hex()
    path = added(tmp_path, *((f"word/deel{n}.xml", f"<x>{noise}</x>".encode()) for n in range(3)))
    assert "de tekst en de opmaak samen zijn groter dan 6 MB" in faults(path)[0]


# --- whole, and plain ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("part", [BODY, STYLES, "word/header.xml", RELATIONS, "docProps/app.xml", TYPES])
@pytest.mark.parametrize(
    "change",
    [lambda xml: xml[: len(xml) // 2], lambda xml: xml.replace("?>", "?><!DOCTYPE x [<!ENTITY e 'x'>]>", 1)],
    ids=["broken", "doctype"],
)
def test_a_part_that_is_no_plain_xml_is_refused_with_its_name(tmp_path: Path, part: str, change: Change) -> None:
    """faults.md 47: of any kind."""
    (text,) = faults(with_part(tmp_path, part, change))
    assert part.replace(TYPES, "Content_Types").split("[")[-1] in text
    assert "beschadigd, of het bevat een DOCTYPE" in text


@pytest.mark.parametrize("part", [STYLES, "word/header.xml", "word/numbering.xml"])
def test_a_missing_part_is_refused_with_its_name(tmp_path: Path, part: str) -> None:
    """faults.md 47: Word would repair the document, each of them."""
    assert faults(with_part(tmp_path, part, lambda _: "")) == [
        f"Het Word-sjabloon kan niet worden gebruikt: in het onderdeel {part}: dit onderdeel ontbreekt."
    ]


@pytest.mark.parametrize("part", [BODY, TYPES])
def test_without_a_body_or_a_list_of_parts_it_is_no_document(tmp_path: Path, part: str) -> None:
    """Not a traceback."""
    assert "geen gewoon Word-document" in faults(with_part(tmp_path, part, lambda _: ""))[0]


@pytest.mark.parametrize("naam", ["../uit.xml", "/uit.xml", "word\\..\\..\\uit.xml", "C:uit.xml"])
def test_a_part_that_points_outside_the_package_is_refused(tmp_path: Path, naam: str) -> None:
    """faults.md 47."""
    assert "hoort niet in een gewoon Word-document" in faults(added(tmp_path, (naam, b"<x/>")))[0]


# --- what acts, or is fetched ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "target"),
    [
        ("attachedTemplate", "file:///H:/huisstijl.dotm"),
        ("image", "http://voorbeeld.invalid/logo.png"),
        ("oleObject", "file://server/blad.xlsx"),
        ("hyperlink", "file://server/map"),
        ("frame", "http://voorbeeld.invalid/"),
        ("mailMergeSource", "file:///H:/lijst.xlsx"),
        ("subDocument", "deel.docx"),
    ],
)
def test_a_reference_to_something_outside_is_refused_with_its_kind_and_target(
    tmp_path: Path, kind: str, target: str
) -> None:
    """faults.md 46: it would be fetched by whoever opens a profile, and by --pdf."""
    (text,) = faults(with_part(tmp_path, RELATIONS, related(kind, target, external=True)))
    assert f"een verwijzing naar iets buiten het document ({kind}: {target})" in text


@pytest.mark.parametrize("target", ["https://www.voorbeeld.invalid/", "mailto:hr@voorbeeld.invalid"])
def test_a_link_that_people_click_on_may_stay(tmp_path: Path, target: str) -> None:
    """The address of the organisation in a footer."""
    assert remarks(with_part(tmp_path, RELATIONS, related("hyperlink", target, external=True))) == []


@pytest.mark.parametrize(
    ("part", "content_type", "kind"),
    [
        ("word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "vbaProject"),
        ("word/activeX/activeX1.xml", "application/vnd.ms-office.activeX+xml", "control"),
        ("word/embeddings/blad.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "package"),
        ("word/embeddings/oleObject1.bin", "application/vnd.openxmlformats-officedocument.oleObject", "oleObject"),
        ("word/deel.html", "text/html", "aFChunk"),
    ],
)
def test_a_part_that_acts_or_is_embedded_is_refused_with_its_name(
    tmp_path: Path, part: str, content_type: str, kind: str
) -> None:
    """faults.md 46: it would travel into every profile; by what it is, and by how the document refers to it."""
    there: dict[str, Any] = {part: lambda _: "<x/>", TYPES: typed(part, content_type)}
    name = part.removeprefix("word/")
    *by_itself, by_relation = faults(with_parts(tmp_path, {**there, RELATIONS: related(kind, name)}))
    assert f"een ingesloten onderdeel ({kind}: {name}) mag niet in een sjabloon" in by_relation
    assert kind == "aFChunk" or f"in het onderdeel {part}: macro's, ActiveX en ingesloten bestanden" in by_itself[0]


INCLUDE = "<w:instrText>includetext x</w:instrText>"
FIELD = '<w:fldChar w:fldCharType="begin"/>{}<w:fldChar w:fldCharType="end"/>'


@pytest.mark.parametrize(
    ("veld", "body"),
    [
        ("DDEAUTO", FIELD.format("<w:instrText> DDEAUTO cmd /k</w:instrText>")),
        ("DDEAUTO", FIELD.format("<w:instrText>DDE</w:instrText><w:instrText>AUTO cmd</w:instrText>")),
        ("INCLUDETEXT", FIELD.format(f"<w:instrText>IF 1=1 </w:instrText>{FIELD.format(INCLUDE)}")),
        ("INCLUDEPICTURE", '<w:fldSimple w:instr=" INCLUDEPICTURE http://voorbeeld.invalid "/>'),
        ("altChunk", "<w:altChunk/>"),
    ],
)  # fmt: skip
def test_a_field_that_brings_in_something_else_is_refused(tmp_path: Path, veld: str, body: str) -> None:
    """faults.md 46: also cut in pieces, or within another field."""
    (text,) = faults(with_body(tmp_path, f"<w:p><w:r>{body}</w:r></w:p>{paragraph('{{ personeelsnummer }}')}"))
    assert f"in de tekst: {veld} haalt iets van buiten" in text


def test_a_picture_with_an_address_of_its_own_is_refused(tmp_path: Path) -> None:
    """faults.md 46: VML needs no relation."""
    picture = f'<w:pict><v:shape {VML}><v:imagedata src="http://voorbeeld.invalid/x.png"/></v:shape></w:pict>'
    (text,) = faults(with_body(tmp_path, f"<w:p><w:r>{picture}</w:r></w:p>{paragraph('{{ personeelsnummer }}')}"))
    assert "(src: http://voorbeeld.invalid/x.png)" in text


def test_page_numbers_and_names_of_styles_are_ordinary_fields(tmp_path: Path) -> None:
    """The first word of a field counts, not one that stands in it."""
    fields = "".join(f"<w:fldSimple w:instr='{instr}'/>" for instr in (" PAGE ", "STYLEREF link", " SEQ import "))
    path = template(tmp_path, f"x</w:t></w:r>{fields}<w:r><w:t>x")
    assert remarks(path) == []
