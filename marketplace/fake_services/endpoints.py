"""The addresses that the pretended API knows, each with its typed parameters of the stripe library."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial

import stripe.params as shapes
from stripe.params import checkout as checkout_shapes
from stripe.params import radar as radar_shapes

from marketplace.fake_services import checkout, refunding, settling
from marketplace.fake_services.listing import Listed, Retrieve, check_page, line_items
from marketplace.fake_services.refusals import Missing


@dataclass(frozen=True)
class Endpoint:
    """`check` sees the parameters alone, before execution begins. `run` may refuse too: that answer counts as given."""

    method: str
    path: str
    shape: type
    kind: str
    run: Callable[..., dict]
    check: Callable[[dict, int], None] = lambda params, now: None

    @cached_property
    def pattern(self) -> re.Pattern:
        return re.compile(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", self.path))

    @property
    def is_list(self) -> bool:
        return isinstance(self.run, Listed) or self.run is line_items


def _retrieve(path: str, shape: type, kind: str, param: str) -> Endpoint:
    return Endpoint("GET", f"{path}/{{id}}", shape, kind, Retrieve(kind, param))


def _list(path: str, shape: type, kind: str, *equal: str) -> Endpoint:
    return Endpoint("GET", path, shape, kind, Listed(kind, path, equal), check_page)


def endpoints(refunds_pending: Callable[[], bool]) -> list[Endpoint]:
    """`refunds_pending`: whether a refund made now waits to be settled."""
    warnings, warning = "/v1/radar/early_fraud_warnings", "radar.early_fraud_warning"
    sessions, intents, refunds = "/v1/checkout/sessions", "/v1/payment_intents", "/v1/refunds"
    session = "checkout.session"

    def refund(account, params):
        return refunding.create(account, params, pending=refunds_pending())

    return [
        Endpoint("POST", sessions, checkout_shapes.SessionCreateParams, session, checkout.create, checkout.check),
        _list(sessions, checkout_shapes.SessionListParams, session, "payment_intent", "status"),
        _retrieve(sessions, checkout_shapes.SessionRetrieveParams, session, "session"),
        Endpoint("POST", f"{sessions}/{{id}}/expire", checkout_shapes.SessionExpireParams, session, checkout.expire),
        Endpoint(
            "GET",
            f"{sessions}/{{id}}/line_items",
            checkout_shapes.SessionListLineItemsParams,
            "item",
            line_items,
            check_page,
        ),
        _list(intents, shapes.PaymentIntentListParams, "payment_intent", "customer"),
        _retrieve(intents, shapes.PaymentIntentRetrieveParams, "payment_intent", "intent"),
        Endpoint("POST", refunds, shapes.RefundCreateParams, "refund", refund, refunding.check),
        _list(refunds, shapes.RefundListParams, "refund", "payment_intent", "charge"),
        _retrieve(refunds, shapes.RefundRetrieveParams, "refund", "refund"),
        _list("/v1/charges", shapes.ChargeListParams, "charge", "payment_intent"),
        _retrieve("/v1/charges", shapes.ChargeRetrieveParams, "charge", "charge"),
        _list("/v1/disputes", shapes.DisputeListParams, "dispute", "charge", "payment_intent"),
        _retrieve("/v1/disputes", shapes.DisputeRetrieveParams, "dispute", "dispute"),
        _list("/v1/balance_transactions", shapes.BalanceTransactionListParams, "balance_transaction", "source", "type"),
        _retrieve("/v1/balance_transactions", shapes.BalanceTransactionRetrieveParams, "balance_transaction", "id"),
        _list(warnings, radar_shapes.EarlyFraudWarningListParams, warning, "charge", "payment_intent"),
        _retrieve(warnings, radar_shapes.EarlyFraudWarningRetrieveParams, warning, "early_fraud_warning"),
        _list("/v1/events", shapes.EventListParams, "event", "type"),
        _retrieve("/v1/events", shapes.EventRetrieveParams, "event", "id"),
        Endpoint("GET", "/v1/balance", shapes.BalanceRetrieveParams, "balance", settling.balance),
    ]


def matching(known: list[Endpoint], method: str, path: str) -> tuple[Endpoint, Callable[..., dict]]:
    """The endpoint and its function, given what the path names. Raises Missing."""
    for endpoint in known:
        if endpoint.method == method and (found := endpoint.pattern.fullmatch(path)):
            return endpoint, partial(endpoint.run, **found.groupdict())
    raise Missing(f"Unrecognized request URL ({method}: {path}).")
