"""A quick look at a file before any library opens it: what is refused, and what a reader would lose.

A reader dies of some files and takes error cells for blanks (design.md 4). The look unpacks every part once, within
limits, and searches its bytes; about half a millisecond for an ordinary form.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from functools import lru_cache

from pipeline.base.package import STORED, Package
from pipeline.base.unpack import MB, REMEMBERED, SMALL, Limits, Unsound, unpack
from pipeline.definitions.layout import STEMPEL
from pipeline.intake.aside import (
    TAG,
    Stijlen,
    scan_comments,
    scan_styles,
    tags,
    with_dress,
    without_calculated,
)
from pipeline.intake.plain import Texts, is_whole, plain_sheet, shared_texts
from pipeline.intake.scan import Blik, scan_lean, scan_ods, scan_xlsx, up_to_b
from pipeline.model.findings import Address, Finding

MAX_FILE = 20 * MB
LIMITS = Limits(file=MAX_FILE, parts=2_000, part=64 * MB, total=128 * MB)
OLE = bytes.fromhex("D0CF11E0")  # the container of old .xls files and of encrypted workbooks
WORKBOOK, RELATIONSHIPS, CONTENT = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "content.xml"
ROOT, STYLES, SHARED = "_rels/.rels", "xl/styles.xml", "xl/sharedStrings.xml"
ASIDE = (
    "docProps/",
    "xl/comments",
    "xl/drawings/",
    "xl/media/",
    "xl/theme/",
    "xl/worksheets/_rels/",
)  # not for answers

_DECLARED = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)")
_UTF8 = (b"utf-8", b"utf8", b"us-ascii")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_SAFE_NAME = re.compile(r"[\w.\[\]/-]{1,80}", re.ASCII)
_SHEET, _RELATIONSHIP = re.compile(TAG % b"sheet"), re.compile(TAG % b"Relationship")
_TAB = re.compile(rb"<text:tab(?:\s[^>]*)?(?:/>|>\s*</text:tab>)")
_BREAK = re.compile(rb"<text:line-break(?:\s[^>]*)?(?:/>|>\s*</text:line-break>)")


@dataclass(frozen=True, slots=True)
class Look:
    """What the look found: findings that make the file unreadable, else its sheets in order, as they may be read.

    whole: the file, b"" when there are findings; lean: its parts, where one with less in it has the same answers.
    """

    findings: tuple[Finding, ...] = ()
    bladen: tuple[Blik, ...] = ()
    whole: bytes = b""
    lean: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def data(self) -> bytes:
        """The file, or one with the same content that the reader takes better."""
        return _stored(self.lean) if self.lean else self.whole


class _Refused(Exception):
    """The file is not read: the code that says why, and the values of its text."""

    def __init__(self, code: str, blad: str = "", cel: str = "", **values: str) -> None:
        super().__init__(code)
        self.code, self.blad, self.cel, self.values = code, blad, cel, values

    def finding(self, bestand: str) -> Finding:
        """The same as a finding."""
        return Finding(self.code, Address(bestand, self.blad, self.cel), self.values)


def look(data: bytes, bestand: str, uitleg: Set[str] = frozenset()) -> Look:
    """Look at the bytes of a file. bestand: for the address of findings; uitleg: names of sheets nobody fills in."""
    try:
        parts = _unpack(data)
        if CONTENT in parts and WORKBOOK not in parts:
            return _look_ods(data, parts)
        sheets = list(_sheets(parts, uitleg))
        return Look(bladen=tuple(blik for _, blik in sheets), whole=data, lean=_lean(parts, sheets))
    except _Refused as refused:
        return Look((refused.finding(bestand),))


def bears_stamp(data: bytes) -> bool:
    """Whether a file is a workbook with our stamp, by its list of sheets alone: of other files no more is looked at."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            listing = next((entry for entry in archive.infolist() if entry.filename in (WORKBOOK, CONTENT)), None)
            if listing is None or listing.file_size > LIMITS.part:
                return False
            return STEMPEL.encode() in archive.read(listing)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, ValueError):
        return False


# --- the package ---------------------------------------------------------------------------------------------------


