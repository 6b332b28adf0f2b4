"""The home page: sections in the order that editors give them."""

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PageManager

from ..arranging import arranged
from ..blocks import HomeBlocks
from ..campaigning import with_campaigns
from ..languages.falling_back import route_elsewhere
from ..querysets import HomeQuerySet
from .base import OpenPage


class HomePage(OpenPage):
    body = StreamField(HomeBlocks(), verbose_name=_("sections"), blank=True)

    objects = PageManager.from_queryset(HomeQuerySet)()

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "editorial.StoryIndexPage",
        "editorial.PlaceIndexPage",
        "editorial.RouteIndexPage",
        "editorial.EventIndexPage",
        "editorial.CampaignIndexPage",
        "editorial.GuideIndexPage",
        "editorial.AskPage",
        "editorial.PlainPage",
    ]
    template = "editorial/home.html"
    content_panels = [
        *OpenPage.HEAD_PANELS,
        FieldPanel(
            "body",
            help_text=_("The sections of the home page from top to bottom. Drag by the dots to change the order."),
        ),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = with_campaigns(arranged(self.body))
        context["picture"] = next((s.things for s in context["sections"] if s.kind == "search" and s.things), None)
        return self.described(context)

    def route(self, request, path_components):
        """What is below it, or what only the source language tells below its own home page."""
        try:
            return super().route(request, path_components)
        except Http404:
            return route_elsewhere(self, request, path_components)
