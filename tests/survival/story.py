"""One buyer pays one order by card through a shop whose processes die; and how it all ended."""

import time
from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import translation
from oscar.core.loading import get_model

from marketplace.fake_services.signing import stripe_header
from marketplace.fulfilment.order_links import key_of
from marketplace.ledger.checking import problems
from marketplace.notify.models import Message
from marketplace.payments.models import Payment, ProviderEvent
from tests import stall
from tests.checkout.buying import fields
from tests.payments.stripe import shopping

from .processes import Web, run_jobs, serving

CHECKOUT = "/en/shop/checkout/"
SWEEPS = [name for name, _path, every in settings.JOBS if isinstance(every, int)]
# Long enough for every lease and every waiting time of the sweeps, too short for an order to expire.
SOON = 20
# The order's time and its grace are over.
LATE = 70


class Story:
    def __init__(self, parent, fake, ours: dict):
        self.parent, self.fake, self.ours = parent, fake, ours
        self._fill_basket()

    def _fill_basket(self) -> None:
        stall.commune("30470", "Xã Khánh Hòa", search_text=" khanh hoa / xa khanh hoa / tinh an giang / ")
        self.goods = [
            stall.product(f"Món {n}", by=stall.seller(f"Người bán {n}"), price=50_000, stock=10) for n in range(2)
        ]
        shopper = Client()
        for made in self.goods:
            shopper.post(f"/en/shop/basket/add/{made.pk}/", {"quantity": 1})
        page = shopper.post(CHECKOUT, fields(calculate=1)).context["page"]
        self.form = fields(token=page.token, shown_total=page.total, payment="stripe")
        self.cookies = {name: morsel.value for name, morsel in shopper.cookies.items()}

    def web(self, death=None):
        return serving(self.parent, death=death, **self.ours)

    def jobs(self, minutes: int, death=None) -> None:
        run_jobs(self.parent, *SWEEPS, minutes=minutes, death=death, **self.ours)

    @property
    def order(self):
        return get_model("order", "Order").objects.get()

    @property
    def payment(self) -> Payment:
        return Payment.objects.get()

    def orders(self, web: Web) -> str | None:
        """Presses the button of the checkout page; where that leads."""
        web.cookies = self.cookies
        return web.press(CHECKOUT, **self.form)

    def reaches_the_card_page(self, web: Web) -> None:
        """Presses once more, and "pay" where the order stands already."""
        leads_to = self.orders(web)
        if not leads_to.startswith(self.fake.url):
            leads_to = web.press(urlsplit(leads_to).path, k=key_of(self.order.number))
        assert leads_to.startswith(f"{self.fake.url}/"), leads_to

    def pays(self) -> None:
        """On Stripe's page. Nobody has told us yet."""
        assert self.fake.control.pay(self.payment.provider_ref) == "paid"

    def is_told(self, web: Web) -> None:
        """Stripe's messages, as long as somebody answers."""
        for event in shopping.events_of(self.fake):
            body = shopping.dumped(event)
            header = stripe_header(body, [shopping.SECRET], int(time.time()))
            if web.post(shopping.WEBHOOK, body, **{"Stripe-Signature": header}) is None:
                return

    def comes_back(self, web: Web) -> None:
        web.get(reverse("payments:return", args=[self.payment.uuid]))

    def cancels(self, web: Web) -> None:
        """The first parcel, on the page of the order."""
        order = self.order
        with translation.override("en"):
            path = reverse("orders:cancel", args=[order.number])
        web.press(path, k=key_of(order.number), parcel=order.parcels.order_by("pk").first().number)

    def has_ordered(self) -> None:
        with self.web() as web:
            self.reaches_the_card_page(web)

    def has_paid(self) -> None:
        """And everybody knows."""
        with self.web() as web:
            self.reaches_the_card_page(web)
            self.pays()
            self.comes_back(web)

    def allocated(self) -> list[int]:
        return [made.stockrecords.get().num_allocated or 0 for made in self.goods]

    def sent(self) -> Counter:
        """How often each message left for each person."""
        paper = Path(self.ours["OUTLET"])
        return Counter(paper.read_text().splitlines() if paper.exists() else ())

    def check_that_nothing_is_lost(self, twice: int = 0) -> None:
        """Whatever happened: the books balance, nothing waits, nobody was written to twice but those `twice` messages."""
        assert list(problems()) == []
        assert not Message.objects.exclude(state="sent").exists()
        assert sum(self.sent().values()) == Message.objects.count() + twice
        assert not ProviderEvent.objects.filter(processed_at=None).exists()
        assert [s for s in self.fake.account.every("checkout.session") if s["status"] == "open"] == []
        assert self.allocated() == [sum(line.num_allocated or 0 for line in made.line_set.all()) for made in self.goods]
