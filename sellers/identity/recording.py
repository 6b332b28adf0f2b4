"""Keeps that a provider vouched for the person behind a shop, and says what does not fit."""

from datetime import date

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.folding import clean, folded
from sellers.access import Acting
from sellers.changes import note_change
from sellers.models import Kind, Seller, SellerChange
from sellers.papers.impartial import require_impartial

from .claims import LONGEST_NAME, OLDEST, Proof, digest_of_document
from .models import SellerIdentity
from .provider import PROVIDER

# In these the shop is the person: the account is in their own name.
ONE_PERSON = (Kind.HOUSEHOLD, Kind.FACILITY)
DESK = "desk"  # who vouches for a document: the office itself
RECORD_DOCUMENTS = "opening.open_sellers"
MONTHS_LEFT = 6  # Decree 248/2026 Art 18.1 (rule E-07): so long a passport must still be valid


class NotTheOwner(Exception):
    """Only the seller's own people prove their identity for the shop; a helper cannot."""


class UsedAssertion(Exception):
    """This very assertion was recorded before."""


class BadDocument(ValueError):
    """`errors`: what is missing or wrong, by field."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(errors)
        self.errors = errors


def record(*, acting: Acting, proof: Proof, is_demo: bool = False) -> SellerIdentity:
    """Enters the proof; the newest counts. Raises NotTheOwner, UsedAssertion. Locks the seller."""
    if not acting.is_owner:
        raise NotTheOwner
    with transaction.atomic():
        seller = Seller.objects.select_for_update().get(pk=acting.seller.pk)
        if SellerIdentity.objects.filter(assertion_id=proof.assertion_id).exists():
            raise UsedAssertion
        note_change(acting, "identity_proved", _("Identity proved with %(provider)s") % {"provider": PROVIDER})
        return SellerIdentity.objects.create(
            seller=seller, person=acting.person, provider=PROVIDER, subject_hmac=proof.subject, name=proof.name,
            birth_year=proof.birth_year, assurance=proof.assurance, assertion_id=proof.assertion_id,
            verified_at=proof.verified_at, expires_on=proof.document_until, is_demo=is_demo or seller.is_demo,
        )  # fmt: skip


def record_document(
    *, seller: Seller, by, person, name: str, birth_year: int, number: str, expires_on: date
) -> SellerIdentity:
    """Enters a passport that the desk has seen: for foreigners, who have no electronic identity (rule E-09).

    `person` is the account of the shop it belongs to. Of `number` only a digest is kept.
    Raises PermissionDenied, papers.impartial.Partial, BadDocument. Locks the seller.
    """
    if not by.has_perm(RECORD_DOCUMENTS):
        raise PermissionDenied(RECORD_DOCUMENTS)
    name, number = clean(name)[:LONGEST_NAME], clean(number)
    with transaction.atomic():
        known = Seller.objects.select_for_update().get(pk=seller.pk)
        require_impartial(by, known)
        if errors := _mistakes(known, person, name, birth_year, number, expires_on):
            raise BadDocument(errors)
        words = _("The office has seen the passport of %(name)s.") % {"name": name}
        SellerChange.objects.create(seller=known, by=by, action="document_seen", words=words[:300])
        return SellerIdentity.objects.create(
            seller=known, person=person, method=SellerIdentity.Method.MANUAL_DOCUMENT, provider=DESK, name=name,
            subject_hmac=digest_of_document(number), birth_year=birth_year, expires_on=expires_on, is_demo=known.is_demo,
        )  # fmt: skip


def _mistakes(seller: Seller, person, name: str, birth_year: int, number: str, expires_on: date) -> dict[str, str]:
    today, errors = timezone.localdate(), {}
    if person is None or not seller.partner.users.filter(pk=person.pk).exists():
        errors["person"] = _("Choose an account of this shop.")
    if not name:
        errors["name"] = _("Type the name as the passport has it.")
    if not number:
        errors["number"] = _("Type the number of the paper.")
    if not today.year - OLDEST <= (birth_year or 0) <= today.year:
        errors["birth_year"] = _("Type the year of birth with four digits.")
    if expires_on is None or expires_on < today + relativedelta(months=MONTHS_LEFT):
        errors["expires_on"] = _("The passport must be valid for six more months.")
    return errors


def current(seller) -> SellerIdentity | None:
    """The proof that counts today."""
    today = timezone.localdate()
    known = SellerIdentity.objects.filter(seller=seller, revoked_at=None)
    return next((one for one in known if one.is_valid_on(today)), None)


def shops_of_the_same_person(identity: SellerIdentity) -> QuerySet[Seller]:
    """Other shops that somebody else's account proved with the same identity."""
    if not identity.subject_hmac:
        return Seller.objects.none()
    same = SellerIdentity.objects.filter(subject_hmac=identity.subject_hmac, revoked_at=None)
    others = same.exclude(seller=identity.seller).exclude(person=identity.person)
    return Seller.objects.filter(pk__in=others.values("seller")).order_by("name")


def notes(identity: SellerIdentity) -> list[str]:
    """What the desk should look at before it trusts the shop: names that differ, and an identity used by two accounts."""
    seller, found = identity.seller, []
    if others := list(shops_of_the_same_person(identity)):
        names = ", ".join(other.name for other in others)
        found.append(_("The same person has proved another shop with another account: %(shops)s.") % {"shops": names})
    if seller.kind in ONE_PERSON:
        found += _differences(identity, seller)
    return found


def _differences(identity: SellerIdentity, seller: Seller) -> list[str]:
    proved, found = folded(identity.name), []
    if proved not in folded(f"{seller.person} {seller.name}"):
        found.append(_("The shop does not bear the proved name: %(name)s.") % {"name": identity.name})
    holder = seller.bank_accounts.filter(ended_at=None).values_list("holder", flat=True).first()
    if holder and folded(holder) != proved:
        told = {"holder": holder, "name": identity.name}
        found.append(_("The bank account is %(holder)s's, the proved name is %(name)s.") % told)
    return found
