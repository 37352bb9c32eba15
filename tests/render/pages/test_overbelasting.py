"""The overload report: every signal with its reason and advice, nothing said of whom nothing is known."""

import datetime as dt
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.analysis.rapport import make_rapport
from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.messages import show_signaal
from pipeline.definitions.rules import load_rules
from pipeline.model.analysed import Analyse, Dekking, Omvang, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Beoordeeld
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.render.pages.overbelasting import make_overbelasting
from tests.support.helpers import SMALL_CATALOG
from tests.support.samples_reports import (
    CATALOG,
    PERIODE,
    SIGNALEN,
    analyse,
    crowd,
    empty_steunpunt,
    oordeel,
    steunpunt,
)

VOID = {"meta", "br", "rect", "line"}
ANNA, BRAM, CARLA = (
    Medewerker("1", "Anna Voorbeeld", "bemiddelaar", 24.0),
    Medewerker("2", "Bram Verzonnen", "bemiddelaar", 30.0),
    Medewerker("3", "Carla Bedacht", "bemiddelaar", 36.0),
)
O1_ROOD = Signaal("1", "O1", "rood", {"uren": "26", "contract": "24", "over": "2"})


class Page(HTMLParser):
    """What a reader gets: text by section (the h2 above it), tags with their attributes, and whether tags close."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sections: dict[str, str] = {"": ""}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember the tag; a new h2 begins a section."""
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A closed svg shape."""
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        """Tags close in the order in which they were opened."""
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text that is read, with single spaces."""
        if "h2" in self._open:
            self.sections[data] = ""
        elif "style" not in self._open and data.strip():
            last = [*self.sections][-1]
            self.sections[last] = f"{self.sections[last]} {' '.join(data.split())}".strip()

    @property
    def text(self) -> str:
        """All text."""
        return " ".join([*self.sections, *self.sections.values()])

    def labels(self) -> list[str]:
        """What a screen reader says of the bars."""
        return [attrs["aria-label"] or "" for tag, attrs in self.tags if tag == "svg" and "aria-label" in attrs]


def html_of(beoordeeld: Beoordeeld, found: Analyse, catalog: Catalog = CATALOG) -> str:
    """The report with the shipped thresholds."""
    return make_overbelasting(make_rapport(beoordeeld, found, catalog, PERIODE), load_rules())


def everything() -> Page:
    """The report of the steunpunt in which everything occurs."""
    return Page(html_of(steunpunt(), analyse()))


def trio(uren: dict[str, dict[str, float | None]], *signalen: Signaal) -> Page:
    """The report of Anna, Bram and Carla with these hours per kerntaak."""
    team = (ANNA, BRAM, CARLA)
    omvang = tuple(
        Omvang(
            m.personeelsnummer,
            m.contracturen,
            sum(u or 0 for u in taken.values()),
            len(taken),
            [*taken.values()].count(None),
        )
        for m in team
        for taken in [uren.get(m.personeelsnummer, {})]
    )
    codes = dict.fromkeys(code for taken in uren.values() for code in taken)
    rows = tuple(
        Dekking(code, None, "gedekt", {nummer: taken[code] for nummer, taken in uren.items() if code in taken})
        for code in codes
    )
    return Page(
        html_of(Beoordeeld(Steunpunt("x", "X", team=team), tuple(map(oordeel, team))), Analyse(rows, omvang, signalen))
    )


def test_the_figures_on_top_count_forms_and_signals() -> None:
    """Accepted signals apart: the orange one has an agreement."""
    figures = "5 van 7 formulieren meegeteld 1 rood 0 oranje 1 niet te beoordelen 1 met een afspraak"
    assert everything().sections[""].endswith(figures)


# --- overview ------------------------------------------------------------------------------------------------------


def test_the_overview_gives_hours_against_contract_in_words() -> None:
    """What the bar shows is also said in figures, the Dutch way (faults.md 18)."""
    overview = everything().sections["In één oogopslag"]
    assert "4,25 uur boven het contract" in overview
    assert "6,7 uur over" in overview
    assert "contract onbekend 5 taken zonder uren" in overview
    assert "hoogstens 2 uur over 1 taak zonder uren" in overview


