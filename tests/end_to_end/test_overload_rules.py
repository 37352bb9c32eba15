"""A rule of overload is declared once, by its code: the run judges it, the form calculates it, the report tells it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from types import SimpleNamespace

import pytest

from pipeline.analysis.rapport import make_rapport
from pipeline.analysis.workload import REGELS, Gezien, Pakket, each
from pipeline.batch import analyse_steunpunt
from pipeline.definitions.catalog_file import load_catalog
from pipeline.definitions.layout import Controleregel, Geval, Layout, load_layout
from pipeline.definitions.messages import Signaalsoort, Signaaltekst, load_messages, show_rekenwijzen
from pipeline.definitions.rules import Rules, load_rules
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.definitions.verdeling_words import load_verdeling
from pipeline.excel.formulas import number
from pipeline.forms.invulschema import make_invulschema
from pipeline.forms.live.places import rekenblad
from pipeline.forms.live.signals import FORMULES, Gegevens, Lijn, Regelformules
from pipeline.forms.teambestand import make_teambestand
from pipeline.model.record import Record
from pipeline.render.pages.overbelasting import make_overbelasting
from tests.support.helpers import beoordeeld, medewerker, steunpunt
from tests.support.workbooks import listed, opened

FIRST_DAY = dt.date(2026, 11, 1)


# --- the rule O5: all that a new rule takes ------------------------------------------------------------------------


class O5(Record):
    """A made-up threshold: from so many kerntaken on a package is whole."""

    minstens: float


class MetO5(Rules):
    """The thresholds with that of O5."""

    o5: O5


def judged_small(pakket: Pakket) -> Iterator[Gezien]:
    """The judgement in the run."""
    assert isinstance(pakket.rules, MetO5)
    if pakket.meegeteld < pakket.rules.o5.minstens:
        yield pakket.ziet("oranje", taken=str(pakket.meegeteld))


def calculated_small(gegevens: Gegevens) -> tuple[str]:
    """The formula in the form."""
    assert isinstance(gegevens.rules, MetO5)
    return (f"({gegevens.totaal('eigen')}<{number(gegevens.rules.o5.minstens)})*1",)


def line_small(gegevens: Gegevens) -> Lijn:
    """Its line on Controle."""
    return Lijn(gegevens.totaal("eigen"), ((f"{gegevens.totaal('o5')}=1", "klein"), ("", "goed")))


DECLARED = Signaalsoort(
    naam="Een klein pakket",
    rekenwijze="oranje bij minder dan {minstens} kerntaken.",
    oranje=Signaaltekst(tekst="Er zijn maar {taken} taken.", waarom="Dat is weinig.", advies="Bespreek dit."),
)
LINE = Controleregel(
    key="klein",
    signaal="O5",
    onderdeel="Klein pakket",
    naar=("kerntaken", "gekozen"),
    gevallen={
        "klein": Geval(stand="oranje", tekst="Dat zijn weinig taken."),
        "goed": Geval(stand="goed", tekst="Genoeg taken."),
    },
)


@pytest.fixture
def met_o5(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """The product with one rule more, and a catalog of its own: what was drawn before is kept by catalog."""
    monkeypatch.setitem(load_messages().signalen, "O5", DECLARED)
    monkeypatch.setitem(REGELS, "O5", each(judged_small))
    monkeypatch.setitem(FORMULES, "O5", Regelformules(("o5",), calculated_small, line_small))
    layout: Layout = load_layout().model_copy(update={"controle": (*load_layout().controle, LINE)})
    rules = MetO5(**dict(load_rules()), o5=O5(minstens=3))
    return SimpleNamespace(layout=layout, rules=rules, catalog=load_catalog(SCHEMAS / "catalogs" / "bouwstenen.yaml"))


def test_a_new_rule_is_judged_and_explained(met_o5: SimpleNamespace) -> None:
    """The run finds it in who has two kerntaken and not in who has three; the report tells it and how it is judged."""
    judged = beoordeeld("1001 36: a 4 | b 4 | q 1 | u 1 | v 1", "1002 36: a 4 | b 4 | c 4 | q 1 | u 1 | v 1")
    analyse = analyse_steunpunt(judged, met_o5.catalog, met_o5.rules, FIRST_DAY)
    assert [(signaal.personeelsnummer, signaal.code, signaal.ernst) for signaal in analyse.signalen] == [
        ("1001", "O5", "oranje")
    ]
    page = make_overbelasting(make_rapport(judged, analyse, met_o5.catalog, "2026-11"), met_o5.rules)
    assert "Er zijn maar 2 taken." in page
    assert "<li><strong>Een klein pakket:</strong> oranje bij minder dan 3 kerntaken.</li>" in page


def test_a_new_rule_is_calculated_in_the_form(met_o5: SimpleNamespace) -> None:
    """Controle has its line, which goes by a total of its own; an agreement can be about it."""
    data = make_invulschema(met_o5.catalog, met_o5.layout, met_o5.rules, steunpunt("BF1"), medewerker())
    book = opened(data)
    (row,) = [row for row in book["Controle"].iter_rows() if row[0].value == "Klein pakket"]
    total = rekenblad(met_o5.catalog).totaal("o5")
    eigen = str(row[1].value).removeprefix("=")
    assert book["_stempel"][total.removeprefix("_stempel!").replace("$", "")].value == f"=({eigen}<3)*1"
    assert f"{total}=1" in row[2].value
    assert "Dat zijn weinig taken." in row[3].value
    team = opened(make_teambestand(met_o5.catalog, met_o5.layout, met_o5.rules, "Zonnedael"))
    assert listed(team, "lijst_signaal") == ["O1", "O2", "O3", "O4", "O5"]


# --- the rules that there are --------------------------------------------------------------------------------------


def test_every_declared_rule_is_judged_calculated_and_shown() -> None:
    """Texts, judgement, formulas and a line on Controle, found by the same code; no threshold is of another rule."""
    declared = [*load_messages().signalen]
    assert [*REGELS] == declared
    assert [*FORMULES] == declared
    assert [regel.signaal for regel in load_layout().controle if regel.signaal] == declared
    assert [
        *dict.fromkeys(sorted(key.partition("_")[0] for key in load_verdeling().oordelen if key[0] == "O"))
    ] == declared
    thresholds = {name for name in Rules.model_fields if re.fullmatch(r"o\d+", name)}
    assert thresholds <= {code.lower() for code in declared}


def test_how_a_rule_is_worked_out_names_every_threshold() -> None:
    """So the report changes with the settings."""
    rules = load_rules()
    for code, soort in load_messages().signalen.items():
        named = set(re.findall(r"{(\w+?)(?:_procent)?}", soort.rekenwijze))
        assert named == {key for key in rules.grenzen_van(code) if not key.endswith("_procent")}
    assert dict(show_rekenwijzen(rules))["Niet te beoordelen"].startswith("als meer dan 25 % van de gekozen taken")
