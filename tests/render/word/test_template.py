"""The Word template: checked before use, filled in quickly, and the same as docxtpl's own. All people are made up."""

from __future__ import annotations

import io
import re
import subprocess
import sys
import zipfile
from copy import deepcopy
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docxtpl import DocxTemplate
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2.exceptions import SecurityError, UndefinedError
from lxml import etree

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.model.analysed import Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Antwoorden, Keuze
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.render.word.environment import FILTERS, make_environment
from pipeline.render.word.kinds import SOORTEN, Documentsoort
from pipeline.render.word.profiel import make_profiel
from pipeline.render.word.template import Sjabloon, compile_sjabloon
from tests.conftest import ROOT
from tests.support.templates import RELATIONS, TEMPLATE, faults, template, with_part

CATALOG = shipped_catalog()
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NS = {"w": W[1:-1]}
PARTS = ("word/document.xml", "word/header.xml", "word/footer.xml", "docProps/core.xml")
NAAM = "Noor van Verzonnen"
SIGNAAL = Signaal("1003", "O1", "rood", {"uren": "44", "contract": "36", "over": "8"})


@cache
def sjabloon() -> Sjabloon:
    """The shipped template, compiled once."""
    return compile_sjabloon(TEMPLATE, CATALOG)


def fields(note: str = "", *, aantal: int = 3, bijlage: bool = False, naam: str = NAAM) -> dict[str, Any]:
    """A profile with `aantal` entries of each kind beside the always-present ones; the note stands with each."""
    keuze = Keuze(True, 2.5, note)
    taken = [k.code for k in CATALOG.kerntaken if k.altijd or k in CATALOG.kerntaken[:aantal]]
    medewerker = Medewerker("1003", naam, f"Functie {naam}", 36.0, "P. Fictief")
    antwoorden = Antwoorden(
        "",
        "",
        medewerker,
        doel=note,
        afspraken=note,
        opmerkingen=note,
        kerntaken=dict.fromkeys(taken, keuze),
        kernopgaven={opgave.code: keuze for opgave in CATALOG.kernopgaven[:aantal]},
        competenties={competentie.code: keuze for competentie in CATALOG.competenties[:aantal]},
    )
    signalen = [SIGNAAL] if aantal else []
    return make_profiel(antwoorden, Steunpunt("", "Steunpunt Zonnedael"), CATALOG, signalen, bijlage=bijlage)


def read(docx: bytes, part: str) -> etree._Element:
    """A part of a Word file, parsed."""
    with zipfile.ZipFile(io.BytesIO(docx)) as archive:
        return etree.fromstring(archive.read(part))


def texts(docx: bytes) -> list[str]:
    """The text of every paragraph of body, header and footer, with line breaks and tabs as characters."""
    signs = {W + "t": "", W + "br": "\n", W + "tab": "\t"}
    paragraphs = [node for part in PARTS[:3] for node in read(docx, part).iter(W + "p")]
    return [
        "".join(
            (node.text or "") or signs[node.tag] for run in paragraph.iter(W + "r") for node in run if node.tag in signs
        )
        for paragraph in paragraphs
    ]


# --- the same as docxtpl ---------------------------------------------------------------------------------------------


def by_docxtpl(context: dict[str, Any], path: Path = TEMPLATE) -> bytes:
    """The profile as docxtpl itself makes it."""
    word = DocxTemplate(path)
    word.render(context, make_environment(), autoescape=True)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def canonical(docx: bytes, part: str) -> bytes:
    """Canonical XML of a part; of the properties without the empty ones that docxtpl adds."""
    root = read(docx, part)
    for empty in [node for node in root if part == "docProps/core.xml" and not node.text]:
        root.remove(empty)
    return etree.tostring(root, method="c14n")


def assert_same_as_docxtpl(context: dict[str, Any], parts: tuple[str, ...] = PARTS) -> None:
    """Every part is the same as docxtpl's; the failing part is named."""
    ours, theirs = sjabloon().render(context), by_docxtpl(context)
    assert [part for part in parts if canonical(ours, part) != canonical(theirs, part)] == []


@pytest.mark.parametrize("bijlage", [False, True])
@pytest.mark.parametrize("aantal", [0, 1, 22])
def test_a_profile_is_the_same_as_docxtpl_makes_it(aantal: int, bijlage: bool) -> None:
    """Body, header, footer and properties, from an almost empty profile to one with everything."""
    assert_same_as_docxtpl(fields("een toelichting", aantal=aantal, bijlage=bijlage))


