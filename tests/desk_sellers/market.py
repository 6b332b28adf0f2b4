"""A small market with something waiting at every section of the sellers' desk, in one commune, and the people who work there."""

from datetime import timedelta
from types import SimpleNamespace

from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.users.models import UserProfile

from catalogue.certification.models import Certificate
from catalogue.review.models import FieldChange, ProductReview, Shelf
from catalogue.review.sending import send as send_listing
from marketplace.accounts.models import User
from marketplace.answering.asking import ask_new
from marketplace.answering.models import OrderQuestion
from marketplace.desk.groups import COMMUNE_OFFICER, DOSSIERS, REVIEWER, SELLER_CARE, load_groups
from marketplace.desk.models import StaffScope
from marketplace.fulfilment.models import Parcel
from sellers.access import Acting
from sellers.helping.models import Helper, HelpWish
from sellers.helping.wishing import wish
from sellers.models import Seller, State
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.loading import load_requirements
from sellers.papers.models import Requirement, Submission
from sellers.papers.sending import send as send_paper
from tests import stall
from tests.desk.market import person
from tests.payments import till
from tests.pictures import picture_bytes

HERE, THERE = ("30469", "Xã Mỹ Đức"), ("30328", "Xã Vĩnh Xương")
PHONES = iter(f"+8491{number:07d}" for number in range(1, 9_999))


def people() -> SimpleNamespace:
    """shopper, staff with Wagtail's door only, the four groups; `there` and `here` are commune officers, `boss` a superuser."""
    from django.contrib.auth.models import Permission

    load_groups()
    staff = person("nhanvien", is_staff=True)
    staff.user_permissions.set(Permission.objects.filter(codename="access_admin"))
    standards = person("tieuchuan", is_staff=True)
    standards.user_permissions.set(
        Permission.objects.filter(codename__in=["access_admin", "see_sellers", "edit_requirements"])
    )
    made = SimpleNamespace(
        shopper=person("khach"),
        staff=User.objects.get(pk=staff.pk),
        dossiers=person("hoso", DOSSIERS),
        colleague=person("hoso2", DOSSIERS),
        reviewer=person("kiemduyet", REVIEWER),
        care=person("chamsocnguoiban", SELLER_CARE),
        here=person("xa-nay", COMMUNE_OFFICER),
        there=person(
            "xa-kia", *[group.name for group in Group.objects.filter(name__in=(DOSSIERS, REVIEWER, COMMUNE_OFFICER))]
        ),
        standards=User.objects.get(pk=standards.pk),
        boss=User.objects.create_superuser(
            email="truong@example.vn", full_name="truong", password="mua-ban-tren-song-9"
        ),
    )
    for each in vars(made).values():  # the desk speaks the language of the source to them
        UserProfile.objects.create(user=each, preferred_language="en")
    scope(made.here, HERE)
    scope(made.there, THERE)
    return made


def scope(officer, *communes) -> StaffScope:
    row = StaffScope.objects.get_or_create(person=officer)[0]
    row.communes.set([stall.commune(code, name) for code, name in communes])
    return row


def seller(name, *, state=State.PREPARING, at=HERE, owner=None, **more) -> Seller:
    made = stall.seller(name, state=state, at=stall.commune(*at), phone=next(PHONES), **more)
    if owner:
        made.partner.users.add(owner)
    return made


def picture(name="giay.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, picture_bytes(), "image/jpeg")


def paper(of, owner, code="business_registration", *, number="49A8001234", **more) -> Submission:
    asked = Requirement.objects.get(code=code)
    files = [picture()] if asked.needs_file else []
    return send_paper(acting=Acting(owner, of), requirement=asked, files=files, number=number, **more)


def certificate_paper(of, owner, product) -> Submission:
    about = {"number": "12/GCN", "issued_on": timezone.localdate() - timedelta(days=20)}
    return paper(of, owner, "ocop_certificate", product=product, **about)


def ask_to_open(of, *, days_left=2) -> OpeningRequest:
    """A request as it lies there, whatever is missing."""
    return OpeningRequest.objects.create(seller=of, due_on=timezone.localdate() + timedelta(days=days_left))


def first_listing(of, title="Mắm cá linh mới") -> ProductReview:
    product = stall.product(title, by=of, is_public=False)
    Shelf.objects.create(product=product, state=Shelf.State.WAITING)
    review = ProductReview.objects.create(product=product, is_first=True, due_on=timezone.localdate())
    FieldChange.objects.create(review=review, field="title", old=None, new=title)
    return review


def changed_listing(of, title="Khô cá lóc", **changes) -> ProductReview:
    product = stall.product(title, by=of)
    Shelf.objects.create(product=product, state=Shelf.State.ON_SALE)
    texts = {"description": "Ngon nhất xứ này, phơi hai nắng.", "ingredients": "Cá lóc, muối, ớt."}
    return send_listing(product=product, by=None, changes=changes or texts)


def question(of, *, hours=50, title="Gạo thơm") -> OrderQuestion:
    """An order that nobody has answered for so long."""
    till.bought((stall.product(title, by=of), 2), payment="cod")
    ask_new()
    found = OrderQuestion.objects.get(parcel=Parcel.objects.filter(seller=of).latest("pk"))
    asked = timezone.now() - timedelta(hours=hours)
    OrderQuestion.objects.filter(pk=found.pk).update(
        asked_at=asked, deputy_due_at=asked + timedelta(hours=6), desk_due_at=asked + timedelta(hours=24)
    )
    return OrderQuestion.objects.get(pk=found.pk)


def suspension(of) -> Suspension:
    now = timezone.now()
    return Suspension.objects.create(
        seller=of,
        kind="notice",
        ground="complaints",
        reason="Nhiều người mua than phiền.",
        effective_at=now,
        took_effect_at=now,
    )


def entry(name="Khô cá lóc Mỹ Đức", at=HERE, **more) -> Certificate:
    """An entry of the register that shows no product yet."""
    defaults = {"reference": f"so-{Certificate.objects.count() + 1}", "producer_name": "Hộ minh họa Mỹ Đức", "stars": 4}
    return Certificate.objects.create(
        product_name=name, province=stall.province(), commune=stall.commune(*at), decision_no="12/QĐ-UBND",
        issued_on=timezone.localdate() - timedelta(days=200), **defaults | more,
    )  # fmt: skip


def wished(name="Bà Tư minh họa", at=HERE) -> HelpWish:
    return wish(name=name, phone=next(PHONES), commune=stall.commune(*at), words="Giúp tui chụp giấy tờ")


def helps(officer, of) -> Helper:
    today = timezone.localdate()
    return Helper.objects.create(
        seller=of, person=officer, relation="officer", scopes=["papers"], until=today + timedelta(days=30), asked_by=officer,
        agreed_at=timezone.now(),
    )  # fmt: skip


def market() -> SimpleNamespace:
    """One of everything, all of it in HERE."""
    load_requirements()
    owner = person("chu-ho")
    asking = seller("Hộ đang xin mở", owner=owner)
    sent = paper(asking, owner)
    listing = first_listing(asking)
    star_paper = certificate_paper(asking, owner, listing.product)
    live = seller("Hộ đang bán", state=State.OPEN)
    changed = changed_listing(live)
    stopped = seller("Hộ bị dừng", state=State.SUSPENDED)
    return SimpleNamespace(
        owner=owner, asking=asking, paper=sent, star_paper=star_paper, file=sent.files.get(), request=ask_to_open(asking),
        listing=listing, live=live, changed=changed, question=question(live), stopped=stopped, suspension=suspension(stopped),
        wish=wished(), entry=entry(),
    )  # fmt: skip
