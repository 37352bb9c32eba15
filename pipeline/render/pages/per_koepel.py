"""Pages per koepel, where one page would hold more steunpunten than anybody looks through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from pipeline.analysis.lending import Koepel
from pipeline.base.names import distinct_parts
from pipeline.definitions.report_words import load_wording
from pipeline.model.samenvatting import Samenvatting
from pipeline.render.pages.cards import Verwijzing

MOST = 500  # steunpunten on a page
NAME_LENGTH = 40  # characters of the name of a koepel in that of a file
WITHOUT = "zonder-koepel"  # in the name of the file of those that have none


@dataclass(frozen=True, slots=True)
class Koepelpagina:
    """A page about steunpunten of one koepel: the first MOST, the next, and so on.

    delen: of all pages of this koepel what their file names have of their own; nummer: which of these it is, from 1.
    """

    koepel: Koepel
    delen: tuple[str, ...]
    nummer: int

    @property
    def naam(self) -> str:
        """The koepel in words."""
        return self.koepel.naam or load_wording().koepel.zonder

    def part(self, ordered: Sequence[Samenvatting]) -> Sequence[Samenvatting]:
        """Of all steunpunten of the koepel, in some order, those on this page."""
        return ordered[MOST * (self.nummer - 1) : MOST * self.nummer]

    def path(self, soort: str) -> str:
        """Path of the page of a kind."""
        return page_path(soort, self.delen[self.nummer - 1])

    def others(self, soort: str) -> tuple[Verwijzing, ...]:
        """Links to all pages of this koepel by their number; none where this is the only one."""
        found = (Verwijzing(str(number), "", address(soort, deel)) for number, deel in enumerate(self.delen, 1))
        return tuple(found) if len(self.delen) > 1 else ()


def koepel_pages(koepels: Sequence[Koepel]) -> list[Koepelpagina]:
    """The pages of each koepel; no two have the same name on any system."""
    texts = [[*_texts(koepel)] for koepel in koepels]
    parts = distinct_parts((text for found in texts for text in found), NAME_LENGTH)
    return [
        Koepelpagina(koepel, tuple(parts[text] for text in found), number)
        for koepel, found in zip(koepels, texts, strict=True)
        for number in range(1, len(found) + 1)
    ]


def _texts(koepel: Koepel) -> Iterator[str]:
    """A text for each page; a space at its end is no part of a file name, and keeps it apart from a koepel so named."""
    yield koepel.naam or f"{WITHOUT} "
    for number in range(2, -(-len(koepel.steunpunten) // MOST) + 1):
        yield f"{koepel.naam or WITHOUT} ({number}) "


def page_path(soort: str, deel: str) -> str:
    """Path of a page of a kind below that of the period."""
    return f"{soort}-{deel}.html"


def address(soort: str, deel: str) -> str:
    """Where it stands, from a page in the same folder."""
    return quote(page_path(soort, deel).rpartition("/")[2])
