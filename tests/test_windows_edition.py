"""The Windows edition, as far as it can be tested without Windows; tests/wine runs it."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.support.browser import DESKTOP, chromium, needs_chromium
from tools import make_windows
from tools.manual_pages import manual_page, slug
from tools.sbom import PARTS, sbom
from tools.windows_cpython import HASHES, SIGNERS, UNSIGNED, check_hashes

WINDOWS = ROOT / "packaging" / "windows"
CMD = r"C:\WINDOWS\system32\cmd.exe"
START = rf'{CMD} /c ""C:\Program Files\Profielbouwer\Start.cmd"'


def dropped(line: str, first: str = "") -> list[str]:
    """What start.py makes of the line that Explorer ran."""
    spec = importlib.util.spec_from_file_location("start", WINDOWS / "start.py")
    assert spec and spec.loader
    start = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(start)
    paths = start.dropped({"PROFIELBOUWER_REGEL": line, "PROFIELBOUWER_EERSTE": first})
    return [str(path) for path in paths]


@pytest.mark.parametrize(
    ("line", "first", "paths"),
    [
        (f'{START} "', "", []),
        (rf'{START} C:\A&B"', r"C:\A", [r"C:\A&B"]),
        (rf'{START} "C:\Jan & Piet""', r"C:\Jan & Piet", [r"C:\Jan & Piet"]),
        (rf'{START} C:\1.xlsx "C:\2 (b).xlsx" C:\3%^!.xlsx"', "", [r"C:\1.xlsx", r"C:\2 (b).xlsx", r"C:\3%^!.xlsx"]),
        (rf'{START.replace("Start", "START")} "\\server\onze map""', "", [r"\\server\onze map"]),
        (CMD, r"C:\werk (oud)", [r"C:\werk (oud)"]),
        (CMD, "", []),
        ("", "", []),
    ],
)
def test_what_was_dropped_on_it(line: str, first: str, paths: list[str]) -> None:
    """All of it by Explorer's own line, for cmd.exe cuts at an ampersand; a terminal gives one folder."""
    assert dropped(line, first) == paths


def test_the_libraries_are_those_that_were_tested_and_no_others() -> None:
    """The lock of the edition holds what a run needs, in the versions of requirements.lock."""
    tested, shipped = (
        dict(re.findall(r"^(\S+?)==(\S+)", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        for name in ("requirements.lock", "requirements-windows.lock")
    )
    assert shipped.items() <= tested.items()
    wanted = re.search(r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text("utf-8"), re.DOTALL | re.M)
    assert wanted
    assert set(re.findall(r'"([\w-]+)', wanted[1])) <= shipped.keys()
    assert not shipped.keys() & {"pytest", "ruff", "mypy", "hatchling", "setuptools", "distributed"}


def test_a_changed_file_of_cpython_is_refused() -> None:
    """Also one that is missing, and one too many."""
    files = {"a.dll": b"a", "b.dll": b"b"}
    recorded = "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in files.items())
    check_hashes(files, recorded)
    for odd in ({"a.dll": b"a"}, {**files, "c.dll": b"c"}, {**files, "a.dll": b"x"}):
        with pytest.raises(SystemExit, match="not as recorded"):
            check_hashes(odd, recorded)


def test_every_program_of_cpython_is_to_be_signed() -> None:
    """What nobody signed is three files: two texts, and the standard library, known by its hash only."""
    names = {line.split()[1] for line in HASHES.read_text("utf-8").splitlines()}
    assert names >= UNSIGNED.keys()
    assert not {name for name in UNSIGNED if name.endswith((".exe", ".dll", ".pyd", ".cat"))}
    assert SIGNERS == ("Python Software Foundation", "Microsoft Corporation")


def wheel(**headers: str) -> bytes:
    """A wheel with no more than what it says of itself."""
    told = "\n".join(f"{key.replace('_', '-')}: {value}" for key, value in headers.items())
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr(
            "een-1.dist-info/METADATA", f"Metadata-Version: 2.4\nName: Een_Twee\nVersion: 1\n{told}\n\nLicense: x"
        )
    return whole.getvalue()


def test_the_list_of_parts_names_version_licence_and_hash() -> None:
    """Of every wheel, and of the libraries within CPython, whose versions stand in its files."""
    python = {part.file: part.sign for part in PARTS}
    data = wheel(License_Expression="MIT OR Apache-2.0")
    listed = json.loads(sbom("0.1", python, {"een-1.whl": data}))
    assert listed["components"][-1] == {
        "type": "library",
        "name": "Een_Twee",
        "version": "1",
        "licenses": [{"expression": "MIT OR Apache-2.0"}],
        "purl": "pkg:pypi/een-twee@1",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}],
    }
    assert {"CPython", "OpenSSL", "SQLite"} <= {found["name"] for found in listed["components"]}
    assert json.loads(sbom("0.1", python, {"w": wheel(License="MIT License")}))
    with pytest.raises(ValueError, match="unknown licence"):
        sbom("0.1", python, {"w": wheel(License="van alles")})
    with pytest.raises(ValueError, match="is not of OpenSSL"):
        sbom("0.1", python | {"libcrypto-3.dll": b"OpenSSL 3.0.14"}, {})