def _unpack(data: bytes) -> dict[str, bytes]:
    """Name -> content of all parts of a workbook."""
    _check_container(data)
    try:
        parts = unpack(data, LIMITS)
    except Unsound as unsound:
        raise _refused(unsound) from unsound
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise _Refused("bestand_versleuteld")
    if WORKBOOK not in parts and CONTENT not in parts:
        raise _Refused("bestand_geen_werkmap")
    for name, content in parts.items():
        (_passed if len(content) <= SMALL else _check_text)(name, content)
    return parts


def _refused(unsound: Unsound) -> _Refused:
    if unsound.reason == "te_groot":
        return _Refused("bestand_te_groot", grens=f"{unsound.limit // MB} MB")
    if unsound.reason == "onderdelen":
        return _Refused("bestand_te_veel_onderdelen", grens=str(unsound.limit))
    if unsound.reason == "verdacht":
        return _suspect(unsound.part)
    return _Refused("bestand_versleuteld" if unsound.reason == "versleuteld" else "bestand_afgebroken")


def _check_container(data: bytes) -> None:
    if len(data) > MAX_FILE:  # also of what is no zip
        raise _refused(Unsound("te_groot", limit=MAX_FILE))
    if not data.strip(b"\0\r\n\t "):
        raise _Refused("bestand_leeg")
    if data.startswith(OLE):
        streams = ("EncryptedPackage", "EncryptionInfo")
        encrypted = any(stream.encode("utf-16-le") in data for stream in streams)
        raise _Refused("bestand_versleuteld" if encrypted else "bestand_oud_xls")
    if not data.startswith(b"PK"):
        raise _Refused("bestand_geen_werkmap")


def _check_text(name: str, content: bytes) -> None:
    """Refuse document types and entities in any part, and XML that is not UTF-8 (where these could hide)."""
    if b"!" in content and _DECLARED.search(content):
        raise _Refused("bestand_verdacht", onderdeel="DOCTYPE")
    is_xml = name.casefold().endswith((".xml", ".rels", ".vml")) or content[:64].lstrip().startswith(b"<")
    if content.startswith(_UTF16) or (is_xml and b"\0" in content):
        raise _suspect(name)
    if is_xml:
        declared = _ENCODING.search(content[:200])
        if declared and declared[1].lower() not in _UTF8:
            raise _suspect(name)
        _check_utf8(content)


_passed = lru_cache(REMEMBERED)(_check_text)  # the same bytes have the same verdict; a refusal is not remembered


def _check_utf8(content: bytes) -> None:
    if not content.isascii():
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise _Refused("bestand_niet_gelezen") from error


def _suspect(name: str) -> _Refused:
    return _Refused("bestand_verdacht", onderdeel=name if _SAFE_NAME.fullmatch(name) else "zip")


# --- the sheets ----------------------------------------------------------------------------------------------------


def _sheets(parts: Mapping[str, bytes], uitleg: Set[str]) -> Iterator[tuple[str, Blik]]:
    """The sheets of an .xlsx in the order of the workbook, each with the name of its part."""
    folded = {name.casefold(): name for name in parts}
    listing = parts.get(RELATIONSHIPS, b""), parts[WORKBOOK]
    sheets = (_known_targets if max(map(len, listing)) <= SMALL else _targets)(*listing)
    styles = (_known_styles if len(parts.get(STYLES, b"")) <= SMALL else scan_styles)(parts.get(STYLES, b""))
    texts = _texts(parts)
    uses = Counter(target for _, target in sheets)
    for naam, target in sheets:
        part = folded.get(target)
        if part is None:
            raise _Refused("bestand_niet_gelezen")
        # a part that is another sheet too reaches the reader as it is
        kind = "" if uses[target] > 1 else "stempel" if naam == STEMPEL else "uitleg" if naam in uitleg else ""
        blik = _seen(parts[part], naam, kind, texts, styles)
        blik = _explaining(blik) if naam in uitleg else _accepted(blik)
        if comments := _comments(parts, part, folded):
            blik = replace(blik, opmerkingen=comments)
        yield part, blik


def _texts(parts: Mapping[str, bytes]) -> Texts | None:
    """The texts that cells share; None when the workbook is not written in the ordinary way."""
    named = [parts.get(name, b"") for name in (ROOT, WORKBOOK, RELATIONSHIPS, *([STYLES] if STYLES in parts else []))]
    if not all(map(is_whole, named)) or b"/officeDocument" not in parts[ROOT] or b"date1904" in parts[WORKBOOK]:
        return None
    return shared_texts(parts[SHARED]) if SHARED in parts else ()


