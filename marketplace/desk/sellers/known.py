"""What is known of a seller, part by part, for the page of the dossier. Each part costs a fixed number of queries."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.review.models import ProductReview, Shelf
from catalogue.review.standing import state_of
from marketplace.answering.waiting import unanswered
from marketplace.fulfilment.order_codes import shown
from marketplace.payouts.models import PayoutHold
from sellers.goods.owning import products_of
from sellers.helping.wording import scopes_text
from sellers.identity.recording import notes
from sellers.papers.checklist import Item

from ..frame.cells import Age, Day, Due, Link, Listing, Moment, Phone, Tag, Text, moment
from ..frame.screens import Section
from .states import PAPERS, SHELVES

MOST = 50


def papers(items: list[Item]) -> Section:
    """The checklist; each line leads to the paper that waits, else to the one that counts."""
    columns = [
        Link("title", label=_("Paper"), get_url=_paper_address),
        Tag("state", label=_("Status"), accessor="state_text", tone=lambda item: PAPERS.get(item.state, "")),
        Text("needed", label=_("Needed"), accessor=lambda item: _("yes") if item.is_needed else _("no")),
        Text("waiting", label=_("With the desk"), accessor=lambda item: _("yes, look at it") if item.waiting else "–"),
        Due("due_on", label=_("Until when")),
        Day(
            "valid_until", label=_("Valid until"), accessor=lambda i: i.submission.valid_until if i.submission else None
        ),
        Text("reason", label=_("Reason")),
    ]
    return Section(_("Papers"), table=Listing(columns, items), empty=_("Nothing is asked for."))


def _paper_address(item: Item) -> str | None:
    paper = item.waiting or item.submission
    return reverse("desk:paper", args=[paper.pk]) if paper else None


def identity(seller) -> Section:
    """Who was proved to be behind the shop, and whether that is the name the shop tells."""
    rows = list(seller.identities.select_related("person").order_by("-verified_at", "-pk")[:MOST])
    today = timezone.localdate()
    for each in rows:
        each.seller = seller
    valid = next((each for each in rows if each.is_valid_on(today)), None)
    columns = [
        Text("name", label=_("Name as proved")),
        Tag("state", label=_("Status"), accessor=lambda each: _proof_state(each, today),
            tone=lambda each: "good" if each.is_valid_on(today) else "bad"),
        Text("provider", label=_("Provider")),
        Text("method", label=_("Method"), accessor="get_method_display"),
        Text("assurance", label=_("Level of assurance")),
        Text("person", label=_("Account")),
        Moment("verified_at", label=_("Verified"), classname="desk-nowrap"),
        Day("expires_on", label=_("Document valid until")),
    ]  # fmt: skip
    return Section(
        _("Identity"),
        table=Listing(columns, rows),
        empty=_("Not proved yet."),
        alarm=" ".join(notes(valid)) if valid else "",
    )


def _proof_state(proof, today):
    if proof.revoked_at:
        return proof.revoked_reason or _("revoked")
    return _("valid") if proof.is_valid_on(today) else _("run out")


def products(seller) -> Section:
    waiting = ProductReview.objects.filter(state=ProductReview.State.WAITING)
    rows = (
        products_of(seller)
        .select_related("shelf")
        .prefetch_related(Prefetch("reviews_by_desk", queryset=waiting, to_attr="waiting_reviews"), "stockrecords")
        .order_by("title", "pk")[:MOST]
    )
    columns = [
        Link("title", label=_("Product"), get_url=_review_address),
        Tag("state", label=_("Status"), accessor=lambda each: Shelf.State(state_of(each)).label,
            tone=lambda each: SHELVES.get(state_of(each), "")),
        Age("waits", label=_("With the desk for"), accessor=lambda p: p.waiting_reviews[0].sent_at if p.waiting_reviews else None),
        Text("reason", label=_("Reason"), accessor=lambda each: getattr(getattr(each, "shelf", None), "reason", "")),
    ]  # fmt: skip
    return Section(_("Products"), table=Listing(columns, list(rows)), empty=_("No products yet."))


def _review_address(product) -> str:
    if product.waiting_reviews:
        return reverse("desk:listing", args=[product.waiting_reviews[0].pk])
    return reverse("desk:goods", args=[product.pk])


def orders(seller) -> Section | None:
    """Orders without an answer; nothing when there are none."""
    rows = list(unanswered().filter(parcel__seller=seller)[:MOST])
    columns = [
        Text("order", label=_("Order"), accessor=lambda each: shown(each.parcel.order.number)),
        Age("asked_at", label=_("Without an answer for")),
        Moment("desk_due_at", label=_("With the desk from")),
    ]
    return (
        Section(_("Orders without an answer"), table=Listing(columns, rows), tag=len(rows), tone="bad")
        if rows
        else None
    )


def helpers(seller) -> Section:
    columns = [
        Text("person", label=_("Helper")),
        Text("relation", label=_("Who this is"), accessor="get_relation_display"),
        Text("scopes", label=_("What they may do"), accessor=lambda each: scopes_text(each.scopes)),
        Tag("state", label=_("Status"), accessor=_help_state, tone=lambda each: "good" if _helps(each) else ""),
        Day("until", label=_("Until when")),
        Text("asked_by", label=_("Asked by")),
    ]
    rows = seller.helpers.select_related("person", "asked_by")[:MOST]
    return Section(_("Helpers"), table=Listing(columns, list(rows)), empty=_("Nobody helps."))


def _helps(helper) -> bool:
    return helper.is_in_force_on(timezone.localdate())


def _help_state(helper):
    if _helps(helper):
        return _("helps")
    if helper.ended_at or helper.until < timezone.localdate():
        return _("ended")
    return _("not agreed yet")


def members(seller) -> Section | None:
    rows = list(seller.members.filter(left_at=None).select_related("commune")[:MOST])
    columns = [
        Text("name", label=_("Member household")),
        Text("commune", label=_("Commune"), accessor="commune.name"),
        Text("hamlet", label=_("Hamlet")),
        Phone("phone", label=_("Phone")),
    ]
    return Section(_("Members"), table=Listing(columns, rows)) if rows else None


def suspensions(rows) -> Listing:
    columns = [
        Text("kind", label=_("Kind"), accessor="get_kind_display"),
        Text("ground", label=_("Ground"), accessor="get_ground_display"),
        Text("reason", label=_("Reason")),
        Moment("effective_at", label=_("From")),
        Text("placed_by", label=_("Decided by"), accessor=lambda each: each.placed_by or _("the shop")),
        Text("lifted", label=_("Let go"), accessor=_lifted),
    ]
    return Listing(columns, rows)


def _lifted(each) -> str:
    return (
        f"{moment(each.lifted_at)} · {each.lifted_by or _('the shop')} · {each.lift_reason}" if each.lifted_at else "–"
    )


def hold_words(seller) -> str:
    """Whether the money desk holds this seller's payouts; no amounts here."""
    held = PayoutHold.objects.filter(seller=seller, lifted_at=None).values_list("reason", flat=True)[:3]
    return _("Payouts are held: %(why)s.") % {"why": "; ".join(held)} if held else ""


