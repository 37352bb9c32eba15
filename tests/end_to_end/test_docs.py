"""What the pages say is true: commands, links, figures, limits; and nothing of one machine stands in the files."""

from __future__ import annotations

import ast
import dataclasses
import os
import re
import shlex
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple, get_args

import click
import pytest

from pipeline.analysis.counts import MOST_PERIODS
from pipeline.analysis.lending import MOST_LENDERS
from pipeline.analysis.summary import FULL_TIME
from pipeline.base import places
from pipeline.base.names import PATH_LIMIT
from pipeline.base.unpack import MAX_RATIO, MB
from pipeline.cli import cli
from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.layout import load_layout
from pipeline.definitions.messages import load_messages
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.rules import load_rules
from pipeline.intake import look, scan
from pipeline.intake import reader_process as isolate
from pipeline.intake.grid import MAX_TEXT
from pipeline.intake.inbox import MAP_LIMIT
from pipeline.model import analysed, catalog, development, judged, steunpunt, workbook
from pipeline.render.koepel.rows import FIGURES
from pipeline.render.word import template_process, template_trial
from pipeline.render.word.opening import package
from tests.conftest import MODULES, ROOT
from tools import make_bouwstenen, make_sjabloon
from tools.make_glossary import load_glossary, main, make_glossary

EXAMPLE = ROOT / "examples" / "invoer" / "zonnedael"
RECORDS = (analysed, catalog, development, judged, steunpunt, workbook)
PAGES = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").glob("*.md")))
MANUAL, DESIGN = ROOT / "docs" / "handleiding-hr.md", ROOT / "docs" / "design.md"
MANAGER = ROOT / "docs" / "handleiding-leidinggevende.md"
REPORTS = ROOT / "docs" / "handleiding-rapporten.md"
DIVIDING = ROOT / "docs" / "handleiding-verdelen.md"
UMBRELLA = ROOT / "docs" / "handleiding-koepel.md"
LIST = ROOT / "docs" / "handleiding-lijst.md"
LEARNING = ROOT / "docs" / "handleiding-ontwikkeling.md"
MAKEFILE = (ROOT / "Makefile").read_text("utf-8")

page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)


class Line(NamedTuple):
    """A command on a page: the program ("profielbouwer", "make", "profielen.cmd") and its words."""

    program: str
    words: tuple[str, ...]


def code_of(text: str) -> list[str]:
    """All code of a page: the lines of its indented blocks, and what stands between backticks."""
    blocks = re.findall(r"^ {4,}(.+)$", text, re.MULTILINE)
    return [*blocks, *re.findall(r"`([^`\n]+)`", re.sub(r"^ {4,}.+$", "", text, flags=re.MULTILINE))] + re.findall(
        r"`([^`\n]+)`", "\n".join(blocks)
    )


def lines_of(text: str) -> list[Line]:
    """The commands on a page; behind # there may stand another one."""
    pattern = r"(?:^|[\s/\\])(profielbouwer|make|profielen\.cmd)(?=\s|$)([^#]*)"
    found = (match for code in code_of(text) for match in re.finditer(pattern, code.split("`")[0]))
    return [Line(match[1], tuple(shlex.split(match[2]))) for match in found]


def fault_of(line: Line) -> str:
    """What is wrong with a command; "" when it would be understood."""
    if line.program == "profielen.cmd":
        return "" if len(line.words) <= 3 else "too many words"
    return (_make_fault if line.program == "make" else _command_fault)(line.words)


def _make_fault(words: Sequence[str]) -> str:
    variables = set(re.findall(r"^(\w+) \?=", MAKEFILE, re.MULTILINE))
    goals = {word for word in words if "=" not in word} - set(phony())
    named = {word.partition("=")[0] for word in words if "=" in word} - variables
    return " ".join(sorted(goals | named))


def _command_fault(words: Sequence[str]) -> str:
    command: click.Command = cli
    if words and not words[0].startswith("-"):
        if words[0] not in cli.commands:
            return f"no command {words[0]}"
        words, command = words[1:], cli.commands[words[0]]
    try:
        if words:  # a name alone is only mentioned
            command.make_context("profielbouwer", [*words])
    except click.exceptions.Exit:
        return ""  # --help and --version
    except click.ClickException as error:
        return error.format_message()
    return ""