# Not the control characters (reading takes them out), nor "{_{" and its kin: docxtpl makes "{{" of those also where a
# person typed them, and here every value arrives verbatim (see the test on verbatim text).
TYPED = st.text(
    st.one_of(st.sampled_from("<>&'\"{}%#_ \n\t]x😀"), st.characters(exclude_categories=["Cs", "Cc", "Cn"]))
)
ESCAPES = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")


@settings(max_examples=40, deadline=None)
@given(note=TYPED.filter(lambda text: not ESCAPES.search(text)))
def test_whatever_is_typed_comes_out_as_with_docxtpl(note: str) -> None:
    """Line breaks and tabs become Word's own in the same way."""
    assert_same_as_docxtpl(fields(note, aantal=1))


@settings(max_examples=20, deadline=None)
@given(naam=st.text(st.sampled_from("abc é{}%\n\t😀"), max_size=60))
def test_names_in_header_and_properties_come_out_as_with_docxtpl(naam: str) -> None:
    """Without the signs of mark-up, for docxtpl escapes those twice in the properties."""
    assert_same_as_docxtpl(fields(naam=naam))


def test_drawings_are_numbered_as_docxtpl_does(tmp_path: Path) -> None:
    """A logo that is repeated may not keep one number."""
    logo = '{%p for taak in kernopgaven %}</w:t></w:r></w:p><w:p><w:r><w:drawing xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:inline><wp:docPr id="7" name="Logo"/></wp:inline></w:drawing></w:r></w:p><w:p><w:r><w:t>{%p endfor %}'  # noqa: E501
    path = template(tmp_path, logo)
    ours = compile_sjabloon(path, CATALOG).render(fields())
    assert canonical(ours, PARTS[0]) == canonical(by_docxtpl(fields(), path), PARTS[0])
    assert [node.get("id") for node in read(ours, PARTS[0]).iter("{*}docPr")] == ["1001", "1002", "1003"]


# --- verbatim, fixed, complete ---------------------------------------------------------------------------------------

HOSTILE = [
    "{_{ naam }_} {_% x %_}",
    "{{ 7*7 }}",
    "{% if %} {# nee #}",
    "a < b & c > d ]]>",
    "<b>vet</b>",
    "'\"",
    "😀 é",
    "a\nb\n\nc",
    "\ta\tb",
    " x ",
]


@pytest.mark.parametrize("note", HOSTILE)
def test_a_note_arrives_verbatim(note: str) -> None:
    """faults.md 3: every character, in each of its places: four kerntaken, a kernopgave, three boxes, a competency."""
    shown = texts(sjabloon().render(fields(note, aantal=1)))
    assert shown.count(note) == 8
    assert sum(text.endswith(f"). {note}") for text in shown) == 1


@pytest.mark.parametrize("naam", ["Jansen & Zn <b> {_{ naam", 'D\'Arcy "X"'])
def test_title_and_author_are_verbatim(naam: str) -> None:
    """The properties are escaped once; docxtpl does it twice."""
    docx = sjabloon().render(fields(naam=naam) | {"steunpunt": naam})
    core = read(docx, "docProps/core.xml")
    assert core.findtext("{*}title") == f"Takenprofiel Functie {naam} (1003)"
    assert core.findtext("{*}creator") == naam


def test_the_same_profile_gives_the_same_bytes() -> None:
    """Compiled anew, and with fixed dates in the zip."""
    context = fields("regel\nregel", bijlage=True)
    first = sjabloon().render(context)
    assert first == compile_sjabloon(TEMPLATE, CATALOG).render(deepcopy(context))
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist()[0] == "[Content_Types].xml"
        assert len({*archive.namelist()}) == len(archive.namelist())


def test_content_types_come_first_whatever_the_order_in_the_template(tmp_path: Path) -> None:
    """Some programs look for them at the start of the file."""
    path = tmp_path / "profiel.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(path, "w") as target:
        for name in reversed(source.namelist()):
            target.writestr(name, source.read(name))
    with zipfile.ZipFile(io.BytesIO(compile_sjabloon(path, CATALOG).render(fields()))) as archive:
        assert archive.namelist()[0] == "[Content_Types].xml"


