"""Taking a person out of a document as it lies there: pages, workbooks, Word, text. What is not about them stays.

Only what people read is changed, node by node, so that a document that somebody edited keeps its looks.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable
from pathlib import PurePosixPath
from urllib.parse import quote, unquote

from pipeline.base.package import Package
from pipeline.base.unpack import MB, Limits, unpack
from pipeline.delivery.betrokkene.tables import Rule, strings_of, wipe_sheet_cells, wipe_table_fields
from pipeline.delivery.betrokkene.wisser import GONE, Wisser

LIMITS = Limits(file=64 * MB, parts=5000, part=128 * MB, total=256 * MB)
ZIPPED = frozenset({".xlsx", ".xlsm", ".docx", ".ods"})
PAGES, PLAIN = frozenset({".html", ".htm"}), frozenset({".txt", ".csv", ".md"})
READ = ZIPPED | PAGES | PLAIN

_TOKEN = re.compile(r"(?s)(<(style|script)\b.*?</\2\s*>|<!--.*?-->)|(<[^>]*>)|([^<]+)")
_TAG = re.compile(r"<[^>]*>")
_ATTRIBUTE = re.compile(r"""(?s)\b([\w:-]+)=("[^"]*"|'[^']*')""")
_SAID = frozenset(  # attributes that people see, of pages and of workbooks
    ["href", "title", "aria-label", "alt", "id", "content", "target"]
    + ["prompt", "prompttitle", "error", "errortitle", "display", "tooltip", "name", "descr"]
)
_BLOCK = re.compile(r"(?=<tr\b|<article\b|<li\b|</tbody>|</article>)")
_LINK = re.compile(r'(?s)<a\s[^>]*?href="([^"]*)"[^>]*>(.*?)</a>')
# texts that Word and Excel cut in runs: what is in one of the first is one text, in pieces of the second
_RUNS = re.compile(r"(?s)<((?:\w+:)?(?:si|is|text|p))(?:\s[^>]*)?(?<!/)>(?:(?!</\1>).)*</\1>")
_PIECE = re.compile(r"(?s)(<((?:\w+:)?t)(?:\s[^>]*)?(?<!/)>)(.*?)(</\2>)")
# of a table in a workbook: what its columns are called, and how a line break is written there
_COLUMN = re.compile(r"""(?s)(<(?:\w+:)?tableColumn\b[^>]*?\sname=)("[^"]*"|'[^']*')""")
_CODED, _BREAK = re.compile(r"_x(0009|000[ADad])_"), re.compile(r"[\t\n\r]")
_TYPED = re.compile(r"(?s)<(?:\w+:)?(c|v|f)\b([^>]*)>")
_QUOTED = re.compile(r'"([^"]*)"')


def wipe(name: str, data: bytes, wisser: Wisser, rule: Rule = "figures") -> bytes:
    """A document without the person, by its name; the same bytes when it does not hold them, or is of no known kind.

    rule: what of its tables goes too. Raises Unsound for a zip that is not to be used.
    """
    suffix = PurePosixPath(name).suffix.casefold()
    if suffix in ZIPPED:
        return _wipe_package(data, wisser, rule)
    if suffix in PAGES | PLAIN:
        text = data.decode("utf-8", "surrogateescape")
        if not _may_hold(text, wisser):
            return data
        wiped = _wipe_page(name, text, wisser, rule) if suffix in PAGES else wisser.text(text)
        return data if wiped == text else wiped.encode("utf-8", "surrogateescape")
    return data


def _may_hold(markup: str, wisser: Wisser) -> bool:
    """Whether any text in markup may hold the person: as it is written, or cut in pieces, or in an address."""
    readings = (html.unescape(markup), html.unescape(_TAG.sub("", markup)), unquote(markup) if "%" in markup else "")
    return any(map(wisser.may_be_in, readings))


# --- pages ---------------------------------------------------------------------------------------------------------


def _wipe_page(name: str, page: str, wisser: Wisser, rule: Rule) -> str:
    page = wipe_table_fields(page, wisser) if rule == "answers" else page
    beside = _beside_name(wisser)
    blocks = (_without_notes(block, wisser) if _is_about(block, wisser) else block for block in _BLOCK.split(page))
    whole = beside.sub(rf"{GONE}\g<1>({wisser.label})", _LINK.sub(_unlink(name, wisser), "".join(blocks)))
    return _wipe_nodes(whole, wisser.text, wisser.text)


def _beside_name(wisser: Wisser) -> re.Pattern[str]:
    """A person as every page writes them, whoever else has that name: name, and the number in small behind it."""
    nummers, namen = (_escaped(texts) for texts in (wisser.betrokkene.nummers, wisser.betrokkene.namen))
    return re.compile(rf'(?:{namen})(\s*<span class="nummer">)\((?:{nummers})\)')


def _escaped(texts: Iterable[str]) -> str:
    return "|".join(re.escape(html.escape(text, quote=False)) for text in texts) or "(?!)"


def _is_about(block: str, wisser: Wisser) -> bool:
    return any(f"({html.escape(nummer)})" in block for nummer in wisser.betrokkene.nummers)


def _without_notes(block: str, wisser: Wisser) -> str:
    return _wipe_nodes(block, wisser.notes, lambda text: text)


