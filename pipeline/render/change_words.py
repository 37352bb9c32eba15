"""What changed in words: phrases that the workbook and the overload report share."""

from __future__ import annotations

from pipeline.analysis.change import Persoon, Signaalwijziging, Toestand, Uren, Wijziging
from pipeline.base.dutch import dutch_number
from pipeline.definitions.messages import signal_name
from pipeline.definitions.report_words import load_wording


def who(wijziging: Wijziging, nummer: str) -> str:
    """Name and personeelsnummer of somebody of then or now; the number alone where no name is known."""
    naam = wijziging.namen.get(nummer)
    return load_wording().persoon.format(naam=naam, nummer=nummer) if naam else nummer


def task(wijziging: Wijziging, code: str) -> str:
    """Code and name of a kerntaak of either catalog; the code alone where no name is known."""
    return f"{code}  {wijziging.kerntaken[code]}" if code in wijziging.kerntaken else code


def hours(uren: Uren) -> str:
    """Hours per week, with a sign for those that are not known: "4", "4 + ?", or "?" when none are."""
    words = load_wording()
    if not uren.onbekend:
        return dutch_number(uren.bekend)
    known = dutch_number(uren.bekend)
    return words.wijzigingen.uren_onbekend.format(uren=known) if uren.bekend else words.onbekend


def package(persoon: Persoon) -> str:
    """How many kerntaken somebody brings or leaves, and their hours."""
    pakket = load_wording().wijzigingen.pakket
    pattern = pakket.een if persoon.taken == 1 else pakket.meer
    return pattern.format(aantal=persoon.taken, uren=hours(persoon.uren))


def describe_signal(wijziging: Signaalwijziging) -> str:
    """Code and name of a signal, as it stands or else as it stood; a former version may have known others."""
    last = wijziging.naar or wijziging.van
    naam = signal_name(wijziging.code, last.ernst) if last else ""
    return load_wording().wijzigingen.signaal.format(code=wijziging.code, naam=naam).strip()


def state(toestand: Toestand | None) -> str:
    """How a signal stood: its severity, and what an agreement did; "" where there was none."""
    words = load_wording()
    if toestand is None:
        return ""
    return words.wijzigingen.toestand[toestand.geldigheid].format(ernst=words.signaal[toestand.ernst].lower())