def test_one_profile_does_not_leak_into_the_next() -> None:
    """One compiled template serves a whole team."""
    sjabloon().render(fields("geheim van een ander", naam="Ander Verzinsel"))
    docx = sjabloon().render(fields())
    assert not [text for text in texts(docx) if "geheim" in text or "Ander" in text]


def test_a_document_without_its_personeelsnummer_is_an_internal_error() -> None:
    """faults.md 2: checked in every document, also where the template shows it only under a condition."""
    headless = replace(sjabloon(), parts=tuple(part for part in sjabloon().parts if part.soort in ("header", "core")))
    with pytest.raises(AssertionError, match="personeelsnummer"):
        headless.render(fields())


def test_all_that_design_asks_for_stands_in_the_profile() -> None:
    """design.md 3.7, read from the document itself."""
    shown = "\n".join(texts(sjabloon().render(fields("een noot", aantal=5))))
    wanted = [
        "1003",
        NAAM,
        "P. Fictief",
        "Steunpunt Zonnedael",
        "36",
        "een noot",
        "geen formele functiebeschrijving",
        "MOVISIE",
        "2009.1",
    ]
    names = [
        entry.naam for kind in (CATALOG.kerntaken, CATALOG.kernopgaven, CATALOG.competenties) for entry in kind[:5]
    ]
    missing = [
        word for word in (*wanted, *names, fields("een noot", aantal=5)["versie"], "Handtekening") if word not in shown
    ]
    assert missing == []
    assert "None" not in shown


def test_the_appendix_starts_on_a_new_page_and_can_be_left_out() -> None:
    """What people sign stands before it."""
    with_it, without = (read(sjabloon().render(fields(bijlage=bijlage)), PARTS[0]) for bijlage in (True, False))
    breaks = [len(root.findall(".//w:pageBreakBefore", NS)) for root in (with_it, without)]
    assert breaks == [1, 0]
    assert CATALOG.kerntaken[0].activiteiten[0].tekst in "".join(with_it.itertext())


def test_the_appendix_says_whose_it_is_and_that_it_is_not_signed() -> None:
    """A heading of its own, so that a page that came loose can be placed; and the signatures say what they are for."""
    shown = texts(sjabloon().render(fields(bijlage=True)))
    start = shown.index("Bijlage, niet ondertekend")
    assert shown[start + 1 : start + 3] == [
        f"Uitleg bij het takenprofiel van {NAAM}",
        f"Personeelsnummer 1003, Functie {NAAM}",
    ]
    assert "De bijlage hierna hoort niet bij wat wordt ondertekend." in "\n".join(shown[:start])
    assert "bijlage" not in "\n".join(texts(sjabloon().render(fields())))
    nameless = texts(sjabloon().render(fields(bijlage=True, naam="") | {"naam": "", "functienaam": ""}))
    assert {"Uitleg bij het takenprofiel van 1003", "Personeelsnummer 1003"} <= {*nameless}


def columns(docx: bytes) -> list[list[str]]:
    """The texts of the header row of every table that has one."""
    rows = [table.find("w:tr", NS) for table in read(docx, PARTS[0]).iter(W + "tbl")]
    heads = [row for row in rows if row.find("w:trPr/w:tblHeader", NS) is not None]
    return [["".join(cell.itertext()) for cell in row.iter(W + "tc")] for row in heads]


@pytest.mark.parametrize("noted", [(), ("kerntaken",), ("kernopgaven",), ("competenties",)])
def test_a_column_of_notes_is_there_where_there_is_a_note(noted: tuple[str, ...]) -> None:
    """Nothing is as empty as a column Toelichting without one; the rows are as wide as their table, either way."""
    whole, bare = fields("noot"), fields("  ")
    docx = sjabloon().render(bare | {key: whole[key] for part in noted for key in (part, f"{part}_toegelicht")})
    extra = {part: ["Toelichting"] if part in noted else [] for part in ("kerntaken", "kernopgaven")}
    why = "Waarom nodig, met toelichting" if "competenties" in noted else "Waarom nodig"
    assert columns(docx)[:3] == [
        ["Kerntaak", *extra["kerntaken"], "Uren per week"],
        ["Dilemma in het werk", *extra["kernopgaven"]],
        ["Competentie", why],
    ]
    for table in read(docx, PARTS[0]).iter(W + "tbl"):
        widths = {sum(int(node.get(W + "w")) for node in row.iter(W + "tcW")) for row in table.iter(W + "tr")}
        assert widths == {9866}


