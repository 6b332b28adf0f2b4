"""Guides: for sellers how to pack, photograph and price; for shoppers what the stars mean."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager

from ..querysets import TellingQuerySet
from .base import IndexPage, TellingPage


class GuideIndexPage(IndexPage):
    subpage_types = ["editorial.GuidePage"]
    template = IndexPage.template

    class Meta:
        verbose_name = _("list of guides")

    def told(self, request):
        return GuidePage.objects.told().order_by("-audience", "title")

    def group_of(self, page):
        return page.get_audience_display()


class GuidePage(TellingPage):
    class Audience(models.TextChoices):
        SHOPPERS = "shoppers", _("For shoppers")
        SELLERS = "sellers", _("For sellers")

    audience = models.CharField(_("for whom"), max_length=10, choices=Audience)

    objects = PageManager.from_queryset(TellingQuerySet)()

    parent_page_types = ["editorial.GuideIndexPage"]
    template = "editorial/guide.html"
    content_panels = [*TellingPage.FIRST_PANELS, FieldPanel("audience"), *TellingPage.BODY_PANELS]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    @property
    def label(self) -> str:
        return self.get_audience_display()