def phony() -> list[str]:
    """The targets that the Makefile declares to be commands."""
    declared = re.search(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE)
    assert declared
    return declared[1].split()


# --- commands --------------------------------------------------------------------------------------------------------


@page
def test_every_command_on_a_page_exists(page: Path) -> None:
    """Commands, options, arguments, make targets and make variables."""
    lines = lines_of(page.read_text("utf-8"))
    assert not [(line, fault) for line in lines if (fault := fault_of(line))]


@pytest.mark.parametrize("name", ["README.md", "docs/handleiding-hr.md"])
def test_the_commands_of_a_month_are_found_on_the_page(name: str) -> None:
    """Or the test above would look at nothing."""
    lines = lines_of((ROOT / name).read_text("utf-8"))
    named = {line.words[0] for line in lines if line.program == "profielbouwer" and line.words}
    assert {"init", "forms", "check"} <= named
    assert "profiles" in {word for line in lines if line.program == "make" for word in line.words}


@pytest.mark.parametrize(
    "text",
    [
        "`profielbouwer maak invoer`",
        "`.venv/bin/profielbouwer run invoer`",
        "    profielbouwer run invoer -o uit --snel",
        "    make profiles     # or: profielbouwer run map",
        "`make alles`",
        "`make profiles JAAR=2026`",
        "`profielen.cmd een twee drie vier`",
    ],
)
def test_a_command_that_does_not_exist_is_seen(text: str) -> None:
    """An unknown command, option, target or variable, a missing argument, one too many."""
    assert [fault for line in lines_of(text) if (fault := fault_of(line))]


def test_the_month_of_the_readme_works(tmp_path: Path) -> None:
    """One command after the other, with the team and the forms of the example as what people fill in."""
    month = (ROOT / "README.md").read_text("utf-8").partition("## A month of HR")[2].partition("\n## ")[0]
    steps = [line for text in re.findall(r"^ {4}(\w.+)$", month, re.MULTILINE) for line in lines_of(f"    {text}")[:1]]
    done = []
    for step in steps:
        arguments = as_run(step)
        result = profielbouwer(*arguments, cwd=tmp_path)
        done.append((arguments[0], result.returncode))
        assert "Traceback" not in result.stderr
        fill_in(arguments[0], tmp_path / "invoer" / "zonnedael")
    # of the five filled forms one is rejected, by check and by run
    assert done == [("init", 0), ("forms", 0), ("pakket", 0), ("inleveren", 0), ("check", 1), ("run", 1)]
    made = {path.relative_to(tmp_path / "output").as_posix() for path in tmp_path.glob("output/2026-11/**/*.*")}
    assert {"2026-11/run.json", "2026-11/zonnedael/retour/1005 Eva Bedacht.xlsx"} <= made
    assert sum("profielen/" in name for name in made) == 4


def as_run(step: Line) -> list[str]:
    """The arguments of profielbouwer; `make profiles` is a run into output."""
    if step.program == "profielbouwer":
        return [*step.words]
    given = dict(word.split("=") for word in step.words if "=" in word)
    return ["run", given["INPUT"], "-o", "output", "--periode", given["PERIODE"]]


def fill_in(done: str, folder: Path) -> None:
    """What people do after a command: HR fills in the team workbook, the managers their forms."""
    if done == "init":
        shutil.copy(EXAMPLE / "steunpunt.xlsx", folder)
    elif done == "forms":
        filled, handed_out = EXAMPLE / "formulieren", folder / "formulieren"
        assert sorted(path.name for path in handed_out.iterdir()) == sorted(path.name for path in filled.iterdir())
        shutil.copytree(filled, handed_out, dirs_exist_ok=True)


