"""A Word template made ready, once for many documents.

The shipped ones were checked and compiled with the shipped catalogs when the program was made (tools/make_kept.py);
any other, and these with another catalog, is when it is used (template_compile.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from jinja2 import Template

from pipeline.base.kept import kept, kept_code
from pipeline.base.own_files import TEMPLATES
from pipeline.base.package import Package
from pipeline.model.catalog import Catalog
from pipeline.model.findings import Finding
from pipeline.render.word.environment import make_environment
from pipeline.render.word.kinds import PROFIEL, Documentsoort
from pipeline.render.word.sjabloon import Part, Sjabloon

__all__ = ["KeptPart", "KeptSjabloon", "Sjabloon", "compile_sjabloon", "kept_name"]


class KeptPart(NamedTuple):
    """A part without its code, which stands in a module of its own (kept_code)."""

    name: str
    soort: str
    drawings: bool


class KeptSjabloon(NamedTuple):
    """A shipped template. catalogi: the hashes of those with which it was tried."""

    static: Package
    parts: tuple[KeptPart, ...]
    opmerkingen: tuple[Finding, ...]
    catalogi: tuple[str, ...]


def compile_sjabloon(path: Path, catalog: Catalog, soort: Documentsoort = PROFIEL) -> Sjabloon:
    """A template of a kind, checked and ready for many documents of this catalog.

    Raises Stop with a finding `sjabloon_fout` for every fault, with part, tag and cause.
    """
    if found := _kept(path, catalog, soort):
        return found
    from pipeline.render.word.template_compile import compile_now  # lxml and docxtpl: not for what was kept

    return compile_now(path, catalog, soort)


def kept_name(path: Path, soort: Documentsoort, part: str = "") -> str:
    """The name under which a template, or the code of one of its parts, is kept."""
    return f"{path.name} {soort.naam} {part}".rstrip()


def _kept(path: Path, catalog: Catalog, soort: Documentsoort) -> Sjabloon | None:
    found = kept(kept_name(path, soort)) if path.parent == TEMPLATES else None
    if not isinstance(found, KeptSjabloon) or catalog.sha256 not in found.catalogi:
        return None
    parts = []
    for part in found.parts:
        code = kept_code(kept_name(path, soort, part.name))
        if code is None:
            return None
        template = Template.from_module_dict(make_environment(), code, {})
        parts.append(Part(part.name, part.soort, template, part.drawings))
    return Sjabloon(found.static, tuple(parts), soort.kenmerk, found.opmerkingen)
