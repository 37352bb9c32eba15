"""run.json: the whole run in one file, the last to be written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial

from pipeline import __version__
from pipeline.definitions.messages import show_all
from pipeline.delivery.outcome import Uitkomst
from pipeline.delivery.period.folder import Periodemap
from pipeline.delivery.period.records import record_name, with_findings
from pipeline.delivery.period.run_json import run_json
from pipeline.delivery.period.vervallen import retired
from pipeline.delivery.together import CIJFERS
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.model.kept_groups import Groep, Steunpuntrecord
from pipeline.model.kept_run import KeptCatalogus, RunHead, totals


def write_manifest(
    uitkomsten: Sequence[Uitkomst],
    extra: Mapping[str, Sequence[Finding]],
    nergens: Sequence[Finding],
    catalog: Catalog,
    periodemap: Periodemap,
) -> None:
    """Write run.json, last: it names only what is there. It is made from the records, one at a time."""
    names = [record_name(uitkomst.map) for uitkomst in uitkomsten]
    head = RunHead(
        periode=periodemap.pad.name,
        versie=__version__,
        catalogus=KeptCatalogus.of(catalog),
        totalen=totals(uitkomst.tellingen for uitkomst in uitkomsten),
        bevindingen=show_all(nergens),
        catalogussen=tuple({one.id: one for uitkomst in uitkomsten for one in uitkomst.catalogussen}.values()),
    )

    def pieces() -> Iterator[bytes]:
        standen = (periodemap.present_record(name, Steunpuntrecord).steunpunt for name in names)
        steunpunten = (with_findings(stand, extra.get(stand.map, ())) for stand in standen)
        return run_json(head, steunpunten, retired(periodemap.pad), map(partial(_files, periodemap), [*names, CIJFERS]))

    periodemap.write("run.json", pieces)


def _files(periodemap: Periodemap, name: str) -> dict[str, str]:
    """All files of a group with their hashes, its record included."""
    return {name: periodemap.sha256(name), **periodemap.present_record(name, Groep).bestanden}
