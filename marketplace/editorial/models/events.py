"""Events and festivals: days, programme, a file for the calendar."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, PageManager

from ..programmes import Stage, place_of, programme, when
from ..querysets import EventQuerySet
from .base import IndexPage, TellingPage

STAGES = {
    Stage.COMING: _("What is coming"),
    Stage.UNKNOWN: _("Date not announced yet"),
    Stage.OVER: _("What is over"),
}


class EventIndexPage(IndexPage):
    """What comes first, then feasts whose days are not announced, then what is over."""

    subpage_types = ["editorial.EventPage"]
    template = IndexPage.template

    class Meta:
        verbose_name = _("list of events")

    def told(self, request):
        return EventPage.objects.told().next_first()

    def group_of(self, page):
        return STAGES[when(page).stage]


class EventPage(RoutablePageMixin, TellingPage):
    class Kind(models.TextChoices):
        FESTIVAL = "festival", _("Festival")
        FAIR = "fair", _("Fair")
        EVENT = "event", _("Event")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.EVENT)
    starts_on = models.DateField(
        _("first day"), null=True, blank=True, help_text=_("Leave empty while the days are not announced.")
    )
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    usual_time = models.CharField(
        _("when it usually is"),
        max_length=120,
        blank=True,
        help_text=_("For example: 26 to 28 of the 8th lunar month."),
    )
    place = models.ForeignKey(
        "editorial.PlacePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("place"),
    )
    where = models.CharField(_("where exactly"), max_length=200, blank=True)
    organiser = models.CharField(_("who holds it"), max_length=200, blank=True)
    source_url = models.URLField(_("source of the facts"), max_length=500, blank=True)

    objects = PageManager.from_queryset(EventQuerySet)()

    parent_page_types = ["editorial.EventIndexPage"]
    template = "editorial/event.html"
    content_panels = [
        *TellingPage.FIRST_PANELS,
        FieldPanel("kind"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]), FieldPanel("usual_time")],
            heading=_("When"),
        ),
        MultiFieldPanel([PageChooserPanel("place", "editorial.PlacePage"), FieldPanel("where")], heading=_("Where")),
        FieldPanel("organiser"),
        InlinePanel("programme", heading=_("Programme"), label=_("Item"), max_num=60),
        *TellingPage.BODY_PANELS,
        FieldPanel("source_url"),
    ]

    class Meta:
        verbose_name = pgettext_lazy("festival or fair", "event")
        verbose_name_plural = pgettext_lazy("festivals and fairs", "events")

    @property
    def label(self) -> str:
        return f"{self.get_kind_display()} · {when(self).words}"

    @property
    def last_day(self):
        return self.ends_on or self.starts_on

    def clean(self):
        super().clean()
        if self.ends_on and not self.starts_on:
            raise ValidationError({"starts_on": _("Say the first day, too.")})
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": _("The last day comes before the first.")})

    def told_besides(self):
        return {"when": when(self), "programme": programme(self), "place": place_of(self)}

    @path("calendar.ics/", name="calendar")
    def calendar(self, request):
        from ..calendars import calendar_file

        return calendar_file(self)


class ProgrammeItem(Orderable):
    page = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="programme")
    on = models.DateField(_("day"), null=True, blank=True)
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    title = models.CharField(_("what"), max_length=160)
    where = models.CharField(_("where"), max_length=160, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("on"), FieldPanel("starts_at"), FieldPanel("ends_at")]),
        FieldPanel("title"),
        FieldPanel("where"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("item of the programme")
        verbose_name_plural = _("programme")
