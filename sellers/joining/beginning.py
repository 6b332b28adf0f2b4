"""A shop begins: a partner, a seller that prepares, and the person whose it is. Nothing of it is public."""

import re

from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from oscar.core.loading import get_model

from marketplace.folding import clean, folded
from sellers.access import Acting
from sellers.changes import note_change
from sellers.models import Kind, Seller, State

# What stands below /selling/ itself, or may one day.
RESERVED = frozenset(
    {
        *("join", "answer", "money", "import", "new", "help", "preview", "member", "members", "start", "list"),
        *("sellers", "shop", "account", "admin", "cms", "helping", "en", "vi"),
    }
)
LONGEST_SLUG = 100
TRIES = 5
MOST_OF_A_NAME = 10_000


class BadShop(ValueError):
    """What is wrong with it, by field: {"name": message}."""

    def __init__(self, errors: dict):
        super().__init__(errors)
        self.errors = errors


@transaction.atomic
def begin_shop(*, person, kind, name, commune) -> Seller:
    """The person's shop in preparation. The same answers again give the same shop, so pressing twice makes one.

    The person's row is locked, so two presses come one after the other. Raises BadShop.
    """
    name = clean(name)
    require_answers(kind, name)
    owner = get_user_model().objects.select_for_update().get(pk=person.pk)
    if same := begun_before(person=owner, kind=kind, name=name, commune=commune):
        return same
    seller = _with_free_slug(name, lambda slug: _make(owner, kind, name, commune, slug))
    note_change(Acting(owner, seller), "shop.begun", _("The shop was begun: %(name)s") % {"name": name})
    return seller


def begun_before(*, person, kind, name, commune) -> Seller | None:
    """The person's shop with these same answers, unless it was closed."""
    own = Seller.objects.filter(partner__users=person, kind=kind, commune=commune).exclude(state=State.CLOSED)
    return next((seller for seller in own.order_by("pk") if folded(seller.name) == folded(name)), None)


def require_answers(kind, name) -> None:
    if kind not in Kind.values:
        raise BadShop({"kind": _("Choose who you are.")})
    if not folded(name):
        raise BadShop({"name": _("Type the name that shoppers will read.")})
    if "<" in name or ">" in name:
        raise BadShop({"name": _("A name has no < or > in it.")})
    if len(name) > Seller._meta.get_field("name").max_length:
        raise BadShop({"name": _("This name is too long.")})


def _make(owner, kind, name, commune, slug: str) -> Seller:
    partner = get_model("partner", "Partner").objects.create(name=name[:128], code=slug)
    partner.users.add(owner)
    return Seller.objects.create(
        partner=partner, name=name, slug=slug, kind=kind, commune=commune,
        phone=owner.phone or "", email=owner.email or "",
    )  # fmt: skip


def _with_free_slug(name: str, make, *, tries: int = TRIES) -> Seller:
    """Two people with the same name in the same moment: the second gets the next number."""
    try:
        with transaction.atomic():
            return make(free_slug(name))
    except IntegrityError:
        if tries <= 1:
            raise
    return _with_free_slug(name, make, tries=tries - 1)


def free_slug(name: str) -> str:
    """An address for a name: plain letters, not taken by another shop, not one of our own."""
    base = re.sub(r"[^a-z0-9]+", "-", folded(name))[:LONGEST_SLUG].strip("-")
    candidates = [] if base in RESERVED or not base else [base]
    base = base or "shop"
    candidates += [f"{base}-{number}" for number in range(1 if not candidates else 2, MOST_OF_A_NAME)]
    taken = set(Seller.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    taken |= set(get_model("partner", "Partner").objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(slug for slug in candidates if slug not in taken)
