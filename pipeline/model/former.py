"""A former period as its files hold it: what a next one compares with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

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

    def op_catalogus(self, naam: str) -> VorigeStand:
        """The same with only the forms on one catalog, by its id, where there were more."""
        antwoorden = self.antwoorden
        if not antwoorden.andere:
            return self
        forms = {n: form for n, form in antwoorden.formulieren.items() if antwoorden.van(form)[0].id == naam}
        catalogus, ingangen = next(
            (antwoorden.van(form) for form in forms.values()), (antwoorden.catalogus, antwoorden.ingangen)
        )
        kept = antwoorden.model_copy(update={"formulieren": forms, "catalogus": catalogus, "ingangen": ingangen})
        return replace(self, antwoorden=kept)

    @property
    def laatste(self) -> dict[str, EerderFormulier]:
        """The latest accepted form of each person by personeelsnummer, with its period: then or before."""
        then = self.antwoorden.formulieren.items()
        return self.antwoorden.eerder | {
            nummer: EerderFormulier(periode=self.periode, **dict(form)) for nummer, form in then
        }
