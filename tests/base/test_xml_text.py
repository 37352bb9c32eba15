"""Texts in XML: the standard library, which takes long to import, is the oracle."""

from __future__ import annotations

from xml.sax import saxutils

from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.xml_text import escape, quoteattr, unescape

texts = st.text(st.sampled_from("&<>\"' \n\r\tabc;") | st.characters()) | st.lists(
    st.sampled_from(["&amp;", "&lt;", "&gt;", "&quot;", "&apos;", "&", "amp;", "x"])
).map("".join)


@given(texts)
def test_texts_are_escaped_as_the_standard_library_does(text: str) -> None:
    """In elements and in attributes, with either quote or both."""
    assert escape(text) == saxutils.escape(text)
    assert quoteattr(text) == saxutils.quoteattr(text)


@given(texts)
def test_texts_are_read_as_the_standard_library_does(text: str) -> None:
    """Named signs, also one within another."""
    assert unescape(text) == saxutils.unescape(text, {"&quot;": '"', "&apos;": "'"})
    assert unescape(escape(text)) == text
