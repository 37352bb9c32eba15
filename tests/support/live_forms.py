"""Random filled forms, what the run says of each, and what its live cells say: they must be equal."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from openpyxl import Workbook

from pipeline.analysis.workload import measure, weigh
from pipeline.checking.form_rules import contracturen
from pipeline.checking.judge import Teamformulieren, judge_forms
from pipeline.checking.parsed_form import Ingevuld, parse_form
from pipeline.checking.teambestand import Team
from pipeline.definitions.layout import Blad, Kolom, Veld
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.excel.book import to_bytes
from pipeline.forms.invulschema import draw_form, form_file
from pipeline.forms.prefill import Invulling, prefill
from pipeline.intake.file import read_werkmap
from pipeline.intake.opdracht import Leesvorm
from pipeline.model.analysed import Omvang, Signaal
from pipeline.model.findings import Finding
from pipeline.model.judged import Antwoorden, Beoordeeld, Oordeel
from pipeline.model.steunpunt import Medewerker, Steunpunt
from pipeline.model.workbook import Plek, Value
from tests.support.workbooks import CATALOG, LAYOUT, RULES

ONTWERP = Ontwerp(CATALOG, LAYOUT, RULES)
ALLE = frozenset(groep.code for groep in CATALOG.te_kiezen)
EIGEN = [code for code in CATALOG.kerntaak if code not in CATALOG.altijd]
Grid = Sequence[Sequence[object]]
Place = tuple[str, str]  # sheet and cell


@dataclass(frozen=True)
class Geval:
    """A filled form: who it is for in which steunpunt, and its answers by sheet, code and column."""

    steunpunt: Steunpunt
    medewerker: Medewerker
    waarden: Mapping[Plek, Value]

    @property
    def invulling(self) -> Invulling:
        """What the form holds, as if the answers were typed; so it was touched, also where they are the example's."""
        fresh = prefill(ONTWERP, self.steunpunt, self.medewerker)
        waarden = {plek: value for plek, value in {**fresh.waarden, **self.waarden}.items() if value is not None}
        return replace(fresh, waarden=waarden, stempel={**fresh.stempel, "uitgegeven": ""})

    def made(self) -> bytes:
        """The file."""
        return form_file(ONTWERP, self.invulling)

    def bare(self, typed: Mapping[Place, Value] | None = None) -> bytes:
        """All values and formulas of the form without its design, which LibreOffice opens in a quarter of the time.

        typed: sheet and cell -> what somebody typed there afterwards.
        """
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet in draw_form(ONTWERP, self.invulling).book:
            copy = book.create_sheet(sheet.title)
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                copy.cell(cell.row, cell.column).value = cell.value
        for (naam, cel), value in (typed or {}).items():
            book[naam][cel].value = value
        return to_bytes(book)

    def places(self) -> dict[Plek, Place]:
        """Where everything stands in the file: sheet and cell of answers, codes and names, of labels and headers."""
        drawing = draw_form(ONTWERP, self.invulling)
        found = {plek: (LAYOUT.formulier[plek[0]].naam, cel) for plek, cel in drawing.cellen.items()}
        for key, blad in LAYOUT.formulier.items():
            texts = {onderdeel.key: text for onderdeel, text in _printed(blad)}
            cells = [cell for row in drawing.book[blad.naam].iter_rows() for cell in row]
            found |= {
                (key, "kop", name): (blad.naam, cell.coordinate)
                for name, text in texts.items()
                for cell in cells
                if cell.value == text
            }
        return found


def _printed(blad: Blad) -> Iterator[tuple[Kolom | Veld, str]]:
    """Columns with their headers, or labels."""
    yield from ((kolom, kolom.kop) for kolom in blad.kolommen)
    yield from ((veld, veld.label) for veld in blad.velden)


def gevallen(count: int, seed: int) -> Iterator[Geval]:
    """Random forms, the first dozen on the edges of the rules; the same for the same seed."""
    edges = [edge(*numbers) for numbers in EDGES]
    yield from edges
    dice = random.Random(seed)
    for _ in range(count - len(edges)):
        yield random_form(dice)


# contract, hours of each own task (None: unknown), hours of each task of everybody
EDGES: tuple[tuple[float | None, list[float | None], float | None], ...] = (
    (20.0, [9.0, 9.0], None),  # exactly 90 %, three tasks without hours
    (20.0, [9.0, 8.99], None),  # just below it
    (20.0, [0.1, 0.2, 19.7], 0.0),  # exactly 100 %, all known; a sum of fractions
    (20.0, [0.1, 0.2, 19.71], 0.0),  # just above it
    (36.0, [None] * 12, None),  # exactly 12 per 36
    (36.0, [None] * 13, None),  # one more
    (24.0, [None] * 8, None),
    (24.0, [None] * 9, None),
    (36.0, [3.0] * 9, None),  # 3 of 12 without hours: exactly a quarter
    (36.0, [3.0] * 8, None),  # 3 of 11
    (None, [4.0, None], 1.0),
    (36.0, [40.0, None], 0.5),
)


