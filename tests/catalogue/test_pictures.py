"""The door for pictures, and the renditions behind it."""

from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from catalogue.pictures.checking import check_picture
from catalogue.pictures.storing import store_renditions


def picture_file(size=(800, 600), kind="JPEG", name="anh.jpg", **options):
    buffer = BytesIO()
    Image.new("RGB", size, (180, 90, 40)).save(buffer, kind, **options)
    return SimpleUploadedFile(name, buffer.getvalue())


def test_a_photograph_is_accepted():
    check_picture(picture_file())


@pytest.mark.parametrize(
    "file",
    [
        SimpleUploadedFile("anh.jpg", b"<html>not a picture</html>"),
        SimpleUploadedFile("anh.jpg", b""),
        SimpleUploadedFile("anh.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"),
        picture_file((50, 50)),
        picture_file((9000, 9000), "PNG"),
        SimpleUploadedFile("anh.jpg", picture_file().read()[:400]),
        picture_file(kind="BMP"),
    ],
    ids=["html", "empty", "svg", "too small", "too many pixels", "cut off", "strange kind"],
)
def test_what_is_not_a_usable_picture_is_refused_with_a_reason(file):
    with pytest.raises(ValidationError) as refused:
        check_picture(file)

    assert refused.value.messages[0].endswith(".")


def test_a_file_that_is_too_large_is_refused_before_it_is_read(settings):
    settings.PICTURE_MAX_BYTES = 100

    with pytest.raises(ValidationError, match="MB"):
        check_picture(picture_file())


def test_renditions_are_square_in_three_formats_and_carry_no_camera_data():
    exif = Image.Exif()
    exif[0x010E] = "where the farm is"
    name = default_storage.save("t/anh.jpg", ContentFile(picture_file((1200, 800), exif=exif).read()))

    store_renditions(name)

    for width in (320, 640, 960):
        for extension in ("avif", "webp", "jpg"):
            with default_storage.open(f"{name}.{width}.{extension}") as file, Image.open(file) as rendition:
                assert rendition.size == (width, width)
                assert not rendition.getexif()
