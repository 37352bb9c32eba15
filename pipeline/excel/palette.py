"""Colours of the documents, as hex: with a contrast of at least 4.5 against the text on them, never the only sign."""

from __future__ import annotations

DARK = "1F3A4D"
LINE = "C9D3DA"
INPUT = "FFF9E1"
QUIET = "EEF2F4"
GOOD = "D7EBDD"
WEAK = "FFE9B8"
BAD = "F8D3CE"
PAPER = "FBD5B0"
HELD = "DCE9F3"
