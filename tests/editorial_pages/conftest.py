"""Pages of every kind, written in a line: place("tra-su", "Trà Sư", latitude=10.0)."""

import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from marketplace.editorial.models import (
    CampaignIndexPage,
    CampaignPage,
    EventIndexPage,
    EventPage,
    GuideIndexPage,
    GuidePage,
    PlaceIndexPage,
    PlacePage,
    RouteIndexPage,
    RoutePage,
    StoryIndexPage,
    StoryPage,
)
from tests.editorial.conftest import _loaded, _vietnamese, arrange, pages  # noqa: F401

LISTS = {
    CampaignPage: CampaignIndexPage,
    EventPage: EventIndexPage,
    GuidePage: GuideIndexPage,
    PlacePage: PlaceIndexPage,
    RoutePage: RouteIndexPage,
    StoryPage: StoryIndexPage,
}


def stored(*blocks) -> str:
    """Blocks as the database has them: stored(("text", "<p>…</p>"), …)."""
    return json.dumps([{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(blocks)])


@pytest.fixture
def write(pages):  # noqa: F811
    """Publishes a page below the list of its kind. `of`: the page it translates; `rows`: children by their name."""

    def written(model, slug, title, *, language="vi", body=(), of=None, rows=None, **fields):
        above = LISTS[model].objects.get(locale__language_code=language)
        page = model(slug=slug, title=title, lead=f"{title} kể.", locale=above.locale, body=stored(*body), **fields)
        if of is not None:
            page.translation_key = of.translation_key
        for name, children in (rows or {}).items():
            for number, child in enumerate(children):
                child.sort_order = number
                getattr(page, name).add(child)
        above.add_child(instance=page)
        page.save_revision().publish()
        return page

    return written


@pytest.fixture
def place(write):
    def written(slug, title, *, kind="nature", **more):
        return write(PlacePage, slug, title, kind=kind, **more)

    return written


@pytest.fixture
def cost(client):
    """cost("/dia-diem/") -> the number of queries of a page that no cache of whole pages answers, and its text."""

    def counted(path) -> tuple[int, str]:
        client.get(f"{path}?fresh=1")  # what is kept for all pages is there
        with CaptureQueriesContext(connection) as queries:
            response = client.get(f"{path}?fresh=2")
        assert response.status_code == 200
        return len(queries), response.content.decode()

    return counted


@pytest.fixture
def read(client):
    """read("/dia-diem/") -> the text of the page."""

    def got(path, status=200) -> str:
        response = client.get(path)
        assert response.status_code == status
        return response.content.decode()

    return got


@pytest.fixture
def tell(write, read):
    """tell(("text", "<p>…</p>"), …) -> the article of a story with these blocks, as a reader gets it."""

    def told(*blocks, language="vi") -> str:
        write(StoryPage, "chuyen", "Chuyện", language=language, body=blocks)
        prefix = "" if language == "vi" else f"/{language}"
        return read(f"{prefix}/chuyen-ke/chuyen/").split("<article")[1].split("</article>")[0]

    return told
