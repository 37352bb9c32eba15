"""The page ontwikkeling.html beside the workbook of the same name, for HR and the manager only."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.model.catalog import Bron
from pipeline.render.learning import Leertabel
from pipeline.render.pages.page import render


def make_ontwikkelpagina(tabellen: Sequence[Leertabel], naam: str, periode: str, bronnen: Sequence[Bron]) -> str:
    """The page of one steunpunt; periode is JJJJ-MM, bronnen: of the catalogs that take part."""
    return render("ontwikkeling.html.j2", tabellen=tabellen, naam=naam, periode=periode, bronnen=bronnen)
