"""Routes: half a day to three days over places and producers, with distances."""

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel
from wagtail.models import Orderable, PageManager

from ..choosers import seller_chooser
from ..itineraries import itinerary
from ..querysets import TellingQuerySet
from ..season_bars import season_bar
from .base import IndexPage, TellingPage
from .months import MonthsForm


class Duration(models.TextChoices):
    HALF_DAY = "half_day", _("Half a day")
    ONE_DAY = "one_day", _("One day")
    TWO_DAYS = "two_days", _("Two days")
    THREE_DAYS = "three_days", _("Three days")


class Means(models.TextChoices):
    CAR = "car", _("By car")
    MOTORBIKE = "motorbike", _("By motorbike")
    BICYCLE = "bicycle", _("By bicycle")
    BOAT = "boat", _("By boat")
    FOOT = "foot", _("On foot")


class RouteIndexPage(IndexPage):
    subpage_types = ["editorial.RoutePage"]
    template = IndexPage.template

    class Meta:
        verbose_name = _("list of routes")

    def told(self, request):
        return RoutePage.objects.told().newest()


class RoutePage(TellingPage):
    duration = models.CharField(_("how long"), max_length=10, choices=Duration)
    best_months = models.PositiveSmallIntegerField(_("best months"), default=0, help_text=_("Bit mask, 1 for January."))
    good_to_know = models.TextField(
        _("good to know"), max_length=600, blank=True, help_text=_("What to wear, what to book, where to rest.")
    )

    objects = PageManager.from_queryset(TellingQuerySet)()

    base_form_class = MonthsForm
    parent_page_types = ["editorial.RouteIndexPage"]
    template = "editorial/route.html"
    content_panels = [
        *TellingPage.FIRST_PANELS,
        FieldPanel("duration"),
        InlinePanel("stops", heading=_("Stops, in their order"), label=_("Stop"), min_num=2, max_num=30),
        FieldPanel("months"),
        FieldPanel("good_to_know"),
        *TellingPage.BODY_PANELS,
    ]

    class Meta:
        verbose_name = _("route")
        verbose_name_plural = _("routes")

    @property
    def label(self) -> str:
        return self.get_duration_display()

    def told_besides(self):
        return {"itinerary": itinerary(self), "season": season_bar(self.best_months, timezone.localdate())}


class RouteStop(Orderable):
    """A place of ours, a producer, or neither: then its name says what it is. `km` on the road from the stop before."""

    page = ParentalKey(RoutePage, on_delete=models.CASCADE, related_name="stops")
    day = models.PositiveSmallIntegerField(_("day"), default=1, validators=[MinValueValidator(1), MaxValueValidator(3)])
    at = models.TimeField(_("at about"), null=True, blank=True)
    place = models.ForeignKey(
        "editorial.PlacePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    seller = models.ForeignKey(
        "sellers.Seller",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("producer"),
    )
    name = models.CharField(
        _("name"), max_length=120, blank=True, help_text=_("Only where it is neither a place nor a producer of ours.")
    )
    text = models.TextField(_("what to do there"), max_length=400, blank=True)
    minutes = models.PositiveSmallIntegerField(
        _("stay, minutes"), null=True, blank=True, validators=[MaxValueValidator(24 * 60)]
    )
    means = models.CharField(_("how to get there"), max_length=10, choices=Means, blank=True)
    km = models.DecimalField(
        _("kilometres on the road"),
        max_digits=5,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
        help_text=_("From the stop before. Left empty, the distance as the crow flies is shown, and called so."),
    )

    panels = [
        FieldRowPanel([FieldPanel("day"), FieldPanel("at"), FieldPanel("minutes")]),
        PageChooserPanel("place", "editorial.PlacePage"),
        FieldPanel("seller", widget=seller_chooser.widget_class),
        FieldPanel("name"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("means"), FieldPanel("km")]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("stop")
        verbose_name_plural = _("stops")

    def clean(self):
        if not (self.place_id or self.seller_id or self.name.strip()):
            raise ValidationError({"place": _("Choose a place or a producer, or write a name.")})
