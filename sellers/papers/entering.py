"""What an accepted paper enters: a certificate in the register, a checked paper of a product, a number of the seller."""

from django.utils.translation import gettext as _

from catalogue.certification.deciding import record
from catalogue.certification.models import Certificate, Level, Paper
from catalogue.listing.refreshing import refresh_soon
from marketplace.folding import clean

from .models import Requirement, Submission
from .numbers import BadNumber, registration_no, tax_code

Gives = Requirement.Gives


class BadDecision(ValueError):
    """`errors`: what is missing or wrong for this decision, by field."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(errors)
        self.errors = errors


def enter(submission: Submission, *, by, facts: dict) -> None:
    """Call under the lock of the submission, before it is saved. Raises BadDecision."""
    ways = {
        Gives.CERTIFICATE: _certificate,
        Gives.PRODUCT_PAPER: _product_paper,
        Gives.REGISTRATION_NO: _number_of_seller,
        Gives.TAX_CODE: _number_of_seller,
    }
    if way := ways.get(submission.requirement.gives):
        way(submission, by, facts)


def _certificate(submission: Submission, by, facts: dict) -> None:
    known = facts.get("certificate")
    submission.certificate = _claimed(known, submission, by) if known else _new_certificate(submission, by, facts)
    submission.valid_until = submission.certificate.last_day
    refresh_soon(submission.product_id)


def _claimed(certificate: Certificate, submission: Submission, by) -> Certificate:
    """One of the register that is valid today and shows no product on sale yet, or this one already. Locks it."""
    locked = Certificate.objects.select_for_update(of=("self",)).filter(pk=certificate.pk).first()
    if locked is None or not locked.is_valid_today:
        raise _bad("certificate", _("This certificate is not valid today."))
    if locked.product_id not in (None, submission.product_id):
        raise _bad("certificate", _("This certificate belongs to another product on sale."))
    if locked.product_id is None:
        locked.product = submission.product
        words = _("Belongs to the product “%(product)s”.") % {"product": submission.product.title}
        record(certificate=locked, before=None, by=by, reason=words)
    return locked


def _new_certificate(submission: Submission, by, facts: dict) -> Certificate:
    stars, decision_no = facts.get("stars"), clean(facts.get("decision_no", ""))
    if stars not in (3, 4, 5):
        raise _bad("stars", _("How many stars stand on the certificate: 3, 4 or 5?"))
    if not decision_no:
        raise _bad("decision_no", _("Type the number of the decision."))
    seller = submission.seller
    certificate = Certificate(
        product=submission.product, reference=_free_reference(submission), product_name=submission.product.title,
        producer_name=seller.name, product_set=_set_code(submission.product), commune=seller.commune,
        province=seller.commune.province, number=submission.number[:60], issuer=submission.issuer,
        level=facts.get("level") or (Level.MINISTRY if stars == 5 else Level.PROVINCE), stars=stars,
        decision_no=decision_no[:80], issued_on=submission.issued_on, valid_until=submission.valid_until,
        is_demo=submission.is_demo,
    )  # fmt: skip
    record(certificate=certificate, before=None, by=by, reason=_("The seller's certificate was checked"))
    return certificate


def _free_reference(submission: Submission) -> str:
    """The address in the register: of the province and the submission, so it comes once."""
    return f"ocop-{submission.seller.commune.province_id}-{submission.pk}"


def _set_code(product) -> str:
    category = product.categories.first()
    return (category.code or "")[:8] if category else ""


def _product_paper(submission: Submission, by, facts: dict) -> None:
    kind = submission.requirement.paper_kind
    if kind not in Paper.Kind.values:
        raise _bad("requirement", _("This requirement does not say which paper of the product it is."))
    submission.product_paper = Paper.objects.create(
        product=submission.product, kind=kind, number=submission.number, issuer=submission.issuer,
        issued_on=submission.issued_on, valid_until=submission.valid_until, state=Paper.State.ACCEPTED,
        is_demo=submission.is_demo,
    )  # fmt: skip
    refresh_soon(submission.product_id)


def _number_of_seller(submission: Submission, by, facts: dict) -> None:
    field = submission.requirement.gives
    try:
        submission.number = (tax_code if field == Gives.TAX_CODE else registration_no)(submission.number)
    except BadNumber as error:
        raise _bad("number", str(error)) from error
    limit = submission.seller._meta.get_field(field).max_length
    setattr(submission.seller, field, submission.number[:limit])
    submission.seller.save(update_fields=[field])


def _bad(field: str, message: str) -> BadDecision:
    return BadDecision({field: message})
