"""The house's limits: no module of the pipeline over 300 lines, no function over 30."""

from __future__ import annotations

import ast
from collections.abc import Iterator

import pytest

from pipeline.base.own_files import KEPT
from tests.conftest import ROOT

MODULE, FUNCTION = 300, 30  # lines; of a function from its def, docstring included, decorators not

# What is over a limit all the same, with how many lines and why: it may shrink, not grow. Empty is best.
LARGER = {
    "render/pages/index.py:_page": 33,  # what its template shows, a line each
}


def sizes(name: str, text: str) -> Iterator[tuple[str, int, int]]:
    """Name, lines and limit of a module and of every function in it, those within others and of classes too."""
    yield name, text.count("\n"), MODULE
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{name}:{node.name}", (node.end_lineno or node.lineno) - node.lineno + 1, FUNCTION


def too_large(name: str, text: str) -> dict[str, int]:
    """What is over its limit in a module."""
    return {what: lines for what, lines, limit in sizes(name, text) if lines > limit}


def test_no_module_and_no_function_is_too_large() -> None:
    """Split by idea: what a new module makes is its name. The list of exceptions holds just what is still too large."""
    pipeline = ROOT / "pipeline"
    found: dict[str, int] = {}
    own = (path for path in pipeline.rglob("*.py") if KEPT not in path.parents)
    for path in sorted(own):
        found |= too_large(path.relative_to(pipeline).as_posix(), path.read_text("utf-8"))
    assert {what: lines for what, lines in found.items() if lines > LARGER.get(what, 0)} == {}
    assert LARGER.keys() <= found.keys(), "no exception any more: take it from LARGER"


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("\n" * MODULE, {}),
        ("\n" * (MODULE + 1), {"m.py": 301}),
        ("@cache\ndef f():\n" + "    x = 1\n" * 29, {}),
        ("@cache\ndef f():\n" + "    x = 1\n" * 30, {"m.py:f": 31}),
        ("class A:\n    async def f(self):\n" + "        x = 1\n" * 30, {"m.py:f": 31}),
    ],
    ids=["module", "larger module", "function", "larger function", "method"],
)
def test_what_is_over_a_limit_is_seen(text: str, over: dict[str, int]) -> None:
    """Just at it is no fault."""
    assert too_large("m.py", text) == over
