"""Random filled forms, what the run says of each, and what its live cells say: they must be equal."""

from __future__ import annotations

import csv
import datetime as dt
import io
import random
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from pathlib import Path

from openpyxl import Workbook
from python_calamine import CalamineWorkbook

from pipeline.analysis.workload import measure, weigh
from pipeline.checking.form_rules import contracturen
from pipeline.checking.judge import Teamformulieren, judge_forms
from pipeline.checking.parsed_form import Ingevuld, parse_form
from pipeline.checking.teambestand import Team
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.reasons import reasons
from pipeline.excel.book import to_bytes
from pipeline.forms.invulschema import draw_form, form_file
from pipeline.forms.prefill import Invulling, prefill
from pipeline.intake.file import read_werkmap
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

    def bare(self) -> bytes:
        """All values and formulas of the form without its design, which LibreOffice opens in a quarter of the time."""
        book = Workbook()
        book.remove(book.worksheets[0])
        for sheet in draw_form(ONTWERP, self.invulling).book:
            copy = book.create_sheet(sheet.title)
            for cell in (cell for row in sheet.iter_rows() for cell in row if cell.value is not None):
                copy.cell(cell.row, cell.column).value = cell.value
        return to_bytes(book)


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
    return waarden


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
    werkmappen = [read_werkmap(data, "formulieren/1001.xlsx", LAYOUT.formulier) for data in files]
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
        "zonder_competentie": uitspraak.codes("kernopgave_zonder_competentie"),
        "zonder_reden": uitspraak.codes("competentie_zonder_reden"),
    }


# --- what the form says --------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Scherm:
    """What a recalculated form shows: its lines of Controle by key, its reasons by competency, words beside rows.

    boven: the texts above the table of Kerntaken.
    """

    lijnen: Mapping[str, tuple[object, str, str]]  # outcome, how it stands, what it means
    redenen: Mapping[str, str]
    naast: Mapping[tuple[str, str], str]
    boven: Sequence[str]


def shown(data: bytes) -> Scherm:
    """The stored results of a form that another program saved as a workbook."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return _scherm({naam: book.get_sheet_by_name(naam).to_python(skip_empty_area=False) for naam in book.sheet_names})


def shown_in_csv(folder: Path, naam: str) -> Scherm:
    """The results of a form that LibreOffice saved as one .csv file per sheet."""
    grids = {}
    for blad in ("Controle", "Kerntaken", "Kernopgaven", "Competenties"):
        with (folder / f"{naam}-{blad}.csv").open(encoding="utf-8", newline="") as stream:
            grids[blad] = [[_number(text) for text in row] for row in csv.reader(stream)]
    return _scherm(grids)


def _number(text: str) -> object:
    return float(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else text


def _scherm(grids: Mapping[str, Grid]) -> Scherm:
    names = {regel.onderdeel: regel.key for regel in LAYOUT.controle}
    words = {word: stand for stand, word in LAYOUT.standen.items()}
    lines = {names[str(row[0])]: row for row in grids["Controle"] if row[0] in names}
    return Scherm(
        {key: (row[1], words[str(row[2])], str(row[3])) for key, row in lines.items()},
        dict(_column(grids["Competenties"], "Onderbouwing")),
        {
            (key, code): text
            for key in ("kerntaken", "kernopgaven")
            for code, text in _column(grids[LAYOUT.formulier[key].naam], "Klopt dit?")
        },
        [str(row[0]) for row in takewhile(lambda row: "Klopt dit?" not in row, grids["Kerntaken"]) if row[0]],
    )


def _column(grid: Grid, kop: str) -> Iterator[tuple[str, str]]:
    """Code and text of each row of a table."""
    top = next(number for number, row in enumerate(grid) if kop in row)
    place = list(grid[top]).index(kop)
    yield from ((str(row[0]), str(row[place]) if len(row) > place else "") for row in grid[top + 1 :])


def expected_above(uitspraak: Uitspraak) -> list[str]:
    """What has to stand above the table of Kerntaken: hours against the contract, and which groups are touched."""
    words, omvang = LAYOUT.live, uitspraak.omvang
    parts = {"uren": omvang.bekend, "contract": omvang.contract or 0.0}
    parts |= {"vrij": parts["contract"] - parts["uren"], "over": parts["uren"] - parts["contract"]}
    over = any((signaal.code, signaal.ernst) == ("O1", "rood") for signaal in uitspraak.signalen)
    key = "uren_onbekend" if omvang.contract is None else "uren_over" if over else "uren_vrij"
    hours = words[key].format(**{name: f"{round(value, 2) + 0.0:g}" for name, value in parts.items()})
    chosen = uitspraak.form.gekozen("kerntaken")
    if without := expected_codes(uitspraak)["zonder_uren"]:
        hours += " " + words["uren_zonder"].format(codes=", ".join(without))
    groepen = {CATALOG.kerntaak[code].groep for code in chosen}
    namen = ", ".join(groep.naam for groep in CATALOG.te_kiezen if groep.code in groepen)
    touched = words["geraakt"].format(namen=namen) if namen else words["niet_geraakt"]
    performed = uitspraak.form.steunpunt.uitgevoerd - groepen
    if bare := ", ".join(groep.naam for groep in CATALOG.te_kiezen if groep.code in performed):
        touched += " " + words["nog_zonder"].format(namen=bare)
    return [hours, touched]


def expected_reasons(uitspraak: Uitspraak, code: str) -> list[str]:
    """The reasons as the form names them: a group with its chosen kerntaken, and kernopgaven by code."""
    form = uitspraak.form
    found = reasons(code, form.gekozen("kerntaken"), form.gekozen("kernopgaven"), CATALOG)
    named = [f"{r.naam} ({', '.join(r.kerntaken)})" for r in found if r.soort == "groep"]
    return named + [reason.code for reason in found if reason.soort == "kernopgave"]


def told_reasons(text: str) -> list[str]:
    """The reasons in a text of the column Onderbouwing; [] when it says that there are none."""
    found = re.fullmatch(r"(\d+) reden(?:en)?: (.*)", text)
    if not found:
        assert text.startswith(("Nog geen reden", "Gekozen zonder reden")), text
        return []
    parts = found[2].split("; ")
    codes = [part.partition(" ")[2].split(", ") for part in parts if part.startswith("kernopgave")]
    told = [part for part in parts if not part.startswith("kernopgave")] + [code for some in codes for code in some]
    assert len(told) == int(found[1]), text
    return told


def write_all(files: Iterable[bytes], folder: Path) -> list[Path]:
    """The files as 000.xlsx and on."""
    made = {folder / f"{number:03}.xlsx": data for number, data in enumerate(files)}
    for path, data in made.items():
        path.write_bytes(data)
    return [*made]
