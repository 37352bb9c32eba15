"""The start page of one steunpunt: all of its folder, and nothing else."""

from __future__ import annotations

import re
import shutil
from html import unescape
from pathlib import Path
from urllib.parse import unquote

from tests.conftest import Run


def links(html: str) -> list[str]:
    """The addresses that lead elsewhere."""
    return [unquote(unescape(found)) for found in re.findall(r'href="([^"#][^"]*)"', html)]


def page_of(folder: Path) -> str:
    """The page in the folder of a steunpunt."""
    return (folder / "index.html").read_text("utf-8")


def test_it_leads_to_every_file_of_its_folder_that_people_open(example_run: Run, tmp_path: Path) -> None:
    """Also when the folder stands alone, on another machine."""
    folder = Path(shutil.copytree(example_run.map / "zonnedael", tmp_path / "doorgegeven"))
    found = links(page_of(folder))
    assert all((folder / link).is_file() for link in found)
    made = {path.relative_to(folder).as_posix() for path in folder.rglob("*.*") if path.suffix != ".json"}
    assert sorted(found) == sorted(made - {"index.html"})


def test_it_names_no_other_steunpunt_and_leads_out_of_its_folder_nowhere(example_run: Run) -> None:
    """Outputs of two steunpunten never mix (design.md 3.8)."""
    for own, other in (("zonnedael", "Waterhoek"), ("waterhoek", "Zonnedael")):
        html = page_of(example_run.map / own)
        assert other not in html and other.lower() not in html and "../" not in html


def test_every_form_has_its_place_in_words(example_run: Run) -> None:
    """Handed out, back, to be corrected, ready: per form, so that nobody is forgotten."""
    html = re.sub(r"<[^>]+>", " ", page_of(example_run.map / "zonnedael"))
    plain = " ".join(html.split())
    assert "Eva Bedacht (1005) Lies Fantasie terug, te verbeteren" in plain
    assert "Anna Voorbeeld (1001) Lies Fantasie gereed" in plain


def test_what_is_to_be_done_is_that_of_this_steunpunt(example_run: Run) -> None:
    """The same steps as on the start page of all, counted here alone."""
    assert "Stuur 1 afgekeurd formulier terug." in page_of(example_run.map / "zonnedael")
    assert "afgekeurd formulier" not in page_of(example_run.map / "waterhoek")
