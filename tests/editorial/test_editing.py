"""Behind the counter: choosers, certificates with the history of decisions, seasons, other names, publishing."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.images import get_image_model

from catalogue.certification.models import Certificate
from catalogue.listing import faceting
from catalogue.listing.models import Listing, Synonym
from catalogue.listing.searching import matching
from catalogue.seasons.models import Produce
from marketplace.editorial.landscapes import photograph, shown
from tests.stall import certificate, commune, product, province, seller

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client, editor):
    client.force_login(editor)
    return client


def names(response) -> str:
    assert response.status_code == 200
    return response.content.decode()


def test_products_are_chosen_without_tone_marks_and_only_those_on_sale(desk):
    product("Đường thốt nốt")
    product("Mắm ruốc")
    hidden = product("Đường phèn")
    hidden.is_public = False
    hidden.save()
    Listing.objects.filter(pk=hidden.pk).delete()

    text = names(desk.get("/cms/product-chooser/results/?q=duong"))

    assert "Đường thốt nốt" in text
    assert "Mắm ruốc" not in text
    assert "Đường phèn" not in text


@pytest.mark.parametrize("query", ['"', "%", "\x00", "a" * 5000, "'; --"])
def test_no_search_word_breaks_a_chooser(desk, query):
    product("Mắm")
    for chooser in ("product", "seller", "commune"):
        assert desk.get(f"/cms/{chooser}-chooser/results/", {"q": query}).status_code == 200


def test_producers_are_chosen_by_name_or_commune_and_only_open_ones(desk):
    seller("Tổ hợp tác Cỏ Bàng", at=commune("30832", "Xã Giang Thành"))
    seller("Hộ Đã Nghỉ", state="closed", at=commune("30832", "Xã Giang Thành"))

    text = names(desk.get("/cms/seller-chooser/results/?q=giang thanh"))

    assert "Tổ hợp tác Cỏ Bàng" in text
    assert "Hộ Đã Nghỉ" not in text


def test_a_new_state_needs_a_reason_and_is_kept_with_its_author(desk, editor):
    paper = certificate(product("Mắm"), stars=4)
    form = filled(paper, state="revoked")

    refused = desk.post(f"/cms/certificates/edit/{paper.pk}/", form)
    assert refused.status_code == 200
    assert Certificate.objects.get().state == "active"

    desk.post(f"/cms/certificates/edit/{paper.pk}/", {**form, "reason": "Hồ sơ không đúng"})
    decision = Certificate.objects.get().decisions.get()
    assert (decision.state, decision.decided_by, decision.reason) == ("revoked", editor, "Hồ sơ không đúng")


def test_a_revoked_certificate_takes_its_stars_off_the_listing(desk, django_capture_on_commit_callbacks):
    paper = certificate(product("Mắm"), stars=4)

    with django_capture_on_commit_callbacks(execute=True):
        desk.post(f"/cms/certificates/edit/{paper.pk}/", filled(paper, state="revoked", reason="Thu hồi"))

    assert Listing.objects.get().stars == 0


def test_a_revoked_certificate_stays_revoked(desk):
    paper = certificate(product("Mắm"), state="revoked")

    desk.post(f"/cms/certificates/edit/{paper.pk}/", filled(paper, state="active", reason="Nhầm"))

    assert Certificate.objects.get().state == "revoked"


@pytest.mark.parametrize(("days", "is_taken"), [(180, True), (181, False), (0, False), (None, False)])
def test_an_extension_is_at_most_180_days(desk, days, is_taken):
    paper = certificate(product("Mắm"), issued_days_ago=1100)
    until = paper.valid_until + timedelta(days=days) if days is not None else ""

    desk.post(
        f"/cms/certificates/edit/{paper.pk}/", filled(paper, state="extended", reason="Điều 12", extended_until=until)
    )

    assert (Certificate.objects.get().state == "extended") is is_taken


def test_a_small_correction_writes_no_decision(desk):
    paper = certificate(product("Mắm"))

    desk.post(f"/cms/certificates/edit/{paper.pk}/", filled(paper, producer_name="Hộ Mắm"))

    assert Certificate.objects.get().producer_name == "Hộ Mắm"
    assert not Certificate.objects.get().decisions.exists()


def test_a_new_certificate_runs_36_months_and_begins_its_history(desk, editor):
    paper = Certificate(
        reference="gcn-moi",
        product_name="Mắm",
        stars=3,
        issued_on=timezone.datetime(2026, 11, 21).date(),
        province=province(),
    )

    desk.post("/cms/certificates/new/", filled(paper, valid_until=""))

    made = Certificate.objects.get(reference="gcn-moi")
    assert made.valid_until == timezone.datetime(2029, 11, 21).date()
    assert made.decisions.get().decided_by == editor


def filled(paper, **changed) -> dict:
    """The certificate's form as the page sends it back."""
    form = {
        name: getattr(paper, name) or ""
        for name in ("reference", "product_name", "producer_name", "product_set", "former_place", "number", "issuer", "level",
                     "stars", "decision_no", "issued_on", "valid_until", "state", "evidence_grade")
    }  # fmt: skip
    return (
        form | {"product": paper.product_id or "", "province": paper.province_id, "commune": "", "reason": ""} | changed
    )


