"""The coverage page: the same figures as the workbook, people by name, nothing said by colour alone."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.analysis.rapport import make_rapport
from pipeline.definitions.catalog_file import load_catalog
from pipeline.model.analysed import Analyse
from pipeline.model.judged import Beoordeeld
from pipeline.render.pages.taakdekking import make_dekkingspagina
from tests.render.pages.test_overbelasting import Page, contrast
from tests.support.helpers import SMALL_CATALOG, beoordeeld, steunpunt
from tests.support.samples_reports import crowd, empty_steunpunt
from tests.support.samples_team import CATALOG, PERIODE, analysed, choose, team


def html_of(judged: Beoordeeld, found: Analyse | None = None) -> str:
    """The page, with coverage and hours as a run makes them."""
    return make_dekkingspagina(make_rapport(judged, found or analysed(judged), CATALOG, PERIODE))


@cache
def everything() -> Page:
    """The page of the team in which everything occurs."""
    return Page(html_of(team()))


def section(start: str, page: Page | None = None) -> str:
    """Text below the h2 that starts so."""
    return next(text for kop, text in (page or everything()).sections.items() if kop.startswith(start))


# --- coverage ------------------------------------------------------------------------------------------------------


def test_on_top_stands_what_the_page_rests_on() -> None:
    """Forms counted, kerntaken by status, and whose form does not count."""
    top = everything().sections[""]
    assert "4 van 5 formulieren meegeteld 8 ongedekt 1 op papier 2 kwetsbaar 4 gedekt 7 niet gekozen" in top
    assert "Nog niet meegeteld: Evert Zonderformulier (1005) , formulier ontbreekt." in top


def test_each_basisfunctie_has_one_verdict_with_its_weakest_kerntaken() -> None:
    """With hours and need; one that is not performed has no verdict."""
    text = section("Per basisfunctie")
    assert "Vertalen maatschappelijke ontwikkelingen ongedekt d. Initiëren en uitvoeren van projecten" in text
    assert "Versterken ongedekt l. Praktische ondersteuning bieden 8 3 4 0" in text
    assert "Verbreiden niet gekozen 3 – – –" in text


def test_each_kerntaak_has_status_people_hours_need_and_remark() -> None:
    """People by name and number, unknown hours as unknown; why it is on paper and what may still change it."""
    text = section("Per kerntaak")
    anna, bram = "Anna Voorbeeld (1001)", "Bram Verzonnen (1002)"
    assert f"j. Informeren en adviseren gedekt {anna} : 4 uur; {bram} : 0 uur 4 3" in text
    assert f"c. Signaleren van knelpunten op papier {bram} : 0 uur 0 – Er zijn geen uren voor deze taak." in text
    assert f"e. Matchen van individuen gedekt {anna} : uren onbekend ; Chaima" in text
    assert "d. Initiëren en uitvoeren van projecten en evenementen ongedekt niemand 0 – Voorbehoud" in text


def test_nobody_is_said_to_be_over_contract() -> None:
    """The team sees this page; that stands in the overload report (design.md 3.5)."""
    page = html_of(beoordeeld("1001 4: a 6", "1002 36: a 3"))
    assert "kwetsbaar Medewerker 1001" not in section("Per kerntaak", Page(page))
    assert "Meer uren dan" not in page and "boven het contract" not in page


def test_a_basisfunctie_that_is_not_performed_shows_only_what_somebody_has_of_it() -> None:
    """BF4 with one holder, BF5 without."""
    text = section("Per kerntaak")
    assert "voert deze basisfunctie niet uit. Toch heeft iemand deze taken: Kerntaak" in text
    assert "m. Pr en voorlichting geven niet gekozen Chaima" in text
    assert "n. Trainingen" not in text and "o. Evalueren" not in text
    assert "Wel gekozen, maar hoort bij een basisfunctie die niet is gekozen." in text


# --- absence -------------------------------------------------------------------------------------------------------


def test_each_absence_says_what_falls_and_who_could_stand_in() -> None:
    """Hours that fall free, what becomes of the kerntaak, and why this colleague."""
    text = section("Bij afwezigheid")
    assert "Als Bram Verzonnen (1002) er niet is Dan valt er dit werk weg: 22,5 uur per week." in text
    assert (
        "a. Vraag in kaart brengen 20 uur per week te weinig uren Er blijft 8 uur over; nodig is 9 uur. "
        "Anna Voorbeeld (1001) : hoogstens 21,5 uur ruimte, want niet alle uren zijn bekend; doet deze taak al; "
        "doet al 2 taken van Vertalen maatschappelijke ontwikkelingen; "
        "competenties die daarbij horen: koos 2 van 2"
    ) in text
    assert "c. Signaleren van knelpunten 0 uur per week valt stil Niemand anders doet deze taak. De taak" in text
    assert "14,5 uur per week, en 1 taak waarvan de uren niet bekend zijn." in text
    assert "Niet te zeggen: e. Matchen van individuen. Anderen doen dit ook" in text


def test_an_absence_without_consequence_is_said_to_be_so() -> None:
    """All of them together at the end, or a large team would have many headings with nothing below them."""
    assert "Alle kerntaken gaan door, met genoeg uren." in section("Bij afwezigheid").split("Zonder gevolgen")[1]
    page = Page(html_of(*crowd(25)))
    assert "Zonder gevolgen" in section("Bij afwezigheid", page)
    assert section("Bij afwezigheid", page).count("uur per week") == 25


def test_nobody_to_stand_in_is_said_with_its_reason() -> None:
    """A lone worker has no colleague with room."""
    text = section("Bij afwezigheid", Page(html_of(beoordeeld("1001 36: a 6"))))
    assert "Niemand. Geen collega heeft ruimte in het contract, voor zover bekend." in text


def test_room_that_is_less_than_the_task_is_said_to_be_so() -> None:
    """Somebody with 2 hours left does not take 6."""
    text = section("Bij afwezigheid", Page(html_of(beoordeeld("1001 36: a 6", "1002 4: b 2"))))
    assert "2 uur ruimte; dat is minder dan de 6 uur van deze taak; doet al 1 taak van Vertalen" in text


def test_a_suggestion_is_something_to_talk_about_and_no_proof_of_mastery() -> None:
    """Said before the first name."""
    before = section("Bij afwezigheid").split("Als Anna")[0]
    assert "een voorstel om samen te bespreken" in before
    assert "geen bewijs dat iemand het kan" in before


# --- choices -------------------------------------------------------------------------------------------------------


def test_each_competentie_says_who_chose_it_and_what_asks_for_it() -> None:
    """Carefully: what nobody chose is something to talk about, and no lack of anybody."""
    text = section("Competenties")
    assert "a. Omgevingsbewust zijn 2 mensen: Anna Voorbeeld (1001) en Bram Verzonnen (1002) Vertalen" in text
    assert "h. Leervermogen en vastleggen van opgedane kennis en ervaring niemand i. Verantwoordelijkheid" in text
    assert "f. Presenteren en profileren niemand Verbinden en makelen (kerntaak e); Versterken" in text
    assert text.count("Nog door niemand gekozen, terwijl het werk erom vraagt.") == 9
    assert "zegt niets over wat mensen kunnen" in text


def test_each_kernopgave_says_who_chose_it_and_which_competenties_are_missing() -> None:
    """Only where somebody chose the kernopgave."""
    text = section("Kernopgaven")
    assert "e. Omgaan met wisselend beleid van gemeenten 1 persoon: Bram Verzonnen (1002) Bijdragen aan" in text
    assert text.count("Nog door niemand gekozen: ") == 2


# --- the page itself -----------------------------------------------------------------------------------------------


def test_what_people_typed_is_text() -> None:
    """No name becomes markup (faults.md 3)."""
    html = html_of(team())
    assert "Chaima &lt;i&gt;Schuin&lt;/i&gt; &amp; Zn" in html
    assert "<i>" not in html


def test_the_page_is_complete_in_itself() -> None:
    """No script, nothing fetched from elsewhere, Dutch, source named."""
    page = everything()
    assert not [
        tag for tag, attrs in page.tags if tag in ("script", "link", "img", "iframe") or {"src", "href"} & attrs.keys()
    ]
    assert ("html", {"lang": "nl"}) in page.tags
    assert CATALOG.bron.vermelding in page.text


def test_headings_are_in_order_and_everything_stands_in_a_landmark() -> None:
    """What a screen reader needs to find its way."""
    tags = everything().tags
    levels = [int(tag[1]) for tag, _ in tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in tags if tag == "th")
    assert [tag for tag, _ in tags if tag in ("header", "main", "footer")] == ["header", "main", "footer"]


def test_every_coloured_mark_has_words_with_enough_contrast() -> None:
    """Colour is never the only sign."""
    html = html_of(team())
    assert all(words.strip() for words in re.findall(r'<span class="merk \w+">(.*?)</span>', html))
    fills = [fill for name, fill in re.findall(r"^\.(\w+) { background: (#\w{6}); }$", html, re.M)]
    assert len(fills) == 5
    assert all(contrast("#1c262c", fill) >= 4.5 for fill in [*fills, "#fff7e0"])


@pytest.mark.parametrize("sample", [crowd(0), empty_steunpunt()])
def test_without_forms_nothing_is_said_of_absence(sample: tuple[Beoordeeld, Analyse]) -> None:
    """A steunpunt that was only just set up has a page too."""
    page = Page(html_of(*sample))
    assert "Er telt nog geen formulier mee." in section("Bij afwezigheid", page)
    assert "Als " not in section("Bij afwezigheid", page)


def test_another_catalog_gives_another_page(tmp_path: Path) -> None:
    """What the catalog does not have, has no section."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, "utf-8")
    small = load_catalog(path)
    judged = choose(beoordeeld("1001 36: w1 4 | b1 1", "1002 36: b1 1", van=steunpunt("T1")), {"1002": "K1 K2"})
    page = Page(make_dekkingspagina(make_rapport(judged, analysed(judged, catalog=small), small, PERIODE)))
    assert "w1. Oproepen schrijven 4 uur per week valt stil" in section("Bij afwezigheid", page)
    assert "K2. Toont lef 1 persoon: Medewerker 1002 (1002) Wel gekozen, maar het gekozen werk noemt" in page.text
    assert "Kernopgaven van het team" not in page.sections
    assert "© Testuitgever, Klein profiel, 2020" in page.text


def test_the_same_content_gives_the_same_page() -> None:
    """An unchanged rerun writes nothing."""
    assert html_of(team()) == html_of(replace(team()))
