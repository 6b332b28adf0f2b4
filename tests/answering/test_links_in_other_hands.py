"""The link in other hands: forwarded, forged, guessed. Who did not answer is not shown the buyer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from marketplace.fulfilment.answer_links import Recipient, key_of
from marketplace.payments.parcel_life.stepping import accept

from .asked import ordered, question_of
from .test_links import HOUSE, NAME, PHONE, link, read, state

pytestmark = pytest.mark.django_db


def test_the_buyer_is_shown_to_the_browser_that_said_yes_and_to_no_other():
    parcel, client = ordered(), Client()
    before = read(link(parcel), client)

    client.post(link(parcel))

    after, forwarded = read(link(parcel), client), read(link(parcel))
    for secret in (PHONE, HOUSE, NAME):
        assert (secret in before, secret in after, secret in forwarded) == (False, True, False), secret
    assert "N. V. Mẫu" in before
    assert "Xã Khánh Hòa" in before


@pytest.mark.parametrize("rest", ["", "less/"])
def test_who_repeats_the_yes_of_somebody_else_is_not_shown_the_buyer(rest):
    parcel, owner, stranger = ordered(), Client(), Client()
    everything = {f"line-{content.pk}": content.quantity for content in parcel.lines.all()}
    owner.post(link(parcel))

    for url in (link(parcel), link(parcel) + rest):
        stranger.post(url, everything)
    owner.post(link(parcel))

    theirs, own = read(link(parcel), stranger), read(link(parcel), owner)
    for secret in (PHONE, HOUSE, NAME):
        assert (secret in theirs, secret in own) == (False, True), secret


def test_a_yes_after_the_desks_is_not_that_of_the_link():
    parcel, stranger = ordered(), Client()
    accept(parcel=parcel, by="Bàn điều phối")

    stranger.post(link(parcel))

    assert question_of(parcel).answered_by != "Hộ Mẫu"
    assert PHONE not in read(link(parcel), stranger)


@pytest.mark.parametrize("how", ["letter", "parcel", "recipient", "later", "nothing", "long", "huge", "words", "sign"])
def test_a_forged_link_is_not_known(how):
    parcel, other = ordered(), ordered()
    key = key_of(parcel, Recipient.SELLER, until=timezone.now() + timedelta(hours=96))
    one, two, digest = key.split("-", 2)
    forged = {
        "letter": f"{one}-{two}-{'A' if digest[0] != 'A' else 'B'}{digest[1:]}",
        "parcel": key_of(other, Recipient.SELLER, until=timezone.now()).split("-", 1)[0] + f"-{two}-{digest}",
        "recipient": f"{one}-d{two[1:]}-{digest}",
        "later": f"{one}-{two[0]}{int(two[1:], 36) + 1:x}-{digest}",
        "nothing": f"{one}-{two}-",
        "long": f"{key}{'A' * 300}",
        "huge": f"{'z' * 12}-{two}-{digest}",
        "words": "xin-chao",
        "sign": f"-{one}-{two}-{digest}",
    }[how]

    for url in (f"/en/selling/answer/{forged}/", f"/en/selling/answer/{forged}/less/"):
        assert Client().get(url).status_code == 404
        assert Client().post(url).status_code == 404
    assert state(parcel) == state(other) == "new"


def test_who_guesses_is_slowed_down():
    client = Client(REMOTE_ADDR="198.51.100.7")

    answers = [client.get(f"/en/selling/answer/1-s1-{nth:016d}/").status_code for nth in range(21)]

    assert answers[:20] == [404] * 20
    assert answers[20] == 429
    assert Client(REMOTE_ADDR="198.51.100.8").get("/en/selling/answer/1-s1-x/").status_code == 404


def test_whoever_has_a_true_link_answers_beside_others_who_guess():
    parcel, client = ordered(), Client(REMOTE_ADDR="198.51.100.7")
    for nth in range(21):
        client.get(f"/en/selling/answer/1-s1-{nth:016d}/")

    answers = [client.get(link(parcel)).status_code, client.post(link(parcel)).status_code]

    assert answers == [200, 302]
    assert state(parcel) == "accepted"
