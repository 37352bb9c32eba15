"""What the Windows edition is made of, with versions, licences and hashes, as CycloneDX 1.6 (ECMA-424)."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from email.parser import HeaderParser
from typing import NamedTuple

Component = dict[str, object]

# SPDX names of what a package says in its own words
SPDX = {
    "LGPL-2.1-only": "LGPL-2.1-only",
    "BSD-3-Clause": "BSD-3-Clause",
    "MIT": "MIT",
    "MIT License": "MIT",
    "License :: OSI Approved :: MIT License": "MIT",
    "License :: OSI Approved :: BSD License": "BSD-3-Clause",  # jinja2, by its LICENSE.txt
}


class Part(NamedTuple):
    """A library of others within CPython for Windows; sign: what shows its version in one of the files."""

    name: str
    version: str
    licence: str
    file: str
    sign: bytes


MICROSOFT = "Microsoft Visual C++ Redistributable"
CPYTHON = ("CPython", "3.13.2", "Python-2.0.1")
PARTS = (
    Part("OpenSSL", "3.0.15", "Apache-2.0", "libcrypto-3.dll", b"OpenSSL 3.0.15"),
    Part("SQLite", "3.45.3", "blessing", "sqlite3.dll", b"3.45.3"),
    Part("expat", "2.6.4", "MIT", "pyexpat.pyd", b"expat_2.6.4"),
    Part("bzip2", "1.0.8", "bzip2-1.0.6", "_bz2.pyd", b"1.0.8, 13-Jul-2019"),
    Part("zlib", "1.3.1", "Zlib", "python313.dll", b"1.3.1"),
    Part("libffi", "3.4.4", "MIT", "libffi-8.dll", b""),  # these two show no version: by CPython's own list
    Part("XZ Utils", "5.2.5", "LicenseRef-Public-Domain", "_lzma.pyd", b""),
    Part("Microsoft Visual C++ runtime", "14.42.34226.3", "", "vcruntime140.dll", "14.42.34226.3".encode("utf-16-le")),
)


def sbom(version: str, cpython: Mapping[str, bytes], wheels: Mapping[str, bytes]) -> bytes:
    """The document. cpython: its files by name; wheels: file name -> content. ValueError for an unknown licence."""
    product = component("application", "profielbouwer", version, "EUPL-1.2")
    content = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {**product, "bom-ref": "profielbouwer"}},
        "components": [*_python(cpython), *(_wheel(name, data) for name, data in sorted(wheels.items()))],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def component(kind: str, name: str, version: str, licence: str) -> Component:
    """A part of the whole; licence: an SPDX expression, "" for Microsoft's terms, which SPDX has no name for."""
    said: Component = {"expression": licence} if licence else {"license": {"name": MICROSOFT}}
    return {"type": kind, "name": name, "version": version, "licenses": [said]}


def _python(files: Mapping[str, bytes]) -> Iterable[Component]:
    yield component("platform", *CPYTHON)
    for part in PARTS:
        if part.sign not in files[part.file]:
            raise ValueError(f"{part.file} is not of {part.name} {part.version}")
        yield component("library", part.name, part.version, part.licence)


def _wheel(name: str, data: bytes) -> Component:
    metadata = HeaderParser().parsestr(metadata_of(data))
    package, version = metadata["Name"], metadata["Version"]
    return {
        **component("library", package, version, licence_of(metadata.items())),
        "purl": f"pkg:pypi/{package.lower().replace('_', '-')}@{version}",
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(data).hexdigest()}],
    }


def metadata_of(wheel: bytes) -> str:
    """The text METADATA of a wheel."""
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return archive.read(name).decode()


def licence_of(headers: Iterable[tuple[str, str]]) -> str:
    """The licence as an SPDX expression: as declared, else as its older headers say. ValueError when none is known."""
    said = [(key, value.strip()) for key, value in headers]
    if declared := [value for key, value in said if key == "License-Expression"]:
        return declared[0]
    for wanted in ("License", "Classifier"):
        if known := [SPDX[value] for key, value in said if key == wanted and value in SPDX]:
            return known[0]
    raise ValueError(f"unknown licence: {said}")
