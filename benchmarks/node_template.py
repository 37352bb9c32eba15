"""The Word template of a profile in the tags of other libraries, and the fields of a profile as these want them.

The conditions of the template are settled beforehand, for a profile that has everything: for the others that is less
to do. What is in a loop counts as there. The three loops within each other of the kerntaken become one, over rows, in
which headings are rows too. Texts, tables, styles and the appendix are those of the product's template.
"""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment
from lxml import etree

Fields = Mapping[str, Any]

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CONTROL = re.compile(r"\{%(?:p|tr)\s+(if|for|else|endif|endfor)\b\s*(.*?)\s*%\}")
_CHOICE = re.compile(r"\{%\s*if .*?%\}(.*?)(?:\{%\s*else\s*%\}.*?)?\{%\s*endif\s*%\}")
_RUN = re.compile(r"\{%r .*?%\}")
_FIELD = re.compile(r"\{\{\s*([\w.]+)(?:\|lower)?\s*\}\}")
_LOOP = re.compile(r"(\w+) in ([\w.]+)")
LINE = "zin"  # name of a text in a list of texts
PARTS = re.compile(r"word/(document|header\d*|footer\d*)\.xml")


@dataclass(frozen=True)
class Loop:
    """A loop: the name of what it goes over, the list, and the path of that list from the fields."""

    name: str
    key: str
    path: tuple[str, ...]


class Mustache:
    """docxtemplater and easy-template-x: {#list} ... {/list}, and names of the innermost loop."""

    def field(self, loops: Sequence[Loop], name: str) -> str:
        """The tag of a field."""
        return f"{{{_own(loops, name)[1]}}}"

    def repeat(self, loop: Loop, block: list[etree._Element]) -> list[etree._Element]:
        """The block of a loop: paragraphs between two of their own, a row between its first and last text."""
        start, end = f"{{#{loop.key}}}", f"{{/{loop.key}}}"
        if block[0].tag == _W + "p":
            return [_paragraph(start), *block, _paragraph(end)]
        first, last = _texts(block[0])[0], _texts(block[-1])[-1]
        first.text, last.text = f"{start}{first.text}", f"{last.text}{end}"
        return block


class Carbone:
    """carbone: {d.list[i].field}, and once more with [i+1] to show what is repeated."""

    def field(self, loops: Sequence[Loop], name: str) -> str:
        """The tag of a field."""
        loop, key = _own(loops, name)
        return f"{{d.{'.'.join(f'{step}[i]' for step in loop.path)}.{key}}}" if loop else f"{{d.{key}}}"

    def repeat(self, loop: Loop, block: list[etree._Element]) -> list[etree._Element]:
        """The block and its first element once more, with the next of the list."""
        here = ".".join(f"{step}[i]" for step in loop.path)
        there = ".".join([*(f"{step}[i]" for step in loop.path[:-1]), f"{loop.path[-1]}[i+1]"])
        again = copy.deepcopy(block[0])
        for text in _texts(again):
            text.text = text.text.replace(f"{{d.{here}.", f"{{d.{there}.")
        return [*block, again]


def _own(loops: Sequence[Loop], name: str) -> tuple[Loop | None, str]:
    """The loop that a name is of, and the name there."""
    first, _, rest = name.partition(".")
    loop = next((loop for loop in reversed(loops) if loop.name == first), None)
    return loop, (rest or LINE) if loop else name.replace(".", "_")


