"""What stands beside the answers in the XML: comments, numbers that are dressed up, sheets that explain or sum up."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from pipeline.base.names import squeezed
from pipeline.intake.scan import PREFIX, Blik, xml_text

_COMMENT = re.compile(
    rb"<" + PREFIX + rb'comment\s[^>]*?ref="([A-Z]+\d+)"[^>]*>(.*?)</' + PREFIX + rb"comment\s*>", re.DOTALL
)
_PIECE = re.compile(rb"<" + PREFIX + rb"t(?:\s[^>]*)?>(.*?)</" + PREFIX + rb"t\s*>", re.DOTALL)
_CALCULATED = re.compile(rb'<c r="[A-E]\d{1,3}"(?: s="\d+")?(?: t="\w+")?><f[^>]*>[^<]*</f>(?:<v>[^<]*</v>|<v/>)?</c>')
BUILT_IN = {"9": "%", "10": "%"} | dict.fromkeys(("5", "6", "7", "8", "42", "44"), "€")  # formats without a code
PLAIN = dict.fromkeys(("0", "1", "2", "3", "4", "49"), "General") | {"14": "dd-mm-yyyy"}
TAG = rb"<(?:[^\s<>/!?:]+:)?%s\s((?:[^>\"']++|\"[^\"]*\"|'[^']*')*+)>"
_FORMAT, _STYLE = re.compile(TAG % b"numFmt"), re.compile(TAG % b"xf")
_CELL_STYLES = re.compile(rb"<(?:[^\s<>/!?:]+:)?cellXfs[\s>](.*?)</(?:[^\s<>/!?:]+:)?cellXfs\s*>", re.DOTALL)
_CURRENCY = re.compile(r"[€$£](?!-)|\[\$[^\]-]")  # [$-413] is a language
_AS_IT_IS = re.compile(r"General|@|[#0,]+(?:\.[#0]+)?")
_DAY = re.compile(r"(?:\[\$-[0-9A-F]+\])?(?:d{1,2}\\?[-/. ]m{1,4}\\?[-/. ]y{2,4}|yyyy\\?-mm\\?-dd)(?:;@)?")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


@dataclass(frozen=True, slots=True, eq=False)
class Stijlen:
    """What the styles of cells do to a number, by their number.

    getooid: the sign that Excel shows with it, "%" or "€"; gewoon: those in which it is a number as it stands;
    datum: those in which it is a day.
    """

    getooid: Mapping[bytes, str]
    gewoon: Set[bytes]
    datum: Set[bytes]


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


def scan_styles(styles: bytes) -> Stijlen:
    """What there is to know of the styles in a part."""
    formats = {found["numFmtId"]: found.get("formatCode", "") for found in tags(_FORMAT, styles)}
    cells = _CELL_STYLES.search(styles)
    used = [found.get("numFmtId", "") for found in tags(_STYLE, cells[1] if cells else b"")]
    signs = [BUILT_IN.get(number) or _sign(formats.get(number, "")) for number in used]
    codes = [formats.get(number) or PLAIN.get(number, "") for number in used]
    return Stijlen(
        {str(place).encode(): sign for place, sign in enumerate(signs) if sign},
        *(
            {str(place).encode() for place, code in enumerate(codes) if kind.fullmatch(code)}
            for kind in (_AS_IT_IS, _DAY)
        ),
    )


def _sign(code: str) -> str:
    if "%" in code:
        return "%"
    return "€" if _CURRENCY.search(code) else ""


def tags(pattern: re.Pattern[bytes], xml: bytes) -> Iterator[dict[str, str]]:
    """The attributes of each element. pattern: one made of TAG."""
    return (attributes(match[1]) for match in pattern.finditer(xml))


def attributes(raw: bytes) -> dict[str, str]:
    """The attributes of an element by name."""
    found = {key: double or single for key, double, single in _ATTRIBUTE.findall(raw.decode("utf-8"))}
    return {key: html.unescape(value) for key, value in found.items()} if b"&" in raw else found


def without_calculated(xml: bytes) -> bytes:
    """A sheet that explains or sums up without its formulas: nobody fills it in, so what calculates there is ours."""
    return _CALCULATED.sub(b"", xml)
