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

# picture -> source below the input or the period folder, page
PAGES = {
    "formulier-functie": ("formulieren/1001.xlsx", 2),
    "formulier-kerntaken": ("formulieren/1001.xlsx", 3),
    "formulier-competenties": ("formulieren/1001.xlsx", 6),
    "profiel": ("profielen/1001-Anna Voorbeeld.docx", 1),
    "profiel-2": ("profielen/1001-Anna Voorbeeld.docx", 2),
    "taakdekking": ("taakdekking.xlsx", 1),
    "retour": ("retour/1005.xlsx", 1),
}
HTML = {"overbelasting": ("zonnedael/overbelasting.html", "1000,1250"), "koepel": ("koepel/overzicht.html", "1200,640")}


def main() -> None:
    """Run the example and take a picture of each document."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        run(Opdracht(INPUT, work / "uit", "2026-11"))
        period = work / "uit" / "2026-11"
        for picture, (source, page) in PAGES.items():
            folder = INPUT if source.startswith("formulieren") else period
            take_page(folder / "zonnedael" / source, page, PICTURES / f"{picture}.png", work)
        for picture, (source, size) in HTML.items():
            take_html(period / source, size, PICTURES / f"{picture}.png", work)


def take_page(document: Path, page: int, picture: Path, work: Path) -> None:
    """One page of a document as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(work / 'office').as_uri()}"
    office = ["soffice", "--headless", profile, "--convert-to", "pdf", "--outdir", str(work), str(document)]
    subprocess.run(office, check=True, capture_output=True)
    pdf = work / f"{document.stem}.pdf"
    number = str(page)
    pages = [
        "pdftoppm",
        "-r",
        "80",
        "-png",
        "-singlefile",
        "-f",
        number,
        "-l",
        number,
        str(pdf),
        str(picture.with_suffix("")),
    ]
    subprocess.run(pages, check=True)


def take_html(page: Path, size: str, picture: Path, work: Path) -> None:
    """The top of an html page as Chromium shows it."""
    browser = shutil.which("chromium") or shutil.which("chrome") or "chromium"
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    profile = f"--user-data-dir={work / 'browser'}"
    command = [browser, *quiet, profile, f"--window-size={size}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    main()
