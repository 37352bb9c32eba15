"""Thresholds: the shipped values, what an own rules.toml changes, and every fault of such a file at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.messages import show
from pipeline.definitions.rules import Rules, load_rules
from pipeline.model.findings import Stop

SHIPPED: dict[str, dict[str, object]] = {
    "catalogus": {"bestand": "bouwstenen.yaml"},
    "grenzen": {"uren_kerntaak": 60.0, "contracturen": 48.0, "contracturen_vanaf": 4.0},
    "o1": {"oranje_vanaf": 0.9},
    "o2": {"kerntaken": 12.0, "uren": 36.0},
    "o4": {"zonder_uren": 0.25},
    "profiel": {"bijlage": True},
    "privacy": {"gezondheid": load_rules().privacy.gezondheid, "groep": 5},
    "ontwikkeling": {"aan": None, "mate": False, "punten_per_jaar": None, "samen_vanaf": 3},
    "brief": {"terug_naar": ""},
    "bewaren": {"maanden": 24},
}


OWN = "a/instellingen/rules.toml"  # as it is named in messages: with the folder that it is for


def override(folder: Path, text: str | bytes) -> Rules:
    """The thresholds with an own rules.toml of this text on top."""
    path = folder / "a" / "instellingen" / "rules.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_rules(path)


def faults(folder: Path, text: str) -> dict[str, str]:
    """Place -> cause of every fault of an own rules.toml with this text."""
    with pytest.raises(Stop) as stopped:
        override(folder, text)
    for finding in stopped.value.findings:
        assert (finding.code, finding.address.bestand) == ("instelling_fout", OWN)
        assert show(finding).tekst
    return {finding.values["plaats"]: finding.values["oorzaak"] for finding in stopped.value.findings}


def test_the_shipped_thresholds_are_those_of_the_design() -> None:
    """Hours 0-60 and contracts up to 48, O1 from 90 %, O2 12 per 36, O4 a quarter (design.md 2.2 and 3.5)."""
    assert load_rules().model_dump() == SHIPPED


def test_o2_starts_from_the_largest_example_of_the_catalog() -> None:
    """The reason that rules.toml gives for its 12 is true (paragraaf 7.1)."""
    catalog = shipped_catalog()
    sizes = [len(set(voorbeeld.kerntaken) - catalog.altijd) for voorbeeld in catalog.voorbeeldprofielen]
    assert load_rules().o2.kerntaken == max(sizes)


@pytest.mark.parametrize(
    ("text", "section", "key", "value"),
    [
        ('[catalogus]\nbestand = "ander.yaml"', "catalogus", "bestand", "ander.yaml"),
        ("[grenzen]\nuren_kerntaak = 40", "grenzen", "uren_kerntaak", 40.0),
        ("[grenzen]\ncontracturen = 36", "grenzen", "contracturen", 36.0),
        ("[o1]\noranje_vanaf = 1", "o1", "oranje_vanaf", 1.0),
        ("[o2]\nkerntaken = 10.5", "o2", "kerntaken", 10.5),
        ("[o2]\nuren = 32", "o2", "uren", 32.0),
        ("[o4]\nzonder_uren = 0", "o4", "zonder_uren", 0.0),
        ("[profiel]\nbijlage = false", "profiel", "bijlage", False),
        ('[privacy]\ngezondheid = ["rug"]', "privacy", "gezondheid", ("rug",)),
    ],
)
def test_an_own_file_changes_what_it_names_and_no_more(
    tmp_path: Path, text: str, section: str, key: str, value: object
) -> None:
    """What it leaves out stays, in the same section and in the others."""
    expected = SHIPPED | {section: SHIPPED[section] | {key: value}}
    assert override(tmp_path, text).model_dump() == expected


def test_an_empty_own_file_changes_nothing(tmp_path: Path) -> None:
    """A file with only comments is fine."""
    assert override(tmp_path, "# later\n") == load_rules()


def test_an_own_file_does_not_change_the_shipped_thresholds(tmp_path: Path) -> None:
    """Two steunpunten with own settings do not see each other's."""
    (tmp_path / "een").mkdir()
    (tmp_path / "twee").mkdir()
    assert override(tmp_path / "een", "[o2]\nkerntaken = 8").o2.kerntaken == 8
    assert override(tmp_path / "twee", "[o2]\nuren = 30").o2.kerntaken == 12
    assert load_rules().model_dump() == SHIPPED


def test_all_faults_of_an_own_file_are_told_at_once(tmp_path: Path) -> None:
    """Unknown section, unknown key, wrong kind and out of range, each with its place."""
    text = """
    drempel = 3
    [o1]
    oranje_vanaf = 1.5
    [o2]
    kerntaken = "twaalf"
    taken = 3
    [o4]
    zonder_uren = -0.1
    [profiel]
    bijlage = 1
    """
    assert faults(tmp_path, text) == {
        "drempel": "extra_forbidden",
        "o1.oranje_vanaf": "ongeldig",
        "o2.kerntaken": "ongeldig",
        "o2.taken": "extra_forbidden",
        "o4.zonder_uren": "ongeldig",
        "profiel.bijlage": "ongeldig",
    }


