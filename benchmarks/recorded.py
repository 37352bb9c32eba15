"""What a run of the product makes, as it makes it: which fields in which template, which values in which page.

The obvious stack then makes the same from the same, so that both sides have every document, of whatever kind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any
from unittest.mock import patch

from jinja2 import Environment, Template

from pipeline import batch
from pipeline.checking.parsed_form import Ingevuld
from pipeline.model.catalog import Catalog
from pipeline.render.koepel.overzicht import make_overzicht_xlsx
from pipeline.render.pages.page import environment
from pipeline.render.word.kinds import Documentsoort
from pipeline.render.word.template import Sjabloon
from pipeline.run import Opdracht, run

WORKBOOKS = (
    "pipeline.delivery.documents.make_taakdekking",
    "pipeline.delivery.documents.make_ontwikkelwerkmap",
    "pipeline.delivery.documents.make_wat_als",
)
OVERZICHT = "pipeline.delivery.together.overzicht_pieces"
Fields = Mapping[str, object]


@dataclass
class Recorded:
    """What a run made.

    forms: as they were checked; words: template and fields; pages: template, values and the page; workbooks: what makes
    each again.
    """

    forms: list[Ingevuld] = field(default_factory=list)
    words: list[tuple[Path, Fields]] = field(default_factory=list)
    pages: list[tuple[str, Fields, str]] = field(default_factory=list)
    workbooks: list[Callable[[], bytes]] = field(default_factory=list)


def record(invoer: Path, uit: Path, periode: str) -> Recorded:
    """Do a run in this process and remember what it makes."""
    found = Recorded()
    with ExitStack() as stack:
        for name, made in _replacements(found):
            stack.enter_context(patch(name, made))
        batch._cached_sjabloon.cache_clear()  # templates of before are not known by their path
        run(Opdracht(invoer, uit, periode))
    return found


def _replacements(found: Recorded) -> Iterator[tuple[str, object]]:
    """What stands in the place of which function during that run."""
    for name in WORKBOOKS:
        yield name, partial(_make_workbook, found, _function(name))
    yield OVERZICHT, partial(_make_overzicht, found, _function(OVERZICHT))
    yield "pipeline.checking.judge.check_rows", partial(_check, found, _function("pipeline.checking.judge.check_rows"))
    yield "pipeline.render.pages.page.environment", partial(_Pages, found, environment())
    paths: dict[int, tuple[Path, Sjabloon]] = {}
    yield "pipeline.batch.compile_sjabloon", partial(_compile, paths, batch.compile_sjabloon)
    render = Sjabloon.render

    def recording(sjabloon: Sjabloon, context: Fields) -> bytes:
        found.words.append((paths[id(sjabloon)][0], context))
        return render(sjabloon, context)

    yield "pipeline.render.word.template.Sjabloon.render", recording


def _function(name: str) -> Callable[..., Any]:
    module, _, function = name.rpartition(".")
    found: Callable[..., Any] = getattr(import_module(module), function)
    return found


def _make_workbook(found: Recorded, make: Callable[..., bytes], *args: object) -> bytes:
    found.workbooks.append(partial(make, *args))
    return make(*args)


def _make_overzicht(found: Recorded, pieces: Callable[..., Iterator[bytes]], *args: Any) -> Iterator[bytes]:  # noqa: ANN401
    found.workbooks.append(partial(make_overzicht_xlsx, *args))
    return pieces(*args)


def _check(found: Recorded, check: Callable[..., Any], forms: Sequence[Ingevuld]) -> object:
    found.forms += forms
    return check(forms)


def _compile(
    paths: dict[int, tuple[Path, Sjabloon]],
    compile_: Callable[..., Sjabloon],
    path: Path,
    catalog: Catalog,
    soort: Documentsoort,
) -> Sjabloon:
    sjabloon = compile_(path, catalog, soort)
    paths[id(sjabloon)] = path, sjabloon
    return sjabloon


@dataclass(frozen=True)
class _Pages:
    """The environment of the pages, whose templates remember what is rendered."""

    found: Recorded
    environment: Environment

    def get_template(self, name: str) -> _Page:
        return _Page(self.found, name, self.environment.get_template(name))


@dataclass(frozen=True)
class _Page:
    found: Recorded
    name: str
    template: Template

    def render(self, **values: object) -> str:
        values = {key: [*value] if isinstance(value, Iterator) else value for key, value in values.items()}
        page = self.template.render(**values)
        self.found.pages.append((self.name, values, page))
        return page
