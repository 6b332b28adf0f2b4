"""The decisions on a listing: all of it, field by field, or off the shelf."""

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from oscar.core.loading import get_model

from catalogue.review import deciding
from catalogue.review.models import FieldChange, ProductReview, Shelf
from catalogue.review.sending import fingerprint
from catalogue.review.standing import state_of

from ..frame.actions import TooLate
from ..frame.fields import LineField
from ..frame.scoped import NextInQueue, ScopedAction
from ..sellers.reasons import LISTING, reason_form
from .list import ListingList
from .querysets import products_within, sellers_of
from .showing import rows_of

D = FieldChange.Decision
WAITING = ProductReview.State.WAITING
LONGEST = 300
REFUSALS = {
    deciding.AlreadyDecided: TooLate().text,
    deciding.NotAllowed: _("You may not decide on listings."),
    deciding.OwnGoods: _("You sell this or help to sell it. A colleague decides here."),
    deciding.ReviewChanged: _("The seller changed it since you looked. Look again, then decide."),
    deciding.Overtaken: _(
        "What stands now has changed since. The page shows the present text: look again, then decide."
    ),
    deciding.BadAnswers: None,
}


class SeenForm(forms.Form):
    """Carries what was looked at, so that nobody accepts what they never saw."""

    seen = forms.CharField(widget=forms.HiddenInput, max_length=40)

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["seen"] = fingerprint(review)


class FieldsForm(SeenForm):
    """One answer per field. What is clean is accepted unless somebody says otherwise; what has a watched word is not."""

    reason = LineField(label=_("A word about the whole"), required=False, max_length=500)

    def __init__(self, *args, review, **kwargs):
        super().__init__(*args, review=review, **kwargs)
        self.rows = rows_of(review)
        for row in self.rows:
            self.fields[f"decision-{row.name}"] = forms.ChoiceField(
                label=_("Decision"), choices=[(D.ACCEPTED, pgettext_lazy("sellers desk", "Accept")), (D.SENT_BACK, pgettext_lazy("sellers desk", "Send back"))],
                widget=forms.RadioSelect, required=False, initial="" if row.findings else D.ACCEPTED,
            )  # fmt: skip
            self.fields[f"reason-{row.name}"] = LineField(
                label=_("Why"), required=False, max_length=LONGEST,
                widget=forms.TextInput(attrs={"list": "desk-sentences", "autocomplete": "off"}),
            )  # fmt: skip

    def parts(self):
        """(row, decision, reason) for the page."""
        return [(row, self[f"decision-{row.name}"], self[f"reason-{row.name}"]) for row in self.rows]

    sentences = LISTING

    def clean(self):
        typed = super().clean()
        answers = {
            row.name: (typed.get(f"decision-{row.name}", ""), typed.get(f"reason-{row.name}", "")) for row in self.rows
        }
        for name, (decision, why) in answers.items():
            if not decision:
                self.add_error(f"decision-{name}", _("Accept it or send it back."))
            elif decision == D.SENT_BACK and not why:
                self.add_error(f"reason-{name}", _("Say why: the seller reads exactly this."))
        return {"answers": answers, "seen": typed.get("seen", ""), "reason": typed.get("reason", "")}


class ReviewAction(NextInQueue, ScopedAction):
    """The decision writes what stands now even when it refuses, so no transaction is open around it."""

    things = ProductReview.objects.select_related("product__shelf")
    permissions = (deciding.PERMISSION,)
    list_class, next_name = ListingList, "listing"
    calls_provider = True
    refusals = REFUSALS

    @classmethod
    def within(cls, reach, rows):
        return products_within(reach, rows, "product")

    @cached_property
    def seller(self):
        return sellers_of([self.thing.product_id]).get(self.thing.product_id)

    def about(self, outcome):
        return self.seller or self.thing

    def is_offered(self):
        return self.thing.state == WAITING

    def form_kwargs(self):
        return {"review": self.thing}


class AcceptAll(ReviewAction):
    name, label, done, tone, key = "accept", _("Accept all"), _("Accepted; the seller is told."), "primary", "a"
    form_class = SeenForm

    def perform(self, seen):
        answers = {change.field: (D.ACCEPTED, "") for change in self.thing.changes.all()}
        return deciding.decide(review=self.thing, by=self.user, answers=answers, seen=seen)

    def what(self, outcome, **typed):
        return self.thing.product.title


class DecideByField(ReviewAction):
    name, label, done, tone, is_open = (
        "decide",
        _("Decide as marked"),
        _("Decided; the seller is told."),
        "primary",
        True,
    )
    form_class = FieldsForm
    form_template = "desk/listings/decide_form.html"

    def perform(self, answers, seen, reason):
        return deciding.decide(review=self.thing, by=self.user, answers=answers, reason=reason, seen=seen)

    def what(self, outcome, answers, **typed):
        back = [f"{name}: {why}" for name, (decision, why) in answers.items() if decision == D.SENT_BACK]
        return " · ".join([self.thing.product.title, *back])


def goods():
    """Products that have a page of their own, with where they stand."""
    return get_model("catalogue", "Product").objects.filter(parent=None).select_related("shelf", "facts")


class ProductAction(ScopedAction):
    """On a product itself, whether or not something of it waits."""

    permissions = (deciding.PERMISSION,)
    refusals = REFUSALS

    things = goods()

    @classmethod
    def within(cls, reach, rows):
        return products_within(reach, rows)

    @cached_property
    def seller(self):
        return sellers_of([self.thing.pk]).get(self.thing.pk)

    def about(self, outcome):
        return self.seller or self.thing

    def what(self, outcome, reason):
        return f"{self.thing.title} · {reason}"


class Block(ProductAction):
    name, label, done, tone = "block", _("Take off sale"), _("Off sale; the seller is told."), "danger"
    form_class = reason_form(*LISTING)

    def is_offered(self):
        return state_of(self.thing) not in (Shelf.State.BLOCKED, Shelf.State.REMOVED)

    def perform(self, reason):
        return deciding.block(product=self.thing, by=self.user, reason=reason)


class Unblock(ProductAction):
    name, label, done = "unblock", _("Lift the block"), _("The block is lifted; the seller is told.")
    form_class = reason_form(_("It was a mistake."), _("It is mended."))

    def is_offered(self):
        return state_of(self.thing) == Shelf.State.BLOCKED

    def perform(self, reason):
        return deciding.unblock(product=self.thing, by=self.user, reason=reason)
