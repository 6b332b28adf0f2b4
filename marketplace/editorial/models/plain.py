"""Plain pages: terms, privacy, returns and whatever else the law or good manners ask for."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField

from ..arranging import arranged
from ..blocks import PlainBlocks
from .base import OpenPage


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
        *OpenPage.HEAD_PANELS,
        MultiFieldPanel(
            [
                FieldPanel(
                    "purpose", help_text=_("The checkout and the foot of every page find this page by its purpose.")
                ),
                FieldPanel("is_sample"),
                FieldPanel("effective_on"),
            ],
            heading=_("Purpose"),
        ),
        FieldPanel("lead"),
        FieldPanel("body"),
        *OpenPage.FOOT_PANELS,
    ]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return self.described({**context, "sections": arranged(self.body)})
