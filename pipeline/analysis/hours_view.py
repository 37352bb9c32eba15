"""The people of a steunpunt whose catalog has hours: coverage, signals, lending and account are made for these."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipeline.model.catalog import Catalog
from pipeline.model.judged import Beoordeeld


@dataclass(frozen=True, slots=True)
class Urenbeeld:
    """One catalog with hours, and the steunpunt with only the people on it."""

    catalog: Catalog
    beoordeeld: Beoordeeld


def hours_view(beoordeeld: Beoordeeld, catalog: Catalog) -> Urenbeeld | None:
    """The people on the default catalog, or else on another one with hours; None where nobody is on one."""
    steunpunt = beoordeeld.steunpunt
    if not steunpunt.andere:
        return Urenbeeld(catalog, beoordeeld) if catalog.heeft_uren else None
    found = next((one for one in steunpunt.catalogi(catalog) if one.heeft_uren), None)
    if found is None:
        return None
    view = beoordeeld.op_catalogus("" if found is catalog else found.id)
    if found is not catalog:
        view = _own_groups(view, found)
    return Urenbeeld(found, view)


def _own_groups(view: Beoordeeld, catalog: Catalog) -> Beoordeeld:
    """Basisfuncties and Behoefte ask nothing about another catalog: there what somebody does is what is performed."""
    done = frozenset(catalog.kerntaak[code].groep for form in view.antwoorden for code in form.taken)
    return replace(view, steunpunt=replace(view.steunpunt, uitgevoerd=done, behoefte={}))
