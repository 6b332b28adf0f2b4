"""Sellers with owners, and the codes on their way to them."""

import itertools
import re
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from marketplace.accounts.consents import record_terms
from marketplace.notify.models import Message
from sellers.access import Acting
from sellers.helping.models import Helper, Scope
from tests import stall

_numbers = itertools.count(100)


def person(name="Nguyễn Văn Minh Họa", **more):
    """Somebody with a proved phone of their own who agreed to the terms."""
    fields = {"phone": f"+84912345{next(_numbers)}", "full_name": name, "phone_verified": True} | more
    made = get_user_model().objects.create_user(**fields)
    record_terms(user=made)
    return made


def shop(name="Hộ minh họa Mỹ Đức", *, owner=None, **more) -> Acting:
    """A seller with one owner, at work."""
    owner = owner or person(f"Chủ {name}")
    seller = stall.seller(name, **more)
    seller.partner.users.add(owner)
    return Acting(owner, seller)


def helper_of(acting: Acting, who=None, *, scopes=(Scope.PRODUCTS, Scope.ORDERS), days=30, **more) -> Helper:
    """A consent in force, as if agreed to."""
    today = timezone.localdate()
    fields = {"relation": "officer", "asked_by": acting.person, "agreed_at": timezone.now()} | more
    return Helper.objects.create(
        seller=acting.seller,
        person=who or person("Cán bộ Minh Họa"),
        scopes=list(scopes),
        until=today + timedelta(days=days),
        **fields,
    )


def code_to(phone: str) -> str:
    """The six digits of the newest message of agreement."""
    message = Message.objects.filter(recipient=phone, template="agreement_code").order_by("-id").first()
    return re.search(r"\b\d{6}\b", message.body).group()


def other_than(code: str) -> str:
    return "000000" if code != "000000" else "111111"
