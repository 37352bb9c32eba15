"""Write schemas/run.schema.json, the JSON Schema (2020-12) of run.json, from the record that writes it.

Usage: make schema, or .venv/bin/python tools/make_schema.py [file]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from pydantic.json_schema import GenerateJsonSchema

from pipeline.definitions.schema_files import SCHEMAS
from pipeline.model.kept_run import RunFile
from pipeline.model.record import Json

SCHEMA = SCHEMAS / "run.schema.json"


class _Untitled(GenerateJsonSchema):
    """Without a title that repeats the name of each key."""

    def field_title_should_be_set(self, schema: object) -> bool:
        """None is."""
        return False


def make_schema() -> Json:
    """What holds for every run.json of this version: all keys are there, and a later version may add some."""
    found = RunFile.model_json_schema(mode="serialization", by_alias=True, schema_generator=_Untitled)
    return {"$schema": GenerateJsonSchema.schema_dialect, **found}


def main(path: Path = SCHEMA) -> None:
    """Write the schema to a file."""
    path.write_text(json.dumps(make_schema(), ensure_ascii=False, indent=2) + "\n", "utf-8", newline="\n")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
