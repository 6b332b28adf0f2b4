"""People at work for a seller, signed in."""

import itertools
from datetime import timedelta

from django.test import Client
from django.utils import timezone

from marketplace.accounts.models import User
from sellers.helping.models import Helper

_numbers = itertools.count(1)


def person(name="Nguyễn Thị Mẫu") -> User:
    return User.objects.create(phone=f"+8490000{next(_numbers):04d}", full_name=name)


def owner(seller, name="Nguyễn Thị Mẫu") -> Client:
    """The seller's own person."""
    one = person(name)
    seller.partner.users.add(one)
    return signed_in(one)


def helper(seller, *scopes, name="Lê Thị Giúp") -> Client:
    """Somebody to whom the seller has agreed, for these scopes."""
    one = person(name)
    Helper.objects.create(
        seller=seller,
        person=one,
        relation="officer",
        scopes=list(scopes),
        until=timezone.localdate() + timedelta(days=30),
        asked_by=one,
        agreed_at=timezone.now(),
    )
    return signed_in(one)


def signed_in(one: User) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(one)
    return client


def address(seller, *rest: str) -> str:
    return "/en/selling/" + "/".join([seller.slug, *rest]) + ("" if rest and rest[-1].endswith(".pdf") else "/")
