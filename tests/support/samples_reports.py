"""Steunpunten made by hand for the tests of the reports. Every name is invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.analysed import Analyse, Dekking, Dekkingstatus, Omvang, Signaal
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding
from pipeline.model.judged import Antwoorden, Beoordeeld, Oordeel, Status
from pipeline.model.samenvatting import Samenvatting, Taakcijfer
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import Werkmap

CATALOG = shipped_catalog()
PERIODE = "2026-11"
TEAM = (
    Medewerker("0101", "Anna Voorbeeld", "bemiddelaar", 24.0),
    Medewerker("0102", "Bram de Verzonnen-Naam", "makelaar maatschappelijke stage", 32.0),
    Medewerker("0103", "Chaima <i>Schuin</i> & Zn", "coördinator steunpunt vrijwilligerswerk", 36.0),
    Medewerker("0104", '=HYPERLINK("http://x","klik")', "medewerker vacaturebank", 20.0),
    Medewerker("0105", "Evert Zonderformulier", "medewerker", 16.0),
    Medewerker("0106", "Fatima Afgekeurd", "medewerker", None),
    Medewerker("0107", "Guus Onbekend", "medewerker", None),
)
# who has which kerntaak, with hours (None: unknown)
UREN: dict[str, dict[str, float | None]] = {
    "0101": {"a": 4.0, "c": 4.5, "e": 8.0, "g": 4.0, "j": 4.0, "q": 1.5, "u": 1.0, "v": 1.25},
    "0102": {"a": 2.0, "h": 6.0, "i": 4.0, "j": 3.0, "k": 3.0, "p": 0.0, "q": 1.0, "u": 1.0, "v": 1.0},
    "0103": {"b": 6.0, "h": 10.0, "i": 8.0, "t": None, "r": 8.0, "q": 1.0, "u": 0.5, "v": 0.5},
    "0104": {"e": 6.0, "f": 4.0, "j": 0.1 + 0.2, "q": 1.0, "u": 1.0, "v": 1.0},
    "0107": {"a": None, "m": None, "q": None, "u": None, "v": None},
}
UITGEVOERD = frozenset({"BF1", "BF2", "BF3", "BF5"})
BEHOEFTE = {"h": 12.0, "k": 6.0}


def werkmap(bestand: str) -> Werkmap:
    """A form as read, without content."""
    return Werkmap(bestand, "0" * 64, {}, {}, {})


def oordeel(
    medewerker: Medewerker | None, status: Status = "goedgekeurd", *findings: Finding, bestand: str = ""
) -> Oordeel:
    """A form and what became of it, named after the person."""
    nummer = medewerker.personeelsnummer if medewerker else None
    file = bestand or f"formulieren/{nummer}.xlsx"
    accepted = Antwoorden(file, "0" * 64, medewerker) if medewerker and status == "goedgekeurd" else None
    return Oordeel(werkmap(file), status, nummer, findings, accepted)


def dekking(
    uren: Mapping[str, Mapping[str, float | None]],
    uitgevoerd: frozenset[str] = UITGEVOERD,
    voorbehoud: tuple[str, ...] = (),
    boven_contract: tuple[str, ...] = (),
    catalog: Catalog = CATALOG,
) -> tuple[Dekking, ...]:
    """Coverage of every kerntaak by the simplest reading of the rules; enough for a report to show."""
    rows = []
    for kerntaak in catalog.kerntaken:
        holders = {nummer: taken[kerntaak.code] for nummer, taken in uren.items() if kerntaak.code in taken}
        groep = catalog.basisfunctie(kerntaak)
        in_scope = groep in uitgevoerd or kerntaak.altijd or bool(holders and groep is None)
        status = _status(in_scope, holders, BEHOEFTE.get(kerntaak.code))
        over = tuple(nummer for nummer in holders if nummer in boven_contract)
        open_for = voorbehoud if status in ("ongedekt", "kwetsbaar", "op_papier") else ()
        rows.append(Dekking(kerntaak.code, groep, status, holders, BEHOEFTE.get(kerntaak.code), over, open_for))
    return tuple(rows)


def _status(in_scope: bool, holders: Mapping[str, float | None], behoefte: float | None) -> Dekkingstatus:
    if not in_scope:
        return "niet_gekozen"
    if not holders:
        return "ongedekt"
    known = [uren for uren in holders.values() if uren is not None]
    if len(known) == len(holders) and (sum(known) == 0 or sum(known) < (behoefte or 0)):
        return "op_papier"
    return "kwetsbaar" if len(holders) == 1 else "gedekt"


def omvang(team: Sequence[Medewerker], uren: Mapping[str, Mapping[str, float | None]]) -> tuple[Omvang, ...]:
    """Hours of everybody with an accepted form."""
    return tuple(
        Omvang(
            m.personeelsnummer,
            m.contracturen,
            sum(value or 0 for value in uren[m.personeelsnummer].values()),
            len(uren[m.personeelsnummer]),
            sum(value is None for value in uren[m.personeelsnummer].values()),
        )
        for m in team
        if m.personeelsnummer in uren
    )


FOUT = Finding(
    "uren_onleesbaar", Address("formulieren/0106.xlsx", "Kerntaken", "F7"), {"waar": "", "teken": ""}, "a", "uren"
)
ONTBREEKT = Finding("formulier_ontbreekt", Address(), {"personeelsnummer": "0105"})
GELDIG = Afspraak("0103", "O1", "Bezuinigd <b>tot</b> de zomer", dt.date(2027, 3, 1))
VERLOPEN = Afspraak("0101", "O1", "Tijdelijk extra werk", dt.date(2026, 9, 30))
SIGNALEN = (
    Signaal("0101", "O1", "rood", {"uren": "28,25", "contract": "24", "over": "4,25"}, VERLOPEN, verlopen=True),
    Signaal(
        "0103",
        "O1",
        "oranje",
        {"uren": "34", "contract": "36", "zonder_uren": "1", "taken": "8", "grens": "90"},
        GELDIG,
    ),
    Signaal("0107", "O4", "info", {"oorzaak": "de contracturen zijn niet bekend"}),
)


def steunpunt() -> Beoordeeld:
    """A steunpunt in which everything occurs: over contract, unknown hours, missing and rejected forms."""
    accepted = [oordeel(m) for m in TEAM if m.personeelsnummer in UREN]
    rejected = [oordeel(TEAM[5], "afgekeurd", FOUT), oordeel(None, "onleesbaar", bestand="formulieren/=oud.xls")]
    return Beoordeeld(
        Steunpunt("zonnedael", "Steunpunt Zonnedael", "Voorbeeldstad", "", UITGEVOERD, TEAM, BEHOEFTE),
        (*accepted, *rejected),
        (ONTBREEKT,),
        ("0105",),
    )


def analyse() -> Analyse:
    """What the reports tell of `steunpunt`."""
    return Analyse(dekking(UREN, voorbehoud=("0105", "0106"), boven_contract=("0101",)), omvang(TEAM, UREN), SIGNALEN)


def empty_steunpunt() -> tuple[Beoordeeld, Analyse]:
    """The same team, but no form at all has come in."""
    nummers = tuple(m.personeelsnummer for m in TEAM)
    beoordeeld = Beoordeeld(Steunpunt("leeg", "Steunpunt Leeg", uitgevoerd=UITGEVOERD, team=TEAM), ontbrekend=nummers)
    return beoordeeld, Analyse(dekking({}, voorbehoud=nummers), (), ())


def crowd(size: int) -> tuple[Beoordeeld, Analyse]:
    """A steunpunt of `size` people who share the kerntaken among them, nobody over contract."""
    team = tuple(Medewerker(f"{1000 + n}", f"Medewerker Nummer-{n}", "medewerker", 36.0) for n in range(size))
    codes = [kerntaak.code for kerntaak in CATALOG.kerntaken]
    uren = {
        m.personeelsnummer: {code: 2.5 for place, code in enumerate(codes) if (place + n) % 3 == 0 or place > 19}
        for n, m in enumerate(team)
    }
    beoordeeld = Beoordeeld(
        Steunpunt("groot", "Steunpunt Groot", "Voorbeeldstad", "", UITGEVOERD, team), tuple(oordeel(m) for m in team)
    )
    return beoordeeld, Analyse(dekking(uren), omvang(team, uren), ())


def samenvatting(map_: str, **changes: object) -> Samenvatting:
    """Figures of a small steunpunt in which all is well; `changes` are fields of Samenvatting."""
    steady = Samenvatting(
        map=map_,
        naam=f"Steunpunt {map_.title()}",
        gemeente="Voorbeeldstad",
        koepel="",
        leesbaar=True,
        medewerkers=3,
        goedgekeurd=3,
        afgekeurd=0,
        ontbrekend=0,
        uitgevoerd=frozenset(groep.code for groep in CATALOG.te_kiezen),
        kerntaken=cijfers(),
        signalen={"rood": 0, "oranje": 0, "info": 0},
        contracturen=90.0,
        uren=75.0,
    )
    return replace(steady, **changes)  # type: ignore[arg-type]


def cijfers(**taken: tuple[Dekkingstatus, int, float, float]) -> tuple[Taakcijfer, ...]:
    """Figures of every kerntaak: covered by two people with six hours and none left, but for those that are given.

    All holders have a part of what is left.
    """
    covered: tuple[Dekkingstatus, int, float, float] = ("gedekt", 2, 6.0, 0.0)
    rows = ((code, taken.get(code, covered)) for code in CATALOG.kerntaak)
    return tuple(Taakcijfer(code, *row, row[1]) for code, row in rows)
