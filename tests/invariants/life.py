"""One life: what the dice say happens to a few orders of the market, and what is checked after every step."""

from django.db.models import F
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.fulfilment.models import DeliveryRate, Parcel
from marketplace.payments.models import Payment

from . import gateway, money_checks, state_checks
from .clock import Clock
from .market import Market, record_of
from .picture import Picture

CHECKS = (*money_checks.CHECKS, *state_checks.CHECKS)


class Dice:
    """Numbers from hypothesis, smallest first where it shrinks. `throws` tells a life again without it."""

    def __init__(self, draw):
        self.draw = draw

    def number(self, least: int, most: int) -> int:
        return least if least >= most else self.draw(least, most)

    def pick(self, things):
        things = list(things)
        return things[self.number(0, len(things) - 1)]

    def some(self, things) -> list:
        """One or two of them, if there are any."""
        things = list(things)
        return [self.pick(things) for _n in range(self.number(1, 2))] if things else []

    def one_in(self, n: int) -> bool:
        """True is the rare answer, and the one that shrinking takes away."""
        return self.number(0, n - 1) == n - 1


class Life:
    """`bank` is what the bank really holds, `shelf` what would lie there had nothing left (stock record -> units)."""

    def __init__(self, market: Market, clock: Clock, dice: Dice):
        self.market, self.clock, self.dice = market, clock, dice
        self.book = gateway.Card.book = gateway.Book()
        self.bank = 0
        self.touched: set[int] | None = None
        self.unreachable: set[int] = set()
        self.tokens, self.transfers, self.heard, self.statements = [], [], [], 0
        self.sold: dict[int, tuple] = {}  # order line -> what it was worth when it was placed
        self.story: list[str] = []
        self._set_prices()
        StockRecord = get_model("partner", "StockRecord")
        self.shelf = dict(StockRecord.objects.values_list("pk", "num_in_stock"))
        self.now = Picture()

    def _set_prices(self) -> None:
        for product, _maker in self.market.goods:
            record = record_of(product)
            type(record).objects.filter(pk=record.pk).update(price=self.dice.number(3_000, 200_000))
        if self.dice.one_in(3):
            DeliveryRate.objects.update(free_from=0)
        if self.dice.one_in(3):
            DeliveryRate.objects.update(fee_goes_to="seller")

    def step(self, event) -> bool:
        """Let it happen and check everything. False when there was nothing it could happen to."""
        self.touched = None
        try:
            told = event(self)
        except Exception as error:
            raise AssertionError("\n".join([f"{event.__name__}: {error!r}", *self.story])) from error
        if told is None:
            return False
        self.story.append(f"{event.__name__} {told}")
        before, self.now = self.now, Picture()
        for check in CHECKS:
            self.hold(check, before, self.now)
        return True

    def hold(self, check, *more) -> None:
        """A check that fails tells the whole story."""
        try:
            check(self, *more)
        except AssertionError as error:
            raise AssertionError("\n".join([f"{check.__name__}: {error}", *self.story])) from error

    # What the events look for.

    def parcels(self, *states):
        return list(Parcel.objects.filter(state__in=states).select_related("order").order_by("pk"))

    def payments(self, **which):
        return list(Payment.objects.filter(**which).select_related("order").order_by("pk"))

    def orders(self, **which):
        return list(get_model("order", "Order").objects.filter(**which).order_by("pk"))

    def take_off_shelf(self, record, units: int) -> None:
        type(record).objects.filter(pk=record.pk).update(num_in_stock=F("num_in_stock") - units)
        self.shelf[record.pk] -= units

    def put_on_shelf(self, parcel, units: dict[int, int]) -> None:
        for line in parcel.lines.select_related("line"):
            self.shelf[line.line.stockrecord_id] += units.get(line.pk, 0)

    def today(self):
        return timezone.localdate()
