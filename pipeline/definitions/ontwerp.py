"""What forms are made from: the same for all forms of a run, so what is worked out from it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.definitions.layout import Layout
from pipeline.definitions.rules import Rules
from pipeline.model.catalog import Catalog


@dataclass(frozen=True, slots=True)
class Ontwerp:
    """What every form is made from; as a key of a cache it is the same when these are the same objects."""

    catalog: Catalog
    layout: Layout
    rules: Rules