def test_whoever_signs_can_write_a_remark_and_tick_seen_or_agreed() -> None:
    """A signature that can only agree is asked for in vain (design.md 3.7); remark and signatures stay on one page."""
    body = read(sjabloon().render(fields()), PARTS[0])
    *_, signed = body.iter(W + "tbl")
    rows = [["".join(cell.itertext()) for cell in row.iter(W + "tc")] for row in signed.iter(W + "tr")]
    assert rows[2:4] == [
        ["Ik teken voor", "☐ akkoord   ☐ gezien", "☐ akkoord"],
        ["Opmerking van de medewerker", ""],
    ]
    assert int([*signed.iter(W + "tr")][3].find(".//w:trHeight", NS).get(W + "val")) >= 900
    *kept, _ = signed.iter(W + "tr")
    styles = {node.get(W + "val") for row in kept for node in row.iter(W + "pStyle")}
    assert styles == {"Tabelkop", "Labelblijf", "Tabelblijf"}  # each keeps its row with the next
    assert "alleen voor gezien" in "".join(body.itertext())


def test_the_footer_shows_the_version_large_and_its_mark_small() -> None:
    """People speak of version 3; the eight signs are for who holds two copies side by side."""
    shown = fields() | {"versie": "3"}
    (paragraph,) = read(sjabloon().render(shown), PARTS[2]).iter(W + "p")
    runs = [
        ("".join(node.itertext()), style.get(W + "val") if style is not None else "")
        for node in paragraph.iterchildren(W + "r")
        for style in [node.find("w:rPr/w:rStyle", NS)]
    ]
    assert runs[:2] == [("Takenprofiel 1003, versie 3 ", ""), (shown["kenmerk"], "Kenmerk")]


def test_a_competency_says_whether_it_is_generiek_or_specifiek() -> None:
    """Behind its name; nothing where the catalog knows no kinds of competencies."""
    shown = texts(sjabloon().render(fields(aantal=16)))
    soort = {entry.code: entry.naam.lower() for entry in CATALOG.competentiesoorten}
    assert {f"{c.naam} ({soort[c.soort or '']})" for c in CATALOG.competenties} <= {*shown}
    assert len({c.soort for c in CATALOG.competenties}) == 2
    none = fields()
    for competentie in none["competenties"]:
        competentie["soort"] = ""
    assert CATALOG.competenties[0].naam in texts(sjabloon().render(none))


# --- the shipped template --------------------------------------------------------------------------------------------


def test_the_template_is_an_accessible_dutch_document() -> None:
    """Heading styles, repeated header rows, whole rows, language, page numbers as fields."""
    docx = sjabloon().render(fields(bijlage=True))
    body, styles = read(docx, PARTS[0]), read(docx, "word/styles.xml")
    used = {node.get(W + "val") for node in body.iter(W + "pStyle", W + "tblStyle", W + "rStyle")}
    assert (
        {"Title", "Heading1", "Heading2", "Heading3"}
        <= used
        <= {node.get(W + "styleId") for node in styles.iter(W + "style")}
    )
    heads = [table.find("w:tr/w:trPr/w:tblHeader", NS) is not None for table in body.iter(W + "tbl")]
    assert heads == [False, True, True, True, False, True]  # the two without have their labels in the first column
    assert all(row.find("w:trPr/w:cantSplit", NS) is not None for row in body.iter(W + "tr"))
    assert {node.get(W + "val") for node in styles.iter(W + "lang")} == {"nl-NL"}
    assert read(docx, "word/settings.xml").find("w:themeFontLang", NS).get(W + "val") == "nl-NL"
    assert [node.get(W + "instr").strip() for node in read(docx, PARTS[2]).iter(W + "fldSimple")] == [
        "PAGE",
        "NUMPAGES",
    ]


def test_nothing_of_a_default_template_is_left() -> None:
    """No comments, thumbnail or unused parts; a small file."""
    with zipfile.ZipFile(TEMPLATE) as archive:
        content = b"".join(archive.read(name) for name in archive.namelist()).lower()
        assert not [name for name in archive.namelist() if "thumbnail" in name or "customXml" in name]
    assert b"python-docx" not in content
    assert TEMPLATE.stat().st_size < 15_000


