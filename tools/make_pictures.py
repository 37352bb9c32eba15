"""Make the pictures in docs/beelden from the example, with LibreOffice, poppler, Chromium and pngquant.

The example is made again first: the pictures show the form as it is now. LibreOffice recalculates the live cells.

Usage: .venv/bin/python -m tools.make_pictures
"""

from __future__ import annotations

import html
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from examples.make_examples import TEAM_ZONNEDAEL, Invulling, fill_form, make_examples, make_team
from pipeline.handout import issue_forms
from pipeline.menu import PROGRAM, Menu, Surroundings
from pipeline.pakket import make_pakketten
from pipeline.run import Opdracht, run
from pipeline.teams import init_steunpunt
from tests.support.folders import form_of
from tests.support.office import type_in_cell, type_in_team

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "beelden"
RESOLUTION = "96"  # dots per inch: readable in the manual, and small
COLOURS = "64"  # of a picture: a third of the size, and no difference to see


class Part(NamedTuple):
    """A strip of a printed document over the whole width of a page: below `top`, `height` high, both in pixels."""

    source: str
    page: int
    height: int
    top: int = 0


OF_INPUT = ("formulieren", "steunpunt")  # how what lies below the steunpunt starts; other documents below its period
# picture -> part of a document of the example
EXAMPLE = {
    "formulier-kerntaken": Part("formulieren/1001 Anna Voorbeeld.xlsx", 3, 748),
    "profiel": Part("profielen/1001-Anna Voorbeeld.docx", 1, 1122),
    "taakdekking": Part("taakdekking.xlsx", 1, 740),
    "verantwoording": Part("verantwoording.docx", 1, 1122),
    "verdeling": Part("steunpunt.xlsx", 5, 565, 40),
    "wat-als": Part("wat-als.xlsx", 1, 545, 40),
    "retour": Part("retour/1005 Eva Bedacht.xlsx", 1, 325),
}
LETTER = Part("brief.docx", 1, 620)
HTML = {  # page below the steunpunt, width and height of the window
    "index": ("../index.html", "1000,1130"),
    "index-steunpunt": ("index.html", "1000,1080"),
    "overbelasting": ("overbelasting.html", "1000,955"),
    "taakdekking-pagina": ("taakdekking.html", "1000,1300"),
    "ter-ondertekening": ("ter_ondertekening.html", "1000,750"),
    "overzicht": ("../koepel/overzicht.html", "1366,1560"),
}

# a month earlier: who had no form yet, and who had other hours for a kerntaak
LATE = "1004"
OTHER_HOURS = ("1002", "a", 3)

# one form on its way from empty to ready: what the manager types in it
PERSON = "1004"
FORMS = {
    "half": Invulling("a 4,5 | b ? | q 1", kernopgaven="h", competenties="b c"),
    "fout": Invulling(
        "e 6 | f 9 | j 99 | l ? | q 1 | u 0,5 | v 0,5", kernopgaven="b h", competenties="a o", twijfel="k"
    ),
    "gereed": Invulling(
        "e 2,5 | f 7 | g 2 | l 2 | q 1 | u 0,5 | v 0,5", kernopgaven="h", competenties="b c d e f i k m p"
    ),
}
LOOSE = {"half": "d", "fout": "n"}  # kerntaak with hours that is not chosen
STATES = {
    "formulier-leeg": Part("leeg.xlsx", 3, 338, 40),
    "formulier-half": Part("half.xlsx", 3, 338, 40),
    "formulier-onderbouwing": Part("half.xlsx", 5, 282, 40),
    "formulier-fout": Part("fout.xlsx", 6, 710, 40),
    "formulier-gereed": Part("gereed.xlsx", 6, 710, 40),
}
TEAMS: dict[str, tuple[tuple[object, ...], ...]] = {
    "leeg": (),
    "half": tuple((nummer, naam) for nummer, naam, *_ in TEAM_ZONNEDAEL[:3]),
    "fout": (
        TEAM_ZONNEDAEL[0],
        (TEAM_ZONNEDAEL[0][0], *TEAM_ZONNEDAEL[1][1:]),  # a number that stands twice
        (None, *TEAM_ZONNEDAEL[2][1:]),
        (*TEAM_ZONNEDAEL[3][:3], 99, *TEAM_ZONNEDAEL[3][4:]),
    ),
    "gereed": TEAM_ZONNEDAEL,
}
STRIP = Part("", 3, 145, 100)  # of sheet Team: the header and four rows
GAP = 20  # pixels between the strips

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
    """Take all pictures anew."""
    shutil.rmtree(PICTURES, ignore_errors=True)
    PICTURES.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        picture_example(work)
        picture_letter(work)
        picture_states(work)
        picture_team(work)
        picture_menu(work)
    reduce_colours(PICTURES)


def picture_example(work: Path) -> None:
    """Run the example for two months and take a picture of each kind of document of the second one."""
    earlier = make_input(work / "eerder") / "zonnedael"
    form_of(earlier, LATE).unlink()
    nummer, code, hours = OTHER_HOURS
    type_in_cell(form_of(earlier, nummer), "Kerntaken", code, "Uren per week", hours)
    run(Opdracht(work / "eerder", work / "uit", "2026-10"))
    run(Opdracht(make_input(work / "invoer"), work / "uit", "2026-11"))
    period = work / "uit" / "2026-11" / "zonnedael"
    for picture, part in EXAMPLE.items():
        folder = work / "invoer" / "zonnedael" if part.source.startswith(OF_INPUT) else period
        take_part(folder, part, picture, work)
    for picture, (source, size) in HTML.items():
        take_html(period / source, size, PICTURES / f"{picture}.png", work)


