"""Two sellers side by side, each with one of everything that has a number in an address."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import override_settings
from django.utils import timezone
from oscar.core.loading import get_model

from catalogue.experiences.making import add_slot, make_experience
from catalogue.review.models import FieldChange, ProductReview, Shelf
from marketplace.accounts.models import User
from marketplace.accounts.verification import vouch_for_email
from marketplace.answering.asking import ask
from marketplace.fulfilment.loading import load_rates
from marketplace.fulfilment.models import Parcel
from marketplace.payouts.models import Payout, SellerBankAccount
from marketplace.selling.product_lists.keeping import keep
from marketplace.visits.models import Visit
from sellers.helping.models import Helper, HelpWish, Scope
from sellers.members.models import Member, ProductMaker
from sellers.models import State
from sellers.opening.models import OpeningRequest, Suspension
from sellers.papers.models import Requirement, Submission, SubmissionFile
from tests import stall
from tests.checkout import buying
from tests.payments import till
from tests.pictures import picture_bytes

TODAY = timezone.localdate


@dataclass
class Side:
    """One seller with its people. `ids`: kind of thing -> number, for filling addresses."""

    seller: object
    owner: User
    ids: dict = field(default_factory=dict)


def person(email: str, name: str, phone=None) -> User:
    user = User.objects.create_user(email=email, full_name=name, phone=phone, phone_verified=bool(phone))
    vouch_for_email(user)
    return user


def side(letter: str, number: int, commune) -> Side:
    """A cooperative of which everything exists: open, with goods, an order, papers, people and money."""
    owner = person(f"chu-{letter}@example.com", f"Chủ {letter}", f"+8491234560{number}")
    shop = stall.seller(
        f"Hợp tác xã Mẫu {letter}", kind="cooperative", at=commune, phone=f"+8491234560{number}", slug=f"mau-{letter}"
    )
    shop.partner.users.add(owner)
    made = Side(shop, owner, {"section": "what", "step": "packed", "format": "xlsx", "kind_of_visit": "orchard"})
    _goods(made, letter)
    _visit(made, letter)
    _order(made)
    _papers(made, letter)
    _people(made, letter, number, commune)
    made.ids["payout"] = _payout(shop)
    made.ids["list"] = keep(seller=shop, data="Tên sản phẩm,Giá\nMắm lạ,50000\n".encode(), filename="hang.csv")
    return made


def _goods(made: Side, letter: str) -> None:
    shop = made.seller
    product = stall.product(f"Khô cá {letter}", by=shop, price=120_000, stock=50)
    Shelf.objects.create(product=product, state="on_sale")
    parent = stall.product(f"Nước mắm {letter}", price=None)
    pack = stall.product(f"Nước mắm {letter}, chai", by=shop, parent=parent, price=80_000)
    image = get_model("catalogue", "ProductImage").objects.create(
        product=product, original="illustrations/products/honey.png", display_order=0
    )
    review = ProductReview.objects.create(product=product, due_on=TODAY(), sent_by=made.owner)
    change = FieldChange.objects.create(review=review, field="title", old=product.title, new="Khô cá lóc ngon nhất")
    draft = stall.product(f"Nháp {letter}", by=shop, is_public=False)
    Shelf.objects.create(product=draft, state="draft")
    made.ids |= {
        "product": product.pk, "parent": parent.pk, "pack": pack.pk, "image": image.pk, "review": review.pk,
        "change": change.pk, "draft": draft.pk,
    }  # fmt: skip


def _visit(made: Side, letter: str) -> None:
    product = stall.product(f"Vườn {letter}", by=made.seller, price=90_000, set_code="VI.1")
    experience = make_experience(product=product, kind="orchard", minutes=120, meeting_place="Đầu rạch")
    slot = add_slot(
        experience=experience,
        starts_at=timezone.now() + timedelta(days=9),
        places=8,
        price=90_000,
        partner=made.seller.partner,
    )
    made.ids |= {"experience": experience.pk, "slot": slot.pk, "visit": _booking(slot).pk}


def _booking(slot) -> Visit:
    """As it stands when it was paid; how it is paid is not what is walked."""
    with override_settings(PAYMENT_PROVIDERS=till.WAYS):
        order = buying.order_basket(buying.basket_of((slot.product, 1)), payment="till")
    Parcel.objects.filter(order=order).update(state=Parcel.State.ACCEPTED)
    return Visit.objects.get(parcel__order=order)


def _order(made: Side) -> None:
    product = get_model("catalogue", "Product").objects.get(pk=made.ids["product"])
    order = buying.order_basket(buying.basket_of((product, 2)))
    parcel = order.parcels.get()
    question = ask(parcel)
    made.ids |= {"order": order.pk, "number": order.number, "parcel": parcel.pk, "question": question.pk}
    made.ids |= {"parcel_number": parcel.number, "line": parcel.lines.get().pk}


def _papers(made: Side, letter: str) -> None:
    requirement, _new = Requirement.objects.get_or_create(code="giay-mau", defaults={"name": "Giấy mẫu"})
    optional, _new = Requirement.objects.get_or_create(code="giay-them", defaults={"name": "Giấy thêm"})
    of_product, _new = Requirement.objects.get_or_create(
        code="giay-hang", defaults={"name": "Giấy của hàng", "is_per_product": True}
    )
    made.ids["product_requirement"] = of_product.code
    sent = Submission.objects.create(seller=made.seller, requirement=requirement, due_on=TODAY(), sent_by=made.owner)
    content = SimpleUploadedFile("giay.jpg", picture_bytes())
    file = SubmissionFile.objects.create(
        submission=sent, file=content, name="giay.jpg", content_type="image/jpeg", size=1, sha256="0" * 64
    )
    held = Suspension.objects.create(
        seller=made.seller, kind="notice", ground="other", reason="Mẫu", effective_at=timezone.now() + timedelta(days=5)
    )
    shown = get_model("catalogue", "Product").objects.get(pk=made.ids["product"])
    certificate = stall.certificate(shown, commune=made.seller.commune, producer_name=made.seller.name)
    made.ids |= {"suspension": held.pk, "certificate": certificate.pk}
    request = OpeningRequest.objects.create(seller=made.seller, due_on=TODAY(), asked_by=made.owner)
    made.ids |= {"requirement": optional.pk, "requirement_code": optional.code, "asked": requirement.pk}
    made.ids |= {"submission": sent.pk, "file": file.pk, "request": request.pk}


def _people(made: Side, letter: str, number: int, commune) -> None:
    relative = person(f"nguoi-nha-{letter}@example.com", f"Người nhà {letter}")
    helper = consent(made.seller, relative, Scope.values)
    member = Member.objects.create(cooperative=made.seller, name=f"Hộ {letter}", commune=commune, person=relative)
    ProductMaker.objects.create(product_id=made.ids["product"], member=member)
    wish = HelpWish.objects.create(
        name=f"Bác {letter}", phone=f"+8491234561{number}", commune=commune, seller=made.seller, due_on=TODAY()
    )
    made.ids |= {"helper": helper.pk, "member": member.pk, "wish": wish.pk, "seller": made.seller.pk}


def _payout(shop) -> int:
    account = SellerBankAccount.objects.create(seller=shop, bin="970405", number=f"880{shop.pk}", holder="MAU")
    made = Payout.objects.create(seller=shop, account=account, amount=100_000, until=timezone.now(), state="paid")
    return made.pk


def consent(shop, helper: User, scopes, **more) -> Helper:
    defaults = {"until": TODAY() + timedelta(days=30), "agreed_at": timezone.now(), "asked_by": helper}
    return Helper.objects.create(
        seller=shop, person=helper, relation="officer", scopes=list(scopes), **{**defaults, **more}
    )


def two_sides() -> tuple[Side, Side]:
    """In two communes, so that the desk's scopes tell them apart, too."""
    load_rates()
    here = stall.commune("30469", "Xã Mỹ Đức")
    there = stall.commune("30470", "Xã Khánh Hòa", search_text=" khanh hoa / xa khanh hoa / tinh an giang / ")
    return side("a", 1, here), side("b", 2, there)


def stop(shop, state: str = State.SUSPENDED) -> None:
    """As the desk leaves it; the suspension stands in its own table."""
    if state == State.SUSPENDED:
        Suspension.objects.filter(seller=shop).update(took_effect_at=timezone.now())
    type(shop).objects.filter(pk=shop.pk).update(state=state)
