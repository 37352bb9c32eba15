"""YAML without double keys."""

from __future__ import annotations

from typing import Any

import yaml
from yaml import YAMLError

__all__ = ["YAMLError", "read_yaml"]


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
