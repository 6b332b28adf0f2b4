"""One listing: its pictures and price, what is asked for against what stands, and the decision; and one product by itself."""

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from oscar.core.loading import get_model

from catalogue.certification.models import Certificate
from catalogue.pictures.renditions import picture
from catalogue.review.models import ProductReview, Shelf
from catalogue.review.sending import amendments_of
from catalogue.review.standing import state_of

from ..frame.cells import Link, Listing, Moment, Tag, Text, day, dong, due_words, moment, tone_of_due
from ..frame.scoped import ScopedScreen
from ..frame.screens import Section
from ..sellers.states import SHELVES
from .deciding import AcceptAll, Block, DecideByField, ReviewAction, Unblock, goods
from .list import ListingList, tone_of
from .querysets import products_within, sellers_of
from .showing import rows_of

WAITING = ProductReview.State.WAITING
MOST_PICTURES = 8


def look_of(product, seller) -> Section:
    """Pictures, price, stock and stars: what counts at once and is seen beside the words."""
    pictures = [
        picture(name, product.title) for name in product.images.values_list("original", flat=True)[:MOST_PICTURES]
    ]
    records = get_model("partner", "StockRecord").objects.filter(product__in=[product.pk, *_packs(product)])
    prices = sorted({int(price) for price in records.values_list("price", flat=True) if price is not None})
    stars = [
        f"{each.stars} ★ · {day(each.last_day)}"
        for each in Certificate.objects.filter(product=product)
        if each.is_valid_today
    ]
    facts = [
        (_("Seller"), f"{seller.name} · {seller.commune.name}" if seller else ""),
        (_("Price"), " – ".join(dong(price) for price in (prices[:1] + prices[-1:] if len(prices) > 1 else prices))),
        (_("Stars"), ", ".join(stars)),
        (_("On the shelf"), Shelf.State(state_of(product)).label),
    ]
    part = {"pictures": pictures, "title": product.title}
    return Section(_("Pictures and price"), facts=facts, template="desk/listings/pictures.html", part=part, side=True)


def _packs(product) -> list[int]:
    return list(product.children.values_list("pk", flat=True)) if product.is_parent else []


def reviews_of(product, but: int | None = None) -> Section:
    columns = [
        Link("sent_at", label=_("Sent"), accessor=lambda each: moment(each.sent_at), url_name="desk:listing"),
        Tag("state", label=_("Status"), accessor="get_state_display", tone=tone_of),
        Moment("decided_at", label=_("Decided"), classname="desk-nowrap"),
        Text("decided_by", label=_("By")),
        Text("reason", label=_("Reason")),
    ]
    rows = ProductReview.objects.filter(product=product).exclude(pk=but).select_related("decided_by")
    return Section(
        _("Sent before"), table=Listing(columns, list(rows.order_by("-sent_at", "-pk")[:20])), empty=_("Nothing.")
    )


class ListingScreen(ScopedScreen):
    place_name, url_name = "listings", "listing"
    things = ReviewAction.things.select_related("product__shelf", "sent_by", "decided_by")
    actions = (AcceptAll, DecideByField)

    @classmethod
    def within(cls, reach, rows):
        return products_within(reach, rows, "product")

    @cached_property
    def seller(self):
        return sellers_of([self.thing.product_id]).get(self.thing.product_id)

    def get_page_title(self):
        return self.thing.product.title

    def links(self):
        review = self.thing
        found = [(reverse("desk:goods", args=[review.product_id]), _("The product, or take it off sale"))]
        if self.seller:
            found.append((reverse("desk:dossier", args=[self.seller.pk]), _("Open the dossier")))
        if review.state == WAITING:
            line = ListingList.waiting(self.request.user, self.queue)
            if set(line) - {review.pk}:
                found.append(
                    (ListingList.next_address(line, self.queue, review.pk, "listing"), _("Skip to the next one"))
                )
        return found

    def sections(self):
        return [self._asked(), look_of(self.thing.product, self.seller), reviews_of(self.thing.product, self.thing.pk)]

    def _asked(self) -> Section:
        review = self.thing
        actions = self.offered(review)
        is_waiting = review.state == WAITING
        facts = [(_("Sent"), f"{moment(review.sent_at)} · {review.sent_by or _('the shop')}")]
        if review.decided_at:
            facts += [
                (_("Decided"), f"{moment(review.decided_at)} · {review.decided_by or '–'}"),
                (_("Reason"), review.reason),
            ]
        return Section(
            _("New product") if review.is_first else _("Changes"),
            facts=facts,
            words=" ".join(amendments_of(review)),
            actions=actions,
            template="" if actions else "desk/listings/changes.html",
            part=None if actions else rows_of(review),
            tag=due_words(review.due_on) if is_waiting else review.get_state_display(),
            tone=tone_of_due(review.due_on) if is_waiting else tone_of(review),
        )


class ProductScreen(ScopedScreen):
    """Any product of a seller, also one of which nothing waits."""

    place_name, url_name = "listings", "goods"
    things = goods()
    actions = (Block, Unblock)

    @classmethod
    def within(cls, reach, rows):
        return products_within(reach, rows)

    @cached_property
    def seller(self):
        return sellers_of([self.thing.pk]).get(self.thing.pk)

    def get_page_title(self):
        return self.thing.title

    def links(self):
        return [(reverse("desk:dossier", args=[self.seller.pk]), _("Open the dossier"))] if self.seller else []

    def sections(self):
        product, state = self.thing, state_of(self.thing)
        head = Section(
            _("Product"), facts=[(_("Reason"), getattr(getattr(product, "shelf", None), "reason", ""))],
            words=product.description, actions=self.offered(product), tag=Shelf.State(state).label, tone=SHELVES.get(state, ""),
        )  # fmt: skip
        return [head, look_of(product, self.seller), reviews_of(product)]
