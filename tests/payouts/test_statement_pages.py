"""What a farmer reads: the money page and the statements, as pages and papers, for nobody else."""

import io
from datetime import timedelta

import pypdf
import pytest
from django.test import override_settings
from django.utils import timezone

from marketplace.accounts.models import User
from marketplace.legal.parameters import parameter
from marketplace.notify.models import Message
from marketplace.payouts.holding import hold
from marketplace.payouts.links import is_key, key_of, path_of
from marketplace.payouts.models import Payout
from marketplace.payouts.pages import page_of_month, page_of_payout
from marketplace.payouts.statement import NotTied, statement_of_payout
from sellers.access import sellers_of
from tests import stall
from tests.payments import till
from tests.planted import planted

from .conftest import SETTINGS
from .paying import NET, answered, charged, comes_back, drafted, earned, exported, seller_with_account, sold

pytestmark = pytest.mark.django_db
MONEY = "/selling/money/"
NBSP = "\u00a0"


def owner_of(maker, name="Bà Mẫu"):
    person = till.staff(name=name)
    User.objects.filter(pk=person.pk).update(is_staff=False)
    maker.partner.users.add(person)
    return User.objects.get(pk=person.pk)


def paid_seller(name="Hộ bà Mẫu", **more):
    maker = seller_with_account(name, **more)
    earned(maker, price=160_000, quantity=2, title="Mật ong hoa tràm")
    answered(exported())
    return maker, Payout.objects.get(seller=maker)


@pytest.fixture(scope="module")
def _paid_one(django_db_setup, django_db_blocker):
    with override_settings(**SETTINGS), planted(django_db_blocker, paid_seller) as copied:
        yield copied


@pytest.fixture
def paid_one(_paid_one, db):
    """What `paid_seller` makes."""
    return _paid_one()


def month_now() -> str:
    return f"{timezone.localdate():%Y-%m}"


def text_of(response) -> str:
    return response.content.decode().replace(NBSP, " ")


def test_a_seller_sees_in_one_sentence_what_comes_and_when(client):
    maker = seller_with_account()
    earned(maker)
    waiting = sold(maker, price=50_000)
    client.force_login(owner_of(maker))

    page = text_of(client.get(MONEY))

    assert "93.000 ₫" in page and "46.500 ₫" in page
    assert waiting.number in page
    assert f"{timezone.localtime(waiting.return_until):%H:%M %d/%m}" in page
    assert "0123456789" not in page


def test_holds_and_debts_are_said_in_words(client):
    maker = seller_with_account()
    charged(maker, 30_000)
    hold(seller=maker, reason="Chờ bổ sung giấy tờ")
    client.force_login(owner_of(maker))

    page = text_of(client.get(MONEY))

    assert "Chờ bổ sung giấy tờ" in page and "30.000 ₫" in page


def test_a_statement_shows_what_was_sold_what_was_taken_off_and_where_it_went(client, paid_one):
    maker, payout = paid_one
    client.force_login(owner_of(maker))

    page = text_of(client.get(f"{MONEY}{payout.pk}/"))

    for text in (
        "2 × Mật ong hoa tràm",
        "320.000 ₫",
        "-16.000 ₫",
        "-1.600 ₫",
        "-3.200 ₫",
        "297.600 ₫",
        "6789",
        "Agribank",
    ):
        assert text in page
    assert "0123456789" not in page


def test_i7_the_sums_of_a_statement_are_the_amount_of_its_line(paid_one):
    maker, payout = paid_one

    page = page_of_payout(payout)

    assert sum(row.amount for row in page.sums) == payout.amount == payout.lines.get().amount == 297_600
    assert [row.amount for row in page.ties] == [297_600]
    for row in page.parcels:
        assert sum(one.amount for one in [*row.goods, *row.taken_off]) == row.net.amount


def test_i7_a_statement_that_does_not_add_up_is_shown_to_nobody(paid_one):
    _maker, payout = paid_one
    payout.amount += 1

    with pytest.raises(NotTied):
        statement_of_payout(payout)


def test_goods_that_came_back_later_stand_in_the_next_statement(paid_one):
    maker, payout = paid_one
    comes_back(payout.seller.sale_entries.first().parcel)
    charged(maker, 20_000)
    earned(maker, price=500_000)

    following = drafted().lines.get().payout

    page = page_of_payout(following)
    assert following.amount == 5 * NET - 148_800 - 20_000
    assert [row.parcel.is_return for row in page.parcels] == [True, False]
    assert [row.amount for row in page.sums][:2] == [500_000, -160_000]
    assert page.sums[-1].amount == -20_000 and "Tranh chấp mẫu" in page.sums[-1].label
    assert sum(row.amount for row in page.sums) == following.amount


def test_a_month_goes_from_what_was_here_to_what_is_here(client, paid_one):
    maker, payout = paid_one
    earned(maker)
    client.force_login(owner_of(maker))

    page = page_of_month(maker, month_now())

    assert [row.amount for row in page.ties] == [0, 297_600 + NET, -297_600, 0, NET]
    assert [row.pk for row in page.payouts] == [payout.pk]
    assert client.get(f"{MONEY}{month_now()}/").status_code == 200
    assert [client.get(f"{MONEY}{month}/").status_code for month in ("2020-01", "2026-13", "abc")] == [404, 404, 404]


