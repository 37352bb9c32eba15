"""Write the blank forms in input_templates/ again, after a change of the catalog, the layout or the rules."""

from __future__ import annotations

import sys
from pathlib import Path

from pipeline.definitions.catalog_file import shipped_catalog
from pipeline.definitions.catalogs import shipped_catalogi
from pipeline.definitions.layout import load_layout
from pipeline.definitions.rules import load_rules
from pipeline.forms.invulschema import make_invulschema
from pipeline.forms.teambestand import make_lijst, make_teambestand

FOLDER = Path(__file__).resolve().parent.parent / "input_templates"


def templates() -> dict[str, bytes]:
    """File name -> content of the blank forms."""
    catalog, layout, rules = shipped_catalog(), load_layout(), load_rules()
    return {
        "invulschema.xlsx": make_invulschema(catalog, layout, rules, None, None),
        "steunpunt.xlsx": make_teambestand(catalog, layout, rules, "", shipped_catalogi().namen),
        "medewerkers.xlsx": make_lijst(catalog, layout, rules, shipped_catalogi().namen),
    }


def main(folder: Path = FOLDER) -> None:
    """Write them all."""
    folder.mkdir(exist_ok=True)
    for name, content in templates().items():
        (folder / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
