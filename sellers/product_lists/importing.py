"""Carries out the plan of a seller's list through the actions of sellers.goods: drafts made, price and stock changed."""

from django.db import transaction
from oscar.core.loading import get_model

from ..access import Acting
from ..goods.changing import change
from ..goods.making import BadProduct, make_product
from ..goods.owning import must_be_allowed, pack_of
from ..models import Seller
from .planning import ListPlan, Step, plan_list
from .reading import ListFault


def carry_out_list(data: bytes, filename: str, *, acting: Acting) -> ListPlan:
    """Good rows go in, each whole or not at all; what an action refuses becomes a fault of its row. Returns the plan as done.

    Lists of one seller go in one after the other, each compared with what the one before left: a list that comes twice
    changes nothing the second time. Raises OutsideScope, ShopStopped and ListUnreadable before anything is written.
    """
    must_be_allowed(acting)
    with transaction.atomic():
        Seller.objects.select_for_update(no_key=True).get(pk=acting.seller.pk)
        plan = plan_list(data, filename, seller=acting.seller)
        for step in list(plan.changes):
            try:
                with transaction.atomic():
                    _carry_out(step, acting)
            except BadProduct as error:
                plan.steps.remove(step)
                plan.faults += [ListFault(step.row.row, name, "refused", text) for name, text in error.errors.items()]
    plan.faults.sort(key=lambda fault: fault.row)
    return plan


def _carry_out(step: Step, acting: Acting) -> None:
    row = step.row
    if step.product_id is None:
        product = make_product(
            acting=acting,
            title=row.title,
            price=row.price,
            net_quantity=row.pack.net_quantity,
            unit=row.pack.unit,
            pack_text=row.pack.pack_text,
            stock=row.stock or 0,
            **({"description": row.description} if row.description else {}),
        )
        step.product_id = product.pk
    elif after := {name: step.fields[name][1] for name in ("price", "stock") if name in step.fields}:
        change(acting=acting, product=pack_of(acting.seller, step.product_id), fields=after)
    if row.code:
        records = get_model("partner", "StockRecord").objects
        records.filter(product=step.product_id, partner=acting.seller.partner_id).update(partner_sku=row.code)
