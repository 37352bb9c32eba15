"""Make pipeline/templates/profiel.docx from nothing, so that it holds only what a profile needs.

Run it to start anew: python tools/make_profiel_template.py [file]. Styles, settings and properties stand as files in
tools/profiel_docx; this script makes the body, header and footer. Changes made in Word are lost then.
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "pipeline" / "templates" / "profiel.docx"
FIXED = Path(__file__).resolve().parent / "profiel_docx"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)

TINT = "EEF2F4"  # QUIET in pipeline/workbook.py
WIDTH = 9866  # of the text, in twentieths of a point: A4 with margins of 1.8 cm
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TAB = "<w:r><w:tab/></w:r>"
FILL_IN = "\N{HORIZONTAL ELLIPSIS}" * 12  # a line to write on


# --- text ------------------------------------------------------------------------------------------------------------


def run(text: str, style: str = "") -> str:
    """A run of text, in a character style if one is named."""
    look = f'<w:rPr><w:rStyle w:val="{style}"/></w:rPr>' if style else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(content: str, style: str = "", more: str = "") -> str:
    """A paragraph of plain text or of runs."""
    inside = content if content.startswith("<") or not content else run(content)
    name = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{name}{more}</w:pPr>{inside}</w:p>" if name or more else f"<w:p>{inside}</w:p>"


def when(condition: str, *content: str) -> str:
    """Paragraphs and tables that are only there under a condition."""
    return par(f"{{%p if {condition} %}}") + "".join(content) + par("{%p endif %}")


def every(loop: str, *content: str) -> str:
    """Paragraphs and tables that are repeated."""
    return par(f"{{%p for {loop} %}}") + "".join(content) + par("{%p endfor %}")


# --- tables ----------------------------------------------------------------------------------------------------------


def cell(width: int, *paragraphs: str, span: int = 1, tint: bool = False) -> str:
    """A cell of one or more paragraphs."""
    look = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/>' if tint else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{look}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(*cells: str, head: bool = False, height: int = 0) -> str:
    """A row that stays on one page; a head is repeated on the next."""
    more = f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    more += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{more}</w:trPr>{''.join(cells)}</w:tr>"


def tag_row(tag: str, columns: int) -> str:
    """A row that holds only a tag: it disappears."""
    return row(cell(WIDTH, par(tag, "Tabeltekst"), span=columns))


def table(style: str, widths: list[int], caption: str, *rows: str, first_row: bool = True) -> str:
    """A table of fixed column widths; the caption is what a screen reader says first."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    look = f'<w:tblLook w:val="{"0420" if first_row else "0400"}" w:firstRow="{int(first_row)}" w:noVBand="1"/>'
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblLayout w:type="fixed"/>{look}<w:tblCaption w:val="{caption}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def head_row(widths: list[int], *titles: str) -> str:
    """The row of column titles."""
    return row(*[cell(width, par(title, "Tabelkop")) for width, title in zip(widths, titles, strict=True)], head=True)


def text_row(widths: list[int], *texts: str) -> str:
    """A row of plain texts."""
    return row(*[cell(width, par(text, "Tabeltekst")) for width, text in zip(widths, texts, strict=True)])


def loop_rows(loop: str, columns: int, *rows: str) -> str:
    """Rows that are repeated."""
    return tag_row(f"{{%tr for {loop} %}}", columns) + "".join(rows) + tag_row("{%tr endfor %}", columns)


def if_rows(condition: str, columns: int, *rows: str) -> str:
    """Rows that are only there under a condition."""
    return tag_row(f"{{%tr if {condition} %}}", columns) + "".join(rows) + tag_row("{%tr endif %}", columns)


def gap() -> str:
    """A little room below a table."""
    return par("", "Tussenruimte")


# --- the core --------------------------------------------------------------------------------------------------------


def person() -> str:
    """Function and person."""
    widths = [2100, 3150, 1650, 2966]

    def line(*texts: str) -> str:
        pairs = zip(widths, texts, ("Label", "Tabeltekst") * 2, strict=True)
        return row(*[cell(width, par(text, style)) for width, text, style in pairs])

    def or_line(field: str) -> str:
        return f"{{% if {field} %}}{{{{ {field} }}}}{{% else %}}{FILL_IN}{{% endif %}}"

    facts = (
        line("Naam", "{{ naam }}", "Steunpunt", "{{ steunpunt }}"),
        line("Personeelsnummer", "{{ personeelsnummer }}", "Leidinggevende", or_line("leidinggevende")),
        line("Contracturen per week", "{{ contracturen }}", "Peildatum", or_line("peildatum")),
    )
    return (
        par("Takenprofiel", "Bovenkop")
        + par("{{ functienaam }}", "Title")
        + table("Gegevens", widths, "Gegevens van functie en medewerker", *facts, first_row=False)
    )