def calls(seller) -> Section:
    columns = [
        Moment("at", label=_("When"), classname="desk-nowrap"),
        Text("by", label=_("Who")),
        Tag(
            "outcome",
            label=_("Outcome"),
            accessor="get_outcome_display",
            tone=lambda n: "good" if n.outcome == "reached" else "waits",
        ),
        Text("note", label=_("Note of the call")),
        Moment("again_at", label=_("Call again"), classname="desk-nowrap"),
    ]
    rows = seller.call_notes.select_related("by")[:MOST]
    return Section(_("Calls"), table=Listing(columns, list(rows)), empty=_("Nobody has called yet."))


def changes(seller) -> Section:
    """What was changed for the seller; with a helper both names."""
    columns = [
        Moment("at", label=_("When"), classname="desk-nowrap"),
        Text("words", label=_("What")),
        Text("by", label=_("Who"), accessor=lambda each: _who(each, seller)),
    ]
    rows = seller.changes.select_related("by")[:MOST]
    return Section(_("Changes for the seller"), table=Listing(columns, list(rows)), empty=_("Nothing was changed yet."))


def _who(change, seller) -> str:
    if change.by_id is None:
        return str(_("the shop"))
    if not change.is_helper:
        return str(change.by)
    return str(_("%(helper)s for %(seller)s") % {"helper": change.by, "seller": seller.person or seller.name})
