"""Texts that go by a number, and a word with what it means: what the files of words are made of."""

from __future__ import annotations

from pipeline.model.record import Record


class Begrip(Record):
    """A word and what it means."""

    woord: str
    uitleg: str


class Meervoud(Record):
    """A sentence for one, and for more (with {aantal})."""

    een: str
    meer: str

    def show(self, aantal: int) -> str:
        """The sentence for this number."""
        return self.een if aantal == 1 else self.meer.format(aantal=aantal)


class Aantal(Record):
    """A phrase for none, for one, and for more (with {aantal}); other names in braces are values of all three."""

    geen: str
    een: str
    meer: str

    def show(self, aantal: int, **values: str) -> str:
        """The phrase for this number."""
        phrase = (self.geen, self.een)[aantal] if aantal < 2 else self.meer
        return phrase.format(aantal=aantal, **values)
