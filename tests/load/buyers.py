"""Many buyers at once, each a process: prints how many orders a second were placed. For `tests.load.orders`."""

import argparse
import multiprocessing
import random
import time
from itertools import count

import django

WARM = 2  # orders of each process before the clock starts


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--orders", type=int, default=100, help="of all clients together")
    parser.add_argument("--goods", type=int, default=0, help="of how many products; 0: of all")
    parser.add_argument("--count-queries", action="store_true", help="of one order of one product")
    wanted = parser.parse_args()
    django.setup()
    if wanted.count_queries:
        print(count_queries())
        return
    print(orders_per_second(wanted.clients, wanted.orders // wanted.clients, wanted.goods))


def orders_per_second(clients: int, each: int, goods: int) -> float:
    """The basket of each order is filled before."""
    from django.db import connection

    offers = ready_goods(goods)
    shares = [fill_baskets(each + WARM, offers) for _client in range(clients)]
    connection.close()
    fork = multiprocessing.get_context("fork")
    start, spans = fork.Barrier(clients), fork.Queue()
    shoppers = [fork.Process(target=shop_around, args=(share, start, spans)) for share in shares]
    for shopper in shoppers:
        shopper.start()
    found = [spans.get(timeout=600) for _shopper in shoppers]
    for shopper in shoppers:
        shopper.join()
    if None in found:
        raise SystemExit("an order was refused")
    return clients * each / (max(end for _begin, end in found) - min(begin for begin, _end in found))


def ready_goods(number: int) -> list:
    """Stock records of things that anybody may order now, for cash, with more on the shelf than will be ordered."""
    from oscar.core.loading import get_model

    from catalogue.listing.models import Listing

    shown = Listing.objects.filter(is_alcohol=False, price__lte=200_000).values("pk")
    records = get_model("partner", "StockRecord").objects.filter(
        product__in=shown, product__structure="standalone", product__facts__storage="ambient"
    )
    records.update(num_in_stock=100_000_000)
    return list(records.order_by("pk")[: number or None])


def fill_baskets(number: int, offers: list) -> list[tuple]:
    """(basket id, its total as a shopper would have been shown it) with one piece of one thing each."""
    from oscar.core.loading import get_model

    Basket, Line = get_model("basket", "Basket"), get_model("basket", "Line")
    baskets = Basket.objects.bulk_create([Basket() for _ in range(number)])
    chosen = [random.choice(offers) for _ in baskets]
    Line.objects.bulk_create(
        Line(basket=basket, line_reference=f"{record.pk}", product_id=record.product_id, stockrecord=record, quantity=1,
             price_currency="VND", price_excl_tax=record.price, price_incl_tax=record.price)
        for basket, record in zip(baskets, chosen, strict=True)
    )  # fmt: skip
    totals = {record.pk: total_of(basket.pk) for record, basket in dict(zip(chosen, baskets, strict=True)).items()}
    return [(basket.pk, totals[record.pk]) for basket, record in zip(baskets, chosen, strict=True)]


def total_of(basket_id: int) -> int:
    from oscar.core.loading import get_class, get_model

    from marketplace.fulfilment.planning import plan
    from marketplace.fulfilment.settling import settle

    basket = get_model("basket", "Basket").objects.get(pk=basket_id)
    basket.strategy = get_class("partner.strategy", "Selector")().strategy()
    return plan(settle(basket).lines, commune=commune()).total


def commune():
    from django.conf import settings

    from marketplace.places.models import Commune

    return Commune.objects.select_related("province").filter(province__in=settings.PROVINCES).order_by("pk").first()


def shop_around(baskets: list[tuple], start, spans) -> None:
    """A process: places its orders one after the other."""
    try:
        buy = ordering()
        for basket_id, total in baskets[:WARM]:
            buy(basket_id, total)
        start.wait(120)
        begin = time.monotonic()
        for basket_id, total in baskets[WARM:]:
            buy(basket_id, total)
        spans.put((begin, time.monotonic()))
    except BaseException:
        spans.put(None)
        raise


def ordering():
    """What presses the button: every buyer is somebody else."""
    from marketplace.checkout.placing import Buyer, place, token_of
    from marketplace.places.addresses import Address

    class Basket:
        pk = None

    where, numbers = Address(commune(), "Số 1, ấp Mẫu"), count(random.randrange(10**8))

    def buy(basket_id: int, total: int):
        basket, phone = Basket(), f"+849{next(numbers) % 10**8:08d}"
        basket.pk = basket_id
        buyer = Buyer(name="Nguyễn Văn Mẫu", phone=phone, address=where)
        return place(
            basket_id=basket_id, token=token_of(basket), shown_total=total, buyer=buyer, choices={}, payment="cod"
        )

    return buy


def count_queries() -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    baskets, buy = fill_baskets(2, ready_goods(1)), ordering()
    buy(*baskets[0])
    with CaptureQueriesContext(connection) as queries:
        buy(*baskets[1])
    return len(queries)


if __name__ == "__main__":
    main()
