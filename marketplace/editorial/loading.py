"""Puts the first pages in place: languages, the site, home, stories and plain pages. What exists is left as editors made it."""

import json
import tomllib
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.html import escape
from wagtail.models import Locale, Page, Site

from catalogue.listing.models import Listing
from marketplace.folding import folded
from marketplace.places.models import Commune

from .models import HomePage, PlainPage, StoryIndexPage, StoryPage

TEXTS = Path(__file__).parent / "texts"
MOST_PRODUCTS = 4
SHELF_PLACE = 2  # after the beginning of the story


@transaction.atomic
def load_pages() -> Counter:
    """Counts of pages created and left alone. A second run creates nothing and changes nothing."""
    counts = Counter(created=0, unchanged=0)
    homes = _homes(counts)
    _site(homes["vi"])
    stories = _read("stories")
    indexes = {
        language: _page(homes[language], StoryIndexPage, stories["index"]["slug"], counts, stories["index"][language])
        for language in homes
    }
    for story in stories["stories"]:
        chosen = _products(story["products"])
        for language, index in indexes.items():
            _page(index, StoryPage, story["slug"], counts, _story(story, story[language], chosen))
    for page in _read("plain_pages")["pages"]:
        for language, home in homes.items():
            _page(home, PlainPage, page["slug"], counts, _plain(page, page[language]))
    return counts


def _read(name: str) -> dict:
    return tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))


def _homes(counts: Counter) -> dict[str, HomePage]:
    """One home page for each language, translations of one another."""
    root, words, homes = Page.get_first_root_node(), _read("home"), {}
    for language, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale, depth=root.depth + 1).order_by("path").first()
        if home is None:
            home = HomePage(title=words[language]["title"], slug=_free_slug(root, language), locale=locale)
            home.search_description = words[language]["search_description"]
            home.body = [_home_block(block) for block in words[language]["blocks"]]
            if homes:
                home.translation_key = next(iter(homes.values())).translation_key
            root = Page.objects.get(pk=root.pk)
            _publish(root, home)
            counts["created"] += 1
        else:
            counts["unchanged"] += 1
        homes[language] = home
    return homes


def _free_slug(root, language: str) -> str:
    return (
        "home"
        if language == settings.LANGUAGE_CODE and not root.get_children().filter(slug="home").exists()
        else f"home-{language}"
    )


def _home_block(block: dict) -> tuple[str, dict]:
    kind, value = block["kind"], {name: part for name, part in block.items() if name not in ("kind", "landscape")}
    if "landscape" in block:
        value["picture"] = {"landscape": block["landscape"], "image": None, "caption": ""}
    if kind in ("producers", "stories"):
        value[{"producers": "sellers", "stories": "stories"}[kind]] = []
    return kind, value


def _site(home: HomePage) -> None:
    """The default site stands at SITE_URL and shows our home; Wagtail's own welcome page goes."""
    address = urlsplit(settings.SITE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    wanted = {"hostname": address.hostname, "port": port, "site_name": settings.SITE_NAME, "root_page_id": home.pk}
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if any(getattr(site, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(site, name, value)
        site.save()
    welcome = Page.objects.filter(depth=2, slug="home", content_type__app_label="wagtailcore", numchild=0).first()
    if welcome:
        welcome.delete()


def _page(parent, model, slug: str, counts: Counter, fields: dict):
    """The child page with this slug, made when there is none."""
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found:
        counts["unchanged"] += 1
        return found
    page = model(slug=slug, locale_id=parent.locale_id, **fields)
    sibling = model.objects.filter(slug=slug, depth=parent.depth + 1).exclude(locale_id=parent.locale_id).first()
    if sibling:
        page.translation_key = sibling.translation_key
    _publish(parent, page)
    counts["created"] += 1
    return page


def _publish(parent, page) -> None:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    page.save_revision().publish()


def _story(story: dict, words: dict, chosen: list[int]) -> dict:
    body = [("text", html) for html in _sections(words["text"])]
    if chosen:
        body.insert(SHELF_PLACE, ("products", {"title": words["shelf"], "products": chosen}))
    commune = story.get("commune")
    return {
        "title": words["title"],
        "lead": words["lead"],
        "landscape": story["landscape"],
        "commune_id": commune if Commune.objects.filter(pk=commune).exists() else None,
        "body": _stream(body),
    }


def _plain(page: dict, words: dict) -> dict:
    body = [("text", _html(words["text"]))]
    if "facts" in words:
        body.append(("facts", [{"name": name, "value": value} for name, value in words["facts"]]))
    if "deadlines" in words:
        names = ("matter", "first_answer", "solved")
        body.append(("deadlines", [dict(zip(names, row, strict=True)) for row in words["deadlines"]]))
    return {
        "title": words["title"],
        "lead": words["lead"],
        "purpose": page["purpose"],
        "is_sample": True,
        "body": _stream(body),
    }


def _stream(blocks) -> str:
    """As a stream field stores it: choosers then need no objects."""
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks], ensure_ascii=False)


def _sections(text: str) -> list[str]:
    """The text cut before each heading, so that a shelf can stand between."""
    parts = ("\n" + text.strip()).split("\n## ")
    return [_html(part if place == 0 else "## " + part) for place, part in enumerate(parts) if part.strip()]


def _html(text: str) -> str:
    """Paragraphs, "## " headings and "- " lists."""
    pieces = []
    for paragraph in text.strip().split("\n\n"):
        lines = [escape(line.strip()) for line in paragraph.strip().splitlines()]
        if lines[0].startswith("## "):
            pieces.append(f"<h2>{lines[0][3:]}</h2>")
        elif lines[0].startswith("- "):
            pieces.append("<ul>" + "".join(f"<li>{line[2:]}</li>" for line in lines) + "</ul>")
        else:
            pieces.append(f"<p>{' '.join(lines)}</p>")
    return "".join(pieces)


def _products(phrases: list[str]) -> list[int]:
    """Products on sale whose name holds one of the phrases, the first phrase first, then by rank."""
    found: list[int] = []
    for phrase in phrases:
        named = Listing.objects.on_sale().filter(name_folded__contains=f" {folded(phrase)} ").exclude(pk__in=found)
        found += named.by_rank().values_list("pk", flat=True)[: MOST_PRODUCTS - len(found)]
    return found
