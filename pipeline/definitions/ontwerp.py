"""What forms are made from: the same for all forms of a run, so what is worked out from it is kept."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.definitions.layout import Layout
from pipeline.definitions.rules import Rules
from pipeline.model.catalog import Catalog
from pipeline.model.identity import Same


@dataclass(frozen=True, slots=True)
class Ontwerp:
    """What every form is made from; as a key of a cache it is the same when these are the same objects."""

    catalog: Catalog = field(hash=False, compare=False)
    layout: Layout = field(hash=False, compare=False)
    rules: Rules
    same: tuple[Same[Catalog], Same[Layout]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "same", (Same(self.catalog), Same(self.layout)))
