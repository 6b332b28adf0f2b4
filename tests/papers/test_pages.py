"""The pages of the papers as a seller uses them: by phone, with scripts off."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from marketplace.notify.models import Message
from marketplace.payouts.models import SellerBankAccount
from marketplace.selling.papers.day_field import read_day
from sellers.models import SellerChange, State
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.models import Submission
from sellers.papers.sending import send
from tests import stall

from .conftest import helper_of, picture
from .test_checklist import submit


@pytest.fixture
def signed_in(client, owner):
    client.force_login(owner)
    return client


def at(name, shop, *more) -> str:
    return reverse(f"selling:{name}", args=[shop.slug, *more])


def text(answer) -> str:
    return answer.content.decode()


# --- The checklist -------------------------------------------------------------------------------
def test_what_is_missing_comes_first_with_a_button_each(signed_in, shop, requirements):
    submit(shop, requirements["tax_code"])
    submit(shop, requirements["business_registration"], state="sent_back", reason="Ảnh mờ.\nChụp lại.")

    page = text(signed_in.get(at("papers", shop)))

    assert page.index("Business registration") < page.index("With the market's office") < page.index("Tax code")
    assert "Ảnh mờ.<br>Chụp lại." in page
    assert page.count('class="button wide" href="') == 5  # product, identity, registration, account, pick-up
    assert "Ask to open" not in page
    assert "1 of 5 done" in page


def test_asking_to_open_and_what_happens_next(signed_in, shop, owner):
    from tests.opening.test_opening import provide

    stall.product(by=shop)
    provide(shop, owner, state="sent")
    assert "Ask to open" in text(signed_in.get(at("papers", shop)))

    answer = signed_in.post(at("ask_to_open", shop), follow=True)

    request = OpeningRequest.objects.get()
    assert f"answers by {request.due_on:%d/%m/%Y} at the latest" in text(answer)
    assert "You have asked to open" in text(answer)
    assert "Ask to open" not in text(answer)


def test_asking_too_early_tells_what_is_missing(signed_in, shop):
    answer = signed_in.post(at("ask_to_open", shop), follow=True)

    assert "Tax code: not there yet" in text(answer)
    assert not OpeningRequest.objects.exists()


def test_a_stopped_shop_reads_why_mends_its_papers_and_does_not_ask(signed_in, shop, settings, requirements):
    settings.OPERATOR = {"phone": "02963123456"}
    shop.state = State.SUSPENDED
    shop.save()
    Suspension.objects.create(
        seller=shop, kind="order", ground="authority", reason="Lệnh dừng bán.", authority="Công an tỉnh",
        document_no="9/QĐ", effective_at=timezone.now(), took_effect_at=timezone.now(),
    )  # fmt: skip

    page = text(signed_in.get(at("papers", shop)))
    sent = signed_in.post(at("paper", shop, "tax_code"), {"number": "1601234567"})

    for words in ("Your shop has been stopped", "Lệnh dừng bán.", "Công an tỉnh", "9/QĐ", "02963123456"):
        assert words in page
    assert sent.status_code == 302
    assert signed_in.post(at("ask_to_open", shop)).status_code == 403


def test_the_page_costs_the_same_for_one_product_and_for_ten(signed_in, shop, django_assert_max_num_queries):
    for number in range(10):
        stall.product(f"Món {number}", by=shop)

    with django_assert_max_num_queries(24):
        assert signed_in.get(at("papers", shop)).status_code == 200


def test_strangers_find_nothing_and_helpers_only_with_papers(client, shop, requirements, acting):
    stall.product(by=shop)
    waiting = send(acting=acting, requirement=requirements["tax_code"], number="1601234567")
    addresses = [
        at("papers", shop), at("identity", shop), at("bank_account", shop), at("bank_account_code", shop),
        at("pickup", shop), at("paper", shop, "tax_code"),
    ]  # fmt: skip

    for address in addresses:
        assert client.get(address).status_code == 302  # to the door
    client.force_login(helper_of(stall.seller("Hộ khác"), "papers", email="a@example.vn"))
    for address in addresses:
        assert client.get(address).status_code == 404
    assert client.post(at("take_back_paper", shop, waiting.pk)).status_code == 404
    client.force_login(helper_of(shop, "orders", "money", email="b@example.vn"))
    for address in addresses:
        assert client.get(address).status_code == 403
    client.force_login(helper_of(shop, "papers", email="c@example.vn"))
    assert [client.get(address).status_code for address in addresses] == [200, 403, 403, 403, 200, 200]


def test_another_sellers_paper_and_product_are_not_found(signed_in, shop, requirements):
    other = stall.seller("Hộ khác", state=State.PREPARING)
    theirs = submit(other, requirements["tax_code"])
    product = stall.product(by=other)

    assert signed_in.post(at("take_back_paper", shop, theirs.pk)).status_code == 404
    assert signed_in.get(at("paper_of_product", shop, "self_declaration", product.pk)).status_code == 404
    assert signed_in.get(at("paper", shop, "alcohol_licence")).status_code == 404
    assert signed_in.get(at("paper", shop, "identity")).status_code == 404
    theirs.refresh_from_db()
    assert theirs.state == "sent"


# --- One paper -----------------------------------------------------------------------------------
def test_a_paper_is_sent_and_the_answer_promised(signed_in, shop):
    answer = signed_in.post(
        at("paper", shop, "business_registration"), {"camera": picture(), "number": "51A8001234"}, follow=True
    )

    sent = Submission.objects.get()
    assert (sent.state, sent.number, sent.files.count()) == ("sent", "51A8001234", 1)
    assert f"answers by {sent.due_on:%d/%m/%Y} at the latest" in text(answer)


def kept_in(answer) -> list[str]:
    return [page.token for page in answer.context["kept"]]


def test_a_picture_survives_a_mistake_elsewhere(signed_in, shop):
    address = at("paper", shop, "business_registration")

    wrong = signed_in.post(address, {"camera": picture(), "number": "hộ ông Năm", "note": "Giấy mới"})
    right = signed_in.post(address, {"kept": kept_in(wrong), "number": "51A8001234"})

    assert wrong.status_code == 422
    assert "Type the number as it stands on the paper" in text(wrong)
    assert "hộ ông Năm" in text(wrong)
    assert right.status_code == 302
    assert Submission.objects.get().files.count() == 1


def test_pages_are_added_one_by_one_without_scripts(signed_in, shop):
    address = at("paper", shop, "business_registration")

    first = signed_in.post(address, {"camera": picture(400, 400), "more": "1"})
    second = signed_in.post(address, {"kept": kept_in(first), "camera": picture(500, 500), "more": "1"})
    signed_in.post(address, {"kept": kept_in(second), "camera": picture(600, 600), "number": "51A8001234"})

    assert (first.status_code, len(kept_in(first)), len(kept_in(second))) == (200, 1, 2)
    assert Submission.objects.get().files.count() == 3


def test_the_kept_page_of_another_seller_is_not_taken(signed_in, client, shop, owner):
    other = stall.seller("Hộ khác", state=State.PREPARING)
    other.partner.users.add(owner)
    first = signed_in.post(at("paper", other, "business_registration"), {"camera": picture(), "more": "1"})

    answer = signed_in.post(
        at("paper", shop, "business_registration"), {"kept": kept_in(first), "number": "51A8001234"}
    )

    assert answer.status_code == 422
    assert "Photograph the paper, or choose a picture or a PDF." in text(answer)


def test_kept_pages_go_after_two_days(signed_in, shop, monkeypatch):
    from sellers.papers import keeping

    first = signed_in.post(at("paper", shop, "business_registration"), {"camera": picture(), "more": "1"})
    assert len(keeping.take(shop, kept_in(first))) == 1
    monkeypatch.setattr(keeping.timezone, "localdate", lambda *_: date.today() + timedelta(days=2))

    assert keeping.clear_old() >= 1
    assert keeping.take(shop, kept_in(first)) == []


def test_what_came_back_is_mended_from_what_was_typed(signed_in, shop, requirements):
    submit(shop, requirements["business_registration"], state="sent_back", reason="Ảnh mờ.", number="51A8001234")

    page = text(signed_in.get(at("paper", shop, "business_registration")))

    assert "Ảnh mờ." in page
    assert 'value="51A8001234"' in page


def test_days_are_read_as_people_write_them(signed_in, shop):
    stall.product(by=shop)
    address = at("paper", shop, "food_safety")

    wrong = signed_in.post(address, {"camera": picture(), "issued_on": "31/2/2026"})
    right = signed_in.post(address, {"kept": kept_in(wrong), "issued_on": "5-3-26"})

    assert "Write the day like 05/03/2026." in text(wrong)
    assert 'value="31/2/2026"' in text(wrong)
    assert right.status_code == 302
    assert Submission.objects.get().valid_until == date(2029, 3, 5)


@pytest.mark.parametrize(
    "written", ["5/3/2026", "05/03/26", "5.3.2026", "05 03 2026", "05032026", "2026-03-05", " 5 / 3 / 2026 "]
)
def test_one_day_in_many_writings(written):
    assert read_day(written) == date(2026, 3, 5)


@pytest.mark.parametrize("written", ["", "31/2/2026", "3/2026", "5/3/226", "mồng 5", "13/13/2026"])
def test_what_is_no_day(written):
    with pytest.raises(ValueError):
        read_day(written)


# --- Pick-up and bank account --------------------------------------------------------------------
def test_place_and_days_of_pick_up(signed_in, shop):
    wrong = signed_in.post(at("pickup", shop), {"place": "qua chợ"})
    signed_in.post(at("pickup", shop), {"place": "  qua   chợ ", "days": ["1", "16"]})

    shop.refresh_from_db()
    assert (wrong.status_code, shop.pickup_note, shop.pickup_days) == (422, "qua chợ", 17)
    assert SellerChange.objects.get().action == "pickup_told"


ACCOUNT = {"bin": "970436", "number": "0123 456 789", "holder": "nguyen van a"}


@pytest.fixture
def phone_owner(signed_in, owner):
    owner.phone, owner.phone_verified = "+84900000009", True
    owner.save()
    return signed_in


def code_sent(phone="+84900000009") -> str:
    import re

    return re.search(
        r"\b\d{6}\b", Message.objects.filter(template="agreement_code", recipient=phone).latest("pk").body
    )[0]


def test_a_bank_account_counts_once_the_owners_phone_agreed(phone_owner, shop):
    phone_owner.post(at("bank_account", shop), ACCOUNT)
    assert not SellerBankAccount.objects.exists()

    wrong = phone_owner.post(at("bank_account_code", shop), {"code": "000000" if code_sent() != "000000" else "111111"})
    answer = phone_owner.post(at("bank_account_code", shop), {"code": code_sent()}, follow=True)

    account = SellerBankAccount.objects.get()
    assert wrong.status_code == 422
    assert (account.seller, account.bin, account.number) == (shop, "970436", "0123456789")
    assert "account ending in 6789" in text(answer)
    assert "0123456789" not in text(answer)
    assert "0123456789" not in text(phone_owner.get(at("bank_account", shop)))
    assert SellerChange.objects.get().action == "bank_account"


def test_the_code_agrees_to_the_account_it_was_sent_for_only(phone_owner, shop):
    phone_owner.post(at("bank_account", shop), ACCOUNT)
    code = code_sent()
    session = phone_owner.session
    session[f"bank_account:{shop.pk}"] |= {"number": "9999999999"}
    session.save()

    assert phone_owner.post(at("bank_account_code", shop), {"code": code}).status_code == 422
    assert not SellerBankAccount.objects.exists()


def test_without_a_proved_phone_no_account_is_taken(signed_in, shop):
    answer = signed_in.post(at("bank_account", shop), ACCOUNT)

    assert answer.status_code == 422
    assert "We send a code to your phone first" in text(answer)
    assert signed_in.get(at("bank_account_code", shop)).status_code == 302


@pytest.mark.parametrize(("field", "typed"), [("bin", "123456"), ("number", "12"), ("holder", "A1")])
def test_mistakes_in_an_account_stand_beside_the_field(phone_owner, shop, field, typed):
    answer = phone_owner.post(at("bank_account", shop), ACCOUNT | {field: typed})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
