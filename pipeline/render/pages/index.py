"""The start page index.html of a period, for HR: it leads to everything, and says what to do next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import quote

from pipeline.analysis.counts import Aantallen
from pipeline.definitions.report_words import load_wording
from pipeline.model.analysed import Dekkingstatus, Ernst
from pipeline.model.catalog import Bron
from pipeline.model.judged import Formulierstatus
from pipeline.model.kept_run import RunVervallen, Shown
from pipeline.render.pages.cards import (
    Kaart,
    Stappen,
    Steunpuntstand,
    Verwijzing,
    Wachtregel,
    document,
    make_card,
    shown,
)
from pipeline.render.pages.page import render
from pipeline.render.pages.per_koepel import Koepelpagina, page_path

Verdeling = Sequence[tuple[str, Aantallen]]  # numbers by status, by a name

FEW_STEUNPUNTEN = 12  # so many stand open; of more only the figures, each to be opened


def make_index(
    periode: str,
    standen: Sequence[Steunpuntstand],
    verdeling: Verdeling,
    trend: Verdeling,
    koepel: Iterable[str],
    vervallen: Sequence[RunVervallen],
    bron: Bron,
    bevindingen: Sequence[Shown] = (),
) -> str:
    """The page of a period (JJJJ-MM); koepel: paths below the period folder of what it may see.

    verdeling: numbers of kerntaken of all steunpunten together by status, by name of the group; trend: by period, the
    oldest first; vervallen: all that lies in the folder of that name; bevindingen: what belongs to no steunpunt.
    """
    samen = Samen()
    kaarten = _cards(standen)
    samen.add(kaarten)
    return _page(
        Omlijsting(periode, bron),
        samen,
        kaarten,
        verdeling=verdeling,
        trend=trend,
        koepel=tuple(map(document, shown(koepel))),
        vervallen=vervallen,
        bevindingen=bevindingen,
    )


@dataclass(frozen=True, slots=True)
class Omlijsting:
    """What stands on every page of a period (JJJJ-MM)."""

    periode: str
    bron: Bron


class Samen:
    """Steunpunten together, counted while they come by."""

    def __init__(self) -> None:
        """Nothing yet."""
        self.aantal = self.profielen = 0
        self.formulieren: Counter[Formulierstatus] = Counter()
        self.signalen: Counter[Ernst] = Counter()
        self.kerntaken: Counter[Dekkingstatus] = Counter()
        self.stappen = Stappen()

    def add(self, kaarten: Iterable[Kaart]) -> None:
        """Count some."""
        for kaart in kaarten:
            self.aantal += 1
            self.profielen += kaart.aantal
            self.formulieren.update(kaart.stand.formulieren)
            self.signalen.update(kaart.stand.signalen)
            self.kerntaken.update(kaart.stand.kerntaken)
            self.stappen.add(kaart)


@dataclass(frozen=True, slots=True)
class Koepelregel:
    """A koepel on the main page: links to its pages, and its figures."""

    paginas: tuple[Verwijzing, ...]
    samen: Samen


class Startpaginas:
    """The start page in pages per koepel, and the main page that leads to them, for very many steunpunten.

    The pages come first, one at a time, for the main page counts what stands on them.
    """

    def __init__(self, periode: str, bron: Bron) -> None:
        """Nothing yet."""
        self._rond = Omlijsting(periode, bron)
        self._samen = Samen()
        self._koepels: dict[str, Koepelregel] = {}

    def page(self, pagina: Koepelpagina, standen: Sequence[Steunpuntstand], verdeling: Verdeling) -> str:
        """The page of a koepel, with these of its steunpunten; verdeling: of the whole koepel."""
        kaarten, samen = _cards(standen), Samen()
        samen.add(kaarten)
        there = [replace(kaart, pagina=quote(pagina.path("index"))) for kaart in kaarten]
        self._samen.add(there)
        links = pagina.others("index") or (Verwijzing("", "", quote(pagina.path("index"))),)
        named = (replace(links[0], tekst=pagina.naam), *links[1:])
        self._koepels.setdefault(pagina.koepel.naam, Koepelregel(named, Samen())).samen.add(there)
        overzicht = replace(
            document("koepel/overzicht.html"), adres=quote(page_path("koepel/overzicht", pagina.delen[0]))
        )
        return _page(self._rond, samen, kaarten, verdeling=verdeling, koepel=[overzicht], pagina=pagina)

    def main(
        self,
        verdeling: Verdeling,
        trend: Verdeling,
        koepel: Iterable[str],
        vervallen: Sequence[RunVervallen],
        bevindingen: Sequence[Shown],
    ) -> str:
        """The main page; these are as in make_index, of all together."""
        return _page(
            self._rond,
            self._samen,
            (),
            verdeling=verdeling,
            trend=trend,
            koepel=tuple(map(document, shown(koepel))),
            vervallen=vervallen,
            bevindingen=bevindingen,
            koepels=tuple(self._koepels.values()),
        )


def _cards(standen: Iterable[Steunpuntstand]) -> tuple[Kaart, ...]:
    ordered = enumerate(sorted(standen, key=_by_koepel_and_name), 1)
    return tuple(make_card(f"s{place}", stand) for place, stand in ordered)


def _page(
    rond: Omlijsting,
    samen: Samen,
    kaarten: Sequence[Kaart],
    *,
    verdeling: Verdeling,
    koepel: Sequence[Verwijzing],
    trend: Verdeling = (),
    vervallen: Sequence[RunVervallen] = (),
    bevindingen: Sequence[Shown] = (),
    koepels: Sequence[Koepelregel] = (),
    pagina: Koepelpagina | None = None,
) -> str:
    """A page with the cards of some steunpunten, or with a row for each koepel; pagina: of which koepel it is."""
    return render(
        "index.html.j2",
        periode=rond.periode,
        samen=samen,
        kaarten=kaarten,
        per_koepel=_by_koepel(kaarten),
        open=0 < len(kaarten) <= FEW_STEUNPUNTEN,
        stappen=samen.stappen.in_order(),
        verdeling=verdeling,
        koepel=koepel,
        wachten=_waiting(kaarten),
        trend=trend,
        vervallen=_by_reason(vervallen),
        woorden=load_wording().vervallen,
        bevindingen=bevindingen,
        bron=rond.bron,
        koepels=koepels,
        pagina=pagina,
    )


def _by_koepel_and_name(stand: Steunpuntstand) -> tuple[str, str, str]:
    return stand.koepel.casefold(), stand.naam.casefold(), stand.map


def _by_koepel(kaarten: Iterable[Kaart]) -> tuple[tuple[str, tuple[Kaart, ...]], ...]:
    """The steunpunten under the name of their koepel, "" where they have none; spelled as the first of them does."""
    groups = groupby(kaarten, key=lambda kaart: kaart.stand.koepel.casefold())
    return tuple((group[0].stand.koepel, group) for _, found in groups for group in [tuple(found)])


def _waiting(kaarten: Iterable[Kaart]) -> list[tuple[Kaart, Wachtregel]]:
    """Who is waited for, by name: a leidinggevende of more than one steunpunt stands together, in a row for each."""
    found = [(kaart, regel) for kaart in kaarten for regel in kaart.wachten]
    return sorted(found, key=lambda pair: pair[1].naam.casefold())


def _by_reason(vervallen: Sequence[RunVervallen]) -> dict[str, tuple[Verwijzing, ...]]:
    """Links to what moved away, by the reason why, each by the path where it was."""
    found: defaultdict[str, list[Verwijzing]] = defaultdict(list)
    for file in vervallen:
        found[file.reden].append(Verwijzing(file.was, "", quote(file.nu)))
    return {reden: tuple(links) for reden, links in sorted(found.items())}
