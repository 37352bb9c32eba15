"""The start page index.html in the folder of one steunpunt, to pass on with it: it names and leads to nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from pipeline.analysis.rapport import Rapport
from pipeline.analysis.returns import Leiding
from pipeline.render.pages.cards import Steunpuntstand, make_card, next_steps
from pipeline.render.pages.page import render


def make_steunpunt_index(rapport: Rapport, stand: Steunpuntstand, leiding: Iterable[Leiding]) -> str:
    """The page; links are relative to the folder of the steunpunt."""
    kaart = make_card("documenten", stand, stand.map)
    return render(
        "steunpunt_index.html.j2",
        rapport=rapport,
        kaart=kaart,
        formulieren=Counter(stand.formulieren),
        signalen=Counter(stand.signalen),
        stappen=next_steps([kaart]),
        wachten=[(kaart, regel) for regel in kaart.wachten],
        leiding=tuple(leiding),
        bron=rapport.catalog.bron,
    )
