"""Finding the input: steunpunten, forms, settings; what is skipped, what is told and what stops the run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.definitions.messages import show
from pipeline.definitions.nearest import load_catalog_near
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import SCHEMAS, TEMPLATES
from pipeline.intake.entries import skipped
from pipeline.intake.inbox import MAP_LIMIT, RESERVED, discover
from pipeline.intake.mappen import Map, rules_of
from pipeline.model.findings import Stop
from tests.support.helpers import SMALL_CATALOG

SHIPPED = SCHEMAS / "catalogs" / "bouwstenen.yaml"


def make(top: Path, *files: str) -> Path:
    """Files below `top`, with their folders; a name that ends with "/" is a folder."""
    top.mkdir(exist_ok=True)
    for name in files:
        path = top / name
        if name.endswith("/"):
            path.mkdir(parents=True)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"")
    return top


def write(path: Path, text: str) -> Path:
    """A text file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def names(invoer: Path) -> list[str]:
    """The steunpunten of an input by their name in run.json."""
    return [map_.naam for map_ in discover(invoer).mappen]


def forms(map_: Map) -> list[str]:
    """The forms of a steunpunt as they are named in run.json."""
    return [map_.relative(path) for path in map_.formulieren]


def told(map_: Map) -> list[tuple[str, str]]:
    """Code and file of what stands in the folder and is not read, each of which can be said in words."""
    return [(show(finding).code, finding.address.bestand) for finding in map_.findings]


def stopped(invoer: Path) -> list[tuple[str, str]]:
    """Code and place of what stops the run, each of which can be said in words."""
    with pytest.raises(Stop) as stop:
        discover(invoer)
    return [(show(finding).code, finding.address.bestand) for finding in stop.value.findings]


# --- which folders are a steunpunt ---------------------------------------------------------------------------------


def test_the_input_itself_can_be_the_steunpunt(tmp_path: Path) -> None:
    """Then it is called by its own name (design.md 2.4)."""
    top = make(tmp_path / "zonnedael", "steunpunt.xlsx", "formulieren/1002.xlsx", "formulieren/1001.xlsx")
    (map_,) = discover(top).mappen
    assert (map_.naam, map_.pad, map_.team) == ("zonnedael", top, top / "steunpunt.xlsx")
    assert forms(map_) == ["formulieren/1001.xlsx", "formulieren/1002.xlsx"]
    assert told(map_) == []


def test_the_input_as_a_dot_is_called_by_the_name_of_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`check .` in the folder of the steunpunt, and of the koepel."""
    make(tmp_path / "koepels", "noord/steunpunt.xlsx", "noord/instellingen/profiel.docx")
    monkeypatch.chdir(tmp_path / "koepels")
    assert names(Path()) == ["noord"]
    monkeypatch.chdir(tmp_path / "koepels" / "noord")
    (map_,) = discover(Path()).mappen
    assert (map_.naam, map_.sjabloon("profiel")) == ("noord", Path("instellingen/profiel.docx"))


def test_every_steunpunt_of_a_tree_is_found_in_order(tmp_path: Path) -> None:
    """At any depth, by the path below the input with "/"."""
    top = make(tmp_path / "in", "b/steunpunt.xlsx", "regio/a/steunpunt.ods", "a/steunpunt.xlsx", "leeg/readme.txt")
    assert names(top) == ["a", "b", "regio/a"]


def test_a_steunpunt_can_stand_in_the_folder_of_another(tmp_path: Path) -> None:
    """design.md 2.2: any tree."""
    top = make(tmp_path / "in", "steunpunt.xlsx", "dorp/steunpunt.xlsx", "dorp/wijk/steunpunt.xlsx")
    assert names(top) == ["in", "dorp", "dorp/wijk"]


def test_a_folder_with_forms_but_no_team_workbook_is_a_steunpunt_too(tmp_path: Path) -> None:
    """design.md 6: it is told, not passed over."""
    top = make(tmp_path / "in", "a/formulieren/1001.xlsx", "b/steunpunt.xlsx")
    first, second = discover(top).mappen
    assert (first.naam, first.team, forms(first)) == ("a", None, ["formulieren/1001.xlsx"])
    assert (second.naam, forms(second)) == ("b", [])


def test_an_ods_team_workbook_is_found(tmp_path: Path) -> None:
    """LibreOffice's own format is read as well."""
    (map_,) = discover(make(tmp_path / "in", "a/steunpunt.ods")).mappen
    assert map_.team and map_.team.name == "steunpunt.ods"