def test_the_zip_is_the_same_on_any_day_and_refuses_what_windows_cannot_have() -> None:
    """Long paths, and names that differ in capitals only."""
    files = {"b.txt": b"b", "a/c.txt": b"c"}
    assert make_windows.zipped(files) == make_windows.zipped(dict(reversed(files.items())))
    for odd in ({"x" * 120: b""}, {"A.txt": b"", "a.txt": b""}):
        with pytest.raises(ValueError, match=r"too long|capitals"):
            make_windows.zipped(odd)


def test_what_windows_runs_has_its_line_ends() -> None:
    """cmd.exe loses its place in a file with the line ends of Linux."""
    for name in ("Start.cmd", "profielbouwer.cmd", "LEESMIJ.txt"):
        content = make_windows.windows_text(WINDOWS / name)
        assert content.count(b"\n") == content.count(b"\r\n") > 3
        assert content.isascii()


def test_the_command_of_a_scheduled_task_asks_nothing() -> None:
    """Only what somebody double-clicks waits for a key."""
    words = {
        name: set((WINDOWS / name).read_text().split()) & {"pause", "choice", "timeout", "/p"}
        for name in ("Start.cmd", "profielbouwer.cmd")
    }
    assert words == {"Start.cmd": {"pause"}, "profielbouwer.cmd": set()}


def test_every_link_of_the_manuals_leads_somewhere() -> None:
    """To a page, a heading or a picture that is in the zip; none to a .md file."""
    files = make_windows.manuals()
    for name, content in files.items():
        for link in re.findall(r'(?:href|src)="([^"]*)"', content.decode() if name.endswith(".html") else ""):
            page, _, place = link.partition("#")
            assert page in {"", *files}, f"{name}: {link}"
            assert not place or f'id="{place}"' in files[page or name].decode(), f"{name}: {link}"


@needs_chromium
def test_axe_finds_nothing_on_any_manual(tmp_path: Path) -> None:
    """As on the reports."""
    files = make_windows.manuals()
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with chromium(tmp_path / "profiel") as browser:
        for page in sorted(tmp_path.glob("*.html")):
            browser.open(page, DESKTOP)
            assert not browser.violations(), page.name


def test_a_manual_is_a_page_in_dutch() -> None:
    """With its title; a link to what is not in the zip becomes text."""
    page = manual_page("# Één & twee\n\n[hier](b.md#zo), [daar](../README.md), [straks](#een)", {"b.md"})
    assert '<html lang="nl">' in page
    assert "<title>Één &amp; twee</title>" in page
    assert '<a href="b.html#zo">hier</a>, daar, <a href="#een">straks</a>' in page
    assert slug("Zo komen de cijfers tot stand") == "zo-komen-de-cijfers-tot-stand"
