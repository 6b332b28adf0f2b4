"""A visit is made in a few screens, and goes to the desk like any product."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.experiences.models import Experience, Slot
from catalogue.review.deciding import decide
from catalogue.review.fields import apply
from catalogue.review.models import FieldChange, ProductReview, WatchedWord
from sellers.goods.changing import change
from sellers.goods.making import BadProduct
from sellers.helping.models import Scope
from tests.payments import till
from tests.pictures import picture_bytes
from tests.selling.workroom import address, helper, owner
from tests.visits import hosting

pytestmark = pytest.mark.django_db
DETAILS = {
    "description": "Đi vườn, hái ổi, ăn tại chỗ.", "includes": "Một rổ ổi\nTrà lá ổi", "bring": "Nón", "languages": ["vi", "en"],
    "youngest": "6", "closes_hours": "12", "free_cancel_hours": "48", "meeting_place": "Cổng vườn", "minutes": "120",
}  # fmt: skip


def first_answers(**more):
    picture = SimpleUploadedFile("vuon.jpg", picture_bytes(), content_type="image/jpeg")
    answers = {"title": "Hái ổi cùng chú Sáu", "price": "60k", "minutes": "120", "meeting_place": "Cổng vườn, ấp Mẫu"}
    return answers | {"picture": picture} | more


def made(client, shop, **more) -> Experience:
    answer = client.post(address(shop, "visits", "add", "orchard"), first_answers(**more))
    assert answer.status_code == 302, answer.context["form"].errors
    return Experience.objects.latest("pk")


def test_five_answers_make_a_draft_with_sensible_rules():
    shop = hosting.host()

    experience = made(owner(shop), shop)

    assert (experience.kind, experience.minutes, experience.meeting_place) == ("orchard", 120, "Cổng vườn, ấp Mẫu")
    assert (experience.closes_hours, experience.free_cancel_hours, experience.languages) == (12, 24, "vi")
    assert (experience.product.title, experience.product.is_public) == ("Hái ổi cùng chú Sáu", False)
    assert experience.product.categories.get().code == "VI.1"
    assert experience.product.images.count() == 1


def test_another_length_is_said_in_hours_and_is_asked_for():
    shop = hosting.host()
    client = owner(shop)

    without = client.post(address(shop, "visits", "add", "orchard"), first_answers(minutes="other"))
    experience = made(client, shop, minutes="other", hours="5")

    assert without.context["form"].errors == {"hours": ["Say how many hours it takes."]}
    assert experience.minutes == 300


def test_a_homestay_is_asked_in_nights():
    shop = hosting.host()

    page = owner(shop).get(address(shop, "visits", "add", "homestay"))

    assert [value for value, _label in page.context["form"].fields["minutes"].choices] == [1200, 2640, "other"]


def test_a_kind_that_does_not_exist_is_not_found():
    shop = hosting.host()

    assert owner(shop).get(address(shop, "visits", "add", "flight")).status_code == 404


def test_from_the_first_question_to_the_shop(django_capture_on_commit_callbacks):
    shop = hosting.host()
    client = owner(shop)
    experience = made(client, shop)
    details = client.post(address(shop, "visits", str(experience.pk), "details"), DETAILS)
    first = timezone.localdate() + timedelta(days=3)
    times = {"weekdays": ["1", "2", "4", "8", "16", "32", "64"], "times": "8:00", "places": "12", "price": "60.000"}
    times |= {"first": f"{first}", "last": f"{first + timedelta(days=1)}"}
    client.post(address(shop, "visits", str(experience.pk), "times"), times | {"confirm": "1"})
    client.post(address(shop, "products", str(experience.pk), "send"))

    review = ProductReview.objects.get(product=experience.product)
    answers = {change.field: (FieldChange.Decision.ACCEPTED, "") for change in review.changes.all()}
    with django_capture_on_commit_callbacks(execute=True):
        decide(review=review, by=till.staff("decide_review"), answers=answers)

    product = get_model("catalogue", "Product").objects.get(pk=experience.pk)
    assert details.url == address(shop, "visits", str(experience.pk), "times")
    assert (product.is_public, product.listing.price, product.listing.is_available) == (True, 60_000, True)
    # Accepting the product set must not turn counted places into a product that nobody counts.
    assert product.get_product_class().track_stock
    slot = Slot.objects.filter(experience=experience).first()
    assert (slot.product.stockrecords.get().num_in_stock, slot.product.is_public) == (12, True)


def test_what_guests_read_is_kept_and_counts_at_once():
    shop = hosting.host()
    experience = hosting.experience(shop)

    owner(shop).post(address(shop, "visits", str(experience.pk), "details"), DETAILS | {"includes_en": "Guavas"})

    experience.refresh_from_db()
    assert experience.includes == "Một rổ ổi\nTrà lá ổi"
    assert (experience.languages, experience.youngest, experience.free_cancel_hours) == ("vi,en", 6, 48)
    assert (experience.includes_en, experience.bring) == ("Guavas", "Nón")


def test_words_that_promise_healing_stop_beside_their_box():
    WatchedWord.objects.create(words="chữa bệnh", kind="health_claim", advice="Bỏ đi.")
    shop = hosting.host()
    experience = hosting.experience(shop)

    page = owner(shop).post(
        address(shop, "visits", str(experience.pk), "details"), DETAILS | {"includes": "Trà chữa bệnh"}
    )

    assert list(page.context["form"].errors) == ["includes"]
    assert page.context["form"]["description"].value() == DETAILS["description"]
    assert Experience.objects.get(pk=experience.pk).includes == ""


def test_the_room_of_products_leads_to_the_room_of_visits():
    shop = hosting.host()
    experience = hosting.experience(shop)
    client = owner(shop)

    page = client.get(address(shop, "products", str(experience.pk)))
    packs = client.post(address(shop, "products", str(experience.pk), "packs"), {"size": "1kg", "price": "50000"})
    copy = client.post(address(shop, "products", str(experience.pk), "copy"))

    assert page.url == address(shop, "visits", str(experience.pk))
    assert packs.status_code == 404
    assert copy.status_code == 302
    assert get_model("catalogue", "Product").objects.filter(parent=None).count() == 1


def test_a_helper_for_orders_sees_guests_and_no_offers():
    shop = hosting.host()
    client = helper(shop, Scope.ORDERS)

    assert client.get(address(shop, "visits")).status_code == 403
    assert client.get(address(shop, "visits", "visitors")).status_code == 200


def test_a_helper_for_products_makes_visits_and_calls_nothing_off():
    shop = hosting.host()
    slot = hosting.slot(hosting.experience(shop))
    client = helper(shop, Scope.PRODUCTS)

    page = client.get(address(shop, "visits", str(slot.experience_id)))

    assert page.status_code == 200
    assert "call-off" not in page.content.decode()
    assert client.get(address(shop, "visits", "times", str(slot.pk), "call-off")).status_code == 403


def test_the_list_of_visits_costs_the_same_for_one_and_for_many():
    shop = hosting.host()
    hosting.slot(hosting.experience(shop))
    client, counts = owner(shop), []

    for _round in range(2):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(shop, "visits")).status_code == 200
        counts.append(len(queries))
        for number in range(4):
            hosting.slot(hosting.experience(shop, title=f"Vườn {number}"))

    assert counts[0] == counts[1]


def test_a_visit_stays_a_visit_whatever_set_is_asked_for():
    shop = hosting.host()
    experience = hosting.experience(shop)
    client, where = owner(shop), address(shop, "products", str(experience.pk), "what")

    page = client.get(where)
    offered = [code for _group, sets in page.context["form"].fields["set_code"].choices[1:] for code, _name in sets]
    with pytest.raises(BadProduct) as refused:
        change(acting=hosting.acting(shop), product=experience.product, fields={"set_code": "I.3d"})
    apply(experience.product, {"set_code": "I.3d"})

    assert offered and all(code.startswith("VI.") for code in offered)
    assert list(refused.value.errors) == ["set_code"]
    assert experience.product.categories.get().code == "VI.1"
