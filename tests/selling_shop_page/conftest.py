"""A seller with a person of their own, signed in on a phone."""

import pytest

from marketplace.accounts.models import User
from sellers.access import Acting
from tests import stall


def person(email="chu@example.com", name="Chủ Mẫu"):
    return User.objects.create_user(email=email, full_name=name)


def shop_of(owner, name="Hộ minh họa Mỹ Đức", **more):
    made = stall.seller(name, **more)
    made.partner.users.add(owner)
    return made


@pytest.fixture
def owner(db):
    return person()


@pytest.fixture
def shop(owner):
    return shop_of(owner)


@pytest.fixture
def acting(owner, shop):
    return Acting(owner, shop)


@pytest.fixture
def phone(client, owner):
    client.force_login(owner)
    return client