def edge(contract: float | None, own: list[float | None], everybody: float | None) -> Geval:
    """A form of a lone worker with exactly these hours, all else left as handed out."""
    person = Medewerker("1001", "Anna Voorbeeld", "medewerker", contract, "Lies Verzonnen")
    waarden: dict[Plek, Value] = {("kerntaken", code, "uren"): everybody for code in CATALOG.altijd}
    for code, hours in zip(EIGEN, own, strict=False):
        waarden |= {("kerntaken", code, "gekozen"): "ja", ("kerntaken", code, "uren"): hours}
    return Geval(Steunpunt("proef", "Steunpunt Proef", uitgevoerd=ALLE, team=(person,)), person, waarden)


def random_form(dice: random.Random) -> Geval:
    """Any form that the drop-downs allow, and now and then hours that are not possible."""
    voorbeeld = dice.choice(["", *CATALOG.voorbeeldprofiel])
    contract = dice.choice([None, None, 12.0, 20.0, 24.0, 28.5, 32.0, 36.0, 36.0])
    person = Medewerker("1001", "Anna Voorbeeld", "medewerker", contract, "Lies Verzonnen", voorbeeld)
    others = [Medewerker(str(number), "Bram") for number in range(1002, 1002 + dice.choice([0, 0, 1, 4]))]
    performed = dice.choice([ALLE, ALLE, frozenset(dice.sample(sorted(ALLE), dice.randint(0, 4)))])
    steunpunt = Steunpunt("proef", "Steunpunt Proef", uitgevoerd=performed, team=(person, *others))
    steunpunt = replace(steunpunt, onbruikbaar=dice.choice([0, 0, 0, 1]))
    waarden = {} if dice.random() < 0.05 else random_answers(dice, person.contracturen)
    return Geval(steunpunt, person, waarden)


def random_answers(dice: random.Random, contract: float | None) -> dict[Plek, Value]:
    """Choices on all sheets, with hours that are more or less complete."""
    share, known = dice.choice([0.0, 0.1, 0.3, 0.6, 0.9]), dice.choice([0.0, 0.5, 0.75, 0.9, 1.0])
    waarden: dict[Plek, Value] = {}
    for key in ("kerntaken", "kernopgaven", "competenties"):
        chosen = dice.choice([0.0, share, 0.5])
        for code in CATALOG.ingangen(key):
            waarden[key, code, "gekozen"] = "ja" if dice.random() < chosen else dice.choice(["nee", None, None])
    for code in CATALOG.kerntaak:
        if code in CATALOG.altijd:
            waarden["kerntaken", code, "gekozen"] = dice.choices(["ja", None, "nee"], [90, 9, 1])[0]
        if dice.random() < (known if waarden["kerntaken", code, "gekozen"] == "ja" else 0.05):
            hours = dice.choice([0.0, dice.randint(1, 8), dice.randint(1, 80) / 10, dice.randint(1, 800) / 100])
            waarden["kerntaken", code, "uren"] = float(dice.choices([hours, 61.0, -1.0], [200, 1, 1])[0])
    if dice.random() < 0.4:
        typed: list[Value] = [None, 0.0, 24.0, contract, 48.5]
        waarden["functie", "", "contracturen"] = dice.choices(typed, [3, 2, 3, 3, 1])[0]
    waarden["functie", "", "peildatum"] = dice.choice([None, dt.date(2026, 11, 1), dt.date(2026, 12, 31)])
    waarden["functie", "", "doel"] = dice.choice([None, "Vrijwilligers helpen.", "Zie boven."])
    return {
        plek: dice.choice(["x", "X"]) if value == "ja" and dice.random() < 0.2 else value
        for plek, value in waarden.items()
    }


# --- what the run says ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Uitspraak:
    """What the run says of a form: findings, signals, hours, and the reasons of each competency."""

    rejected: bool
    findings: tuple[Finding, ...]
    signalen: tuple[Signaal, ...]
    omvang: Omvang
    form: Ingevuld

    def codes(self, code: str) -> list[str]:
        """Rows with this finding, in the order of the catalog."""
        return [finding.rij for finding in self.findings if finding.code == code]

    def about(self, label: str, *codes: str) -> bool:
        """Whether a label of the sheet Functie has one of these findings."""
        return any(finding.code in codes and finding.kolom == label for finding in self.findings)


