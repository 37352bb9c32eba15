"""Writing formulas that Excel 2010 and LibreOffice 7.4 both have, within Excel's limits; without the equals sign."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from string import Formatter

FORMULA_MAX = 8_192  # characters of a formula, the equals sign counted
LITERAL_MAX = 255  # characters of a text within a formula
NIETS = '""'


def checked(formula: str) -> str:
    """The formula itself. ValueError when it is longer than Excel allows: Excel would repair the file and drop it."""
    if len(formula) >= FORMULA_MAX:
        raise ValueError(f"Formula of {len(formula)} characters")
    return formula


def literal(tekst: str) -> str:
    """A text within a formula, in parts where it is longer than Excel allows one to be."""
    parts = [tekst[at : at + LITERAL_MAX] for at in range(0, len(tekst), LITERAL_MAX)] or [""]
    return "&".join('"' + part.replace('"', '""') + '"' for part in parts)


def number(waarde: float) -> str:
    """A number within a formula; formulas in a file have a point, whatever the language of Excel."""
    return f"{waarde:.15g}"


def sentence(patroon: str, delen: Mapping[str, str] | None = None) -> str:
    """A pattern like "Nog {vrij} uur" as a formula that fills it; delen: name -> formula of the part."""
    parts: list[str] = []
    for text, name, _, _ in Formatter().parse(patroon):
        parts += [literal(text)] if text else []
        parts += [(delen or {})[name]] if name else []
    return "&".join(parts) or NIETS


def choose(gevallen: Sequence[tuple[str, str]]) -> str:
    """Nested IFs: the formula of the first case whose condition holds; the last case has "" for a condition."""
    (condition, formula), *rest = gevallen
    return f"IF({condition},{formula},{choose(rest)})" if condition else formula


def joined_where(vlaggen: Iterable[tuple[str, str]], tussen: str = ", ") -> str:
    """The names whose flag is 1, with `tussen` between them, "" when there are none. vlaggen: condition, formula."""
    parts = [f"IF({vlag},{literal(tussen)}&{naam},{NIETS})" for vlag, naam in vlaggen]
    return f"MID({'&'.join(parts)},{len(tussen) + 1},9999)" if parts else NIETS


def listed(vlaggen: Iterable[tuple[str, str]], aantal: str, woorden: Mapping[str, str]) -> str:
    """The names whose flag is 1; where that would pass Excel's limit how many they are: "12 rijen".

    aantal: formula of their number; woorden: `rij` for one and `rijen` for more.
    """
    names = joined_where(vlaggen)
    if len(names) < FORMULA_MAX:
        return names
    many = sentence(woorden["rijen"], {"aantal": aantal})
    return choose([(f"{aantal}=0", NIETS), (f"{aantal}=1", literal(woorden["rij"])), ("", many)])


def sum_of(cellen: Iterable[str]) -> str:
    """Sum of cells, "0" when there are none."""
    return "+".join(cellen) or "0"


def on_sheet(naam: str, plaats: str) -> str:
    """Reference to a place on another sheet: "Kerntaken!$E$7"."""
    quoted = naam.replace("'", "''")
    return f"'{quoted}'!{plaats}"
