"""What a seller's list would do: drafts to make, prices and stock to change, rows that change nothing, faults."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.review.models import Shelf
from marketplace.folding import lowered

from ..goods.owning import products_of
from ..goods.stocking import left_of
from .reading import ListFault, ListRow, read_list


@dataclass
class Step:
    """One good row. `action`: created, updated, unchanged. `fields`: price, stock, code that change, before and after."""

    row: ListRow
    action: str = "created"
    product_id: int | None = None
    fields: dict[str, tuple] = field(default_factory=dict)


@dataclass
class ListPlan:
    filename: str
    steps: list[Step] = field(default_factory=list)
    duplicates: list[tuple[int, int]] = field(default_factory=list)  # row, the row that says the same product
    faults: list[ListFault] = field(default_factory=list)
    skipped: list[tuple[int, str]] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        actions = [step.action for step in self.steps]
        return {action: actions.count(action) for action in ("created", "updated", "unchanged")}

    @property
    def changes(self) -> list[Step]:
        return [step for step in self.steps if step.action != "unchanged"]


def plan_list(data: bytes, filename: str, *, seller) -> ListPlan:
    """Reads and compares, writes nothing; queries do not grow with the rows. Raises ListUnreadable.

    A product is known by the seller's own code, otherwise by its name and pack. Of a known one only price and stock are
    taken; its name and texts are changed on its own page, where the desk looks at them.
    """
    read = read_list(data, filename)
    made = ListPlan(filename, faults=list(read.faults), skipped=read.skipped)
    known = _Known(seller)
    seen: dict[tuple, int] = {}
    for row in read.rows:
        step = known.step(row, made.faults)
        if step is None:
            continue
        keys = _keys(step)
        first = next((seen[key] for key in keys if key in seen), None)
        if first is not None:
            made.duplicates.append((row.row, first))
            continue
        seen |= dict.fromkeys(keys, row.row)
        made.steps.append(step)
    made.faults.sort(key=lambda fault: fault.row)
    return made


def _keys(step: Step) -> list[tuple]:
    """What no second row may say: the code, and the product that is known, or name and pack of the one to be made."""
    row = step.row
    named = ("name", lowered(row.title), *(row.pack[:2] if row.pack else (0, "")))
    own = ("product", step.product_id) if step.product_id else named
    return [("code", row.code.lower()), own] if row.code else [own]


class _Known:
    """The seller's goods and packs, by code and by name and pack; two queries."""

    def __init__(self, seller):
        Product = get_model("catalogue", "Product")
        own = products_of(seller).order_by().values("pk")
        sold = Product.objects.filter(Q(pk__in=own) | Q(parent__in=own)).exclude(structure=Product.PARENT)
        sold = sold.exclude(shelf__state=Shelf.State.REMOVED).select_related("facts", "parent")
        self.by_code, self.by_name, self.taken = {}, defaultdict(list), set()
        products = {product.pk: product for product in sold}
        self.parents = {product.pk: product.parent_id for product in products.values()}
        for record in get_model("partner", "StockRecord").objects.filter(partner=seller.partner_id).order_by("pk"):
            product = products.get(record.product_id)
            if product is None:
                self.taken.add(record.partner_sku.lower())
                continue
            self.by_code[record.partner_sku.lower()] = record
            self.by_name[lowered((product.parent or product).title)].append((product, record))

    def step(self, row: ListRow, faults: list[ListFault]) -> Step | None:
        if row.code.lower() in self.taken:
            message = _("A product that you took off has this code. Choose another one.")
            faults.append(ListFault(row.row, "code", "code_taken", message))
            return None
        record = self.by_code.get(row.code.lower()) if row.code else None
        if record is None and (fitting := self._named(row)):
            if len(fitting) > 1:
                message = _("You have several products of this name. Say the pack, or your own code.")
                faults.append(ListFault(row.row, "title", "ambiguous_product", message))
                return None
            [record] = fitting
            if row.code and has_own_code(record, self.parents.get(record.product_id)):
                message = _("You have this product with the code %(code)s already.") % {"code": record.partner_sku}
                faults.append(ListFault(row.row, "code", "other_code", message))
                return None
        if record is not None:
            return _compared(row, record)
        if row.pack is None:
            message = _("A new product needs its pack, for example 500 g.")
            faults.append(ListFault(row.row, "pack", "missing_pack", message))
            return None
        return Step(row)

    def _named(self, row: ListRow) -> list:
        """Records of this name, and of the pack where the list says it."""
        named = self.by_name.get(lowered(row.title), [])
        if row.pack is not None:
            sizes = (row.pack.net_quantity, row.pack.unit)
            named = [(p, r) for p, r in named if (p.facts.net_quantity, p.facts.unit) == sizes]
        return [record for _product, record in named]


def has_own_code(record, parent_id: int | None = None) -> bool:
    """Whether a person gave the code; those that the shop gives begin with the number of the product.

    Of the product that it was given for: a first pack took its code over from the page that it is a pack of now.
    """
    given = tuple(f"{pk}-" for pk in (record.product_id, parent_id) if pk)
    return not record.partner_sku.startswith(given)


def _compared(row: ListRow, record) -> Step:
    fields = {}
    if record.price is None or int(record.price) != row.price:
        fields["price"] = (None if record.price is None else int(record.price), row.price)
    if row.stock is not None and left_of(record) != row.stock:
        fields["stock"] = (left_of(record), row.stock)
    if row.code and record.partner_sku.lower() != row.code.lower():
        fields["code"] = ("", row.code)
    return Step(row, "updated" if fields else "unchanged", record.product_id, fields)
