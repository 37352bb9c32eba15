"""What is remembered of escaping: the same text in the same form, and nothing that only looks the same."""

from __future__ import annotations

from markupsafe import Markup

from pipeline.render.escaping import EscapingOnce


def test_equal_values_of_another_kind_stay_apart() -> None:
    """A text that is marked as safe stays as it is, the same text from a form does not; 1 is not True."""
    template = EscapingOnce(autoescape=True).from_string("{{ value }}")
    shown = [template.render(value=value) for value in (Markup("<b>"), "<b>", Markup("<b>"), 1, True, 1.0)]
    assert shown == ["<b>", "&lt;b&gt;", "<b>", "1", "True", "1.0"]


def test_what_a_macro_makes_is_escaped_once() -> None:
    """Its own marks stay; what is put in it does not become one."""
    text = "{% macro vet(value) %}<b>{{ value }}</b>{% endmacro %}{{ vet(value) }}"
    assert EscapingOnce(autoescape=True).from_string(text).render(value="a & b") == "<b>a &amp; b</b>"
