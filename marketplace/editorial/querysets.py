"""Which pages a reader may see, and in what order."""

from django.conf import settings
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from wagtail.models import Page, PageQuerySet, Site


class HomeQuerySet(PageQuerySet):
    def of_site(self):
        """The root of the default site and its translations."""
        roots = Site.objects.filter(is_default_site=True).order_by()
        return self.filter(translation_key__in=roots.values("root_page__translation_key"))


class TellingQuerySet(PageQuerySet):
    def told(self):
        """Published pages as the reader in the language in use finds them, ready for cards."""
        return self.in_language(get_language())

    def in_language(self, language: str):
        """What is told in this language, and what is told in the source language alone."""
        live = self.live().select_related("image", "locale").defer("body")
        if language == settings.LANGUAGE_CODE:
            return live.filter(locale__language_code=language)
        told = Page.objects.live().filter(locale__language_code=language).order_by()
        is_left = ~Exists(told.filter(translation_key=OuterRef("translation_key")))
        source = Q(is_left, locale__language_code=settings.LANGUAGE_CODE)
        return live.filter(Q(locale__language_code=language) | source)

    def newest(self):
        return self.order_by("-first_published_at", "-pk")


class EventQuerySet(TellingQuerySet):
    def next_first(self):
        """What is on or comes next, then feasts whose days are not announced, then what is over, the last first."""
        last = Coalesce("ends_on", "starts_on")
        coming, unknown = Q(until__gte=timezone.localdate()), Q(starts_on=None)
        rank = Case(When(coming, then=Value(0)), When(unknown, then=Value(1)), default=Value(2))
        far = Case(When(coming, then=F("starts_on")))
        return self.annotate(until=last).annotate(rank=rank, far=far).order_by("rank", "far", "-starts_on", "title")


class CampaignQuerySet(TellingQuerySet):
    def running(self):
        """Those whose end has not come, even where the job that withdraws them is late."""
        return self.live().filter(Q(expire_at=None) | Q(expire_at__gt=timezone.now()))

    def running_first(self):
        """Those that run, what ends first at the top."""
        return self.running().order_by(F("expire_at").asc(nulls_last=True), "-first_published_at")

    def on_home(self):
        return self.filter(is_on_home=True).running_first()
