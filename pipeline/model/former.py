"""A former period as its files hold it: what a next one compares with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.model.analysed import Dekkingstatus
from pipeline.model.kept_answers import EerderFormulier, KeptAntwoorden
from pipeline.model.kept_run import RunSteunpunt


@dataclass(frozen=True, slots=True)
class VorigeStand:
    """How one steunpunt stood in a former period; periode is JJJJ-MM.

    verloop: number of kerntaken by status, by period up to this one, the oldest first.
    """

    periode: str
    steunpunt: RunSteunpunt
    antwoorden: KeptAntwoorden
    verloop: Sequence[tuple[str, Mapping[Dekkingstatus, int]]] = ()

    @property
    def laatste(self) -> dict[str, EerderFormulier]:
        """The latest accepted form of each person by personeelsnummer, with its period: then or before."""
        then = self.antwoorden.formulieren.items()
        return self.antwoorden.eerder | {
            nummer: EerderFormulier(periode=self.periode, **dict(form)) for nummer, form in then
        }
