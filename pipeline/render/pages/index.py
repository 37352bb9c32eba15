"""The start page index.html of a period, for HR: it leads to everything, and says what to do next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import groupby
from urllib.parse import quote

from pipeline.analysis.counts import Aantallen, add_up
from pipeline.definitions.report_words import load_wording
from pipeline.model.catalog import Bron
from pipeline.model.kept_run import RunVervallen, Shown
from pipeline.render.pages.cards import (
    Kaart,
    Steunpuntstand,
    Verwijzing,
    Wachtregel,
    document,
    make_card,
    next_steps,
    shown,
)
from pipeline.render.pages.page import render

FEW_STEUNPUNTEN = 12  # so many stand open; of more only the figures, each to be opened


def make_index(
    periode: str,
    standen: Sequence[Steunpuntstand],
    verdeling: Sequence[tuple[str, Aantallen]],
    trend: Sequence[tuple[str, Aantallen]],
    koepel: Iterable[str],
    vervallen: Sequence[RunVervallen],
    bron: Bron,
    bevindingen: Sequence[Shown] = (),
) -> str:
    """The page of a period (JJJJ-MM); koepel: paths below the period folder of what it may see.

    verdeling: numbers of kerntaken of all steunpunten together by status, by name of the group; trend: by period, the
    oldest first; vervallen: all that lies in the folder of that name; bevindingen: what belongs to no steunpunt.
    """
    ordered = enumerate(sorted(standen, key=_by_koepel_and_name), 1)
    kaarten = tuple(make_card(f"s{place}", stand) for place, stand in ordered)
    return render(
        "index.html.j2",
        periode=periode,
        kaarten=kaarten,
        per_koepel=_by_koepel(kaarten),
        open=len(kaarten) <= FEW_STEUNPUNTEN,
        stappen=next_steps(kaarten),
        formulieren=add_up(stand.formulieren for stand in standen),
        signalen=add_up(stand.signalen for stand in standen),
        verdeling=verdeling,
        profielen=sum(kaart.aantal for kaart in kaarten),
        koepel=tuple(map(document, shown(koepel))),
        wachten=_waiting(kaarten),
        trend=trend,
        vervallen=_by_reason(vervallen),
        woorden=load_wording().vervallen,
        bevindingen=bevindingen,
        bron=bron,
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
