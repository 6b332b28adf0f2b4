"""Campaigns around the page of one: how long it runs, and those that run now."""

from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from .arranging import Section
from .days import first_moment, last_moment
from .page_cards import page_cards

MOST_ON_HOME = 2
BY_HAND, BY_THE_CLOCK = "wagtail.unpublish", "wagtail.unpublish.scheduled"  # what Wagtail writes into the history


def runs_in_words(page) -> str:
    """ "From Monday 16 November 2026 to Sunday 13 December 2026"; "" for one without an end."""
    if page.expire_at is None:
        return ""
    begins, last = page.go_live_at or page.first_published_at, last_moment(page.expire_at)
    if page.has_ended or begins is None:
        return _("Until %(last)s") % {"last": last}
    return _("From %(first)s to %(last)s") % {"first": first_moment(begins), "last": last}


def ended_by_itself(page) -> bool:
    """Whether the clock was the last to withdraw it, not a person. The history knows: approved new dates take the mark of the
    end (`expired`) away long before they open the page. One query.
    """
    withdrawals = PageLogEntry.objects.filter(page=page.pk, action__in=(BY_HAND, BY_THE_CLOCK))
    return withdrawals.order_by("-timestamp", "-pk").values_list("action", flat=True).first() == BY_THE_CLOCK


def with_campaigns(sections: list[Section]) -> list[Section]:
    """The sections of the home page with the campaigns that run now after the search, or at the top. One query."""
    from .models import CampaignPage

    cards = page_cards(CampaignPage.objects.told().on_home()[:MOST_ON_HOME])
    if not cards:
        return sections
    place = 1 if sections and sections[0].kind == "search" else 0
    section = Section("campaigns", "editorial/sections/campaigns.html", {}, cards, "campaigns")
    return [*sections[:place], section, *sections[place:]]
