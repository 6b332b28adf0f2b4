"""The hosted payment page: what the shopper sees instead of Stripe's."""

from html import escape

from marketplace.fake_services import paper
from marketplace.fake_services.cards import CARDS
from marketplace.fake_services.wording import VI, language, words

FIRST_CARD = CARDS["4242424242424242"].spaced


def success_address(session: dict) -> str:
    return session["success_url"].replace("{CHECKOUT_SESSION_ID}", session["id"])


def payment(session: dict, items: list[dict], wrong: str = "", card: str = FIRST_CARD) -> bytes:
    """The form. `wrong` is a key of the words. `card` is a test card: nothing else that was typed is shown again."""
    say = words(session)
    total = paper.dong(session["amount_total"])
    field = (
        f'<label for="card">{say["number"]}</label>'
        f'<input id="card" name="card" value="{escape(card)}" inputmode="numeric" autocomplete="off" required>'
    )
    back = paper.link(session["cancel_url"], say["back"], "button quiet") if session["cancel_url"] else ""
    body = (
        _lines(items, say["total"], total)
        + paper.message(say.get(wrong, ""), "wrong")
        + f'<form method="post" action="/pay/{session["id"]}">{field}'
        + paper.button(f"{say['pay']} {total}")
        + f"{back}<details><summary>{say['cards']}</summary><p>{say['no_real_card']}</p>"
        + f"<ul>{_cards(language(session))}</ul></details></form>"
    )
    return _sheet(session, "pay_title", body)


def three_d_secure(session: dict) -> bytes:
    say = words(session)
    body = (
        f"<p>{say['total']}: <strong>{paper.dong(session['amount_total'])}</strong></p>"
        f'<form method="post" action="/pay/{session["id"]}/3ds">'
        + paper.button(say["allow"], name="answer", value="allow")
        + paper.button(say["refuse"], name="answer", value="refuse", css="quiet")
        + "</form>"
    )
    return _sheet(session, "3ds_title", body)


def over(session: dict) -> bytes:
    """For a session that is complete or expired."""
    say = words(session)
    if session["status"] == "complete":
        body = paper.message(say["paid"], "good") + paper.link(success_address(session), say["to_shop"])
        return _sheet(session, "paid_title", body)
    body = paper.message(say["expired"], "wrong") + paper.link(
        session["cancel_url"] or session["success_url"], say["to_shop"]
    )
    return _sheet(session, "expired_title", body)


def unknown() -> bytes:
    return paper.sheet(language="vi", title=VI["unknown"], notice=VI["notice"], body="")


def _sheet(session: dict, title: str, body: str) -> bytes:
    say = words(session)
    return paper.sheet(language=language(session), title=say[title], notice=say["notice"], body=body)


def _lines(items: list[dict], word: str, total: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(item["description"])}</th><td>{paper.dong(item["amount_total"])}</td></tr>'
        for item in items
    )
    foot = f'<tfoot><tr><th scope="row">{word}</th><td>{total}</td></tr></tfoot>'
    return f"<table><tbody>{rows}</tbody>{foot}</table>"


def _cards(tongue: str) -> str:
    buttons = (
        paper.button(f"{card.spaced}: {getattr(card, tongue)}", name="test_card", value=card.number, css="quiet")
        for card in CARDS.values()
    )
    return "".join(f"<li>{button}</li>" for button in buttons)
