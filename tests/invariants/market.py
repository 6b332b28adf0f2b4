"""The market in which the lives are led: made once, and every life begins in it anew."""

from dataclasses import dataclass
from decimal import Decimal

from django.contrib.auth.models import Permission
from oscar.core.loading import get_model

from marketplace.accounts.models import User
from marketplace.charges.loading import load_charges
from marketplace.fulfilment.loading import load_rates
from marketplace.payouts.bank_accounts import change_account
from tests import stall
from tests.checkout.buying import buyer
from tests.sales.parcels import voucher

KINDS = ("household", "cooperative", "company", "facility")
WAYS = [
    "tests.invariants.gateway.Card",
    "marketplace.payments.vietqr.provider.VietQr",
    "marketplace.payments.cod.CashOnDelivery",
]
STOCK = 9


@dataclass
class Market:
    sellers: list
    goods: list
    vouchers: dict
    clerk: User
    boss: User

    @property
    def products(self) -> dict[int, list]:
        return {maker.pk: [good for good, by in self.goods if by == maker] for maker in self.sellers}


def open_market() -> Market:
    load_rates()
    load_charges()
    sellers = [stall.seller(f"Người bán {kind}", kind=kind) for kind in KINDS]
    goods = [(_good(maker, nth), maker) for maker in sellers for nth in range(2)]
    for nth, maker in enumerate(sellers):
        change_account(seller=maker, bin="970405", number=f"01234567{nth:02d}", holder="Nguyễn Thị Mẫu")
    of_first = [good for good, maker in goods if maker == sellers[0]]
    vouchers = {
        "": None,
        "shop": voucher(Decimal(20_000), code="SHOP20"),
        "percent": voucher(Decimal(7), code="SHOP7", kind="Percentage"),
        "seller": voucher(Decimal(9_999), code="SELLER", funded_by="seller", sets=of_first),
    }
    buyer()
    return Market(sellers, goods, vouchers, _staff("Người lập mẫu"), _staff("Người duyệt mẫu"))


def _good(maker, nth: int):
    """The second good of a seller is chilled: it spoils, and travels by itself."""
    chilled = {"storage": "chilled"} if nth else {}
    return stall.product(f"Món {maker.kind} {nth}", by=maker, price=100_000, stock=STOCK, facts=chilled)


def _staff(name: str) -> User:
    number = User.objects.count() + 1
    person = User.objects.create(email=f"staff{number}@example.com", full_name=name, is_staff=True)
    person.user_permissions.set(Permission.objects.filter(content_type__app_label__in=("payments", "payouts")))
    return User.objects.get(pk=person.pk)


def record_of(product):
    return get_model("partner", "StockRecord").objects.get(product=product)