def _unlink(name: str, wisser: Wisser) -> Callable[[re.Match[str]], str]:
    """A link to a file that goes becomes its words."""

    def unlinked(found: re.Match[str]) -> str:
        address = unquote(html.unescape(found.group(1)))
        return found.group(2) if wisser.owns(address, beside=name) else found.group()

    return unlinked


# --- any markup ----------------------------------------------------------------------------------------------------


def _wipe_nodes(markup: str, text: Callable[[str], str], said: Callable[[str], str]) -> str:
    """Markup with every text, and every attribute that people see, as it is to be."""

    def node(found: re.Match[str]) -> str:
        _, _, tag, plain = found.groups()
        if plain:
            return _changed(plain, text)
        return _ATTRIBUTE.sub(lambda one: _attribute(one, said), tag) if tag and "=" in tag else found.group()

    return _TOKEN.sub(node, markup)


def _attribute(found: re.Match[str], said: Callable[[str], str]) -> str:
    name, quoted = found.groups()
    if name.rpartition(":")[2].casefold() not in _SAID:
        return found.group()
    value = quoted[1:-1]
    plain = unquote(html.unescape(value)) if name == "href" else html.unescape(value)
    wiped = said(plain)
    if wiped == plain:
        return found.group()
    return f'{name}="{html.escape(quote(wiped) if name == "href" else wiped)}"'


def _changed(node: str, change: Callable[[str], str]) -> str:
    plain = html.unescape(node)
    changed = change(plain)
    return node if changed == plain else html.escape(changed, quote=False)


# --- Word and workbooks --------------------------------------------------------------------------------------------


def _wipe_package(data: bytes, wisser: Wisser, rule: Rule) -> bytes:
    parts = unpack(data, LIMITS)
    shared = parts.get("xl/sharedStrings.xml", b"").decode("utf-8", "surrogateescape")
    strings, everywhere = strings_of(shared), _may_hold(shared, wisser)

    def wiped_part(part: str, content: bytes) -> bytes:
        if not part.casefold().endswith((".xml", ".vml", ".rels")):
            return content
        text = content.decode("utf-8", "surrogateescape")
        is_sheet = part.startswith("xl/worksheets/")
        if not ((is_sheet and everywhere) or _may_hold(text, wisser)):
            return content
        wiped = _wipe_part(wipe_sheet_cells(text, strings, wisser, rule) if is_sheet else text, wisser, sheet=is_sheet)
        return content if wiped == text else wiped.encode("utf-8", "surrogateescape")

    wiped = {part: wiped_part(part, content) for part, content in parts.items()}
    return data if wiped == parts else Package().with_parts(wiped.items()).to_bytes()


def _wipe_part(text: str, wisser: Wisser, *, sheet: bool) -> str:
    joined = _RUNS.sub(lambda found: _wipe_runs(found.group(), wisser), text)
    joined = _COLUMN.sub(lambda found: found.group(1) + _wipe_column(found.group(2), wisser), joined)
    return _wipe_sheet(joined, wisser) if sheet else _wipe_nodes(joined, wisser.text, wisser.text)


def _wipe_runs(runs: str, wisser: Wisser) -> str:
    """A text that may be cut in pieces: where the person is in it, the first piece gets all of it."""
    pieces = _PIECE.findall(runs)
    said = html.unescape("".join(piece[2] for piece in pieces))
    wiped = wisser.text(said, whole=True)
    if wiped == said:
        return runs
    rest = iter([html.escape(wiped, quote=False), *[""] * (len(pieces) - 1)])
    return _PIECE.sub(lambda found: f"{found.group(1)}{next(rest)}{found.group(4)}", runs)


def _wipe_column(quoted: str, wisser: Wisser) -> str:
    """The name of a column of a table: it has to stay the text of its header cell (see _wipe_runs)."""
    plain = _CODED.sub(lambda found: chr(int(found.group(1), 16)), html.unescape(quoted[1:-1]))
    wiped = wisser.text(plain, whole=True)
    if wiped == plain:
        return quoted
    return f'"{_BREAK.sub(lambda found: f"_x{ord(found.group()):04x}_", html.escape(wiped))}"'


def _wipe_sheet(sheet: str, wisser: Wisser) -> str:
    """A sheet: texts, and results of formulas that are a text; never a figure, or a place in the list of texts."""
    kind = stored = ""

    def node(found: re.Match[str]) -> str:
        nonlocal kind, stored
        _, _, tag, plain = found.groups()
        if tag:
            if typed := _TYPED.match(tag):
                kind = typed.group(1)
                stored = tag if kind == "c" else stored
            elif tag.startswith("</"):
                kind = ""
            return _ATTRIBUTE.sub(lambda one: _attribute(one, wisser.text), tag) if "=" in tag else tag
        if not plain or (kind == "v" and 't="str"' not in stored):
            return found.group()
        change = (lambda text: _in_quotes(text, wisser)) if kind == "f" else wisser.text
        return _changed(plain, change)

    return _TOKEN.sub(node, sheet)


def _in_quotes(formula: str, wisser: Wisser) -> str:
    return _QUOTED.sub(lambda found: f'"{wisser.text(found.group(1), whole=True)}"', formula)