def _seen(xml: bytes, naam: str, kind: str, texts: Texts | None, styles: Stijlen) -> Blik:
    """What there is to see of a sheet: its rows, or else what the reader would lose of it."""
    lean = {"stempel": up_to_b, "uitleg": without_calculated}.get(kind, bytes)(xml)
    plain = None if texts is None else plain_sheet(lean, texts, styles)
    if plain:
        blik = Blik(naam, formules=plain.formules, rijen=plain.rows, xml=lean)
    else:
        blik = scan_lean(xml, lean, naam) if kind else scan_xlsx(xml, naam)
        blik = with_dress(blik, styles.getooid) if styles.getooid else blik
    return replace(blik, berekend=len(lean) < len(xml)) if kind == "uitleg" else blik


def _comments(parts: Mapping[str, bytes], part: str, folded: Mapping[str, str]) -> Mapping[str, str]:
    """The comments on a sheet, by address."""
    folder, _, name = part.rpartition("/")
    links = parts.get(f"{folder}/_rels/{name}.rels", b"")
    target = (_known_link if len(links) <= SMALL else _comment_part)(links, folder) if links else ""
    xml = parts.get(folded.get(target, ""), b"")
    return (_known_comments if len(xml) <= SMALL else scan_comments)(xml)


def _comment_part(relationships: bytes, folder: str) -> str:
    """Name of the part with the comments, in lower case; "" when there is none."""
    for link in tags(_RELATIONSHIP, relationships):
        if link.get("Type", "").endswith("/comments"):
            return posixpath.normpath(posixpath.join("/", folder, link.get("Target", "")))[1:].casefold()
    return ""


def _targets(relationships: bytes, workbook: bytes) -> tuple[tuple[str, str], ...]:
    """Name of each sheet, with the name of its part in lower case."""
    targets = {}
    for link in tags(_RELATIONSHIP, relationships):
        targets[link.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", link.get("Target", "")))[1:]
    sheets = []
    for sheet in tags(_SHEET, workbook):
        relation = next((value for key, value in sheet.items() if key.endswith(":id")), "")
        sheets.append((sheet.get("name", ""), targets.get(relation, "").casefold()))
    return tuple(sheets)


# the same in all forms, or in all of one steunpunt
_known_targets = lru_cache(REMEMBERED)(_targets)
_known_styles = lru_cache(REMEMBERED)(scan_styles)
_known_link = lru_cache(REMEMBERED)(_comment_part)
_known_comments = lru_cache(REMEMBERED)(scan_comments)


def _lean(parts: Mapping[str, bytes], sheets: Sequence[tuple[str, Blik]]) -> dict[str, bytes]:
    """The parts of a file with the same answers and less to unpack and parse; none if that makes no difference."""
    read = {part: blik.xml for part, blik in sheets}
    shared = len(read) < len(sheets)  # a part that is two sheets is not read the same way twice
    if shared or all(len(xml) == len(parts[part]) for part, xml in read.items()):
        return {}
    needed = {name: content for name, content in parts.items() if not name.startswith(ASIDE)}
    return {**needed, **read}


def _explaining(blik: Blik) -> Blik:
    """A sheet that nobody fills in refuses no form: one that cannot be read is left out."""
    return Blik(blik.naam, heel=False) if blik.ver or not blik.heel else blik


def _accepted(blik: Blik) -> Blik:
    if blik.ver:
        raise _Refused("bestand_buiten_raster", blik.naam, blik.ver)
    if not blik.heel:
        raise _Refused("bestand_niet_gelezen", blik.naam)
    return blik


def _look_ods(data: bytes, parts: Mapping[str, bytes]) -> Look:
    xml = parts[CONTENT]
    bladen = tuple(_accepted(blik) for blik in scan_ods(xml))
    if not _TAB.search(xml) and not _BREAK.search(xml):
        return Look(bladen=bladen, whole=data)
    # the reader drops these two elements, and an answer arrives verbatim
    return Look(bladen=bladen, whole=data, lean={**parts, CONTENT: _BREAK.sub(b"\n", _TAB.sub(b"\t", xml))})


def _stored(parts: Mapping[str, bytes]) -> bytes:
    return Package().with_parts(parts.items(), STORED).to_bytes()