def test_the_paper_says_the_same_in_letters_with_their_marks(client):
    maker, payout = paid_seller("Hộ bà Nguyễn Thị Mẫu")
    client.force_login(owner_of(maker))

    for address in (f"{MONEY}{payout.pk}/statement.pdf", f"{MONEY}{month_now()}/statement.pdf"):
        response = client.get(address)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(response.content)).pages)
        text = text.replace(NBSP, " ")

        assert response["Content-Type"] == "application/pdf"
        for words in ("Hộ bà Nguyễn Thị Mẫu", "Mật ong hoa tràm", "297.600 ₫", "-16.000 ₫", "Sàn mẫu"):
            assert words in text
        assert "0123456789" not in text


def test_a_planned_payout_is_not_shown_before_it_left(client):
    maker = seller_with_account()
    earned(maker)
    payout = drafted().lines.get().payout
    client.force_login(owner_of(maker))

    assert client.get(f"{MONEY}{payout.pk}/").status_code == 404


@pytest.mark.parametrize("ending", ["{pk}/", "{pk}/statement.pdf", "{month}/?seller={slug}", "?seller={slug}"])
def test_i26_another_sellers_money_is_not_there(client, ending, paid_one):
    maker, payout = paid_one
    other = seller_with_account("Hộ khác")
    address = MONEY + ending.format(pk=payout.pk, month=month_now(), slug=maker.slug)
    client.force_login(owner_of(maker))
    assert client.get(address).status_code == 200

    client.force_login(owner_of(other, "Ông Khác"))

    assert client.get(address).status_code == 404


def test_who_sells_nothing_finds_nothing_and_staff_have_no_door_here(client, paid_one):
    _maker, payout = paid_one
    client.force_login(till.staff())

    assert [client.get(MONEY + end).status_code for end in ("", f"{payout.pk}/")] == [404, 404]


def test_signed_out_leads_to_signing_in(client, paid_one):
    _maker, payout = paid_one

    for end in ("", f"{payout.pk}/", f"{payout.pk}/statement.pdf", f"{month_now()}/"):
        response = client.get(MONEY + end)
        assert (response.status_code, response.url.split("?")[0]) == (302, "/account/login/")


def test_the_link_of_a_message_opens_the_statement_and_nothing_else(client, paid_one):
    _maker, payout = paid_one
    body = Message.objects.get(template="payout_paid", channel="sms").body
    address = body[body.index(MONEY) :].split()[0]

    page = text_of(client.get(address))

    assert "297.600 ₫" in page and "0123456789" not in page
    assert client.get(address.replace("/?", "/statement.pdf?")).status_code == 200
    assert client.get(MONEY + address[address.index("?") :]).status_code == 302


def test_a_forged_a_foreign_and_an_outdated_link_open_nothing(client, paid_one):
    _first, payout = paid_one
    _second, other = paid_seller("Hộ hai")
    today = timezone.localdate()
    good = key_of(payout.pk, today)
    forged = good[:-1] + ("A" if good[-1] != "A" else "B")
    longer = f"{today.toordinal() + 90:x}.{good.partition('.')[2]}"
    keys = [
        forged,
        longer,
        key_of(other.pk, today),
        key_of(payout.pk, today - timedelta(days=1)),
        "",
        ".",
        "zz.é",
        "9" * 99,
    ]

    assert client.get(f"{MONEY}{payout.pk}/", {"k": good}).status_code == 200
    for key in keys:
        assert client.get(f"{MONEY}{payout.pk}/", {"k": key}).status_code == 302, key


def test_a_link_ends_after_the_days_of_the_parameter(paid_one):
    _maker, payout = paid_one
    key = path_of(payout).split("k=")[1]
    last = timezone.localdate() + timedelta(days=parameter("payouts.statement_link_days", timezone.localdate()))

    assert is_key(payout.pk, key, today=last)
    assert not is_key(payout.pk, key, today=last + timedelta(days=1))


def test_nobody_keeps_or_finds_these_pages(client, paid_one):
    maker, payout = paid_one
    client.force_login(owner_of(maker))

    response = client.get(f"{MONEY}{payout.pk}/")

    assert "no-store" in response["Cache-Control"] and response["X-Robots-Tag"] == "noindex, nofollow"


def test_a_person_of_two_sellers_chooses(client):
    maker, _payout = paid_seller("Hộ A")
    second = stall.seller("Hộ B")
    owner = owner_of(maker)
    second.partner.users.add(owner)
    client.force_login(owner)

    assert list(sellers_of(owner)) == [maker, second]
    assert f"?seller={second.slug}" in text_of(client.get(MONEY))
    assert "297.600" not in text_of(client.get(MONEY, {"seller": second.slug}))


def test_a_page_costs_the_same_however_much_was_sold(client, django_assert_max_num_queries, paid_one):
    maker, _payout = paid_one
    for n in range(3):
        earned(maker, title=f"Món {n}")
        sold(maker, title=f"Hàng {n}")
    answered(exported())
    client.force_login(owner_of(maker))
    client.get(MONEY)

    last = Payout.objects.filter(seller=maker).first()
    for address, most in ((MONEY, 24), (f"{MONEY}{last.pk}/", 18), (f"{MONEY}{month_now()}/", 20)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200
