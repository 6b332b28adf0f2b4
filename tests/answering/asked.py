"""Orders that wait for their producer's answer, small enough to reckon by hand."""

from marketplace.answering.asking import ask
from marketplace.fulfilment.models import Parcel
from tests import stall
from tests.payments import till

# 40 000 × 5 and 15 000 × 2, delivery 20 000: 250 000.
FISH, SUGAR, FEE = 40_000, 15_000, 20_000


def maker(name="Hộ Mẫu", **more):
    return stall.seller(name, **{"phone": "+84900000011", "person": "Nguyễn Thị Mẫu", **more})


def ordered(*, by=None, payment="till", paid=None, fish=5, sugar=2, **how) -> Parcel:
    """A certain order of one parcel with two lines; `paid` in advance unless it is cash."""
    by = by or maker()
    wanted = [(stall.product("Khô cá lóc", by=by, price=FISH, stock=9), fish)]
    if sugar:
        wanted.append((stall.product("Đường thốt nốt", by=by, price=SUGAR, stock=9), sugar))
    buy = till.bought if payment == "cod" else till.paid
    return till.parcel_of(buy(*wanted, payment=payment, fees=(FEE,), **how))


def question_of(parcel: Parcel):
    return ask(parcel)


def lines_of(parcel: Parcel) -> dict[str, int]:
    """Title -> parcel line id."""
    return {content.line.title: content.pk for content in parcel.lines.select_related("line")}


def held_of(parcel: Parcel) -> list[int]:
    """Units that are held on the shelf for anybody, a line each."""
    return [content.line.stockrecord.num_allocated for content in parcel.lines.select_related("line__stockrecord")]
