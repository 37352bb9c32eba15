"""The first sheet of next month's form: what still has to be looked at, each with its place and what to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.base.dutch import dutch_date, dutch_period
from pipeline.base.periods import last_day, next_month
from pipeline.definitions.layout import Blad, load_layout
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.report_words import listed
from pipeline.forms.carried import typed_answer
from pipeline.forms.drawing.cells import Cel, Merk
from pipeline.forms.drawing.draw import Drawing
from pipeline.forms.drawing.sheet import Rij, Tekening
from pipeline.model.analysed import Ernst
from pipeline.model.catalog import BLADEN, COMPETENTIES, KERNTAKEN
from pipeline.model.findings import Severity
from pipeline.model.judged import Keuze
from pipeline.model.kept_answers import KeptFormulier, KeptIngang
from pipeline.model.kept_run import RunSignaal, RunSteunpunt
from pipeline.model.steunpunt import Afspraak, Medewerker, Steunpunt
from pipeline.model.workbook import Plek, Value

FACTS = ("naam", "functienaam", "contracturen", "leidinggevende")  # the team workbook holds (design.md 2.2)
_REPAIRED = frozenset(  # warnings that a new form takes away by itself, or says better
    {
        *("verschil_team", "stempel_ontbreekt", "andere_naam_steunpunt"),
        *("andere_catalogusversie", "andere_formulierversie", "code_vervallen"),
    }
)
ONTWIKKELING = "ontwikkeling"  # key of the sheet of agreements about learning
ABOUT_AGREEMENTS = ("G3", "G4")
_COLOURS: dict[Ernst, Severity] = {"rood": "fout", "oranje": "waarschuwing", "info": "info"}


@dataclass(frozen=True, slots=True)
class Vorig:
    """What a former period knows of one team member.

    nummer: the personeelsnummer as it was; steunpunt: what run.json says of the steunpunt; zelfde: whether it had this
    catalog, so that a code means what it means now; ingangen: its entries, sheet -> code -> entry.
    """

    periode: str
    nummer: str
    formulier: KeptFormulier
    steunpunt: RunSteunpunt
    zelfde: bool
    ingangen: dict[str, dict[str, KeptIngang]]

    @property
    def laatste_dag(self) -> dt.date:
        """Last day of that period."""
        return last_day(dt.date.fromisoformat(f"{self.periode}-01"))


@dataclass(frozen=True, slots=True)
class _Regel:
    """A line of the sheet Aandacht. plek: what it is about in this form; stond: what was answered."""

    soort: str
    ernst: Severity
    blad: str
    plek: Plek | None
    tekst: str
    oplossing: str
    stond: Value = None


@dataclass(frozen=True, slots=True)
class Uitgave:
    """One form to make: the person in the team, and what is known of the former period."""

    ontwerp: Ontwerp
    steunpunt: Steunpunt
    medewerker: Medewerker
    vorig: Vorig

    def blad(self, key: str) -> Blad:
        """A sheet; as other catalogs have it where this one does not."""
        return self.ontwerp.layout.formulier.get(key) or load_layout().formulier[key]

    def naam(self, key: str) -> str:
        """Name of a sheet."""
        return self.blad(key).naam

    def zegt(self, key: str, **values: str) -> str:
        """The words of a line, filled in."""
        return self.ontwerp.layout.aandacht.woorden[key].format_map(values)

    def bekend(self, blad: str, code: str) -> bool:
        """Whether an answer of then has a place in this form."""
        return self.vorig.zelfde and code in self.ontwerp.catalog.ingangen(blad)


def to_look_at(uitgave: Uitgave) -> list[_Regel]:
    """All that has to be looked at, what was lost first."""
    return [regel for source in SOURCES for regel in source(uitgave)]


def typed_columns(uitgave: Uitgave, blad: str, antwoord: Keuze) -> Iterator[tuple[str, Value]]:
    """Column and value of each answer of a row, as somebody types it."""
    layout, catalog = uitgave.ontwerp.layout, uitgave.ontwerp.catalog
    for kolom in uitgave.blad(blad).antwoorden:
        value = typed_answer(kolom, antwoord, layout, catalog)
        if value not in (None, ""):
            yield kolom.key, value


def changed(uitgave: Uitgave, blad: str) -> Iterator[tuple[str, str]]:
    """Code and "nieuw" or "gewijzigd"; nothing when it was not kept what the entries were."""
    known = uitgave.vorig.ingangen.get(blad, {}) if uitgave.vorig.zelfde else {}
    for code, entry in uitgave.ontwerp.catalog.ingangen(blad).items() if known else ():
        if code not in known:
            yield code, "nieuw"
        elif known[code].kenmerk != entry.kenmerk:
            yield code, "gewijzigd"


# --- what has to be looked at --------------------------------------------------------------------------------------


def _removed(uitgave: Uitgave) -> Iterator[_Regel]:
    """Answers at entries that the catalog no longer has: nothing is lost."""
    for blad in BLADEN:
        for code, antwoord in uitgave.vorig.formulier.keuzes(blad).items():
            if not uitgave.bekend(blad, code):
                naam = _former_name(uitgave, blad, code)
                yield from (
                    _without_place(uitgave, blad, (code, naam), *found)
                    for found in typed_columns(uitgave, blad, antwoord)
                )


def _former_name(uitgave: Uitgave, blad: str, code: str) -> str:
    entry = uitgave.vorig.ingangen.get(blad, {}).get(code)
    return entry.naam if entry else ""


def _without_place(uitgave: Uitgave, blad: str, entry: tuple[str, str], kolom: str, value: Value) -> _Regel:
    code, naam = entry
    kop = uitgave.blad(blad).kolom(kolom).kop
    tekst = uitgave.zegt("vervallen", code=code, naam=naam, kolom=kop).replace("  ", " ")
    soort, remedy = uitgave.zegt("soort_vervallen"), uitgave.zegt("vervallen_oplossing")
    return _Regel(soort, "waarschuwing", uitgave.naam(blad), None, tekst, remedy, value)


def _now_always(uitgave: Uitgave) -> Iterator[_Regel]:
    """Kerntaken that somebody did not have and that now belong to everybody (Stap 1)."""
    for code, antwoord in uitgave.vorig.formulier.kerntaken.items():
        if uitgave.bekend(KERNTAKEN, code) and code in uitgave.ontwerp.catalog.altijd and antwoord.gekozen is False:
            naam = uitgave.ontwerp.catalog.kerntaak[code].naam
            tekst, remedy = uitgave.zegt("altijd", code=code, naam=naam), uitgave.zegt("altijd_oplossing")
            plek = (KERNTAKEN, code, "uren")
            yield _Regel(uitgave.zegt("soort_nieuw"), "waarschuwing", uitgave.naam(KERNTAKEN), plek, tekst, remedy)


def _signals(uitgave: Uitgave) -> Iterator[_Regel]:
    """Signs of overload of the former period; an agreement that holds makes one information."""
    for signaal in uitgave.vorig.steunpunt.overbelasting:
        if signaal.personeelsnummer == uitgave.vorig.nummer:
            yield _signal(uitgave, signaal)


def _signal(uitgave: Uitgave, signaal: RunSignaal) -> _Regel:
    accepted = signaal.geldige_afspraak
    remedy = uitgave.zegt("signaal_oplossing")
    if accepted:
        remedy = uitgave.zegt("signaal_aanvaard", datum=dutch_date(accepted.geldig_tot))
    ernst = "info" if accepted else _COLOURS[signaal.ernst]
    return _Regel(uitgave.zegt("soort_signaal"), ernst, uitgave.naam(KERNTAKEN), None, signaal.tekst, remedy)


def _agreements(uitgave: Uitgave) -> Iterator[_Regel]:
    """Agreements of the team workbook that have ended, or end within the new period; of each signal the longest."""
    first = next_month(dt.date.fromisoformat(f"{uitgave.vorig.periode}-01"))
    own = [a for a in uitgave.steunpunt.afspraken if a.personeelsnummer == uitgave.medewerker.personeelsnummer]
    last = {a.signaal: a for a in sorted(own, key=lambda afspraak: afspraak.geldig_tot)}
    for afspraak in last.values():
        if afspraak.geldig_tot < next_month(first):
            yield _agreement(uitgave, afspraak, "verlopen" if afspraak.geldig_tot < first else "loopt_af")


def _agreement(uitgave: Uitgave, afspraak: Afspraak, state: str) -> _Regel:
    tekst = uitgave.zegt(f"afspraak_{state}", signaal=afspraak.signaal, datum=dutch_date(afspraak.geldig_tot))
    plek, remedy = ("functie", "", "afspraken"), uitgave.zegt("afspraak_oplossing")
    soort = uitgave.zegt("soort_afspraak")
    return _Regel(soort, "waarschuwing", uitgave.naam("functie"), plek, tekst, remedy, afspraak.reden)


def _development(uitgave: Uitgave) -> Iterator[_Regel]:
    """What to talk about: a grade below what the function needs, a need without an agreement, one that is overdue."""
    catalog = uitgave.ontwerp.catalog
    known = {**catalog.kerntaak, **catalog.competentie}
    own = (one for one in uitgave.vorig.steunpunt.ontwikkeling if one.personeelsnummer == uitgave.vorig.nummer)
    for punt in (punt for one in own if uitgave.vorig.zelfde for punt in one.gesprekspunten):
        words = f"gesprek_{punt.code}" + (f"_{punt.oorzaak}" if punt.oorzaak else "")
        if words in uitgave.ontwerp.layout.aandacht.woorden:
            namen = listed([f"{code} {known[code].naam}" for code in punt.codes if code in known])
            sheet = KERNTAKEN if punt.codes and all(code in catalog.kerntaak for code in punt.codes) else COMPETENTIES
            sheet = ONTWIKKELING if punt.code in ABOUT_AGREEMENTS else sheet
            tekst, remedy = uitgave.zegt(words, namen=namen), uitgave.zegt(f"gesprek_{punt.code}_oplossing")
            yield _Regel(uitgave.zegt("soort_gesprek"), "info", uitgave.naam(sheet), None, tekst, remedy)


def _warnings(uitgave: Uitgave) -> Iterator[_Regel]:
    """What the former run warned of and this form does not take away by itself."""
    keys = {blad.naam: key for key, blad in uitgave.ontwerp.layout.formulier.items()}
    soort = uitgave.zegt("soort_waarschuwing")
    for melding in uitgave.vorig.steunpunt.meldingen(uitgave.vorig.formulier.bestand):
        if melding.ernst == "waarschuwing" and melding.code not in _REPAIRED:
            plek = (keys.get(melding.blad, ""), melding.rij, melding.kolom)
            yield _Regel(soort, "waarschuwing", melding.blad, plek, melding.tekst, melding.oplossing)


def _facts(uitgave: Uitgave) -> Iterator[_Regel]:
    """What the form said and the team workbook says otherwise."""
    labels = {veld.key: veld.label for veld in uitgave.ontwerp.layout.formulier["functie"].velden}
    for key in FACTS:
        said, holds = uitgave.vorig.formulier.functie.get(key), getattr(uitgave.medewerker, key)
        if said and holds and said != holds:
            tekst, remedy = uitgave.zegt("team", label=labels[key]), uitgave.zegt("team_oplossing")
            plek = ("functie", "", key)
            yield _Regel(uitgave.zegt("soort_team"), "info", uitgave.naam("functie"), plek, tekst, remedy, said)


def _news(uitgave: Uitgave) -> Iterator[_Regel]:
    """Per sheet the entries that are new or changed; the row itself says which."""
    for blad in BLADEN:
        if codes := [code for code, _ in changed(uitgave, blad)]:
            tekst = uitgave.zegt("nieuw_op_blad", codes=", ".join(codes), blad=uitgave.naam(blad))
            kiest = uitgave.blad(blad).keuzekolom
            plek, remedy = (blad, codes[0], kiest.key if kiest else ""), uitgave.zegt("nieuw_oplossing")
            yield _Regel(uitgave.zegt("soort_nieuw"), "info", uitgave.naam(blad), plek, tekst, remedy)


SOURCES: tuple[Callable[[Uitgave], Iterator[_Regel]], ...] = (
    _removed,
    _now_always,
    _signals,
    _agreements,
    _development,
    _warnings,
    _facts,
    _news,
)


# --- the sheet -----------------------------------------------------------------------------------------------------


def draw_aandacht(drawing: Drawing, uitgave: Uitgave, regels: list[_Regel], van: str) -> None:
    """Put the sheet first, also when it only says which answers the form holds."""
    blad = uitgave.ontwerp.layout.aandacht.blad
    titel = blad.titel.format(periode=dutch_period(uitgave.vorig.periode))
    rijen = [Rij("", _cells(drawing, regel)) for regel in regels]
    slot = () if rijen else (uitgave.zegt("niets"),)
    drawing.draw(Tekening("aandacht", blad.model_copy(update={"titel": titel}), rijen, slot=slot, van=van))
    drawing.book.move_sheet(drawing.sheets["aandacht"], 1 - len(drawing.book.sheetnames))


def _cells(drawing: Drawing, regel: _Regel) -> dict[str, Cel]:
    cel = drawing.cellen.get(regel.plek, "") if regel.plek else ""
    target = f"'{regel.blad}'!{cel or 'A1'}" if regel.blad in drawing.book.sheetnames else ""
    return {
        "soort": Cel(regel.soort, merk=Merk(regel.ernst)),
        "blad": Cel(regel.blad, link=target),
        "cel": Cel(cel, link=target if cel else ""),
        "stond": Cel(regel.stond),
        "tekst": Cel(regel.tekst),
        "oplossing": Cel(regel.oplossing),
    }
