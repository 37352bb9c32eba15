"""Write dist/profielbouwer-windows.zip: a folder that works on Windows without installing, made on Linux.

What comes from outside (CPython and the libraries) is downloaded into .venv/windows and goes in only with a hash that
stands in the repository; tools/windows_cpython.py checks the signatures as well. Same commit, same bytes.
Beside it comes the list of what is in it, which is in the zip too: dist/sbom.cdx.json.
Usage: make windows. Needs osslsigncode and, the first time, a network.
"""

from __future__ import annotations

import hashlib
import io
import re
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from pathlib import Path

from pipeline import __version__
from tools.manual_pages import manual_page
from tools.sbom import sbom
from tools.wheel_hook import commit_name
from tools.windows_cpython import FOLDER, cpython

ROOT = Path(__file__).resolve().parent.parent
ZIP = ROOT / "dist" / "profielbouwer-windows.zip"
SBOM = ROOT / "dist" / "sbom.cdx.json"
CACHE = ROOT / ".venv" / "windows"
WHEELS, CPYTHON = ROOT / "requirements-windows.lock", FOLDER / "cpython.lock"
TOP = "Profielbouwer"  # who unpacks it gets one folder
PYTHON, LIB = "python", "python/lib"
OWN = {
    "Start.cmd": "Start.cmd",
    "profielbouwer.cmd": "profielbouwer.cmd",
    "LEESMIJ.txt": "LEESMIJ.txt",
    "start.py": f"{PYTHON}/start.py",
    "python313._pth": f"{PYTHON}/python313._pth",  # names the folder of the libraries too
    "docxtpl-LGPL-2.1.txt": f"{LIB}/docxtpl-LGPL-2.1.txt",  # the wheel of docxtpl leaves out its licence
}
COPIED = {"examples/invoer": "voorbeeld/invoer", "input_templates": "input_templates", "LICENSE": "LICENTIE.txt"}
MANUALS = ("handleiding-*.md", "bouwstenen.md", "sjabloon.md")
DATED = (1980, 1, 1, 0, 0, 0)  # the first day that a zip knows: the same bytes on any day
PATH_LIMIT = 120  # of Windows' 260, the rest is for the folder where somebody unpacks it
PLATFORM = ("--only-binary", ":all:", "--platform", "win_amd64", "--python-version", "3.13")
TEXT = (".cmd", ".txt")  # with the line ends of Windows

Files = dict[str, bytes]


def fetched(lock: Path, *options: str) -> list[Path]:
    """The files of a lock, downloaded unless they are there, each with a hash of the lock."""
    folder = CACHE / lock.stem
    folder.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--require-hashes", *options]
    subprocess.run([*pip, "-r", lock, "-d", folder], cwd=folder, check=True)
    allowed = set(re.findall(r"sha256:(\w{64})", lock.read_text("utf-8")))
    files = [path for path in sorted(folder.iterdir()) if hashlib.sha256(path.read_bytes()).hexdigest() in allowed]
    wanted = len(re.findall(r"^\S+==", lock.read_text("utf-8"), re.MULTILINE))
    if len(files) != wanted:
        raise SystemExit(f"{folder} holds {len(files)} files of {lock.name}, not {wanted}. Remove the folder.")
    return files


def edition(commit: str) -> Files:
    """All files of the Windows edition by their path in the zip."""
    files: Files = {}
    python, wheels = parts()
    add(files, PYTHON, {name: content for name, content in python.items() if name != "python313._pth"})
    for wheel in wheels.values():
        add(files, LIB, unpacked(wheel))
    add(files, LIB, unpacked(product()))
    add(files, "", {target: windows_text(FOLDER / name) for name, target in OWN.items()})
    add(files, "", copied())
    add(files, "handleidingen", manuals())
    add(files, "", {"VERSIE.txt": f"Profielbouwer {__version__} ({commit})\r\n".encode()})
    add(files, "", {SBOM.name: sbom(__version__, python, wheels)})
    return files


