"""Word templates of HR through the whole command: refused with exit 2 and a sentence, or told about and used."""

from __future__ import annotations

import json
import shutil
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from pipeline.render.word.pdf import find_office
from tests.conftest import EXAMPLE
from tests.end_to_end.test_cli import profielbouwer
from tests.support.templates import BODY, RELATIONS, related, template, with_part

ONE = EXAMPLE / "waterhoek"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The folder of settings of an input of one steunpunt."""
    folder = tmp_path / "in" / "instellingen"
    shutil.copytree(ONE, tmp_path / "in" / "solo")
    folder.mkdir()
    return folder


def run(folder: Path, *more: str) -> tuple[int, str, list[Path]]:
    """Exit code, what is said, and the documents that were made."""
    out = folder.parent.parent / "uit"
    result = profielbouwer("run", folder.parent, "-o", out, "--periode", "2026-11", *more)
    assert "Er ging iets mis" not in result.stderr
    return result.returncode, result.stderr, [*out.rglob("*.docx")]


EDITS: dict[str, Callable[[Path], Path]] = {
    "a count of the appendix": lambda folder: template(folder, "{{ bijlage.kerntaken|length }}"),
    "loops": lambda folder: template(folder, "{% for x in kerntaken %}" * 8 + "{% endfor %}" * 8),
    "a number in the footer only": lambda folder: template(folder, "Tekst", keep=""),
    "an attached template": lambda folder: with_part(
        folder, RELATIONS, related("attachedTemplate", "file:///H:/huisstijl.dotx", external=True)
    ),
    "broken styles": lambda folder: with_part(folder, "word/styles.xml", lambda xml: xml[:-20]),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS.keys())
def test_a_template_that_cannot_be_used_is_exit_2_and_nothing_is_made(own: Path, edit: Callable[[Path], Path]) -> None:
    """faults.md 44 to 48, as HR meets them."""
    edit(own)
    code, said, documents = run(own)
    assert (code, documents) == (2, [])
    assert said.startswith("FOUT profiel.docx: Het Word-sjabloon kan niet worden gebruikt: ")


def test_what_is_odd_in_a_template_is_told_first_and_stands_in_run_json(own: Path) -> None:
    """faults.md 49: once on the screen, before the rest; a dry run tells it too."""
    template(own, "{ { naam } }")
    line = "WAARSCHUWING profiel.docx: In het Word-sjabloon valt iets op: in de tekst bij { { naam } }: "
    code, said, documents = run(own, "--dry-run")
    assert (code, documents) == (0, []) and said.startswith(line)
    code, said, documents = run(own)
    assert code == 0 and documents and said.startswith(line) and said.count("valt iets op") == 1
    report = json.loads((own.parent.parent / "uit" / "2026-11" / "run.json").read_bytes())
    assert [found["code"] for found in report["steunpunten"][0]["bevindingen"]].count("sjabloon_let_op") == 1


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """An address on this machine, and what is asked of it."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        do_HEAD = do_OPTIONS = do_PROPFIND = do_GET

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


def test_nothing_is_fetched_for_a_pdf(own: Path, visits: tuple[str, list[str]]) -> None:
    """faults.md 46: a linked picture would be, of every profile."""
    assert find_office()
    address, asked = visits
    blip = f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:9pt;height:9pt"><v:imagedata src="{address}/logo.png"/></v:shape></w:pict></w:r></w:p>'  # noqa: E501
    with_part(own, BODY, lambda xml: xml.replace("<w:body>", f"<w:body>{blip}", 1))
    code, said, documents = run(own, "--pdf")
    assert (code, documents, asked) == (2, [], [])
    assert "(src: http://127.0.0.1:" in said