@pytest.mark.parametrize(
    ("section", "line"),
    [
        ("o1", "oranje_vanaf = 0"),
        ("o1", "oranje_vanaf = true"),
        ("o2", "kerntaken = 0"),
        ("o2", "uren = 0"),
        ("o2", "uren = inf"),
        ("o2", "kerntaken = nan"),
        ("o4", "zonder_uren = 1.01"),
        ("grenzen", "uren_kerntaak = 169"),
        ("grenzen", "contracturen = 0"),
        ("catalogus", 'bestand = "../elders.yaml"'),
        ("catalogus", 'bestand = "bouwstenen"'),
        ("privacy", 'gezondheid = "ziek"'),
    ],
)
def test_a_value_without_meaning_is_told(tmp_path: Path, section: str, line: str) -> None:
    """A share above 1, a week of 169 hours, a file elsewhere: told with its place, never taken over."""
    assert faults(tmp_path, f"[{section}]\n{line}\n") == {f"{section}.{line.split()[0]}": "ongeldig"}


def test_a_section_that_is_a_single_value_is_told(tmp_path: Path) -> None:
    """`o1 = 0.8` for `[o1]` is a likely slip."""
    assert faults(tmp_path, "o1 = 0.8\n") == {"o1": "ongeldig"}


def test_a_text_where_a_number_belongs_is_not_read_as_one(tmp_path: Path) -> None:
    """No coercion that guesses (faults.md 4)."""
    assert faults(tmp_path, '[o1]\noranje_vanaf = "0.8"\n') == {"o1.oranje_vanaf": "ongeldig"}


def test_a_file_saved_by_notepad_is_read(tmp_path: Path) -> None:
    """Windows' Notepad may start a file with a byte order mark."""
    assert override(tmp_path, b"\xef\xbb\xbf[o1]\noranje_vanaf = 0.8\n").o1.oranje_vanaf == 0.8


@pytest.mark.parametrize("content", [b"[o1\noranje_vanaf = 1\n", "# coördinator".encode("latin-1")])
def test_a_broken_own_file_is_told(tmp_path: Path, content: bytes) -> None:
    """No TOML, or not in UTF-8: one finding that names the file."""
    with pytest.raises(Stop) as stopped:
        override(tmp_path, content)
    (finding,) = stopped.value.findings
    assert (finding.code, finding.address.bestand) == ("instelling_onleesbaar", OWN)
    assert show(finding).tekst


def test_an_own_file_that_cannot_be_opened_is_told(tmp_path: Path) -> None:
    """A folder of that name, or a file that has just gone."""
    with pytest.raises(Stop) as stopped:
        load_rules(tmp_path / "rules.toml")
    assert [finding.code for finding in stopped.value.findings] == ["instelling_onleesbaar"]


# --- words about health ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "tekst",
    [
        *("ziek", "Ziek.", "(ziek)", "langdurig  ziek", "BURN-OUT", "burn out", "burnout", "burn\u2011out", "zwanger/"),
        *("wao", "ziekteverlof", "re\u0301uma is reuma", "haar\nziekte"),
    ],
)
def test_a_word_about_health_is_found_however_it_is_spelled(tekst: str) -> None:
    """Capitals, hyphens and signs around it do not count (design.md 3.8)."""
    assert load_rules().privacy.tells_of_health(tekst)


@pytest.mark.parametrize(
    "tekst", ["", "ziekenhuis", "muziek", "ziekenbezoek", "verzuim", "wiaduct", "zwangerschapje", "s"]
)
def test_a_part_of_another_word_is_no_word_about_health(tekst: str) -> None:
    """Whole words only."""
    assert not load_rules().privacy.tells_of_health(tekst)


def test_an_own_list_of_words_replaces_ours_and_may_be_empty(tmp_path: Path) -> None:
    """instellingen/rules.toml decides."""
    own = override(tmp_path / "een", '[privacy]\ngezondheid = ["C++ (rug)"]').privacy
    assert [own.tells_of_health(text) for text in ("c++ (rug)", "C++", "ziek")] == [True, False, False]
    none = override(tmp_path / "twee", "[privacy]\ngezondheid = []").privacy
    assert not none.tells_of_health("ziek")
    assert faults(tmp_path / "drie", '[privacy]\ngezondheid = ["ziek", " ", 1]') == {
        "privacy.gezondheid.1": "ongeldig",
        "privacy.gezondheid.2": "string_type",
    }