@pytest.mark.parametrize("soort", SOORTEN, ids=lambda soort: soort.naam)
def test_the_script_makes_the_shipped_template(soort: Documentsoort, tmp_path: Path) -> None:
    """Who changes the one changes the other."""
    made = tmp_path / "profiel.docx"
    command = [sys.executable, "-m", f"tools.make_{soort.naam}_template", str(made)]
    subprocess.run(command, check=True, cwd=ROOT)
    with zipfile.ZipFile(made) as new, zipfile.ZipFile(TEMPLATES / f"{soort.naam}.docx") as shipped:
        assert {name: new.read(name) for name in new.namelist()} == {
            name: shipped.read(name) for name in shipped.namelist()
        }


def test_the_page_for_hr_names_every_filter() -> None:
    """docs/sjabloon.md is what HR works with; its tables of fields are made from the declaration (test_docs.py)."""
    page = (ROOT / "docs" / "sjabloon.md").read_text("utf-8")
    assert [name for name in FILTERS if f"`{name}`" not in page] == []


# --- a template of HR ------------------------------------------------------------------------------------------------


def test_a_house_style_works_with_conditions_filters_and_split_tags(tmp_path: Path) -> None:
    """Word often cuts a tag in pieces, and a template may write {{ as text."""
    path = template(
        tmp_path,
        "{{ na</w:t></w:r><w:r><w:t>am|upper }}",
        "{% if bijlage and not doel %}ja{% elif naam == “x” %}x{% else %}{{ kerntaken|length }} soorten{% endif %}",
        "{% for opgave in kernopgaven %}{{ loop.index }}{{ opgave.naam ~ ';' }}{% else %}geen{% endfor %}",
        "{_{ tekst }_}",
    )
    shown = texts(compile_sjabloon(path, CATALOG).render(fields(aantal=1)))
    assert shown[:4] == [NAAM.upper(), "3 soorten", f"1{CATALOG.kernopgaven[0].naam};", "{{ tekst }}"]


def test_a_header_or_footer_without_tags_stays_as_it_is(tmp_path: Path) -> None:
    """Only parts with tags are filled in."""
    path = with_part(tmp_path, "word/header.xml", lambda xml: xml.replace("{{ steunpunt }}", "Vaste k&#246;p"))
    docx = compile_sjabloon(path, CATALOG).render(fields())
    with zipfile.ZipFile(io.BytesIO(docx)) as archive, zipfile.ZipFile(path) as source:
        assert archive.read("word/header.xml") == source.read("word/header.xml")


