"""Puts into a wheel from which commit it was built (pipeline/commit.txt); hatchling runs this."""

from __future__ import annotations

import subprocess
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


class CommitHook(BuildHookInterface[Any]):
    """The hook."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add the file to a wheel; an editable install follows the checkout and has none."""
        commit = commit_name(Path(self.root))
        if version != "editable" and commit:
            self._folder = tempfile.TemporaryDirectory()
            path = Path(self._folder.name, "commit.txt")
            path.write_text(f"{commit}\n", "utf-8")
            build_data["force_include"][str(path)] = "pipeline/commit.txt"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        """Remove it again."""
        if hasattr(self, "_folder"):
            self._folder.cleanup()
