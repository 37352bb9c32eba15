"""Where the package's own data files are, in a checkout and in an installed copy."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
TEMPLATES = PACKAGE / "templates"
# the wheel carries schemas/ inside the package; a checkout has it beside the package, where the user wants it
SCHEMAS = next(folder for folder in (PACKAGE / "schemas", PACKAGE.parent / "schemas") if folder.is_dir())
