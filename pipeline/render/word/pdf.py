"""PDF of Word documents, made by LibreOffice where it is installed; the same document gives the same bytes."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

PROGRAMS = ("soffice", "libreoffice")
USUAL_PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    *(
        Path(os.environ[name])
        / "LibreOffice"
        / "program"
        / "soffice.com"  # .com waits until it is ready, .exe does not
        for name in ("ProgramFiles", "ProgramFiles(x86)")
        if name in os.environ
    ),
)
AT_ONCE = 50  # documents: starting LibreOffice takes longer than a document, and a fault may cost all that are open
START, PER_DOCUMENT = 90.0, 10.0  # seconds that it may take
_DATES = re.compile(rb"(/(?:CreationDate|ModDate)\s*\(D:)(\d{14})")
_IDS = re.compile(rb"(/ID\s*\[\s*<|/DocChecksum\s*/)([0-9A-Fa-f]{32})(?:(>\s*<)([0-9A-Fa-f]{32}))?")
_PAGE = re.compile(rb"/Type\s*/Page\b")
_STREAM = re.compile(rb"/ObjStm\b.*?stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def find_office() -> Path | None:
    """The LibreOffice of this machine: on the PATH, or where it is usually installed."""
    named = [Path(found) for name in PROGRAMS if (found := shutil.which(name))]
    return next((path for path in (*named, *USUAL_PLACES) if path.is_file()), None)


def to_pdf(files: Mapping[str, bytes], office: Path) -> dict[str, bytes]:
    """The PDF of each Word document, under the same name; one that LibreOffice cannot make is left out.

    LibreOffice sees numbers for names, in a folder and with settings of its own, so that no name of a person stands in
    a list of processes and no document that somebody has open is touched.
    """
    names = [*files]
    made: dict[str, bytes] = {}
    with TemporaryDirectory(prefix="profielbouwer-") as folder:
        for start in range(0, len(names), AT_ONCE):
            made |= _convert({name: files[name] for name in names[start : start + AT_ONCE]}, Path(folder), office)
    return made


def _convert(files: Mapping[str, bytes], folder: Path, office: Path) -> dict[str, bytes]:
    """A few documents in one go; those that did not come out once more, each on its own: one may have stopped all."""
    numbered = {f"{number}.docx": name for number, name in enumerate(files, 1)}
    for number, name in numbered.items():
        (folder / number).write_bytes(files[name])
    _run_office([*numbered], folder, office)
    for number in numbered:
        if len(numbered) > 1 and not _pdf_of(folder / number):
            _run_office([number], folder, office)
    found = {name: _pdf_of(folder / number) for number, name in numbered.items()}
    for number in numbered:
        (folder / number).with_suffix(".pdf").unlink(missing_ok=True)
    return {name: without_moment(data) for name, data in found.items() if data}


def _run_office(numbers: Sequence[str], folder: Path, office: Path) -> None:
    """Let LibreOffice convert files of its folder. Its exit code tells little: what came of them does."""
    settings = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    command = [str(office), settings, "--headless", "--norestore", "--convert-to", "pdf", *numbers]
    quiet = subprocess.DEVNULL
    try:
        process = subprocess.Popen(  # noqa: S603  # the program that was found, and numbers
            command, cwd=folder, stdin=quiet, stdout=quiet, stderr=quiet, env=_environment(), start_new_session=True
        )
    except OSError:  # not on this machine, for a cluster may have others
        return
    try:
        process.wait(START + PER_DOCUMENT * len(numbers))
    except BaseException as error:
        _stop(process)
        if not isinstance(error, subprocess.TimeoutExpired):
            raise


def _environment() -> dict[str, str]:
    """The clock of a PDF is that of UTC, so that a date is as long everywhere."""
    return {**os.environ, "TZ": "UTC"}


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End LibreOffice, and what it started itself."""
    if os.name == "nt":
        subprocess.run(["taskkill", "/F", "/T", "/PID", str(process.pid)], check=False)  # noqa: S603, S607
    else:
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# --- the result ----------------------------------------------------------------------------------------------------


def _pdf_of(document: Path) -> bytes:
    """What came of a document; b"" when that is no PDF with pages."""
    path = document.with_suffix(".pdf")
    data = path.read_bytes() if path.is_file() else b""
    return data if data.startswith(b"%PDF-") and count_pages(data) else b""


def count_pages(data: bytes) -> int:
    """Number of pages of a PDF, also where its objects are packed in streams."""
    packed = [found[1] for found in _STREAM.finditer(data)]
    return sum(len(_PAGE.findall(part)) for part in (data, *map(_unpacked, packed)))


def _unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return b""


def without_moment(data: bytes) -> bytes:
    """A PDF that does not tell when it was made: a fixed date, and ids of its content; no byte moves its place."""
    dated = _DATES.sub(rb"\g<1>20090101000000", data)
    blank = _IDS.sub(lambda found: _with_id(found, b"0" * 32), dated)
    own = hashlib.sha256(blank).hexdigest()[:32].upper().encode()
    return _IDS.sub(lambda found: _with_id(found, own), blank)


def _with_id(found: re.Match[bytes], own: bytes) -> bytes:
    return found[1] + own + (found[3] + own if found[3] else b"")
