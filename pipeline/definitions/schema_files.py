"""The product's own data files: where they are; YAML checked by a model, all faults at once."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel

from pipeline.base.kept import kept
from pipeline.base.own_files import PACKAGE, SCHEMAS, TEMPLATES

__all__ = ["PACKAGE", "SCHEMAS", "TEMPLATES", "fault_cause", "load_schema", "read_schema"]

M = TypeVar("M", bound=BaseModel)


def load_schema(name: str, model: type[M]) -> M:
    """A file of schemas/ as a record, the one that was kept or one that is read now."""
    found = kept(name)
    return found if isinstance(found, model) else read_schema(name, model)


def read_schema(name: str, model: type[M]) -> M:
    """A file of schemas/ as a record, read now."""
    from pipeline.definitions.yaml_file import read_yaml  # not needed for what was kept

    return model.model_validate(read_yaml((SCHEMAS / name).read_bytes()))


def fault_cause(kind: str) -> str:
    """The cause (schemas/messages.yaml) for pydantic's kind of fault; pydantic's own words never reach a user."""
    return kind if kind in ("missing", "extra_forbidden", "string_type") else "ongeldig"
