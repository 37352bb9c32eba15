"""Where the parts of a Word template are compiled and filled in: a sandbox with next to nothing in it."""

from __future__ import annotations

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment

from pipeline.render.escaping import EscapingOnce

FILTERS = ("capitalize", "join", "length", "lower", "trim", "upper")


class _Environment(EscapingOnce, ImmutableSandboxedEnvironment):
    """A dot reaches only the fields of a group, and those of `loop`; never a method or another part of an object."""

    def getattr(self, obj: object, attribute: str) -> object:
        if isinstance(obj, dict):
            return obj[attribute] if attribute in obj else self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


def make_environment() -> ImmutableSandboxedEnvironment:
    """A sandbox without globals and tests, with a few filters; values are escaped and an unknown field is an error."""
    environment = _Environment(autoescape=True, undefined=StrictUndefined)
    environment.globals.clear()
    environment.tests.clear()
    environment.filters = {name: environment.filters[name] for name in FILTERS}
    return environment
