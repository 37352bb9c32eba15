"""Jinja templates that escape a text once, for documents show the same texts as others: names, the catalog's words."""

from __future__ import annotations

from functools import lru_cache

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape


class _Code(CodeGenerator):
    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        """Start what writes a value; not that of a macro, which is long and escaped already."""
        self.write("escape(" if isinstance(node, nodes.Call) else "environment.escaped(")


class EscapingOnce(Environment):
    """An environment in which all is escaped."""

    code_generator_class = _Code
    escaped = staticmethod(lru_cache(maxsize=2048, typed=True)(escape))  # typed: what is Markup is escaped already
