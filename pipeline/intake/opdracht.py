"""What the reader is asked for: a file, what it should be, and how forms of its steunpunt may look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.definitions.layout import Blad, list_sheet, load_layout, team_sheets
from pipeline.model.catalog import BLADEN, Catalog
from pipeline.model.printed import Gedrukt
from pipeline.model.workbook import Werkmapsoort

if TYPE_CHECKING:
    from pipeline.definitions.rules import Rules


@dataclass(frozen=True, slots=True, eq=False)
class Leesvorm:
    """How a workbook looks: its sheets by key; gedrukt: what forms of its catalog are printed with, where known."""

    bladen: Mapping[str, Blad]
    gedrukt: Gedrukt | None = None

    @property
    def catalogus(self) -> str:
        """Id of the catalog, "" where none is known."""
        return self.gedrukt.catalogus if self.gedrukt else ""


@dataclass(frozen=True, slots=True)
class Leesopdracht:
    """A workbook to read: where it is, its name in messages, and what it should be.

    vormen: how the forms of its steunpunt may look, that of the default catalog first; none: as the shipped layout.
    gestempeld: read it only when it bears our stamp, for whatever else lies there is nobody's business. heel: with all
    that is no answer, to make the workbook anew.
    """

    pad: Path
    bestand: str
    soort: Werkmapsoort
    vormen: Sequence[Leesvorm] = ()
    gestempeld: bool = False
    heel: bool = False


@lru_cache(maxsize=64)
def form_vorm(catalog: Catalog, rules: Rules) -> Leesvorm:
    """How the forms of a catalog look under these settings: without a sheet for what the catalog does not hold."""
    from pipeline.definitions.form_layout import form_layout  # which the reader process does not need
    from pipeline.definitions.printed import printed

    layout = form_layout(catalog, rules)
    empty = {blad for blad in BLADEN if not catalog.ingangen(blad)}
    bladen = {key: blad for key, blad in layout.formulier.items() if key not in empty}
    return Leesvorm(bladen, printed(catalog, layout))


@lru_cache(maxsize=64)
def team_vorm(catalog: Catalog) -> Leesvorm:
    """How a team workbook looks with this default catalog; one of before may have sheets that are not asked now."""
    layout = load_layout()
    asked = team_sheets(layout, catalog)
    return Leesvorm(
        {key: asked.get(key) or blad.model_copy(update={"verplicht": False}) for key, blad in layout.team.items()}
    )


@lru_cache(maxsize=64)
def list_vorm(catalog: Catalog) -> Leesvorm:
    """How the list of an umbrella looks with this default catalog."""
    return Leesvorm({"medewerkers": list_sheet(load_layout(), catalog)})


def plain_vorm(soort: Werkmapsoort) -> Leesvorm:
    """The sheets of a kind of workbook in the shipped layout."""
    return Leesvorm(load_layout().bladen(soort))