def judged(files: Iterable[bytes], gevallen: Sequence[Geval]) -> list[Uitspraak]:
    """The forms as our reader reads them and the run judges them; signals of rejected forms are weighed too."""
    werkmappen = [read_werkmap(data, "formulieren/1001.xlsx", [Leesvorm(LAYOUT.formulier)]) for data in files]
    batch = [
        Teamformulieren(Team(geval.steunpunt, (), leesbaar=True), (werkmap,), RULES)
        for geval, werkmap in zip(gevallen, werkmappen, strict=True)
    ]
    oordelen = [beoordeeld.oordelen[0] for beoordeeld in judge_forms(batch, CATALOG)]
    return [_weighed(oordeel, geval) for oordeel, geval in zip(oordelen, gevallen, strict=True)]


def _weighed(oordeel: Oordeel, geval: Geval) -> Uitspraak:
    form = parse_form(oordeel.werkmap, geval.steunpunt, CATALOG, RULES)
    person = replace(geval.medewerker, contracturen=contracturen(form))
    antwoorden = oordeel.antwoorden or Antwoorden("", "", person, kerntaken=form.keuzes["kerntaken"])
    weighed = Oordeel(oordeel.werkmap, "goedgekeurd", "1001", (), antwoorden)
    omvang = measure(antwoorden)
    signalen = weigh(Beoordeeld(geval.steunpunt, (weighed,)), (omvang,), CATALOG, RULES, dt.date(2026, 11, 1))
    return Uitspraak(oordeel.status == "afgekeurd", oordeel.findings, signalen, omvang, form)


def expected_standen(uitspraak: Uitspraak) -> dict[str, str]:
    """Line of Controle -> how it has to stand."""
    found = {finding.code for finding in uitspraak.findings}
    signals = {(signaal.code, signaal.ernst) for signaal in uitspraak.signalen}
    omvang, unknown = uitspraak.omvang, ("O4", "info") in signals
    touched = "voorbeeld_onveranderd" not in found
    no_contract = omvang.contract is None
    return {
        "taken": "fout" if "niet_ingevuld" in found else "goed",
        "voorbeeld": "kijk" if "voorbeeld_onveranderd" in found else "goed",
        "buiten": "kijk" if "kerntaak_niet_uitgevoerd" in found else "goed",
        "zonder_uren": "goed" if not omvang.zonder_uren else "info" if _few(omvang) else "nog",
        "los": "kijk" if "uren_zonder_keuze" in found else "goed",
        "contract": "fout"
        if "contracturen_bereik" in found
        else "kijk"
        if uitspraak.about("contracturen", "contract_onbekend", "verschil_team", "alleen_formulier")
        else "goed",
        "uren": "info"
        if no_contract
        else next((ernst for code, ernst in signals if code == "O1"), "info" if unknown else "goed"),
        "pakket": "oranje" if ("O2", "oranje") in signals else "info" if no_contract else "goed",
        "alleen": "rood" if ("O3", "rood") in signals else "goed",
        "omvang": "info" if unknown else "goed",
        "kernopgaven": "kijk" if "kernopgaven_leeg" in found else "goed",
        "zonder_competentie": "kijk" if "kernopgave_zonder_competentie" in found else "goed",
        "competenties": "kijk" if "competenties_leeg" in found else "goed",
        "zonder_reden": "kijk" if "competentie_zonder_reden" in found else "goed",
        "fout": "fout" if found & {"uren_bereik", "altijd_nee"} else "goed",
        "anders": "goed",
        "plaats": "goed",
        "doel": "goed" if uitspraak.form.veld("doel").value else "kijk",
        "peildatum": "goed" if uitspraak.form.veld("peildatum").value else "kijk" if touched else "fout",
    }


def _few(omvang: Omvang) -> bool:
    return omvang.zonder_uren > RULES.o4.zonder_uren * omvang.taken


def expected_codes(uitspraak: Uitspraak) -> dict[str, list[str]]:
    """Line of Controle -> the codes that it has to count and name."""
    taken = uitspraak.form.keuzes["kerntaken"]
    return {
        "buiten": uitspraak.codes("kerntaak_niet_uitgevoerd"),
        "zonder_uren": [code for code, keuze in taken.items() if keuze.gekozen and keuze.uren is None],
        "los": uitspraak.codes("uren_zonder_keuze"),
        "als_ja": uitspraak.codes("uren_als_keuze"),
        "zonder_competentie": uitspraak.codes("kernopgave_zonder_competentie"),
        "zonder_reden": uitspraak.codes("competentie_zonder_reden"),
    }
