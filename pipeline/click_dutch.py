"""click's own messages in Dutch, whatever the locale of the machine."""

from __future__ import annotations

import gettext
import os
from pathlib import Path


def speak_dutch() -> None:
    """Make click's own messages Dutch, whatever the locale of the machine.

    Call this before the click commands are defined. click looks up every text
    at the moment it formats it, and decorators such as ``version_option`` do so
    while the command is being defined; text made earlier stays English.

    Python's gettext reads the LANGUAGE variable first, on every platform and
    also when LC_ALL is C. Programs started from here inherit it.
    """
    os.environ["LANGUAGE"] = "nl"
    gettext.bindtextdomain("messages", str(Path(__file__).resolve().parent / "locale"))
