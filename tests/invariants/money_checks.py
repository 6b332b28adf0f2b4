"""The invariants of money (payments.md 11), each one reckoned anew from plain rows and not by the shop's own sums."""

from collections import defaultdict

from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.ledger.checking import problems
from marketplace.money import whole_dong
from marketplace.payouts.models import Payout
from marketplace.payouts.statement import statement_of_payout

from .picture import COUNTED, WAITING, Picture, net

SHARES = ("seller_net", "commission", "commission_vat", "vat_withheld", "pit_withheld", "shipping")
CHARGES = ("commission", "commission_vat", "vat_withheld", "pit_withheld")
FIGURES = (*CHARGES, "goods", "platform_part", "buyer_part", "seller_net", "shipping")
MAY_BE_BELOW_ZERO = ("vat_withheld", "pit_withheld", "commission_vat", "bank", "loss_other", "carrier_cost")


def half_up(amount: int, by: int) -> int:
    return (2 * amount + by) // (2 * by)


def part(total: int, done: int, k: int, n: int) -> int:
    return half_up(total * (done + k), n) - half_up(total * done, n)


def i01_postings_sum_to_zero_and_stay(life, before: Picture, now: Picture):
    sums, counts = defaultdict(int), defaultdict(int)
    for entry in now.entries:
        sums[entry.posting_id] += entry.amount
        counts[entry.posting_id] += 1
    assert not any(sums.values())
    assert all(count >= 2 for count in counts.values())
    assert [vars(entry) for entry in now.entries[: len(before.entries)]] == [vars(entry) for entry in before.entries]


def i02_conservation(life, before: Picture, now: Picture):
    """Payments, refunds and sales say what came and went; the ledger's two accounts of the order hold the rest."""
    for order_id, order in now.orders.items():
        captured = sum(payment.received for payment in now.payments_of(order_id))
        refunds = now.refunds_of(order_id)
        due = sum(refund.amount for refund in refunds if refund.state in WAITING)
        gone = sum(refund.amount for refund in refunds if refund.state == "succeeded")
        sales = now.sales_of(order_id=order_id)
        shares, promo = net(sales, *SHARES), net(sales, "platform_part")
        assert now.held(f"refund_due:{order_id}") == due, order.number
        assert captured + promo == now.held(f"buyer_funds:{order_id}") + due + gone + shares, order.number
    for purpose, figure in (
        ("commission", "commission"),
        ("shipping_income", "shipping"),
        ("promo_cost", "platform_part"),
    ):
        assert now.held(purpose) == net(now.sales, figure), purpose
    assert now.held("commission_vat") == net(now.sales, "commission_vat")


def i02_nothing_is_below_zero(life, before: Picture, now: Picture):
    """Bank and card provider aside: payouts leave the one while cards are paid to the other, and refunds cost its fee."""
    for code, amount in now.balances.items():
        if code != "clearing:stripe" and code.split(":")[0] not in MAY_BE_BELOW_ZERO:
            assert amount >= 0, f"{code}: {amount}"


def i02_the_shop_itself_finds_no_problem(life, before: Picture, now: Picture):
    found = list(problems())
    assert not found, found


def i02_every_dong_lies_where_it_came_to(life, before: Picture, now: Picture):
    """What the bank and the card provider really have, counted by the walk itself."""
    assert now.held("bank:collection") == life.bank
    ours = {payment.pk: payment for payment in now.payments.values()}
    booked = sum(entry.amount for entry in now.entries if entry.account_code == "clearing:stripe" and entry.amount > 0)
    came = 0
    for session in life.book.sessions.values():
        payment = ours[session.payment_id]
        has_mismatch = any(entry.posting_key.startswith(f"mismatch:{payment.uuid}") for entry in now.entries)
        if payment.received or has_mismatch:
            came += session.money
    back = sum(entry.amount for entry in now.entries if entry.posting_kind == "refund_returned" and
               entry.account_code == "clearing:stripe")  # fmt: skip
    assert booked - back == came, (booked, back, came)


def i03_totals_agree(life, before: Picture, now: Picture):
    for order_id, order in now.orders.items():
        total = whole_dong(order.total_incl_tax)
        parcels = now.parcels_of(order_id)
        assert sum(parcel.goods_total + parcel.fee for parcel in parcels) == total == now.bills[order_id].total
        for payment in now.payments_of(order_id):
            parcel = now.parcels.get(payment.parcel_id)
            assert payment.amount == (parcel.goods_total + parcel.fee if parcel else total)
            if payment.state in ("captured", "collected", "remitted"):
                assert payment.received >= payment.amount
            if payment.pk in life.book.sessions:
                assert life.book.sessions[payment.pk].amount == total