def parts() -> tuple[Files, Files]:
    """What comes from outside: the files of CPython, and the wheels, by name."""
    python = cpython(fetched(CPYTHON, "--no-binary", ":all:", "--no-build-isolation")[0])
    return python, {path.name: path.read_bytes() for path in fetched(WHEELS, *PLATFORM)}


def add(files: Files, folder: str, more: Mapping[str, bytes]) -> None:
    """Put more files in a folder. ValueError when one has to take the place of another."""
    for name, content in more.items():
        path = f"{folder}/{name}".lstrip("/")
        if files.get(path, content) != content:
            raise ValueError(f"twice: {path}")
        files[path] = content


def unpacked(archive: bytes) -> Files:
    """The files of a wheel. ValueError for one that wants more than to be unpacked."""
    with zipfile.ZipFile(io.BytesIO(archive)) as wheel:
        names = [name for name in wheel.namelist() if not name.endswith("/")]
        if odd := [name for name in names if ".data/" in name]:
            raise ValueError(f"needs pip to install it: {odd[0]}")
        return {name: wheel.read(name) for name in names}


def product() -> bytes:
    """The wheel of this checkout."""
    with tempfile.TemporaryDirectory() as folder:
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
        subprocess.run(build, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return next(Path(folder).glob("*.whl")).read_bytes()


def copied() -> Files:
    """What goes along as it is: only files that git knows, for the example may have been opened in Excel just now."""
    files = {}
    for source, target in COPIED.items():
        for name in git("ls-files", "-z", source).split("\0")[:-1]:
            path = Path(target, *Path(name).relative_to(source).parts).as_posix()
            files[path] = windows_text(ROOT / name) if path.endswith(TEXT) else (ROOT / name).read_bytes()
    return files


def manuals() -> Files:
    """The Dutch manuals as pages, with their pictures."""
    docs = ROOT / "docs"
    pages = sorted(path for pattern in MANUALS for path in docs.glob(pattern))
    names = {path.name for path in pages}
    files = {path.with_suffix(".html").name: manual_page(path.read_text("utf-8"), names).encode() for path in pages}
    return files | {f"beelden/{path.name}": path.read_bytes() for path in sorted((docs / "beelden").iterdir())}


def windows_text(path: Path) -> bytes:
    """A file of our own; a text that Windows shows or runs gets its line ends."""
    content = path.read_bytes()
    return content.replace(b"\n", b"\r\n") if path.suffix in TEXT or path.name == "LICENSE" else content


def git(*words: str) -> str:
    """What git says about this checkout."""
    return subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True, text=True).stdout


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The zip. ValueError for a path that is too long or that Windows would take for another one."""
    names = [f"{TOP}/{name}" for name in sorted(files)]
    if odd := [name for name in names if len(name) >= PATH_LIMIT]:
        raise ValueError(f"too long: {odd[0]}")
    if len({name.lower() for name in names}) < len(names):
        raise ValueError("two paths differ in capitals only")
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in names:
            info = zipfile.ZipInfo(name, DATED)
            info.create_system, info.external_attr = 3, 0o644 << 16
            archive.writestr(info, files[name.removeprefix(f"{TOP}/")], zipfile.ZIP_DEFLATED)
    return whole.getvalue()


def main(*options: str) -> None:
    """Write the zip and the list of its parts, and say how large it is; with --sbom only the list."""
    ZIP.parent.mkdir(exist_ok=True)
    if "--sbom" in options:
        SBOM.write_bytes(sbom(__version__, *parts()))
        return
    files = edition(commit_name(ROOT))
    content = zipped(files)
    ZIP.write_bytes(content)
    SBOM.write_bytes(files[SBOM.name])
    longest = max(len(f"{TOP}/{name}") for name in files)
    print(f"{ZIP.relative_to(ROOT)}: {len(content) / 1e6:.0f} MB, {len(files)} files, longest path {longest} signs")
    print(f"sha256 {hashlib.sha256(content).hexdigest()}")


if __name__ == "__main__":
    main(*sys.argv[1:])
