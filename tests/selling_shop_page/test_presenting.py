"""What a seller changes about the shop page: live, noted with its author, and stopped where it must be."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from catalogue.listing.models import Listing
from catalogue.review.models import WatchedWord
from sellers import pausing, presenting
from sellers.access import Acting, OutsideScope
from sellers.goods.owning import ShopStopped
from sellers.helping.models import Helper, Scope
from sellers.models import Seller, SellerChange
from sellers.own_words import WordsStopped
from sellers.papers.models import Requirement, Submission
from tests import stall
from tests.pictures import picture_bytes

from .conftest import person, shop_of

pytestmark = pytest.mark.django_db


def helper_of(shop, scopes):
    officer = person("can-bo@example.com", "Cán bộ Mẫu")
    consent = Helper.objects.create(
        seller=shop,
        person=officer,
        relation="officer",
        scopes=scopes,
        until=timezone.localdate() + timedelta(days=30),
        asked_by=officer,
        agreed_at=timezone.now(),
    )
    return Acting(officer, shop, consent)


def changes():
    return list(SellerChange.objects.order_by("pk").values_list("action", "by__full_name", "is_helper"))


def test_words_are_live_at_once_and_noted_with_both_names_when_a_helper_wrote_them(shop):
    helper = helper_of(shop, ["shop"])

    presenting.describe(acting=helper, about="Nhà tôi gác kèo ong.", about_en="We keep bees.")

    stored = Seller.objects.get(pk=shop.pk)
    assert (stored.about, stored.about_en) == ("Nhà tôi gác kèo ong.", "We keep bees.")
    assert changes() == [("shop_words", "Cán bộ Mẫu", True)]


def test_the_same_words_again_note_nothing(acting):
    presenting.describe(acting=acting, about="Nhà tôi gác kèo ong.")
    presenting.describe(acting=acting, about="Nhà tôi gác kèo ong.")

    assert changes() == [("shop_words", "Chủ Mẫu", False)]


def test_a_claim_of_healing_is_stopped_and_nothing_is_stored(acting, shop):
    WatchedWord.objects.update_or_create(
        words="chữa bệnh", defaults={"kind": "health_claim", "advice": "Nói mùi vị.", "is_active": True}
    )

    with pytest.raises(WordsStopped) as stopped:
        presenting.describe(acting=acting, about="Mật ong CHỮA BỆNH dạ dày")

    assert [one.field for one in stopped.value.findings] == ["about"]
    assert Seller.objects.get(pk=shop.pk).about == ""
    assert changes() == []


def test_a_superlative_is_pointed_out_and_stored(acting, shop):
    WatchedWord.objects.update_or_create(
        words="ngon nhất", defaults={"kind": "superlative", "advice": "Cần giấy chứng minh.", "is_active": True}
    )

    found = presenting.describe(acting=acting, about="Mật ong ngon nhất vùng")

    assert [(one.field, one.kind) for one in found] == [("about", "superlative")]
    assert Seller.objects.get(pk=shop.pk).about == "Mật ong ngon nhất vùng"


def test_stars_may_be_told_of_only_while_a_product_of_the_shop_has_the_paper(acting, shop):
    goods = stall.product(by=shop)
    with pytest.raises(WordsStopped):
        presenting.describe(acting=acting, about="Nhà tôi có OCOP 4 sao.")
    stall.certificate(goods, stars=4)

    presenting.describe(acting=acting, about="Nhà tôi có OCOP 4 sao.")
    with pytest.raises(WordsStopped):
        presenting.describe(acting=acting, about="Nhà tôi có OCOP 5 sao.")

    assert Seller.objects.get(pk=shop.pk).about == "Nhà tôi có OCOP 4 sao."


def test_a_picture_is_turned_upright_made_smaller_and_loses_what_the_camera_wrote(
    acting, shop, django_capture_on_commit_callbacks
):
    exif = Image.Exif()
    exif[0x0112] = 6  # lying on its side
    exif[0x010F] = "Máy ảnh của bác Năm"
    sent = SimpleUploadedFile("IMG.jpg", picture_bytes(size=(2400, 1200), exif=exif), content_type="image/jpeg")

    with django_capture_on_commit_callbacks(execute=True):
        presenting.change_picture(acting=acting, file=sent)

    shop.refresh_from_db()
    with Image.open(BytesIO(shop.picture.read())) as kept:
        assert kept.size == (1000, 2000)
        assert len(kept.getexif()) == 0
    assert shop.picture.storage.exists(f"{shop.picture.name}.640.jpg")


def test_another_picture_takes_the_first_one_off_the_disk(acting, shop, django_capture_on_commit_callbacks):
    for colour in ((200, 10, 10), (10, 10, 200)):
        with django_capture_on_commit_callbacks(execute=True):
            file = SimpleUploadedFile("a.jpg", picture_bytes(colour=colour), content_type="image/jpeg")
            first = shop.picture.name
            presenting.change_picture(acting=acting, file=file)

    assert first and first != Seller.objects.get(pk=shop.pk).picture.name
    assert not shop.picture.storage.exists(first)
    assert not shop.picture.storage.exists(f"{first}.320.avif")


def test_what_is_no_picture_is_refused(acting, shop):
    file = SimpleUploadedFile("a.jpg", b"<svg onload=alert(1)>", content_type="image/jpeg")

    with pytest.raises(ValidationError):
        presenting.change_picture(acting=acting, file=file)

    assert not Seller.objects.get(pk=shop.pk).picture


def test_the_name_is_settled_by_the_first_accepted_paper(owner):
    shop = shop_of(owner, state="preparing")
    acting = Acting(owner, shop)
    requirement = Requirement.objects.create(code="giay-mau", name="Giấy mẫu")
    presenting.rename(acting=acting, name="Vườn Mẫu", kind="household")
    Submission.objects.create(seller=shop, requirement=requirement, state="accepted", due_on=timezone.localdate())

    with pytest.raises(presenting.NameIsSettled):
        presenting.rename(acting=acting, name="Vườn Khác", kind="company")

    stored = Seller.objects.get(pk=shop.pk)
    assert (stored.name, stored.slug) == ("Vườn Mẫu", shop.slug)
    assert "vuon mau" in stored.search_text


def test_a_shop_that_was_open_keeps_its_name(acting, shop):
    Seller.objects.filter(pk=shop.pk).update(opened_at=timezone.now())
    shop.refresh_from_db()

    with pytest.raises(presenting.NameIsSettled):
        presenting.rename(acting=acting, name="Khác", kind="household")


@pytest.mark.parametrize("scopes", [["shop"], ["orders"], list(Scope.values)])
def test_no_helper_names_a_deputy_who_would_read_the_orders_after_the_help_ended(shop, scopes):
    with pytest.raises(OutsideScope):
        presenting.name_deputy(acting=helper_of(shop, scopes), name="Bạn", phone="+84912345678")

    assert Seller.objects.get(pk=shop.pk).deputy_phone == ""


def test_a_shop_that_the_desk_stopped_meanwhile_changes_nothing(acting, shop):
    Seller.objects.filter(pk=shop.pk).update(state="suspended")

    with pytest.raises(ShopStopped):
        presenting.describe(acting=acting, about="Nhà tôi gác kèo ong.")

    assert Seller.objects.get(pk=shop.pk).about == ""


def test_days_and_reach_count_for_the_listing_at_once(acting, shop, django_capture_on_commit_callbacks):
    goods = stall.product(by=shop)

    with django_capture_on_commit_callbacks(execute=True):
        presenting.say_sending(acting=acting, handling_days=4, reach=2)

    stored = Seller.objects.get(pk=shop.pk)
    assert (stored.handling_days, stored.reach) == (4, 2)
    assert Listing.objects.get(product=goods).reach == 2


def test_a_no_to_picking_up_leaves_the_place_and_days_of_the_carrier(acting, shop):
    Seller.objects.filter(pk=shop.pk).update(pickup_days=5, pickup_note="Qua cầu")

    presenting.say_pickup(acting=acting, has_pickup=False)

    stored = Seller.objects.get(pk=shop.pk)
    assert (stored.has_pickup, stored.pickup_days, stored.pickup_note) == (False, 5, "Qua cầu")


def test_a_paused_shop_sells_nothing_and_opens_by_itself_on_its_day(acting, shop, django_capture_on_commit_callbacks):
    goods = stall.product(by=shop)
    day = timezone.localdate() + timedelta(days=3)
    with django_capture_on_commit_callbacks(execute=True):
        pausing.pause_shop(acting=acting, until=day)
    paused = Listing.objects.on_sale().filter(product=goods).exists()

    with django_capture_on_commit_callbacks(execute=True):
        too_early = pausing.open_due(day - timedelta(days=1))
        opened = pausing.open_due(day)
        again = pausing.open_due(day)

    assert (paused, too_early, opened, again) == (False, 0, 1, 0)
    assert Seller.objects.get(pk=shop.pk).state == "open"
    assert Listing.objects.on_sale().filter(product=goods).exists()
    assert [action for action, _by, _helper in changes()] == [f"pause_shop {day}", "open_shop"]


def test_a_pause_without_a_day_ends_only_by_hand(acting, shop):
    pausing.pause_shop(acting=acting)

    assert pausing.paused_until(shop) is None
    assert pausing.open_due(date(2099, 1, 1)) == 0
    pausing.open_again(acting=acting)
    assert Seller.objects.get(pk=shop.pk).state == "open"


def test_a_shop_that_moved_meanwhile_does_not_keep_the_others_shut(owner, acting, shop, monkeypatch):
    day = timezone.localdate() + timedelta(days=1)
    others = [shop_of(owner, f"Hộ minh họa {number}") for number in range(3)]
    for one in (shop, *others):
        pausing.pause_shop(acting=Acting(owner, one), until=day)
    looked = []
    look = pausing.paused_until

    def the_desk_is_faster_at_the_second(seller):
        until = look(seller)
        looked.append(seller.pk)
        if len(looked) == 2:
            Seller.objects.filter(pk=seller.pk).update(state="suspended")
        return until

    monkeypatch.setattr(pausing, "paused_until", the_desk_is_faster_at_the_second)

    assert pausing.open_due(day) == 3

    states = dict(Seller.objects.values_list("pk", "state"))
    assert len(looked) == 4
    assert states == {pk: "suspended" if pk == looked[1] else "open" for pk in looked}
    assert SellerChange.objects.filter(action="open_shop").count() == 3


def test_a_new_pause_forgets_the_day_of_the_old_one(acting, shop):
    pausing.pause_shop(acting=acting, until=timezone.localdate() + timedelta(days=2))
    pausing.open_again(acting=acting)
    pausing.pause_shop(acting=acting)

    assert pausing.open_due(date(2099, 1, 1)) == 0


@pytest.mark.parametrize("state", ["preparing", "suspended", "closed"])
def test_pausing_is_no_way_out_of_what_the_desk_decided(owner, state):
    shop = shop_of(owner, state=state)
    acting = Acting(owner, shop)

    with pytest.raises(pausing.CannotPause):
        pausing.pause_shop(acting=acting)
    with pytest.raises(pausing.CannotOpen):
        pausing.open_again(acting=acting)

    assert Seller.objects.get(pk=shop.pk).state == state


def test_who_looked_before_the_desk_stopped_the_shop_does_not_open_it(acting, shop):
    pausing.pause_shop(acting=acting)
    Seller.objects.filter(pk=shop.pk).update(state="suspended")

    with pytest.raises(pausing.CannotOpen):
        pausing.open_again(acting=acting)  # the seller in hand still says "paused"

    assert Seller.objects.get(pk=shop.pk).state == "suspended"