def test_of_two_team_workbooks_the_xlsx_is_read_and_the_other_is_told(tmp_path: Path) -> None:
    """Which one is meant is not known, so HR hears it."""
    (map_,) = discover(make(tmp_path / "in", "a/steunpunt.xlsx", "a/steunpunt.ods")).mappen
    assert map_.team and map_.team.name == "steunpunt.xlsx"
    assert told(map_) == [("team_dubbel", "steunpunt.ods")]


@pytest.mark.parametrize("naam", [".git", ".zonnedael"])
def test_a_hidden_folder_is_not_read(tmp_path: Path, naam: str) -> None:
    """Leftovers of systems and programs."""
    assert names(make(tmp_path / "in", f"{naam}/steunpunt.xlsx", "a/steunpunt.xlsx")) == ["a"]


@pytest.mark.parametrize("naam", ["archief", "Vervallen", "instellingen", "lost+found"])
def test_what_is_kept_or_of_the_system_is_left_out(tmp_path: Path, naam: str) -> None:
    """design.md 2.2: neither a steunpunt nor a form is looked for there."""
    invoer = discover(make(tmp_path / "in", f"{naam}/b/steunpunt.xlsx", f"{naam}/1001.xlsx", "a/steunpunt.xlsx"))
    assert ([map_.naam for map_ in invoer.mappen], invoer.los, invoer.findings) == (["a"], (), ())


@pytest.mark.parametrize("file", ["run.json", "a/steunpunt.json", "a/.profielbouwer.json"])
def test_documents_of_a_run_are_left_out(tmp_path: Path, file: str) -> None:
    """A form that was returned there is no form that somebody handed in; the run may have been killed half-way."""
    top = make(tmp_path / "in", "x/steunpunt.xlsx", f"2026-11/{file}", "2026-11/a/retour/1001.xlsx")
    assert discover(top).los == ()


def test_a_steunpunt_with_a_stray_run_json_is_still_one(tmp_path: Path) -> None:
    """Nobody disappears because of a file that was dropped there."""
    assert names(make(tmp_path / "in", "a/steunpunt.xlsx", "a/run.json")) == ["a"]


@pytest.mark.parametrize("naam", ["formulieren", "instellingen"])
def test_nothing_below_forms_or_settings_is_a_steunpunt(tmp_path: Path, naam: str) -> None:
    """A team workbook that was dropped there belongs to nobody."""
    assert names(make(tmp_path / "in", "a/steunpunt.xlsx", f"a/{naam}/b/steunpunt.xlsx")) == ["a"]


# --- which files are forms -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "naam", ["~$1001.xlsx", ".~lock.1001.ods#", ".DS_Store", "Thumbs.db", "desktop.ini", ".x.xlsx"]
)
def test_lock_files_and_leftovers_are_skipped_silently(tmp_path: Path, naam: str) -> None:
    """faults.md 21."""
    (map_,) = discover(make(tmp_path / "in", "steunpunt.xlsx", f"formulieren/{naam}", "formulieren/1.xlsx")).mappen
    assert (forms(map_), told(map_), skipped(naam)) == (["formulieren/1.xlsx"], [], True)


@pytest.mark.parametrize("naam", ["1001.xlsx", "1001.XLSX", "~1001.xlsx", "$1001.ods", "1001.xls", "1001.csv"])
def test_every_workbook_is_a_form_whatever_its_name(tmp_path: Path, naam: str) -> None:
    """An old .xls or a .csv gets its own message from reading."""
    (map_,) = discover(make(tmp_path / "in", "steunpunt.xlsx", f"formulieren/{naam}")).mappen
    assert (forms(map_), told(map_)) == ([f"formulieren/{naam}"], [])


@pytest.mark.parametrize("archief", ["archief", "Archief"])
def test_the_archive_is_not_read_and_not_told(tmp_path: Path, archief: str) -> None:
    """Former forms (design.md 2.2)."""
    files = ["steunpunt.xlsx", "formulieren/1.xlsx", f"formulieren/{archief}/2026-10/1.xlsx"]
    (map_,) = discover(make(tmp_path / "in", *files)).mappen
    assert (forms(map_), told(map_)) == (["formulieren/1.xlsx"], [])


