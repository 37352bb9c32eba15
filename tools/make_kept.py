"""Write pipeline/kept/: what takes long to make of the product's own files (pipeline/base/kept.py).

Usage: make kept; a wheel's build does it for the wheel (tools/wheel_hook.py).
"""

from __future__ import annotations

import pickle
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

from jinja2 import Environment

from pipeline.base.kept import SIGN, kept_file, made_by
from pipeline.base.own_files import KEPT, SCHEMAS, TEMPLATES
from pipeline.definitions.catalog_file import kept_name as kept_catalog
from pipeline.definitions.catalog_file import parse_catalog, shipped_catalog
from pipeline.definitions.document_words import Phrases
from pipeline.definitions.form_layout import form_layout
from pipeline.definitions.layout import Layout
from pipeline.definitions.messages import Messages
from pipeline.definitions.ontwerp import Ontwerp
from pipeline.definitions.report_words import Wording, load_wording
from pipeline.definitions.rules import load_rules
from pipeline.definitions.schema_files import read_schema
from pipeline.definitions.screen_words import ScreenWords
from pipeline.definitions.verdeling_words import Verdelingwoorden
from pipeline.excel.book_xml import draw_frame
from pipeline.excel.book_xml import kept_name as kept_frame
from pipeline.forms.verdeling import columns_for
from pipeline.forms.wat_als import KeptMould, bounds, make_mould
from pipeline.forms.wat_als import kept_name as kept_mould
from pipeline.model.record import Record
from pipeline.render.pages.page import environment
from pipeline.render.word.environment import make_environment
from pipeline.render.word.kinds import SOORTEN
from pipeline.render.word.opening.changes import clean
from pipeline.render.word.opening.package import open_package
from pipeline.render.word.parts import literal
from pipeline.render.word.template import KeptPart, KeptSjabloon, kept_name
from pipeline.render.word.template_compile import compile_now, sources_of

MOST_SHEETS = 12  # of a workbook with a report
MOST_PEOPLE = 24  # of a team; of a larger one the workbook is drawn when it is made

WORDS: Mapping[str, type[Record]] = {
    "form.yaml": Layout,
    "messages.yaml": Messages,
    "profiel.yaml": Phrases,
    "reports.yaml": Wording,
    "screen.yaml": ScreenWords,
    "verdeling.yaml": Verdelingwoorden,
}


def words() -> dict[str, object]:
    """The texts and the layout of the forms, by the name of their file."""
    return {name: read_schema(name, model) for name, model in WORDS.items()}


def catalogs() -> dict[str, object]:
    """The shipped catalogs."""
    files = {path.name: path.read_bytes() for path in sorted((SCHEMAS / "catalogs").glob("*.yaml"))}
    return {kept_catalog(data): parse_catalog(name, data) for name, data in files.items()}


def pages() -> dict[str, str]:
    """Code of the html templates, by the name of their file."""
    made = environment()
    files = sorted(TEMPLATES.glob("*.j2"))
    return {path.name: as_code(made, path.read_text("utf-8"), path.name) for path in files}


def sjablonen() -> tuple[dict[str, object], dict[str, str]]:
    """The Word templates, each tried with every shipped catalog, and the code of their parts."""
    kept, code = {}, {}
    catalogi = [shipped_catalog(path.name) for path in sorted((SCHEMAS / "catalogs").glob("*.yaml"))]
    for soort in SOORTEN:
        path = TEMPLATES / f"{soort.naam}.docx"
        made, *_ = [compile_now(path, catalog, soort) for catalog in catalogi]  # all, for each may show a fault
        sources = sources_of(clean(open_package(path))[0])
        parts = tuple(KeptPart(part.name, part.soort, part.drawings) for part in made.parts)
        tried = tuple(catalog.sha256 for catalog in catalogi)
        kept[kept_name(path, soort)] = KeptSjabloon(made.static, parts, made.opmerkingen, tried)
        for part in parts:
            name = kept_name(path, soort, part.name)
            code[name] = as_code(make_environment(), literal(sources[part.name]), name)
    return kept, code


def workbooks() -> dict[str, object]:
    """What the workbooks of reports have alike, and wat-als.xlsx of the catalogs with hours for teams of any size."""
    pagina, rules = load_wording().pagina, load_rules()
    frames = {kept_frame(number, pagina): draw_frame(number, pagina) for number in range(1, MOST_SHEETS + 1)}
    catalogi = [shipped_catalog(path.name) for path in sorted((SCHEMAS / "catalogs").glob("*.yaml"))]
    moulds = {}
    for catalog in (one for one in catalogi if one.heeft_uren):
        ontwerp = Ontwerp(catalog, form_layout(catalog, rules), rules)
        for columns in sorted({columns_for(people) for people in range(1, MOST_PEOPLE + 1)}):
            moulds[kept_mould(catalog, columns)] = KeptMould(bounds(rules), make_mould(ontwerp, columns))
    return frames | moulds


def as_code(environment: Environment, text: str, name: str) -> str:
    """A template as Python."""
    return environment.compile(text, name, name, raw=True, defer_init=True)


def main(folder: Path = KEPT) -> None:
    """Write all into a folder, last of all which program made it: without that nothing there is used."""
    sign = folder / SIGN
    sign.unlink(missing_ok=True)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    templates, parts = sjablonen()
    for name, value in {**words(), **catalogs(), **templates, **workbooks()}.items():
        kept_file(name, "pickle", folder).write_bytes(pickle.dumps(value, 5))
    for name, code in {**pages(), **parts}.items():
        kept_file(name, "py", folder).write_text(code, "utf-8", newline="\n")
    sign.write_text(made_by(), "ascii")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
