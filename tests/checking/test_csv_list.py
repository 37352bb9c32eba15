"""The list as HR systems give it: .csv in any of the usual spellings, their column names, what steunpunten perform."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checking.medewerkerslijst import Lijst, read_lijst
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.definitions.messages import show
from tests.support.lijst import faults, placed, write
from tests.support.workbooks import RULES

HEAD = "Steunpunt;Gemeente;Koepel;Persnr;Medewerker;Functie;Uren per week;Manager"
ROW = "Steunpunt Dorp;Dorpstad;Koepel Noord;0103;Cas Drié;Makelaar;20,5;Tom Chef"


def read(path: Path) -> Lijst:
    """A list without faults."""
    return read_lijst(path, shipped_catalogi(), RULES)


def csv_of(folder: Path, text: str, encoding: str = "utf-8", name: str = "lijst.csv") -> Path:
    """A .csv file with this text."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder / name


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n"])
def test_a_csv_file_is_read_however_it_was_saved(tmp_path: Path, encoding: str, delimiter: str, line: str) -> None:
    """Excel, an HR system and a text editor each have their own way; a leading zero and an accent stay."""
    rows = [HEAD, ROW.replace("20,5", '"20,5"')]
    text = line.join(row.replace(";", delimiter) for row in rows) + line
    (steunpunt,) = read(csv_of(tmp_path, text, encoding)).steunpunten
    (cas,) = steunpunt.team
    assert (steunpunt.naam, steunpunt.gemeente, steunpunt.koepel) == ("Steunpunt Dorp", "Dorpstad", "Koepel Noord")
    found = cas.personeelsnummer, cas.naam, cas.functienaam, cas.contracturen, cas.leidinggevende
    assert found == ("0103", "Cas Drié", "Makelaar", 20.5, "Tom Chef")


def test_what_systems_do_for_excel_is_undone(tmp_path: Path) -> None:
    """A first line with the delimiter, and ="0103" to keep the zero; a name may hold the delimiter and a line break."""
    text = 'sep=,\r\nSteunpunt,Persnr,Naam\r\nDorp,="0103","Drie, Cas\nvan"\r\nDorp,0104,Bo\r\n'
    (steunpunt,) = read(csv_of(tmp_path, text)).steunpunten
    assert [(m.personeelsnummer, m.naam) for m in steunpunt.team] == [("0103", "Drie, Cas\nvan"), ("0104", "Bo")]


def test_a_fault_in_a_csv_has_the_cell_that_excel_shows(tmp_path: Path) -> None:
    """Blank lines and the line with the delimiter count."""
    wrong = ROW.replace("20,5", "veel").replace("0103", "0104")
    found = faults(csv_of(tmp_path, f"sep=;\n\n{HEAD}\n\n{ROW}\n{wrong}\n"))
    assert placed(found) == [("contracturen_onleesbaar", "G6")]
    assert show(found[0]).bestand == "lijst.csv"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "bestand_leeg"),
        (b"\xef\xbb\xbf\r\n;;\r\n", "bestand_leeg"),
        (HEAD.encode("utf-16"), "lijst_tekens"),
        (HEAD.encode() + b"\n\x81\x8d", "lijst_tekens"),
        (f'{HEAD}\nDorp;D;K;1;"Cas; Drie;x;1;y\n'.encode(), "lijst_aanhalingsteken"),
        (f'{HEAD}\nDorp;D;K;1;"Cas"Drie;x;1;y\n'.encode(), "lijst_aanhalingsteken"),
        (b"zomaar;een;bestand\n1;2;3\n", "geen_lijst"),
        (HEAD.encode() + b"\n" * 20_001, "lijst_te_lang"),
        (HEAD.encode() + b";" * 600, "lijst_te_lang"),
        (HEAD.encode(), "lijst_leeg"),
    ],
)
def test_a_csv_that_is_no_list_is_refused(tmp_path: Path, content: bytes, code: str) -> None:
    """With one sentence that says what to do; nothing is guessed."""
    (tmp_path / "lijst.csv").write_bytes(content)
    (found,) = faults(tmp_path / "lijst.csv")
    assert found.code == code and show(found).oplossing