@pytest.mark.parametrize("naam", ["notitie.docx", "scan.pdf", "zonder", "map/1001.xlsx"])
def test_other_files_and_folders_among_the_forms_are_told(tmp_path: Path, naam: str) -> None:
    """No silent loss: a form in a folder within the folder is not read, and HR hears so."""
    (map_,) = discover(make(tmp_path / "in", "steunpunt.xlsx", f"formulieren/{naam}")).mappen
    assert forms(map_) == []
    assert told(map_) == [("bestand_overig", f"formulieren/{naam.partition('/')[0]}")]


def test_a_file_name_that_is_no_text_is_told_and_not_read(tmp_path: Path) -> None:
    """An old archive unpacked on Linux: such a name cannot stand in run.json."""
    top = make(tmp_path / "in", "steunpunt.xlsx", "formulieren/1001.xlsx")
    Path(os.fsdecode(os.fsencode(top / "formulieren") + b"/Zo\xeb.xlsx")).write_bytes(b"")
    (map_,) = discover(top).mappen
    assert (forms(map_), told(map_)) == (["formulieren/1001.xlsx"], [("bestand_naam", "formulieren/Zo?.xlsx")])


def test_workbooks_outside_the_folders_of_forms_are_found(tmp_path: Path) -> None:
    """design.md 2.2: they may be forms, in the root, beside steunpunt.xlsx, or in a folder of their own."""
    loose = ["1.xlsx", "a/2.ods", "a/formulieren/oktober/3.xlsx", "nieuw/diep/4.XLSX"]
    others = ["a/steunpunt.xlsx", "a/formulieren/5.xlsx", "~$1.xlsx", "postvak/6.xlsx", "lijst.csv", "a/Steunpunt.ods"]
    invoer = discover(make(tmp_path / "in", *loose, *others))
    assert sorted(path.relative_to(tmp_path / "in").as_posix() for path in invoer.los) == sorted(loose)


def test_what_waits_in_postvak_is_told_and_not_read(tmp_path: Path) -> None:
    """design.md 2.2: one sentence; only postvak of the input itself has a meaning."""
    invoer = discover(make(tmp_path / "in", "a/steunpunt.xlsx", "Postvak/1.xlsx", "Postvak/2.xlsx"))
    assert [(show(found).code, found.address.bestand) for found in invoer.findings] == [("postvak_vol", "Postvak")]
    assert not discover(make(tmp_path / "leeg", "a/steunpunt.xlsx", "postvak/")).findings


# --- links ---------------------------------------------------------------------------------------------------------


def test_a_form_that_is_a_link_out_of_the_input_is_not_read(tmp_path: Path) -> None:
    """faults.md 32: it would carry another's file into the outputs."""
    top = make(tmp_path / "in", "steunpunt.xlsx", "formulieren/")
    outside = write(tmp_path / "elders" / "1001.xlsx", "")
    (top / "formulieren" / "1001.xlsx").symlink_to(outside)
    (top / "formulieren" / "1002.xlsx").symlink_to(tmp_path / "nergens.xlsx")
    (map_,) = discover(top).mappen
    assert forms(map_) == []
    assert told(map_) == [
        ("bestand_koppeling", "formulieren/1001.xlsx"),
        ("bestand_koppeling", "formulieren/1002.xlsx"),
    ]


def test_a_form_that_is_a_link_within_the_input_is_read(tmp_path: Path) -> None:
    """It shows nothing that is not there already."""
    top = make(tmp_path / "in", "steunpunt.xlsx", "formulieren/", "bron/1001.xlsx")
    (top / "formulieren" / "1001.xlsx").symlink_to(top / "bron" / "1001.xlsx")
    (map_,) = discover(top).mappen
    assert (forms(map_), told(map_)) == (["formulieren/1001.xlsx"], [])


def test_a_folder_of_forms_that_is_a_link_out_of_the_input_is_not_read(tmp_path: Path) -> None:
    """Every form in it would come from elsewhere."""
    outside = make(tmp_path / "elders", "1001.xlsx")
    top = make(tmp_path / "in", "steunpunt.xlsx")
    (top / "formulieren").symlink_to(outside, target_is_directory=True)
    (map_,) = discover(top).mappen
    assert (forms(map_), told(map_)) == ([], [("bestand_koppeling", "formulieren")])


def test_a_team_workbook_that_is_a_link_out_of_the_input_is_not_read(tmp_path: Path) -> None:
    """The steunpunt is there, and HR hears why it has no team workbook."""
    outside = write(tmp_path / "elders.xlsx", "")
    top = make(tmp_path / "in", "formulieren/1001.xlsx")
    (top / "steunpunt.xlsx").symlink_to(outside)
    (map_,) = discover(top).mappen
    assert (map_.team, told(map_)) == (None, [("bestand_koppeling", "steunpunt.xlsx")])