@pytest.mark.parametrize(
    ("tag", "cause"),
    [
        ("{{ naamm }}", "het veld naamm bestaat niet; misschien is naam bedoeld"),
        ("{{ salaris }}", "het veld salaris bestaat niet"),
        ("{{ naam.kleur }}", "het veld kleur bestaat niet"),
        ("{{ naam.upper }}", "het veld upper bestaat niet"),
        ("{{ kerntaken }}", "kerntaken bestaat uit meer velden"),
        ("{{ bijlage.kerntaken or naam }}", "bestaat uit meer velden"),
        ("{{ bijlage.kerntaken|length }}", "bijlage is er niet altijd"),
        ("{% for taak in bijlage.kerntaken %}{% endfor %}", "bijlage is er niet altijd"),
        ("{% if bijlage or naam %}{{ bijlage.kerntaken|length }}{% endif %}", "bijlage is er niet altijd"),
        ("{% if naam == 'x' %}{{ bijlage.kerntaken|length }}{% endif %}", "bijlage is er niet altijd"),
        ("{% if not bijlage %}{{ bijlage.kerntaken|length }}{% endif %}", "bijlage is er niet altijd"),
        ("{{ 5|length }}", "werkt hier niet"),
        ("{{ naam|length|length }}", "werkt hier niet"),
        ("{% for x in kernopgaven %}{{ loop.index|length }}{% endfor %}", "werkt hier niet"),
        ("{{ naam|join('x') }}", "werkt hier niet"),
        ("{{ (naam or 5)|length }}", "werkt hier niet"),
        ("{% for x in naam %}{% endfor %}", "naam is geen lijst"),
        ("{% for x in kernopgaven %}{{ x.titel }}{% endfor %}", "het veld titel bestaat niet"),
        ("{% if false %}{{ salaris }}{% endif %}", "het veld salaris bestaat niet"),
        ("{% if naam %}ja{% else %}{{ salaris }}{% endif %}", "het veld salaris bestaat niet"),
        ("{% for x in kernopgaven if salaris %}{% endfor %}", "mag niet"),
        ("{{ naam }", "niet goed geschreven"),
        ("{{ naam naam }}", "niet goed geschreven"),
        ("{{ }}", "niet goed geschreven"),
        ("{{ " + "(" * 5000 + " }}", "niet goed geschreven"),
        ("{{ " + "9" * 5000 + " }}", "niet goed geschreven"),
        ("{% if naam %}", "niet afgesloten"),
        ("{% endfor %}", "op een verkeerde plaats"),
        ("{% doe iets %}", "bestaat niet of staat op een verkeerde plaats"),
        ("{{ naam|safe }}", "het filter safe mag niet"),
        ("{{ naam|default('x') }}", "het filter default mag niet"),
        ("{{ naam|attr('__class__') }}", "het filter attr mag niet"),
        ("{{ kernopgaven|upper }}", "werkt hier niet"),
        ("{{ naam|upper('x') }}", "mag niet"),
        ("{{ ''.__class__ }}", "bestaat niet"),
        ("{{ ''.__class__.__mro__[1].__subclasses__() }}", "mag niet"),
        ("{{ naam.__class__ }}", "bestaat niet"),
        ("{{ naam['__class__'] }}", "mag niet"),
        ("{{ cycler.__init__.__globals__.os.popen('id').read() }}", "mag niet"),
        ("{{ cycler }}", "bestaat niet"),
        ("{{ self }}", "bestaat niet"),
        ("{{ loop.cycle }}", "bestaat niet"),
        ("{{ naam() }}", "mag niet"),
        ("{{ 'a' * 999999999 }}", "mag niet"),
        ("{{ 9 ** 9 ** 9 ** 9 }}", "mag niet"),
        ("{{ naam &lt; 3 }}", "werkt hier niet"),
        ("{{ naam is defined }}", "mag niet"),
        ("{{ [naam] }}", "mag niet"),
        ("{% set x = 1 %}", "mag niet"),
        ("{% macro m() %}x{% endmacro %}", "mag niet"),
        ("{% include '/etc/passwd' %}", "mag niet"),
        ("{% import 'os' as os %}", "mag niet"),
        ("{% extends 'x' %}", "mag niet"),
        ("{% autoescape false %}{{ naam }}{% endautoescape %}", "mag niet"),
        ("{% with x = naam %}{% endwith %}", "mag niet"),
        ("{{r naam }}", "dit soort tag kan hier niet"),
        ("{%tc for x in kernopgaven %}", "dit soort tag kan hier niet"),
    ],
)
def test_a_fault_is_named_with_place_and_cause(tmp_path: Path, tag: str, cause: str) -> None:
    """faults.md 17: exit 2 before anything is rendered; also in a branch that would never run."""
    found = [text for text in faults(template(tmp_path, "Tekst vooraf", tag)) if cause in text]
    assert found
    assert "in de tekst" in found[0]


@pytest.mark.parametrize(
    "tag",
    [
        "{% if bijlage %}{{ bijlage.kerntaken|length }}{% endif %}",
        "{% if naam and bijlage %}{{ bijlage.kerntaken|length }}{% endif %}",
        "{% if not bijlage or naam == 'x' %}geen{% else %}{{ bijlage.kerntaken|length }}{% endif %}",
        "{% if not bijlage %}geen{% elif naam %}{{ bijlage.kerntaken|length }}{% endif %}",
        "{{ bijlage.kerntaken|length if bijlage else 'geen' }}",
        "{% if bijlage and bijlage.kerntaken %}ja{% endif %}",
    ],
)
def test_who_asks_for_the_appendix_first_may_use_its_fields(tmp_path: Path, tag: str) -> None:
    """faults.md 45: with the appendix and without it."""
    sjabloon = compile_sjabloon(template(tmp_path, tag), CATALOG)
    for bijlage in (True, False):
        assert sjabloon.render(fields(bijlage=bijlage))


