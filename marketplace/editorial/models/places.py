"""Places worth a journey: where they lie, when to go, how to get there, what to taste."""

from typing import NamedTuple

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import PageManager

from ..querysets import TellingQuerySet
from ..season_bars import season_bar
from .base import IndexPage, TellingPage
from .months import MonthsForm


class PlaceKind(models.TextChoices):
    NATURE = "nature", _("Nature")
    HERITAGE = "heritage", _("Heritage")
    FESTIVAL = "festival", _("Festival ground")
    CRAFT_VILLAGE = "craft_village", _("Craft village")
    MARKET = "market", pgettext_lazy("kind of place", "Market")
    ISLAND = "island", _("Island")
    ORCHARD = "orchard", _("Orchard")
    PILGRIMAGE = "pilgrimage", _("Pilgrimage")


class KindLink(NamedTuple):
    url: str
    name: str
    number: int
    is_current: bool


class PlaceIndexPage(IndexPage):
    subpage_types = ["editorial.PlacePage"]
    template = "editorial/place_index.html"

    class Meta:
        verbose_name = _("list of places")

    def told(self, request):
        places = PlacePage.objects.told().order_by("title")
        kind = request.GET.get("kind", "")
        return places.filter(kind=kind) if kind in PlaceKind.values else places

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **self.kinds(request.GET.get("kind", ""))}

    def kinds(self, asked: str) -> dict:
        """The kinds of which there are places, as links; one query."""
        told = PlacePage.objects.told().order_by().values_list("kind").annotate(number=Count("pk"))
        numbers = dict(told)
        chosen = asked if asked in PlaceKind.values else ""
        links = [
            KindLink(f"?kind={kind}", kind.label, numbers[kind], kind == chosen)
            for kind in PlaceKind
            if numbers.get(kind)
        ]
        every = KindLink("?", _("All"), sum(numbers.values()), not chosen)
        return {"kinds": [every, *links] if len(links) > 1 else [], "kind": chosen}


class PlacePage(TellingPage):
    kind = models.CharField(_("kind"), max_length=14, choices=PlaceKind)
    latitude = models.FloatField(
        _("latitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(8.0), MaxValueValidator(23.5)],
        help_text=_("For example 10.583, as a map on the phone shows it. Left empty, the commune's middle counts."),
    )
    longitude = models.FloatField(
        _("longitude"),
        null=True,
        blank=True,
        validators=[MinValueValidator(102.0), MaxValueValidator(118.0)],
        help_text=_("For example 105.058"),
    )
    best_months = models.PositiveSmallIntegerField(_("best months"), default=0, help_text=_("Bit mask, 1 for January."))
    best_time = models.CharField(
        _("best time in words"), max_length=120, blank=True, help_text=_("For example: when the water is high.")
    )
    getting_there = models.TextField(_("how to get there"), max_length=600, blank=True)
    taste = models.TextField(_("what to taste there"), max_length=400, blank=True)
    former_place = models.CharField(
        _("former district and province"), max_length=120, blank=True, help_text=_("As people still say it.")
    )
    source_url = models.URLField(_("source of the facts"), max_length=500, blank=True)

    objects = PageManager.from_queryset(TellingQuerySet)()

    base_form_class = MonthsForm
    parent_page_types = ["editorial.PlaceIndexPage"]
    template = "editorial/place.html"
    content_panels = [
        *TellingPage.FIRST_PANELS,
        FieldPanel("kind"),
        FieldPanel("taste"),
        MultiFieldPanel(
            [
                FieldPanel("getting_there"),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("former_place"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel([FieldPanel("months"), FieldPanel("best_time")], heading=_("When")),
        *TellingPage.BODY_PANELS,
        FieldPanel("source_url"),
    ]

    class Meta:
        verbose_name = _("place")
        verbose_name_plural = _("places")

    @property
    def label(self) -> str:
        return self.get_kind_display()

    def told_besides(self):
        return {"season": season_bar(self.best_months, timezone.localdate())}

    @property
    def position(self) -> tuple[float, float] | None:
        """(latitude, longitude): its own, else the commune's middle; reads the commune."""
        if self.latitude is not None and self.longitude is not None:
            return self.latitude, self.longitude
        known = self.commune is not None and self.commune.latitude is not None
        return (self.commune.latitude, self.commune.longitude) if known else None
