"""The first page of the sellers' desk: how well the desk keeps its word, and what waits where since when."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from catalogue.review.models import ProductReview
from sellers.models import Seller
from sellers.opening.figures import median_days, sellers_live, share_in_time
from sellers.papers.models import Submission

from ..calling.due import calls
from ..frame.cells import age, day
from ..frame.scoped import ScopedScreen
from ..frame.screens import Section
from ..listings.querysets import products_within
from .querysets import asked_to_open
from .running_out import endings, over

PERIOD = timedelta(days=90)
PROVINCES_PUBLISH = 97  # per cent of dossiers in time: what provinces publish of their one-stop offices
BASIS = 100


@dataclass(frozen=True)
class Card:
    """One queue. `late`: how many are past their promised day."""

    label: object
    count: int
    url: str
    oldest: object = None
    late: int | None = None

    @property
    def since(self) -> str:
        return age(self.oldest) if self.oldest else ""


def _queue(label, rows, since: str, url: str) -> Card:
    """One query."""
    today = timezone.localdate()
    found = rows.order_by().aggregate(
        count=Count("pk"), oldest=Min(since), late=Count("pk", filter=Q(due_on__lt=today))
    )
    return Card(label, found["count"], url, found["oldest"], found["late"])


def cards(reach) -> list[Card]:
    """A fixed number of queries."""
    now = timezone.now()
    waiting = calls(reach, now)
    to_call = [call for call in waiting if not call.is_later(now)]
    reviews = products_within(reach, ProductReview.objects.filter(state=ProductReview.State.WAITING), "product")
    papers = reach.within(Submission.objects.filter(state=Submission.State.SENT), "seller__commune")
    requests = reach.within(asked_to_open(), "seller__commune")
    at = lambda name, query="": reverse(f"desk:{name}") + query  # noqa: E731
    held = lambda found: sum(reach.holds(each.seller.commune_id) for each in found)  # noqa: E731
    return [
        _queue(_("Asked to open"), requests, "asked_at", at("dossiers", "?show=asked")),
        _queue(_("Papers to be answered"), papers, "sent_at", at("papers", "?show=waiting")),
        _queue(_("Listings to be answered"), reviews, "sent_at", at("listings", "?show=waiting")),
        Card(_("To be called"), len(to_call), at("calls"), min((call.since for call in to_call), default=None)),
        Card(_("Needed papers that are over"), held(over()), at("running_out", "?show=over")),
        Card(_("Papers that end within 30 days"), held(endings(30)), at("running_out", "?show=30")),
    ]


class Overview(ScopedScreen):
    place_name, url_name, page_title = "sellers", "sellers", pgettext_lazy("desk", "Sellers")
    template_name = "desk/sellers/overview.html"

    @property
    def seller(self):
        return None

    def is_front_page(self):
        return True

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"cards": cards(self.reach), "figures": self.figures()}

    def figures(self) -> list[dict]:
        """The share in time stands beside what provinces publish; with its period and count, or honestly without one."""
        today = timezone.localdate()
        since = today - PERIOD
        sellers = None if self.reach.is_whole else self.reach.within(Seller.objects.all(), "commune")
        share, median = share_in_time(since, sellers), median_days(since, sellers)
        period = _("%(from)s to %(to)s") % {"from": day(since), "to": day(today)}
        counted = ngettext("of %(count)d dossier", "of %(count)d dossiers", share.answered_or_due) % {
            "count": share.answered_or_due
        }
        told = share.basis_points is not None
        return [
            {
                "label": _("Answered in time"),
                "value": _percent(share.basis_points) if told else "–",
                "more": f"{counted}, {period}" if told else _("Nothing was due yet, %(period)s") % {"period": period},
                "beside": _("Provinces publish %(share)d %%") % {"share": PROVINCES_PUBLISH},
                "is_low": told and share.basis_points < PROVINCES_PUBLISH * BASIS,
            },
            {
                "label": _("Working days to the answer, median"),
                "value": f"{median:g}".replace(".", ",") if median is not None else "–",
                "more": period
                if median is not None
                else _("Nothing was answered yet, %(period)s") % {"period": period},
            },
            {"label": _("Sellers live"), "value": sellers_live(sellers), "more": _("open, with something on sale")},
        ]

    def sections(self):
        if self.reach.is_whole:
            return []
        return [Section(words=_("You see the sellers of your communes; all figures count these only."))]


def _percent(basis_points: int) -> str:
    return f"{basis_points / BASIS:.1f}".replace(".", ",").removesuffix(",0") + " %"