def test_the_condition_around_the_appendix_taken_away_is_a_fault_with_part_tag_and_cause(tmp_path: Path) -> None:
    """faults.md 45: an ordinary edit by HR."""
    around = re.compile(
        r"<w:p>(?:(?!</w:p>).)*\{%p if bijlage %\}.*?</w:p>(.*)<w:p>(?:(?!</w:p>).)*endif %\}.*?</w:p>", re.DOTALL
    )
    found = faults(with_part(tmp_path, "word/document.xml", lambda xml: around.sub(r"\1", xml)))
    cause = "bijlage is er niet altijd; zet dit tussen {%p if bijlage %} en {%p endif %}"
    assert [text for text in found if f": in de tekst bij {{% if bijlage.kerntaken %}}: {cause}." in text]


def test_the_sandbox_holds_also_where_the_check_would_miss_something() -> None:
    """No globals, methods or tests, and few filters; an unknown field is an error, and a field goes before a method."""
    environment = make_environment()
    assert (environment.globals, environment.tests, sorted(environment.filters)) == ({}, {}, sorted(FILTERS))
    assert environment.from_string("{{ groep.items }}").render(groep={"items": "<veld>"}) == "&lt;veld&gt;"
    for source in ("{{ cycler }}", "{{ groep.keys }}", "{{ groep.__class__.__mro__ }}", "{{ onbekend }}"):
        with pytest.raises((UndefinedError, SecurityError)):
            environment.from_string(source).render(groep={})


def test_the_tag_itself_is_named(tmp_path: Path) -> None:
    """The place is one that HR can find with Ctrl+F."""
    (text,) = faults(template(tmp_path, "{{ naam }} en {{ salaris|upper }} en {{ doel }}"))
    assert text.endswith(": in de tekst bij {{ salaris|upper }}: het veld salaris bestaat niet.")


def test_all_faults_of_all_parts_come_at_once(tmp_path: Path) -> None:
    """HR corrects the template in one go."""
    path = template(tmp_path, "{{ een }}", "{{ naam }}", "{{ twee }}", "{{r naam }}")
    other = path.rename(tmp_path / "eerst.docx")
    with zipfile.ZipFile(other) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            text = (
                source.read(name)
                .decode()
                .replace("{{ versie }}", "{{ drie }}")
                .replace("<dc:title>", "<dc:title>{{ vier }}")
            )
            target.writestr(name, text)
    shown = faults(path)
    expected = ("{{ een }}", "{{ twee }}", "{{r naam }}", "voettekst bij {{ drie }}", "eigenschappen bij {{ vier }}")
    assert [word for word in expected if not any(word in text for text in shown)] == []
    assert len(shown) == 5


