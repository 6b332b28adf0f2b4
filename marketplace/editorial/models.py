"""The pages that editors write: home, stories and the plain pages of the shop."""

from django.core.paginator import Paginator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction

from .arranging import arranged
from .blocks import HomeBlocks, PlainBlocks, StoryBlocks
from .landscapes import landscape_choices, shown
from .querysets import HomeQuerySet, StoryQuerySet
from .story_cards import story_cards
from .structured_data import home_data, story_data

STORIES_PER_PAGE = 12


class OpenPage(Page):
    """A page that everybody may read: nothing of a shop's shop window is ever private, so nothing is asked about it."""

    private_page_options = []

    class Meta:
        abstract = True

    def get_view_restrictions(self):
        return PageViewRestriction.objects.none()

    def languages_told(self) -> list[str]:
        """The languages in which this page is published. One query."""
        return list(self.get_translations(inclusive=True).live().values_list("locale__language_code", flat=True))


class HomePage(OpenPage):
    body = StreamField(HomeBlocks(), verbose_name=_("sections"), blank=True)

    objects = PageManager.from_queryset(HomeQuerySet)()

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["editorial.StoryIndexPage", "editorial.PlainPage"]
    template = "editorial/home.html"
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = arranged(self.body, page=self)
        context["picture"] = next((s.things for s in context["sections"] if s.kind == "search" and s.things), None)
        context["structured_data"] = home_data(context["picture"])
        return context


class StoryIndexPage(OpenPage):
    lead = models.TextField(_("lead"), max_length=400, blank=True)

    parent_page_types = ["editorial.HomePage"]
    subpage_types = ["editorial.StoryPage"]
    max_count_per_parent = 1
    template = "editorial/story_index.html"
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("list of stories")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        stories = StoryPage.objects.told(self.locale_id).child_of(self).newest()
        leaf = Paginator(stories, STORIES_PER_PAGE).get_page(request.GET.get("page"))
        return {**context, "leaf": leaf, "stories": story_cards(leaf.object_list)}


class StoryPage(OpenPage):
    lead = models.TextField(
        _("lead"), max_length=400, help_text=_("One or two sentences, shown on cards and to search engines.")
    )
    landscape = models.CharField(_("our illustration"), max_length=60, blank=True, choices=landscape_choices)
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("photograph"),
    )
    commune = models.ForeignKey(
        "places.Commune", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    body = StreamField(StoryBlocks(), verbose_name=_("story"), blank=True)

    objects = PageManager.from_queryset(StoryQuerySet)()

    parent_page_types = ["editorial.StoryIndexPage"]
    subpage_types = []
    template = "editorial/story.html"
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("landscape"), FieldPanel("image")], heading=_("Picture")),
        FieldPanel("commune"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def picture(self):
        return shown(self.image, self.landscape)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["sections"] = arranged(self.body, page=self)
        others = StoryPage.objects.told(self.locale_id).exclude(pk=self.pk).newest()[:3]
        return {
            **context,
            "picture": self.picture,
            "others": story_cards(others),
            "languages_told": self.languages_told(),
            "structured_data": story_data(self),
        }


class Purpose(models.TextChoices):
    """What a plain page is for, so that the checkout can point at "returns" whatever its title (Decree 248/2026 Art 4 to 16)."""

    OPERATOR = "operator", _("Who runs the shop, contact")
    TERMS = "terms", _("Terms of use")
    REGULATION = "regulation", _("Operating regulation")
    PRIVACY = "privacy", _("Personal data")
    COMPLAINTS = "complaints", _("Complaints")
    RETURNS = "returns", _("Returns and refunds")
    DELIVERY = "delivery", _("Delivery")
    PAYMENT = "payment", _("Payment")
    OTHER = "other", _("Something else")


class PlainPage(OpenPage):
    purpose = models.CharField(_("purpose"), max_length=12, choices=Purpose, default=Purpose.OTHER)
    is_sample = models.BooleanField(
        _("sample text"),
        default=False,
        help_text=_("Shows on the page that the province still has to replace this text."),
    )
    effective_on = models.DateField(_("in force from"), null=True, blank=True)
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    body = StreamField(PlainBlocks(), verbose_name=_("text"), blank=True)

    parent_page_types = ["editorial.HomePage"]
    subpage_types = []
    template = "editorial/plain.html"
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("purpose"), FieldPanel("is_sample"), FieldPanel("effective_on")], heading=_("Purpose")
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_sitemap_urls(self, request=None):
        """A sample text is nothing to be found by."""
        return [] if self.is_sample else super().get_sitemap_urls(request)

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return {**context, "sections": arranged(self.body), "languages_told": self.languages_told()}
