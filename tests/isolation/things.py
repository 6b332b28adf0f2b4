"""All rows that are one seller's, as they stand: compared before and after somebody else presses buttons."""

from django.db.models import Q
from oscar.core.loading import get_model

from catalogue.experiences.models import Experience, Slot
from catalogue.facts.models import ProductFacts
from catalogue.review.models import FieldChange, ProductReview, Shelf
from marketplace.answering.models import OrderQuestion
from marketplace.fulfilment.models import Parcel, ParcelLine
from marketplace.payouts.models import Payout, SellerBankAccount
from marketplace.visits.models import Visit
from sellers.helping.models import AgreementCode, Helper
from sellers.identity.models import SellerIdentity
from sellers.members.models import Member, ProductMaker
from sellers.models import Seller, SellerChange
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.models import FileReading, Submission, SubmissionFile


def things_of(side) -> dict[str, list]:
    shop = side.seller
    records = get_model("partner", "StockRecord").objects.filter(partner=shop.partner_id)
    goods = Q(pk__in=records.values("product")) | Q(pk__in=records.values("product__parent"))
    products = get_model("catalogue", "Product").objects.filter(goods)
    of_goods = (
        ProductFacts, Shelf, ProductReview, ProductMaker, Experience, Slot, get_model("catalogue", "ProductImage"),
    )  # fmt: skip
    of_seller = (
        Parcel, SellerChange, Helper, AgreementCode, SellerIdentity, OpeningRequest, Suspension, Submission, Payout,
        SellerBankAccount,
    )  # fmt: skip
    sets = [Seller.objects.filter(pk=shop.pk), products, records, Member.objects.filter(cooperative=shop)]
    sets += [model.objects.filter(product__in=products) for model in of_goods]
    sets += [model.objects.filter(seller=shop) for model in of_seller]
    sets += [
        FieldChange.objects.filter(review__product__in=products),
        ParcelLine.objects.filter(parcel__seller=shop),
        OrderQuestion.objects.filter(parcel__seller=shop),
        Visit.objects.filter(parcel__seller=shop),
        SubmissionFile.objects.filter(submission__seller=shop),
        FileReading.objects.filter(file__submission__seller=shop),
        shop.partner.users.only("pk"),
    ]
    return {
        f"{place} {rows.model.__name__}": list(rows.order_by("pk").values_list()) for place, rows in enumerate(sets)
    }
