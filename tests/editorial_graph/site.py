"""A small site in two languages: pages by kind, with what they name, in one line each."""

import json
from datetime import timedelta

from django.utils import timezone
from wagtail.models import Locale, Page, Site

from catalogue.experiences.making import add_slot, make_experience
from catalogue.listing.refreshing import refresh
from marketplace.editorial.models import (
    EventIndexPage,
    EventPage,
    HomePage,
    PlaceIndexPage,
    PlacePage,
    RouteIndexPage,
    RoutePage,
    StoryIndexPage,
    StoryPage,
)
from tests.stall import product

KINDS = {
    StoryPage: (StoryIndexPage, "chuyen-ke", {}),
    PlacePage: (PlaceIndexPage, "dia-diem", {"kind": "market"}),
    RoutePage: (RouteIndexPage, "tuyen-di", {"duration": "one_day"}),
    EventPage: (EventIndexPage, "le-hoi", {"kind": "festival"}),
}


def home(language="vi"):
    locale = Locale.objects.get_or_create(language_code=language)[0]
    found = HomePage.objects.filter(locale=locale).first()
    if found:
        return found
    twin = HomePage.objects.first()
    pair = {"translation_key": twin.translation_key} if twin else {}
    root = Page.objects.filter(depth=1).first()
    made = root.add_child(instance=HomePage(title=f"Home {language}", slug=f"home-{language}", locale=locale, **pair))
    if language == "vi":
        Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "localhost", "root_page": made})
    return made


def page(kind, title, *, language="vi", twin=None, names=(), live=True, **fields):
    """A page of a kind. `names`: products and producers that its blocks show; `twin`: the page it translates."""
    index, slug, needed = KINDS[kind]
    parent = index.objects.filter(locale__language_code=language).first()
    if parent is None:
        top = home(language)
        parent = top.add_child(instance=index(title=slug, slug=slug, locale=top.locale))
    if twin is not None:
        fields = {"translation_key": twin.translation_key, "slug": twin.slug, **fields}
    made = kind(title=title, lead=f"{title}.", locale=parent.locale, live=live, body=json.dumps(shown(names)))
    first = {"first_published_at": timezone.now() if live else None}
    for name, value in {**first, **needed, **fields}.items():
        setattr(made, name, value)
    return parent.add_child(instance=made)


def shown(things) -> list[dict]:
    """Blocks that show these products and producers."""
    sellers = [thing.pk for thing in things if thing._meta.model_name == "seller"]
    products = [thing.pk for thing in things if thing._meta.model_name == "product"]
    return [
        {"type": "products", "id": "p", "value": {"title": "", "products": products}},
        {"type": "producers", "id": "s", "value": {"title": "", "sellers": sellers, "count": 1}},
    ]


def visit(title="Một ngày trong vườn", *, by, **more):
    """An experience on sale, with one slot next week."""
    made = product(title, by=by, set_code="VI.1", price=150_000)
    experience = make_experience(product=made, kind="orchard", minutes=120, meeting_place="Bến đò", **more)
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(days=7)
    add_slot(experience=experience, starts_at=start, places=10, price=150_000, partner=by.partner)
    refresh([made.pk])
    return made


def titles(cards) -> list[str]:
    return [card.title for card in cards]
