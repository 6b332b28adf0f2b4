"""Somebody who joins: opens pages, counts what they ask, types codes from the outbox."""

import io
import re
from html.parser import HTMLParser

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from marketplace.notify.models import Message
from marketplace.places.models import FormerName
from tests import stall

PHONE = "0912 345 678"
E164 = "+84912345678"


class Questions(HTMLParser):
    """What a page asks: the names of boxes that people fill in."""

    def __init__(self, html: str):
        super().__init__()
        self.names, self.hidden, self._is_main = [], {}, False
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        of = dict(attributes)
        self._is_main = self._is_main or tag == "main"
        if not self._is_main or tag not in ("input", "select", "textarea") or not of.get("name"):
            return
        if of.get("type") == "hidden":
            self.hidden[of["name"]] = of.get("value", "")
        elif (name := of["name"].removesuffix("_chosen")) not in self.names:  # camera or gallery: one question
            self.names.append(name)


def asked_on(response) -> list[str]:
    return Questions(response.content.decode()).names


def photo(name="ca.jpg", colour=(200, 150, 80)) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (900, 900), colour).save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def sign_in_code(address=E164) -> str:
    message = Message.objects.filter(recipient=address, template="sign_in_code").order_by("-id").first()
    return re.search(r"\b\d{6}\b", message.body).group()


def ask_for_code(client, address=PHONE):
    return client.post(reverse("selling:join_phone"), {"login": address})


def type_code(client, code=None, address=E164):
    return client.post(reverse("selling:join_code"), {"code": code or sign_in_code(address)}, follow=True)


def say_who(client, **changes):
    place = stall.commune()
    answers = {"kind": "household", "name": "Hộ Bé Tư", "place": place.label} | changes
    return client.post(reverse("selling:join_who"), answers)


def first_product(**changes) -> dict:
    return {"title": "Khô cá lóc", "price": "120.000", "pack": "1kg", "picture": photo()} | changes


def former_name(old="Xã Khánh Hòa"):
    """The commune of the stall under the name it had before July 2025."""
    from marketplace.folding import folded

    return FormerName.objects.create(
        commune=stall.commune(), name=old, former_district="Huyện Châu Phú", former_province="An Giang",
        level="commune", search_text=f" {folded(old)} / huyen chau phu / tinh an giang / ",
    )  # fmt: skip
