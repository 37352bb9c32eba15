"""Write the tables of fields in docs/sjabloon.md, from their declaration and schemas/sjabloon.yaml.

The rest of the page is written by hand. Usage: make sjabloon, or .venv/bin/python -m tools.make_sjabloon
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, RootModel

from pipeline.definitions.schema_files import load_schema
from pipeline.render.word.kinds import SOORTEN, Documentsoort, fields_of

PAGE = Path(__file__).resolve().parent.parent / "docs" / "sjabloon.md"
START, END = "<!-- make sjabloon -->\n", "<!-- einde -->\n"  # what stands between is written by this tool
HEAD = ("| veld | wat er komt | kan leeg zijn |", "|---|---|---|")


class Uitleg(BaseModel):
    """The words of a kind of document: before its table, of its fields by path, behind its table."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    vooraf: str
    velden: Mapping[str, str]
    achteraf: str


def load_uitleg() -> Mapping[str, Uitleg]:
    """schemas/sjabloon.yaml: kind of document -> its words."""
    return load_schema("sjabloon.yaml", RootModel[dict[str, Uitleg]]).root


def make_sections(uitleg: Mapping[str, Uitleg]) -> str:
    """A section for each kind of document. KeyError for a field without words, ValueError for words without a field."""
    return "\n".join(_section(soort, uitleg[soort.naam]) for soort in SOORTEN)


def _section(soort: Documentsoort, uitleg: Uitleg) -> str:
    rows = dict(_rows(soort.velden, uitleg.velden))
    if odd := uitleg.velden.keys() - rows.keys():
        raise ValueError(f"{soort.naam}: {', '.join(sorted(odd))}")
    parts = (f"## De velden van {soort.naam}.docx\n", uitleg.vooraf, "\n".join([*HEAD, *rows.values(), ""]))
    return "\n".join(part for part in (*parts, uitleg.achteraf) if part)


def _rows(
    groep: type, words: Mapping[str, str], path: str = "", owner: str = "", dashes: str = ""
) -> Iterator[tuple[str, str]]:
    """Path and row of every field: those of a list behind dashes, those of a group with its name."""
    for naam, veld in fields_of(groep).items():
        text = f"lijst: {words[path + naam]}" if veld.lijst else words[path + naam]
        yield path + naam, f"| {dashes}`{owner}{naam}` | {text} | {'ja' if veld.leeg else ''} |"
        if veld.groep:
            below = ("", f"{dashes}– ") if veld.lijst else (f"{owner}{naam}.", dashes)
            yield from _rows(veld.inhoud, words, f"{path}{naam}.", *below)


def with_sections(page: str, sections: str) -> str:
    """The page with other sections between the two marks."""
    before, _, rest = page.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}{sections}{END}{after}"


def main(page: Path = PAGE) -> None:
    """Write the page."""
    text = with_sections(page.read_text("utf-8"), make_sections(load_uitleg()))
    page.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
