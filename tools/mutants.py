"""Plant faults in the rules, one at a time, and tell which of them no test sees.

Usage: make mutants, or .venv/bin/python -m tools.mutants [-n COUNT (0: all)] [--seed SEED] [--only PART OF A PATH]

The faults are mutmut's; its own runner is not used, for it mutates no property and no cached function, wants the tests
in its own process and knows no mirrored tests. A fault is planted in a copy of the checkout: the working tree is left
alone. First the mirrored test file of the module runs, then the other tests of the rules.
"""

from __future__ import annotations

import argparse
import difflib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import libcst as cst
from libcst import matchers as m
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).resolve().parent.parent
COPIED = ("pipeline", "schemas", "tests", "examples", "input_templates", "tools", "docs", "pyproject.toml", "README.md")
PACKAGES = ("checking", "analysis", "model")
WIDER = ("tests/analysis", "tests/checking", "tests/definitions")  # for what its own tests let pass
SECONDS = 300  # a fault that makes a rule run on for ever is seen
NO_CODE = m.Annotation() | m.Decorator() | m.Import() | m.ImportFrom() | m.Subscript(value=m.Name("Literal"))


@dataclass(frozen=True)
class Fault:
    """One fault: the path of a module within the checkout, the whole text of it with the fault, and what differs."""

    module: str
    text: str
    difference: str


class _Finder(cst.CSTVisitor):
    """Every node of a module with what mutmut would put in its place; types, imports and decorators stay."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Ask each operator that knows this kind of node."""
        if m.matches(node, NO_CODE):
            return False
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                self.found += [(node, changed) for changed in operator(node)]
        return True


def faults(only: str = "") -> list[tuple[str, int]]:
    """All faults as module and number, in a stable order; only: a part of the module's path."""
    modules = [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sorted((ROOT / "pipeline" / package).rglob("*.py"))
    ]
    return [(name, number) for name in modules if only in name for number in range(len(_finds(name)[1]))]


@cache
def _finds(module: str) -> tuple[cst.Module, list[tuple[cst.CSTNode, cst.CSTNode]]]:
    """A module, parsed once, with the faults that can be planted in it."""
    finder, tree = _Finder(), cst.parse_module((ROOT / module).read_text("utf-8"))
    tree.visit(finder)
    return tree, finder.found


def plant(module: str, number: int) -> Fault:
    """The module with one fault."""
    tree, found = _finds(module)
    old, new = found[number]
    changed = tree.deep_replace(old, new)
    text = changed.code if isinstance(changed, cst.Module) else ""
    lines = difflib.unified_diff(tree.code.splitlines(), text.splitlines(), lineterm="", n=0)
    return Fault(module, text, "\n".join(line for line in lines if not line.startswith(("---", "+++"))))


def tests_of(folder: Path, module: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The tests to run, the nearest first: the mirrored file (when there is one), then those of all rules."""
    path = Path("tests", *Path(module).parts[1:])
    own = path.with_name(f"test_{path.name}")
    if (folder / own).exists():
        yield "its own tests", (str(own),)
    yield "other tests", WIDER


def passes(folder: Path, tests: Sequence[str]) -> bool:
    """Whether these tests pass in the copy, stopping at the first that does not."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "-n", "0", "-p", "no:cacheprovider", *tests]
    environment = {**os.environ, "PYTHONPATH": str(folder)}  # before the checkout, which is installed
    try:
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=SECONDS)
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


class Copies:
    """Copies of the checkout as it is now, one for each worker; a copy is as it was after each fault."""

    def __init__(self, folder: Path) -> None:
        self.first = _copy_checkout(folder / "0")
        self._lock, self._own, self._moment, self._count = threading.Lock(), threading.local(), 0, 0

    def judge(self, place: tuple[str, int]) -> tuple[Fault, str]:
        """Plant one fault and run the tests: what it is, and what became of it."""
        folder, fault = self._copy(), plant(*place)
        self._write(folder / fault.module, fault.text)
        try:
            for whose, tests in tests_of(folder, fault.module):
                if not passes(folder, tests):
                    return fault, f"killed by {whose}"
        finally:
            self._write(folder / fault.module, _finds(fault.module)[0].code)
        return fault, "survived"

    def _copy(self) -> Path:
        if not hasattr(self._own, "folder"):
            with self._lock:
                self._count += 1
                name = str(self._count)
            self._own.folder = shutil.copytree(self.first, self.first.with_name(name))
        return Path(self._own.folder)

    def _write(self, path: Path, text: str) -> None:
        """With a moment of its own: Python knows compiled code by time, in seconds, and size."""
        path.write_text(text, "utf-8")
        with self._lock:
            self._moment += 1
            os.utime(path, (self._moment, self._moment))


def _copy_checkout(folder: Path) -> Path:
    """What the tests of the rules need."""
    folder.mkdir()
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return folder


def main() -> int:
    """Tell each fault that survives, then the numbers. Ends with 1 when the tests fail without one, before or after."""
    parser = argparse.ArgumentParser(description="Plant faults in the rules and tell which no test sees.")
    parser.add_argument("-n", type=int, default=300, dest="count", help="how many, taken at random; 0: all")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--only", default="", help="part of a module's path")
    wanted = parser.parse_args()
    possible = faults(wanted.only)
    count = min(wanted.count or len(possible), len(possible))
    sample = sorted(random.Random(wanted.seed).sample(possible, count))
    with tempfile.TemporaryDirectory() as name:
        copies = Copies(Path(name))
        if not passes(copies.first, WIDER):
            print("The tests fail without any fault.")
            return 1
        told: Counter[str] = Counter()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            for fault, fate in pool.map(copies.judge, sample):
                told[fate] += 1
                if fate == "survived":
                    print(f"survived: {fault.module}\n{fault.difference}\n", flush=True)
        if not passes(copies.first, WIDER):  # what stopped them says nothing of faults
            print("The tests failed of themselves on the way.")
            return 1
    print(f"{count} of {len(possible)} faults (seed {wanted.seed}):", dict(sorted(told.items())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
