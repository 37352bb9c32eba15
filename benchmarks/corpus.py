"""Inputs to measure with: forms as they come back, all of them accepted, no two the same.

Usage: python -m benchmarks.corpus FORMS PEOPLE FOLDER      (people in each steunpunt)

Of ten forms six were opened and saved by LibreOffice, three were typed with openpyxl, and one is as the product handed
it out, its answers typed in the XML. A steunpunt has all three catalogs: of 20 people 14 are on bouwstenen, 3 on
uitwerking, 3 on scw. Each form has its own personeelsnummer, name, hours and notes. They come from a mould per pattern
of answers and program, so everything else is as that program wrote it; results of live cells are those of the mould,
where the same hours stand in another order.
"""

from __future__ import annotations

import os
import random
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from xml.sax.saxutils import escape

from benchmarks.mould import Mould
from benchmarks.patterns import HOURS, team_patterns
from benchmarks.sentences import name, sentence
from benchmarks.shapes import FRESH, LIBREOFFICE, OPENPYXL, Moulds, make_moulds
from pipeline.delivery.period.files import form_name
from pipeline.intake.tree import FORMULIEREN, TEAM_FILES
from pipeline.model.steunpunt import Medewerker

FORM_SHAPES = [{"L": LIBREOFFICE, "O": OPENPYXL, "F": FRESH}[letter] for letter in "LOLLOLFLOL"]  # of form after form
TEXTS = 64  # room for so many notes on a form
FIRST_NUMBER = 100_000  # of the personeelsnummers
_SPREAD = 0x9E3779B97F4A7C15  # odd: ids of forms that look like hashes
GROUP = 25  # steunpunten that one process makes at a time


def make_corpus(folder: Path, forms: int, people: int) -> Path:
    """An input folder of so many forms, `people` in each steunpunt."""
    if forms % people:
        raise ValueError(f"{forms} forms are no whole number of steunpunten of {people}")
    moulds, numbers = make_moulds(people), range(forms // people)
    groups = [numbers[start : start + GROUP] for start in range(0, len(numbers), GROUP)]
    with ProcessPoolExecutor(os.cpu_count(), initializer=_know, initargs=(moulds, people)) as pool:
        for done in [pool.submit(_make_steunpunten, folder, group) for group in groups]:
            done.result()
    return folder


_known: list[tuple[Moulds, int]] = []  # of this process


def _know(moulds: Moulds, people: int) -> None:
    _known[:] = [(moulds, people)]


def _make_steunpunten(folder: Path, numbers: Sequence[int]) -> None:
    ((moulds, people),) = _known
    for number in numbers:
        place = folder / f"s{number:05}"
        (place / FORMULIEREN).mkdir(parents=True)
        persons = range(number * people, (number + 1) * people)
        shape = FORM_SHAPES[number % len(FORM_SHAPES)]
        team = moulds.team[OPENPYXL if shape == FRESH else shape]  # a team workbook is never as it was handed out
        (place / TEAM_FILES[0]).write_bytes(team.cast(_team_values(number, persons)))
        for person, pattern in zip(persons, team_patterns(people), strict=True):
            mould = moulds.forms[pattern, FORM_SHAPES[(person + 3 * number) % len(FORM_SHAPES)]]
            target = place / FORMULIEREN / form_name(place.name, Medewerker(_nummer(person), name(person)))
            target.write_bytes(mould.cast(_form_values(number, person, mould)))


def _team_values(number: int, persons: Sequence[int]) -> dict[str, bytes]:
    values = _shared_values(number, number)
    for place, person in enumerate(persons):
        values |= _xml({f"nummer{place}": _nummer(person), f"naam{place}": name(person)})
    return values


def _form_values(number: int, person: int, mould: Mould) -> dict[str, bytes]:
    """What comes in the form of a person, by the key of its token."""
    hours = [f"{HOURS[place % len(HOURS)]:g}" for place in range(sum(key.startswith("uren") for key in mould.keys))]
    random.Random(person).shuffle(hours)
    texts = {f"tekst{place}": sentence(person * TEXTS + place) for place in range(TEXTS)}
    typed = {f"uren{place}": hour for place, hour in enumerate(hours)}
    own = {"nummer": _nummer(person), "naam": name(person), "stempel": f"{person * _SPREAD % 2**64:016x}"}
    return _shared_values(number, person) | _xml({**texts, **typed, **own})


def _shared_values(number: int, saved: int) -> dict[str, bytes]:
    """The name of the steunpunt, and where the cursor stood and when it was when the file was saved."""
    hour, minute, second = saved // 3600 % 24, saved // 60 % 60, saved % 60
    moment = f"2026-10-{saved // 86_400 % 31 + 1:02}T{hour:02}:{minute:02}:{second:02}Z"
    cursor = f"{'ABCDEFGH'[saved % 8]}{4 + saved // 8 % 250}"
    return _xml({"steunpunt": f"Steunpunt Verzonnendam {number}", "moment": moment, "cursor": cursor})


def _xml(values: dict[str, str]) -> dict[str, bytes]:
    return {key: escape(value).encode() for key, value in values.items()}


def _nummer(person: int) -> str:
    return str(FIRST_NUMBER + person)


def main() -> None:
    """Make the input that the command line asks for."""
    forms, people, folder = sys.argv[1:]
    made = make_corpus(Path(folder), int(forms), int(people))
    print(f"{len(list(made.glob('*/formulieren/*.xlsx')))} forms in {made}")


if __name__ == "__main__":
    main()
