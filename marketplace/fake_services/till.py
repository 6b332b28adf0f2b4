"""Answers the shopper's browser at the hosted payment page."""

from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from marketplace.fake_services import cards, pages, paying
from marketplace.fake_services.account import Account
from marketplace.fake_services.faults import PayingFaults
from marketplace.fake_services.refusals import Missing


@dataclass
class Page:
    """`events`: to be sent after it."""

    body: bytes = b""
    status: int = 200
    location: str = ""
    events: list[dict] = field(default_factory=list)


class Till:
    def __init__(self, account: Account, faults: PayingFaults):
        self.account, self.faults = account, faults
        self._cards_waiting: dict[str, cards.Card] = {}  # for the bank's question, by session

    def answer(self, method: str, path: str, form: str) -> Page:
        """`path` is /pay/<session> or /pay/<session>/3ds."""
        name, _slash, step = path.removeprefix("/pay/").partition("/")
        with self.account.turn() as events:
            try:
                session = self.account.find("checkout.session", name)
            except Missing:
                return Page(pages.unknown(), 404, events=events)
            page = self._step(session, step, method, dict(parse_qsl(form)))
        page.events = events
        return page

    def _step(self, session: dict, step: str, method: str, form: dict[str, str]) -> Page:
        if session["status"] != "open":
            return Page(pages.over(session)) if method == "GET" else self._leave(session)
        if step == "3ds":
            return self._three_d_secure(session, method, form)
        return self._pay(session, form) if method == "POST" else self._form(session)

    def _form(self, session: dict, wrong: str = "", card: str = pages.FIRST_CARD) -> Page:
        items = self.account.asked[session["id"]]["items"]
        return Page(pages.payment(session, items, wrong, card))

    def _pay(self, session: dict, form: dict[str, str]) -> Page:
        try:
            card = cards.card(form.get("test_card") or form.get("card", ""))
        except cards.NotATestCard:
            return self._form(session, "not_a_test_card")
        result = paying.pay(self.account, session, card, self.faults)
        if result == paying.ASKED_3DS:
            self._cards_waiting[session["id"]] = card
            return Page(status=303, location=f"/pay/{session['id']}/3ds")
        if result == paying.DECLINED:
            wrong = card.decline if card.decline == "insufficient_funds" else "declined"
            return self._form(session, wrong, card.spaced)
        return self._leave(session)

    def _three_d_secure(self, session: dict, method: str, form: dict[str, str]) -> Page:
        card = self._cards_waiting.get(session["id"])
        if card is None:
            return Page(status=303, location=f"/pay/{session['id']}")
        if method == "GET":
            return Page(pages.three_d_secure(session))
        del self._cards_waiting[session["id"]]
        allowed = form.get("answer") == "allow"
        result = paying.answer_3ds(self.account, session, card, allowed, self.faults)
        return self._form(session, "refused") if result == paying.DECLINED else self._leave(session)

    def _leave(self, session: dict) -> Page:
        """Back to the shop, unless the shopper is to have closed the tab."""
        if session["status"] == "complete" and not self.faults.stay:
            return Page(status=303, location=pages.success_address(session))
        return Page(pages.over(session))
