"""Everything that a test or a demo may order from the pretended Stripe, as methods and over HTTP."""

from dataclasses import asdict, fields

from marketplace.fake_services import cards, disputing, paying, refunding
from marketplace.fake_services.account import Account
from marketplace.fake_services.deliveries import Attempt, Deliveries
from marketplace.fake_services.faults import CallFault, CallFaults, PayingFaults, WebhookFaults


class UnknownOrder(ValueError):
    """No such action, fault or object."""


class Control:
    """`webhooks`, `paying` and `refunds_pending` are set and stay until `reset`; the methods act at once."""

    ORDERS = (
        "advance", "close_dispute", "external_refund", "fail_calls", "fail_refund", "finish_async",
        "open_dispute", "pay", "release", "resend", "reset", "set", "settle_refund", "wait", "warn_of_fraud",
    )  # fmt: skip

    def __init__(self, account: Account, deliveries: Deliveries, calls: CallFaults, paying_faults: PayingFaults):
        self.webhooks: WebhookFaults = deliveries.faults
        self.paying: PayingFaults = paying_faults
        self.refunds_pending = False
        self.calls: list[str] = []  # that came in: "POST /v1/refunds"
        self._account, self._deliveries, self._call_faults = account, deliveries, calls

    @property
    def deliveries(self) -> list[Attempt]:
        return list(self._deliveries.log)

    @property
    def held(self) -> list[str]:
        """The types of the events held back."""
        return [letter.event["type"] for letter in self._deliveries.held]

    @property
    def events(self) -> list[dict]:
        return self._account.every("event")

    def fail_calls(
        self,
        kind: str,
        *,
        times: int = 1,
        path: str = "",
        method: str = "",
        after_commit: bool = False,
        seconds: float = 1,
    ) -> None:
        """The next `times` API calls whose path contains `path` go wrong: 500, 429, timeout, close, or slow.

        500, timeout and close happen before the call has done anything, or after it has done everything.
        """
        self._call_faults.order(CallFault(str(kind), times, path, method.upper(), after_commit, seconds))

    def advance(self, seconds: float) -> None:
        """Moves the account's clock: sessions expire, what was to happen later happens."""
        self._account.clock.advance(seconds)
        self._do(lambda: None)

    def pay(self, session_id: str, card: str = "4242424242424242") -> str:
        """Pays as the page does, without it. Answers paid, declined, asked_3ds or accepted."""
        return self._do(lambda: paying.pay(self._account, self._session(session_id), cards.card(card), self.paying))

    def finish_async(self, session_id: str, succeeded: bool = True) -> None:
        self._do(lambda: paying.finish_async(self._account, self._session(session_id), succeeded))

    def settle_refund(self, refund_id: str) -> None:
        self._do(lambda: refunding.settle(self._account, self._account.find("refund", refund_id)))

    def fail_refund(self, refund_id: str) -> None:
        self._do(lambda: refunding.fail(self._account, self._account.find("refund", refund_id)))

    def external_refund(self, payment_intent: str, amount: int | None = None) -> str:
        """Made by hand in the dashboard: no metadata. In dong; all that is left if no amount is told. Answers its id."""
        params = {"payment_intent": payment_intent} | ({"amount": amount} if amount else {})
        return self._do(lambda: refunding.create(self._account, params, self.refunds_pending))["id"]

    def open_dispute(self, payment_intent: str, amount: int | None = None) -> str:
        """Answers its id."""
        return self._do(lambda: disputing.open_dispute(self._account, self._charge(payment_intent), amount))["id"]

    def close_dispute(self, dispute_id: str, won: bool) -> None:
        self._do(lambda: disputing.close(self._account, self._account.find("dispute", dispute_id), won))

    def warn_of_fraud(self, payment_intent: str) -> str:
        """An early fraud warning, before any dispute. Answers its id."""
        return self._do(lambda: disputing.warn(self._account, self._charge(payment_intent)))["id"]

    def release(self, order: str | list[str] | None = None) -> None:
        """Lets held webhooks go: as they came, "reverse", or the listed types or ids in the listed order."""
        self._deliveries.release_held(order)

    def resend(self, event_id: str) -> None:
        self._deliveries.resend(self._account.find("event", event_id))

    def wait(self, timeout: float = 10) -> None:
        """Until every webhook has been delivered or given up. Raises TimeoutError."""
        self._deliveries.settle(timeout)

    def set(self, **values) -> None:
        """By name, for HTTP: webhooks.delay=2, paying.stay=true, refunds_pending=true. Raises UnknownOrder."""
        for name, value in values.items():
            group, _dot, field = name.rpartition(".")
            holder = {"": self, "webhooks": self.webhooks, "paying": self.paying}.get(group)
            allowed = ["refunds_pending"] if holder is self else [f.name for f in fields(holder)] if holder else []
            if field not in allowed:
                raise UnknownOrder(name)
            setattr(holder, field, set(value) if field == "only" else value)

    def reset(self) -> None:
        """No more faults. Objects, events and held webhooks stay."""
        for holder in (self.webhooks, self.paying):
            for name, value in asdict(type(holder)()).items():
                setattr(holder, name, value)
        self.refunds_pending = False
        self._call_faults.clear()

    def order(self, action: str, **values):
        """What POST /_ctl asks for. Raises UnknownOrder, TypeError, ValueError or Refusal."""
        if action not in self.ORDERS:
            raise UnknownOrder(action)
        return getattr(self, action)(**values)

    def report(self) -> dict:
        """What GET /_ctl answers."""
        return {
            "webhooks": asdict(self.webhooks) | {"only": sorted(self.webhooks.only)},
            "paying": asdict(self.paying),
            "refunds_pending": self.refunds_pending,
            "calls": list(self.calls),
            "held": self.held,
            "deliveries": [asdict(attempt) for attempt in self.deliveries],
        }

    def _do(self, action):
        with self._account.turn() as events:
            done = action()
        self._deliveries.release(events)
        return done

    def _session(self, name: str) -> dict:
        return self._account.find("checkout.session", name)

    def _charge(self, payment_intent: str) -> dict:
        intent = self._account.find("payment_intent", payment_intent)
        return self._account.find("charge", intent["latest_charge"] or "")
