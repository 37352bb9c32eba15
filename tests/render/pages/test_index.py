"""The start page: links to what is there, figures that add up, and what to do next."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from pipeline.definitions.report_words import counted
from pipeline.model.kept_run import RunAfspraak, RunFormulier, RunSignaal, RunSteunpunt, RunVervallen
from pipeline.render.pages.cards import Steunpuntstand, stand_of
from pipeline.render.pages.index import FEW_STEUNPUNTEN, make_index
from tests.conftest import Run
from tests.support.samples_reports import CATALOG, PERIODE

TREND = [(PERIODE, {"gedekt": 1})]


def steunpunt(map_: str = "zonnedael", naam: str = "Steunpunt Zonnedael", **changes: object) -> RunSteunpunt:
    """A steunpunt of run.json in which all is well."""
    well = {"map": map_, "naam": naam, "status": "gelezen", "formulieren": (), "overbelasting": ()}
    return RunSteunpunt.model_validate(well | changes)


def stand(*bestanden: str, **fields: object) -> Steunpuntstand:
    """What the page says of that steunpunt, where every profile wants a signature."""
    run_steunpunt = steunpunt(**fields)  # type: ignore[arg-type]
    signed = sum(form.profiel is not None for form in run_steunpunt.formulieren)
    return stand_of(run_steunpunt, bestanden, signed, CATALOG.gedeeld)


def index(
    *standen: Steunpuntstand,
    koepel: Iterable[str] = (),
    trend: Sequence[tuple[str, dict[str, int]]] = TREND,
    vervallen: Sequence[RunVervallen] = (),
) -> str:
    """The page."""
    return make_index(PERIODE, standen, [], trend, koepel, vervallen, CATALOG.bron)  # type: ignore[arg-type]


def links(html: str) -> list[str]:
    """The addresses on the page that lead elsewhere, as they are written."""
    return [unescape(found) for found in re.findall(r'href="([^"#][^"]*)"', html)]


def steps(html: str) -> list[str]:
    """What is to be done, in words."""
    todo = html.split('<ol class="stappen">')[1].split("</ol>")[0]
    return [re.sub(r"\s+", " ", re.sub("<[^>]+>", "", step)) for step in re.findall("<li>(.*?)</li>", todo)]


def forms(*statuses: str) -> list[RunFormulier]:
    """Forms of run.json with these statuses; the accepted ones have a profile."""
    profielen = {"goedgekeurd": "p.docx"}
    return [
        RunFormulier(bestand="formulieren/1.xlsx", status=status, profiel=profielen.get(status), bevindingen=())  # type: ignore[arg-type]
        for status in statuses
    ]


def test_the_page_of_a_run_leads_to_every_file_that_people_open(example_run: Run) -> None:
    """Only what exists, and all of it but the files for programs and itself."""
    found = [unquote(link) for link in links((example_run.map / "index.html").read_text("utf-8"))]
    assert all((example_run.map / link).is_file() for link in found)
    made = {path for path in example_run.report["bestanden"] if not path.endswith(".json")}
    assert sorted(found) == sorted(made - {"index.html"})


def test_what_moved_away_is_named_by_its_reason() -> None:
    """With a link to where it is now; a page of a period where nothing moved says nothing of it."""
    where = [("s/b (x).txt", "vervallen/s/b (x) (2).txt", "Van een run."), ("a.txt", "vervallen/a.txt", "Gewijzigd.")]
    html = index(stand(), vervallen=[RunVervallen(was=was, nu=nu, reden=reden) for was, nu, reden in where])
    assert [unquote(link) for link in links(html)] == ["vervallen/a.txt", "vervallen/s/b (x) (2).txt"]
    assert re.findall(r"<summary>(.*?)</summary>\s*<ul class=.links.>\s*<li><a[^>]*>(.*?)</a>", html) == [
        ("Gewijzigd. (1)", "a.txt"),
        ("Van een run. (1)", "s/b (x).txt"),
    ]
    assert "vervallen" not in re.sub("<style.*?</style>", "", index(stand()), flags=re.DOTALL)


def test_run_json_names_the_start_page(example_run: Run) -> None:
    """So that a later run knows it for its own."""
    assert "index.html" in example_run.report["bestanden"]


def test_addresses_survive_every_sign_in_a_name() -> None:
    """A # or % cuts an address off, a colon makes it a program's."""
    paths = ['a:b c/50% #1/profielen/1-Zoë & "Zn" <i>?.docx', "a:b c/50% #1/taakdekking.xlsx"]
    found = links(index(stand(*paths, map_="a:b c/50% #1")))
    assert {unquote(link) for link in found} == {*paths}
    assert all(re.fullmatch(r"[\w./%~-]+", link, re.ASCII) for link in found)