def test_every_bar_says_its_figures_to_a_screen_reader() -> None:
    """A picture without words says nothing to who cannot see it."""
    assert everything().labels() == [
        "28,25 uur aan taken, contract 24 uur",
        "21 uur aan taken, contract 32 uur",
        "34 uur aan taken, contract 36 uur",
        "13,3 uur aan taken, contract 20 uur",
        "0 uur aan taken, contract onbekend",
    ]


def test_bars_share_one_scale_and_mark_the_contract() -> None:
    """36 hours is the longest here: 24 contract hours end at two thirds, 28.25 hours pass that mark."""
    html = html_of(steunpunt(), analyse())
    anna = html[html.index('aria-label="28,25') :].split("</svg>")[0]
    assert '<line x1="66.67%"' in anna
    assert re.search(r'<rect x="66.67%" y="19" width="11.81%" height="20" fill="url\(#teveel\)"/>', anna)
    assert html.count('fill="url(#teveel)"') == 1


def test_hours_that_fill_the_contract_exactly_are_not_too_many() -> None:
    """A rounding error of a sum is no overload."""
    page = trio({"1": {"a": 24.0 + 1e-12}})
    assert "boven het contract" not in page.sections["In één oogopslag"]
    assert "0 uur over" in page.sections["In één oogopslag"]


def test_who_has_no_accepted_form_gets_no_judgement() -> None:
    """Missing is not the same as in order."""
    overview = everything().sections["In één oogopslag"]
    assert "Evert Zonderformulier (0105) medewerker formulier ontbreekt niet bekend niets over te zeggen" in overview
    assert "Fatima Afgekeurd (0106) medewerker formulier afgekeurd niet bekend niets over te zeggen" in overview


def test_what_cannot_be_judged_is_never_without_signal() -> None:
    """O4 is shown as such, beside people without any signal."""
    overview = everything().sections["In één oogopslag"]
    assert overview.endswith("contract onbekend 5 taken zonder uren Niet te beoordelen")
    assert overview.count("Geen signaal") == 2


# --- per employee --------------------------------------------------------------------------------------------------


def test_every_signal_is_in_the_report_with_its_number_and_words() -> None:
    """What was seen, why it is a signal, what can be agreed; for accepted ones what was seen."""
    page = everything()
    for signaal in SIGNALEN:
        texts = show_signaal(signaal)
        assert signaal.personeelsnummer in page.text
        assert texts.tekst in page.text
        assert signaal.aanvaard or (texts.waarom in page.text and texts.advies in page.text)


def test_a_signal_is_the_start_of_a_conversation() -> None:
    """The report says so before anything else."""
    assert "Een signaal is het begin van een gesprek, nooit een oordeel." in everything().sections[""]


def test_colleagues_with_room_are_ranked_by_hours_left() -> None:
    """Carla has 26 hours left, Bram 20; both by name and number."""
    page = trio({"1": {"a": 26.0}, "2": {"a": 10.0}, "3": {"b": 10.0}}, O1_ROOD)
    talk = page.sections["Waarover in gesprek?"]
    assert "de meeste ruimte eerst: Carla Bedacht (3) : 26 uur over Bram Verzonnen (2) : 20 uur over" in talk


def test_each_task_names_who_with_room_does_it_already() -> None:
    """The largest task first; a task that nobody with room knows is said to be so."""
    page = trio({"1": {"b": 4.0, "a": 22.0}, "2": {"a": 10.0}, "3": {"a": 40.0}}, O1_ROOD)
    talk = page.sections["Waarover in gesprek?"]
    task, other = f"a. {CATALOG.kerntaak['a'].naam}", f"b. {CATALOG.kerntaak['b'].naam}"
    assert f"{task} 22 Bram Verzonnen (2) {other} 4 nog niemand van hen" in talk


def test_tasks_of_everybody_are_not_for_others() -> None:
    """What is part of every profile cannot be handed over."""
    always = next(iter(sorted(CATALOG.altijd)))
    talk = trio({"1": {"a": 20.0, always: 6.0}, "2": {always: 1.0}}, O1_ROOD).sections["Waarover in gesprek?"]
    assert CATALOG.kerntaak["a"].naam in talk
    assert CATALOG.kerntaak[always].naam not in talk


