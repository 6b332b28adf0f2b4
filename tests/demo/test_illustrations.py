"""The shop's drawings become pictures once, and stay when a product that shows one goes."""

import pytest
from django.core.files.storage import default_storage
from oscar.core.loading import get_model
from PIL import Image

from marketplace.demo import illustrating
from marketplace.demo.illustrating import render_illustrations

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {w} 100"><rect width="{w}" height="100" fill="{colour}"/></svg>'
Product = get_model("catalogue", "Product")
ProductImage = get_model("catalogue", "ProductImage")


@pytest.fixture
def drawn(tmp_path, settings, monkeypatch):
    """A folder with one square drawing and one landscape."""
    settings.MEDIA_ROOT = str(tmp_path / "stored")
    monkeypatch.setattr(illustrating, "DRAWINGS", tmp_path / "drawings")
    for kind, name, width in [("sets", "i-4a", 100), ("landscapes", "rung-tram", 200)]:
        folder = tmp_path / "drawings" / kind
        folder.mkdir(parents=True)
        (folder / f"{name}.svg").write_text(SVG.format(w=width, colour="#0b6b5b"))
    return tmp_path


def test_a_drawing_becomes_a_picture_with_its_renditions(drawn):
    counts = render_illustrations()

    assert counts == {"rendered": 2, "unchanged": 0}
    with default_storage.open("illustrations/sets/i-4a.png") as file, Image.open(file) as image:
        assert image.size == (1200, 1200)
    with default_storage.open("illustrations/landscapes/rung-tram.png.640.webp") as file, Image.open(file) as image:
        assert image.size == (640, 320)


def test_rendering_again_touches_nothing(drawn):
    render_illustrations()
    stored = drawn / "stored/illustrations/sets/i-4a.png.320.avif"
    before = stored.stat().st_mtime_ns

    assert render_illustrations() == {"rendered": 0, "unchanged": 2}
    assert stored.stat().st_mtime_ns == before


def test_only_a_changed_drawing_is_rendered_again(drawn):
    render_illustrations()
    (drawn / "drawings/sets/i-4a.svg").write_text(SVG.format(w=100, colour="#b8325f"))

    assert render_illustrations() == {"rendered": 1, "unchanged": 1}
    with default_storage.open("illustrations/sets/i-4a.png") as file, Image.open(file) as image:
        assert image.convert("RGB").getpixel((600, 600)) == (0xB8, 0x32, 0x5F)


def test_a_manifest_that_cannot_be_read_renders_everything(drawn):
    render_illustrations()
    (drawn / "stored/illustrations/manifest.json").write_text("{")

    assert render_illustrations()["rendered"] == 2


@pytest.mark.django_db
@pytest.mark.parametrize("by_product", [False, True])
def test_a_shared_drawing_stays_when_a_product_goes(drawn, by_product):
    render_illustrations()
    kind = get_model("catalogue", "ProductClass").objects.create(name="Hàng")
    product = Product.objects.create(title="Nước mắm", product_class=kind)
    image = ProductImage.objects.create(product=product, original="illustrations/sets/i-4a.png")

    (product if by_product else image).delete()

    assert default_storage.exists("illustrations/sets/i-4a.png.320.avif")
