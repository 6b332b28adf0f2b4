"""What a messenger or a network shows of a link to any editorial page."""

import re
from io import BytesIO
from urllib.parse import urlsplit

import pytest
from django.core.files.images import ImageFile
from PIL import Image
from wagtail.images import get_image_model

from marketplace.demo.illustrating import DRAWINGS, FOLDER, Drawing, _render
from tests.pictures import picture_bytes

pytestmark = pytest.mark.django_db
HOST = "http://127.0.0.1:8000"
LISTS = ["/", "/chuyen-ke/", "/dia-diem/", "/tuyen-di/", "/le-hoi/", "/chien-dich/", "/cam-nang/", "/map/"]


def card(client, address: str) -> dict[str, str]:
    text = client.get(address).content.decode()
    rows = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)">', text)
    assert len(rows) == len(dict(rows)), "a property is said twice"
    return dict(rows)


def size_of(client, address: str) -> tuple[int, int]:
    answer = client.get(urlsplit(address).path)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/jpeg"
    return Image.open(BytesIO(b"".join(answer.streaming_content))).size


@pytest.fixture(scope="module")
def drawn():
    for name in ("home-hero", "island-pier"):
        _render(Drawing(DRAWINGS / "landscapes" / f"{name}.svg", f"{FOLDER}/landscapes/{name}.png", is_square=False))


def test_every_kind_of_page_has_a_card_with_a_picture_of_the_stated_size(client, tree, drawn):
    for address in [*LISTS, *tree.of_every_kind().values()]:
        said = card(client, address)

        assert said["og:title"], address
        assert said["og:url"] == HOST + address
        assert said["og:site_name"] == "Chợ OCOP"
        assert said["og:locale"] == "vi_VN"
        assert said["twitter:card"] == "summary_large_image"
        assert (said["og:image:width"], said["og:image:height"]) == ("1200", "630")
        assert said["og:image:alt"].endswith("(minh họa)")
        assert size_of(client, said["og:image"]) == (1200, 630)


def test_a_page_is_shared_with_its_own_illustration_and_lead(client, tree, drawn):
    story = tree.story("mam", title="Nước mắm", landscape="island-pier")
    tree.story("mam", language="en", of=story, title="Fish sauce", landscape="island-pier")

    said, english = card(client, "/chuyen-ke/mam/"), card(client, "/en/chuyen-ke/mam/")

    assert said["og:type"] == "article"
    assert said["og:title"] == "Nước mắm"
    assert said["og:description"] == "Một câu."
    assert said["og:image"] == f"{HOST}/media/illustrations/landscapes/island-pier.png.share.jpg"
    assert (said["og:locale"], said["og:locale:alternate"]) == ("vi_VN", "en_US")
    assert (english["og:locale"], english["og:locale:alternate"]) == ("en_US", "vi_VN")
    assert size_of(client, said["og:image"]) == (1200, 630)


@pytest.mark.parametrize("size", [(900, 1600), (1600, 1000), (640, 480)])
def test_a_photograph_of_any_shape_is_shared_in_the_stated_size(client, tree, size):
    file = ImageFile(BytesIO(picture_bytes(size=size)), name=f"anh-{size[0]}.jpg")
    image = get_image_model().objects.create(title="Ảnh", description="Bến cá", file=file)
    tree.story("mam", image=image, landscape="island-pier")

    said = card(client, "/chuyen-ke/mam/")

    assert said["og:image:alt"] == "Bến cá"
    assert size_of(client, said["og:image"]) == (1200, 630)


def test_a_photograph_takes_its_share_card_along_when_it_goes(client, tree):
    image = get_image_model().objects.create(title="Ảnh", file=ImageFile(BytesIO(picture_bytes()), name="di.jpg"))
    tree.story("mam", image=image)
    address = urlsplit(card(client, "/chuyen-ke/mam/")["og:image"]).path

    image.delete()

    assert client.get(address).status_code == 404


def test_a_page_shown_for_want_of_a_translation_is_shared_in_its_own_language(client, tree):
    tree.story("mam", title="Nước mắm")

    said = card(client, "/en/chuyen-ke/mam/")

    assert said["og:locale"] == "vi_VN"
    assert "og:locale:alternate" not in said
    assert said["og:url"] == f"{HOST}/chuyen-ke/mam/"


def test_the_words_of_editors_stay_text_in_the_card(client, tree):
    tree.story("mam", title='"><script>alert(1)</script>', lead='Lời "trong ngoặc" & hơn')

    text = client.get("/chuyen-ke/mam/").content.decode()

    assert "<script>alert" not in text
    assert 'content="Lời &quot;trong ngoặc&quot; &amp; hơn"' in text
