"""A template is tried before it is used: not too large, and it tells whose document it is (faults.md 44 and 48)."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.catalog import Catalog
from pipeline.render.word.kinds import VERANTWOORDING
from pipeline.render.word.template import compile_sjabloon
from tests.support.templates import (
    KENMERK,
    TEMPLATE,
    faults,
    paragraph,
    remarks,
    template,
    with_body,
    with_part,
    with_parts,
)

CATALOG = shipped_catalog()
STYLE = '<w:style w:type="{}" w:styleId="{}">{}</w:style>'
HIDDEN = STYLE.format("character", "Weg", "<w:rPr><w:vanish/></w:rPr>")
HIDDEN += STYLE.format("paragraph", "Alinea", '<w:basedOn w:val="Weg"/>')
BY = 'w:id="1" w:author="HR"'


def loops(depth: int, lijst: str, inside: str = "{{ x.naam }}") -> str:
    """Loops within each other over one list."""
    return f"{{% for x in {lijst} %}}" * depth + inside + "{% endfor %}" * depth


# --- not too large ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("inside", ["{{ x.naam }}", ""], ids=["text", "nothing"])
def test_loops_in_loops_are_refused_in_a_moment(tmp_path: Path, inside: str) -> None:
    """faults.md 44: eight over the kerntaken; also when nothing is written in them."""
    path = template(tmp_path, loops(8, "kerntaken", inside))
    start = time.monotonic()
    assert "herhaal geen lijst binnen een andere lijst" in faults(path)[0]
    assert time.monotonic() - start < 10


def test_a_document_may_not_be_many_times_its_template(tmp_path: Path) -> None:
    """faults.md 44: few turns, and much text in each."""
    (text,) = faults(template(tmp_path, loops(2, "kernopgaven", "x" * 40_000)))
    assert "documenten worden met dit sjabloon te groot" in text


def test_a_list_within_another_one_may_be(tmp_path: Path) -> None:
    """A table of kernopgaven against competencies."""
    inside = "{% for y in competenties %}{{ x.naam }} {{ y.naam }}{% endfor %}"
    assert remarks(template(tmp_path, loops(1, "kernopgaven", inside))) == []


def test_the_shipped_templates_take_a_large_catalog() -> None:
    """400 kerntaken, all of them chosen."""
    taken = [{"code": f"t{n}", "naam": f"Taak {n}", "groep": "g", "soort": "s"} for n in range(400)]
    catalog = Catalog.model_validate(
        {
            "id": "groot",
            "versie": "1",
            "bron": {"titel": "T", "uitgever": "U", "jaar": 2020, "vermelding": "V"},
            "soorten": [{"code": "s", "naam": "Soort"}],
            "groepen": [{"code": "g", "naam": "Groep"}],
            "kerntaken": taken,
        }
    )
    assert compile_sjabloon(TEMPLATE, catalog)
    assert compile_sjabloon(TEMPLATE.with_name("verantwoording.docx"), catalog, VERANTWOORDING)


# --- whose document it is --------------------------------------------------------------------------------------------

NOT_SEEN = {
    "nowhere": paragraph("Tekst"),
    "empty": "",
    "deleted": f"<w:p><w:del {BY}><w:r><w:delText>{KENMERK}</w:delText></w:r></w:del></w:p>",
    "hidden": paragraph(KENMERK, "<w:vanish/>"),
    "hidden by style": paragraph(KENMERK, '<w:rStyle w:val="Weg"/>'),
    "hidden by the style of the paragraph": paragraph(KENMERK).replace(
        "<w:p>", '<w:p><w:pPr><w:pStyle w:val="Alinea"/></w:pPr>'
    ),
    "condition": paragraph("{% if naam %}" + KENMERK + "{% endif %}"),
    "condition that holds": paragraph("{% if versie != 'x' %}" + KENMERK + "{% endif %}"),
    "expression": paragraph("{{ personeelsnummer if versie != 'x' else '' }}"),
    "choice": paragraph("{{ leidinggevende or personeelsnummer }}"),
    "hidden, and seen under a condition": paragraph(KENMERK, "<w:vanish/>")
    + paragraph("{% if versie != 'x' %}" + KENMERK + "{% endif %}"),
    "loop": paragraph("{% for taak in kerntaken %}" + KENMERK + "{% endfor %}"),
}


@pytest.mark.parametrize("body", NOT_SEEN.values(), ids=NOT_SEEN.keys())
def test_the_personeelsnummer_has_to_be_seen_in_the_body_of_every_document(tmp_path: Path, body: str) -> None:
    """faults.md 48: header and footer, which show it here, do not count."""
    with_styles = with_part(tmp_path, "word/styles.xml", lambda xml: xml.replace("</w:styles>", f"{HIDDEN}</w:styles>"))
    path = with_parts(tmp_path, {"word/document.xml": lambda xml: _body(xml, body)}, with_styles)
    (text,) = faults(path)
    assert text.endswith(
        "in de tekst: het veld personeelsnummer ontbreekt; elk document moet het tonen: als {{ personeelsnummer }} in "
        "de tekst zelf, niet verborgen en niet binnen een if of for."
    )


def _body(xml: str, body: str) -> str:
    start, _, rest = xml.partition("<w:body>")
    return f"{start}<w:body>{body}<w:sectPr{rest.rpartition('<w:sectPr')[2]}"


SEEN = {
    "plain": paragraph(f"Nummer {KENMERK}"),
    "cut in pieces": "<w:p><w:r><w:t>{{ personeels</w:t></w:r><w:r><w:t>nummer }}</w:t></w:r></w:p>",
    "not hidden after all": paragraph(KENMERK, '<w:vanish w:val="0"/>'),
    "added": f"<w:p><w:ins {BY}><w:r><w:t>{KENMERK}</w:t></w:r></w:ins></w:p>",
    "cell": f"<w:tbl><w:tr><w:tc>{paragraph(KENMERK)}</w:tc></w:tr></w:tbl>",
    "also under a condition": paragraph("{% if naam %}" + KENMERK + "{% endif %}") + paragraph(KENMERK),
}


@pytest.mark.parametrize("body", SEEN.values(), ids=SEEN.keys())
def test_a_personeelsnummer_that_is_seen_will_do(tmp_path: Path, body: str) -> None:
    """Wherever it stands in the body."""
    assert compile_sjabloon(with_body(tmp_path, body), CATALOG)


def test_an_account_has_to_show_its_steunpunt(tmp_path: Path) -> None:
    """faults.md 48: its own field."""
    shipped = TEMPLATE.with_name("verantwoording.docx")
    path = with_parts(tmp_path, {"word/document.xml": lambda xml: xml.replace("{{ steunpunt }}", "x")}, shipped)
    assert "het veld steunpunt ontbreekt" in faults(path, soort=VERANTWOORDING)[0]
