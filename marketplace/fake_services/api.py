"""Answers one call of the API: the key, the parameters, the idempotency key, the ordered faults, the endpoint."""

import copy
import json
import time
from dataclasses import dataclass, field

from marketplace.fake_services import listing
from marketplace.fake_services.account import Account, new_id
from marketplace.fake_services.endpoints import Endpoint, endpoints, matching
from marketplace.fake_services.faults import CallFault, CallFaults
from marketplace.fake_services.idempotency import Keys
from marketplace.fake_services.reading import read_form
from marketplace.fake_services.refusals import BadKey, Refusal, ServerTrouble, TooManyRequests
from marketplace.fake_services.validating import clean


@dataclass
class Call:
    method: str
    path: str
    form: str  # the query of a GET, the body of a POST
    authorization: str = ""
    idempotency_key: str = ""
    id: str = field(default_factory=lambda: new_id("req"))


@dataclass
class Answer:
    """`lost`: it is never sent, the connection is closed after `wait` seconds. `events`: to be sent after it."""

    status: int
    body: dict
    headers: dict[str, str] = field(default_factory=dict)
    lost: bool = False
    wait: float = 0
    events: list[dict] = field(default_factory=list)

    def text(self) -> bytes:
        return json.dumps(self.body, indent=2, ensure_ascii=False).encode()


class Api:
    def __init__(self, account: Account, faults: CallFaults, refunds_pending):
        self.account = account
        self.faults = faults
        self.keys = Keys(account.clock)
        self.endpoints = endpoints(refunds_pending)

    def answer(self, call: Call) -> Answer:
        try:
            answer = self._answer(call)
        except Refusal as refusal:
            answer = _refused(refusal)
        answer.headers["Request-Id"] = call.id
        if call.idempotency_key:
            answer.headers["Idempotency-Key"] = call.idempotency_key
        return answer

    def _answer(self, call: Call) -> Answer:
        _check_key(call.authorization)
        endpoint, run = matching(self.endpoints, call.method, call.path)
        tree = read_form(call.form)
        fault = self.faults.take(call.method, call.path)
        if fault and fault.kind == "429":
            raise TooManyRequests("Too many requests hit the API too quickly.", code="rate_limit")
        if call.method != "POST" or not call.idempotency_key:
            return self._execute(call, run, fault, *self._checked(endpoint, tree))
        stored = self.keys.begin(call.idempotency_key, (call.method, call.path, tree))
        if stored is not None:
            return Answer(stored.status, stored.body, {**stored.headers, "Idempotent-Replayed": "true"})
        return self._execute_once(call, endpoint, run, fault, tree)

    def _execute_once(self, call: Call, endpoint: Endpoint, run, fault: CallFault | None, tree: dict) -> Answer:
        key, answer = call.idempotency_key, None
        try:
            answer = self._execute(call, run, fault, *self._checked(endpoint, tree))
        finally:
            if answer is None or (fault and fault.kind in ("timeout", "close") and not fault.after_commit):
                self.keys.forget(key)
            else:
                self.keys.finish(key, copy.deepcopy(answer))
        return answer

    def _checked(self, endpoint: Endpoint, tree: dict) -> tuple[dict, list[str]]:
        """The parameters and what to expand. Raises Refusal: nothing has been executed."""
        params = clean(tree, endpoint.shape)
        expand = params.pop("expand", [])
        listing.check_expand(expand, endpoint.kind, endpoint.is_list)
        endpoint.check(params, self.account.now())
        return params, expand

    def _execute(self, call: Call, run, fault: CallFault | None, params: dict, expand: list[str]) -> Answer:
        """From here on every answer counts as given, a refusal too."""
        if fault and fault.kind == "slow":
            time.sleep(fault.seconds)
        with self.account.turn(call.id, call.idempotency_key or None) as events:
            if fault and fault.kind != "slow" and not fault.after_commit:
                return _spoilt(Answer(200, {}, events=events), fault)
            try:
                body = listing.expanded(self.account, run(self.account, params), expand)
                answer = Answer(200, body, events=events)
            except Refusal as refusal:
                answer = _refused(refusal, events)
        return _spoilt(answer, fault)


def _refused(refusal: Refusal, events: list[dict] | None = None) -> Answer:
    return Answer(refusal.status, refusal.body(), events=events or [])


def _spoilt(answer: Answer, fault: CallFault | None) -> Answer:
    if fault is None or fault.kind == "slow":
        return answer
    if fault.kind == "500":
        trouble = ServerTrouble("An ordered fault: the server stumbled.")
        return Answer(500, trouble.body(), {"Stripe-Should-Retry": "false"}, events=answer.events)
    answer.lost = True
    answer.wait = fault.seconds if fault.kind == "timeout" else 0
    return answer


def _check_key(authorization: str) -> None:
    scheme, _blank, key = authorization.partition(" ")
    if scheme != "Bearer" or not key:
        raise BadKey("You did not provide an API key: use Authorization: Bearer YOUR_SECRET_KEY.")
    if not key.startswith(("sk_test_", "rk_test_")):
        raise BadKey(f"Invalid API Key provided: {key[:8]}***. The pretended Stripe takes only test keys.")