@dataclass(frozen=True)
class Converter:
    """A template in the tags of one syntax; sample: the fields that settle the conditions."""

    syntax: Mustache | Carbone
    sample: Fields

    def convert(self, template: Path) -> bytes:
        """The template as a .docx file."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(template) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
            for name in old.namelist():
                content = old.read(name)
                new.writestr(name, self._part(content) if PARTS.fullmatch(name) else self._plain(content))
        return buffer.getvalue()

    def _plain(self, xml: bytes) -> bytes:
        """A part with fields at most, as the title among the properties of the document."""
        return _FIELD.sub(lambda found: self.syntax.field((), found[1]), xml.decode()).encode()

    def _part(self, xml: bytes) -> bytes:
        tree = etree.fromstring(xml)
        body = tree.find(_W + "body")
        _set_children(body if body is not None else tree, self._block([*(body if body is not None else tree)], ()))
        return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))

    def _block(self, elements: list[etree._Element], loops: tuple[Loop, ...]) -> list[etree._Element]:
        """Elements that follow each other, without their controls."""
        rest, made = elements, []
        while rest:
            element, *rest = rest
            kind, argument = _control(element)
            if not kind:
                made.append(self._filled(element, loops))
                continue
            then, other, rest = _branches(rest)
            if kind == "for":
                made += self._loop(argument, then, loops)
            else:
                made += self._block(then if self._holds(argument, loops) else other, loops)
        return made

    def _loop(self, argument: str, body: list[etree._Element], loops: tuple[Loop, ...]) -> list[etree._Element]:
        name, over = _LOOP.fullmatch(argument).groups()
        outer, key = _own(loops, over)
        while inner := next((place for place, row in enumerate(body) if _is_row_loop(row)), None):
            name = _LOOP.fullmatch(_control(body[inner])[1])[1]
            body, _, _ = _branches(body[inner + 1 :])
        loop = Loop(name, key, (*(outer.path if outer else ()), key))
        return self.syntax.repeat(loop, self._block(body, (*loops, loop)))

    def _holds(self, condition: str, loops: tuple[Loop, ...]) -> bool:
        return bool(loops) or bool(Environment().compile_expression(condition)(**self.sample))

    def _filled(self, element: etree._Element, loops: tuple[Loop, ...]) -> etree._Element:
        if element.tag in (_W + "tbl", _W + "tr", _W + "tc"):
            _set_children(element, self._block([*element], loops))
            return element
        for text in _texts(element):
            settled = _RUN.sub("", _CHOICE.sub(r"\1", text.text))
            text.text = _FIELD.sub(lambda found: self.syntax.field(loops, found[1]), settled)
        return element


def _control(element: etree._Element) -> tuple[str, str]:
    """What a paragraph or row with a tag of docxtpl begins or ends, and its argument; "" for one without."""
    if element.tag == _W + "tbl" or element.tag == _W + "tc":
        return "", ""
    found = _CONTROL.fullmatch("".join(text.text for text in _texts(element)))
    return (found[1], found[2]) if found else ("", "")


def _is_row_loop(element: etree._Element) -> bool:
    return bool(element.tag == _W + "tr" and _control(element)[0] == "for")


def _branches(elements: list[etree._Element]) -> tuple[list[etree._Element], ...]:
    """What belongs to a control, what comes in its else, and what follows its end."""
    depth, middle = 0, 0
    for place, element in enumerate(elements):
        kind, _ = _control(element)
        if kind.startswith("end"):
            if not depth:
                return (
                    elements[: middle or place],
                    elements[middle + 1 : place] if middle else [],
                    elements[place + 1 :],
                )
            depth -= 1
        elif kind == "else" and not depth:
            middle = place
        elif kind in ("if", "for"):
            depth += 1
    raise ValueError("a control without an end")


def _texts(element: etree._Element) -> list[etree._Element]:
    return [text for text in element.iter(_W + "t") if text.text]


def _set_children(element: etree._Element, children: Sequence[etree._Element]) -> None:
    for child in [*element]:
        element.remove(child)
    element.extend(children)


def _paragraph(text: str) -> etree._Element:
    paragraph = etree.Element(_W + "p")
    etree.SubElement(etree.SubElement(paragraph, _W + "r"), _W + "t").text = text
    return paragraph


def plain_fields(fields: Fields) -> dict[str, Any]:
    """The fields of a profile with lists at the top, texts in lists by name, and the kerntaken as rows."""
    whole = {key: value for key, value in fields.items() if not isinstance(value, dict)}
    within = {
        f"{key}_{name}": one for key, value in fields.items() if isinstance(value, dict) for name, one in value.items()
    }
    return {
        key: _named(value) for key, value in {**whole, **within, "kerntaken": [*_rows(fields["kerntaken"])]}.items()
    }


def _rows(soorten: Sequence[Fields]) -> Iterator[Fields]:
    """The kerntaken below their headings."""
    for soort in soorten:
        yield _heading(soort)
        for groep in soort["groepen"]:
            if groep["naam"]:
                yield _heading(groep)
            yield from groep["taken"]


def _heading(part: Fields) -> Fields:
    return {"code": "", "naam": part["naam"], "niveau": "", "toelichting": "", "uren": ""}


def _named(value: Any) -> Any:  # noqa: ANN401  # JSON
    if isinstance(value, dict):
        return {key: _named(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [{LINE: one} if isinstance(one, str) else _named(one) for one in value]
    return value


def texts_of(fields: Any) -> Iterator[str]:  # noqa: ANN401  # JSON
    """Every text in the fields of a profile."""
    if isinstance(fields, dict | list):
        for one in fields.values() if isinstance(fields, dict) else fields:
            yield from texts_of(one)
    elif isinstance(fields, str):
        yield fields
