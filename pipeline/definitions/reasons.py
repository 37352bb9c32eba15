"""Why a function needs a competency (design.md 3.3): the groups of its chosen kerntaken, and its kernopgaven."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.definitions.document_words import load_phrases
from pipeline.model.catalog import Catalog


class Reason(NamedTuple):  # a run over 10^5 forms makes millions: a frozen dataclass takes three times as long
    """One reason: a group with its chosen kerntaken (codes, catalog order), or a kernopgave (no kerntaken)."""

    soort: Literal["groep", "kernopgave"]
    code: str
    naam: str
    kerntaken: tuple[str, ...] = ()

    @property
    def tekst(self) -> str:
        """The reason in words: "Versterken (kerntaken j, l)", "kernopgave Tijd en ruimte creëren voor innovatie"."""
        words = load_phrases().redenen
        if self.soort == "kernopgave":
            return words.kernopgave.format(naam=self.naam)
        pattern = words.kerntaak if len(self.kerntaken) == 1 else words.kerntaken
        return pattern.format(naam=self.naam, kerntaken=", ".join(self.kerntaken))


def reasons(
    competentie_code: str, kerntaken: Collection[str], kernopgaven: Collection[str], catalog: Catalog
) -> tuple[Reason, ...]:
    """Reasons for a competency: one per linked group with a chosen kerntaak, then one per linked chosen kernopgave.

    Both in catalog order; () when nothing chosen asks for it. KeyError when the catalog has no such competency.
    """
    groepen, opgaven = _links(catalog)[competentie_code]
    found = [
        Reason("groep", code, naam, chosen)
        for code, naam, taken in groepen
        if (chosen := tuple([taak for taak in taken if taak in kerntaken]))
    ]
    found += [opgave for opgave in opgaven if opgave.code in kernopgaven]
    return tuple(found)


_Groups = tuple[tuple[str, str, tuple[str, ...]], ...]  # code, name and kerntaken of the groups that link to one


@lru_cache(maxsize=8)
def _links(catalog: Catalog) -> dict[str, tuple[_Groups, tuple[Reason, ...]]]:
    """Competency code -> the groups with their kerntaken, and the kernopgaven, that link to it."""
    taken = {groep.code: tuple(k.code for k in catalog.kerntaken if k.groep == groep.code) for groep in catalog.groepen}
    groepen = [(groep.competenties, (groep.code, groep.naam, taken[groep.code])) for groep in catalog.groepen]
    opgaven = [(opgave.competenties, Reason("kernopgave", opgave.code, opgave.naam)) for opgave in catalog.kernopgaven]
    return {
        code: (
            tuple(groep for linked, groep in groepen if code in linked),
            tuple(opgave for linked, opgave in opgaven if code in linked),
        )
        for code in catalog.competentie
    }
