"""Every text with a number in it reads right for none, one and two; and no sentence is too long to read at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import Formatter

import pytest
from pydantic import BaseModel

from pipeline.definitions.document_words import load_phrases
from pipeline.definitions.layout import load_layout
from pipeline.definitions.menu_words import menu_words
from pipeline.definitions.messages import load_messages
from pipeline.definitions.report_words import load_wording
from pipeline.definitions.screen_words import screen_words
from tests.support.nouns import NOUNS

LONGEST = 30  # words of a sentence
WORDS = {
    "messages.yaml": load_messages,
    "menu.yaml": menu_words,
    "screen.yaml": screen_words,
    "reports.yaml": load_wording,
    "profiel.yaml": load_phrases,
    "form.yaml": load_layout,
}
# Values that are words.
NAMES = {"bestand", "blad", "cel", "code", "groep", "kolom", "label", "map", "naam", "periode", "steunpunt"}
MANY = (".taken_zonder_uren", ".afspraken", ".redenen")  # said of two or more; beside it stands the text for one
ADJECTIVES = r"(?:van (?:de|alle) \d+ )?(?:[\w-]+e )?"  # between the number and what is counted


class _Filled(Formatter):
    """Every name in braces is the same number, but those of words."""

    def __init__(self, number: int) -> None:
        self.number = number

    def get_field(self, field_name: str, args: object, kwargs: object) -> tuple[object, str]:
        """The number, or a word."""
        return "X" if field_name in NAMES else str(self.number), field_name


def texts(found: object, place: str = "") -> Iterator[tuple[str, str, tuple[int, ...]]]:
    """Every text with its place, and the numbers that it can be about."""
    if isinstance(found, str):
        numbers = {".een": (1,), ".meer": (0, 2), ".geen": (0,)} | dict.fromkeys(MANY, (2,))
        yield place, found, numbers.get(place[place.rfind(".") :], (0, 1, 2))
    elif isinstance(found, BaseModel | dict):
        for key, inner in dict(found).items():
            yield from texts(inner, f"{place}.{key}")
    elif isinstance(found, tuple | list):
        for number, inner in enumerate(found):
            yield from texts(inner, f"{place}.{number}")


def faults(text: str, number: int) -> list[str]:
    """What reads wrong when every value is this number: "1 formulieren", "0 formulier"."""
    wrong = NOUNS.values() if number == 1 else NOUNS
    said = _Filled(number).format(text)
    return re.findall(rf"\b{number} {ADJECTIVES}(?:{'|'.join(wrong)})\b(?!-)", said)


@pytest.mark.parametrize("name", WORDS)
def test_no_text_counts_one_as_many_or_many_as_one(name: str) -> None:
    """With 0, 1 and 2 for every value that is filled in."""
    wrong = {
        f"{place} ({number})": found
        for place, text, numbers in texts(WORDS[name]())
        for number in numbers
        if (found := faults(text, number))
    }
    assert not wrong


@pytest.mark.parametrize("name", WORDS)
def test_no_sentence_is_longer_than_thirty_words(name: str) -> None:
    """Who reads a message is busy with something else."""
    sentences = {s for _, text, _ in texts(WORDS[name]()) for s in re.split(r"(?<=[.?!])\s+", text)}
    assert not [sentence for sentence in sentences if len(sentence.split()) > LONGEST]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("{aantal} formulieren gemaakt.", 1),
        ("{n} vorige formulieren verplaatst.", 1),
        ("Van {a} van de {b} taken", 1),
        ("{aantal} formulier gemaakt.", 2),
        ("1 taak", 1),
        ("Formulieren: {aantal}", 1),
        ("{aantal} formulieren", 0),
    ],
)
def test_the_fault_is_seen_and_nothing_else(text: str, number: int) -> None:
    """Else the tests above find nothing because they look at nothing."""
    right = {"1 taak", "Formulieren: {aantal}"} | ({text} if number == 0 else set())
    assert bool(faults(text, number)) is (text not in right)
