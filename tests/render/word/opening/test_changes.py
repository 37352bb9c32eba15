"""Comments and tracked changes of HR: told, and not in documents; tags that will not be filled in (faults.md 49)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.render.word.kinds import PROFIEL
from pipeline.render.word.opening.package import W
from pipeline.render.word.template import compile_sjabloon
from tests.support.templates import (
    KENMERK,
    OFFICE,
    RELATIONS,
    TYPES,
    paragraph,
    related,
    remarks,
    template,
    typed,
    with_body,
    with_parts,
)

MAIN = f'xmlns:w="{W[1:-1]}"'
BY = 'w:id="1" w:author="Hanneke van HR" w:date="2026-01-01T00:00:00Z"'
WORDML = "application/vnd.openxmlformats-officedocument.wordprocessingml"


def made_of(path: Path) -> dict[str, bytes]:
    """The parts of a document that is made of a template."""
    docx = compile_sjabloon(path, shipped_catalog()).render(PROFIEL.voorbeeld())
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def commented(folder: Path, text: str = "Klopt dit?") -> Path:
    """A template with a comment by HR."""
    comment = f"<w:comments {MAIN}><w:comment {BY}>{paragraph(text)}</w:comment></w:comments>"
    person = '<w15:people xmlns:w15="urn:w15"><w15:person w15:author="Hanneke van HR"/></w15:people>'
    mark = '<w:commentRangeStart w:id="1"/>{}<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    body = f"<w:p>{mark.format(f'<w:r><w:t>{KENMERK}</w:t></w:r>')}</w:p>"
    changes: dict[str, Any] = {
        "word/comments.xml": lambda _: comment,
        "word/people.xml": lambda _: person,
        RELATIONS: lambda xml: related("comments", "comments.xml")(related("people", "/word/people.xml")(xml)),
        TYPES: lambda xml: typed("word/people.xml", "application/x+xml")(
            typed("word/comments.xml", f"{WORDML}.comments+xml")(xml)
        ),
    }
    first = with_body(folder, body)
    return with_parts(folder, changes, first)


def test_a_comment_is_told_with_its_author_and_stays_out_of_documents(tmp_path: Path) -> None:
    """Its text, its author, and all that names it."""
    path = commented(tmp_path)
    assert remarks(path) == [
        "In het Word-sjabloon valt iets op: in de opmerkingen: 1 van Hanneke van HR; ze komen niet in de documenten."
    ]
    parts = made_of(path)
    assert not [name for name, content in parts.items() if b"Hanneke" in content or b"omment" in content]
    assert not {"word/comments.xml", "word/people.xml"} & parts.keys()
    assert OFFICE.encode() + b"/styles" in parts[RELATIONS]


def deleted(text: str) -> str:
    """A run that was taken away with changes tracked."""
    return f"<w:del {BY}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def inserted(text: str) -> str:
    """A run that was added with changes tracked."""
    return f"<w:ins {BY}><w:r><w:t>{text}</w:t></w:r></w:ins>"


CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
ROWS = f"<w:tr>{CELL.format('blijft')}</w:tr><w:tr><w:trPr><w:del {BY}/></w:trPr>{CELL.format('oude rij')}</w:tr>"
TRACKED = {
    "words": f"<w:p>{deleted('oud')}{inserted('blijft {{ naam }}')}</w:p>",
    "move": f"<w:p><w:moveFrom {BY}><w:r><w:t>oud</w:t></w:r></w:moveFrom><w:moveTo {BY}><w:r><w:t>blijft</w:t></w:r></w:moveTo></w:p>",  # noqa: E501
    "look": f"<w:p><w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr><w:t>blijft</w:t></w:r></w:p>",
    "paragraph": f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{deleted('oud')}</w:p><w:p><w:r><w:t>blijft</w:t></w:r></w:p>",  # noqa: E501
    "joined": f"<w:p><w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>{inserted('bl')}</w:p><w:p><w:r><w:t>ijft</w:t></w:r></w:p>",  # noqa: E501
    "row": f"<w:tbl>{ROWS}</w:tbl>",
}


@pytest.mark.parametrize("body", TRACKED.values(), ids=TRACKED.keys())
def test_a_tracked_change_is_told_and_counts_as_accepted(tmp_path: Path, body: str) -> None:
    """What was there before is nowhere in a document, and neither is who changed it."""
    path = with_body(tmp_path, body + paragraph(KENMERK))
    assert remarks(path) == [
        "In het Word-sjabloon valt iets op: in de tekst: bijgehouden wijzigingen van Hanneke van HR; ze gelden als "
        "aanvaard en komen niet als wijziging in de documenten."
    ]
    document = made_of(path)["word/document.xml"]
    assert b"Hanneke" not in document and b"oud" not in document
    shown = [text for text in document.decode().replace("</w:t></w:r><w:r><w:t>", "").split("<w:t") if "blijft" in text]
    assert len(shown) == 1


def test_a_template_without_them_stays_as_it_is(tmp_path: Path) -> None:
    """Part by part, and without a remark."""
    path = template(tmp_path, "Tekst")
    assert remarks(path) == []
    with zipfile.ZipFile(path) as archive:
        before = {name: archive.read(name) for name in archive.namelist() if name.startswith(("word/s", "word/n", "["))}
    assert before == {name: content for name, content in made_of(path).items() if name in before}


ENDNOTES = f"<w:endnotes {MAIN}><w:endnote>{paragraph('{{ naam }}')}</w:endnote></w:endnotes>"
CUSTOM = '<Properties xmlns:vt="urn:vt"><property name="x"><vt:lpwstr>{{ naam }}</vt:lpwstr></property></Properties>'


@pytest.mark.parametrize(
    ("part", "content", "content_type", "place"),
    [
        ("word/endnotes.xml", ENDNOTES, f"{WORDML}.endnotes+xml", "in de eindnoten"),
        (
            "docProps/custom.xml",
            CUSTOM,
            "application/vnd.openxmlformats-officedocument.custom-properties+xml",
            "in de aangepaste eigenschappen",
        ),
        ("word/grafiek.xml", "<c><v>{{ naam }}</v></c>", "application/xml", "in het onderdeel word/grafiek.xml"),
    ],
)
def test_a_tag_where_nothing_is_filled_in_is_told(
    tmp_path: Path, part: str, content: str, content_type: str, place: str
) -> None:
    """faults.md 49: it would stand in every profile as it is."""
    path = with_parts(tmp_path, {part: lambda _: content, TYPES: typed(part, content_type)})
    assert remarks(path) == [
        f"In het Word-sjabloon valt iets op: {place} bij {{{{ naam }}}}: hier worden velden niet ingevuld."
    ]


def test_a_tag_in_a_comment_is_told(tmp_path: Path) -> None:
    """faults.md 49: beside the comment itself."""
    found = remarks(commented(tmp_path, "{{ naam }}"))
    assert [text for text in found if "in de opmerkingen bij {{ naam }}: hier worden velden niet ingevuld" in text]


@pytest.mark.parametrize("text", ["{ { naam } }", "{ % if naam % }", "{ {naam}}"])
def test_braces_with_room_between_are_told(tmp_path: Path, text: str) -> None:
    """faults.md 49: they look like a field and are none."""
    (found,) = remarks(template(tmp_path, f"Naam: {text}."))
    assert f"bij {text}: met een spatie tussen de accolades is dit geen veld" in found
