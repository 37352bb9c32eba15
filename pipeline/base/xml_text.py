"""Texts in XML, as xml.sax.saxutils has them: that one imports urllib, http and ssl, a twentieth of a second."""

from __future__ import annotations

_SPACES = {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}  # which a reader would take for blanks
_NAMED = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def escape(text: str) -> str:
    """A text as the content of an element."""
    return text.replace("&", "&amp;").replace(">", "&gt;").replace("<", "&lt;")


def quoteattr(text: str) -> str:
    """A text as the value of an attribute, with its quotes."""
    plain = escape(text)
    for sign, coded in _SPACES.items():
        plain = plain.replace(sign, coded)
    if '"' not in plain:
        return f'"{plain}"'
    return f"'{plain}'" if "'" not in plain else '"{}"'.format(plain.replace('"', "&quot;"))


def unescape(text: str) -> str:
    """The text that stands in an element, where no sign is written as a number."""
    for coded, sign in _NAMED.items():
        text = text.replace(coded, sign)
    return text.replace("&amp;", "&")
