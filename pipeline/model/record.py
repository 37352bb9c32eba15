"""What records that are read from files have in common, and JSON as Python has it."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict

Json = dict[str, Any]


class Record(BaseModel):
    """Data of the product: checked when it is loaded, all faults at once, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Whole(Record):
    """A large record, of which there is one: as a key of a cache it equals itself, for hashing all texts takes long."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)
