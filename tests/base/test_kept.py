"""What is made of the product's own files beforehand equals what the files give, and holds for these files only."""

from __future__ import annotations

import hashlib
import os
import pickle
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.base import kept as kept_module
from pipeline.base import own_files
from pipeline.base.kept import SIGN, kept, kept_code, kept_file, made_by
from pipeline.base.own_files import SCHEMAS, TEMPLATES
from pipeline.definitions.catalog_file import kept_name, load_catalog, parse_catalog, shipped_catalog
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import load_schema, read_schema
from pipeline.excel.book_xml import draw_frame
from pipeline.excel.book_xml import kept_name as kept_frame
from pipeline.forms.verdeling import columns_for
from pipeline.forms.wat_als import KeptMould, bounds, make_mould
from pipeline.forms.wat_als import kept_name as kept_mould
from pipeline.render.word.template import compile_sjabloon
from tests.conftest import EXAMPLE, ROOT
from tools.make_kept import MOST_PEOPLE, MOST_SHEETS, WORDS

CATALOGS = sorted((SCHEMAS / "catalogs").glob("*.yaml"))
LARGE = {"docxtpl", "lxml", "openpyxl", "pandera", "polars", "yaml"}
RUN = (
    f"LARGE = {LARGE}"
    + """
import sys
from pathlib import Path
from pipeline.base import kept
kept.KEPT = Path(sys.argv.pop(1))
from pipeline.cli import main
try:
    main()
except SystemExit as ended:
    code = ended.code
print(code, *(LARGE & {*sys.modules}), file=sys.stderr)
"""
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is kept of the program as it is now."""
    made = tmp_path_factory.mktemp("program") / "kept"
    subprocess.run([sys.executable, "-m", "tools.make_kept", str(made)], cwd=ROOT, check=True)
    return made


@pytest.fixture
def in_place(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The same, in use."""
    monkeypatch.setattr(kept_module, "KEPT", folder)
    kept_module._is_current.cache_clear()
    yield folder
    kept_module._is_current.cache_clear()


@pytest.fixture
def changed(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A text of the program is no longer what it was when that was made."""
    caches = (own_files.own_files_hash, made_by, kept_module._is_current)
    read = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read(path) + (b"\n#" if path.name == "form.yaml" else b""))
    for cache in caches:
        cache.cache_clear()
    yield
    monkeypatch.undo()
    for cache in caches:
        cache.cache_clear()


@pytest.mark.parametrize("name", WORDS)
def test_kept_words_are_those_of_their_file(in_place: Path, name: str) -> None:
    """Texts and layout, field by field."""
    made, read = kept(name), read_schema(name, WORDS[name])
    assert isinstance(made, WORDS[name])
    assert made.model_dump() == read.model_dump() == load_schema(name, WORDS[name]).model_dump()


@pytest.mark.parametrize("path", CATALOGS, ids=lambda path: path.stem)
def test_a_kept_catalog_is_that_of_its_file(in_place: Path, path: Path) -> None:
    """Also what is worked out from it."""
    data = path.read_bytes()
    made, read = load_catalog(path), parse_catalog(path.name, data)
    assert kept(kept_name(data)) is not None
    assert made.model_dump() == read.model_dump()
    assert made.sha256 == hashlib.sha256(data).hexdigest()
    assert [entry.kenmerk for entry in made.kerntaken] == [entry.kenmerk for entry in read.kerntaken]


def test_a_changed_catalog_is_never_read_from_what_was_kept(in_place: Path, tmp_path: Path) -> None:
    """Under the same name, in whatever folder: the content decides."""
    path = tmp_path / CATALOGS[0].name
    path.write_bytes(CATALOGS[0].read_bytes().replace(b"versie:", b"versie: x", 1))
    assert load_catalog(path).versie != load_catalog(CATALOGS[0]).versie


@pytest.mark.usefixtures("in_place", "changed")
def test_nothing_is_used_that_another_program_made() -> None:
    """One text was changed: no catalog, no word and no template of before holds."""
    assert not any(kept(name) for name in (*WORDS, *(kept_name(path.read_bytes()) for path in CATALOGS)))
    assert not any(kept_code(path.name) for path in TEMPLATES.glob("*.j2"))


def test_another_version_of_a_library_makes_all_anew(in_place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A record of another pydantic, or code of another jinja2, is not used."""
    monkeypatch.setattr(kept_module, "version", lambda name: "x" if name == "jinja2" else "1")
    made_by.cache_clear()
    kept_module._is_current.cache_clear()
    assert kept("form.yaml") is None
    made_by.cache_clear()


def test_without_its_sign_nothing_is_used(in_place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """That is written last: what was made in part is not used."""
    monkeypatch.setattr(kept_module, "KEPT", tmp_path)
    kept_file("form.yaml", "pickle", tmp_path).write_bytes(pickle.dumps("old"))
    kept_module._is_current.cache_clear()
    assert kept("form.yaml") is None
    (tmp_path / SIGN).write_text(made_by(), "ascii")
    kept_module._is_current.cache_clear()
    assert kept("form.yaml") == "old"
    assert kept("messages.yaml") is kept_code("index.html.j2") is None


@pytest.mark.usefixtures("in_place")
def test_a_catalog_of_others_is_tried_with_the_shipped_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    """It may be too large for one of them; with the shipped catalogs they were tried before."""
    tried: list[Path] = []
    monkeypatch.setattr(
        "pipeline.render.word.template_compile.compile_now", lambda path, *_: tried.append(path) or object()
    )
    shipped, path = load_catalog(CATALOGS[0]), TEMPLATES / "profiel.docx"
    compile_sjabloon(path, shipped)
    assert not tried
    compile_sjabloon(path, shipped.model_copy(update={"sha256": "of another file"}))
    assert tried == [path]


def command(kept_folder: Path, invoer: Path, uitvoer: Path) -> tuple[str, set[str]]:
    """Run an input: the exit code, and which of the large libraries were imported."""
    words = ["run", str(invoer), "-o", str(uitvoer), "--periode", "2026-11", "-q", "--jobs", "1"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = [sys.executable, "-c", RUN, str(kept_folder), *words]
    done = subprocess.run(run, env=env, capture_output=True, text=True, check=False)
    code, *imported = done.stderr.splitlines()[-1].split()
    return code, {*imported}


def files(uitvoer: Path) -> dict[str, bytes]:
    """All that a run made."""
    return {path.relative_to(uitvoer).as_posix(): path.read_bytes() for path in uitvoer.rglob("*") if path.is_file()}


def test_a_run_gives_the_same_with_what_was_kept_and_imports_less(folder: Path, tmp_path: Path) -> None:
    """Every byte of the example; one of its forms is rejected, and openpyxl draws it again."""
    code, imported = command(folder, EXAMPLE, tmp_path / "met")
    assert (code, imported) == ("1", {"openpyxl", "lxml", "pandera", "polars"})
    code, imported = command(tmp_path / "nothing", EXAMPLE, tmp_path / "zonder")
    assert (code, imported) == ("1", LARGE)
    assert files(tmp_path / "met") == files(tmp_path / "zonder")


def test_a_run_without_a_rejected_form_imports_no_openpyxl_and_a_rerun_no_polars(folder: Path, tmp_path: Path) -> None:
    """Reports, Word documents and wat-als.xlsx come without it; where nothing changed no row is checked."""
    invoer = tmp_path / "invoer"
    shutil.copytree(EXAMPLE, invoer)
    next(invoer.rglob("1005*")).unlink()
    assert command(folder, invoer, tmp_path / "uit") == ("0", {"pandera", "polars"})
    assert (tmp_path / "uit/2026-11/zonnedael/wat-als.xlsx").is_file()
    assert command(folder, invoer, tmp_path / "uit") == ("0", set())


@pytest.mark.usefixtures("in_place")
def test_workbooks_that_were_kept_are_those_that_would_be_drawn() -> None:
    """What reports have alike, and wat-als.xlsx of the first catalog for a small and a large team."""
    pagina, rules, catalog = load_wording().pagina, load_rules(), shipped_catalog()
    assert all(kept(kept_frame(number, pagina)) == draw_frame(number, pagina) for number in (1, MOST_SHEETS))
    assert kept(kept_frame(1, "Blad &P")) is None
    ontwerp = Ontwerp(catalog, form_layout(catalog, rules), rules)
    for columns in (columns_for(1), columns_for(MOST_PEOPLE)):
        found = kept(kept_mould(catalog, columns))
        assert isinstance(found, KeptMould)
        assert found.mould.cast({}, "x") == make_mould(ontwerp, columns).cast({}, "x")


def test_no_other_setting_can_be_seen_on_a_mould_that_is_kept(tmp_path: Path) -> None:
    """Those that it calculates with must be the same; a change of any other leaves every byte as it is."""
    catalog, rules = shipped_catalog(), load_rules()
    changes = {
        "ontwikkeling": {"aan": (catalog.id,), "mate": True, "punten_per_jaar": 9.0},
        "privacy": {"groep": 9, "gezondheid": ("iets",)},
        "profiel": {"bijlage": not rules.profiel.bijlage},
        "brief": {"terug_naar": "iemand"},
        "bewaren": {"maanden": 3},
        "catalogus": {"bestand": "x.yaml"},
    }
    assert {*changes, "grenzen", "o1", "o2", "o4"} == {*type(rules).model_fields}
    other = rules.model_copy(
        update={name: getattr(rules, name).model_copy(update=update) for name, update in changes.items()}
    )
    drawn = [make_mould(Ontwerp(catalog, form_layout(catalog, one), one), 4).cast({}, "x") for one in (rules, other)]
    assert drawn[0] == drawn[1]
    assert bounds(rules) == bounds(other)
