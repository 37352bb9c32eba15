"""Rendering the html reports: one environment, autoescaped, in which a missing value is an error."""

from __future__ import annotations

from collections.abc import MutableMapping
from functools import cache, lru_cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from pipeline.base.dutch import dutch_date, dutch_number, dutch_period
from pipeline.base.kept import kept_code
from pipeline.definitions.report_words import counted, load_wording
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.excel import palette
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.returned import Terugstand
from pipeline.model.steunpunt import Medewerker
from pipeline.model.workbook import Value
from pipeline.render.escaping import EscapingOnce
from pipeline.render.learning import Leerregel
from pipeline.render.pages import charts


def render(template: str, **values: object) -> str:
    """A page of pipeline/templates, complete and self-contained."""
    return environment().get_template(template).render(**values)


class _Pages(FileSystemLoader):
    """The templates, of which those that were kept need no compiling."""

    def load(self, environment: Environment, name: str, globals: MutableMapping[str, Any] | None = None) -> Template:
        """A template by its file name."""
        if code := kept_code(name):
            return environment.template_class.from_module_dict(environment, code, globals or {})
        return super().load(environment, name, globals)


@cache
def environment() -> Environment:
    """Where the templates are rendered: with filters for numbers, dates and charts, colours and the fixed words."""
    environment = EscapingOnce(
        loader=_Pages(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"getal": dutch_number, "datum": dutch_date, "maand": dutch_period}
    environment.filters |= {"staven": charts.stacked_bars, "kolommen": charts.stacked_columns}
    environment.filters |= {"statussen": charts.present_statuses, "geteld": counted}
    environment.filters |= {"cellen": _cells, "wie": _person, "op_kleur": _mark, "status": _status, "stand": _stand}
    environment.globals |= {"kleur": _colours(), "woorden": load_wording()}
    return environment


# What stands in a page a hundred times is no macro: to call one takes ten times as long.

_KNOWN, _UNKNOWN = Markup("<td>{}</td>"), Markup('<td class="grijs">{}</td>')


@lru_cache(maxsize=1024)
def _person(medewerker: Medewerker) -> Markup:
    return Markup('{} <span class="nummer">({})</span>').format(medewerker.naam, medewerker.personeelsnummer)


def _cells(regel: Leerregel) -> str:
    return "".join([_cell(cel, place in regel.grijs) for place, cel in enumerate(regel.cellen)])


@lru_cache(maxsize=2048, typed=True)
def _cell(cel: Value, grijs: bool) -> Markup:
    shown = "" if cel is None else cel if isinstance(cel, str) else dutch_number(cel)
    return (_UNKNOWN if grijs else _KNOWN).format(shown)


@cache
def _mark(woord: str, kleur: str) -> Markup:
    """A word on its colour."""
    return Markup('<span class="merk {}">{}</span>').format(kleur, woord)


def _status(status: Dekkingstatus) -> Markup:
    return _mark(load_wording().statussen[status].woord, status)


_STAND_COLOURS: dict[Terugstand, str] = {
    "ontbreekt": "oranje",
    "uitgedeeld": "oranje",
    "terug": "oranje",
    "te_verbeteren": "rood",
    "gereed": "goed",
}


def _stand(stand: Terugstand) -> Markup:
    return _mark(load_wording().startpagina.standen[stand], _STAND_COLOURS[stand])


def _colours() -> dict[str, str]:
    """The colours of the workbooks, so that all reports look alike."""
    colours = {
        "gedekt": palette.GOOD,
        "kwetsbaar": palette.WEAK,
        "op_papier": palette.PAPER,
        "ongedekt": palette.BAD,
        "niet_gekozen": palette.QUIET,
        "taak": palette.HELD,
    }
    colours |= {"donker": palette.DARK, "lijn": palette.LINE}
    return {name: f"#{colour}" for name, colour in colours.items()}
