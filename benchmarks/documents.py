"""Milliseconds per Word profile: the product, docxtpl, and three libraries for Node on the same content.

Usage: python -m benchmarks.documents [PROFILES] [ROUNDS]      (default 100 and 5; medians, the sides in turns)

ours, docxtpl    from the same fields, in the product's template
docxtemplater,   from the same fields as JSON, in a template made of the product's: benchmarks/node_template.py says
easy-template-x, what was settled beforehand, which is less work for them. One process each, warm: starting is not
carbone          counted. Left out without node or `make bench-node`; that it holds every text is looked after.
Every side makes a complete file in memory. The profiles are those of bouwstenen in benchmarks/corpus.py, each of two or
three pages with an appendix of about six.
"""

from __future__ import annotations

import io
import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from docxtpl import DocxTemplate
from lxml import etree

from benchmarks.corpus import make_corpus
from benchmarks.measured import Cost, median, timed
from benchmarks.node_template import Carbone, Converter, Fields, Mustache, plain_fields, texts_of
from benchmarks.patterns import CATALOG
from benchmarks.recorded import record
from pipeline.definitions.schema_files import TEMPLATES
from pipeline.render.word.template import compile_sjabloon

NODE = Path(__file__).parent / "node"
PROFIEL = TEMPLATES / "profiel.docx"
PEOPLE, CONSULTANTS = 20, 14  # of a steunpunt; CONSULTANTS have such a profile
LIBRARIES = {"docxtemplater": Mustache(), "easy-template-x": Mustache(), "carbone": Carbone()}


def profiles(number: int, scratch: Path) -> list[Fields]:
    """The fields of so many profiles, as a run fills them in."""
    forms = PEOPLE * -(-number // CONSULTANTS)
    made = record(make_corpus(scratch / "in", forms, PEOPLE), scratch / "uit", "2026-11")
    return [fields for template, fields in made.words if template == PROFIEL][:number]


def docxtpl(fields: Fields) -> bytes:
    """docxtpl as its manual shows it."""
    template, buffer = DocxTemplate(PROFIEL), io.BytesIO()
    template.render(dict(fields), autoescape=True)
    template.save(buffer)
    return buffer.getvalue()


def with_node(library: str, all_fields: Sequence[Fields], scratch: Path) -> Cost:
    """Milliseconds per profile in a library for Node."""
    folder = scratch / library
    folder.mkdir(exist_ok=True)
    template, data, out = folder / "profiel.docx", folder / "profielen.json", folder / "uit.docx"
    template.write_bytes(Converter(LIBRARIES[library], all_fields[0]).convert(PROFIEL))
    plain = [plain_fields(fields) for fields in all_fields]
    data.write_text(json.dumps(plain))
    command = ["node", str(NODE / f"{library}.js"), str(template), str(data), "1", str(out)]
    ((wall, cpu),) = json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)
    look_after(library, out.read_bytes(), plain[-1])
    return Cost(wall, cpu)


def look_after(library: str, document: bytes, fields: Fields) -> None:
    """Every text of the fields stands in the document."""
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        parts = [etree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith(".xml")]
    shown = "".join("".join(part.itertext()) for part in parts)
    if missing := [text for text in texts_of(fields) if text not in shown]:
        raise AssertionError(f"{library} leaves out {missing}")


def one_round(all_fields: Sequence[Fields], sides: Sequence[str], scratch: Path) -> Iterator[tuple[str, Cost]]:
    """Every side once."""
    sjabloon = compile_sjabloon(PROFIEL, CATALOG)
    here: dict[str, Callable[[Fields], bytes]] = {"ours": sjabloon.render, "docxtpl": docxtpl}
    for side in sides:
        if side in here:
            yield side, timed(lambda side=side: [here[side](fields) for fields in all_fields]).each(len(all_fields))
        else:
            yield side, with_node(side, all_fields, scratch)


def main() -> None:
    """Measure all sides that are there, and print the table."""
    number, rounds = (*map(int, sys.argv[1:]), *(100, 5)[len(sys.argv) - 1 :])
    node = shutil.which("node") and (NODE / "node_modules").is_dir()
    sides = ["ours", "docxtpl", *(LIBRARIES if node else ())]
    found: dict[str, list[Cost]] = {side: [] for side in sides}
    with tempfile.TemporaryDirectory() as name:
        all_fields = profiles(number, Path(name))
        for _ in range(rounds):
            for side, cost in one_round(all_fields, sides, Path(name)):
                found[side].append(cost)
    medians = {side: median(costs) for side, costs in found.items()}
    print("| library | ms | ms of CPU | times ours | of CPU |\n| --- | --- | --- | --- | --- |")
    for side, cost in medians.items():
        times = cost.wall / medians["ours"].wall, cost.cpu / medians["ours"].cpu
        print(f"| {side} | {cost.wall:.2f} | {cost.cpu:.2f} | {times[0]:.1f} | {times[1]:.1f} |")


if __name__ == "__main__":
    main()
