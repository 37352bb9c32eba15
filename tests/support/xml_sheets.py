"""Small packages of XML, as a spreadsheet program or somebody with bad intentions writes them, and a look at them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from pipeline.definitions.messages import show
from pipeline.intake.look import look
from pipeline.intake.scan import Blik

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORKBOOK = (
    f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="Blad" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
RELS = f'<Relationships><Relationship Id="rId1" Type="{REL}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
ODS_NAMES = " ".join(
    f'xmlns:{prefix}="urn:{prefix}"' for prefix in ("office", "table", "text", "calcext")
)  # the look goes by prefixes, which every program writes alike


def zipped(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip with these parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def sheet(rows: str) -> str:
    """A worksheet part with these rows."""
    return f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def xlsx(rows: str = "", **parts: str | bytes) -> bytes:
    """A workbook of one sheet; parts are added or replaced by name."""
    whole: dict[str, str | bytes] = {
        "[Content_Types].xml": "<Types/>",
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": RELS,
        "xl/worksheets/sheet1.xml": sheet(rows),
    }
    return zipped(whole | parts)


def ods(rows: str) -> bytes:
    """An .ods of one sheet."""
    table = f'<table:table table:name="Blad">{rows}</table:table>'
    return zipped({"content.xml": f"<office:document-content {ODS_NAMES}>{table}</office:document-content>"})


def code(data: bytes) -> str:
    """The code with which a file is refused, "" when it is not; its message must be complete."""
    seen = look(data, "1001.xlsx")
    assert bool(seen.findings) != bool(seen.data)
    return "".join(show(finding).code for finding in seen.findings)


def only(data: bytes) -> Blik:
    """What was seen of the only sheet."""
    seen = look(data, "1001.xlsx")
    assert not seen.findings
    (blik,) = seen.bladen
    return blik
