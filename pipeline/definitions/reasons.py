"""Why a function needs a competency (design.md 3.3): the groups of its chosen kerntaken, and its kernopgaven."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from typing import Literal, NamedTuple

from pipeline.definitions.document_words import load_phrases, task_words
from pipeline.model.catalog import Catalog

MOST_SIGNS = 24  # of codes in a reason: of more kerntaken only the number is told


class Reason(NamedTuple):  # a run over 10^5 forms makes millions: a frozen dataclass takes three times as long
    """One reason: a group with its chosen kerntaken (codes, catalog order), a group of everybody, or a kernopgave.

    woorden: what the catalog calls one kerntaak, and more of them.
    """

    soort: Literal["groep", "altijd", "kernopgave"]
    code: str
    naam: str
    kerntaken: tuple[str, ...] = ()
    woorden: tuple[str, str] = ("", "")

    @property
    def tekst(self) -> str:
        """The reason in words: "Versterken (kerntaken j, l)", "kernopgave Tijd en ruimte creëren voor innovatie"."""
        words = load_phrases().redenen
        if self.soort != "groep":
            pattern = words.altijd if self.soort == "altijd" else words.kernopgave
            return pattern.format(naam=self.naam)
        codes, woord = ", ".join(self.kerntaken), self.woorden[len(self.kerntaken) > 1]
        if len(codes) > MOST_SIGNS:
            return words.aantal.format(naam=self.naam, aantal=len(self.kerntaken), woord=woord)
        return words.groep.format(naam=self.naam, woord=woord, kerntaken=codes)


def reasons(
    competentie_code: str, kerntaken: Collection[str], kernopgaven: Collection[str], catalog: Catalog
) -> tuple[Reason, ...]:
    """Reasons for a competency: one per linked group with a chosen kerntaak, then one per linked chosen kernopgave.

    A linked group with `altijd` is one whatever was chosen. Both in catalog order; () when nothing chosen asks for it.
    KeyError when the catalog has no such competency.
    """
    groepen, opgaven, woorden = _links(catalog)[competentie_code]
    found = [
        Reason("altijd", code, naam) if altijd else Reason("groep", code, naam, chosen, woorden)
        for code, naam, altijd, taken in groepen
        if (chosen := tuple([taak for taak in taken if taak in kerntaken])) or altijd
    ]
    found += [opgave for opgave in opgaven if opgave.code in kernopgaven]
    return tuple(found)


# code, name, whether it holds for everybody, and kerntaken of the groups that link to one
_Groups = tuple[tuple[str, str, bool, tuple[str, ...]], ...]


@lru_cache(maxsize=8)
def _links(catalog: Catalog) -> dict[str, tuple[_Groups, tuple[Reason, ...], tuple[str, str]]]:
    """Competency code -> the groups with their kerntaken, the kernopgaven, that link to it, and words for kerntaken."""
    woorden = task_words(catalog)
    taken = {groep.code: tuple(k.code for k in catalog.kerntaken if k.groep == groep.code) for groep in catalog.groepen}
    groepen = [(g.competenties, (g.code, g.naam, g.altijd, taken[g.code])) for g in catalog.groepen]
    opgaven = [(opgave.competenties, Reason("kernopgave", opgave.code, opgave.naam)) for opgave in catalog.kernopgaven]
    return {
        code: (
            tuple(groep for linked, groep in groepen if code in linked),
            tuple(opgave for linked, opgave in opgaven if code in linked),
            woorden,
        )
        for code in catalog.competentie
    }