@pytest.mark.parametrize(
    "signalen",
    [
        (Signaal("2", "O4", "info", {"oorzaak": "x"}),),
        (
            Signaal(
                "2", "O1", "rood", {"uren": "1", "contract": "1", "over": "1"}, Afspraak("2", "O1", "r", dt.date.max)
            ),
        ),
    ],
)
def test_who_has_a_signal_is_not_asked_to_take_more(signalen: tuple[Signaal, ...]) -> None:
    """Also when it is accepted, or when nothing could be judged."""
    talk = trio({"1": {"a": 26.0}, "2": {"a": 1.0}, "3": {"a": 36.0}}, O1_ROOD, *signalen).sections[
        "Waarover in gesprek?"
    ]
    assert "Niemand: voor zover bekend" in talk
    assert "Bram Verzonnen" not in talk


def test_room_beside_tasks_without_hours_is_at_most_that() -> None:
    """Unknown hours may still take the room."""
    talk = trio({"1": {"a": 26.0}, "2": {"a": 29.0, "b": None}, "3": {"a": 36.0}}, O1_ROOD).sections[
        "Waarover in gesprek?"
    ]
    assert "Bram Verzonnen (2) : 1 uur over (hoogstens: 1 taak zonder uren)" in talk


def test_a_lone_worker_has_no_colleagues() -> None:
    """O3 is shown also when the form is missing, so that no hours are known."""
    beoordeeld = Beoordeeld(Steunpunt("x", "X", team=(ANNA,)), ontbrekend=("1",))
    page = Page(html_of(beoordeeld, Analyse((), (), (Signaal("1", "O3", "rood"),))))
    assert "Anna Voorbeeld (1) bemiddelaar Rood Alleen werken met alle basisfuncties (O3)" in page.text
    with_form = Beoordeeld(Steunpunt("x", "X", team=(ANNA,)), (oordeel(ANNA),))
    row = Dekking("a", "BF1", "kwetsbaar", {"1": 4.0})
    page = Page(html_of(with_form, Analyse((row,), (Omvang("1", 24.0, 4.0, 1, 0),), (Signaal("1", "O3", "rood"),))))
    assert "Er zijn geen collega's in dit team" in page.text


# --- agreements, gaps ----------------------------------------------------------------------------------------------


def test_an_accepted_signal_stands_apart_with_reason_and_end() -> None:
    """It is no longer something to talk about, but stays in sight (design.md 3.5)."""
    page = everything()
    assert "Chaima <i>Schuin</i> & Zn (0103) O1 oranje" in page.sections["Met een afspraak"]
    assert "Bezuinigd <b>tot</b> de zomer 1 maart 2027" in page.sections["Met een afspraak"]
    assert "Chaima" not in page.sections["Waarover in gesprek?"]


def test_an_expired_agreement_is_mentioned_with_its_signal() -> None:
    """It is a signal again, and the reader knows that something had been agreed."""
    talk = everything().sections["Waarover in gesprek?"]
    assert "De afspraak hierover is verlopen." in talk
    assert "tot en met 30 september 2026: “Tijdelijk extra werk”" in talk


def test_an_accepted_gap_is_no_open_question() -> None:
    """O4 with a valid agreement stands with the agreements only."""
    covered = Signaal("1", "O4", "info", {"oorzaak": "x"}, Afspraak("1", "O4", "Nieuw in dienst", dt.date(2027, 1, 31)))
    page = trio({"1": {"a": None}}, covered)
    assert "Niet te beoordelen" not in page.sections
    assert "Nieuw in dienst 31 januari 2027" in page.sections["Met een afspraak"]


def test_what_could_not_be_judged_says_why() -> None:
    """O4 has its own section."""
    section = everything().sections["Niet te beoordelen"]
    assert "Guus Onbekend (0107) De omvang is niet te beoordelen: de contracturen zijn niet bekend." in section


def test_forms_that_do_not_count_are_listed() -> None:
    """Missing, rejected, and a file that belongs to nobody known."""
    section = everything().sections["Formulieren die niet meetellen"]
    assert "Evert Zonderformulier (0105) formulier ontbreekt" in section
    assert "Fatima Afgekeurd (0106) formulier afgekeurd formulieren/0106.xlsx" in section
    assert "niet bekend formulier niet leesbaar formulieren/=oud.xls" in section