def test_certificates_are_found_without_tone_marks(desk):
    certificate(product("Nước mắm Phú Quốc"))
    certificate(product("Khô cá lóc"))

    text = names(desk.get("/cms/certificates/?q=nuoc mam"))

    assert "Nước mắm Phú Quốc" in text
    assert "Khô cá lóc" not in text


def test_seasons_are_ticked_as_months(desk):
    form = {"name": "Cá linh", "province": province().pk, "ripe_in": ["8", "9", "10"]}

    desk.post("/cms/seasons/new/", form)

    assert Produce.objects.get().months == 0b001110000000
    assert names(desk.get(f"/cms/seasons/edit/{Produce.objects.get().pk}/")).count("checked") >= 3


def test_other_names_count_at_once_and_need_two(desk):
    pineapple = product("Dứa Cầu Đúc")
    assert not matching("khóm").exists()
    desk.post("/cms/other-names/new/", {"names": "khóm"})
    assert not Synonym.objects.exists()

    desk.post("/cms/other-names/new/", {"names": " khóm ,dứa,, thơm"})

    assert Synonym.objects.get().names == "khóm, dứa, thơm"
    assert [row.pk for row in matching("khóm")] == [pineapple.pk]


def test_publishing_makes_kept_pages_old(pages):
    from django.core.cache import cache

    before = cache.get(faceting.EPOCH_KEY, 0)

    pages.save_revision().publish()

    assert cache.get(faceting.EPOCH_KEY, 0) > before


def test_a_photograph_gets_its_sizes_when_it_is_stored_and_goes_before_an_illustration():
    from io import BytesIO

    from django.core.files.storage import default_storage
    from PIL import Image

    buffer = BytesIO()
    Image.new("RGB", (800, 400), "green").save(buffer, "JPEG")
    file = SimpleUploadedFile("dong.jpg", buffer.getvalue(), "image/jpeg")

    image = get_image_model().objects.create(title="Đồng", description="Đồng lúa", file=file)
    sizes = [f"{image.file.name}.{width}.{kind}" for width in (320, 640, 960) for kind in ("avif", "webp", "jpg")]

    assert all(default_storage.exists(name) for name in sizes)
    assert (shown(image, "pagoda").alt, shown(image, "pagoda").height) == ("Đồng lúa", 480)
    image.delete()
    assert not any(default_storage.exists(name) for name in sizes)
    assert photograph(None) is None
    assert shown(None, "khong-co") is None


def test_only_the_rooms_behind_the_counter_have_a_looser_policy(desk, pages):
    assert "unsafe-inline" not in desk.get("/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in desk.get("/cmsx/").headers["Content-Security-Policy"]
    assert "unsafe-inline" not in desk.get("/admin/").headers["Content-Security-Policy"]
    for address in ("/cms/", "/shop/dashboard/", "/en/shop/dashboard/"):
        policy = desk.get(address).headers["Content-Security-Policy"]
        assert "script-src 'self' 'unsafe-inline'" in policy
        assert "http:" not in policy


def test_the_dashboard_takes_its_scripts_from_this_host(desk):
    text = names(desk.get("/shop/dashboard/"))

    assert "oscar/js/jquery/jquery.min.js" in text
    assert "googleapis" not in text


def test_the_editors_desk_speaks_vietnamese_first(desk):
    assert 'lang="vi"' in names(desk.get("/cms/"))
