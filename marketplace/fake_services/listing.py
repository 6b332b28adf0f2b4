"""Answers to questions: one object, a list by pages, and objects expanded inside objects."""

import copy
from dataclasses import dataclass

from marketplace.fake_services.account import Account
from marketplace.fake_services.refusals import Refusal

PREFIXES = {"pi": "payment_intent", "ch": "charge", "re": "refund", "txn": "balance_transaction", "du": "dispute"}
# What may be asked to come whole instead of as an id, and of which kind it is.
EXPANDABLE = {
    "checkout.session": {"payment_intent": "payment_intent", "line_items": "item"},
    "payment_intent": {"latest_charge": "charge"},
    "charge": {
        "balance_transaction": "balance_transaction",
        "payment_intent": "payment_intent",
        "failure_balance_transaction": "balance_transaction",
        "refunds": "refund",
    },
    "refund": {
        "balance_transaction": "balance_transaction",
        "charge": "charge",
        "payment_intent": "payment_intent",
        "failure_balance_transaction": "balance_transaction",
    },
    "balance_transaction": {"source": "charge"},
    "dispute": {"charge": "charge", "payment_intent": "payment_intent"},
    "radar.early_fraud_warning": {"charge": "charge", "payment_intent": "payment_intent"},
}


@dataclass(frozen=True)
class Retrieve:
    kind: str
    param: str

    def __call__(self, account: Account, params: dict, id: str) -> dict:
        return account.find(self.kind, id, self.param)


@dataclass(frozen=True)
class Listed:
    """A list, newest first. `equal`: the parameters that filter by equality."""

    kind: str
    url: str
    equal: tuple[str, ...] = ()

    def __call__(self, account: Account, params: dict) -> dict:
        wanted = {name: params[name] for name in self.equal if name in params}
        things = account.every(self.kind, **wanted)[::-1]
        things = [thing for thing in things if _in_time(thing["created"], params.get("created"))]
        if types := params.get("types"):
            things = [thing for thing in things if thing["type"] in types]
        return page(account, things, params, self.url)


def line_items(account: Account, params: dict, id: str) -> dict:
    account.find("checkout.session", id, "session")
    return page(account, account.asked[id]["items"], params, f"/v1/checkout/sessions/{id}/line_items")


def check_page(params: dict, now: int) -> None:
    """Raises Refusal: limit outside 1 to 100."""
    if not 1 <= params.get("limit", 10) <= 100:
        raise Refusal("Invalid integer: limit must be between 1 and 100", param="limit")


def page(account: Account, things: list[dict], params: dict, url: str) -> dict:
    limit = params.get("limit", 10)
    if "ending_before" in params:
        before = things[: _place(things, params["ending_before"], "ending_before")]
        return _list(before[-limit:], len(before) > limit, url)
    start = _place(things, params["starting_after"], "starting_after") + 1 if "starting_after" in params else 0
    return _list(things[start : start + limit], len(things) > start + limit, url)


def _list(things: list[dict], has_more: bool, url: str) -> dict:
    return {"object": "list", "data": things, "has_more": has_more, "url": url}


def _place(things: list[dict], name: str, param: str) -> int:
    for number, thing in enumerate(things):
        if thing["id"] == name:
            return number
    raise Refusal(f"No such object: '{name}'", code="resource_missing", param=param)


def _in_time(created: int, wanted: dict | int | None) -> bool:
    if wanted is None:
        return True
    if isinstance(wanted, int):
        return created == wanted
    return (
        created > wanted.get("gt", -1)
        and created >= wanted.get("gte", 0)
        and created < wanted.get("lt", created + 1)
        and created <= wanted.get("lte", created)
    )


def check_expand(paths: list[str], kind: str, is_list: bool) -> None:
    """Raises Refusal: no such field to expand, or deeper than four."""
    for path in paths:
        parts = path.split(".")
        of = kind
        if len(parts) > 4:
            raise Refusal("You cannot expand more than 4 levels of a property.", param="expand")
        if is_list and parts.pop(0) != "data" or not parts:
            raise Refusal(f"This property cannot be expanded ({path}); of a list, expand data.…", param="expand")
        for part in parts:
            if part not in EXPANDABLE.get(of, {}):
                raise Refusal(f"This property cannot be expanded ({part}).", param="expand")
            of = EXPANDABLE[of][part]


def expanded(account: Account, thing: dict, paths: list[str]) -> dict:
    """A copy of `thing` with the named ids replaced by their objects."""
    thing = copy.deepcopy(thing)
    for path in paths:
        _expand(account, thing, path.split("."))
    return thing


def _expand(account: Account, thing: dict, parts: list[str]) -> None:
    head, *rest = parts
    value = _whole(account, thing, head)
    thing[head] = value
    if rest:
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, dict):
                _expand(account, inner, rest)


def _whole(account: Account, thing: dict, field: str):
    value = thing.get(field)
    if isinstance(value, str):
        return copy.deepcopy(account.find(PREFIXES[value.split("_")[0]], value))
    if field == "line_items":
        return _list(copy.deepcopy(account.asked[thing["id"]]["items"]), False, "")
    if field == "refunds":
        return _list(copy.deepcopy(account.every("refund", charge=thing["id"])[::-1]), False, "")
    return value
