"""Answers of a former form as somebody types them in the next one, and the agreements that are still open."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from pipeline.definitions.layout import Kolom, Layout, Veld
from pipeline.model.catalog import Catalog
from pipeline.model.judged import Keuze
from pipeline.model.kept_answers import KeptAfspraak
from pipeline.model.workbook import Value

_SPELLED = {True: "ja", False: "nee"}


def typed_answer(kolom: Kolom, keuze: Keuze, layout: Layout, catalog: Catalog) -> Value:
    """The answer in a column of a row; None or "" where it is blank."""
    value: Value = getattr(keuze, kolom.key, None)
    if kolom.soort == "keuze":
        value = keuze.gekozen if kolom.kiest else value
        return _SPELLED[value] if isinstance(value, bool) else None
    return typed_value(kolom, value, layout, catalog)


def typed_value(part: Kolom | Veld, value: Value, layout: Layout, catalog: Catalog) -> Value:
    """A value as its list shows it, where it is of a list."""
    if part.soort != "schaal":
        return value
    shown = {waarde.code: waarde.getoond for waarde in layout.waarden(catalog, part.schaal or part.key)}
    return shown.get(str(value), value) if value not in (None, "") else value


def open_agreements(
    kept: Iterable[KeptAfspraak], last: dt.date, kolommen: Iterable[Kolom], layout: Layout, catalog: Catalog
) -> Iterator[tuple[tuple[str, str], Value]]:
    """(row, column) and value of each open agreement, from the first row of the sheet on; last: day that counts."""
    still_open = [one for one in kept if one.klaar_op is None or one.klaar_op > last]
    for number, afspraak in enumerate(still_open, 1):
        for kolom in kolommen:
            value = typed_value(kolom, getattr(afspraak, kolom.key, None), layout, catalog)
            if value not in (None, ""):
                yield (str(number), kolom.key), value
