"""cijfers.csv: a row per steunpunt and kerntaak, for an umbrella that counts in tools of its own (design.md 2.4).

Figures only: hours are left out where those of fewer than three people are known, for they would be about a person.
"""

from __future__ import annotations

import codecs
import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, islice

from pipeline.base.dutch import dutch_number
from pipeline.definitions.report_words import load_wording
from pipeline.model.analysed import MENSEN
from pipeline.model.catalog import Catalog
from pipeline.model.kept_run import RunDekking, RunSteunpunt
from pipeline.model.samenvatting import Samenvatting

FIGURES = "cijfers.csv"
AT_A_TIME = 1000  # rows of a piece
FORMULA = ("=", "+", "-", "@")  # how a cell starts that a spreadsheet calculates

Row = tuple[str, ...]


def figure_rows(steunpunt: RunSteunpunt, naam: str, catalog: Catalog) -> Iterator[Row]:
    """The rows of a steunpunt under this name, in the order of the catalog; none when it could not be read.

    catalog: the default one, of which alone figures of steunpunten can be laid beside each other.
    """
    for dekking in steunpunt.dekking:
        if dekking.kerntaak in catalog.kerntaak:
            yield (naam, *_row(dekking, catalog))


def _row(dekking: RunDekking, catalog: Catalog) -> Row:
    people = len(dekking.uitvoerders)
    told = people - dekking.uren_onbekend >= MENSEN
    return (
        f"{dekking.kerntaak} {catalog.kerntaak[dekking.kerntaak].naam}",
        load_wording().statussen[dekking.status].woord,
        str(people),
        dutch_number(dekking.uren) if told else "",
        "" if dekking.behoefte is None else dutch_number(dekking.behoefte),
    )


def names_apart(samenvattingen: Iterable[Samenvatting]) -> Mapping[str, str]:
    """Name of each steunpunt by folder; with the folder in it where two have the same name, or where it has none."""
    namen = {found.map: " ".join(found.naam.split()) for found in samenvattingen}
    times = Counter(namen.values())
    return {map_: (naam if times[naam] == 1 else f"{naam} ({map_})") if naam else map_ for map_, naam in namen.items()}


def make_figures(rows: Iterable[Row]) -> Iterator[bytes]:
    """The file in pieces: UTF-8 with BOM and semicolons, which Excel opens as a table where decimals have a comma."""
    texts = chain([load_wording().cijfers.kolommen], ([*map(_inert, row)] for row in rows))
    yield codecs.BOM_UTF8
    while group := [*islice(texts, AT_A_TIME)]:
        text = io.StringIO()
        csv.writer(text, delimiter=";", lineterminator="\r\n").writerows(group)
        yield text.getvalue().encode()


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip().startswith(FORMULA) else text
