"""A seller at work, with the people around: the seller's own person, a helper, somebody of the desk."""

import itertools
from datetime import timedelta

from django.contrib.auth.models import Permission
from django.utils import timezone

from catalogue.review.models import Shelf
from marketplace.accounts.models import User
from sellers.access import Acting
from sellers.helping.models import Helper
from tests import stall

_numbers = itertools.count(1)


def person(name="Bà Mẫu", **more):
    return User.objects.create(email=f"nguoi{next(_numbers)}@example.vn", full_name=name, **more)


def at_work(seller=None, **more):
    """Acting for a seller as its own person."""
    seller = seller or stall.seller(**more)
    owner = person()
    seller.partner.users.add(owner)
    return Acting(owner, seller)


def helping(seller, *, scopes=("products",), name="Anh cán bộ minh họa"):
    """Acting for a seller as a helper who was agreed to."""
    helper = person(name)
    consent = Helper.objects.create(
        seller=seller,
        person=helper,
        relation=Helper.Relation.OFFICER,
        scopes=list(scopes),
        until=timezone.localdate() + timedelta(days=30),
        asked_by=helper,
        agreed_at=timezone.now(),
    )
    return Acting(helper, seller, consent)


def officer(name="Chị bàn duyệt minh họa"):
    """Somebody who may decide on listings."""
    found = person(name, is_staff=True)
    found.user_permissions.add(Permission.objects.get(codename="decide_review"))
    return User.objects.get(pk=found.pk)


def on_sale(acting, title="Khô cá lóc", **more):
    """A product that the desk looked at and shoppers see."""
    made = stall.product(title, by=acting.seller, **more)
    Shelf.objects.create(product=made, state=Shelf.State.ON_SALE)
    return fresh(made)


def fresh(product):
    return type(product).objects.get(pk=product.pk)


def record_of(product):
    return product.stockrecords.get()


def room(acting, path="") -> str:
    """The address of a page of the Products room."""
    return f"/selling/{acting.seller.slug}/products/{path}"


def text_of(response) -> str:
    return response.content.decode().replace("\u00a0", " ")