def test_a_linked_folder_is_not_followed(tmp_path: Path) -> None:
    """A steunpunt elsewhere is none of this input, and a link to a folder above would never end."""
    outside = make(tmp_path / "elders", "steunpunt.xlsx")
    top = make(tmp_path / "in", "a/steunpunt.xlsx")
    (top / "b").symlink_to(outside, target_is_directory=True)
    (top / "a" / "boven").symlink_to(top, target_is_directory=True)
    assert names(top) == ["a"]
    assert [(show(found).code, found.address.bestand) for found in discover(top).findings] == [("map_koppeling", "b")]


def test_a_link_in_a_circle_is_a_form_that_cannot_be_read(tmp_path: Path) -> None:
    """faults.md 39: it stops nobody."""
    top = make(tmp_path / "in", "steunpunt.xlsx", "formulieren/")
    (top / "formulieren" / "kring.xlsx").symlink_to(top / "formulieren" / "kring.xlsx")
    (map_,) = discover(top).mappen
    assert (forms(map_), told(map_)) == (["formulieren/kring.xlsx"], [])


@pytest.mark.parametrize("naam", ["instellingen", "instellingen/rules.toml"])
def test_settings_that_are_a_link_out_of_the_input_do_not_hold(tmp_path: Path, naam: str) -> None:
    """faults.md 41: not followed, and said once, whatever the number of steunpunten."""
    outside = make(tmp_path / "elders", "instellingen/rules.toml") / naam
    top = make(tmp_path / "in", "a/steunpunt.xlsx", "b/steunpunt.xlsx")
    (top / naam).parent.mkdir(exist_ok=True)
    (top / naam).symlink_to(outside, target_is_directory=outside.is_dir())
    invoer = discover(top)
    assert [map_.rules for map_ in invoer.mappen] == [None, None]
    assert [(show(f).code, f.address.bestand) for f in invoer.findings] == [("instellingen_koppeling", naam)]


def test_settings_in_a_circle_do_not_hold(tmp_path: Path) -> None:
    """A link to itself is said too."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx")
    (top / "instellingen").symlink_to(top / "instellingen")
    assert [show(found).code for found in discover(top).findings] == ["instellingen_koppeling"]


def test_the_input_itself_may_be_a_link(tmp_path: Path) -> None:
    """Who names it knows where it goes."""
    make(tmp_path / "echt", "steunpunt.xlsx", "formulieren/1001.xlsx")
    (tmp_path / "in").symlink_to(tmp_path / "echt", target_is_directory=True)
    (map_,) = discover(tmp_path / "in").mappen
    assert (forms(map_), told(map_)) == (["formulieren/1001.xlsx"], [])


# --- settings ------------------------------------------------------------------------------------------------------


def test_without_settings_the_shipped_ones_hold(tmp_path: Path) -> None:
    """Thresholds, template and catalog."""
    invoer = discover(make(tmp_path / "in", "steunpunt.xlsx"))
    (map_,) = invoer.mappen
    assert (map_.rules, map_.sjabloon("profiel"), invoer.catalog) == (None, TEMPLATES / "profiel.docx", SHIPPED)
    assert rules_of(map_) == load_rules()


def test_the_nearest_settings_upward_hold_for_each_file(tmp_path: Path) -> None:
    """design.md 2.2: a nearer rules.toml does not take the house style of the koepel away."""
    top = make(tmp_path / "in", "regio/a/steunpunt.xlsx", "regio/b/steunpunt.xlsx", "instellingen/profiel.docx")
    write(top / "instellingen" / "rules.toml", "[grenzen]\ncontracturen = 40")
    write(top / "regio" / "instellingen" / "rules.toml", "[grenzen]\ncontracturen = 30")
    write(top / "regio" / "b" / "instellingen" / "rules.toml", "[grenzen]\ncontracturen = 20")
    a, b = discover(top).mappen
    assert (rules_of(a).grenzen.contracturen, rules_of(b).grenzen.contracturen) == (30, 20)
    assert a.sjabloon("profiel") == b.sjabloon("profiel") == top / "instellingen" / "profiel.docx"


def test_settings_above_the_input_do_not_hold(tmp_path: Path) -> None:
    """What is outside the input has no say in it."""
    make(tmp_path, "instellingen/profiel.docx", "in/steunpunt.xlsx")
    write(tmp_path / "instellingen" / "rules.toml", "[grenzen]\ncontracturen = 30")
    (map_,) = discover(tmp_path / "in").mappen
    assert (map_.rules, map_.sjabloon("profiel")) == (None, TEMPLATES / "profiel.docx")


def test_settings_of_a_neighbour_do_not_hold(tmp_path: Path) -> None:
    """Only upward."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx", "b/steunpunt.xlsx", "b/instellingen/profiel.docx")
    a, b = discover(top).mappen
    assert (a.sjabloon("profiel"), b.sjabloon("profiel")) == (
        TEMPLATES / "profiel.docx",
        top / "b" / "instellingen" / "profiel.docx",
    )


