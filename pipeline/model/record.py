"""What records that are read from files have in common, and JSON as Python has it."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, WithJsonSchema

Json = dict[str, Any]
Number = Annotated[int | float, WithJsonSchema({"type": "number"})]  # read back as it was: 4 is not written as 4.0

PERIODE = r"[12][0-9]{3}-(0[1-9]|1[0-2])"  # of a period to compare with: it becomes the name of a folder


class Record(BaseModel):
    """Data of the product: checked when it is loaded, all faults at once, and never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Whole(Record):
    """A large record, of which there is one: as a key of a cache it equals itself, for hashing all texts takes long."""

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


class Kept(Record):
    """What a run writes in a JSON file and a later one reads back: its fields are the keys, in the order of the file.

    Keys are added and never renamed (design.md 2.4): one that came later has a default, an unknown one is ignored.
    """

    model_config = ConfigDict(extra="ignore", allow_inf_nan=False, json_schema_serialization_defaults_required=True)

    def as_json(self) -> Json:
        """The record as plain JSON values."""
        return self.model_dump(mode="json", by_alias=True)
