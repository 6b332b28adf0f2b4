"""What was promised, paid, refunded, and what the providers said about it."""

from .attention import Attention
from .bank import BankReceipt, ReceiptAllocation, ReceiptTelling
from .bill import Bill
from .cash import CarrierStatement, CarrierStatementLine
from .event import ProviderEvent
from .payment import Payment
from .refund import Refund, RefundLine
from .refusal import CashLift, CashRefusal
from .returning import ReturnLine, ReturnRequest

__all__ = [
    "Attention",
    "BankReceipt",
    "Bill",
    "CarrierStatement",
    "CarrierStatementLine",
    "CashLift",
    "CashRefusal",
    "Payment",
    "ProviderEvent",
    "ReceiptAllocation",
    "ReceiptTelling",
    "Refund",
    "RefundLine",
    "ReturnLine",
    "ReturnRequest",
]