def test_each_word_template_is_found_on_its_own(tmp_path: Path) -> None:
    """The account of the top, the profile of the steunpunt."""
    settings = ("instellingen/verantwoording.docx", "a/instellingen/profiel.docx")
    top = make(tmp_path / "in", "a/steunpunt.xlsx", "b/steunpunt.xlsx", *settings)
    a, b = discover(top).mappen
    assert (a.sjabloon("profiel"), b.sjabloon("profiel")) == (top / settings[1], TEMPLATES / "profiel.docx")
    assert a.sjabloon("verantwoording") == b.sjabloon("verantwoording") == top / settings[0]
    (map_,) = discover(make(tmp_path / "kaal", "steunpunt.xlsx")).mappen
    assert map_.sjabloon("verantwoording") == TEMPLATES / "verantwoording.docx"


def test_a_fault_in_settings_stops_the_run(tmp_path: Path) -> None:
    """design.md 2.2: exit 2."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx")
    write(top / "a" / "instellingen" / "rules.toml", "[grenzen]\ncontracturen = -1")
    assert stopped(top) == [("instelling_fout", "a/instellingen/rules.toml")]


# --- catalog -------------------------------------------------------------------------------------------------------

OTHER = '[catalogus]\nbestand = "klein.yaml"'


def test_a_catalog_beside_the_settings_of_the_input_holds(tmp_path: Path) -> None:
    """For the whole run; and for a new steunpunt below it."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx")
    write(top / "instellingen" / "rules.toml", OTHER)
    own = write(top / "instellingen" / "klein.yaml", SMALL_CATALOG)
    assert discover(top).catalog == own
    assert load_catalog_near(top / "nieuw").id == "klein"
    assert load_catalog_near(tmp_path / "elders").id == "bouwstenen"


def test_a_catalog_chosen_deeper_stops_the_run(tmp_path: Path) -> None:
    """The figures of its steunpunten could not stand in one table; each file is named once, where it is."""
    top = make(tmp_path / "in", "regio/a/steunpunt.xlsx", "regio/b/steunpunt.xlsx", "c/steunpunt.xlsx")
    write(top / "regio" / "instellingen" / "rules.toml", OTHER)
    assert stopped(top) == [("catalogus_dieper", "regio/instellingen/rules.toml")]


def test_deeper_settings_without_a_catalog_do_not_stop_the_run(tmp_path: Path) -> None:
    """Thresholds may differ per steunpunt, the catalog of the input holds for all."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx", "b/steunpunt.xlsx")
    write(top / "instellingen" / "rules.toml", OTHER)
    write(top / "instellingen" / "klein.yaml", SMALL_CATALOG)
    write(top / "b" / "instellingen" / "rules.toml", "[grenzen]\ncontracturen = 30")
    invoer = discover(top)
    assert (invoer.catalog.name, rules_of(invoer.mappen[1]).grenzen.contracturen) == ("klein.yaml", 30)


def test_one_steunpunt_as_input_may_choose_its_catalog(tmp_path: Path) -> None:
    """There the folder of the steunpunt is the input itself."""
    top = make(tmp_path / "in", "steunpunt.xlsx")
    write(top / "instellingen" / "rules.toml", OTHER)
    write(top / "instellingen" / "klein.yaml", SMALL_CATALOG)
    assert discover(top).catalog.name == "klein.yaml"


# --- what stops the run --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("uitvoer", ["a", "a/uitvoer", "a/b/diep"])
def test_an_output_in_the_folder_of_a_steunpunt_stops_the_run(tmp_path: Path, uitvoer: str) -> None:
    """faults.md 41: what a run makes would stand among what people hand in."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx")
    with pytest.raises(Stop) as stop:
        discover(top, top / uitvoer)
    assert [finding.code for finding in stop.value.findings] == ["uitvoer_in_steunpunt"]


