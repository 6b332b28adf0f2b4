"""A small market with something waiting at every section of the money desk, and the people who work there."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.desk.groups import ACCOUNTANT, APPROVER, DOOR, ORDER_CARE, load_groups
from marketplace.fulfilment.models import Parcel
from marketplace.payments.attending import call_for_attention
from marketplace.payments.bank_feed.transfers import IncomingTransfer
from marketplace.payments.models import Attention, Refund
from marketplace.payments.parcel_life.completing import complete_due
from marketplace.payments.receipts.entering import enter_by_hand
from marketplace.payments.receipts.matching import match
from marketplace.payments.receipts.storing import store
from marketplace.payments.refunding.drafting import draft_refund
from marketplace.payments.remitting.importing import import_statement
from marketplace.payments.remitting.reading import CodLine, CodStatement
from marketplace.payments.returning import ask_for_return
from marketplace.payouts.bank_accounts import change_account
from marketplace.payouts.drafting import draft_batch
from tests.payments import till

ACCOUNT = {"bin": "970436", "number": "0000000000", "holder": "TAI KHOAN THU"}
WAYS = [
    "tests.payments.till.Till",
    "marketplace.payments.vietqr.provider.VietQr",
    "marketplace.payments.cod.CashOnDelivery",
]
PASSWORD = "mua-ban-tren-song-9"


def person(name, *groups, **more):
    made = User.objects.create_user(email=f"{name}@example.vn", full_name=name, password=PASSWORD, **more)
    made.groups.add(*Group.objects.filter(name__in=groups))
    return User.objects.get(pk=made.pk)


def people() -> SimpleNamespace:
    """shopper, seller's person, staff with Wagtail's door only, and the three groups, two of each at the money."""
    load_groups()
    from django.contrib.auth.models import Permission

    staff = person("staff", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename__in=[each.split(".")[1] for each in DOOR]))
    return SimpleNamespace(
        shopper=person("shopper"),
        staff=User.objects.get(pk=staff.pk),
        accountant=person("ketoan", ACCOUNTANT),
        colleague=person("ketoan2", ACCOUNTANT),
        approver=person("duyetchi", APPROVER),
        care=person("chamsoc", ORDER_CARE),
        chief=User.objects.create_superuser(email="chief@example.vn", full_name="chief", password=PASSWORD),
    )


def transfer(amount=123_000, content="chuyen tien mua hang", number="1", **more) -> IncomingTransfer:
    about = {"account_no": ACCOUNT["number"], "reference": f"FT{number}", "at": timezone.now() - timedelta(hours=5)}
    told = {"provider": "sepay", "provider_id": number, "is_incoming": True, "counter_account": "0071000123456"}
    return IncomingTransfer(amount=amount, content=content, **{**about, **told, "counter_name": "LE VAN MAU", **more})


def received(**about):
    """A transfer that is stored, booked and looked at."""
    return match(store(transfer(**about)).receipt)


def statement(parcel, *, number="BK-1", cash=None, fee=5_000):
    """A carrier's statement over one parcel, as imported."""
    cash = parcel.buyer_pays if cash is None else cash
    line = CodLine(row=2, tracking_no=parcel.tracking_no, cod_amount=cash, cod_fee=fee, net_amount=cash - fee)
    read = CodStatement(lines=[line], number=number, day=timezone.localdate())
    return import_statement(read=read, carrier=parcel.carrier)


def completed(parcel) -> Parcel:
    """Delivered, its time to be sent back over, its money free."""
    Parcel.objects.filter(pk=parcel.pk).update(return_until=timezone.now() - timedelta(minutes=1))
    complete_due()
    return Parcel.objects.get(pk=parcel.pk)


def refund_draft(order, *, note="Vỡ một hũ") -> Refund:
    parcel = till.parcel_of(order)
    units = {line.pk: 1 for line in parcel.lines.all()[:1]}
    return draft_refund(parcel=parcel, units=units, with_fee=False, reason="complaint", by="test", note=note)


def market(staff) -> SimpleNamespace:
    """One of everything; `staff` are people()."""
    fish, honey = (
        till.goods(title="Khô cá lóc", price=185_000),
        till.goods(title="Mật ong", price=90_000, kind="company"),
    )
    order = till.paid((fish, 1), (honey, 2))
    waiting = till.bought((honey, 1))
    cash = till.bought((fish, 1), payment="cod")
    cash_parcel = till.arrived(till.parcel_of(cash), tracking_no="GHN1")
    sold = till.paid((honey, 1))
    back = till.arrived(till.parcel_of(sold))
    line = back.lines.get()
    returned = ask_for_return(parcel=back, units={line.pk: 1}, reason="broken", text="Nắp hũ bị vỡ khi nhận.")
    earned = till.paid((fish, 2))
    done = completed(till.arrived(till.parcel_of(earned)))
    change_account(seller=done.seller, bin="970436", number="0123456789", holder="NGUYEN VAN MAU")
    batch = draft_batch(by=staff.accountant).batch
    flag = call_for_attention(reason=Attention.Reason.RISK, about="ch_1", order=order, text="elevated")
    proposed = enter_by_hand(
        amount=50_000, content="tien mat", reference="FT9", at=timezone.now() - timedelta(hours=1), by=staff.accountant
    )
    return SimpleNamespace(
        fish=fish, honey=honey, order=order, waiting=waiting, cash=cash, sold=sold, flag=flag,
        parcel=till.parcel_of(order), returned=returned, refund=refund_draft(order),
        receipt=received(), proposed=proposed, statement=statement(cash_parcel), batch=batch, seller=done.seller,
    )  # fmt: skip