def test_nothing_of_a_bad_template_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One bad tag, and even the good ones are not rendered."""
    monkeypatch.setattr("pipeline.render.word.template_compile.try_parts", lambda *_: pytest.fail("rendered"))
    monkeypatch.setattr("pipeline.render.word.template_compile._compiled", lambda *_: pytest.fail("compiled"))
    assert faults(template(tmp_path, "{{ naam }}", "{{ salaris }}"))


@pytest.mark.parametrize(
    "body",
    [
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{%tr for x in kernopgaven %}{{ x.naam }}</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>{%tr endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",  # noqa: E501
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{%p if doel %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",  # noqa: E501
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{%p if not doel %}</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",  # noqa: E501
        "<w:p><w:r><w:t>{% if doel %}</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>{% endif %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",  # noqa: E501
    ],
)
def test_tags_that_would_break_the_document_are_refused(tmp_path: Path, body: str) -> None:
    """A table without rows, a cell without a paragraph, ends that do not fit: Word would refuse or repair the file."""
    path = template(tmp_path, "x</w:t></w:r></w:p>" + body + "<w:p><w:r><w:t>x")
    assert [text for text in faults(path) if "het document beschadigd raakt" in text]


@pytest.mark.parametrize("data", [b"", b"geen zip", b"\xd0\xcf\x11\xe0 oud", b"PK\x03\x04 afgebroken"])
def test_a_file_that_is_no_word_document_is_refused(tmp_path: Path, data: bytes) -> None:
    """Old .doc, renamed or cut off."""
    path = tmp_path / "profiel.docx"
    path.write_bytes(data)
    assert "geen gewoon Word-document" in faults(path)[0]


def test_another_kind_of_office_file_is_refused(tmp_path: Path) -> None:
    """A document with macros would send them along with every profile."""
    ordinary, macros = (
        "vnd.openxmlformats-officedocument.wordprocessingml.document.main",
        "vnd.ms-word.document.macroEnabled.main",
    )
    path = with_part(tmp_path, "[Content_Types].xml", lambda xml: xml.replace(ordinary, macros))
    assert "geen gewoon Word-document" in faults(path)[0]


def test_a_missing_template_is_refused(tmp_path: Path) -> None:
    """Not a traceback."""
    assert "niet worden geopend" in faults(tmp_path / "weg.docx")[0]


def test_a_catalog_without_kernopgaven_or_competencies_takes_the_shipped_template() -> None:
    """Its lists are empty, and what is said about them must still be checked."""
    catalog = Catalog.model_validate(
        {
            "id": "klein",
            "versie": "1",
            "bron": {"titel": "T", "uitgever": "U", "jaar": 2020, "vermelding": "© U, T, 2020"},
            "soorten": [{"code": "s", "naam": "Basis"}],
            "groepen": [{"code": "TG1", "naam": "Leiding geven"}],
            "kerntaken": [{"code": "1.1", "naam": "Team leiden", "groep": "TG1", "soort": "s"}],
        }
    )
    antwoorden = Antwoorden("", "", Medewerker("7", "X. Verzonnen"), kerntaken={"1.1": Keuze(True)})
    docx = compile_sjabloon(TEMPLATE, catalog).render(
        make_profiel(antwoorden, Steunpunt("", "S"), catalog, (), bijlage=True)
    )
    shown = texts(docx)
    assert "1.1.\tTeam leiden" in shown
    assert not [text for text in shown if "Kernopgaven" in text or "ompetenties" in text]


def test_a_text_that_was_joined_before_is_still_typed_text() -> None:
    """Texts are escaped once, and what was typed as "&lt;b&gt;" is another text than "<b>" made safe."""
    template = make_environment().from_string("{{ namen | join }} {{ tekst }} {{ tekst }}")
    assert template.render(namen=["<b>"], tekst="&lt;b&gt;") == "&lt;b&gt; &amp;lt;b&amp;gt; &amp;lt;b&amp;gt;"


# --- all shipped templates -------------------------------------------------------------------------------------------

OFFICE_PARTS = {  # what Word writes in every document: content type, kind of relation, where
    "word/fontTable.xml": ("wordprocessingml.fontTable", "fontTable", "fontTable.xml"),
    "word/theme/theme1.xml": ("theme", "theme", "theme/theme1.xml"),
    "word/settings.xml": ("wordprocessingml.settings", "settings", "settings.xml"),
}


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_word_finds_the_parts_that_it_writes_itself_and_a_language(path: Path) -> None:
    """Fonts, theme, and settings of the newest kind: no "Compatibiliteitsmodus" in the title bar; Dutch all over."""
    docx = path.read_bytes()
    types = {node.get("PartName"): node.get("ContentType") for node in read(docx, "[Content_Types].xml")}
    related = {(node.get("Type").rpartition("/")[2], node.get("Target")) for node in read(docx, RELATIONS)}
    for part, (kind, relation, target) in OFFICE_PARTS.items():
        assert types[f"/{part}"] == f"application/vnd.openxmlformats-officedocument.{kind}+xml"
        assert (relation, target) in related
    settings = {
        node.get(W + "name"): node.get(W + "val") for node in read(docx, "word/settings.xml").iter(W + "compatSetting")
    }
    assert settings["compatibilityMode"] == "15"
    assert read(docx, "word/styles.xml").find("w:docDefaults//w:lang", NS).get(W + "val") == "nl-NL"
    assert read(docx, "docProps/core.xml").findtext("{http://purl.org/dc/elements/1.1/}language") == "nl-NL"


@pytest.mark.parametrize("path", sorted(TEMPLATES.glob("*.docx")), ids=lambda path: path.stem)
def test_every_font_of_a_template_is_in_its_table_of_fonts(path: Path) -> None:
    """Where a font is not installed Word takes the most alike by what the table says of it."""
    docx = path.read_bytes()
    listed = {node.get(W + "name") for node in read(docx, "word/fontTable.xml").iter(W + "font")}
    parts = [name for name in zipfile.ZipFile(path).namelist() if name.startswith("word/") and name.endswith(".xml")]
    used = {value for part in parts for node in read(docx, part).iter(W + "rFonts") for value in node.attrib.values()}
    theme = {node.get("typeface") for node in read(docx, "word/theme/theme1.xml").iter("{*}latin")}
    assert used | theme <= listed
