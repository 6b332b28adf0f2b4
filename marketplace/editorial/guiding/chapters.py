"""The chapters of the first-day guide: texts in guiding/texts, pictures in static/editorial/help."""

import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils import translation

TEXTS = Path(__file__).parent / "texts"
PICTURES = "editorial/help"


class Step(NamedTuple):
    """`picture`: a name in static/editorial/help, without language and ending; "" for none."""

    text: str
    picture: str
    alt: str


class Chapter(NamedTuple):
    name: str
    title: str
    lead: str
    steps: list[Step]


def chapters(language: str | None = None) -> list[Chapter]:
    """In their order; Vietnamese where a language has no guide."""
    return _read((language or translation.get_language() or settings.LANGUAGE_CODE).split("-")[0])


@cache
def _read(language: str) -> list[Chapter]:
    path = TEXTS / f"{language}.toml"
    if not path.exists():
        return _read(settings.LANGUAGE_CODE)
    stored = tomllib.loads(path.read_text(encoding="utf-8"))["chapters"]
    return [
        Chapter(
            part["name"],
            part["title"],
            part["lead"],
            [Step(step["text"], step.get("picture", ""), step.get("alt", "")) for step in part["steps"]],
        )
        for part in stored
    ]
