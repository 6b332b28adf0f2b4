"""Which member household makes a product of the cooperative."""

from django.db import transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from catalogue.listing.sources import products_of_partner
from sellers.access import Acting
from sellers.changes import note_change

from .entering import forget_pages
from .models import Member, ProductMaker


def goods_of(cooperative):
    """The cooperative's products, packs counted to their parent, each with its maker. One query and the products'."""
    Product = get_model("catalogue", "Product")
    own = products_of_partner(cooperative.partner_id)
    return Product.objects.filter(pk__in=own).select_related("maker__member").order_by("title", "pk")


@transaction.atomic
def say_what_they_make(*, acting: Acting, member: Member, product_ids) -> list[int]:
    """The member makes exactly these products of the cooperative; a product has one maker, the last one said.

    Ids of other sellers' products are left out. Returns the products that changed.
    """
    own = {product.pk: product for product in goods_of(acting.seller)}
    wanted = {pk for pk in product_ids if pk in own}
    now = set(ProductMaker.objects.filter(member=member, product__in=own).values_list("product_id", flat=True))
    ProductMaker.objects.filter(member=member, product__in=now - wanted).delete()
    for pk in sorted(wanted - now):
        ProductMaker.objects.update_or_create(product_id=pk, defaults={"member": member})
    changed = sorted(now ^ wanted)
    if changed:
        titles = ", ".join(own[pk].title for pk in sorted(wanted)) or _("nothing")
        note_change(acting, "member.makes", _("%(name)s makes: %(goods)s") % {"name": member.name, "goods": titles})
        forget_pages()
    return changed