def test_files_for_programs_are_not_shown() -> None:
    """antwoorden.json is read by the next run, not by people."""
    assert links(index(stand("zonnedael/antwoorden.json", "zonnedael/taakdekking.xlsx"))) == [
        "zonnedael/taakdekking.xlsx"
    ]


def test_documents_are_called_by_name_and_kind() -> None:
    """A document that the page does not know yet has its file name."""
    html = index(stand("zonnedael/verantwoording.docx", "zonnedael/nieuw.pdf", "zonnedael/los.txt"))
    assert '<a href="zonnedael/verantwoording.docx">Verantwoording (Word)</a>' in html
    assert '<a href="zonnedael/nieuw.pdf">nieuw (PDF)</a>' in html
    assert '<a href="zonnedael/los.txt">los.txt</a>' in html


def test_documents_stand_in_the_same_order_everywhere() -> None:
    """Coverage, overload, then what is only there sometimes."""
    names = ["verantwoording.docx", "overbelasting.html", "anders.pdf", "taakdekking.xlsx", "taakdekking.html"]
    assert links(index(stand(*(f"zonnedael/{name}" for name in names)))) == [
        "zonnedael/taakdekking.html",
        "zonnedael/taakdekking.xlsx",
        "zonnedael/overbelasting.html",
        "zonnedael/verantwoording.docx",
        "zonnedael/anders.pdf",
    ]


def test_a_steunpunt_below_another_keeps_its_own_documents() -> None:
    """Folders of steunpunten may lie in each other."""
    html = index(stand("a/profielen/1.docx", map_="a", naam="A"), stand("a/b/profielen/2.docx", map_="a/b", naam="B"))
    assert html.count("<summary>Profielen (1)</summary>") == 2


def test_the_figures_add_up_over_the_steunpunten() -> None:
    """Accepted, rejected and unreadable together, missing."""
    one = stand(formulieren=forms("goedgekeurd", "afgekeurd"), ontbrekend=["7"])
    two = stand(map_="x", formulieren=forms("goedgekeurd", "onleesbaar"))
    html = index(one, two)
    assert "<strong>2</strong> formulieren goedgekeurd" in html
    assert "<strong>2</strong> afgekeurd of niet leesbaar" in html
    assert "<strong>1</strong> ontbreekt" in html


