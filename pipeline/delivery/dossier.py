"""One steunpunt, judged and analysed, with what its documents are made with."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from pipeline.analysis.counts import MOST_PERIODS, Aantallen
from pipeline.analysis.rapport import Rapport
from pipeline.analysis.returns import Leiding
from pipeline.definitions.rules import Rules
from pipeline.model.catalog import Catalog
from pipeline.model.development import NO_DEVELOPMENT, Ontwikkeling
from pipeline.model.former import VorigeStand
from pipeline.model.steunpunt import Medewerker
from pipeline.render.word.kinds import Documentsoort
from pipeline.render.word.template import Sjabloon

Sjablonen = Callable[[Documentsoort, Catalog], Sjabloon]


@dataclass(frozen=True, slots=True)
class Dossier:
    """One steunpunt, judged and analysed, with what its documents are made with; vorige: how it stood before.

    rapport: with everybody; uren: with the people whose catalog has hours, None where nobody is on one; sjabloon: the
    template of a kind of document, for a catalog; leiding: what became of every form, by leidinggevende.
    """

    rapport: Rapport
    uren: Rapport | None
    rules: Rules
    sjabloon: Sjablonen
    eerste_dag: dt.date
    ontwikkeling: Ontwikkeling = NO_DEVELOPMENT
    vorige: VorigeStand | None = None
    leiding: tuple[Leiding, ...] = ()

    @property
    def map(self) -> str:
        """The folder of the steunpunt, below the input and so below the period folder."""
        return self.rapport.beoordeeld.steunpunt.map

    @property
    def catalog(self) -> Catalog:
        """The default catalog."""
        return self.rapport.catalog

    @property
    def telt_in_koepel(self) -> bool:
        """Whether its coverage is of the default catalog, which the overviews of all together speak of."""
        return self.uren is not None and self.uren.catalog.id == self.catalog.id

    @property
    def zonder_uren(self) -> tuple[Medewerker, ...]:
        """Team members whose catalog asks no hours."""
        counted = self.uren.medewerkers if self.uren else {}
        return tuple(m for m in self.rapport.beoordeeld.steunpunt.team if m.personeelsnummer not in counted)

    @property
    def verloop(self) -> list[tuple[str, Aantallen]]:
        """Number of kerntaken by status, by period up to this one, the oldest first."""
        now: Aantallen = Counter(row.status for row in self.rapport.analyse.dekking)
        return [*(self.vorige.verloop if self.vorige else ()), (self.rapport.periode, now)][-MOST_PERIODS:]