def test_thresholds_in_the_text_are_those_of_the_rules() -> None:
    """HR may have changed them."""
    rules = load_rules()
    changed = rules.model_copy(update={"o1": rules.o1.model_copy(update={"oranje_vanaf": 0.85})})
    rapport = make_rapport(steunpunt(), analyse(), CATALOG, PERIODE)
    assert "Oranje vanaf 85 % van het contract" in make_overbelasting(rapport, changed)


def test_without_signals_that_is_said() -> None:
    """No empty headings: what does not occur has no section."""
    page = Page(html_of(*crowd(3)))
    assert "Er is geen rood of oranje signaal" in page.sections["Waarover in gesprek?"]
    assert [*page.sections] == ["", "In één oogopslag", "Waarover in gesprek?", "Zo is gerekend"]


def test_without_forms_nothing_is_judged() -> None:
    """Nobody is without signal when nothing is known."""
    page = Page(html_of(*empty_steunpunt()))
    assert "Er telt nog geen formulier mee." in page.sections["Waarover in gesprek?"]
    assert "Geen signaal" not in page.text


def test_without_a_team_there_is_a_report() -> None:
    """A steunpunt that was only just set up."""
    assert "Er staat nog geen medewerker in het teambestand." in Page(html_of(*crowd(0))).text


# --- the page itself -----------------------------------------------------------------------------------------------


def test_what_people_typed_is_text() -> None:
    """No name becomes markup (faults.md 3)."""
    html = html_of(steunpunt(), analyse())
    assert "Chaima &lt;i&gt;Schuin&lt;/i&gt; &amp; Zn" in html
    assert "<i>" not in html and "<b>" not in html


def test_the_page_is_complete_in_itself() -> None:
    """No script, nothing fetched from elsewhere, Dutch, source named."""
    page = everything()
    assert not [
        tag for tag, attrs in page.tags if tag in ("script", "link", "img", "iframe") or {"src", "href"} & attrs.keys()
    ]
    assert ("html", {"lang": "nl"}) in page.tags
    assert "@import" not in html_of(steunpunt(), analyse())
    assert CATALOG.bron.vermelding in page.text


def test_headings_are_in_order_and_table_headers_have_a_scope() -> None:
    """What a screen reader needs to find its way."""
    page = everything()
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(attrs.get("scope") in ("col", "row") for tag, attrs in page.tags if tag == "th")


def test_text_on_colour_has_enough_contrast() -> None:
    """At least 4.5 for every class that sets both colours."""
    style = html_of(steunpunt(), analyse()).split("<style>")[1].split("</style>")[0]
    pairs = re.findall(r"background: (#\w{6}); border-color: #\w{6}; color: (#\w{6})", style)
    assert len(pairs) == 4
    muted = "#55636c"
    assert muted in style
    assert all(
        contrast(*pair) >= 4.5 for pair in [*pairs, (muted, "#ffffff"), (muted, "#f6f8f9"), ("#2f6485", "#ffffff")]
    )


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 defines it."""
    dark, light = sorted(map(luminance, (one, other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of a colour like #1F3A4D."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_another_catalog_gives_another_report(tmp_path: Path) -> None:
    """Names and source come from the catalog, and its always-present kerntaak stays with its owner."""
    path = tmp_path / "klein.yaml"
    path.write_text(SMALL_CATALOG, encoding="utf-8")
    beoordeeld = Beoordeeld(Steunpunt("x", "X", team=(ANNA, BRAM)), (oordeel(ANNA), oordeel(BRAM)))
    rows = (Dekking("w1", "T1", "kwetsbaar", {"1": 20.0}), Dekking("b1", "T2", "gedekt", {"1": 6.0, "2": 1.0}))
    omvang = (Omvang("1", 24.0, 26.0, 2, 0), Omvang("2", 30.0, 1.0, 1, 0))
    page = Page(html_of(beoordeeld, Analyse(rows, omvang, (O1_ROOD,)), load_catalog(path)))
    assert "w1. Oproepen schrijven 20 nog niemand van hen" in page.text
    assert "b1. Gesprekken voeren" not in page.text
    assert "© Testuitgever, Klein profiel, 2020" in page.text


def test_the_same_content_gives_the_same_page() -> None:
    """An unchanged rerun writes nothing; the order of the signals is that of the analysis."""
    assert html_of(steunpunt(), analyse()) == html_of(steunpunt(), replace(analyse()))
