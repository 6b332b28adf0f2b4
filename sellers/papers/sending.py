"""A seller, or a helper who may, sends a paper: checked, stored in private, promised an answer by a day."""

from collections.abc import Iterable
from datetime import date

from dateutil.relativedelta import relativedelta
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from marketplace.folding import clean
from marketplace.legal.parameters import parameter
from marketplace.legal.working_days import add_working_days
from sellers.access import Acting
from sellers.changes import note_change
from sellers.helping.models import Scope
from sellers.models import Seller

from .applying import applying, goods_of
from .forbidden import asks_for_a_card
from .models import Requirement, Submission, SubmissionFile, private_storage
from .numbers import BadNumber, any_number, registration_no, tax_code
from .uploads import MOST_FILES, Prepared, prepare

FARTHEST_YEARS = 20


class NotAsked(LookupError):
    """Nobody asks this seller for that."""


class BadPaper(ValueError):
    """`errors`: what is wrong, by field: files, number, issuer, issued_on, valid_until, note."""

    def __init__(self, errors: dict[str, str]):
        super().__init__(errors)
        self.errors = errors


def send(
    *,
    acting: Acting,
    requirement: Requirement,
    product=None,
    files: Iterable = (),
    number: str = "",
    issuer: str = "",
    issued_on: date | None = None,
    valid_until: date | None = None,
    note: str = "",
) -> Submission:
    """Sends one paper; what still waits of the same kind is taken back. `files`: uploads, or Prepared ones.

    Raises PermissionDenied, NotAsked, BadPaper. Files are stored before the transaction opens, and go again if it fails.
    """
    require_asked(acting, requirement, product)
    values = {"number": number, "issuer": clean(issuer)[:200], "issued_on": issued_on, "valid_until": valid_until}
    prepared, errors = prepare_all(files)
    errors |= check_facts(requirement, values)
    if requirement.needs_file and not prepared and "files" not in errors:
        errors["files"] = _("Photograph the paper, or choose a picture or a PDF.")
    if errors:
        raise BadPaper(errors)
    stored = [(one, _store(one)) for one in prepared]
    try:
        return _record(acting, requirement, product, values | {"note": clean(note)[:500]}, stored)
    except BaseException:
        for _one, path in stored:
            private_storage().delete(path)
        raise


def require_asked(acting: Acting, requirement: Requirement, product=None) -> None:
    """Raises PermissionDenied, or NotAsked when this paper is not on the seller's checklist."""
    if not acting.may(Scope.PAPERS):
        raise PermissionDenied(Scope.PAPERS)
    seller = acting.seller
    asked = applying([requirement], seller, goods_of([seller])[seller.pk])
    keys = {found.pk if found else None for _requirement, found in asked}
    is_paper = requirement.is_active and requirement.way == Requirement.Way.PAPER
    is_card = requirement.needs_file and asks_for_a_card(requirement.name, requirement.name_en)
    if not is_paper or is_card or (product.pk if product else None) not in keys:
        raise NotAsked(requirement.code)


def prepare_all(files: Iterable) -> tuple[list[Prepared], dict[str, str]]:
    """What passed the door, and the first mistake as {"files": message}. The same page twice counts once."""
    prepared, errors = {}, {}
    for number, file in enumerate(files):
        if number >= MOST_FILES:
            errors["files"] = _("At most %(number)s pictures.") % {"number": MOST_FILES}
            break
        try:
            ready = file if isinstance(file, Prepared) else prepare(file)
        except ValidationError as error:
            errors["files"] = f"{clean(file.name or '')[:60]}: {error.messages[0]}"
            continue
        prepared.setdefault(ready.sha256, ready)
    return list(prepared.values()), errors


def check_facts(requirement: Requirement, values: dict) -> dict[str, str]:
    """Mistakes by field; writes the number into `values` as it is stored."""
    errors, today = {}, timezone.localdate()
    try:
        values["number"] = _number(requirement, values["number"])
    except BadNumber as error:
        errors["number"] = str(error)
    issued, until = values["issued_on"], values["valid_until"]
    if issued and not today - relativedelta(years=FARTHEST_YEARS) <= issued <= today:
        errors["issued_on"] = _("Look at the day of issue: it lies in the past.")
    if requirement.has_expiry and not until and issued and requirement.months_valid:
        until = values["valid_until"] = issued + relativedelta(months=requirement.months_valid)
    if requirement.has_expiry and not until and not issued:
        errors["issued_on"] = _("Tell the day of issue or the last day as they stand on the paper.")
    if until and until < today and "issued_on" not in errors:
        errors["valid_until"] = _("This paper has run out on %(day)s. Send the new one.") % {"day": f"{until:%d/%m/%Y}"}
    elif until and until > today + relativedelta(years=FARTHEST_YEARS):
        errors["valid_until"] = _("Look at the last day again: it is very far away.")
    elif until and issued and until < issued:
        errors["valid_until"] = _("The last day lies before the day of issue.")
    return errors


def _number(requirement: Requirement, text: str) -> str:
    if not clean(text):
        if requirement.needs_number:
            raise BadNumber(_("Type the number of the paper."))
        return ""
    rules = {Requirement.Gives.TAX_CODE: tax_code, Requirement.Gives.REGISTRATION_NO: registration_no}
    return rules.get(requirement.gives, any_number)(text)


def _store(file: Prepared) -> str:
    field = SubmissionFile._meta.get_field("file")
    return private_storage().save(field.generate_filename(None, file.name), ContentFile(file.content))


@transaction.atomic
def _record(acting: Acting, requirement: Requirement, product, values: dict, stored) -> Submission:
    seller = Seller.objects.select_for_update().get(pk=acting.seller.pk)
    mine = Submission.objects.filter(seller=seller, requirement=requirement, product=product)
    mine.filter(state=Submission.State.SENT).update(state=Submission.State.WITHDRAWN)
    today = timezone.localdate()
    submission = Submission.objects.create(
        seller=seller, requirement=requirement, product=product, sent_by=acting.person, is_demo=seller.is_demo,
        due_on=add_working_days(today, parameter("papers.answer_working_days", today)), **values,
    )  # fmt: skip
    for one, path in stored:
        about = {"name": one.name, "content_type": one.content_type, "size": len(one.content), "sha256": one.sha256}
        SubmissionFile.objects.create(submission=submission, file=path, **about)
    what = f"{requirement.title}: {product.title}" if product else requirement.title
    note_change(acting, "paper_sent", _("Paper sent: %(paper)s") % {"paper": what})
    return submission


@transaction.atomic
def take_back(*, acting: Acting, submission: Submission) -> Submission:
    """The seller takes back what still waits. Raises PermissionDenied, NotAsked."""
    if not acting.may(Scope.PAPERS):
        raise PermissionDenied(Scope.PAPERS)
    mine = Submission.objects.select_for_update().filter(seller=acting.seller, state=Submission.State.SENT)
    waiting = mine.filter(pk=submission.pk).first()
    if waiting is None:
        raise NotAsked(submission.pk)
    waiting.state = Submission.State.WITHDRAWN
    waiting.save(update_fields=["state"])
    note_change(acting, "paper_taken_back", _("Paper taken back: %(paper)s") % {"paper": waiting.requirement.title})
    return waiting
