"""The manuals as pages that open in a browser: Windows has nothing that opens a .md file."""

from __future__ import annotations

import html
import re
from collections.abc import Collection
from itertools import pairwise
from pathlib import PurePosixPath

from markdown_it import MarkdownIt
from markdown_it.token import Token

PAGE = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body {{ font: 16px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222 }}
img {{ max-width: 100%; border: 1px solid #ccc }}
pre, code {{ background: #f2f2f2; border-radius: 3px }}
pre {{ padding: .6rem; white-space: pre-wrap; overflow-wrap: anywhere }}
table {{ border-collapse: collapse }}
th, td {{ border: 1px solid #bbb; padding: .3rem .6rem; text-align: left; vertical-align: top }}
</style></head><body><main>
{body}</main></body></html>
"""


def manual_page(text: str, siblings: Collection[str]) -> str:
    """A manual as html. siblings: the names of the manuals that go along; a link to anything else becomes its text."""
    markdown = MarkdownIt("commonmark").enable("table")
    tokens = markdown.parse(text)
    title = ""
    for heading, inline in pairwise(tokens):
        if heading.type == "heading_open":
            title = title or inline.content
            heading.attrSet("id", slug(inline.content))
    for token in tokens:
        if token.children:
            token.children = _links(token.children, siblings)
    return PAGE.format(title=html.escape(title), body=markdown.renderer.render(tokens, markdown.options, {}))


def slug(heading: str) -> str:
    """The name by which links find a heading, as GitHub makes it."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _links(children: list[Token], siblings: Collection[str]) -> list[Token]:
    kept, dead = [], False
    for token in children:
        if token.type == "link_open":
            path, _, place = str(token.attrs["href"]).partition("#")
            dead = bool(path) and path not in siblings
            target = PurePosixPath(path).with_suffix(".html").name if path else ""
            token.attrs["href"] = f"{target}#{place}" if place else target
        if not (dead and token.type in {"link_open", "link_close"}):
            kept.append(token)
    return kept