def test_an_output_elsewhere_in_the_input_is_left_out(tmp_path: Path) -> None:
    """Also when it is reached by another way, and before a run has finished in it."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx", "uit/2026-11/b/retour/1001.xlsx", "uit/2026-11/b/steunpunt.xlsx")
    (tmp_path / "weg").symlink_to(top)
    invoer = discover(top, tmp_path / "weg" / "uit")
    assert ([map_.naam for map_ in invoer.mappen], invoer.los) == (["a"], ())


def test_a_missing_input_stops_the_run(tmp_path: Path) -> None:
    """faults.md 35; the message names the folder, without the path to it."""
    assert stopped(tmp_path / "weg") == [("invoer_ontbreekt", "weg")]
    assert stopped(write(tmp_path / "bestand", "")) == [("invoer_ontbreekt", "bestand")]


def test_an_input_without_any_steunpunt_stops_the_run(tmp_path: Path) -> None:
    """faults.md 35."""
    assert stopped(make(tmp_path / "in", "a/1001.xlsx")) == [("invoer_leeg", "in")]


@pytest.mark.parametrize("naam", sorted(RESERVED - {"formulieren", "instellingen", "postvak", "vervallen"}))
def test_a_reserved_name_stops_the_run(tmp_path: Path, naam: str) -> None:
    """design.md 6: it has a meaning in the output; at any level, whatever its case."""
    top = make(tmp_path / "in", f"{naam.title()}/steunpunt.xlsx", f"regio/{naam}/steunpunt.xlsx", "a/steunpunt.xlsx")
    assert stopped(top) == [("map_gereserveerd", naam.title()), ("map_gereserveerd", f"regio/{naam}")]


@pytest.mark.parametrize("naam", sorted(RESERVED))
def test_a_steunpunt_as_input_may_not_have_a_reserved_name(tmp_path: Path, naam: str) -> None:
    """Its own name is the folder in the output then."""
    assert stopped(make(tmp_path / naam, "steunpunt.xlsx")) == [("map_gereserveerd", naam)]


def test_the_folder_of_many_steunpunten_may_have_any_name(tmp_path: Path) -> None:
    """Its name stands nowhere in the output."""
    assert names(make(tmp_path / "koepel", "a/steunpunt.xlsx")) == ["a"]


def test_capitals_in_the_names_of_files_and_folders_make_no_difference(tmp_path: Path) -> None:
    """On Windows nobody sees that it says Formulieren; a team must not seem to be without forms for it."""
    (found,) = discover(make(tmp_path / "in", "a/Steunpunt.xlsx", "a/Formulieren/1.xlsx")).mappen
    assert found.team == tmp_path / "in" / "a" / "Steunpunt.xlsx"
    assert found.formulieren == (tmp_path / "in" / "a" / "Formulieren" / "1.xlsx",)


def test_a_name_may_have_sixty_characters_and_no_more(tmp_path: Path) -> None:
    """All folders below the input together, "/" included: a path in the output must fit Windows."""
    fits, over = f"{'a' * 29}/{'b' * (MAP_LIMIT - 30)}", f"{'a' * 29}/{'b' * (MAP_LIMIT - 29)}"
    assert names(make(tmp_path / "in", f"{fits}/steunpunt.xlsx")) == [fits]
    assert stopped(make(tmp_path / "in", f"{over}/steunpunt.xlsx")) == [("map_te_lang", over)]


def test_two_steunpunten_never_share_an_output_folder(tmp_path: Path) -> None:
    """The input is a steunpunt called `a`, and so is a folder in it: the outputs of two would mix (design.md 3.8)."""
    assert stopped(make(tmp_path / "a", "steunpunt.xlsx", "a/steunpunt.xlsx")) == [("map_dubbel", "a")]


def test_a_folder_name_that_is_no_text_stops_the_run(tmp_path: Path) -> None:
    """It could not stand in run.json."""
    top = make(tmp_path / "in", "a/steunpunt.xlsx")
    make(Path(os.fsdecode(os.fsencode(top) + b"/Zo\xeb")), "steunpunt.xlsx")
    assert stopped(top) == [("map_naam", "Zo?")]


def test_all_faults_of_names_come_at_once(tmp_path: Path) -> None:
    """HR renames them in one go."""
    top = make(tmp_path / "in", "retour/steunpunt.xlsx", f"{'x' * 61}/steunpunt.xlsx")
    assert [code for code, _ in stopped(top)] == ["map_gereserveerd", "map_te_lang"]
