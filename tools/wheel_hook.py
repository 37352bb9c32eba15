"""Puts into a wheel what is made when it is built; hatchling runs this.

That is from which commit it was built (pipeline/commit.txt), and what is made of the product's own files beforehand
(pipeline/kept/, see pipeline/base/kept.py).
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


def commit_name(root: Path) -> str:
    """The commit of a checkout, with a + when files were changed since; "" where there is no git."""
    said = []
    for words in (("rev-parse", "--short=12", "HEAD"), ("status", "--porcelain")):
        try:
            done = subprocess.run(["git", *words], cwd=root, check=True, capture_output=True, text=True)
        except (OSError, subprocess.CalledProcessError):
            return ""
        said.append(done.stdout.strip())
    commit, changed = said
    return commit + ("+" if changed else "")


class WheelHook(BuildHookInterface[Any]):
    """The hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the files to a wheel; an editable install follows the checkout, where `make kept` makes them."""
        if version == "editable":
            return
        self._folder = tempfile.TemporaryDirectory()
        kept = Path(self._folder.name, "kept")
        same_bytes = {**os.environ, "PYTHONHASHSEED": "0"}  # the order of a set
        subprocess.run([sys.executable, "-m", "tools.make_kept", kept], cwd=self.root, env=same_bytes, check=True)
        build_data["force_include"][str(kept)] = "pipeline/kept"
        if commit := commit_name(Path(self.root)):
            path = Path(self._folder.name, "commit.txt")
            path.write_text(f"{commit}\n", "utf-8")
            build_data["force_include"][str(path)] = "pipeline/commit.txt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove them again."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
