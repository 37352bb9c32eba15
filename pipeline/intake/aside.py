"""What stands beside the answers in the XML: comments, numbers that are dressed up, sheets that explain or sum up."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from pipeline.base.names import squeezed
from pipeline.base.unpack import REMEMBERED, SMALL
from pipeline.intake.scan import PREFIX, Blik, scan_lean, xml_text

_COMMENT = re.compile(
    rb"<" + PREFIX + rb'comment\s[^>]*?ref="([A-Z]+\d+)"[^>]*>(.*?)</' + PREFIX + rb"comment\s*>", re.DOTALL
)
_PIECE = re.compile(rb"<" + PREFIX + rb"t(?:\s[^>]*)?>(.*?)</" + PREFIX + rb"t\s*>", re.DOTALL)
_TITLE = re.compile(rb'<c r="A1"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_CALCULATED = re.compile(rb'<c r="[A-E]\d{1,3}"(?: s="\d+")?(?: t="\w+")?><f[^>]*>[^<]*</f>(?:<v>[^<]*</v>|<v/>)?</c>')
_INLINE = re.compile(rb'<c r="([A-Z]+\d+)"(?: s="\d+")? t="inlineStr"><is><t[^>]*>([^<]*)</t></is></c>')


def scan_comments(xml: bytes) -> dict[str, str]:
    """Address -> text of each comment in a part, without spaces: programs break its lines in other places."""
    return {
        cel.decode(): squeezed("".join(map(xml_text, _PIECE.findall(body))))
        for cel, body in (match.groups() for match in _COMMENT.finditer(xml))
    }


def with_dress(blik: Blik, styles: Mapping[bytes, str]) -> Blik:
    """The same with its dressed-up numbers. styles: number of a cell's style -> sign, of those that show one."""
    cell = rb'<c r="([A-Z]+\d+)" s="(%s)"(?: t="n")?>(?:<f[^>]*>[^<]*</f>)?<v>' % b"|".join(styles)
    found = re.finditer(cell, blik.xml)
    return replace(blik, getooid={match[1].decode(): styles[match[2]] for match in found})


def scan_uitleg(xml: bytes, naam: str) -> Blik:
    """What is notable on a sheet that explains or sums up: nobody fills it in, so that what calculates there is ours.

    But for the title, which says whose form it is, such a sheet is the same in all forms of a steunpunt.
    """
    title = _TITLE.search(xml)
    start, end = title.span() if title else (0, 0)
    rest = xml[:start] + xml[end:]
    blik = (_known_rest if len(rest) <= SMALL else _scan_rest)(rest, naam)
    above = _inline_texts(xml[start:end])
    teksten = None if blik.teksten is None or above is None else {**above, **blik.teksten}
    return replace(blik, xml=blik.xml[:start] + xml[start:end] + blik.xml[start:], teksten=teksten)


def _scan_rest(xml: bytes, naam: str) -> Blik:
    lean = _CALCULATED.sub(b"", xml)
    return replace(scan_lean(xml, lean, naam), berekend=len(lean) < len(xml), teksten=_inline_texts(lean))


_known_rest = lru_cache(REMEMBERED)(_scan_rest)


def _inline_texts(xml: bytes) -> dict[str, str] | None:
    """Address -> text of cells whose texts stand in the cells themselves, as in our own files; None of others."""
    if b"<v" in xml or xml.count(b"<is>") != len(cells := _INLINE.findall(xml)):
        return None
    return {cel.decode(): xml_text(text) for cel, text in cells}
