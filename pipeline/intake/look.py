"""A quick look at a file before any library opens it: what is refused, and what a reader would lose.

A reader dies of some files and takes error cells for blanks (design.md 4). The look unpacks every part once, within
limits, and searches its bytes; about half a millisecond for an ordinary form.
"""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.base.package import STORED, Package
from pipeline.base.unpack import MB, REMEMBERED, SMALL, Limits, Unsound, unpack
from pipeline.definitions.layout import STEMPEL
from pipeline.intake.aside import scan_comments, scan_uitleg, with_dress
from pipeline.intake.scan import Blik, scan_ods, scan_stempel, scan_xlsx
from pipeline.model.findings import Address, Finding

MAX_FILE = 20 * MB
LIMITS = Limits(file=MAX_FILE, parts=2_000, part=64 * MB, total=128 * MB)
OLE = bytes.fromhex("D0CF11E0")  # the container of old .xls files and of encrypted workbooks
WORKBOOK, CONTENT, STYLES = "xl/workbook.xml", "content.xml", "xl/styles.xml"
BUILT_IN = {"9": "%", "10": "%"} | dict.fromkeys(("5", "6", "7", "8", "42", "44"), "€")  # formats without a code
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
_TAG = rb"<(?:[^\s<>/!?:]+:)?%s\s((?:[^>\"']++|\"[^\"]*\"|'[^']*')*+)>"
_SHEET = re.compile(_TAG % b"sheet")
_RELATIONSHIP = re.compile(_TAG % b"Relationship")
_FORMAT, _STYLE = re.compile(_TAG % b"numFmt"), re.compile(_TAG % b"xf")
_CELL_STYLES = re.compile(rb"<(?:[^\s<>/!?:]+:)?cellXfs[\s>](.*?)</(?:[^\s<>/!?:]+:)?cellXfs\s*>", re.DOTALL)
_CURRENCY = re.compile(r"[€$£](?!-)|\[\$[^\]-]")  # [$-413] is a language
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_TAB = re.compile(rb"<text:tab(?:\s[^>]*)?(?:/>|>\s*</text:tab>)")
_BREAK = re.compile(rb"<text:line-break(?:\s[^>]*)?(?:/>|>\s*</text:line-break>)")


@dataclass(frozen=True, slots=True)
class Look:
    """What the look found: findings that make the file unreadable, else its sheets in order, as they may be read.

    data is the file, or one with the same content that the reader takes better; b"" when there are findings.
    """

    findings: tuple[Finding, ...] = ()
    bladen: tuple[Blik, ...] = ()
    data: bytes = b""


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
        return Look(bladen=tuple(blik for _, blik in sheets), data=_lean(data, parts, sheets))
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
    listing = parts.get("xl/_rels/workbook.xml.rels", b""), parts[WORKBOOK]
    sheets = (_known_targets if max(map(len, listing)) <= SMALL else _targets)(*listing)
    styles = (_known_dress if len(parts.get(STYLES, b"")) <= SMALL else _dress)(parts.get(STYLES, b""))
    uses = Counter(target for _, target in sheets)
    for naam, target in sheets:
        part = folded.get(target)
        if part is None:
            raise _Refused("bestand_niet_gelezen")
        # a part that is another sheet too reaches the reader as it is
        scan = scan_stempel if naam == STEMPEL and uses[target] == 1 else scan_xlsx
        if naam in uitleg and uses[target] == 1:
            scan = scan_uitleg
        blik = scan(parts[part], naam)
        blik = _explaining(blik) if naam in uitleg else _accepted(blik)
        if styles:
            blik = with_dress(blik, styles)
        if comments := _comments(parts, part, folded):
            blik = replace(blik, opmerkingen=comments)
        yield part, blik


def _comments(parts: Mapping[str, bytes], part: str, folded: Mapping[str, str]) -> Mapping[str, str]:
    """The comments on a sheet, by address."""
    folder, _, name = part.rpartition("/")
    links = parts.get(f"{folder}/_rels/{name}.rels", b"")
    target = (_known_link if len(links) <= SMALL else _comment_part)(links, folder) if links else ""
    xml = parts.get(folded.get(target, ""), b"")
    return (_known_comments if len(xml) <= SMALL else scan_comments)(xml)


def _comment_part(relationships: bytes, folder: str) -> str:
    """Name of the part with the comments, in lower case; "" when there is none."""
    for match in _RELATIONSHIP.finditer(relationships):
        attributes = _attributes(match[1])
        if attributes.get("Type", "").endswith("/comments"):
            return posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))[1:].casefold()
    return ""


def _dress(styles: bytes) -> Mapping[bytes, str]:
    """Number of a cell's style -> the sign that Excel shows with its number: "%" or "€"; plain ones are left out."""
    formats = {attributes["numFmtId"]: attributes.get("formatCode", "") for attributes in _tags(_FORMAT, styles)}
    cells = _CELL_STYLES.search(styles)
    used = [attributes.get("numFmtId", "") for attributes in _tags(_STYLE, cells[1] if cells else b"")]
    signs = [BUILT_IN.get(number) or _sign(formats.get(number, "")) for number in used]
    return {str(place).encode(): sign for place, sign in enumerate(signs) if sign}


def _sign(code: str) -> str:
    if "%" in code:
        return "%"
    return "€" if _CURRENCY.search(code) else ""


def _tags(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    return (_attributes(match[1]) for match in pattern.finditer(xml))


def _targets(relationships: bytes, workbook: bytes) -> tuple[tuple[str, str], ...]:
    """Name of each sheet, with the name of its part in lower case."""
    targets = {}
    for match in _RELATIONSHIP.finditer(relationships):
        attributes = _attributes(match[1])
        targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", attributes.get("Target", "")))[1:]
    sheets = []
    for match in _SHEET.finditer(workbook):
        attributes = _attributes(match[1])
        relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
        sheets.append((attributes.get("name", ""), targets.get(relation, "").casefold()))
    return tuple(sheets)


# the same in all forms, or in all of one steunpunt
_known_targets = lru_cache(REMEMBERED)(_targets)
_known_dress = lru_cache(REMEMBERED)(_dress)
_known_link = lru_cache(REMEMBERED)(_comment_part)
_known_comments = lru_cache(REMEMBERED)(scan_comments)


def _lean(data: bytes, parts: Mapping[str, bytes], sheets: Sequence[tuple[str, Blik]]) -> bytes:
    """The file with the same answers and less to unpack and parse; the file itself if that makes no difference."""
    read = {part: blik.xml for part, blik in sheets}
    shared = len(read) < len(sheets)  # a part that is two sheets is not read the same way twice
    if shared or all(len(xml) == len(parts[part]) for part, xml in read.items()):
        return data
    needed = {name: content for name, content in parts.items() if not name.startswith(ASIDE)}
    return _stored({**needed, **read})


def _attributes(raw: bytes) -> dict[str, str]:
    found = {key: double or single for key, double, single in _ATTRIBUTE.findall(raw.decode("utf-8"))}
    return {key: html.unescape(value) for key, value in found.items()} if b"&" in raw else found


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
        return Look(bladen=bladen, data=data)
    # the reader drops these two elements, and an answer arrives verbatim
    return Look(bladen=bladen, data=_stored({**parts, CONTENT: _BREAK.sub(b"\n", _TAB.sub(b"\t", xml))}))


def _stored(parts: Mapping[str, bytes]) -> bytes:
    return Package().with_parts(parts.items(), STORED).to_bytes()
