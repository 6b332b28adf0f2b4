"""Stripe's published test cards, as far as the pretended Stripe knows them, and what each of them does."""

import re
from dataclasses import dataclass

from marketplace.fake_services.refusals import Refusal


@dataclass(frozen=True)
class Card:
    """`decline` is the decline code. `then` is what happens by itself after the payment."""

    number: str
    vi: str
    en: str
    decline: str = ""
    asks_3ds: bool = False
    risk: str = "normal"
    then: str = ""

    @property
    def last4(self) -> str:
        return self.number[-4:]

    @property
    def spaced(self) -> str:
        return " ".join(re.findall("....", self.number))


CARDS = {
    card.number: card
    for card in (
        Card("4242424242424242", "trả được", "pays"),
        Card("4000002500003155", "hỏi xác nhận 3-D Secure", "asks for 3-D Secure", asks_3ds=True),
        Card("4000000000000002", "bị từ chối", "is declined", decline="generic_decline"),
        Card("4000000000009995", "không đủ tiền", "has insufficient funds", decline="insufficient_funds"),
        Card("4000000000000259", "trả được, sau đó khiếu nại", "pays, then is disputed", then="dispute"),
        Card("4000000000005126", "trả được, hoàn tiền sẽ hỏng", "pays, a refund fails later", then="refund_fails"),
        Card("4000000000004954", "rủi ro cao nhất", "pays with the highest risk", risk="highest"),
        Card("4000000000009235", "rủi ro tăng", "pays with elevated risk", risk="elevated"),
        Card("4100000000000019", "luôn bị chặn", "is always blocked", decline="fraudulent", risk="highest"),
    )
}
MESSAGES = {
    "insufficient_funds": "Your card has insufficient funds.",
    "incorrect_number": "Your card number is incorrect.",
}


def declined(code: str) -> dict:
    """The payment error for a decline code."""
    wrong_number = code == "incorrect_number"
    return {
        "type": "card_error",
        "code": code if wrong_number else "card_declined",
        "decline_code": None if wrong_number else code,
        "message": MESSAGES.get(code, "Your card was declined."),
    }


class NotATestCard(Refusal):
    """Only the published test numbers are taken: nobody shall type a real card here."""


def card(number: str) -> Card:
    """Raises NotATestCard."""
    digits = re.sub(r"\D", "", number)
    if digits not in CARDS:
        raise NotATestCard("This page takes only the test cards it lists.", code="incorrect_number")
    return CARDS[digits]
