"""A large record as a key of a cache: compared by identity, for hashing all texts of a catalog costs a millisecond."""

from __future__ import annotations

from typing import Generic, TypeVar

T = TypeVar("T")


class Same(Generic[T]):
    """A record that equals only itself; the cache that holds it keeps it alive, so its id is not given away."""

    __slots__ = ("record",)

    def __init__(self, record: T) -> None:
        self.record = record

    def __hash__(self) -> int:
        return id(self.record)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.record is other.record
