"""Oscar's product form in the dashboard: pictures through the one door, prices in whole dong, nothing typed is lost."""

from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from oscar.core.loading import get_class, get_model
from PIL import Image

from catalogue.listing.models import Listing
from tests import stall
from tests.pictures import picture_bytes

pytestmark = pytest.mark.django_db
Product = get_model("catalogue", "Product")
Category = get_model("catalogue", "Category")


@pytest.fixture
def fish(db):
    return stall.product("Khô cá lóc", price=185_000)


def filled(product, **changes):
    """What a browser sends for this product's form."""
    record = product.stockrecords.get()
    data = {
        "title": product.title, "slug": product.slug, "structure": product.structure, "is_public": "on",
        "description": "", "upc": "", "meta_title": "", "meta_description": "", "action": "continue",
        "productcategory_set-TOTAL_FORMS": 1, "productcategory_set-INITIAL_FORMS": 1,
        "productcategory_set-0-id": product.productcategory_set.get().pk,
        "productcategory_set-0-category": product.categories.get().pk,
        "images-TOTAL_FORMS": 1, "images-INITIAL_FORMS": 0, "images-0-display_order": 0, "images-0-caption": "",
        "primary_recommendations-TOTAL_FORMS": 0, "primary_recommendations-INITIAL_FORMS": 0,
        "recommendations-TOTAL_FORMS": 0, "recommendations-INITIAL_FORMS": 0,
        "stockrecords-TOTAL_FORMS": 1, "stockrecords-INITIAL_FORMS": 1, "stockrecords-0-id": record.pk,
        "stockrecords-0-partner": record.partner_id, "stockrecords-0-partner_sku": record.partner_sku,
        "stockrecords-0-price_currency": "VND", "stockrecords-0-price": "185000", "stockrecords-0-num_in_stock": 10,
        "stockrecords-0-low_stock_threshold": "",
    }  # fmt: skip
    return {**data, **changes}


def send(client, product, **changes):
    return client.post(reverse("dashboard:catalogue-product", args=[product.pk]), filled(product, **changes))


def upload(content: bytes, name="anh.jpg"):
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