def i04_discounts_and_portions(life, before: Picture, now: Picture):
    new = [order_id for order_id in now.orders if order_id not in before.orders]
    for order_id in new:
        parcels = {parcel.pk for parcel in now.parcels_of(order_id)}
        lines = [line for line in now.lines.values() if line.parcel_id in parcels]
        terms = [now.terms[line.pk] for line in lines]
        given = get_model("order", "OrderDiscount").objects.filter(order_id=order_id).values_list("amount", flat=True)
        assert sum(t.seller_discount + t.platform_discount for t in terms) == sum(map(whole_dong, given))
        for line, row in zip(lines, terms, strict=True):
            goods = row.list_total - row.seller_discount
            assert goods - row.platform_discount == line.goods_total >= 0
            units = [part(goods, done, 1, line.quantity) for done in range(line.quantity)]
            assert sum(units) == goods and min(units) >= 0
        for parcel in now.parcels_of(order_id):
            assert sum(line.goods_total for line in lines if line.parcel_id == parcel.pk) == parcel.goods_total


def i04_what_is_divided_is_what_was_ordered(life, before: Picture, now: Picture):
    """A parcel of which less is sent is two parcels; every order line is worth what it was, whatever lies where."""
    worth = defaultdict(lambda: (0, 0, 0, 0, 0))
    for line in now.lines.values():
        terms = now.terms[line.pk]
        figures = (line.quantity, line.goods_total, terms.list_total, terms.seller_discount, terms.platform_discount)
        assert line.goods_total == terms.list_total - terms.seller_discount - terms.platform_discount
        assert line.quantity > 0
        worth[line.line_id] = tuple(map(sum, zip(worth[line.line_id], figures, strict=True)))
    for line_id, figures in worth.items():
        assert life.sold.setdefault(line_id, figures) == figures


def i04_refunds_of_a_line_are_the_line(life, before: Picture, now: Picture):
    units, dong = defaultdict(int), defaultdict(int)
    for row in now.refund_lines:
        if now.refunds[row.refund_id].state in COUNTED:
            units[row.parcel_line_id] += row.quantity
            dong[row.parcel_line_id] += row.amount
    for key, quantity in units.items():
        line = now.lines[key]
        assert quantity <= line.quantity and dong[key] <= line.goods_total
        assert quantity < line.quantity or dong[key] == line.goods_total


def i05_refunds_stay_within_the_payment(life, before: Picture, now: Picture):
    for payment in now.payments.values():
        refunds = [refund for refund in now.refunds.values() if refund.payment_id == payment.pk]
        assert sum(refund.amount for refund in refunds if refund.state in COUNTED) <= payment.received


def i06_sellers_get_the_rest(life, before: Picture, now: Picture):
    for sale in now.sales[len(before.sales) :]:
        taken = sum(getattr(sale, name) for name in CHARGES)
        assert sale.seller_net == sale.goods - taken
        assert sale.buyer_part == sale.goods + sale.shipping - sale.platform_part
        assert min(getattr(sale, name) for name in FIGURES) >= 0
        if sale.kind == "assess" and sale.parcel_line_id:
            _charged_by_the_rules(sale, now)
    for sale in now.sales:
        back = now.sales_of(reverses_id=sale.pk)
        for name in FIGURES:
            taken_back = sum(getattr(entry, name) for entry in back)
            assert taken_back <= getattr(sale, name), name
            if sum(entry.quantity for entry in back) == sale.quantity:
                assert taken_back == getattr(sale, name), name


def _charged_by_the_rules(sale, now: Picture):
    """Every product rounded once on the whole line, then the part of the units that were left."""
    line, terms = now.lines[sale.parcel_line_id], now.terms[sale.parcel_line_id]
    goods = terms.list_total - terms.seller_discount
    commission = half_up(goods * sale.commission_rule_rate_bp, 10_000)
    whole = {
        "goods": goods,
        "commission": commission,
        "commission_vat": half_up(commission * sale.commission_rule_vat_bp, 10_000),
        "vat_withheld": half_up(goods * (sale.tax_rule_vat_bp or 0), 10_000),
        "pit_withheld": half_up(goods * (sale.tax_rule_pit_bp or 0), 10_000),
    }
    done = line.quantity - sale.quantity
    for name, total in whole.items():
        assert getattr(sale, name) == part(total, done, sale.quantity, line.quantity), name


