"""Taking a person out of the JSON that runs leave: numbers and names become others, answers go, figures stay."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from pipeline.delivery.betrokkene.wisser import GONE, Wisser
from pipeline.model.kept_answers import KeptAntwoorden
from pipeline.model.record import Json, Kept

JsonValue = Any  # of a record, at any depth

# where a personeelsnummer stands alone
NUMBER_KEYS = frozenset(
    ["personeelsnummer", "uitvoerders", "boven_contract", "voorbehoud", "ontbrekend", "elders", "team"]
    + ["nodig", "mogelijk", "te_bespreken", "mensen"]
)
HASHES = frozenset({"sha256", "kenmerk", "versie", "schema", "periode"})  # never of a person
OWN_LISTS = frozenset({"ontwikkeling"})  # of what is about one person an entry


def wipe_record(kept: Json, wisser: Wisser) -> Json:
    """run.json, a record or what a record of vervallen/ says, without the person and without paths of their files."""
    wiped: Json = _walk("", kept, wisser)
    return wiped


def wipe_answers(kept: KeptAntwoorden, wisser: Wisser) -> KeptAntwoorden:
    """antwoorden.json without the answers of the person; what others wrote is theirs, and stays."""
    return kept.model_copy(
        update={
            "formulieren": _of_others(kept.formulieren, wisser),
            "eerder": _of_others(kept.eerder, wisser),
        }
    )


def _of_others(forms: Mapping[str, Kept], wisser: Wisser) -> dict[str, Kept]:
    return {nummer: form for nummer, form in forms.items() if not wisser.is_nummer(nummer)}


def _walk(key: str, value: JsonValue, wisser: Wisser) -> JsonValue:
    if isinstance(value, str):
        return value if key in HASHES else wisser.text(value, whole=key in NUMBER_KEYS)
    if isinstance(value, list):
        entries = (one for one in value if not (_is_gone(one, wisser) or (key in OWN_LISTS and _is_of(one, wisser))))
        return [_omvang(one, wisser) if key == "omvang" else _walk(key, one, wisser) for one in entries]
    if isinstance(value, dict):
        own = _own(value, wisser) if _is_of(value, wisser) else value
        kept = ((name, one) for name, one in own.items() if not wisser.owns(name))
        return {wisser.text(name): _walk(name, one, wisser) for name, one in kept}
    return value


def _is_of(value: JsonValue, wisser: Wisser) -> bool:
    return isinstance(value, dict) and wisser.is_nummer(str(value.get("personeelsnummer") or ""))


def _is_gone(value: JsonValue, wisser: Wisser) -> bool:
    """Whether an entry tells where a file lies that goes."""
    return isinstance(value, dict) and wisser.owns(str(value.get("nu", "")))


def _own(value: Json, wisser: Wisser) -> Json:
    """What is kept of somebody under their number: no file of theirs, and no reason that somebody wrote."""
    gone: Json = {"profiel": None} if value.get("profiel") else {}
    if bestand := value.get("bestand"):
        gone["bestand"] = str(PurePosixPath(bestand).with_name(wisser.label + PurePosixPath(bestand).suffix))
    if isinstance(value.get("afspraak"), dict):
        gone["afspraak"] = {**value["afspraak"], "reden": GONE}
    return {**value, **gone}


def _omvang(value: JsonValue, wisser: Wisser) -> JsonValue:
    """A row of hours: the number is its first, and the last tells people with one number apart by their name."""
    if not (isinstance(value, list) and value and wisser.is_nummer(str(value[0]))):
        return value
    return [wisser.label, *value[1:5], *[""] * len(value[5:])]