HOSTILE = {
    "a page": (b"<html><script>alert(1)</script></html>", "anh.jpg"),
    "a drawing with a script": (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "anh.svg"),
    "a program with another name": (b"<?php system($_GET['c']); ?>" * 50, "anh.php.jpg"),
    "a photograph that is cut off": (picture_bytes()[:2000], "anh.jpg"),
    "a damaged AVIF": (picture_bytes("AVIF")[:-60] + b"\0" * 60, "anh.avif"),
    "twenty megabytes": (picture_bytes() + b"\0" * 20_000_000, "anh.jpg"),
    "a decompression bomb": (picture_bytes("PNG", size=(14_000, 14_000), mode="1"), "anh.png"),
    "a smaller bomb": (picture_bytes("PNG", size=(7_000, 7_000), mode="1"), "anh.png"),
    "a picture named as a program": (picture_bytes(), "anh.php"),
    "nothing at all": (b"", "anh.jpg"),
    "a thumbnail": (picture_bytes(size=(40, 40)), "anh.jpg"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_upload_is_answered_beside_the_field_and_nothing_typed_is_lost(desk, fish, kind):
    content, name = HOSTILE[kind]

    answer = send(
        desk,
        fish,
        **{"images-0-original": upload(content, name), "images-0-caption": "Phơi nắng", "title": "Khô cá lóc đồng"},
    )

    assert answer.status_code == 200
    [error] = answer.context["image_formset"].forms[0].errors["original"]
    page = answer.content.decode()
    assert error.replace("'", "&#x27;") in page
    assert 'value="Phơi nắng"' in page
    assert 'value="Khô cá lóc đồng"' in page
    assert not fish.images.exists()


def test_a_new_product_with_a_hostile_picture_leaves_no_half_made_product(desk, fish):
    address = reverse("dashboard:catalogue-product-create", args=[stall.goods().slug])
    data = filled(fish, title="Mắm ruốc", slug="") | {
        "productcategory_set-INITIAL_FORMS": 0, "productcategory_set-0-id": "", "stockrecords-INITIAL_FORMS": 0,
        "stockrecords-0-id": "", "stockrecords-0-partner_sku": "mr-1", "images-0-original": upload(b"<html>"),
    }  # fmt: skip

    answer = desk.post(address, data)

    assert answer.status_code == 200
    assert 'value="Mắm ruốc"' in answer.content.decode()
    assert not Product.objects.filter(title="Mắm ruốc").exists()


def test_a_large_refused_upload_shows_no_broken_picture(desk, fish):
    answer = send(desk, fish, **{"images-0-original": upload(b"\0" * 3_000_000)})

    assert "anh.jpg.320" not in answer.content.decode()


def cmyk():
    return picture_bytes("JPEG", mode="CMYK", colour=(0, 0, 0, 0)), "anh.jpg"


def animated():
    frames = [Image.new("RGB", (300, 300), colour) for colour in ("white", "black")]
    buffer = BytesIO()
    frames[0].save(buffer, "GIF", save_all=True, append_images=frames[1:])
    return buffer.getvalue(), "anh.gif"


def see_through():
    return picture_bytes("PNG", mode="RGBA", colour=(0, 0, 0, 0)), "anh.png"


@pytest.mark.parametrize(
    ("make", "colour"), [(cmyk, (255, 255, 255)), (animated, (255, 255, 255)), (see_through, (251, 248, 241))]
)
def test_unusual_but_honest_pictures_are_accepted(desk, fish, make, colour):
    content, name = make()

    answer = send(desk, fish, **{"images-0-original": upload(content, name)})

    assert answer.status_code == 302
    with default_storage.open(f"{fish.images.get().original.name}.640.jpg") as file, Image.open(file) as rendition:
        assert rendition.mode == "RGB"
        assert all(abs(a - b) < 5 for a, b in zip(rendition.getpixel((320, 320)), colour, strict=True))


def test_a_photograph_that_lies_on_its_side_is_put_upright(desk, fish):
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held with its right side down
    image = Image.new("RGB", (800, 800), "white")
    image.paste("black", (0, 0, 800, 400))
    buffer = BytesIO()
    image.save(buffer, "JPEG", exif=exif)

    send(desk, fish, **{"images-0-original": upload(buffer.getvalue())})

    with default_storage.open(f"{fish.images.get().original.name}.320.jpg") as file, Image.open(file) as rendition:
        assert rendition.getpixel((300, 160))[0] < 20
        assert rendition.getpixel((20, 160))[0] > 235


def test_a_long_vietnamese_file_name_becomes_a_short_plain_one(desk, fish):
    answer = send(desk, fish, **{"images-0-original": upload(picture_bytes(), "Đường thốt nốt " + "ộ" * 200 + ".JPG")})

    assert answer.status_code == 302
    stored = fish.images.get().original.name
    assert stored.rpartition("/")[2].startswith("duong-thot-not-ooo")
    assert stored.endswith(".jpg")
    assert len(stored) < 90


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("52000", 52_000),
        ("52.000", 52_000),
        ("1.250.000 ₫", 1_250_000),
        ("52 000 đ", 52_000),
        ("52000.00", 52_000),
        ("52\x00000", 52_000),
        ("0", 0),
    ],
)
def test_a_price_is_read_as_people_write_it(desk, fish, typed, kept, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer = send(desk, fish, **{"stockrecords-0-price": typed})

    assert answer.status_code == 302
    assert fish.stockrecords.get().price == kept
    assert Listing.objects.get(product=fish).price == kept


@pytest.mark.parametrize(
    "typed", ["52.5", "52000.50", "52,000.5", "-1", "-1.000", "ba", "1e9", "NaN", "1000000000", "9" * 400, ""]
)
def test_a_price_that_is_no_whole_dong_is_answered_beside_the_field(desk, fish, typed):
    answer = send(desk, fish, **{"stockrecords-0-price": typed, "title": "Tên mới"})

    assert answer.status_code == 200
    assert list(answer.context["stockrecord_formset"].forms[0].errors) == ["price"]
    assert 'value="Tên mới"' in answer.content.decode()
    assert fish.stockrecords.get().price == 185_000


def test_a_price_below_nothing_is_answered_with_the_limit(desk, fish):
    answer = desk.post(
        "/en" + reverse("dashboard:catalogue-product", args=[fish.pk]),
        filled(fish, **{"stockrecords-0-price": "-5.000"}),
    )

    assert answer.context["stockrecord_formset"].forms[0].errors["price"] == ["The price cannot be below 0\u00a0₫."]


def test_the_form_shows_a_price_without_decimals(desk, fish):
    page = desk.get(reverse("dashboard:catalogue-product", args=[fish.pk])).content.decode()

    assert 'value="185000"' in page
    assert "185000.00" not in page


def test_the_product_form_asks_few_questions_however_many_categories_there_are(
    desk, fish, django_assert_max_num_queries
):
    root = Category.add_root(name="Gốc", code="goc")
    for number in range(60):
        root.add_child(name=f"Nhóm {number}", code=f"n{number}")

    with django_assert_max_num_queries(24):
        desk.get(reverse("dashboard:catalogue-product", args=[fish.pk]))


def test_a_category_takes_no_hostile_picture_either(desk, fish):
    category = fish.categories.get()
    data = {
        "name": category.name,
        "slug": category.slug,
        "image": upload(*HOSTILE["twenty megabytes"]),
        "treebeard_position": "first-child",
        "treebeard_ref_node": "",
    }

    answer = desk.post(reverse("dashboard:catalogue-category-update", args=[category.pk]), data)

    assert list(answer.context["form"].errors) == ["image"]


def bulk(client, action, products, **data):
    """The two steps of an action on many products: choose on the list, then confirm."""
    asked = client.post(
        reverse("dashboard:catalogue-product-list"), {"action": action, "selected_product": [p.pk for p in products]}
    )
    return client.post(asked.url, {"selected_products": [p.pk for p in products], "confirm": "on", **data})


def test_prices_changed_in_bulk_stay_whole_and_reach_the_listing(desk, fish, django_capture_on_commit_callbacks):
    fish.stockrecords.update(price=52_555)

    with django_capture_on_commit_callbacks(execute=True):
        answer = bulk(
            desk,
            "set_product_price",
            [fish],
            increase_by_percentage="10",
            partners=[fish.stockrecords.get().partner_id],
        )

    assert answer.status_code == 302
    assert fish.stockrecords.get().price == 57_811  # 52,555 + 10 % = 57,810.5
    assert Listing.objects.get(product=fish).price == 57_811


@pytest.mark.parametrize(
    "change", [{"new_price": "1" + "0" * 30}, {"increase_by_amount": "0.5"}, {"increase_by_percentage": "100000"}]
)
def test_a_bulk_change_beyond_reason_is_refused(desk, fish, change):
    answer = bulk(desk, "set_product_price", [fish], partners=[fish.stockrecords.get().partner_id], **change)

    assert answer.status_code == 200
    assert set(change) <= set(answer.context["form"].errors)
    assert fish.stockrecords.get().price == 185_000


def test_products_hidden_in_bulk_leave_the_shop(desk, fish, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        bulk(desk, "make_products_non_public", [fish])
    assert not Listing.objects.filter(product=fish).exists()

    with django_capture_on_commit_callbacks(execute=True):
        bulk(desk, "make_products_public", [fish])

    assert Listing.objects.filter(product=fish).exists()


@pytest.mark.parametrize("column", ["checkbox", "actions"])
@pytest.mark.parametrize(
    "name", ["dashboard:catalogue-product-list", "dashboard:catalogue-category-list", "dashboard:users-index"]
)
def test_a_table_is_not_sorted_by_a_column_without_data(desk, fish, name, column):
    assert desk.get(reverse(name), {"sort": column}).status_code == 200


def test_djangos_admin_refuses_a_hostile_picture_too(desk, fish):
    data = {
        "product": fish.pk,
        "display_order": 0,
        "caption": "Phơi nắng",
        "original": upload(HOSTILE["a thumbnail"][0]),
    }

    answer = desk.post(reverse("admin:catalogue_productimage_add"), data)

    assert answer.status_code == 200
    assert list(answer.context["adminform"].form.errors) == ["original"]


@pytest.mark.parametrize("price", ["52000.50", "-1", "2000000000"])
def test_djangos_admin_refuses_a_price_that_is_no_whole_dong(desk, fish, price):
    record = fish.stockrecords.get()
    data = {
        "product": fish.pk,
        "partner": record.partner_id,
        "partner_sku": "s",
        "price_currency": "VND",
        "price": price,
    }

    answer = desk.post(reverse("admin:partner_stockrecord_change", args=[record.pk]), data)

    assert answer.status_code == 200
    assert answer.context["adminform"].form.errors
    assert fish.stockrecords.get().price == 185_000


def test_a_gram_of_something_dear_has_the_highest_price_per_kilogram_that_fits(desk):
    saffron = stall.product("Nhụy hoa", price=9_000_000, facts={"net_quantity": 1, "unit": "g"})

    assert Listing.objects.get(product=saffron).unit_price == 2**31 - 1


def test_a_product_without_a_picture_writes_nothing_while_a_page_is_rendered(desk, fish, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)

    page = desk.get(reverse("dashboard:catalogue-product-list")).content.decode()

    assert "image_not_found" not in page
    assert list(tmp_path.iterdir()) == []


def test_the_dashboards_forms_are_ours():
    for module, name in [
        ("dashboard.tables", "DashboardTable"),
        ("dashboard.catalogue.forms", "StockRecordForm"),
        ("dashboard.catalogue.forms", "ProductImageForm"),
        ("dashboard.catalogue.forms", "CategoryForm"),
        ("dashboard.catalogue.forms", "ProductForm"),
        ("dashboard.catalogue.forms", "SetProductPriceForm"),
        ("dashboard.catalogue.bulk_actions", "SetProductPriceAction"),
        ("dashboard.catalogue.bulk_actions", "MakeProductsPublicAction"),
        ("dashboard.catalogue.bulk_actions", "MakeProductsNonPublicAction"),
    ]:
        assert get_class(module, name).__module__.startswith("marketplace.oscar_overrides.dashboard")
