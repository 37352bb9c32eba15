"""Thresholds from schemas/rules.toml, overridden by the nearest instellingen/rules.toml."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cached_property, lru_cache
from itertools import accumulate
from pathlib import Path
from typing import Annotated, Any

from pydantic import ConfigDict, Field, ValidationError

from pipeline.base.dutch import dutch_number
from pipeline.definitions.schema_files import SCHEMAS, fault_cause
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Address, Finding, Stop
from pipeline.model.record import Record

_WORD = re.compile(r"\w+")
_HYPHEN = r"[\s\u00ad\u2010-\u2015-]*"  # between the parts of a word: "burn-out", "burn out", "burnout"


class _Strict(Record):
    model_config = ConfigDict(strict=True, allow_inf_nan=False)


class Catalogus(_Strict):
    """Which catalog holds."""

    bestand: str = Field(pattern=r"^[\w-]+\.yaml$")


class Grenzen(_Strict):
    """Bounds, in hours per week: the highest of a kerntaak and of a contract, and what a contract starts at."""

    uren_kerntaak: float = Field(gt=0, le=168)
    contracturen: float = Field(gt=0, le=168)
    contracturen_vanaf: float = Field(ge=0, le=168)

    def contract(self, uren: object) -> float | None:
        """Hours as a contract, None for what was not read, is out of bounds, or is rather a share of a working week."""
        possible = isinstance(uren, float) and uren > 0 and self.contracturen_vanaf <= uren <= self.contracturen
        return uren if possible and isinstance(uren, float) else None

    def is_fte(self, uren: object) -> bool:
        """Whether hours of a contract are so few that they may be fte."""
        return isinstance(uren, float) and 0 < uren < self.contracturen_vanaf


class O1(_Strict):
    """Known hours against contract, as a share."""

    oranje_vanaf: float = Field(gt=0, le=1)


class O2(_Strict):
    """So many kerntaken fit in so many contract hours per week."""

    kerntaken: float = Field(gt=0)
    uren: float = Field(gt=0)


class O4(_Strict):
    """Above this share of tasks without hours nothing can be judged."""

    zonder_uren: float = Field(ge=0, le=1)


class Profielinstelling(_Strict):
    """What a Word profile holds."""

    bijlage: bool


class Privacy(_Strict):
    """What does not belong in a free text, and how small a group may be of which figures are shown.

    gezondheid: whole words; a hyphen in them may be a space or nothing. groep: number of people.
    """

    gezondheid: tuple[Annotated[str, Field(pattern=r"\w")], ...] = Field(strict=False)
    groep: int = Field(ge=3)

    def tells_of_health(self, text: str) -> bool:
        """Whether a text holds a word about health, in capitals or not; "ziekenhuis" is another word than "ziek"."""
        plain = unicodedata.normalize("NFC", text).casefold()
        # nearly all texts hold none: ten times as quick as searching for each
        return not self._starts.isdisjoint(_WORD.findall(plain)) and bool(self._health.search(plain))

    @cached_property
    def _parts(self) -> list[list[str]]:
        return [re.split(r"[-\s]+", unicodedata.normalize("NFC", word).casefold().strip()) for word in self.gezondheid]

    @cached_property
    def _starts(self) -> frozenset[str]:
        """What the first word of each may be: "burn", "burnout"."""
        joined = [list(accumulate(parts)) for parts in self._parts]
        return frozenset(start for some in joined for text in some for start in _WORD.findall(text)[:1])

    @cached_property
    def _health(self) -> re.Pattern[str]:
        words = [_HYPHEN.join(map(re.escape, parts)) for parts in self._parts]
        return re.compile(rf"(?<!\w)(?:{'|'.join(words) or '(?!)'})(?!\w)")


class Ontwikkeling(_Strict):
    """Development. aan: ids of the catalogs that ask for it, None: those that say so themselves; mate: grades too.

    punten_per_jaar: None where there is no norm; samen_vanaf: so many people with one need learn together.
    """

    aan: tuple[str, ...] | None = Field(default=None, strict=False)
    mate: bool
    punten_per_jaar: float | None = Field(default=None, gt=0)
    samen_vanaf: int = Field(ge=2)


class Brief(_Strict):
    """What letters and reminders say. terug_naar: to whom forms go back, an address or a name; "" for the sender."""

    terug_naar: str = Field(max_length=200, pattern=r"^[^\r\n]*$")


class Bewaren(_Strict):
    """How long periods are kept: months before the newest one."""

    maanden: int = Field(ge=1)


class Rules(_Strict):
    """All thresholds; field names are those of the file."""

    catalogus: Catalogus
    grenzen: Grenzen
    o1: O1
    o2: O2
    o4: O4
    profiel: Profielinstelling
    privacy: Privacy
    ontwikkeling: Ontwikkeling
    brief: Brief
    bewaren: Bewaren

    def ontwikkelt(self, catalog: Catalog) -> bool:
        """Whether forms of this catalog ask about development."""
        aan = self.ontwikkeling.aan
        return catalog.antwoorden.ontwikkeling if aan is None else catalog.id in aan

    def grenzen_van(self, code: str) -> dict[str, str]:
        """The thresholds of a rule of overload in words, as they are and as percentages (`..._procent`)."""
        found: Record | None = getattr(self, code.lower(), None)
        values = dict(found) if found else {}
        shares = {f"{key}_procent": dutch_number(100 * value) for key, value in values.items()}
        return {key: dutch_number(value) for key, value in values.items()} | shares


def load_rules(override: Path | None = None) -> Rules:
    """The shipped thresholds with those of `override` on top. Raises Stop with all faults of that file at once."""
    return _rules(override, _text(override) if override else "")


@lru_cache
def _rules(override: Path | None, text: str) -> Rules:
    """Kept by the text and not by the file alone: a worker lives longer than a setting."""
    place = override or SCHEMAS / "rules.toml"
    values = _parsed(SCHEMAS / "rules.toml", _text(SCHEMAS / "rules.toml"))
    try:
        return Rules.model_validate(_merged(values, _parsed(place, text)))
    except ValidationError as error:
        raise Stop(
            Finding(
                "instelling_fout",
                _address(place),
                {"plaats": ".".join(map(str, fault["loc"])), "oorzaak": fault_cause(fault["type"])},
            )
            for fault in error.errors()
        ) from error


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise Stop([Finding("instelling_onleesbaar", _address(path))]) from error


def _parsed(path: Path, text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Stop([Finding("instelling_onleesbaar", _address(path))]) from error


def _address(path: Path) -> Address:
    """The file with the folder that its settings are for: an input may hold several."""
    return Address("/".join(path.parts[-3:]))


def _merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    both = {key: base[key] | over[key] for key in base if isinstance(over.get(key), dict)}
    return base | over | both


BEHOEFTE_MAX = 1000.0  # hours per week; more than a team of any steunpunt has, so a typing error
