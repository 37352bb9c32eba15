"""The umbrella's overview, as a workbook and as a page: figures only, without names or personeelsnummers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from markupsafe import Markup

from pipeline.analysis.lending import Koepel, by_koepel, lendings, weak_kerntaken, weak_steunpunten, without_help
from pipeline.base.dutch import dutch_period
from pipeline.definitions.report_words import first_few, load_wording
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.catalog import Catalog
from pipeline.model.samenvatting import Samenvatting
from pipeline.render.koepel.opleidingsbehoefte import Leerplan, add_opleidingsbehoefte
from pipeline.render.koepel.rows import (
    FORMS,
    Steunpuntregel,
    Totaal,
    figures_of,
    kerntaak_naam,
    koepel_naam,
    lener_tekst,
    row_of,
    total_of,
    vrager_tekst,
)
from pipeline.render.koepel.sheets import Overzicht, add_kan_lenen, add_kerntaken, add_overzicht, add_zwakste
from pipeline.render.pages.cards import Verwijzing
from pipeline.render.pages.page import render
from pipeline.render.pages.per_koepel import Koepelpagina, address, koepel_pages
from pipeline.render.workbooks.pen import Pen

ON_PAGE = ("ongedekt", "medewerkers", "fte", "contract_onbekend", *FORMS, "aandeel")  # on the page
SOORT = "koepel/overzicht"
ASKING = 8  # steunpunten that are named per kerntaak on the page; the workbook lists them all
# Names of classes on the page: a thousand steunpunten have a colour in tens of thousands of cells.
CLASSES: dict[Dekkingstatus, str] = {
    "gedekt": "g",
    "kwetsbaar": "k",
    "op_papier": "p",
    "ongedekt": "o",
    "niet_gekozen": "n",
}


@dataclass(frozen=True, slots=True)
class Hulp:
    """A kerntaak on the page: who can help with it, and who needs help."""

    kerntaak: str
    helpers: str
    vragers: str


@dataclass(frozen=True, slots=True)
class Koepeldeel:
    """A section of the page: one koepel; hulp is None where that is told on another page."""

    naam: str
    regels: tuple[Steunpuntregel, ...]
    totaal: Totaal
    hulp: tuple[Hulp, ...] | None
    zonder_hulp: str


@dataclass(frozen=True, slots=True)
class Koepelregel:
    """A koepel on the main page: links to its pages, its number of steunpunten, and its figures."""

    paginas: tuple[Verwijzing, ...]
    aantal: int
    totaal: Totaal


def make_overzicht_xlsx(
    samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str, leerplan: Leerplan | None = None
) -> bytes:
    """The overview as a workbook, by koepel and weakest first; periode is JJJJ-MM."""
    return _book(samenvattingen, catalog, periode, leerplan).to_bytes()


def _book(samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str, leerplan: Leerplan | None) -> Pen:
    overzicht = Overzicht(by_koepel(samenvattingen, catalog), catalog, _stand(samenvattingen, periode))
    pen = Pen(load_wording().overzicht.titel)
    of_hours = (add_kerntaken, add_kan_lenen, add_zwakste) if catalog.heeft_uren else ()
    for add in (add_overzicht, *of_hours):
        add(pen, overzicht)
    if leerplan:
        add_opleidingsbehoefte(pen, overzicht, leerplan)
    return pen


def overzicht_pieces(
    samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str, leerplan: Leerplan
) -> Iterator[bytes]:
    """The same piece by piece, for very many steunpunten."""
    return _book(samenvattingen, catalog, periode, leerplan).pieces()


def make_overzicht_html(samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str) -> str:
    """The overview as a page, by koepel and weakest first; periode is JJJJ-MM."""
    koepels = by_koepel(samenvattingen, catalog)
    alone = len(koepels) == 1
    delen = tuple(_deel(koepel, catalog, alone=alone) for koepel in koepels)
    return _page(_whole(samenvattingen, koepels, catalog, periode), catalog, periode, delen=delen)


def make_hoofdpagina(samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str) -> str:
    """The overview of very many steunpunten: figures and links for each koepel."""
    koepels = by_koepel(samenvattingen, catalog)
    first = [pagina for pagina in koepel_pages(koepels) if pagina.nummer == 1]
    regels = tuple(_koepelregel(pagina, catalog) for pagina in first)
    return _page(_whole(samenvattingen, koepels, catalog, periode), catalog, periode, koepels=regels)


def make_koepelpaginas(
    samenvattingen: Sequence[Samenvatting], catalog: Catalog, periode: str
) -> Iterator[tuple[str, str]]:
    """The pages that it leads to, by their path below the folder of the period: steunpunten of one koepel each."""
    for koepel, paginas in groupby(koepel_pages(by_koepel(samenvattingen, catalog)), lambda pagina: pagina.koepel):
        whole = _whole(koepel.steunpunten, [koepel], catalog, periode)
        for pagina in paginas:
            part = _deel(koepel, catalog, alone=False, page=pagina)
            yield pagina.path(SOORT), _page(whole, catalog, periode, delen=(part,), pagina=pagina)


def _koepelregel(pagina: Koepelpagina, catalog: Catalog) -> Koepelregel:
    links = pagina.others(SOORT) or (Verwijzing("", "", address(SOORT, pagina.delen[0])),)
    named = (replace(links[0], tekst=pagina.naam), *links[1:])
    return Koepelregel(named, len(pagina.koepel.steunpunten), total_of([pagina.koepel], catalog))


def _whole(
    samenvattingen: Sequence[Samenvatting], koepels: Sequence[Koepel], catalog: Catalog, periode: str
) -> dict[str, object]:
    """What a page tells of all steunpunten of these koepels together."""
    return {
        "stand": _stand(samenvattingen, periode),
        "totaal": total_of(koepels, catalog),
        "zwakke_kerntaken": weak_kerntaken(samenvattingen, catalog),
        "zwakke_steunpunten": weak_steunpunten(samenvattingen, catalog),
    }


def _page(
    whole: dict[str, object],
    catalog: Catalog,
    periode: str,
    *,
    delen: Sequence[Koepeldeel] = (),
    koepels: Sequence[Koepelregel] = (),
    pagina: Koepelpagina | None = None,
) -> str:
    """A page with the steunpunten of some koepels, or with a row for each koepel; pagina: of which koepel it is."""
    return render(
        "overzicht.html.j2",
        periode=periode,
        catalog=catalog,
        kolommen=_labels(catalog),
        shown=_shown(catalog),
        klassen=CLASSES,
        css_tekst=css_text,
        delen=delen,
        koepels=koepels,
        pagina=pagina,
        **whole,
    )


def css_text(text: str) -> Markup:
    """A text within a style sheet: what could end it, or the page's style, is written as its number."""
    safe = re.sub(r"[^\w .,:()%]", lambda match: f"\\{ord(match[0]):x} ", text)
    return Markup(f'"{safe}"')  # nothing is left that could be markup  # noqa: S704


