"""What is made of the product's own files beforehand equals what the files give, and holds for these files only."""

from __future__ import annotations

import hashlib
import os
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.definitions import kept as kept_module
from pipeline.definitions import own_files
from pipeline.definitions.catalog_file import kept_name, load_catalog, parse_catalog
from pipeline.definitions.kept import SIGN, kept, kept_code, kept_file, made_by
from pipeline.definitions.own_files import SCHEMAS, TEMPLATES
from pipeline.definitions.schema_files import load_schema, read_schema
from pipeline.render.word.template import compile_sjabloon
from tests.conftest import EXAMPLE, ROOT
from tools.make_kept import WORDS

CATALOGS = sorted((SCHEMAS / "catalogs").glob("*.yaml"))
RUN = """
import sys
from pathlib import Path
from pipeline.definitions import kept
kept.KEPT = Path(sys.argv.pop(1))
from pipeline.cli import main
try:
    main()
except SystemExit as ended:
    code = ended.code
print(code, *sorted({"yaml", "docxtpl"} & {*sys.modules}), file=sys.stderr)
"""


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


def outputs(kept_folder: Path, uitvoer: Path) -> tuple[dict[str, bytes], list[str]]:
    """All files of a run of the example, and what it ended with and imported of what is not needed."""
    command = [sys.executable, "-c", RUN, str(kept_folder), "run", str(EXAMPLE), "-o", str(uitvoer)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, "--periode", "2026-11", "-q", "--jobs", "1"], env=env, capture_output=True, text=True, check=False
    )
    files = {path.relative_to(uitvoer).as_posix(): path.read_bytes() for path in uitvoer.rglob("*") if path.is_file()}
    return files, done.stderr.splitlines()[-1].split()


def test_a_run_gives_the_same_with_what_was_kept_and_needs_no_yaml_and_no_templates(
    folder: Path, tmp_path: Path
) -> None:
    """Every byte of the example; docxtpl is for templates of others."""
    with_kept, imported = outputs(folder, tmp_path / "met")
    without, needed = outputs(tmp_path / "nothing", tmp_path / "zonder")
    assert with_kept == without
    assert (imported, needed) == (["1"], ["1", "docxtpl", "yaml"])
