"""PDF beside the Word documents: made by LibreOffice, looked at, the same bytes every time, or told that it failed."""

from __future__ import annotations

import os
import shutil
import time
import zlib
from pathlib import Path

import pytest

from pipeline.definitions.schema_files import TEMPLATES
from pipeline.delivery.documents import add_pdf
from pipeline.model.findings import Stop
from pipeline.render.word import pdf
from pipeline.render.word.pdf import count_pages, find_office, to_pdf, without_moment
from pipeline.run import Opdracht, run
from tests.conftest import Run, read_report

OFFICE = find_office()
needs_office = pytest.mark.skipif(
    OFFICE is None and os.environ.get("PROFIELBOUWER_OFFICE") != "required",
    reason="soffice is not installed here; .ci/run installs it",
)
WORD = (TEMPLATES / "profiel.docx").read_bytes()
PDF = (
    b"%PDF-1.6\n1 0 obj<</Type/Page/Parent 2 0 R>>endobj<</Type/Pages/Count 1>>\n"
    b"<</CreationDate(D:20261125042343Z')>>\ntrailer<</ID [ <392378C19DBF93E3472A8A1EFD424B21>\n"
    b"<392378C19DBF93E3472A8A1EFD424B21> ]\n/DocChecksum /C3CAB388CB2DBB3C6B39395F52EA9DCE\n>>%%EOF"
)


def fake_office(folder: Path, script: str) -> Path:
    """A program that does something else than LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


# --- the bytes -------------------------------------------------------------------------------------------------------


def test_a_pdf_does_not_tell_when_it_was_made() -> None:
    """Another moment and other ids, and the same bytes; nothing moves its place."""
    later = PDF.replace(b"20261125042343", b"20270101000001").replace(b"392378C19DBF", b"0D0D8872F34E")
    later = later.replace(b"C3CAB388", b"CC030BCE")
    assert without_moment(later) == without_moment(PDF)
    assert len(without_moment(PDF)) == len(PDF)
    assert b"2026" not in without_moment(PDF)


def test_two_documents_keep_ids_of_their_own() -> None:
    """Programs know a PDF by its id."""
    ids = {without_moment(PDF.replace(b"/Parent", other))[-110:] for other in (b"/Parent", b"/Kinder")}
    assert len(ids) == 2


def test_pages_are_counted_also_where_objects_are_packed() -> None:
    """As newer versions of LibreOffice write them."""
    packed = zlib.compress(b"<</Type/Page>><</Type /Page /Parent 1 0 R>><</Type/Pages>>")
    assert count_pages(b"<</Type/ObjStm/Length 9>>stream\r\n" + packed + b"\r\nendstream") == 2
    assert count_pages(b"<</Type/ObjStm>>stream\nbroken\nendstream") == 0
    assert count_pages(PDF) == 1


# --- LibreOffice -----------------------------------------------------------------------------------------------------


@needs_office
def test_the_same_documents_give_the_same_bytes(example_run: Run) -> None:
    """In another order, at another moment, all with pages."""
    files = {str(path): path.read_bytes() for path in sorted(example_run.map.rglob("waterhoek/**/*.docx"))}
    assert OFFICE is not None
    first = to_pdf(files, OFFICE)
    time.sleep(1.1)  # a PDF knows its second
    assert first == to_pdf(dict(reversed(files.items())), OFFICE)
    assert {*first} == {*files}
    assert len(files) == 2
    assert all(data.startswith(b"%PDF-") and count_pages(data) for data in first.values())


@needs_office
def test_a_run_with_pdf_writes_one_beside_every_word_document(example: Path, tmp_path: Path) -> None:
    """Named in run.json; a second run makes nothing, and a run without --pdf takes them away."""
    shutil.rmtree(example / "zonnedael")
    opdracht = Opdracht(example, tmp_path / "uit", "2026-11", pdf=True)
    run(opdracht)
    period = tmp_path / "uit" / "2026-11"
    words = {path.with_suffix("") for path in period.rglob("*.docx")}
    pdfs = {path.with_suffix("") for path in period.rglob("*.pdf")}
    assert words == pdfs
    assert len(words) == 2
    named = {period / name for name in read_report(period)["bestanden"] if name.endswith(".pdf")}
    assert {path.with_suffix("") for path in named} == pdfs
    assert run(opdracht).gelijk == 1
    run(Opdracht(example, tmp_path / "uit", "2026-11"))
    assert [path for path in period.rglob("*.pdf") if "vervallen" not in path.parts] == []


# --- without LibreOffice, or with one that fails ---------------------------------------------------------------------


def test_pdf_without_libreoffice_stops_before_anything_is_written(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was asked for and cannot be done: one sentence, exit 2."""
    monkeypatch.setattr(pdf, "USUAL_PLACES", ())
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Stop) as stop:
        run(Opdracht(example, tmp_path / "uit", "2026-11", pdf=True))
    assert [finding.code for finding in stop.value.findings] == ["pdf_geen_libreoffice"]
    assert not (tmp_path / "uit").exists()


