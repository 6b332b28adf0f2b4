"""The first pages of any province's shop: languages, the site, home, lists, plain pages, a form, guides."""

import tomllib
from collections import Counter
from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from .. import models
from ..models import AskField, AskPage, GuidePage, HomePage, PlainPage
from .putting import index_of, publish_below, put_page
from .telling import TEXTS, telling
from .writing import html, stream


@transaction.atomic
def load_pages() -> Counter:
    """Counts of pages created and left alone. A second run creates nothing and changes nothing."""
    counts = Counter(created=0, unchanged=0)
    homes = _homes(counts)
    _site(homes[settings.LANGUAGE_CODE])
    for language, home in homes.items():
        guides = _indexes(home, language, counts)
        for page in written("plain_pages")["pages"]:
            if language in page:
                put_page(home, PlainPage, page["slug"], _plain(page, page[language]), counts)
        _ask(home, language, counts)
        for guide in written("guides")["guides"]:
            if language in guide:
                put_page(guides, GuidePage, guide["slug"], partial(_guide, guide, language), counts)
    _roles()
    return counts


def written(name: str, folder=TEXTS) -> dict:
    """A text file as it stands."""
    return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))


def _homes(counts: Counter) -> dict[str, HomePage]:
    """One home page for each language that has words, translations of one another."""
    root, words, homes = Page.get_first_root_node(), written("home"), {}
    for language, _name in settings.LANGUAGES:
        locale, _created = Locale.objects.get_or_create(language_code=language)
        home = HomePage.objects.filter(locale=locale, depth=root.depth + 1).order_by("path").first()
        if home is None and language not in words:
            continue
        if home is None:
            home = _new_home(root, locale, words[language], homes)
            counts["created"] += 1
        else:
            counts["unchanged"] += 1
        homes[language] = home
    return homes


def _new_home(root, locale, words: dict, homes: dict) -> HomePage:
    home = HomePage(title=words["title"], slug=_free_slug(root, locale.language_code), locale=locale)
    home.search_description = words["search_description"]
    home.body = [_home_block(block) for block in words["blocks"]]
    if homes:
        home.translation_key = next(iter(homes.values())).translation_key
    publish_below(root, home)
    return home


def _free_slug(root, language: str) -> str:
    taken = root.get_children().filter(slug="home").exists()
    return "home" if language == settings.LANGUAGE_CODE and not taken else f"home-{language}"


def _home_block(block: dict) -> tuple[str, dict]:
    kind, value = block["kind"], {name: part for name, part in block.items() if name not in ("kind", "landscape")}
    if "landscape" in block:
        value["picture"] = {"landscape": block["landscape"], "image": None, "caption": ""}
    chosen = {"producers": "sellers", "stories": "stories", "places": "places"}
    if kind in chosen:
        value[chosen[kind]] = []
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


def _indexes(home: HomePage, language: str, counts: Counter):
    """All lists below a home page; gives the one of the guides."""
    found = {}
    for index in written("indexes")["indexes"]:
        if language in index:
            model = getattr(models, index["model"])
            found[index["model"]] = index_of(home, model, index["slug"], index[language], counts)
    return found.get("GuideIndexPage")


def _guide(guide: dict, language: str) -> dict:
    return {**telling(guide, language), "audience": guide["audience"]}


def _plain(page: dict, words: dict) -> dict:
    body = [("text", html(words["text"]))]
    if "facts" in words:
        body.append(("facts", [{"name": name, "value": value} for name, value in words["facts"]]))
    if "deadlines" in words:
        names = ("matter", "first_answer", "solved")
        body.append(("deadlines", [dict(zip(names, row, strict=True)) for row in words["deadlines"]]))
    told = {name: words[name] for name in ("title", "lead")}
    return {**told, "purpose": page["purpose"], "is_sample": True, "body": stream(body)}


def _ask(home: HomePage, language: str, counts: Counter) -> None:
    ask = written("ask")
    if language not in ask:
        return
    words = ask[language]
    fields = {name: words[name] for name in ("title", "lead", "thanks")}
    questions = [
        AskField(sort_order=place, clean_name=kept, field_type=sort, required=required, **words["questions"][kept])
        for place, (kept, sort, required) in enumerate(ask["questions"])
    ]
    put_page(home, AskPage, ask["slug"], fields, counts, children={"form_fields": questions})


def _roles() -> None:
    from ..roles import set_up_roles

    set_up_roles()
