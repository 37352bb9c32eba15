"""The files that are of no single steunpunt: figures of the period, start page, and the overview of an umbrella."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.analysis.counts import MOST_PERIODS, Aantallen, add_up, by_name, count_by_group
from pipeline.delivery.outcome import Uitkomst
from pipeline.delivery.period.folder import Periodemap, Plaatsing
from pipeline.delivery.period.records import record_name
from pipeline.model.catalog import Catalog
from pipeline.model.kept_run import Cijfers, Steunpuntrecord, totals
from pipeline.model.record import PERIODE
from pipeline.render.koepel.overzicht import make_overzicht_html, make_overzicht_xlsx
from pipeline.render.pages.index import Steunpuntstand, make_index, stand_of

CIJFERS = "cijfers.json"  # the record of these files


def write_together(uitkomsten: Sequence[Uitkomst], catalog: Catalog, periodemap: Periodemap) -> Plaatsing[Cijfers]:
    """Put these files in place; the overview only when there is more than one steunpunt."""
    samenvattingen, periode = [uitkomst.samenvatting for uitkomst in uitkomsten], periodemap.pad.name
    koepel = {}
    if len(uitkomsten) > 1:
        koepel = {
            "koepel/overzicht.xlsx": make_overzicht_xlsx(samenvattingen, catalog, periode),
            "koepel/overzicht.html": make_overzicht_html(samenvattingen, catalog, periode).encode(),
        }
    standen = [_stand(periodemap, uitkomst.map) for uitkomst in uitkomsten]
    dekking = add_up(stand.kerntaken for stand in standen)
    trend = [*earlier_cijfers(periodemap.pad), (periode, dekking)][-MOST_PERIODS:]
    per_groep = count_by_group(((taak.kerntaak, taak.status) for s in samenvattingen for taak in s.kerntaken), catalog)
    index = make_index(periode, standen, by_name(per_groep, catalog), trend, koepel, catalog.bron)
    cijfers = Cijfers(
        record=CIJFERS,
        periode=periode,
        totalen=totals([uitkomst.tellingen for uitkomst in uitkomsten]),
        dekking=dict(sorted(dekking.items())),
        bestanden={},
    )
    documents = {**koepel, "index.html": index.encode()}
    return periodemap.place(
        CIJFERS, documents, lambda bestanden, _: cijfers.model_copy(update={"bestanden": dict(bestanden)})
    )


def earlier_cijfers(pad: Path) -> Iterator[tuple[str, Aantallen]]:
    """Numbers of kerntaken by status of the periods beside this one and before it, the oldest first."""
    for folder in sorted(pad.parent.iterdir()):
        if re.fullmatch(PERIODE, folder.name, re.ASCII) and folder.name < pad.name:
            record = Periodemap(folder).record(CIJFERS, Cijfers)
            if record and record.periode == folder.name:
                yield folder.name, record.dekking


def _stand(periodemap: Periodemap, map_: str) -> Steunpuntstand:
    record = periodemap.present_record(record_name(map_), Steunpuntrecord)
    return stand_of(record.steunpunt, record.bestanden, record.te_tekenen)
