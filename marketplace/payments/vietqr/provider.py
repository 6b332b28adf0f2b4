"""Bank transfer by VietQR: the buyer scans a code with account, sum and order code; the bank's word is the proof."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db.models import Sum
from django.http import HttpResponse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from marketplace.fulfilment.holding import ENOUGH_TO_PAY
from marketplace.ledger import accounts
from marketplace.money import format_dong

from ..models import Payment
from ..providers import (
    INSTRUCTIONS,
    Cancelled,
    Instructions,
    Ok,
    ProviderRefundState,
    ProviderState,
    ProviderUnavailable,
    Purchase,
    Reason,
    Supports,
    TooLatePaid,
)
from .collection import NoCollectionAccount, collection_account
from .payload import payload
from .transfer_content import content


@dataclass(frozen=True)
class TransferAsked:
    """What the buyer types or scans. Amount in dong: what is missing."""

    bank_name: str
    account_no: str
    holder: str
    amount: int
    content: str
    qr_payload: str

    @property
    def amount_text(self) -> str:
        return format_dong(self.amount)


def _detail() -> str:
    return _("You scan a code with your bank's app. The goods are kept for you for %(hours)d hours.") % {
        "hours": settings.TRANSFER_HOURS
    }


class VietQr:
    code = "vietqr"
    label = gettext_lazy("Bank transfer by QR code")
    detail = lazy(_detail, str)()
    kind = INSTRUCTIONS
    currencies = ("VND",)
    # Many banks send no less than 2 000 dong; NAPAS 247 carries no more at once (payments.md 2.9).
    min_amount = 2_000
    max_amount = 499_999_999
    supports = Supports(partial_refund=False, cancel=True, query=True)
    one_payment_per_parcel = False

    @property
    def pay_within(self) -> timedelta:
        return timedelta(hours=settings.TRANSFER_HOURS)

    def funds(self, payment):
        """A transfer lies in the bank as nobody's before it is matched (decision 011)."""
        return accounts.unallocated()

    def is_available(self, purchase: Purchase, request=None) -> Ok | Reason:
        """Everything may be paid this way, alcohol too: it is paid in advance and not in cash."""
        try:
            collection_account()
        except NoCollectionAccount:
            return Reason(_("Bank transfer is not ready in this shop yet."))
        if purchase.is_priced and not self.min_amount <= purchase.total <= self.max_amount:
            return Reason(
                _("By bank transfer you can pay from %(least)s to %(most)s at once.")
                % {"least": format_dong(self.min_amount), "most": format_dong(self.max_amount)}
            )
        if purchase.visit_at and purchase.visit_at < timezone.now() + ENOUGH_TO_PAY:
            return Reason(_("The visit begins too soon for a bank transfer, which may take a while."))
        return Ok()

    def start(self, payment) -> Instructions:
        """Nothing is opened anywhere: the code follows from the order. Raises ProviderUnavailable."""
        asked = self.transfer_of(payment)
        text = _("Transfer %(amount)s to %(account)s (%(bank)s), content %(content)s.") % {
            "amount": asked.amount_text,
            "account": asked.account_no,
            "bank": asked.bank_name,
            "content": asked.content,
        }
        until = payment.created_at + self.pay_within
        return Instructions(asked.qr_payload, text, expires_at=until, provider_ref=asked.content)

    def transfer_of(self, payment) -> TransferAsked:
        """Raises ProviderUnavailable when the shop has no account."""
        try:
            account = collection_account()
        except NoCollectionAccount as error:
            raise ProviderUnavailable(str(error)) from error
        purpose, missing = content(payment.order.number), payment.missing
        return TransferAsked(
            bank_name=account.bank_name,
            account_no=account.number,
            holder=account.holder,
            amount=missing,
            content=purpose,
            qr_payload=payload(account.bin, account.number, missing or None, purpose),
        )

    def sync(self, payment) -> ProviderState:
        """What was given to this payment of transfers that came."""
        received = received_by(payment)
        status = "captured" if received >= payment.amount else "pending" if received else "open"
        return ProviderState(status, payment.amount, payment.currency, payment.provider_ref, received=received)

    def cancel(self, payment) -> Cancelled | TooLatePaid:
        """Nobody can be kept from transferring; what comes later is late money (R11)."""
        return TooLatePaid() if received_by(payment) >= payment.amount else Cancelled()

    def handle_notification(self, request):
        """Bank feeds have doors of their own: feed_webhooks."""
        return [], HttpResponse(status=404)

    def refund(self, refund) -> ProviderRefundState:
        """By a transfer of our own, to the account that the buyer names."""
        return ProviderRefundState("manual", refund.amount)


def received_by(payment: Payment) -> int:
    """Dong."""
    return payment.allocations.aggregate(total=Sum("amount", default=0))["total"]
