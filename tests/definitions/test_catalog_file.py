"""Loading a catalog: a second catalog with other groups works, and every fault of a file is told at once."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.definitions.catalog_file import load_catalog, shipped_catalog
from pipeline.definitions.messages import show
from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Stop
from tests.support.helpers import SMALL_CATALOG


def load(folder: Path, text: str | bytes) -> Catalog:
    """The catalog of a file with this text."""
    path = folder / "klein.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_catalog(path)


def faults(folder: Path, text: str | bytes) -> list[str]:
    """Per fault of a file with this text: place, cause, and what it names, with spaces between."""
    with pytest.raises(Stop) as stopped:
        load(folder, text)
    for finding in stopped.value.findings:
        assert (finding.code, finding.address.bestand) == ("catalogus_fout", "klein.yaml")
        assert show(finding).tekst
    keys = ("plaats", "oorzaak", "soort", "code")
    return [" ".join(f.values[key] for key in keys if key in f.values) for f in stopped.value.findings]


def unreadable(path: Path) -> dict[str, str]:
    """The values of the one finding that says why a file cannot be read."""
    with pytest.raises(Stop) as stopped:
        load_catalog(path)
    (finding,) = stopped.value.findings
    assert (finding.code, finding.address.bestand) == ("catalogus_onleesbaar", path.name)
    assert show(finding).tekst
    return finding.values


def changed(*changes: tuple[str, str]) -> str:
    """SMALL_CATALOG with every change made; each old text must stand in it once."""
    text = SMALL_CATALOG
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


# --- a second catalog ----------------------------------------------------------------------------------------------


def test_the_small_catalog_has_twelve_lines() -> None:
    """A catalog is data: another field of work fits on a dozen lines (design.md 3.1)."""
    assert len(SMALL_CATALOG.splitlines()) == 12


def test_a_catalog_with_other_groups_loads(tmp_path: Path) -> None:
    """Taakgebieden, a niveau per task, areas of competencies; no kernopgaven and no examples."""
    catalog = load(tmp_path, SMALL_CATALOG)
    assert (catalog.id, catalog.versie) == ("klein", "1")
    assert list(catalog.groep) == ["T1", "T2"]
    assert list(catalog.kerntaak) == ["w1", "w2", "b1"]
    assert list(catalog.competentie) == ["K1", "K2"]
    assert (catalog.kernopgave, catalog.voorbeeldprofiel) == ({}, {})
    assert catalog.altijd == {"b1"}
    assert catalog.soort["extra"].naam == "Aanvullende taak"


def test_a_task_is_named_by_kind_and_level(tmp_path: Path) -> None:
    """The niveau is shown only in a catalog that has levels."""
    small = load(tmp_path, SMALL_CATALOG)
    assert small.benaming(small.kerntaak["w2"]) == "Aanvullende taak · Tactisch"
    shipped = shipped_catalog()
    assert shipped.benaming(shipped.kerntaak["a"]) == "Cliëntgebonden"


def test_entries_are_found_by_sheet(tmp_path: Path) -> None:
    """Each sheet with choices has its own codes."""
    catalog = load(tmp_path, SMALL_CATALOG)
    assert list(catalog.ingangen("kerntaken")) == ["w1", "w2", "b1"]
    assert list(catalog.ingangen("kernopgaven")) == []
    assert list(catalog.ingangen("competenties")) == ["K1", "K2"]


def test_a_group_is_chosen_unless_the_catalog_says_otherwise(tmp_path: Path) -> None:
    """A task of a group that cannot be chosen has no basisfunctie."""
    text = changed(("{code: T2, naam: Begeleiden}", "{code: T2, naam: Begeleiden, te_kiezen: false}"))
    catalog = load(tmp_path, text)
    assert [groep.code for groep in catalog.te_kiezen] == ["T1"]
    assert catalog.basisfunctie(catalog.kerntaak["w1"]) == "T1"
    assert catalog.basisfunctie(catalog.kerntaak["b1"]) is None


def test_the_catalog_carries_the_hash_of_its_file(tmp_path: Path) -> None:
    """A form remembers from which file it was made; the file cannot say so itself."""
    text = SMALL_CATALOG + "sha256: verzonnen\n"
    assert load(tmp_path, text).sha256 == hashlib.sha256(text.encode()).hexdigest()


def test_a_code_that_looks_like_a_number_is_text(tmp_path: Path) -> None:
    """YAML reads 2 as a number; codes are matched as text."""
    assert "2" in load(tmp_path, changed(("code: w2", "code: 2"))).kerntaak


def test_every_shipped_catalog_loads() -> None:
    """No file in schemas/catalogs has a fault."""
    files = sorted((SCHEMAS / "catalogs").glob("*.yaml"))
    assert [shipped_catalog(path.name).id for path in files] == [path.stem for path in files]


# --- faults --------------------------------------------------------------------------------------------------------


def test_references_to_what_does_not_exist_are_all_told_at_once(tmp_path: Path) -> None:
    """Group, kind, level, competency and area, each with the entry that names it."""
    text = changed(
        ("groep: T2", "groep: T9"),
        ("soort: extra", "soort: vreemd"),
        ("niveau: tac", "niveau: hoog"),
        ("[K1]", "[K1, K9]"),
        ("naam: Toont lef, gebied: houding", "naam: Toont lef, gebied: elders, soort: raar"),
    )
    assert faults(tmp_path, text) == [
        "kerntaken.w2 bestaat_niet soort vreemd",
        "kerntaken.w2 bestaat_niet niveau hoog",
        "kerntaken.b1 bestaat_niet groep T9",
        "competenties.K2 bestaat_niet soort raar",
        "competenties.K2 bestaat_niet gebied elders",
        "groepen.T1 bestaat_niet competentie K9",
    ]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("{code: extra", "{code: basis", "soorten.basis"),
        ("{code: tac", "{code: uit", "niveaus.uit"),
        ("{code: T2", "{code: T1", "groepen.T1"),
        ("{code: w2", "{code: w1", "kerntaken.w1"),
        ("{code: K2", "{code: K1", "competenties.K1"),
    ],
)
def test_a_code_that_stands_twice_is_told(tmp_path: Path, old: str, new: str, place: str) -> None:
    """The second entry would silently replace the first."""
    assert f"{place} code_dubbel" in faults(tmp_path, changed((old, new)))


def test_an_answer_that_no_form_has_is_told(tmp_path: Path) -> None:
    """A typing error in what is asked would leave the column out without a word."""
    asked = "antwoorden: {kerntaken: [nu, ontwikelen], competenties: [nodig], functie: [nivo]}\n"
    assert faults(tmp_path, SMALL_CATALOG + asked) == [
        "antwoorden.kerntaken bestaat_niet kolom ontwikelen",
        "antwoorden.functie bestaat_niet kolom nivo",
    ]


def test_two_examples_with_one_name_are_told(tmp_path: Path) -> None:
    """A team workbook names an example by its name."""
    text = SMALL_CATALOG + "voorbeeldprofielen: [{naam: Werver, kerntaken: [b1]}, {naam: Werver, kerntaken: [b1]}]\n"
    assert faults(tmp_path, text) == ["voorbeeldprofielen.Werver code_dubbel"]


def test_a_kernopgave_with_an_unknown_competentie_is_told(tmp_path: Path) -> None:
    """Links from dilemmas are checked as those from groups are."""
    text = SMALL_CATALOG + "kernopgaven: [{code: o, naam: Kiezen, competenties: [K2, K8]}]\n"
    assert faults(tmp_path, text) == ["kernopgaven.o bestaat_niet competentie K8"]


def test_an_example_without_an_always_present_task_is_told(tmp_path: Path) -> None:
    """A form made from it would miss what everybody has; unknown codes are told beside it."""
    text = SMALL_CATALOG + "voorbeeldprofielen: [{naam: Werver, kerntaken: [w1, w7], competenties: [K7]}]\n"
    assert faults(tmp_path, text) == [
        "voorbeeldprofielen.Werver bestaat_niet kerntaak w7",
        "voorbeeldprofielen.Werver bestaat_niet competentie K7",
        "voorbeeldprofielen.Werver hoort_erbij b1",
    ]


def test_another_reading_with_unknown_codes_is_told(tmp_path: Path) -> None:
    """What another place of the source says must name existing entries too."""
    reading = "lezingen: [{plaats: {deel: h4, regels: [1, 2]}, verschil: anders, groep: T7, competenties: [K7]}]"
    text = changed(("groep: T1, soort: extra", f"groep: T1, {reading}, soort: extra"))
    assert faults(tmp_path, text) == ["kerntaken.w2 bestaat_niet groep T7", "kerntaken.w2 bestaat_niet competentie K7"]


def test_missing_and_unknown_fields_are_told_at_once(tmp_path: Path) -> None:
    """Each with its place in the file; a misspelt field is both unknown and missing."""
    text = changed(
        ('versie: "1"\n', ""), ("naam: Werven", "name: Werven"), ("groep: T2, ", ""), ("jaar: 2020", "jaar: vorig")
    )
    assert sorted(faults(tmp_path, text)) == [
        "bron.jaar ongeldig",
        "groepen.T1.naam missing",
        "groepen.T1.name extra_forbidden",
        "kerntaken.b1.groep missing",
        "versie missing",
    ]


def test_a_value_of_the_wrong_kind_is_told(tmp_path: Path) -> None:
    """YAML reads no as false, and a scope outside the four words has no meaning."""
    text = changed(("code: w1", "code: no"), ("bereik: altijd", "bereik: soms"))
    assert faults(tmp_path, text) == ["kerntaken.0.code string_type", "kerntaken.b1.bereik ongeldig"]


def test_a_wrong_field_does_not_hide_a_wrong_reference(tmp_path: Path) -> None:
    """Both come at once; what refers to the entry with the wrong field is not called unknown."""
    text = changed(("naam: Werven", "name: Werven"), ("groep: T2", "groep: T9"))
    assert faults(tmp_path, text) == [
        "groepen.T1.naam missing",
        "groepen.T1.name extra_forbidden",
        "kerntaken.b1 bestaat_niet groep T9",
    ]


def test_a_key_that_stands_twice_is_told_with_its_line(tmp_path: Path) -> None:
    """YAML itself would keep the last one and lose the first silently."""
    path = tmp_path / "catalog.yaml"
    path.write_text("id: een\nversie: '1'\nid: twee\n", "utf-8")
    with pytest.raises(Stop) as stopped:
        load_catalog(path)
    assert stopped.value.findings[0].values == {"oorzaak": "geen_yaml_regel", "regel": "3"}


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    """Somebody who edits the file can go straight to the place."""
    path = tmp_path / "kapot.yaml"
    path.write_text("id: klein\nversie: een\nbron: {titel: Klein]\nsoorten: []\n", "utf-8")
    assert unreadable(path) == {"oorzaak": "geen_yaml_regel", "regel": "3"}


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b"", "zonder_inhoud"),
        (b"- een lijst\n", "zonder_inhoud"),
        ("naam: coördinator\n".encode("latin-1"), "geen_yaml"),
        (b"versie: 2026-13-01\n", "geen_yaml"),
    ],
)
def test_a_file_that_holds_no_catalog_is_told(tmp_path: Path, content: bytes, cause: str) -> None:
    """Empty, a list, not UTF-8, a date that does not exist: a finding and no exception of a library."""
    path = tmp_path / "vreemd.yaml"
    path.write_bytes(content)
    assert unreadable(path) == {"oorzaak": cause}


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    """By its name, without the folder it should be in."""
    assert unreadable(tmp_path / "weg.yaml") == {"oorzaak": "bestand_ontbreekt"}


def test_a_file_cannot_run_python(tmp_path: Path) -> None:
    """A tag that makes objects is refused with its line."""
    path = tmp_path / "fout.yaml"
    path.write_text("id: klein\nversie: !!python/object/apply:os.getcwd []\n", "utf-8")
    assert unreadable(path) == {"oorzaak": "geen_yaml_regel", "regel": "2"}
