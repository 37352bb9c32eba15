"""run.json and the records of groups of files: one declaration writes and reads them, older ones too."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from pipeline.model.kept_groups import Cijfers, Steunpuntrecord
from pipeline.model.kept_run import RunFile
from pipeline.model.record import Json, Kept
from tests.conftest import SCHEMA, Run
from tools.make_schema import SCHEMA as SCHEMA_FILE
from tools.make_schema import main

FILES = [("run.json", RunFile), ("zonnedael/steunpunt.json", Steunpuntrecord), ("cijfers.json", Cijfers)]


def test_the_schema_is_current(tmp_path: Path) -> None:
    """Run `make schema` after a change of kept_run.py or kept_development.py."""
    main(tmp_path / "run.schema.json")
    assert (tmp_path / "run.schema.json").read_bytes() == SCHEMA_FILE.read_bytes()
    jsonschema.Draft202012Validator.check_schema(SCHEMA.schema)


@pytest.mark.parametrize(("file", "kind"), FILES)
def test_what_was_written_comes_back_to_the_last_key(example_run: Run, file: str, kind: type[Kept]) -> None:
    """Read and written again it is the same: no key of the file is unknown to its record, 4 stays 4 and 4.0 is 4.0."""
    data = (example_run.map / file).read_bytes()
    again = kind.model_validate_json(data).as_json()
    assert json.dumps(again) == json.dumps(json.loads(data))


def with_key(content: object) -> object:
    """JSON with a key more in every object."""
    if isinstance(content, list):
        return [with_key(part) for part in content]
    if isinstance(content, dict):
        return {key: with_key(part) for key, part in content.items()} | {"later": "erbij"}
    return content


def test_a_key_that_a_later_version_adds_is_ignored(example_run: Run) -> None:
    """Keys may be added (design.md 2.4)."""
    read = RunFile.model_validate(with_key(example_run.report))
    assert read.steunpunten == RunFile.model_validate(example_run.report).steunpunten


@pytest.mark.parametrize(
    ("place", "key"), [("formulieren", "profiel"), ("dekking", "voorbehoud"), ("overbelasting", "verlopen")]
)
def test_a_run_of_before_a_key_was_there_is_readable(example_run: Run, place: str, key: str) -> None:
    """What came later has a default; the schema wants it of what is written now."""
    older: Json = json.loads(json.dumps(example_run.report))
    some = next(steunpunt for steunpunt in older["steunpunten"] if steunpunt[place])
    del some[place][0][key]
    assert some["map"] in [steunpunt.map for steunpunt in RunFile.model_validate(older).steunpunten]
    assert not SCHEMA.is_valid(older)


@pytest.mark.parametrize("status", ["weg", None])
def test_the_schema_knows_every_status(example_run: Run, status: str | None) -> None:
    """Another word than those of the contract does not pass."""
    wrong: Json = json.loads(json.dumps(example_run.report))
    wrong["steunpunten"][0]["formulieren"][0]["status"] = status
    assert not SCHEMA.is_valid(wrong)
