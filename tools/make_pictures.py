"""Make the pictures in docs/beelden from the shipped example, with LibreOffice, poppler and Chromium.

Usage: .venv/bin/python tools/make_pictures.py
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from pipeline.run import Opdracht, run

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "beelden"
INPUT = ROOT / "examples" / "invoer"
RESOLUTION = "96"  # dots per inch: readable in the manual, and small

# picture -> source below the folder of the steunpunt (input or period), page, height in pixels: what is below is blank
PAGES = {
    "formulier-kerntaken": ("formulieren/1001.xlsx", 3, 710),
    "profiel": ("profielen/1001-Anna Voorbeeld.docx", 1, 1122),
    "taakdekking": ("taakdekking.xlsx", 1, 740),
    "retour": ("retour/1005.xlsx", 1, 325),
}
HTML = {"overbelasting": ("overbelasting.html", "1000,955")}  # width and height of the window

# the forms show 1,5 as they do for the people who use them
DUTCH = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>nl-NL</value></prop>
</item>
</oor:items>
"""


def main() -> None:
    """Run the example and take a picture of each document."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        run(Opdracht(INPUT, work / "uit", "2026-11"))
        period = work / "uit" / "2026-11"
        for picture, (source, page, height) in PAGES.items():
            folder = INPUT if source.startswith("formulieren") else period
            take_page(to_pdf(folder / "zonnedael" / source, work), page, height, PICTURES / f"{picture}.png")
        for picture, (source, size) in HTML.items():
            take_html(period / "zonnedael" / source, size, PICTURES / f"{picture}.png", work)


def to_pdf(document: Path, work: Path) -> Path:
    """The document as LibreOffice prints it in the Netherlands."""
    profile = work / "office"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(DUTCH, "utf-8")
    office = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(work), str(document)], check=True, capture_output=True)
    return work / f"{document.stem}.pdf"


def take_page(pdf: Path, page: int, height: int, picture: Path) -> None:
    """The top of one page, over its whole width."""
    command = ["pdftoppm", "-png", "-singlefile", "-r", RESOLUTION, "-f", str(page), "-l", str(page), "-H", str(height)]
    subprocess.run([*command, str(pdf), str(picture.with_suffix(""))], check=True)


def take_html(page: Path, size: str, picture: Path, work: Path) -> None:
    """The top of an html page as Chromium shows it."""
    browser = shutil.which("chromium") or shutil.which("chrome") or "chromium"
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    profile = f"--user-data-dir={work / 'browser'}"
    command = [browser, *quiet, profile, f"--window-size={size}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