def gewijzigd() -> str:
    """What changed since a former period, for those who sign."""
    widths = [2100, 7766]
    lines = every("regel in gewijzigd.regels", par("{{ regel }}", "Tabeltekst"))
    label = cell(widths[0], par("Gewijzigd sinds {{ gewijzigd.sinds }}", "Label"), tint=True)
    block = table(
        "Profieltabel", widths, "Wat is gewijzigd", row(label, cell(widths[1], lines, tint=True)), first_row=False
    )
    return when("gewijzigd.regels", gap(), block)


def purpose() -> str:
    """Why the function exists."""
    return when("doel", par("Doel van de functie", "Heading1"), par("{{ doel }}"))


def kerntaken() -> str:
    """The tasks by soort and group, with hours and notes."""
    widths = [4400, 1350, 4116]
    soort = row(cell(WIDTH, par("{{ soort.naam }}", "Tabelgroep"), span=3, tint=True))
    groep = row(cell(WIDTH, par("{{ groep.naam }}", "Tabelondergroep"), span=3))
    naam = run("{{ taak.naam }}{% if taak.niveau %} ({{ taak.niveau }}){% endif %}")
    taak = row(
        cell(widths[0], par(run("{{ taak.code }}.") + TAB + naam, "Tabelnaam")),
        cell(widths[1], par("{{ taak.uren }}", "Tabelgetal")),
        cell(widths[2], par("{{ taak.toelichting }}", "Tabeltekst")),
    )
    samen = row(
        cell(widths[0], par("Samen", "Tabelkop"), tint=True),
        cell(widths[1], par(run("{{ uren_samen }}", "Strong"), "Tabelgetal"), tint=True),
        cell(widths[2], par("{{ uren_toelichting }}", "Tabeltekst"), tint=True),
    )
    taken = loop_rows("taak in groep.taken", 3, taak)
    groepen = loop_rows("groep in soort.groepen", 3, if_rows("groep.naam", 3, groep), taken)
    rows = loop_rows("soort in kerntaken", 3, soort, groepen)
    kop = row(
        cell(widths[0], par("Kerntaak", "Tabelkop")),
        cell(widths[1], par("Uren per week", "Tabelkopgetal")),
        cell(widths[2], par("Toelichting", "Tabelkop")),
        head=True,
    )
    return par("Kerntaken", "Heading1") + table("Profieltabel", widths, "Kerntaken met uren", kop, rows, samen)


def kernopgaven() -> str:
    """The dilemmas, with notes."""
    widths = [4600, 5266]
    rows = loop_rows("opgave in kernopgaven", 2, text_row(widths, "{{ opgave.naam }}", "{{ opgave.toelichting }}"))
    kop = head_row(widths, "Dilemma in het werk", "Toelichting")
    return when("kernopgaven", par("Kernopgaven", "Heading1"), table("Profieltabel", widths, "Kernopgaven", kop, rows))


def competenties() -> str:
    """What the function needs, why, and notes."""
    widths = [3700, 6166]
    note = run("{%r if competentie.toelichting %}") + run(". ") + run("{{ competentie.toelichting }}", "Emphasis")
    why = cell(widths[1], par(run("{{ competentie.redenen }}") + note + run("{%r endif %}"), "Tabeltekst"))
    item = row(cell(widths[0], par("{{ competentie.naam }}", "Tabeltekst")), why)
    rows = loop_rows("competentie in competenties", 2, item)
    kop = head_row(widths, "Competentie", "Waarom nodig, met toelichting")
    content = table("Profieltabel", widths, "Benodigde competenties met redenen", kop, rows)
    return when("competenties", par("Benodigde competenties", "Heading1"), content)


def afspraken() -> str:
    """Agreements and points of attention."""
    widths = [2100, 7766]

    def line(label: str, *paragraphs: str) -> str:
        return row(cell(widths[0], par(label, "Label")), cell(widths[1], *paragraphs))

    def text(content: str) -> str:
        return par(content, "Tabeltekst")

    vastgelegd = text("{{ afspraak.reden }} (geldig tot en met {{ afspraak.geldig_tot }})")
    rows = (
        if_rows("afspraken", 2, line("Over de omvang", text("{{ afspraken }}"))),
        loop_rows("afspraak in vastgelegd", 2, line("Vastgelegd door HR", vastgelegd)),
        loop_rows("punt in aandachtspunten", 2, line("Aandachtspunt", text("{{ punt.tekst }} {{ punt.advies }}"))),
        if_rows("opmerkingen", 2, line("Opmerkingen", text("{{ opmerkingen }}"))),
    )
    content = table("Profieltabel", widths, "Afspraken en aandachtspunten", *rows, first_row=False)
    present = "afspraken or vastgelegd or aandachtspunten or opmerkingen"
    none = par("Er zijn geen bijzondere afspraken of aandachtspunten.")
    either = par(f"{{%p if {present} %}}") + content + par("{%p else %}") + none + par("{%p endif %}")
    return par("Afspraken en aandachtspunten", "Heading1") + either


