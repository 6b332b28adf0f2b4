"""Entries of the OCOP register that belong to no product on sale yet, and the page where somebody chooses it."""

from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from catalogue.certification.models import Certificate
from marketplace.folding import clean

from ..frame.actions import TooLate
from ..frame.audit import history_of
from ..frame.cells import Count, Day, Listing, QueueLink, Tag, Text, day
from ..frame.scoped import NextInQueue, OwnShop, ScopedAction, ScopedList, ScopedScreen, is_helper_of
from ..frame.screens import LONGEST_SEARCH, Filter, Section
from ..listings.deciding import goods
from ..listings.querysets import products_within, sellers_of
from ..scoping import reach_of
from .linking import AlreadyLinked, Goods, OtherProvince, link

IMPORT = ("desk.import_register",)
ENTRIES = Certificate.objects.select_related("commune__province", "province", "product").filter(is_demo=False)
TABS = {
    "open": lambda rows: rows.filter(product=None),
    "linked": lambda rows: rows.filter(product__isnull=False),
    "all": lambda rows: rows,
}


class EntryList(ScopedList):
    place_name = "register"
    find_label = _("Product, producer, commune or decision")
    tabs = (("open", _("Without a product")), ("linked", _("With a product")), ("all", _("All")))
    no_rows = _("No entries.")
    columns = [
        QueueLink("product_name", label=_("Product as printed"), url_name="desk:entry"),
        Text("producer_name", label=_("Producer as printed")),
        Count("stars", label=_("Stars")),
        Tag("state", label=_("Today"), accessor=lambda each: _("valid") if each.is_valid_today else _("not valid"),
            tone=lambda each: "good" if each.is_valid_today else ""),
        Day("valid_until", label=_("Valid until"), accessor="last_day"),
        Text("commune", label=_("Commune"), accessor=lambda each: each.commune.name if each.commune else each.former_place),
        Text("product", label=_("Product here"), accessor=lambda each: each.product.title if each.product else each.best),
    ]  # fmt: skip

    def rows(self):
        rows = TABS[self.show](self.within(self.reach, ENTRIES))
        if self.chosen["stars"]:
            rows = rows.filter(stars=self.chosen["stars"])
        rows = rows.matching(self.words) if self.words else rows
        return rows.order_by("-issued_on", "product_name", "pk")

    def selects(self):
        return [Filter("stars", _("Stars"), [(str(number), f"{number} ★") for number in (5, 4, 3)])]

    def links(self):
        may_import = self.request.user.has_perm(*IMPORT) and self.reach.is_whole
        return [(reverse("desk:register_import"), _("Import a list")) if may_import else None]

    def get_context_data(self, **kwargs):
        """With the likeliest product of each entry, found among the goods of its province."""
        context = super().get_context_data(**kwargs)
        goods_of = {}
        for entry in context["object_list"]:
            entry.best = ""
            if entry.product_id is None:
                if entry.province_id not in goods_of:
                    goods_of[entry.province_id] = Goods(entry.province_id, self.reach)
                best = goods_of[entry.province_id].suggested(entry, 1)
                entry.best = (
                    _("perhaps %(title)s, %(seller)s") % {"title": best[0].product.title, "seller": best[0].seller.name}
                    if best
                    else ""
                )
        return context


class ProductForm(forms.Form):
    """The candidates as a list to choose from; any product within reach is right."""

    product = forms.ModelChoiceField(
        queryset=None, label=_("Product here"), widget=forms.RadioSelect, empty_label=None,
        error_messages={"required": _("Choose a product, or search for it.")},
    )  # fmt: skip

    def __init__(self, *args, candidates, reach, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["product"]
        field.queryset = products_within(reach, goods())
        field.choices = [
            (each.product.pk, f"{each.product.title} · {each.seller.name} · {each.seller.commune.name}")
            for each in candidates
        ]
        if candidates and candidates[0].fit >= 1:
            self.initial["product"] = candidates[0].product.pk


class Link(NextInQueue, ScopedAction):
    name, label, done, tone, is_open, key = (
        "link",
        _("This is the product"),
        _("Linked; its stars show."),
        "primary",
        True,
        "a",
    )
    things = ENTRIES
    permissions = IMPORT
    form_class = ProductForm
    list_class, next_name = EntryList, "entry"
    refusals = {
        AlreadyLinked: TooLate().text,
        OtherProvince: _("Its producer is in another province than the certificate."),
    }

    @property
    def seller(self):
        return None

    def about(self, outcome):
        return self.thing

    def is_offered(self):
        return self.thing.product_id is None

    @cached_property
    def candidates(self):
        found = Goods(self.thing.province_id, reach_of(self.user))
        words = clean(self.queue.get("product", ""))[:LONGEST_SEARCH]
        return found.named(words) if words else found.suggested(self.thing)

    def form_kwargs(self):
        return {"candidates": self.candidates, "reach": reach_of(self.user)}

    def perform(self, product):
        seller = sellers_of([product.pk]).get(product.pk)
        if seller is not None and is_helper_of(self.user, seller):
            raise OwnShop
        return link(entry=self.thing, product=product, by=self.user)

    def what(self, outcome, product):
        return f"{self.thing.product_name} → {product.title}"


class EntryScreen(ScopedScreen):
    place_name, url_name = "register", "entry"
    things = ENTRIES
    actions = (Link,)
    template_name = "desk/register/entry.html"

    @property
    def seller(self):
        return None

    def history(self):
        return history_of(self.thing)

    def get_page_title(self):
        return self.thing.product_name

    def get_context_data(self, **kwargs):
        words = clean(self.request.GET.get("product", ""))[:LONGEST_SEARCH]
        kept = [(name, value) for name, value in self.request.GET.items() if name != "product"]
        return super().get_context_data(**kwargs) | {
            "words": words,
            "kept": kept,
            "is_open": self.thing.product_id is None,
        }

    def links(self):
        found = [(self.thing.get_absolute_url(), _("In the public register"))]
        line = EntryList.waiting(self.request.user, self.queue)
        if set(line) - {self.thing.pk}:
            found.append((EntryList.next_address(line, self.queue, self.thing.pk, "entry"), _("Skip to the next one")))
        return found

    def sections(self):
        entry = self.thing
        facts = [
            (_("Producer as printed"), entry.producer_name),
            (_("Where"), entry.commune.label if entry.commune else f"{entry.former_place} · {entry.province.name}"),
            (_("Stars"), f"{entry.stars} ★"),
            (_("Score"), entry.score),
            (_("Decision"), entry.decision_no),
            (_("Issued on"), entry.issued_on.year if entry.issued_year_only else day(entry.issued_on)),
            (_("Valid until"), day(entry.last_day)),
            (_("Product here"), entry.product.title if entry.product_id else ""),
        ]
        actions = self.offered(entry)
        for action in actions:
            action.queue = self.queue
        columns = [
            Day("decided_at", label=_("When")),
            Text("decided_by", label=_("By")),
            Text("reason", label=_("Reason")),
        ]
        steps = list(entry.decisions.select_related("decided_by").order_by("-decided_at", "-pk")[:20])
        return [
            Section(
                _("Entry"), facts=facts, tag=entry.get_state_display(), tone="good" if entry.is_valid_today else ""
            ),
            *([Section(_("Which product is it?"), actions=actions)] if actions else []),
            Section(_("Decisions"), table=Listing(columns, steps), empty=_("None.")),
        ]
