"""A small tree of pages for tests, planted without revisions: one of each kind wherever a test wants it."""

import json
from datetime import date
from itertools import count

from django.conf import settings
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from marketplace.editorial import models
from tests.stall import commune

LEAD = "Một câu."
INDEXES = {
    models.StoryIndexPage: "chuyen-ke",
    models.PlaceIndexPage: "dia-diem",
    models.RouteIndexPage: "tuyen-di",
    models.EventIndexPage: "le-hoi",
    models.CampaignIndexPage: "chien-dich",
    models.GuideIndexPage: "cam-nang",
}
OF_INDEX = {
    models.StoryPage: models.StoryIndexPage,
    models.PlacePage: models.PlaceIndexPage,
    models.RoutePage: models.RouteIndexPage,
    models.EventPage: models.EventIndexPage,
    models.CampaignPage: models.CampaignIndexPage,
    models.GuidePage: models.GuideIndexPage,
}
OWN = {
    models.PlacePage: {"kind": "island"},
    models.RoutePage: {"duration": "one_day"},
    models.GuidePage: {"audience": "shoppers"},
    models.AskPage: {"thanks": "Cảm ơn."},
}
_numbers = count(1)


def locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def plant(parent, model, slug: str, *, of=None, **fields):
    """A published page below `parent`, in its language; a translation of `of` when that is given."""
    parent = type(parent).objects.get(pk=parent.pk)
    now = timezone.now()
    known = {
        "title": f"Trang {next(_numbers)}",
        "first_published_at": now,
        "last_published_at": now,
        **OWN.get(model, {}),
    }
    if model in OF_INDEX:
        known["lead"] = LEAD
    page = model(**{**known, "slug": slug, "locale_id": parent.locale_id, **fields})
    if of is not None:
        page.translation_key = of.translation_key
    parent.add_child(instance=page)
    return page


def homes(*languages: str) -> dict[str, models.HomePage]:
    """The site's home page in each language."""
    root, made = Page.get_first_root_node(), {}
    for code in languages:
        home = models.HomePage(title="Chợ", slug=f"home-{code}", locale=locale(code))
        if made:
            home.translation_key = made[settings.LANGUAGE_CODE].translation_key
        Page.objects.get(pk=root.pk).add_child(instance=home)
        made[code] = home
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    site.hostname, site.root_page = "127.0.0.1", made[settings.LANGUAGE_CODE]
    site.save()
    return made


class Tree:
    """Homes and lists in Vietnamese and English."""

    def __init__(self):
        self.homes = homes("vi", "en")
        self.lists = {code: {} for code in self.homes}
        for model, slug in INDEXES.items():
            source = plant(self.homes["vi"], model, slug, title=f"Danh sách {slug}")
            self.lists["vi"][model] = source
            self.lists["en"][model] = plant(self.homes["en"], model, slug, of=source, title=f"List {slug}")

    def page(self, model, slug: str, *, language="vi", of=None, **fields):
        parent = self.lists[language].get(OF_INDEX.get(model)) or self.homes[language]
        return plant(parent, model, slug, of=of, **fields)

    def story(self, slug="mam", **fields):
        return self.page(models.StoryPage, slug, **fields)

    def of_every_kind(self) -> dict[str, str]:
        """A page of each kind in Vietnamese only, the commune and days included: name of the kind -> address."""
        home = commune("31078", "Đặc khu Phú Quốc", latitude=10.2, longitude=104.0)
        more = {
            models.PlacePage: {"commune": home, "latitude": 10.28, "longitude": 103.98},
            models.EventPage: {"starts_on": date(2026, 12, 5), "ends_on": date(2026, 12, 7), "where": "Bến cảng"},
        }
        found = {}
        for model in [*OF_INDEX, models.PlainPage, models.AskPage]:
            name = model._meta.model_name
            page = self.page(model, f"mot-{name}", title=f"Tên {name}", **more.get(model, {}))
            found[name] = "/" + page.url_path.split("/", 2)[2]
        return found


def blocks(*pairs) -> str:
    return json.dumps([{"type": kind, "value": value, "id": f"b{n}"} for n, (kind, value) in enumerate(pairs)])