def picture_letter(work: Path) -> None:
    """The letter with a form to fill in and one to correct."""
    invoer = make_input(work / "uitdelen")
    form_of(invoer / "zonnedael", LATE).unlink()
    issue_forms(invoer)
    (invoer / "instellingen").mkdir()
    (invoer / "instellingen" / "rules.toml").write_text('[brief]\nterug_naar = "hr@zonnedael.example"\n', "utf-8")
    make_pakketten(invoer, work / "pakketten", "20-11-2026")
    with zipfile.ZipFile(next((work / "pakketten" / "zonnedael").glob("*.zip"))) as package:
        package.extract("brief.docx", work)
    take_part(work, LETTER, "brief", work)


def make_input(folder: Path) -> Path:
    """The input of the example, made below this folder."""
    for steunpunt in ("zonnedael", "waterhoek"):
        (folder / steunpunt).mkdir(parents=True)
    make_examples(folder)
    return folder


def picture_states(work: Path) -> None:
    """A form as it is handed out, half filled, with mistakes, and ready."""
    invoer = work / "standen"
    (invoer / "zonnedael").mkdir(parents=True)
    make_team(invoer / "zonnedael", "Steunpunt Zonnedael", TEAM_ZONNEDAEL, {}, ())
    issue_forms(invoer)
    shutil.copy(form_of(invoer / "zonnedael", PERSON), work / "leeg.xlsx")
    for state, invulling in FORMS.items():
        shutil.copy(work / "leeg.xlsx", work / f"{state}.xlsx")
        fill_form(work / f"{state}.xlsx", invulling)
    for state, code in LOOSE.items():
        type_in_cell(work / f"{state}.xlsx", "Kerntaken", code, "Uren per week", 3)
    for picture, part in STATES.items():
        take_part(work, part, picture, work)


def picture_team(work: Path) -> None:
    """Sheet Team in the same four states, below each other in one picture."""
    strips = []
    for state, team in TEAMS.items():
        path = init_steunpunt(work / "teams" / state, "Steunpunt Zonnedael")
        type_in_team(path, team)
        source = path.rename(work / f"team-{state}.xlsx")
        strips.append(work / f"strip-{state}.png")
        take_page(to_pdf(source, work), STRIP, strips[-1])
    images = "".join(f'<img src="{strip.name}" style="display:block;margin-bottom:{GAP}px">' for strip in strips)
    (work / "team.html").write_text(f'<body style="margin:0">{images}</body>', "utf-8")
    take_html(work / "team.html", f"1123,{(STRIP.height + GAP) * len(strips)}", PICTURES / "team.png", work)


def picture_menu(work: Path) -> None:
    """The menu as it stands in a window of Windows, after a check."""
    invoer, lines = work / "menu" / "invoer", []
    shutil.copytree(make_input(work / "voor het menu") / "waterhoek", invoer / "waterhoek")
    typed = iter(("3", "", "0"))

    def ask(question: str) -> str:
        lines.append(question + next(typed))
        return lines[-1].removeprefix(question)

    def execute(arguments: Sequence[str]) -> int:
        done = subprocess.run([*PROGRAM, *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        lines.append((done.stdout + done.stderr).strip())
        return done.returncode

    Menu(Surroundings(lines.append, ask, execute, print, str, work / "map.txt")).start([invoer])
    text = html.escape("\n".join(lines[:-2])).replace(str(invoer), r"D:\werk\invoer")
    style = (
        "margin:0;padding:12px;min-height:100vh;background:#0c0c0c;color:#ddd;font:15px monospace;white-space:pre-wrap"
    )
    (work / "menu.html").write_text(f'<meta charset="utf-8"><body style="{style}">{text}</body>', "utf-8")
    take_html(work / "menu.html", "900,440", PICTURES / "menu.png", work)


def take_part(folder: Path, part: Part, picture: str, work: Path) -> None:
    """The picture of this part of a document below `folder`."""
    take_page(to_pdf(folder / part.source, work), part, PICTURES / f"{picture}.png")


def to_pdf(document: Path, work: Path) -> Path:
    """The document as LibreOffice prints it in the Netherlands."""
    profile = work / "office"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(DUTCH, "utf-8")
    office = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*office, "--outdir", str(work), str(document)], check=True, capture_output=True)
    return work / f"{document.stem}.pdf"


def take_page(pdf: Path, part: Part, picture: Path) -> None:
    """The strip of the page; without a width pdftoppm takes all of it."""
    page = ["-f", str(part.page), "-l", str(part.page), "-y", str(part.top), "-H", str(part.height)]
    command = ["pdftoppm", "-png", "-singlefile", "-r", RESOLUTION, *page]
    subprocess.run([*command, str(pdf), str(picture.with_suffix(""))], check=True)


def take_html(page: Path, size: str, picture: Path, work: Path) -> None:
    """The top of an html page as Chromium shows it."""
    browser = shutil.which("chromium") or shutil.which("chrome") or "chromium"
    quiet = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--disable-background-networking"]
    profile = f"--user-data-dir={work / 'browser'}"
    command = [browser, *quiet, profile, f"--window-size={size}", f"--screenshot={picture}", page.as_uri()]
    subprocess.run(command, check=True, capture_output=True)


def reduce_colours(folder: Path) -> None:
    """Give each picture a palette of its own."""
    command = ["pngquant", "--force", "--ext", ".png", "--strip", COLOURS, "--"]
    subprocess.run([*command, *map(str, sorted(folder.iterdir()))], check=True)


if __name__ == "__main__":
    main()
