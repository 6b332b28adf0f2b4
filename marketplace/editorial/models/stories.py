"""Stories: of a producer, a craft or a product."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PageManager

from ..querysets import TellingQuerySet
from .base import IndexPage, TellingPage


class StoryIndexPage(IndexPage):
    subpage_types = ["editorial.StoryPage"]
    template = IndexPage.template

    class Meta:
        verbose_name = _("list of stories")

    def told(self, request):
        return StoryPage.objects.told().newest()


class StoryPage(TellingPage):
    class Subject(models.TextChoices):
        PRODUCT = "product", _("A product")
        PRODUCER = "producer", _("A producer")
        CRAFT = "craft", _("A craft")

    subject = models.CharField(_("what it is about"), max_length=10, choices=Subject, default=Subject.PRODUCT)

    objects = PageManager.from_queryset(TellingQuerySet)()

    parent_page_types = ["editorial.StoryIndexPage"]
    template = "editorial/story.html"
    content_panels = [*TellingPage.FIRST_PANELS, FieldPanel("subject"), *TellingPage.BODY_PANELS]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