def ondertekening() -> str:
    """Signatures of both."""
    widths = [2100, 3883, 3883]
    names = (("Naam", "Labelblijf"), ("{{ naam }}", "Tabelblijf"), ("{{ leidinggevende }}", "Tabelblijf"))

    def open_row(label: str, style: str, height: int) -> str:
        return row(
            *[cell(width, par(text, style)) for width, text in zip(widths, (label, "", ""), strict=True)], height=height
        )

    rows = (
        head_row(widths, "", "Medewerker", "Leidinggevende"),
        row(*[cell(width, par(*name)) for width, name in zip(widths, names, strict=True)]),
        open_row("Datum", "Labelblijf", 340),
        open_row("Handtekening", "Label", 760),
    )
    besproken = par("Medewerker en leidinggevende hebben dit profiel samen besproken.", "Bijeen")
    slot = par("{{ verklaring }} Bron: {{ bron }} (catalogus {{ catalogusversie }}).", "Klein")
    tekening = table("Handtekeningen", widths, "Ondertekening", *rows)
    return par("Ondertekening", "Heading1") + besproken + tekening + gap() + slot


# --- the appendix ----------------------------------------------------------------------------------------------------


def bijlage() -> str:
    """Descriptions, activities, process steps and results of what was chosen."""
    bullet = par("{{ zin }}", "ListBullet")
    intro = "Deze bijlage legt de gekozen onderdelen uit."
    taken = every(
        "taak in bijlage.kerntaken",
        par("{{ taak.code }}.  {{ taak.naam }}", "Heading3"),
        when("taak.omschrijving", par("{{ taak.omschrijving }}")),
        every("zin in taak.activiteiten", bullet),
    )
    opgaven = every(
        "opgave in bijlage.kernopgaven",
        par("{{ opgave.naam }}", "Heading3"),
        when("opgave.beschrijving", par("{{ opgave.beschrijving }}")),
    )
    competenties = every(
        "competentie in bijlage.competenties",
        par("{{ competentie.naam }}", "Heading3"),
        when("competentie.definitie", par("{{ competentie.definitie }}")),
        when("competentie.processtappen", par("Hoe de medewerker dit doet", "Tussenkop")),
        every("zin in competentie.processtappen", bullet),
        when("competentie.resultaten", par("Wat het oplevert", "Tussenkop")),
        every("zin in competentie.resultaten", bullet),
    )
    return when(
        "bijlage",
        par("Bijlage", "Heading1", "<w:pageBreakBefore/>"),
        par(intro),
        when("bijlage.kerntaken", par("Kerntaken", "Heading2"), taken),
        when("bijlage.kernopgaven", par("Kernopgaven", "Heading2"), opgaven),
        when("bijlage.competenties", par("Benodigde competenties", "Heading2"), competenties),
    )


def document() -> str:
    """The body, with the settings of its one section."""
    content = [
        person(),
        gewijzigd(),
        purpose(),
        kerntaken(),
        kernopgaven(),
        competenties(),
        afspraken(),
        ondertekening(),
        bijlage(),
    ]
    section = (
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1077" w:right="1020" w:bottom="964" w:left="1020" '
        'w:header="510" w:footer="454" w:gutter="0"/></w:sectPr>'
    )
    body = "".join(content) + section
    return f'{HEAD}<w:document xmlns:w="{MAIN}" xmlns:r="{RELATIONS}"><w:body>{body}</w:body></w:document>'


def header() -> str:
    """The steunpunt above every page."""
    return f'{HEAD}<w:hdr xmlns:w="{MAIN}">{par("{{ steunpunt }}", "Header")}</w:hdr>'


def footer() -> str:
    """Whose profile this is, and the page number."""

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    left = run("Takenprofiel {{ personeelsnummer }}, versie {{ versie }}")
    right = run("Pagina ") + field("PAGE") + run(" van ") + field("NUMPAGES")
    return f'{HEAD}<w:ftr xmlns:w="{MAIN}">{par(left + TAB + right, "Footer")}</w:ftr>'


def make_template(target: Path) -> None:
    """Write the template; the same bytes at every run."""
    parts = {path.relative_to(FIXED).as_posix(): path.read_text("utf-8") for path in FIXED.rglob("*") if path.is_file()}
    parts |= {"word/document.xml": document(), "word/header.xml": header(), "word/footer.xml": footer()}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):  # [Content_Types].xml comes first then, as it should
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])


if __name__ == "__main__":
    make_template(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
