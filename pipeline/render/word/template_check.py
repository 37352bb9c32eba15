"""What may stand in a Word template: a small part of jinja2, checked field by field before anything runs.

Allowed are fields, for, if, ==, !=, and, or, not, ~ and a few filters. All else is a fault, also where it would never
be reached: a checked template cannot call, import, compute, or ask for what a profile does not have (faults.md 17).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Generator, Iterable, Iterator, Mapping
from typing import NamedTuple

from jinja2 import TemplateSyntaxError, nodes

from pipeline.render.word.environment import FILTERS, make_environment
from pipeline.render.word.kinds import Perhaps
from pipeline.render.word.opening.faults import Fault, cause

LIST_FILTERS = ("join", "length")  # the others take one text
LOOP: Mapping[str, object] = {
    **dict.fromkeys(("first", "last"), False),
    **dict.fromkeys(("index", "index0", "length", "revindex"), 0),
}

Scope = Mapping[str, object]


class _At(NamedTuple):
    line: int
    oorzaak: str


def check_fields(source: str, sample: Scope) -> Iterator[Fault]:
    """All faults of a template's text, held against the fields of a profile that has everything; nothing is executed.

    A text that cannot be parsed gives the one fault at which parsing stopped.
    """
    lined = re.sub(r"(?=\{[{%#])", "\n", source.replace("\r", " ").replace("\n", " "))  # a line per tag names the tag
    lines = lined.split("\n")
    try:
        tree = make_environment().parse(lined)
    except TemplateSyntaxError as error:
        yield Fault(_tag(lines, error.lineno), _syntax_cause(error.message or ""))
        return
    yield from (Fault(_tag(lines, fault.line), fault.oorzaak) for fault in _statements(tree.body, sample))


def _tag(lines: list[str], number: int) -> str:
    found = re.match(r"\{[{%#].*?[}%#]\}", lines[number - 1]) if 0 < number <= len(lines) else None
    return re.sub(r"<[^>]*>", "", found.group())[:80] if found else ""


def _syntax_cause(message: str) -> str:
    if message.startswith("Unexpected end of template"):
        return cause("niet_afgesloten")
    return cause("opdracht" if message.startswith("Encountered unknown tag") else "schrijfwijze")


# --- statements ----------------------------------------------------------------------------------------------------


def _statements(body: Iterable[nodes.Node], scope: Scope) -> Iterator[_At]:
    for node in body:
        if isinstance(node, nodes.Output):
            for part in node.nodes:
                yield from _shown(part, scope)
        elif isinstance(node, nodes.If):
            yield from _choice(node, scope)
        elif isinstance(node, nodes.For):
            yield from _repeat(node, scope)
        else:  # some have no line of their own
            line = next((part.lineno for part in (node, *node.iter_child_nodes()) if part.lineno), 0)
            yield _At(line, cause("verboden"))


def _shown(part: nodes.Expr, scope: Scope) -> Iterator[_At]:
    if isinstance(part, nodes.TemplateData):
        return
    value = yield from _value(part, scope)
    if isinstance(value, list | dict):
        yield _At(part.lineno, cause("veld_lijst", veld=_name(part)))


def _choice(node: nodes.If, scope: Scope) -> Iterator[_At]:
    yield from _value(node.test, scope)
    otherwise = _known(node.test, scope, so=False)
    yield from _statements(node.body, _known(node.test, scope, so=True))
    for elif_ in node.elif_:
        yield from _choice(elif_, otherwise)
        otherwise = _known(elif_.test, otherwise, so=False)
    yield from _statements(node.else_, otherwise)


def _known(test: nodes.Node, scope: Scope, *, so: bool) -> Scope:
    """The scope where a test came out so: groups that it asks for are there."""
    if isinstance(test, nodes.Not):
        return _known(test.node, scope, so=not so)
    if isinstance(test, nodes.And if so else nodes.Or):
        return _known(test.right, _known(test.left, scope, so=so), so=so)
    if so and isinstance(test, nodes.Name) and isinstance(found := scope.get(test.name), Perhaps):
        return {**scope, test.name: dict(found)}
    return scope


def _repeat(node: nodes.For, scope: Scope) -> Iterator[_At]:
    plain = isinstance(node.iter, nodes.Name | nodes.Getattr) and not node.recursive and not node.test
    if not plain or not isinstance(node.target, nodes.Name):
        yield _At(node.lineno, cause("verboden"))
        return
    value = yield from _value(node.iter, scope)
    if isinstance(value, list):
        yield from _statements(node.body, {**scope, node.target.name: value[0], "loop": LOOP})
    elif value is not None:
        yield _At(node.lineno, cause("geen_lijst", veld=_name(node.iter)))
    yield from _statements(node.else_, scope)


# --- expressions: each returns what the sample has there, None after a fault -----------------------------------------

_Checked = Generator[_At, None, object]


def _value(node: nodes.Node, scope: Scope) -> _Checked:
    if isinstance(node, nodes.Const):
        return node.value
    if isinstance(node, nodes.Name):
        return (yield from _field(node, node.name, scope))
    if isinstance(node, nodes.Getattr):
        owner = yield from _value(node.node, scope)
        if isinstance(owner, Perhaps):
            yield _At(node.lineno, cause("misschien_weg", veld=_name(node.node)))
        return None if owner is None else (yield from _field(node, node.attr, owner))
    if isinstance(node, nodes.Filter):
        return (yield from _filtered(node, scope))
    if isinstance(node, nodes.And | nodes.Or | nodes.CondExpr):
        return (yield from _either(node, scope))
    if isinstance(node, nodes.Not | nodes.Compare | nodes.Concat):
        return (yield from _combined(node, scope))
    yield _At(node.lineno, cause("verboden"))
    return None


def _field(node: nodes.Node, naam: str, owner: object) -> _Checked:
    fields = owner if isinstance(owner, Mapping) else {}
    if naam in fields:
        return fields[naam]
    near = difflib.get_close_matches(naam, [*fields], 1)
    found = cause("veld_bedoeld", veld=naam, bedoeld=near[0]) if near else cause("veld_onbekend", veld=naam)
    yield _At(node.lineno, found)
    return None


def _filtered(node: nodes.Filter, scope: Scope) -> _Checked:
    if node.name not in FILTERS:
        yield _At(node.lineno, cause("filter", naam=node.name, filters=", ".join(FILTERS)))
        return None
    if node.node is None or not _plain_arguments(node):
        yield _At(node.lineno, cause("verboden"))
        return None
    value = yield from _value(node.node, scope)
    if value is not None and not _takes(node.name, value):
        yield _At(node.lineno, cause("geen_tekst"))
    return None if value is None else 0 if node.name == "length" else ""


def _takes(naam: str, value: object) -> bool:
    """Whether a filter works on a value: `join` only on a list of texts, for a text becomes many times as long."""
    if naam == "length":
        return isinstance(value, list | str)
    if naam == "join":
        return isinstance(value, list) and all(isinstance(item, str) for item in value)
    return not isinstance(value, list | dict)


def _plain_arguments(node: nodes.Filter) -> bool:
    """Only `join` takes an argument: the text between."""
    args = (*node.args, *node.kwargs, node.dyn_args, node.dyn_kwargs)
    given = [arg for arg in args if arg is not None]
    return not given or (node.name == "join" and [type(arg) for arg in given] == [nodes.Const])


def _combined(node: nodes.Not | nodes.Compare | nodes.Concat, scope: Scope) -> _Checked:
    """A list or group that is made part of a text comes back, so that showing it is seen; testing one may."""
    if isinstance(node, nodes.Compare) and any(operand.op not in ("eq", "ne") for operand in node.ops):
        yield _At(node.lineno, cause("geen_tekst"))
    values = []
    for part in node.iter_child_nodes():
        values.append((yield from _value(part.expr if isinstance(part, nodes.Operand) else part, scope)))
    return _hardest(values) if isinstance(node, nodes.Concat) else False


def _either(node: nodes.And | nodes.Or | nodes.CondExpr, scope: Scope) -> _Checked:
    """One of two values, the second of which is only asked for after a test; the harder one to show comes back."""
    if isinstance(node, nodes.CondExpr):
        yield from _value(node.test, scope)
        one = yield from _value(node.expr1, _known(node.test, scope, so=True))
        other = node.expr2 and (yield from _value(node.expr2, _known(node.test, scope, so=False)))
    else:
        one = yield from _value(node.left, scope)
        other = yield from _value(node.right, _known(node.left, scope, so=isinstance(node, nodes.And)))
    return _hardest([one, other])


def _hardest(values: Iterable[object]) -> object:
    """Lists and groups before numbers before texts, for fewer filters take them."""
    return max(values, key=lambda value: (isinstance(value, list | dict), not isinstance(value, str | None)))


def _name(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_name(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else ""
