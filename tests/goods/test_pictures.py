"""Pictures from phones: smaller, upright, without the camera's data; never lost, never left behind."""

import io
import struct
import zlib
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage, storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from sellers.goods import kept_pictures
from sellers.goods.kept_pictures import forget_old, keep, kept
from sellers.goods.pictures import MOST_PICTURES, NoSuchPicture, TooManyPictures, add_picture, put_first, remove_picture
from sellers.goods.shrinking import shrunk
from tests.pictures import picture_bytes
from tests.review import desk

from . import stand

pytestmark = pytest.mark.django_db


def upload(name="hinh.jpg", content=None, **options):
    return SimpleUploadedFile(name, content if content is not None else picture_bytes(**options), "image/jpeg")


def telling_picture() -> bytes:
    """Twice as wide as high, lying on its side, with a place and a comment in it."""
    exif = Image.Exif()
    exif[0x0112] = 6  # turn by a quarter
    exif[0x010F] = "Điện thoại của Bà Mẫu"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (10.0, 20.0, 30.0)
    return picture_bytes(size=(3000, 1500), exif=exif, comment="Bà Mẫu")


def bomb() -> bytes:
    """A few bytes that say they are 30,000 by 30,000 pixels."""

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 30_000, 30_000, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    )


def test_a_picture_is_made_smaller_turned_upright_and_forgets_the_camera():
    content = shrunk(upload(content=telling_picture()))

    with Image.open(content) as image:
        assert (image.format, image.size) == ("JPEG", (1000, 2000))
        assert not image.getexif() and "comment" not in image.info and "exif" not in image.info
    content.seek(0)
    assert "Mẫu".encode() not in content.read()
    assert content.name.endswith(".jpg") and "hinh" not in content.name


@pytest.mark.parametrize(
    "content",
    [b"", b"khong phai hinh", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", picture_bytes(size=(100, 100)),
     picture_bytes()[:400], bomb()],
)  # fmt: skip
def test_what_is_no_sensible_picture_is_refused_with_a_reason(content):
    with pytest.raises(ValidationError) as told:
        shrunk(upload(content=content))

    assert told.value.messages[0]


def test_the_type_is_told_by_the_content_and_not_by_the_name():
    content = shrunk(upload("hinh.jpg", content=picture_bytes("PNG", mode="RGBA")))

    with Image.open(content) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")


def test_added_pictures_stand_in_order_and_one_can_be_put_first():
    acting = stand.at_work()
    product = stand.on_sale(acting)
    first, second = (add_picture(acting=acting, product=product, picture=upload()) for _time in range(2))

    put_first(acting=acting, product=product, pk=second.pk)

    assert list(product.images.order_by("display_order").values_list("pk", flat=True)) == [second.pk, first.pk]
    assert default_storage.exists(first.original.name) and default_storage.exists(f"{first.original.name}.320.avif")


def test_a_picture_taken_away_leaves_no_file(django_capture_on_commit_callbacks):
    acting = stand.at_work()
    product = stand.on_sale(acting)
    image = add_picture(acting=acting, product=product, picture=upload())

    with django_capture_on_commit_callbacks(execute=True):
        remove_picture(acting=acting, product=product, pk=image.pk)

    assert not default_storage.exists(image.original.name)
    with pytest.raises(NoSuchPicture):
        remove_picture(acting=acting, product=product, pk=image.pk)


def test_a_picture_of_another_product_is_not_reached():
    acting, other = stand.at_work(), stand.at_work()
    image = desk.with_picture(stand.on_sale(other)).images.get()

    for act in (put_first, remove_picture):
        with pytest.raises(NoSuchPicture):
            act(acting=acting, product=stand.on_sale(acting), pk=image.pk)


def test_one_picture_too_many_is_refused_and_leaves_no_file():
    acting = stand.at_work()
    product = stand.on_sale(acting)
    for _number in range(MOST_PICTURES):
        desk.with_picture(product)

    with pytest.raises(TooManyPictures):
        add_picture(acting=acting, product=product, picture=upload())

    folder = f"products/{timezone.localdate():%Y/%m}"
    assert default_storage.listdir(folder)[1] == []


def test_a_kept_picture_is_found_by_its_signed_name_alone():
    picture = keep(upload(content=telling_picture()))

    assert kept(picture.token).name == picture.name
    assert picture.small.startswith("data:image/jpeg;base64,") and len(picture.small) < 20_000
    for forged in ("", picture.name, picture.token[:-1], "../../etc/passwd:x:y", "a" * 5_000):
        assert kept(forged) is None


def test_a_kept_picture_runs_out_and_is_swept_away(monkeypatch):
    old, young = keep(upload()), None
    folder = f"{timezone.localdate() - timedelta(days=3):%Y%m%d}"
    storages["private"].save(f"kept_pictures/{folder}/cu.jpg", io.BytesIO(b"x"))
    young = keep(upload())

    assert forget_old() == 1

    assert kept(old.token) and kept(young.token)
    assert not storages["private"].exists(f"kept_pictures/{folder}")
    monkeypatch.setattr(kept_pictures, "KEPT_FOR", timedelta(seconds=-1))
    assert kept(young.token) is None


def test_the_sweep_finds_nothing_where_nothing_was_ever_kept():
    assert forget_old() == 0
