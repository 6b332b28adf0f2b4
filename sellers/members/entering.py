"""A cooperative enters its member households, changes what stands there, and lets them leave."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from catalogue.listing import faceting
from marketplace.folding import clean
from sellers.access import Acting
from sellers.changes import note_change
from sellers.models import Kind, Seller

from .models import Member, ProductMaker

WITH_MEMBERS = (Kind.COOPERATIVE, Kind.COOPERATIVE_GROUP)


class NoMembers(Exception):
    """Only cooperatives and cooperative groups have member households."""


class HasLeft(Exception):
    """The household is no member of this cooperative any more: what stands there stays."""


class BadMember(ValueError):
    """What is wrong with it, by field: {"phone": message}."""

    def __init__(self, errors: dict):
        super().__init__(errors)
        self.errors = errors


def has_members(seller: Seller) -> bool:
    return seller.kind in WITH_MEMBERS


def members_of(seller: Seller):
    """Those who did not leave, with their commune."""
    return Member.objects.filter(cooperative=seller, left_at=None).select_related("commune__province", "person")


def enter_member(*, acting: Acting, name, commune, hamlet="", phone="", about="", is_shown=False) -> Member:
    """A new household. The same name and commune again, without a phone to tell them apart, gives the same one.

    Raises NoMembers, BadMember.
    """
    if not has_members(acting.seller):
        raise NoMembers
    answers = _checked(name, commune, hamlet, phone, about, is_shown)
    with transaction.atomic():
        Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=acting.seller.pk)
        if same := members_of(acting.seller).filter(name=answers["name"], commune=commune, phone=phone).first():
            return same
        _require_free_phone(acting.seller, phone)
        member = Member.objects.create(cooperative=acting.seller, **answers)
        note_change(acting, "member.entered", _("Entered the household %(name)s") % {"name": member.name})
    return member


def change_member(*, acting: Acting, member: Member, name, commune, hamlet, phone, about, is_shown) -> Member:
    """Another phone is another person: whoever saw this household's page by the old one no longer does.

    A household that looks after itself and does not want to be named stays unnamed. Raises BadMember, HasLeft.
    """
    answers = _checked(name, commune, hamlet, phone, about, is_shown)
    try:
        with transaction.atomic():
            member = _locked(acting.seller, member)
            if member.person_id and not member.is_shown:
                answers["is_shown"] = False
            if member.person_id and member.person.phone != phone:
                answers["person"] = None
            for field, value in answers.items():
                setattr(member, field, value)
            member.save(update_fields=list(answers))
            note_change(acting, "member.changed", _("Changed the household %(name)s") % {"name": member.name})
    except IntegrityError as error:
        raise BadMember({"phone": _phone_taken()}) from error
    forget_pages()
    return member


def leave(*, acting: Acting, member: Member) -> Member:
    """The household is no member any more: no product names it, and its page is closed. Twice changes nothing."""
    with transaction.atomic():
        member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
        if member.left_at:
            return member
        member.left_at = timezone.now()
        member.save(update_fields=["left_at"])
        ProductMaker.objects.filter(member=member).delete()
        note_change(acting, "member.left", _("The household %(name)s left") % {"name": member.name})
    forget_pages()
    return member


def _locked(seller: Seller, member: Member) -> Member:
    """As it stands now: the household may have said yes, or left, since the page was drawn. Raises HasLeft."""
    found = members_of(seller).select_for_update(of=("self",)).filter(pk=member.pk).first()
    if found is None:
        raise HasLeft
    return found


def forget_pages() -> None:
    """Product pages that are kept name the maker: they are made anew."""
    transaction.on_commit(faceting.forget)


def _checked(name, commune, hamlet, phone, about, is_shown) -> dict:
    name, hamlet = clean(name), clean(hamlet)
    errors = {}
    if not name:
        errors["name"] = _("Type the name of the household.")
    for field, text in (("name", name), ("hamlet", hamlet), ("about", about)):
        if "<" in text or ">" in text:
            errors[field] = _("Write it without < and >.")
    if errors:
        raise BadMember(errors)
    return {
        "name": name, "commune": commune, "hamlet": hamlet, "phone": phone, "about": about.strip(), "is_shown": is_shown,
    }  # fmt: skip


def _require_free_phone(seller: Seller, phone: str) -> None:
    if phone and members_of(seller).filter(phone=phone).exists():
        raise BadMember({"phone": _phone_taken()})


def _phone_taken() -> str:
    return _("Another household of yours has this phone.")
