"""The product's own data files: where they are; YAML without double keys, checked by a model, all faults at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = PACKAGE / "templates"
# the wheel carries schemas/ inside the package; a checkout has it beside the package, where the user wants it
SCHEMAS = next(folder for folder in (PACKAGE / "schemas", PACKAGE.parent / "schemas") if folder.is_dir())

M = TypeVar("M", bound=BaseModel)


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice in one entry: YAML would keep the last one and lose the first silently."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for place, key in enumerate(keys):
            if key in keys[:place]:
                mark = node.value[place][0].start_mark
                raise yaml.constructor.ConstructorError(problem="double key", problem_mark=mark)
        return super().construct_mapping(node, deep)


def read_yaml(data: bytes) -> object:
    """The content of a YAML file. Raises YAMLError, with the line, or ValueError for a value that cannot exist."""
    return yaml.load(data, Loader=_Loader)  # noqa: S506  # a safe loader, only stricter


def load_schema(name: str, model: type[M]) -> M:
    """A file of schemas/ as a record."""
    return model.model_validate(read_yaml((SCHEMAS / name).read_bytes()))


def fault_cause(kind: str) -> str:
    """The cause (schemas/messages.yaml) for pydantic's kind of fault; pydantic's own words never reach a user."""
    return kind if kind in ("missing", "extra_forbidden", "string_type") else "ongeldig"