def i07_purses_are_what_was_sold_less_what_left(life, before: Picture, now: Picture):
    for seller_id in {parcel.seller_id for parcel in now.parcels.values()}:
        sales = now.sales_of(seller_id=seller_id)
        free = [sale for sale in sales if sale.parcel_id in now.releases]
        held = [sale for sale in sales if sale.parcel_id not in now.releases]
        assert now.held(f"seller_pending:{seller_id}") == net(held, "seller_net")
        took = sum(
            payment.received
            for payment in now.payments.values()
            if payment.provider == "cod" and _took_it_himself(now.parcels[payment.parcel_id], seller_id)
        )
        available, due = now.held(f"seller_available:{seller_id}"), now.held(f"seller_due:{seller_id}")
        assert available - due == net(free, "seller_net") - took - _left(now, seller_id)
        assert available >= 0 and due >= 0


def _took_it_himself(parcel, seller_id) -> bool:
    return parcel.seller_id == seller_id and (parcel.carrier == "seller" or parcel.zone == "pickup")


def _left(now: Picture, seller_id: int) -> int:
    """Dong with the bank or paid: transfers of payouts that were exported and did not come back."""
    gone = {pk for pk, one in now.payouts.items() if one.seller_id == seller_id and one.state in ("exported", "paid")}
    bounced = {pk for pk, one in now.payouts.items() if one.seller_id == seller_id and one.state == "bounced"}
    assert all(line.state != "paid" for line in now.transfers if line.payout_id in bounced)
    return sum(line.amount for line in now.transfers if line.payout_id in gone and line.state != "bounced")


def i07_payouts_are_explained(life, before: Picture, now: Picture):
    for pk, payout in now.payouts.items():
        if pk in before.payouts and before.payouts[pk].state == payout.state:
            continue
        assert payout.amount > 0
        if payout.state == "rejected":
            continue
        row = Payout.objects.get(pk=pk)
        statement = statement_of_payout(row)
        assert statement.earned + row.carried == payout.amount
        lines = [line for line in now.transfers if line.payout_id == pk]
        assert (
            sum(line.amount for line in lines if line.answered_at is None or line.state != "waiting") == payout.amount
        )
        if payout.state in ("draft", "approved"):
            assert payout.amount <= now.held(f"seller_available:{payout.seller_id}")
    in_transit = sum(
        line.amount
        for line in now.transfers
        if line.payout_id and line.state == "waiting" and now.payouts[line.payout_id].state == "exported"
    )
    assert now.held("payout_transit") == in_transit


def i08_cash_at_carriers(life, before: Picture, now: Picture):
    wanted = defaultdict(int)
    for payment in now.payments.values():
        parcel = now.parcels.get(payment.parcel_id)
        if payment.provider == "cod" and payment.state == "collected":
            assert not _took_it_himself(parcel, parcel.seller_id)
            wanted[f"clearing:cod:{parcel.carrier or 'carrier'}"] += payment.received
    found = {code: amount for code, amount in now.balances.items() if code.startswith("clearing:cod:") and amount}
    assert found == {code: amount for code, amount in wanted.items() if amount}  # a gift costs nothing at the door


def i09_tax_months_are_the_ledgers_movement(life, before: Picture, now: Picture):
    for purpose in ("vat_withheld", "pit_withheld"):
        sold, moved, paid = defaultdict(int), defaultdict(int), 0
        for sale in now.sales:
            sold[sale.period] += net([sale], purpose)
        for entry in now.entries:
            if entry.account_purpose != purpose:
                continue
            if entry.posting_kind == "tax_paid":
                paid += entry.amount
                continue
            moved[f"{timezone.localtime(entry.posting_occurred_at):%Y-%m}"] -= entry.amount
        assert {month: dong for month, dong in sold.items() if dong} == {m: dong for m, dong in moved.items() if dong}
        due = sum(getattr(one, f"{purpose[:3]}_due") for one in now.periods if one.state in ("paid", "amended"))
        assert paid == due
        assert now.held(purpose) == sum(sold.values()) - paid


CHECKS = (
    i01_postings_sum_to_zero_and_stay,
    i02_conservation,
    i02_nothing_is_below_zero,
    i02_the_shop_itself_finds_no_problem,
    i02_every_dong_lies_where_it_came_to,
    i03_totals_agree,
    i04_discounts_and_portions,
    i04_what_is_divided_is_what_was_ordered,
    i04_refunds_of_a_line_are_the_line,
    i05_refunds_stay_within_the_payment,
    i06_sellers_get_the_rest,
    i07_purses_are_what_was_sold_less_what_left,
    i07_payouts_are_explained,
    i08_cash_at_carriers,
    i09_tax_months_are_the_ledgers_movement,
)
