"""Demo people join: shops in preparation with their owners, member households, helpers and wishes for help."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone
from oscar.core.loading import get_model

from marketplace.accounts.phones import normalise_phone
from marketplace.desk.models import StaffScope
from marketplace.places.models import Commune
from sellers.access import Acting
from sellers.changes import note_change
from sellers.helping.models import Helper, HelpWish
from sellers.helping.wishing import wish
from sellers.members.entering import enter_member
from sellers.members.making import say_what_they_make
from sellers.members.models import Member
from sellers.models import Seller, State

from .clock import at
from .selling import counted

HELPER = "nguoigiup@demo.example"


def who(email: str):
    return get_user_model().objects.by_email(email)


def shop(slug: str) -> Seller:
    return Seller.objects.with_place().get(slug=slug)


def acting_for(slug: str) -> Acting:
    """The owner at work; nobody by name where a shop agreed by its telephone only."""
    seller = shop(slug)
    return Acting(seller.partner.users.order_by("pk").first(), seller)


def days_ago(days: float):
    return timezone.now() - timedelta(days=days)


def name_owners(owners: dict[str, str]):
    def name(pair) -> bool:
        slug, email = pair
        partner = shop(slug).partner
        if partner.users.exists():
            return False
        partner.users.add(who(email))
        return True

    return counted(owners.items(), name)


def begin_shops(rows: list[dict]):
    return counted(rows, _begin)


def _begin(row: dict) -> bool:
    """Address and state are those of the data; joining.beginning makes the address from the name."""
    if Seller.objects.filter(slug=row["slug"]).exists():
        return False
    partner = get_model("partner", "Partner").objects.create(code=row["slug"], name=row["name"])
    partner.users.add(who(row["owner"]))
    seller = Seller.objects.create(
        partner=partner,
        slug=row["slug"],
        name=row["name"],
        kind=row["kind"],
        state=State.OPEN if "opened" in row else State.PREPARING,
        commune_id=row["commune"],
        business_place=row["place"],
        person=row["person"],
        phone=normalise_phone(row["phone"]),
        about=row["about"],
        about_en=row["about_en"],
        joined_at=days_ago(row["joined"]),
        opened_at=days_ago(row["opened"]) if "opened" in row else None,
        is_demo=True,
    )
    with at(days_ago(row["joined"])):
        note_change(acting_for(seller.slug), "shop.begun", f"Bắt đầu gian hàng: {seller.name}")
    return True


def enter_members(rows: list[dict]):
    return counted(rows, _enter_member)


def _enter_member(row: dict) -> bool:
    acting = acting_for(row["shop"])
    phone = normalise_phone(row["phone"])
    if Member.objects.filter(cooperative=acting.seller, name=row["name"]).exists():
        return False
    with at(days_ago(40)):
        home = acting.seller.commune
        member = enter_member(acting=acting, name=row["name"], commune=home, hamlet=row["hamlet"], phone=phone)
        makes = get_model("catalogue", "Product").objects.filter(upc__in=row["makes"])
        say_what_they_make(acting=acting, member=member, product_ids=list(makes.values_list("pk", flat=True)))
    return True


def agree_helpers(rows: list[dict]):
    return counted(rows, _agree)


def _agree(row: dict) -> bool:
    """The code goes to a telephone that nobody has, so the demo writes down what it would have agreed to."""
    acting, helper = acting_for(row["shop"]), who(HELPER)
    seller = acting.seller
    if Helper.objects.filter(seller=seller, person=helper).exists():
        return False
    then = days_ago(3)
    with at(then):
        Helper.objects.create(
            seller=seller,
            person=helper,
            relation=Helper.Relation.OFFICER,
            scopes=row["scopes"],
            until=timezone.localdate(then) + timedelta(days=row["until_days"]),
            asked_by=acting.person or helper,
            agreed_at=then,
            agreed_phone=seller.phone,
        )
        note_change(acting, "helper.agreed", f"Đồng ý để {helper} giúp (minh họa)")
    return True


def make_wishes(rows: list[dict]):
    return counted(rows, _wish)


def _wish(row: dict) -> bool:
    phone = normalise_phone(row["phone"])
    if HelpWish.objects.filter(phone=phone).exists():
        return False
    with at(days_ago(row["days"])):
        wish(name=row["name"], phone=phone, commune=Commune.objects.get(pk=row["commune"]), words=row["words"])
    return True


def place_officer(row: dict):
    def place(row) -> bool:
        scope, is_new = StaffScope.objects.get_or_create(person=who(row["email"]))
        if not is_new:
            return False
        scope.communes.set(row["communes"])
        return True

    return counted([row], place)
