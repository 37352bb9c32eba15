"""Where a form is between handing out and signing (design.md 2.4)."""

from __future__ import annotations

from typing import Literal

Terugstand = Literal["ontbreekt", "uitgedeeld", "terug", "te_verbeteren", "gereed"]
