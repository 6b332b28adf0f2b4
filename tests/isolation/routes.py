"""Every address of sellers and of the sellers' desk, read from the resolver: what the table must know."""

import re
from dataclasses import dataclass

from django.urls import URLPattern, get_resolver

BELOW = ("selling/", "cms/sellers/")
_KWARG = re.compile(r"<(?:[^:<>]+:)?([^<>]+)>")


@dataclass(frozen=True)
class Route:
    """`path` as the resolver has it, such as "selling/<slug:seller>/shop/"."""

    name: str
    path: str
    view: object

    @property
    def kwargs(self) -> tuple[str, ...]:
        return tuple(_KWARG.findall(self.path))

    @property
    def view_class(self):
        return getattr(self.view, "view_class", None)

    def url(self, **values) -> str:
        """Filled in by hand: reverse() would let a second address of the same name hide behind the first."""
        return "/" + _KWARG.sub(lambda found: str(values[found.group(1)]), self.path)


def routes() -> list[Route]:
    found = [route for route in _walk(get_resolver().url_patterns, "", "") if route.path.startswith(BELOW)]
    return sorted(found, key=lambda route: route.path)


def _walk(patterns, before: str, namespace: str):
    for pattern in patterns:
        path = before + _text(pattern)
        if isinstance(pattern, URLPattern):
            yield Route(f"{namespace}{pattern.name or path}", path, _bare(pattern.callback))
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern.url_patterns, path, inner)


def _text(pattern) -> str:
    """A regular expression keeps its named groups as kwargs."""
    text = str(pattern.pattern).removeprefix("^").removesuffix("$").removesuffix(r"\Z")
    return re.sub(r"\(\?P<(\w+)>[^()]*(?:\([^()]*\)[^()]*)*\)", r"<\1>", text)


def _bare(callback):
    """The view below Wagtail's and Django's decorators, so that its class can be asked."""
    while not hasattr(callback, "view_class") and hasattr(callback, "__wrapped__"):
        callback = callback.__wrapped__
    return callback
