"""A template is tried on made-up people before it is used: whole documents come out, that tell whose they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from jinja2 import nodes
from lxml import etree  # type: ignore[import-untyped]  # lxml ships no types

from pipeline.base.unpack import MB
from pipeline.render.word.environment import make_environment
from pipeline.render.word.opening.faults import Placed, placed
from pipeline.render.word.opening.package import Opened, W
from pipeline.render.word.parts import literal
from pipeline.render.word.sjabloon import Part

MAX_TURNS = 200_000  # of all loops together: a list of 400 within itself
MAX_OUTPUT, MAX_GROWTH = 20 * MB, 20  # characters of a document, and how many times the template
ALWAYS = 4 * MB  # may be made of any template: a small one that shows a large catalog grows more
_NEVER_EMPTY = [
    (W + tag, W + inside) for tag, inside in (("tbl", "tr"), ("tr", "tc"), ("tc", "p"), ("ftr", "p"), ("hdr", "p"))
]
_NOT_SEEN = tuple(W + tag for tag in ("del", "moveFrom")) + (
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_HIDING = (f"{W}vanish", f"{W}specVanish")


class _TooLarge(Exception):
    """The made-up document is too large."""


@dataclass(slots=True)
class _Budget:
    """What is left of the turns of loops, and of the characters of a document."""

    turns: int
    room: int

    def spend(self, *, turns: int = 0, room: int = 0) -> None:
        self.turns -= turns
        self.room -= room
        if self.turns < 0 or self.room < 0:
            raise _TooLarge


class _Counted(list[object]):
    """A list that counts how often it is gone through."""

    def __init__(self, items: Iterable[object], budget: _Budget) -> None:
        super().__init__(items)
        self._budget = budget

    def __iter__(self) -> Iterator[object]:
        for item in super().__iter__():
            self._budget.spend(turns=1)
            yield item


def try_parts(parts: Sequence[Part], proeven: Iterable[Mapping[str, object]], opened: Opened) -> Iterator[Placed]:
    """Faults of whole documents: too large, or no longer Word's XML."""
    room = min(MAX_OUTPUT, max(ALWAYS, MAX_GROWTH * opened.size))
    for fields in proeven:
        budget = _Budget(MAX_TURNS, room)
        counted = {naam: _counted(value, budget) for naam, value in fields.items()}
        for part in parts:
            try:
                xml = part.finish("".join(_chunks(part, counted, budget)))
            except _TooLarge:
                yield placed(part.soort, "te_lang")
                return
            if not _is_sound(xml):
                yield placed(part.soort, "opbouw")


def _chunks(part: Part, fields: Mapping[str, object], budget: _Budget) -> Iterator[str]:
    for chunk in part.template.generate(fields):
        budget.spend(room=len(chunk))
        yield chunk


def _counted(value: object, budget: _Budget) -> object:
    if isinstance(value, list):
        return _Counted([_counted(item, budget) for item in value], budget)
    if isinstance(value, dict):
        return type(value)({key: _counted(item, budget) for key, item in value.items()})
    return value


def _is_sound(xml: str) -> bool:
    try:
        root = etree.fromstring(xml.encode("utf-8"), etree.XMLParser(huge_tree=True))
    except etree.XMLSyntaxError:
        return False
    return all(node.find(f".//{inside}") is not None for tag, inside in _NEVER_EMPTY for node in root.iter(tag))


# --- whose document it is --------------------------------------------------------------------------------------------


def shows_whose(source: str, fields: Mapping[str, object], kenmerk: str, opened: Opened) -> bool:
    """Whether people can read a field in the body of every document: not hidden, and under no condition (faults.md 48).

    source: the text of the body; fields: made-up content in which the field has a value that no other one has.
    """
    environment = make_environment()
    tree = environment.parse(literal(source))
    elsewhere = "_elders"  # a name that no template can use
    for node in _conditional(tree, kenmerk):
        node.name = elsewhere
    xml = environment.from_string(tree).render({**fields, elsewhere: ""})
    try:
        root = etree.fromstring(xml.encode("utf-8"))
    except etree.XMLSyntaxError:
        return False
    shown = _seen(root, _hidden_styles(opened))
    return any(" ".join(str(fields[kenmerk]).split()) in " ".join(text.split()) for text in shown)


def _conditional(tree: nodes.Template, naam: str) -> Iterator[nodes.Name]:
    """Where a field stands otherwise than as `{{ field }}` outside every if and for."""
    plain = {id(part) for node in tree.body if isinstance(node, nodes.Output) for part in node.nodes}
    return (node for node in tree.find_all(nodes.Name) if node.name == naam and id(node) not in plain)


def _seen(root: etree._Element, hidden: Set[str]) -> Iterator[str]:
    """The text of every paragraph of the body that people see."""
    for paragraph in root.iterfind(f"{W}body//{W}p"):
        if _style(paragraph, "p") in hidden or next(paragraph.iterancestors(*_NOT_SEEN), None) is not None:
            continue
        runs = (run for run in paragraph.iter(f"{W}r") if not _is_hidden(run, hidden))
        yield "".join(node.text or "" for run in runs for node in run.iterchildren(f"{W}t"))


def _is_hidden(run: etree._Element, hidden: Set[str]) -> bool:
    looks = run.find(f"{W}rPr")
    vanishes = looks is not None and _vanishes(looks)
    return vanishes or _style(run, "r") in hidden or next(run.iterancestors(*_NOT_SEEN), None) is not None


def _vanishes(looks: etree._Element) -> bool:
    return any(node.get(f"{W}val", "1") not in ("0", "false", "off") for node in looks.iterchildren(*_HIDING))


def _style(node: etree._Element, kind: str) -> str:
    style = node.find(f"{W}{kind}Pr/{W}{kind}Style")
    return "" if style is None else str(style.get(f"{W}val", ""))


def _hidden_styles(opened: Opened) -> Set[str]:
    """Ids of the styles whose text is hidden, also by the style that they rest on."""
    styles = [
        style
        for name, kind in opened.kinds.items()
        if kind == "styles"
        for style in opened.trees[name].iter(f"{W}style")
    ]
    hidden = {style.get(f"{W}styleId", "") for style in styles for looks in style.iter(f"{W}rPr") if _vanishes(looks)}
    while True:
        resting = {
            style.get(f"{W}styleId", "")
            for style in styles
            for base in style.iter(f"{W}basedOn")
            if base.get(f"{W}val") in hidden
        }
        if resting <= hidden:
            return hidden
        hidden |= resting
