"""What a file is by its place: about one person alone, or about more; and whether one that stays names somebody."""

from __future__ import annotations

from pathlib import PurePosixPath

from pipeline.base.unpack import Unsound
from pipeline.delivery.betrokkene.markup import READ, wipe
from pipeline.delivery.betrokkene.tables import Rule
from pipeline.delivery.betrokkene.wisser import Wisser
from pipeline.delivery.period.vervallen import RECORD as VERVALLEN_RECORD

ONTWIKKELING = "ontwikkeling"
OF_OTHERS = frozenset({"profielen", "retour", ONTWIKKELING})  # folders of files about one person each
OF_TEAM = frozenset({"ontwikkeling.xlsx", "ontwikkeling.html"})  # and these, in the last of them, are not


def rule_of(path: str) -> Rule:
    """What of the tables of a document goes, beside the name: of those about development, answers too."""
    return "answers" if ONTWIKKELING in PurePosixPath(path).parts[:-1] else "figures"


def is_named(path: str, data: bytes, wisser: Wisser) -> bool:
    """Whether a file that stays as it is names the person."""
    names = _OnlyNames(wisser)
    if PurePosixPath(path).suffix.casefold() not in READ:
        return any(naam.encode() in data for naam in wisser.betrokkene.namen)
    try:
        return wipe(path, data, names) != data
    except Unsound:
        return False


def is_of_other(path: str) -> bool:
    """Whether a file is about somebody alone."""
    parts = PurePosixPath(path).parts
    return not OF_OTHERS.isdisjoint(parts[:-1]) and parts[-1] not in OF_TEAM | {VERVALLEN_RECORD}


class _OnlyNames(Wisser):
    """Of the files of others only a name tells something: a number there may be anything."""

    def __init__(self, wisser: Wisser) -> None:
        super().__init__(wisser.betrokkene, wisser.label)

    def text(self, text: str, *, whole: bool = False) -> str:
        return "" if self.names(text) else text
