"""A page that uses what only the sheet of the reading pages knows, links that sheet."""

import re
from pathlib import Path

import pytest
from django.conf import settings

TEMPLATES = Path(settings.BASE_DIR) / "templates"
BUILT = Path(settings.BASE_DIR) / "marketplace" / "static" / "shop" / "built"
TAGS = re.compile(r"{[%{#].*?[%}#]}", re.DOTALL)
LOADED = re.compile(r"""{% (?:extends|include) "([^"]+)\"""")


def classes_of(sheet: str) -> set[str]:
    return set(re.findall(r"\.([a-z][a-z0-9-]+)", re.sub(r"url\([^)]*\)", "", (BUILT / sheet).read_text())))


def with_what_it_loads(name: str, seen=()) -> str:
    """The text of this template, of what it extends and of what it includes by name."""
    text = (TEMPLATES / name).read_text() if (TEMPLATES / name).exists() else ""
    named = [found for found in LOADED.findall(text) if found not in seen]
    return text + "".join(with_what_it_loads(found, (*seen, name)) for found in named)


PAGES = sorted(
    str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html") if "{% extends" in path.read_text()
)


@pytest.mark.parametrize("name", [name for name in PAGES if not name.startswith(("selling/", "oscar/dashboard/"))])
def test_a_page_links_the_sheet_that_it_needs(name):
    text = TAGS.sub("", with_what_it_loads(name))
    used = {word for words in re.findall(r'class="([^"]*)"', text) for word in re.findall(r"[a-z][a-z0-9-]+", words)}
    of_reading = used & (classes_of("reading.css") - classes_of("shop.css"))

    assert not of_reading or "built/reading.css" in with_what_it_loads(name)
