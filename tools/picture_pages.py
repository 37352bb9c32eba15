"""Take a picture of every html page of a run, to look at: on a desk, on a phone, and as it prints on A4.

`python -m tools.picture_pages UITVOER/PERIODE MAP` needs chromium; what axe-core finds wrong is printed.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.support.browser import DESKTOP, PHONE, chromium


def main(period: Path, pictures: Path) -> None:
    """Write NAME-1280.png, NAME-390.png and NAME.pdf for each page below a period folder."""
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as profile, chromium(Path(profile)) as browser:
        for page in sorted(period.resolve().rglob("*.html")):
            name = "_".join(page.relative_to(period.resolve()).with_suffix("").parts)
            for width in (DESKTOP, PHONE):
                browser.open(page, width)
                browser.picture(pictures / f"{name}-{width}.png")
                print(name, width, browser.violations() or "in orde")
            browser.pdf(pictures / f"{name}.pdf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
