"""The parts that our Word templates are made of: paragraphs, tables, header, footer and the file itself.

Styles, settings and properties stand as files in tools/profiel_docx, for all templates.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

TOOLS = Path(__file__).resolve().parent
TEMPLATES = TOOLS.parent / "pipeline" / "templates"
FIXED = TOOLS / "profiel_docx"
ZIP_DATE = (1980, 1, 1, 0, 0, 0)

TINT = "EEF2F4"  # QUIET in pipeline/excel/book.py
WIDTH = 9866  # of the text, in twentieths of a point: A4 with margins of 1.8 cm
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
TAB = "<w:r><w:tab/></w:r>"
FILL_IN = "\N{HORIZONTAL ELLIPSIS}" * 12  # a line to write on
BOX = "\N{BALLOT BOX}"  # to tick by hand


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


def either_rows(condition: str, columns: int, rows: str, others: str) -> str:
    """Rows that are there under a condition, and those in their place."""
    return if_rows(condition, columns, rows, tag_row("{%tr else %}", columns), others)


def gap() -> str:
    """A little room below a table."""
    return par("", "Tussenruimte")


# --- the file --------------------------------------------------------------------------------------------------------


SIGNATURES = [2100, 3883, 3883]  # columns of a table for two signatures


def signatures(left: tuple[str, str], right: tuple[str, str], *open_labels: str, more: tuple[str, ...] = ()) -> str:
    """A table for two signatures, each with a title and a name, all on one page.

    more: rows below the names; open_labels: rows to fill in by hand.
    """
    rows = (
        head_row(SIGNATURES, "", left[0], right[0]),
        signature_row("Naam", left[1], right[1]),
        *more,
        *[signature_row(label, "", "", height=340) for label in (*open_labels, "Datum")],
        row(
            *[
                cell(width, par("Handtekening" * first, "Label"))
                for width, first in zip(SIGNATURES, (1, 0, 0), strict=True)
            ],
            height=760,
        ),
    )
    return table("Handtekeningen", SIGNATURES, "Ondertekening", *rows)


def signature_row(label: str, *texts: str, height: int = 0) -> str:
    """A row of a table for signatures that stays with the next; one text goes over both columns."""
    label_cell = cell(SIGNATURES[0], par(label, "Labelblijf"))
    width, span = (SIGNATURES[1], 1) if len(texts) > 1 else (sum(SIGNATURES[1:]), 2)
    return row(label_cell, *[cell(width, par(text, "Tabelblijf"), span=span) for text in texts], height=height)


def or_fill_in(field: str) -> str:
    """A field, or a line to write on where it is empty."""
    return f"{{% if {field} %}}{{{{ {field} }}}}{{% else %}}{FILL_IN}{{% endif %}}"


def document(*content: str) -> str:
    """The body, with the settings of its one section."""
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


def footer(content: str) -> str:
    """What this document is, as plain text or as runs, and the page number."""

    def field(code: str) -> str:
        return f'<w:fldSimple w:instr=" {code} "><w:r><w:t>1</w:t></w:r></w:fldSimple>'

    left = content if content.startswith("<") else run(content)
    right = run("Pagina ") + field("PAGE") + run(" van ") + field("NUMPAGES")
    return f'{HEAD}<w:ftr xmlns:w="{MAIN}">{par(left + TAB + right, "Footer")}</w:ftr>'


def write_template(target: Path, body: str, footer_content: str, title: str) -> None:
    """Write a template; the same bytes at every run. title: of the document, in its properties."""
    parts = {path.relative_to(FIXED).as_posix(): path.read_text("utf-8") for path in FIXED.rglob("*") if path.is_file()}
    core = parts["docProps/core.xml"].replace("TITEL", title)
    parts |= {"word/document.xml": body, "word/header.xml": header(), "word/footer.xml": footer(footer_content)}
    parts |= {"docProps/core.xml": core}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(parts):  # [Content_Types].xml comes first then, as it should
            info = zipfile.ZipInfo(name, ZIP_DATE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, parts[name])
