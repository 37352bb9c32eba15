"""Time and size of the umbrella's overview for many steunpunten.

Usage: python -m benchmarks.koepel [STEUNPUNTEN] [FOLDER]   (default 1,000; in FOLDER the files are kept)

Each steunpunt has its own status per kerntaak, by a fixed rule of arithmetic; four koepels, two of them large.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path

from pydantic import TypeAdapter

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.model.analysed import Dekkingstatus
from pipeline.model.samenvatting import Samenvatting, Taakcijfer
from pipeline.render.koepel.overzicht import make_overzicht_html, make_overzicht_xlsx

CATALOG = shipped_catalog()
STATUSES: tuple[Dekkingstatus, ...] = ("gedekt", "gedekt", "kwetsbaar", "gedekt", "ongedekt", "op_papier", "kwetsbaar")
KOEPELS = ("Koepel Noord", "Koepel Zuid", "Koepel Noord", "", "Koepel Zuid", "Koepel Oost")
PERIODE = "2026-11"


def make_samenvatting(number: int) -> Samenvatting:
    """Figures of one steunpunt, different for each number."""
    uitgevoerd = frozenset(groep.code for place, groep in enumerate(CATALOG.te_kiezen) if (number + place) % 4)
    leesbaar = number % 200 != 7
    return Samenvatting(
        map=f"regio-{number % 12:02}/steunpunt-{number:05}",
        naam=f"Steunpunt Verzonnen Plaats {number}",
        gemeente=f"Gemeente {number % 300}",
        koepel=KOEPELS[number % len(KOEPELS)],
        leesbaar=leesbaar,
        medewerkers=3 + number % 9,
        goedgekeurd=2 + number % 8,
        afgekeurd=int(number % 3 == 0),
        ontbrekend=int(number % 5 == 0),
        uitgevoerd=uitgevoerd,
        kerntaken=tuple(
            _figure(number, place, uitgevoerd) for place in range(len(CATALOG.kerntaken) if leesbaar else 0)
        ),
        signalen={"rood": number % 2, "oranje": number % 3, "info": number % 4},
        overbelast=number % 3,
        contracturen=24.5 * (3 + number % 9),
        contract_onbekend=number % 2,
        uren=20.0 * (2 + number % 8),
    )


def _figure(number: int, place: int, uitgevoerd: frozenset[str]) -> Taakcijfer:
    kerntaak = CATALOG.kerntaken[place]
    groep = CATALOG.basisfunctie(kerntaak)
    if groep is not None and groep not in uitgevoerd:
        return Taakcijfer(kerntaak.code, "niet_gekozen", 0, 0.0, 0.0)
    status = STATUSES[(number * 31 + place * 17 + number * place) % len(STATUSES)]
    mensen = {"gedekt": 2 + place % 3, "kwetsbaar": 1, "op_papier": 1}.get(status, 0)
    return Taakcijfer(kerntaak.code, status, mensen, 3.5 * mensen, float((number * 7 + place) % 40 if mensen else 0))


def measure(name: str, work: Callable[[], bytes]) -> bytes:
    """Do the work, print seconds and size."""
    start = time.perf_counter()
    data = work()
    print(f"{name:24}{time.perf_counter() - start:8.2f} s{len(data) / 1e6:10.2f} MB")
    return data


def main() -> None:
    """Make both files and print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    found = [make_samenvatting(number) for number in range(count)]
    print(f"{count} steunpunten")
    kept = TypeAdapter(list[Samenvatting])
    stored = measure("Samenvatting as JSON", lambda: kept.dump_json(found))
    assert kept.validate_json(stored) == found
    xlsx = measure("overzicht.xlsx", lambda: make_overzicht_xlsx(found, CATALOG, PERIODE))
    html = measure("overzicht.html", lambda: make_overzicht_html(found, CATALOG, PERIODE).encode())
    if len(sys.argv) > 2:
        folder = Path(sys.argv[2])
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "overzicht.xlsx").write_bytes(xlsx)
        (folder / "overzicht.html").write_bytes(html)


if __name__ == "__main__":
    main()
