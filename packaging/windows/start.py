"""What Start.cmd runs in the Windows edition: the menu, with what was dropped on it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

WORD = re.compile(r'"([^"]*)"|([^\s"]+)')
STARTED = re.compile(r'start\.cmd"?\s*', re.IGNORECASE)


def dropped(environment: Mapping[str, str]) -> list[Path]:
    """The folder and files that were dropped, as Start.cmd left them in the environment.

    PROFIELBOUWER_REGEL: the line that Explorer made, `cmd.exe /c ""C:\\Start.cmd" C:\\A&B "C:\\c d""`, with quotes only
    around names with spaces in them. It does not name Start.cmd when that was typed; then PROFIELBOUWER_EERSTE holds
    the first word behind it.
    """
    parts = STARTED.split(environment.get("PROFIELBOUWER_REGEL", ""))
    if len(parts) == 1:
        first = environment.get("PROFIELBOUWER_EERSTE", "")
        return [Path(first)] if first else []
    return [Path(quoted or bare) for quoted, bare in WORD.findall(parts[-1].strip().removesuffix('"'))]


if __name__ == "__main__":
    from pipeline.cli import main

    main(dropped(os.environ))
