"""click's own messages reach the reader in Dutch."""

import os
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po

from tests.conftest import ROOT

PO = ROOT / "pipeline" / "locale" / "nl" / "LC_MESSAGES" / "messages.po"
MO = PO.with_suffix(".mo")
COMPILE = "run: pybabel compile -d pipeline/locale -l nl"

KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "gettext": None, "ngettext": (1, 2)}
SAME_IN_BOTH_LANGUAGES = {("d",)}  # short for "day" and for "dag"
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%(?:\([^)]*\))?[a-z]")
LOCALE_VARIABLES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LC_CTYPE", "LANG")

SMALL_COMMAND = """
from pipeline.click_dutch import speak_dutch

speak_dutch()

import click

@click.command()
@click.version_option("1.0")
def small() -> None:
    pass

small(prog_name="klein")
"""

Texts = tuple[str, ...]


def texts(message: object) -> Texts:
    """Give a message as a tuple: one text, or the singular and the plural."""
    return tuple(map(str, message)) if isinstance(message, list | tuple) else (str(message),)


def translations(catalog: Catalog) -> dict[Texts, Texts]:
    """Give each English message of a catalog with its translation, without the header."""
    return {texts(m.id): texts(m.string) for m in catalog if m.id and not m.fuzzy}


def read_dutch() -> Catalog:
    """Read the Dutch .po file."""
    with PO.open("rb") as file:
        return read_po(file)


def click_messages() -> set[Texts]:
    """Extract every translatable message from the installed click."""
    folder = Path(click.__file__).resolve().parent
    found = extract_from_dir(folder, method_map=[("**.py", "python")], keywords=KEYWORDS)
    return {texts(message) for _file, _line, message, _comments, _context in found}


def run_small_command(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a small click command in its own process, with the C locale."""
    env = {name: value for name, value in os.environ.items() if name not in LOCALE_VARIABLES}
    env |= {"LC_ALL": "C", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-c", SMALL_COMMAND, *arguments],
        cwd=folder,
        env=env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_every_message_of_click_has_a_dutch_translation() -> None:
    """A new click release with new messages must not bring English back."""
    dutch = translations(read_dutch())
    messages = click_messages()
    assert ("No such option {name!r}.",) in messages, "the extraction found too little"
    missing = {
        message
        for message in messages
        if not all(dutch.get(message, ("",))) or (dutch[message] == message and message not in SAME_IN_BOTH_LANGUAGES)
    }
    assert not missing


def test_the_compiled_catalog_is_current_with_its_source() -> None:
    """Only the .mo file is read at run time, so an edit of the .po must be compiled."""
    source = read_dutch()
    fresh = BytesIO()
    write_mo(fresh, source)
    fresh.seek(0)
    with MO.open("rb") as file:
        compiled = read_mo(file)
    assert translations(compiled) == translations(read_mo(fresh)), COMPILE
    assert compiled.plural_forms == source.plural_forms, COMPILE


def test_every_translation_keeps_the_placeholders_of_the_english() -> None:
    """A lost or renamed placeholder would make click fail while it reports an error."""
    for english, dutch in translations(read_dutch()).items():
        assert len(english) == len(dutch), english
        for original, translated in zip(english, dutch, strict=True):
            wanted = sorted(PLACEHOLDER.findall(original))
            assert sorted(PLACEHOLDER.findall(translated)) == wanted, original


def test_an_unknown_option_is_reported_in_dutch_with_the_c_locale(tmp_path: Path) -> None:
    """The language must not depend on how the machine is set up."""
    result = run_small_command("--bestaat-niet", folder=tmp_path)
    assert result.returncode == 2
    assert "Gebruik: klein" in result.stderr
    assert "Typ 'klein --help' voor hulp." in result.stderr
    assert "Fout: De optie '--bestaat-niet' bestaat niet." in result.stderr


def test_the_help_page_is_in_dutch_with_the_c_locale(tmp_path: Path) -> None:
    """Help texts are made while the command is defined, earlier than error messages."""
    result = run_small_command("--help", folder=tmp_path)
    assert result.returncode == 0
    for line in ("Gebruik: klein", "Opties:", "Toon de versie en stop.", "Toon deze uitleg"):
        assert line in result.stdout