def test_libreoffice_is_found_on_the_path_or_where_it_usually_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The PATH goes first."""
    usual, named = tmp_path / "usual", tmp_path / "named"
    usual.mkdir()
    named.mkdir()
    monkeypatch.setattr(pdf, "USUAL_PLACES", (tmp_path / "nowhere", fake_office(usual, "")))
    monkeypatch.setenv("PATH", str(named))
    assert find_office() == usual / "soffice"
    fake_office(named, "")
    assert find_office() == named / "soffice"


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
@pytest.mark.parametrize(
    "script", ["exit 1", "for a; do :; done; : > 1.pdf", "printf 'geen pdf' > 1.pdf", "printf '%%PDF-1.6 leeg' > 1.pdf"]
)
def test_what_is_no_pdf_with_pages_is_told_and_all_else_is_delivered(script: str, tmp_path: Path) -> None:
    """No file, an empty one, another kind, no pages."""
    documents = {"m/profielen/1-An Verzonnen.docx": WORD, "m/antwoorden.json": b"{}"}
    made, findings = add_pdf(documents, fake_office(tmp_path, script))
    assert made == documents
    assert [(finding.code, finding.values) for finding in findings] == [("pdf_mislukt", {"aantal": "1"})]


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_a_document_that_stops_libreoffice_does_not_take_the_others_along(tmp_path: Path) -> None:
    """What did not come out is tried once more, each on its own; no name reaches the list of processes."""
    log = tmp_path / "log"
    pdf_file = tmp_path / "een.pdf"
    pdf_file.write_bytes(PDF)
    script = (
        f'echo "$@" >> "{log}"; for a; do case "$a" in *.docx) grep -q STOP "$a" && exit 9; '
        f'cp "{pdf_file}" "${{a%.docx}}.pdf";; esac; done'
    )
    files = {"Anna.docx": b"goed", "Bram.docx": b"STOP", "Carla.docx": b"goed"}
    assert {*to_pdf(files, fake_office(tmp_path, script))} == {"Anna.docx", "Carla.docx"}
    assert "Anna" not in log.read_text()
    assert "-env:UserInstallation=" in log.read_text()


@pytest.mark.skipif(os.name == "nt", reason="the stand-in for LibreOffice is a shell script")
def test_a_libreoffice_that_hangs_is_ended_with_all_that_it_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """soffice is itself a script that starts the real program."""
    monkeypatch.setattr(pdf, "START", 0.5)
    monkeypatch.setattr(pdf, "PER_DOCUMENT", 0.0)
    sign = tmp_path / "leeft"
    start = time.monotonic()
    assert to_pdf({"a": WORD}, fake_office(tmp_path, f'(sleep 2; touch "{sign}") & wait')) == {}
    assert time.monotonic() - start < 2
    time.sleep(2)
    assert not sign.exists()


def test_a_libreoffice_that_is_not_there_any_more_is_a_failed_conversion(tmp_path: Path) -> None:
    """A cluster may have other machines."""
    assert to_pdf({"a": WORD}, tmp_path / "weg") == {}


def test_a_failed_conversion_is_tried_again_by_the_next_run(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A warning, everything else delivered; the steunpunt is not taken for done."""
    monkeypatch.setattr("pipeline.run.find_office", lambda: tmp_path / "weg")
    shutil.rmtree(example / "zonnedael")
    opdracht = Opdracht(example, tmp_path / "uit", "2026-11", pdf=True)
    run(opdracht)
    report = read_report(tmp_path / "uit" / "2026-11")
    (steunpunt,) = report["steunpunten"]
    told = [finding["ernst"] for finding in steunpunt["bevindingen"] if finding["code"] == "pdf_mislukt"]
    assert told == ["waarschuwing"]
    assert any(name.endswith("verantwoording.docx") for name in report["bestanden"])
    monkeypatch.setattr("pipeline.delivery.documents.to_pdf", lambda files, _: dict.fromkeys(files, PDF))
    run(opdracht)
    assert any(name.endswith(".pdf") for name in read_report(tmp_path / "uit" / "2026-11")["bestanden"])


def test_only_word_documents_are_converted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not the workbooks and pages; without --pdf nothing."""
    monkeypatch.setattr("pipeline.delivery.documents.to_pdf", lambda files, _: dict.fromkeys(files, PDF))
    documents = {"m/verantwoording.docx": WORD, "m/taakdekking.xlsx": b""}
    assert [*add_pdf(documents, Path("x"))[0]] == [*documents, "m/verantwoording.pdf"]
    assert add_pdf(documents, None) == (documents, [])