@pytest.mark.parametrize("nummer", ["Persnr", "Personeelsnr", "Medewerkernummer", "pers. nr.", "PERSONEELS-NR"])
@pytest.mark.parametrize("uren", ["Uren per week", "Contracturen", "Contracturen per week"])
def test_columns_bear_the_names_of_hr_systems(tmp_path: Path, nummer: str, uren: str) -> None:
    """In a workbook as in a .csv file; dots, spaces and capitals do not count."""
    headers = ["Steunpunt", nummer, "Medewerker", "Functie", uren, "Manager"]
    (steunpunt,) = read(write(tmp_path / "l.xlsx", [("Dorp", "01", "Bo", "Adviseur", 24, "Lies")], headers)).steunpunten
    (bo,) = steunpunt.team
    found = bo.personeelsnummer, bo.naam, bo.functienaam, bo.contracturen, bo.leidinggevende
    assert found == ("01", "Bo", "Adviseur", 24.0, "Lies")


def test_our_own_column_name_goes_before_another(tmp_path: Path) -> None:
    """A list of ours may have a column of that other name too: it is left alone, and told."""
    headers = ["Steunpunt", "Personeelsnummer", "Naam", "Uren per week", "Contracturen per week"]
    found = read(write(tmp_path / "l.xlsx", [("Dorp", "01", "Bo", 40, 24)], headers))
    assert found.steunpunten[0].team[0].contracturen == 24
    assert ("lijst_kolom_overig", "D") in [(finding.code, finding.values["label"]) for finding in found.findings]


def test_two_columns_that_may_both_be_meant_are_a_fault(tmp_path: Path) -> None:
    """Which number identifies people is not for a program to guess."""
    found = faults(csv_of(tmp_path, "Steunpunt;Persnr;Medewerkernummer;Naam\nDorp;01;7;Bo\n"))
    assert placed(found) == [("kolom_dubbel", "C1")]
    assert "B1 en C1" in show(found[0]).tekst


def test_a_column_that_is_missing_is_told(tmp_path: Path) -> None:
    """It may bear a name that nobody knows; the people are made all the same."""
    found = read(csv_of(tmp_path, "Steunpunt;Persnr;Naam;Werktijd\nDorp;01;Bo;24\n"))
    labels = {finding.code: finding.values["label"] for finding in found.findings}
    assert labels["lijst_zonder_kolom"] == "Functienaam, Contracturen per week, Leidinggevende"


def test_the_list_says_what_a_steunpunt_performs(tmp_path: Path) -> None:
    """On any of its rows, in any spelling; where nothing is said nothing is known."""
    text = "Steunpunt;Persnr;Naam;BF1;BF2;BF3\nDorp;01;Bo;;nee;\nDorp;02;An;X;;\nStad;03;Cas;;;\n"
    found = read(csv_of(tmp_path, text))
    assert found.uitvoeren == {"dorp": {"BF1": True, "BF2": False}, "stad": {}}
    assert [steunpunt.uitgevoerd for steunpunt in found.steunpunten] == [frozenset({"BF1"}), frozenset()]


def test_rows_that_say_something_else_of_one_steunpunt_are_a_fault(tmp_path: Path) -> None:
    """As with its gemeente; ja and x are the same, what is neither ja nor nee is told."""
    text = "Steunpunt;Persnr;Naam;BF1;BF2\nDorp;01;Bo;ja;x\nDorp;02;An;nee;ja\nDorp;03;Cas;soms;ja\n"
    assert placed(faults(csv_of(tmp_path, text))) == [
        ("lijst_verschilt", "D3"),
        ("keuze_onleesbaar", "D4"),
    ]
