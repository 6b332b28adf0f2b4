"""The editors' first page: begin something new, what is planned, what people asked."""

from typing import NamedTuple

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.documents.wagtail_hooks import DocumentsSummaryItem
from wagtail.models import Page, Revision

from .models import (
    AskSubmission,
    CampaignIndexPage,
    CampaignPage,
    EventIndexPage,
    GuideIndexPage,
    HomePage,
    PlaceIndexPage,
    RouteIndexPage,
    StoryIndexPage,
)

KINDS = (
    (StoryIndexPage, "storypage", _("New story"), "doc-full"),
    (CampaignIndexPage, "campaignpage", _("New campaign"), "date"),
    (PlaceIndexPage, "placepage", _("New place"), "site"),
    (EventIndexPage, "eventpage", _("New festival or event"), "calendar-alt"),
    (RouteIndexPage, "routepage", _("New route"), "redirect"),
    (GuideIndexPage, "guidepage", _("New guide"), "help"),
)
MOST_PLANNED = 20


class Start(NamedTuple):
    label: str
    icon: str
    url: str
    list_url: str


class Planned(NamedTuple):
    title: str
    kind: str
    url: str
    begins: object
    ends: object
    is_running: bool


class NewPagesPanel(Component):
    """Big links to the empty page of each kind that the person may write, in the shop's first language."""

    name, order = "new_pages", 10
    template_name = "editorial/cms/new_pages.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        return {"starts": self.starts, "home": self.home}

    @cached_property
    def home(self):
        return HomePage.objects.of_site().filter(locale__language_code=settings.LANGUAGE_CODE).first()

    @cached_property
    def starts(self) -> list[Start]:
        if self.home is None:
            return []
        indexes = {
            page.specific_class: page for page in Page.objects.child_of(self.home).select_related("content_type")
        }
        return [
            Start(
                label,
                icon,
                reverse("wagtailadmin_pages:add", args=["editorial", model, indexes[index].pk]),
                reverse("wagtailadmin_explore", args=[indexes[index].pk]),
            )
            for index, model, label, icon in KINDS
            if index in indexes and indexes[index].permissions_for_user(self.user).can_add_subpage()
        ]


class PlannedPanel(Component):
    """Campaigns that run, and every page that was approved for a time to come."""

    name, order = "planned", 230
    template_name = "editorial/cms/planned.html"

    def get_context_data(self, parent_context):
        return {"planned": planned()}


def planned() -> list[Planned]:
    """What begins first at the top; two queries."""
    scheduled = Revision.page_revisions.filter(approved_go_live_at__isnull=False).select_related("content_type")
    running = CampaignPage.objects.live().filter(expire_at__gt=timezone.now()).order_by("expire_at").defer("body")
    rows = [
        Planned(
            title=page.title,
            kind=capfirst(page._meta.verbose_name),
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            begins=page.go_live_at,
            ends=page.expire_at,
            is_running=True,
        )
        for page in running[:MOST_PLANNED]
    ]
    return rows + [
        Planned(
            title=revision.content["title"],
            kind=capfirst(revision.content_type.model_class()._meta.verbose_name),
            url=reverse("wagtailadmin_pages:edit", args=[revision.object_id]),
            begins=revision.approved_go_live_at,
            ends=parse_datetime(revision.content.get("expire_at") or ""),
            is_running=False,
        )
        for revision in scheduled.order_by("approved_go_live_at")[:MOST_PLANNED]
    ]


class QuestionsPanel(Component):
    """Questions of readers that nobody has answered, for whom may see them."""

    name, order = "questions", 205
    template_name = "editorial/cms/questions_panel.html"

    def __init__(self, user):
        self.user = user

    def get_context_data(self, parent_context):
        rows = AskSubmission.objects.waiting().filter(page__in=get_forms_for_user(self.user)).waiting_first()
        waiting = list(rows.select_related("page").defer("form_data"))
        pages = {row.page: 0 for row in waiting}
        for row in waiting:
            pages[row.page] += 1
        links = [
            (page.title, number, reverse("wagtailforms:list_submissions", args=[page.pk]))
            for page, number in pages.items()
        ]
        return {"number": len(waiting), "days": waiting[0].days_waiting if waiting else 0, "links": links}


def panels(request, found: list) -> None:
    """Puts ours among Wagtail's (hook construct_homepage_panels)."""
    found += [NewPagesPanel(request.user), PlannedPanel(), QuestionsPanel(request.user)]


def summary(request, items: list) -> None:
    """Nobody but the administrators has to do with documents (hook construct_homepage_summary_items)."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if not isinstance(item, DocumentsSummaryItem)]