def _stand(samenvattingen: Sequence[Samenvatting], periode: str) -> str:
    stand = load_wording().overzicht.stand
    return stand.format(periode=dutch_period(periode).capitalize(), aantal=len(samenvattingen))


def _labels(catalog: Catalog) -> tuple[str, ...]:
    """Headers of the columns behind the name of the steunpunt."""
    kolommen = load_wording().overzicht.kolommen
    return (*(groep.naam for groep in catalog.te_kiezen), *(kolommen[key].kop for key in _shown(catalog)))


def _shown(catalog: Catalog) -> tuple[str, ...]:
    """Keys of the figures on the page."""
    return tuple(key for key in ON_PAGE if key in figures_of(catalog))


def _deel(koepel: Koepel, catalog: Catalog, *, alone: bool, page: Koepelpagina | None = None) -> Koepeldeel:
    """A koepel, or what of it stands on one of its pages: what is lent is told on the first."""
    on_page, told = (page.part(koepel.steunpunten), page.nummer == 1) if page else (koepel.steunpunten, True)
    return Koepeldeel(
        naam=koepel_naam(koepel, alone=alone),
        regels=tuple(row_of(found, catalog) for found in on_page),
        totaal=total_of([koepel], catalog),
        hulp=tuple(_help(koepel, catalog)) if told else None,
        zonder_hulp=", ".join(kerntaak_naam(code, catalog) for code in without_help(koepel, catalog)) if told else "",
    )


def _help(koepel: Koepel, catalog: Catalog) -> Iterable[Hulp]:
    """Who can help is the same for all who ask, so a row per kerntaak tells it once."""
    for code, rows in groupby(lendings(koepel, catalog), key=lambda lening: lening.cijfer.kerntaak):
        asking = list(rows)
        helpers = ", ".join(map(lener_tekst, asking[0].bij))
        yield Hulp(kerntaak_naam(code, catalog), helpers, first_few([*map(vrager_tekst, asking)], ASKING))
