"""Campaigns: products chosen for a feast, a season or a commune's week; they go live and end by themselves."""

from django.db import models
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import CommentPanel, FieldPanel, FieldRowPanel, MultiFieldPanel, MultipleChooserPanel
from wagtail.models import Orderable, PageManager
from wagtail.url_routing import RouteResult

from ..campaigning import ended_by_itself, runs_in_words
from ..choosers import product_chooser
from ..days import last_moment
from ..page_forms import BeginInput, CampaignForm, EndInput
from ..querysets import CampaignQuerySet
from .base import MOST_OTHERS, IndexPage, TellingPage

MOST_PRODUCTS = 48


class CampaignIndexPage(IndexPage):
    subpage_types = ["editorial.CampaignPage"]
    template = "editorial/campaign_index.html"

    class Meta:
        verbose_name = _("list of campaigns")

    def told(self, request):
        return CampaignPage.objects.told().running_first()


class CampaignPage(TellingPage):
    """Begins and ends by Wagtail's own schedule (go_live_at, expire_at), which here stands among the first fields."""

    is_on_home = models.BooleanField(
        _("show on the home page while it runs"), default=True, help_text=_("At most two at once are shown there.")
    )

    objects = PageManager.from_queryset(CampaignQuerySet)()

    parent_page_types = ["editorial.CampaignIndexPage"]
    template = "editorial/campaign.html"
    content_panels = [
        *TellingPage.FIRST_PANELS,
        MultiFieldPanel(
            [
                FieldRowPanel(
                    [
                        FieldPanel("go_live_at", widget=BeginInput, heading=_("Begins")),
                        FieldPanel("expire_at", widget=EndInput, heading=_("Ends")),
                    ]
                ),
                FieldPanel("is_on_home"),
            ],
            heading=_("When it begins and ends"),
            help_text=_("The page opens and closes by itself at these times. Empty the first box to begin at once."),
        ),
        MultipleChooserPanel(
            "products",
            chooser_field_name="product",
            heading=_("Products"),
            label=_("Product"),
            max_num=MOST_PRODUCTS,
            help_text=_("Tick all that belong here and confirm once. Prices and stock are always those of today."),
        ),
        *TellingPage.BODY_PANELS,
    ]
    settings_panels = [CommentPanel()]
    base_form_class = CampaignForm

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    @property
    def has_ended(self) -> bool:
        return self.expire_at is not None and self.expire_at <= timezone.now()

    @property
    def is_over(self) -> bool:
        """It was open to readers and its end has come, whether or not the job that withdraws it has run; with new dates it
        stays over until they come.
        """
        return self.first_published_at is not None and (self.has_ended or self._waits_to_return)

    @cached_property
    def _waits_to_return(self) -> bool:
        return not self.live and (self.expired or ended_by_itself(self))

    @property
    def label(self) -> str:
        return _("until %(day)s") % {"day": last_moment(self.expire_at)} if self.expire_at else ""

    def others(self):
        """What runs besides it."""
        return type(self).objects.told().running_first().exclude(pk=self.pk)[:MOST_OTHERS]

    def chosen_first(self) -> list[dict]:
        chosen = list(self.products.values_list("product_id", flat=True))
        return [{"type": "products", "id": "campaign", "value": {"products": chosen}}] if chosen else []

    def route(self, request, path_components):
        """An ended campaign tells that it is over: its link stays in messages and printed bills for years."""
        if not path_components and self.is_over:
            return RouteResult(self)
        return super().route(request, path_components)

    def serve(self, request, *args, **kwargs):
        answer = super().serve(request, *args, **kwargs)
        if self.is_over:
            answer.status_code = 410
        return answer

    def get_template(self, request, *args, **kwargs):
        return "editorial/campaign_over.html" if self.is_over else self.template

    def serve_preview(self, request, mode_name):
        """An editor who gives an ended campaign new dates sees what readers will see when these have come."""
        self._waits_to_return = False
        return super().serve_preview(request, mode_name)

    def sections(self):
        return [] if self.is_over else super().sections()

    def told_besides(self):
        """Until its new dates have come, an ended one tells none."""
        return {"runs": "" if self.is_over and not self.has_ended else runs_in_words(self)}


class CampaignProduct(Orderable):
    page = ParentalKey(CampaignPage, on_delete=models.CASCADE, related_name="products")
    product = models.ForeignKey(
        "catalogue.Product", on_delete=models.CASCADE, related_name="+", verbose_name=_("product")
    )

    panels = [FieldPanel("product", widget=product_chooser.widget_class)]

    class Meta(Orderable.Meta):
        verbose_name = _("product of a campaign")
        verbose_name_plural = _("products of a campaign")