def waiting(html: str) -> list[list[str]]:
    """The rows of who is waited for, in words."""
    rows = re.findall(
        r"<tr role=.row.>(.*?)</tr>", html.partition("kaarten wachten")[2].partition("</table>")[0], re.DOTALL
    )
    cells = [re.findall(r"<t[hd] [^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows[1:]]
    return [[re.sub("<[^>]+>", "", cell) for cell in row] for row in cells]


def test_who_is_not_back_stands_by_leidinggevende() -> None:
    """One of two steunpunten has a row in each, for no text is of both; who waits for nothing is not there."""
    lies = {
        "herinnering": "zonnedael/herinneringen/Lies.txt",
        "uitgedeeld": ["1"],
        "te_verbeteren": ["2"],
        "gereed": ["3"],
    }
    nobody = {"herinnering": "x/herinneringen/a.txt", "ontbreekt": ["4"], "terug": ["5"]}
    one = stand(terugkeer=[{"gereed": ["9"]}, lies])
    two = stand(map_="x", naam="Twee", terugkeer=[nobody, {**lies, "herinnering": None}])
    html = index(replace(one, leidinggevenden=("Anna", "Lies")), replace(two, leidinggevenden=("", "lies")))
    assert waiting(html) == [
        ["Lies", "Steunpunt Zonnedael", "3", "2", "1", "1", "herinnering"],
        ["lies", "Twee", "3", "2", "1", "1", ""],
        ["zonder leidinggevende", "Twee", "1", "1", "0", "0", "herinnering, 1 zonder formulier"],
    ]
    assert "zonnedael/herinneringen/Lies.txt" in links(html)
    assert waiting(index(stand())) == []


def test_what_to_do_next_is_said_with_its_number_and_place() -> None:
    """The place with most of it first."""
    one = stand(naam="Een", formulieren=forms("afgekeurd"))
    two = stand(map_="x", naam="Twee", formulieren=forms("afgekeurd", "afgekeurd", "goedgekeurd"), ontbrekend=["7"])
    assert steps(index(one, two)) == [
        "Stuur 3 afgekeurde formulieren terug.Bij Twee, Een",
        "Vraag 1 formulier op dat nog ontbreekt.Bij Twee",
        "Laat 1 profiel ondertekenen.Bij Twee",
    ]


def test_an_agreement_closes_a_signal_until_it_expires() -> None:
    """Like everywhere: accepted signals are no longer to be talked about."""
    afspraak = RunAfspraak(reden="r", geldig_tot=dt.date(2027, 1, 1))
    held = RunSignaal(personeelsnummer="1", code="O1", ernst="rood", tekst="", afspraak=afspraak)
    open_ = RunSignaal(personeelsnummer="1", code="O2", ernst="oranje", tekst="")
    html = index(stand(overbelasting=[held, open_, held.model_copy(update={"verlopen": True})]))
    assert steps(html) == ["Voer een gesprek over 1 rood signaal.", "Voer een gesprek over 1 oranje signaal."]


def test_when_nothing_is_to_be_done_that_is_said() -> None:
    """No empty list."""
    assert "Er is niets meer te doen" in index(stand())


def test_an_unreadable_team_workbook_comes_first() -> None:
    """Nothing of that steunpunt counts until it is mended."""
    html = index(stand(status="onleesbaar", formulieren=forms("onleesbaar")))
    assert (
        steps(html)[0] == "Herstel 1 steunpunt waarvan het teambestand, de map of de instellingen niet te lezen zijn."
    )
    assert '<span class="merk rood">niet te lezen</span>' in html


def test_coverage_is_added_up_per_group(example_run: Run) -> None:
    """Over all steunpunten; names come from the catalog, and the kerntaken of no basisfunctie have their own line."""
    rows = [row for steunpunt in example_run.report["steunpunten"] for row in steunpunt["dekking"]]
    html = (example_run.map / "index.html").read_text("utf-8")
    shared = [row for row in rows if row["kerntaak"] not in ("u", "v")]
    groepen = [g for g in CATALOG.groepen if any(CATALOG.kerntaak[row["kerntaak"]].groep == g.code for row in shared)]
    assert len(groepen) > len(CATALOG.te_kiezen)
    for groep in groepen:
        counts = Counter(row["status"] for row in shared if CATALOG.kerntaak[row["kerntaak"]].groep == groep.code)
        assert f'aria-label="{groep.naam}: {counted(counts)}"' in html


def test_umbrellas_stand_apart_however_they_are_spelled() -> None:
    """One heading per koepel, steunpunten by name below it."""
    html = index(
        stand(map_="c", naam="C", koepel="Noord"),
        stand(map_="b", naam="B", koepel="noord"),
        stand(map_="a", naam="A"),
    )
    assert re.findall(r"<h3>(.*?) <|class=\"naam\">(.*?)<", html) == [
        ("Zonder koepel", ""),
        ("", "A"),
        ("noord", ""),
        ("", "B"),
        ("", "C"),
    ]


def test_the_overview_of_the_umbrella_is_there_when_it_was_made() -> None:
    """With one steunpunt there is none."""
    assert "koepel/overzicht.xlsx" in links(index(stand(), stand(map_="x"), koepel=["koepel/overzicht.xlsx"]))
    assert "Alle steunpunten samen" not in index(stand())


def test_many_steunpunten_are_closed_and_few_open() -> None:
    """A thousand rows stay one page to look through."""
    many = [stand(map_=f"m{n}", naam=f"S {n}") for n in range(FEW_STEUNPUNTEN + 1)]
    assert not re.search(r"<details[^>]* open", index(*many))
    assert len(re.findall(r"<details[^>]* open", index(*many[1:]))) == FEW_STEUNPUNTEN


def test_a_thousand_steunpunten_stay_light() -> None:
    """Ten profiles each: about 2.5 kB a steunpunt."""
    many = [
        stand(
            *(f"regio/steunpunt-{n:04}/profielen/{k}-Anna Voorbeeld.docx" for k in range(10)),
            map_=f"regio/steunpunt-{n:04}",
        )
        for n in range(1000)
    ]
    assert len(index(*many)) < 2_500_000


def test_the_same_figures_give_the_same_page() -> None:
    """In whatever order the steunpunten come."""
    one, two = stand(naam="Een"), stand(map_="x", naam="Twee")
    assert index(one, two) == index(two, one)


def test_a_profile_that_is_there_as_word_and_as_pdf_counts_once() -> None:
    """--pdf doubles the files, not the profiles."""
    html = index(stand("zonnedael/profielen/1001-Bo.docx", "zonnedael/profielen/1001-Bo.pdf"))
    assert "<summary>Profielen (1)</summary>" in html
    assert "<strong>1</strong> profiel gemaakt" in html
    assert len([link for link in links(html) if "1001" in link]) == 2