def profielbouwer(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own, in this folder."""
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env, cwd=cwd, timeout=300)


def test_make_help_lists_every_target() -> None:
    """With what it does behind it."""
    quiet = {key: value for key, value in os.environ.items() if not key.startswith("MAKE") and key != "MFLAGS"}
    command = ["make", "--no-print-directory", "-C", str(ROOT), "help"]
    shown = subprocess.run(command, capture_output=True, text=True, check=True, env=quiet).stdout
    listed = re.findall(r"^ +make ([\w-]+) +\S.*$", shown, re.MULTILINE)
    assert sorted(listed) == sorted(phony())


# --- links and names of files ----------------------------------------------------------------------------------------


@page
def test_links_and_pictures_point_to_files_that_are_there(page: Path) -> None:
    """Seen from the page itself, as a browser does."""
    targets = re.findall(r"\]\(([^)\s]+)\)", page.read_text("utf-8"))
    local = [target.partition("#")[0] for target in targets if "://" not in target]
    assert not [target for target in local if not (page.parent / target).is_file()]


@page
def test_files_named_on_a_page_are_there(page: Path) -> None:
    """A path from the top of the project, or a module of the pipeline."""
    words = {word for code in code_of(page.read_text("utf-8")) for word in code.split()}
    tops = "|".join(path.name for path in ROOT.iterdir() if path.is_dir() and path.name not in ignored())
    paths = {word for word in words if re.fullmatch(rf"(?:{tops})/[\w./-]+", word)}
    modules = {f"pipeline/{word}" for word in words if re.fullmatch(r"[\w/]+\.py", word)} - {
        f"pipeline/{p}" for p in paths
    }
    assert not [path for path in sorted(paths | modules) if not (ROOT / path).exists()]


def test_the_design_names_every_module_in_its_package() -> None:
    """A newcomer finds in one table where everything is."""
    table = DESIGN.read_text("utf-8").partition("| package |")[2].partition("## ")[0]
    rows = re.findall(r"^\| (?:`([\w/]+)`|the root) \| (.*) \|$", table, re.MULTILINE)
    told = {f"{package}/{name}".strip("/") for package, cell in rows for name in re.findall(r"`(\w+)`", cell)}
    paths = [path.relative_to(ROOT / "pipeline") for path in MODULES]
    assert told == {path.with_suffix("").as_posix() for path in paths if path.stem != "__init__"}


def test_a_package_says_in_one_docstring_what_comes_in_and_what_goes_out() -> None:
    """And imports nothing: the reader process and --help would pay for it."""
    for path in (ROOT / "pipeline").rglob("*/__init__.py"):
        module = ast.parse(path.read_text("utf-8"))
        assert len(module.body) == 1, path
        assert re.search(r"^(?:In|In and out): .*Doors", ast.get_docstring(module) or "", re.DOTALL | re.MULTILINE), (
            path
        )


def test_every_picture_is_used_and_they_are_small() -> None:
    """Somebody who clones the project downloads them all: together less than 1.5 MB."""
    pictures = [*(ROOT / "docs" / "beelden").iterdir()]
    shown = "".join(page.read_text("utf-8") for page in PAGES)
    assert not [picture.name for picture in pictures if f"beelden/{picture.name}" not in shown]
    assert sum(picture.stat().st_size for picture in pictures) < 1_500_000


# --- what the pages say ----------------------------------------------------------------------------------------------


def test_the_manual_explains_every_status_and_signal() -> None:
    """In the words of the reports, one row each; a signal with its colours."""
    text = MANUAL.read_text("utf-8")
    for begrip in load_wording().statussen.values():
        assert f"\n| {begrip.woord} | " in text
    for code, soort in load_messages().signalen.items():
        colours = {"rood": soort.rood, "oranje": soort.oranje, "grijs": soort.info}
        assert re.findall(rf"^\| {code} \| (\w+) \|", text, re.MULTILINE) == [c for c, has in colours.items() if has]


def test_the_manual_of_reports_explains_every_consequence_and_change() -> None:
    """In the words of the reports; "geen" has nothing to explain, and a new catalog is rare enough to leave out."""
    text, words = REPORTS.read_text("utf-8"), load_wording()
    cells = ", ".join(re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)).split(", ")
    afwezigheid, wijzigingen = words.afwezigheid, words.wijzigingen
    consequences = [begrip.woord for begrip in (*afwezigheid.gevolgen.values(), afwezigheid.onzeker)]
    rare = {wijzigingen.dekking["erbij"], wijzigingen.dekking["vervallen"]}
    kinds = (wijzigingen.mensen, wijzigingen.taken, wijzigingen.dekking, wijzigingen.signalen)
    changes = {word for kind in kinds for word in kind.values()} - rare
    assert not [word for word in (*consequences, *sorted(changes)) if word not in cells]
    assert f"hoogstens de laatste {MOST_PERIODS}" in text


def test_the_manual_names_every_document_that_the_start_page_leads_to() -> None:
    """A new one has to be explained to HR."""
    text = MANUAL.read_text("utf-8")
    documenten = {*load_wording().startpagina.documenten} - {"overzicht"}
    assert not [name for name in documenten if not re.search(rf"[/`]{name}\.", text)]


def test_the_manual_gives_the_thresholds_that_hold() -> None:
    """schemas/rules.toml, and the kerntaken with a rule of their own in the catalog."""
    text, rules, kerntaken = MANUAL.read_text("utf-8"), load_rules(), shipped_catalog().kerntaken
    assert f"Minstens {100 * rules.o1.oranje_vanaf:g} % van het contract" in text
    norm = rules.o2
    assert (
        f"{norm.kerntaken:g} kerntaken per {norm.uren:g} contracturen (bij 24 uur: {24 * norm.kerntaken / norm.uren:g})"
    )
    assert text.count("meer dan een kwart") == 2 and rules.o4.zonder_uren == 1 / 4
    asked = [kerntaak.code for kerntaak in kerntaken if kerntaak.bereik == "gevraagd"]
    personal = [kerntaak.code for kerntaak in kerntaken if kerntaak.bereik == "persoonlijk"]
    fixed = [kerntaak.code for kerntaak in kerntaken if kerntaak.altijd]
    assert f"Bij {dutch_list(asked)}: niemand" in text
    assert f"Bij {dutch_list(personal)}: iedereen" in text
    assert f"De taken {dutch_list(fixed)} tellen niet mee" in text


def dutch_list(codes: Sequence[str]) -> str:
    """r, s en t"""
    return f"{', '.join(codes[:-1])} en {codes[-1]}"


def test_the_example_of_settings_in_the_manual_is_accepted(tmp_path: Path) -> None:
    """Copied into a file it changes just what it says."""
    example = MANUAL.read_text("utf-8").partition("[o1]")[2].partition("\n##")[0]
    (tmp_path / "rules.toml").write_text(re.sub(r"^ +", "", f"[o1]{example}", flags=re.MULTILINE), "utf-8")
    rules = load_rules(tmp_path / "rules.toml")
    assert (rules.o1.oranje_vanaf, rules.profiel.bijlage) == (0.95, False)
    assert rules.o2 == load_rules().o2


def first_cells(text: str) -> list[str]:
    """What the tables of a manual explain."""
    return ", ".join(re.findall(r"^\| ([^|]+) \|", text, re.MULTILINE)).split(", ")


def test_the_manual_of_the_list_names_every_column_and_what_else_it_may_be_called() -> None:
    """The other names that it gives are understood; the longest list fits."""
    text = LIST.read_text("utf-8")
    kolommen = load_layout().lijst["medewerkers"].kolommen
    assert not [kolom.kop for kolom in kolommen if kolom.kop not in first_cells(text)]
    known = {name for kolom in kolommen for name in kolom.ook}
    told = re.findall(r"^\| [^|]+ \| ([^|]+) \| [^|]+ \|$", text, re.MULTILINE)
    assert {name for cell in told for name in cell.split(", ")} - {"heet ook wel"} <= known
    assert "passen bijna 20.000 mensen" in text and scan.MAX_ROW == 20_000


def test_the_manual_for_umbrellas_explains_every_figure_and_sign() -> None:
    """In the words of the overview."""
    text, words = UMBRELLA.read_text("utf-8"), load_wording()
    assert not [key for key in FIGURES if words.overzicht.kolommen[key].kop not in first_cells(text)]
    for status, teken in words.koepel.tekens.items():
        assert f"\n| {teken} | {words.statussen[status].woord} |\n" in text
    assert f"\n| {words.koepel.teken_onleesbaar} | {words.overzicht.onleesbaar} |\n" in text


def test_the_manual_for_umbrellas_gives_the_figures_that_hold() -> None:
    """Hours of a full-time contract, who can lend, the kerntaken that take no part, the longest list."""
    text = UMBRELLA.read_text("utf-8")
    assert f"gedeeld door {FULL_TIME:g}." in text
    assert "hoogstens drie steunpunten" in text and MOST_LENDERS == 3
    assert "drie mensen of meer" in text and analysed.MENSEN == 3
    found = shipped_catalog()
    assert f"De taken {dutch_list(sorted({*found.kerntaak} - found.gedeeld))} doet iedereen voor zichzelf" in text
    assert f"De taak {' '.join(found.altijd & found.gedeeld)} hoort bij iedereen" in text


@pytest.mark.parametrize(
    ("manual", "most"),
    [
        (MANUAL, 1_350),
        (REPORTS, 1_000),
        (MANAGER, 900),
        (UMBRELLA, 1_350),
        (LEARNING, 950),
        (DIVIDING, 400),
        (LIST, 600),
    ],
    ids=["hr", "rapporten", "leidinggevende", "koepel", "ontwikkeling", "verdelen", "lijst"],
)
def test_a_manual_is_one_page_of_plain_words(manual: Path, most: int) -> None:
    """No formal address, and so few words that somebody reads them: a little above what each manual has."""
    text = manual.read_text("utf-8")
    assert not re.findall(r"\b(?:[Uu]w|U|u(?! en v\b))\b", text)  # u and v are kerntaken
    words = re.findall(r"[^\W\d_]+(?:['-]\w+)*", text)
    assert len(words) < most


def test_the_manual_for_managers_quotes_what_the_form_says() -> None:
    """What stands in italics is a text of the form, or of a message; the steps are those of the sheet Uitleg."""
    text = MANAGER.read_text("utf-8")
    said = "".join((ROOT / "schemas" / name).read_text("utf-8") for name in ("form.yaml", "messages.yaml")).casefold()
    quoted = re.findall(r"(?<!\*)\*{1}(?:\*\*)?([^*\n]+)\*", text)
    assert {"Klopt dit?", "nog niet gereed", "gereed om in te leveren", "Bewerken inschakelen"} <= {*quoted}
    assert not [words for words in quoted if words.casefold() not in said]
    steps = [(stap, blad) for stap, _, blad in load_layout().formulier["uitleg"].regels]
    assert re.findall(r"^\| (\d) \| ([\w ]+) \|", text, re.MULTILINE) == steps


def test_the_design_tells_the_limits_that_hold() -> None:
    """Of the file, the zip, the sheets, the reader and the folders."""
    text = DESIGN.read_text("utf-8")
    for limit in (
        f"| the file | {look.MAX_FILE // MB} MiB |",
        f"| parts of the zip | {look.LIMITS.parts:,} |",
        f"| one part, unpacked | {look.LIMITS.part // MB} MiB |",
        f"| all parts, unpacked | {look.LIMITS.total // MB} MiB |",
        f"for a part beyond 1 MiB | {MAX_RATIO} times |",
        f"row {scan.MAX_ROW:,}, column {places.MAX_COLUMN}, and at most {scan.MAX_BOX:,} cells",
        f"| time in the reader | {isolate.SECONDS:g} seconds a file |",
        f"| memory of the reader (Linux only) | {isolate.MEMORY // 1024**3} GiB |",
        f"| text in one cell | {MAX_TEXT:,} characters",
        f"| parts of the zip | {package.LIMITS.parts:,} |\n| one part, all parts",
        f"| one part, all parts, unpacked | {package.LIMITS.part // MB} MiB, {package.LIMITS.total // MB} MiB |",
        f"| one part of XML, all together | {package.MAX_XML // MB} MiB, {package.MAX_XML_TOTAL // MB} MiB |",
        f"| {template_trial.MAX_GROWTH} times the template ({template_trial.ALWAYS // MB} MiB may always be), "
        f"at most {template_trial.MAX_OUTPUT // MB} MiB |",
        f"| turns of its loops | {template_trial.MAX_TURNS:,} |",
        f"| {template_process.SECONDS:g} seconds; {template_process.MEMORY // MB} MiB of address space (Linux only) |",
        f"at most {MAP_LIMIT} characters below the input; paths below the output folder at most {PATH_LIMIT}",
    ):
        assert limit in text


# --- glossary --------------------------------------------------------------------------------------------------------


def test_the_glossary_page_is_current(tmp_path: Path) -> None:
    """Run `make glossary` after a change of schemas/glossary.yaml or of the catalog."""
    assert (ROOT / "docs" / "glossary.md").read_text("utf-8") == make_glossary(load_glossary(), shipped_catalog())
    main(tmp_path / "glossary.md")
    assert (tmp_path / "glossary.md").read_bytes() == (ROOT / "docs" / "glossary.md").read_bytes()


def test_every_dutch_record_and_value_is_explained() -> None:
    """The classes of records and catalog, and the words that a status or severity can have; three names are English."""
    defined = [thing for module in RECORDS for thing in vars(module).values()]
    classes = {thing.__name__ for thing in defined if isinstance(thing, type) and is_ours(thing)}
    words = {name.casefold() for name in classes - {"Answer", "Row", "Catalog"}}
    for literal in (judged.Status, analysed.Dekkingstatus, analysed.Ernst):
        words |= {*get_args(literal)}
    assert {"steunpunt", "kernopgave", "dekking", "kwetsbaar", "onleesbaar"} <= words
    assert not words - terms()


def is_ours(thing: type) -> bool:
    """A public record that one of these modules defines itself."""
    return thing.__module__ in {module.__name__ for module in RECORDS} and not thing.__name__.startswith("_")


def terms() -> set[str]:
    """All explained terms; one that stands under two headings would have two explanations."""
    every = [term for group in load_glossary().begrippen.values() for term in group]
    assert len(every) == len({*every})
    return {*every}


def test_every_term_of_the_glossary_is_in_use() -> None:
    """What the product no longer says needs no explanation."""
    files = [*MODULES, *(ROOT / "schemas").rglob("*.yaml"), *(ROOT / "docs").glob("[hs]*.md")]
    text = "\n".join(path.read_text("utf-8") for path in files if path.name != "glossary.yaml").casefold()
    assert not [term for term in sorted(terms()) if term not in text]


def test_the_glossary_gives_english_for_the_names_of_the_catalog_only() -> None:
    """A name that the catalog lost goes from the file too."""
    entries = shipped_catalog()
    kinds = (entries.groepen, entries.kerntaken, entries.kernopgaven, entries.competenties)
    assert {*load_glossary().namen} == {entry.naam for kind in kinds for entry in kind}


# --- the page on templates ------------------------------------------------------------------------------------------


def test_the_page_on_templates_is_current(tmp_path: Path) -> None:
    """Run `make sjabloon` after a change of a declared field or of schemas/sjabloon.yaml."""
    page = ROOT / "docs" / "sjabloon.md"
    copy = tmp_path / "sjabloon.md"
    copy.write_bytes(page.read_bytes().replace(b"| `naam` |", b"| `oud` |"))
    make_sjabloon.main(copy)
    assert copy.read_bytes() == page.read_bytes()


@pytest.mark.parametrize(("naam", "error"), [("naam", KeyError), ("weg", ValueError)])
def test_every_field_has_words_and_all_words_have_a_field(naam: str, error: type[Exception]) -> None:
    """A field of the profile without words, and words of a field that is gone."""
    uitleg = make_sjabloon.load_uitleg()
    velden = {**uitleg["profiel"].velden, naam: "uitleg"}
    if naam == "naam":
        del velden[naam]
    with pytest.raises(error, match=naam):
        make_sjabloon.make_sections({**uitleg, "profiel": uitleg["profiel"].model_copy(update={"velden": velden})})


# --- the page on the building blocks ---------------------------------------------------------------------------------


def test_the_page_on_the_building_blocks_is_current(tmp_path: Path) -> None:
    """Run `make bouwstenen` after a change of the catalog."""
    page = ROOT / "docs" / "bouwstenen.md"
    copy = tmp_path / "bouwstenen.md"
    copy.write_bytes(page.read_bytes().replace(b"| Versterken", b"| Oud"))
    make_bouwstenen.main(copy)
    assert copy.read_bytes() == page.read_bytes()


def test_the_page_on_the_building_blocks_tells_the_whole_method() -> None:
    """Every group that can be chosen, kerntaak, kernopgave and competency, and the kinds of both."""
    text, catalog = (ROOT / "docs" / "bouwstenen.md").read_text("utf-8"), shipped_catalog()
    for groep in catalog.te_kiezen:
        assert groep.omschrijving in text
    for one in (*catalog.kerntaken, *catalog.kernopgaven, *catalog.competenties):
        assert f"{one.code} {one.naam}" in text
    for soort in (*catalog.soorten, *catalog.competentiesoorten):
        assert f"**{soort.naam}**" in text


# --- nothing of one machine ------------------------------------------------------------------------------------------


@dataclasses.dataclass(frozen=True)
class Stray:
    """Something that belongs to one machine or network, and a pattern for it."""

    what: str
    pattern: re.Pattern[bytes]


# written in pieces, for this file is searched too
STRAYS = (
    Stray(
        "a package registry",
        re.compile(rb"\b(?:pypi|npmjs|crates|rubygems|hex)\.(?:org|io|com|pm)\b|python" + b"hosted"),
    ),
    Stray("a folder of one machine", re.compile(rb"(?<![\w.<])/(?:home|root|Users|work|tmp|mnt|opt)" + rb"/\w")),
    Stray("an own index", re.compile(rb"--(?:extra-)?index" + rb"-url[= ]|trusted-" + b"host")),
)


def test_no_file_names_a_registry_or_a_folder_of_this_machine() -> None:
    """All files of the checkout, with git or without; workbooks and Word files by their parts."""
    here = [bytes(path) for path in (ROOT, Path(sys.prefix)) if len(path.parts) > 2]
    found = []
    for name, content in contents():
        found += [(name, stray.what) for stray in STRAYS if stray.pattern.search(content)]
        found += [(name, "this machine") for folder in here if folder in content]
    assert not found


@pytest.mark.parametrize(
    "text",
    [
        b"https://" + b"pypi" + b".org/simple",
        b"https://files.python" + b"hosted.org/x",
        b'"/' + b"home/iemand/uit",
        b"file:///" + b"tmp/uit",
        b"--index" + b"-url=x",
    ],
)
def test_what_belongs_to_one_machine_is_seen(text: bytes) -> None:
    """In a file that holds more than just that."""
    assert [stray for stray in STRAYS if stray.pattern.search(b"een regel\n" + text + b"\n")]


def test_all_kinds_of_files_are_searched() -> None:
    """The search opens what it should open, and leaves alone what git ignores."""
    names = [name for name, _ in contents()]
    assert {"README.md", ".ci/run", "Makefile", "requirements.lock", "tests/end_to_end/test_docs.py"} <= {*names}
    assert any(name.startswith("pipeline/templates/profiel.docx!word/") for name in names)
    assert not [name for name in names if name.startswith((".git/", ".venv/", "output/")) or "__pycache__" in name]


def contents() -> Iterator[tuple[str, bytes]]:
    """Name and content of every file that is no one's cache; of an office file every part."""
    for path in sorted(files_below(ROOT, ignored())):
        name = path.relative_to(ROOT).as_posix()
        yield name, path.read_bytes()
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                yield from ((f"{name}!{part}", archive.read(part)) for part in archive.namelist())


def ignored() -> set[str]:
    """Names of what git leaves out, as .gitignore has them."""
    lines = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    return {line.removesuffix("/*").strip("/ ") for line in lines} | {".git"}


def files_below(folder: Path, ignored: set[str]) -> Iterator[Path]:
    """The files below a folder, not in one that is ignored by its name or its ending (*.egg-info)."""
    for path in folder.iterdir():
        if path.name in ignored or f"*{path.suffix}" in ignored:
            continue
        if path.is_dir():
            yield from files_below(path, ignored)
        elif path.is_file():
            yield path
