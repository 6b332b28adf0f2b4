"""Listings that wait for the desk, the earliest promise first."""

from django.utils.translation import gettext_lazy as _

from catalogue.review.fields import LABELS
from catalogue.review.models import ProductReview
from sellers.models import Seller

from ..frame.cells import Age, Count, Due, QueueLink, Tag, Text
from ..frame.scoped import Filter, ScopedList
from .querysets import products_within, sellers_of

S = ProductReview.State
TONES = {S.WAITING: "waits", S.ACCEPTED: "good", S.SENT_BACK: "bad", S.PARTLY: "waits"}
SHOWN = {
    "waiting": lambda rows: rows.filter(state=S.WAITING).order_by("due_on", "pk"),
    "decided": lambda rows: rows.filter(state__in=(S.ACCEPTED, S.PARTLY, S.SENT_BACK)).order_by("-decided_at", "-pk"),
}


def tone_of(review) -> str:
    return TONES.get(review.state, "")


def watched_in(review) -> int:
    return sum(1 for each in review.findings if each.get("field"))


class ListingList(ScopedList):
    place_name = "listings"
    find_label = _("Name of the product or the shop")
    tabs = (("waiting", _("To be answered")), ("decided", _("Answered")))
    no_rows = _("No listing waits.")
    columns = [
        QueueLink("product", label=_("Product"), accessor="product.title", url_name="desk:listing"),
        Text("seller", label=_("Seller"), accessor=lambda each: each.seller.name if each.seller else ""),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of),
        Text("what", label=_("What"), accessor=lambda each: each.what),
        Count("findings", label=_("Watched words"), accessor=watched_in),
        Age("sent_at", label=_("Waits for"), classname="desk-nowrap"),
        Due("due_on", label=_("Promised by"), accessor=lambda each: each.due_on if each.state == S.WAITING else None),
        Text("commune", label=_("Commune"), accessor=lambda each: each.seller.commune.name if each.seller else ""),
    ]

    def rows(self):
        rows = SHOWN[self.show](products_within(self.reach, ProductReview.objects.all(), "product"))
        if self.chosen["what"]:
            rows = rows.filter(is_first=self.chosen["what"] == "first")
        if self.chosen["commune"]:
            from ..scoping import Reach

            rows = products_within(Reach(frozenset([self.chosen["commune"]])), rows, "product")
        return self._named(rows) if self.words else rows

    def _named(self, rows):
        partners = Seller.objects.matching(self.words).values("partner")
        by_seller = rows.filter(product__stockrecords__partner__in=partners) | rows.filter(
            product__children__stockrecords__partner__in=partners
        )
        return (rows.filter(product__title__icontains=self.words) | by_seller).distinct()

    def get_queryset(self):
        return self.rows().select_related("product").prefetch_related("changes")

    def selects(self):
        kinds = [("first", _("New products")), ("change", _("Changes"))]
        return [Filter("what", _("What"), kinds), self.communes()]

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        sold_by = sellers_of(each.product_id for each in context["object_list"])
        for review in context["object_list"]:
            review.seller = sold_by.get(review.product_id)
            review.what = what_of(review)
        return context


def what_of(review) -> str:
    if review.is_first:
        return str(_("new product"))
    return ", ".join(str(LABELS.get(change.field, change.field)) for change in review.changes.all())
