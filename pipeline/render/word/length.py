"""Whether the core of a profile fits two pages (design.md 3.7), worked out from its content without an office program.

Heights are points on A4, as the shipped template has them (measured beside LibreOffice), and a little high: a warning
too many is soon read, a third page is found when everybody sits down to sign.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from pipeline.definitions.layout import Blad, Layout, load_layout
from pipeline.definitions.report_words import listed
from pipeline.excel.room import lines
from pipeline.model.catalog import BLADEN, COMPETENTIES, KERNOPGAVEN
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Antwoorden
from pipeline.render.word.fields import Gewijzigdveld, Opgave, Profielvelden
from pipeline.render.word.taak_fields import Taakprofielvelden

PAGES = 2
FEW_SIGNS = 400  # of free text in all: it is not these that make a core long
MOST_NAMED = 3  # texts to shorten
FIELDS = ("doel", "afspraken", "opmerkingen")  # free texts of sheet Functie

PAGE, MARGIN = 739.0, 12.0  # between the margins; for what another program than ours lays out otherwise
TITLE, HEADING, SIGNATURES, CLOSING = 85.0, 27.0, 205.0, 35.0
TEXT, LINE, ROW = 12.9, 11.0, 2.2  # a line of running text; one in a table, and what a row has besides
NEEDED, NEEDED_WHY = 41.5, 45.5  # those of the other kind of profile
FULL, NAME, NOTE, OPGAVE, COMPETENTIE, WHY, AGREED = 94.0, 45.0, 38.5, 53.0, 41.5, 59.5, 81.0  # columns, in digits


def find_long(profiel: Profielvelden, antwoorden: Antwoorden) -> tuple[Finding, ...]:
    """A warning where the core gets longer than two pages: which texts to shorten, or that much is chosen."""
    return _told(core_pages(profiel), antwoorden, load_layout(), BLADEN)


def find_long_taakprofiel(profiel: Taakprofielvelden, antwoorden: Antwoorden, layout: Layout) -> tuple[Finding, ...]:
    """The same of the profile of a catalog with a form of its own, by the layout of that form."""
    return _told(taak_pages(profiel), antwoorden, layout, (KERNOPGAVEN, COMPETENTIES))


def _told(pages: int, antwoorden: Antwoorden, layout: Layout, bladen: Collection[str]) -> tuple[Finding, ...]:
    if pages <= PAGES:
        return ()
    texts, address = _free_texts(antwoorden, layout.formulier, bladen), Address(antwoorden.bestand)
    if sum(map(len, texts.values())) < FEW_SIGNS:
        return (Finding("profiel_vol", address),)
    longest = sorted(texts, key=lambda place: -len(texts[place]))[:MOST_NAMED]
    return (Finding("profiel_lang", address, {"teksten": listed(longest)}),)


def _free_texts(antwoorden: Antwoorden, form: Mapping[str, Blad], bladen: Collection[str]) -> dict[str, str]:
    """What somebody wrote that stands in the core, by its place: "Kerntaken d", "Functie, Opmerkingen"."""
    chosen = (antwoorden.taken, antwoorden.gekozen_kernopgaven, antwoorden.gekozen_competenties)
    labels = {veld.key: f"{form['functie'].naam}, {veld.label}" for veld in form["functie"].velden}
    texts = {labels[key]: str(getattr(antwoorden, key)) for key in FIELDS}
    for blad, keuzes in zip(BLADEN, chosen, strict=True):
        if blad in bladen:
            texts |= {f"{form[blad].naam} {code}": keuze.toelichting for code, keuze in keuzes.items()}
    return texts


def core_pages(profiel: Profielvelden) -> int:
    """Pages of the core, when what holds together is laid one below the other."""
    return _pages(_blocks(profiel))


def taak_pages(profiel: Taakprofielvelden) -> int:
    """The same of the profile of a catalog with a form of its own."""
    return _pages(_taak_blocks(profiel))


def _pages(blocks: Iterable[float]) -> int:
    pages, used = 1, 0.0
    for height in (*blocks, MARGIN):
        if used and used + height > PAGE:
            pages, used = pages + 1, 0.0
        whole, used = divmod(used + height, PAGE)
        pages += int(whole)
    return pages


# Heights of what no end of a page cuts in two, from top to bottom.


def _blocks(profiel: Profielvelden) -> Iterator[float]:
    yield from _opening(profiel["gewijzigd"], profiel["doel"])
    yield from _kerntaken(profiel)
    yield from _opgaven(profiel["kernopgaven"])
    yield from _table(
        (f"{it['naam']} ({it['soort']})", COMPETENTIE, f"{it['redenen']}. {it['toelichting']}", WHY)
        for it in profiel["competenties"]
    )
    yield HEADING
    yield from (_height(text, AGREED) for text in _agreements(profiel))
    yield from (SIGNATURES, CLOSING)


def _taak_blocks(profiel: Taakprofielvelden) -> Iterator[float]:
    yield from _opening(profiel["gewijzigd"], profiel["doel"])
    if profiel["groepen"]:
        yield from _table((it["naam"], NAME, "", OPGAVE) for it in profiel["groepen"])
        yield from [TEXT] * (lines(profiel["groepen_zonder"], FULL) + 2)
    yield from _opgaven(profiel["kernopgaven"])
    yield HEADING + _height("", NAME)
    for soort in profiel["competenties"]:
        yield _height("", NAME) if soort["naam"] else 0.0
        for gebied in soort["gebieden"]:
            yield _height("", NAME) if gebied["naam"] else 0.0
            for it in gebied["competenties"]:
                yield max(_height(it["naam"], NEEDED), _height(f"{it['redenen']}. {it['toelichting']}", NEEDED_WHY))
    if agreed := [text for text in (profiel["afspraken"], profiel["opmerkingen"]) if text]:
        yield HEADING
        yield from (_height(text, AGREED) for text in agreed)
    yield from (SIGNATURES, CLOSING)


def _opening(gewijzigd: Gewijzigdveld, doel: str) -> Iterator[float]:
    yield TITLE + sum(_height(regel, AGREED) for regel in gewijzigd["regels"])
    if doel:
        yield HEADING
        yield from [TEXT] * lines(doel, FULL)


def _opgaven(opgaven: Iterable[Opgave]) -> Iterator[float]:
    yield from _table((opgave["naam"], NAME, opgave["toelichting"], OPGAVE) for opgave in opgaven)


def _kerntaken(profiel: Profielvelden) -> Iterator[float]:
    row = _height("", NAME)
    yield HEADING + row
    for soort in profiel["kerntaken"]:
        yield row
        for groep in soort["groepen"]:
            yield row if groep["naam"] else 0.0
            yield from (max(_height(t["naam"], NAME), _height(t["toelichting"], NOTE)) for t in groep["taken"])
    yield row


def _table(rows: Iterable[tuple[str, float, str, float]]) -> Iterator[float]:
    """A heading, a row of titles, and rows of two columns: text and room of each."""
    yield HEADING + _height("", NAME)
    yield from (max(_height(left, room), _height(right, width)) for left, room, right, width in rows)


def _agreements(profiel: Profielvelden) -> Iterator[str]:
    """The rows of Afspraken en aandachtspunten."""
    yield from (text for text in (profiel["afspraken"], profiel["opmerkingen"]) if text)
    yield from (f"{it['reden']} (geldig tot en met {it['geldig_tot']})" for it in profiel["vastgelegd"])
    yield from (f"{it['tekst']} {it['advies']}" for it in profiel["aandachtspunten"])


@lru_cache(maxsize=4096)  # most cells hold a name of the catalog, or nothing
def _height(text: str, room: float) -> float:
    """A row of a table whose highest cell holds this text."""
    return lines(text, room) * LINE + ROW
