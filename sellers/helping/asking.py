"""The seller asks somebody to help: for what and until when, agreed by a code to the seller's own phone."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from marketplace.accounts.phones import display_phone
from marketplace.folding import clean
from sellers.access import Acting, OutsideScope
from sellers.changes import note_change

from .agreeing import NoCode, confirm, phone_of, send_code, setting
from .models import AgreementCode, Helper, Scope
from .telling import tell_of_start
from .wording import scopes_text, sms_words

PURPOSE = AgreementCode.Purpose.HELPER


class BadHelper(ValueError):
    """What is wrong with it, by field: {"phone": message}."""

    def __init__(self, errors: dict):
        super().__init__(errors)
        self.errors = errors


@dataclass(frozen=True)
class Terms:
    """What is agreed to. It travels in the code's `about`, so other terms need another code."""

    scopes: tuple[str, ...]
    until: date

    def about(self, helper: Helper) -> str:
        return f"helper:{helper.pk}:{','.join(self.scopes)}:{self.until.isoformat()}"

    @classmethod
    def read(cls, about: str) -> "Terms":
        scopes, until = about.split(":")[2:]
        return cls(tuple(scopes.split(",")), date.fromisoformat(until))


def checked_terms(*, scopes, until) -> Terms:
    """Scopes in their own order, and a day within helping.longest_days. Raises BadHelper."""
    chosen = tuple(scope for scope in Scope.values if scope in set(scopes))
    today = timezone.localdate()
    last = today + timedelta(days=setting("helping.longest_days"))
    errors = {}
    if not chosen:
        errors["scopes"] = _("Tick what this person may do.")
    if until is None or not today <= until <= last:
        errors["until"] = _("Choose a day from today to %(day)s.") % {"day": last.strftime("%d/%m/%Y")}
    if errors:
        raise BadHelper(errors)
    return Terms(chosen, until)


def ask(*, acting: Acting, phone, name, relation, scopes, until) -> Helper:
    """Propose a helper, or other terms for one, and send the code to the seller's own phone. Nothing counts before it.

    `name` is what the seller calls them; people unknown so far get it as their name.
    Raises OutsideScope, BadHelper, NoPhone, TooManyCodes.
    """
    _require_owner(acting)
    terms = checked_terms(scopes=scopes, until=until)
    own_phone, name = phone_of(acting.person), clean(name)
    if relation not in Helper.Relation.values:
        raise BadHelper({"relation": _("Choose who this is.")})
    with transaction.atomic():
        person = _person(acting, phone, name)
        helper = _open_row(acting, person, relation, terms)
        language = acting.person.preferred_language
        with override(language):
            words = sms_words(name=name or display_phone(phone), terms=terms)
        send_code(
            seller=acting.seller, purpose=PURPOSE, about=terms.about(helper), phone=own_phone, words=words,
            language=language,
        )  # fmt: skip
        said = {"name": name or display_phone(phone), "scopes": scopes_text(terms.scopes), "day": _day(terms.until)}
        note_change(acting, "helper.asked", _("Asked %(name)s to help: %(scopes)s, until %(day)s") % said)
    return helper


def agree(*, acting: Acting, helper: Helper, code: str) -> Helper:
    """The code was typed: the newest terms that were proposed count from now. Raises OutsideScope, NoCode, WrongCode.

    Call it outside a transaction: a wrong code counts whatever happens next.
    """
    _require_owner(acting)
    waiting = proposed(helper)
    if waiting is None or helper.seller_id != acting.seller.pk:
        raise NoCode
    used = confirm(seller=acting.seller, purpose=PURPOSE, about=waiting.about, code=code)
    terms = Terms.read(used.about)
    with transaction.atomic():
        helper = Helper.objects.select_for_update(of=("self",)).select_related("person", "seller").get(pk=helper.pk)
        if helper.ended_at:
            raise NoCode
        helper.scopes, helper.until = list(terms.scopes), terms.until
        helper.agreed_at, helper.agreed_phone = timezone.now(), used.phone
        helper.save(update_fields=["scopes", "until", "agreed_at", "agreed_phone"])
        said = {"name": str(helper.person), "scopes": scopes_text(terms.scopes), "day": _day(terms.until)}
        note_change(acting, "helper.agreed", _("%(name)s may help: %(scopes)s, until %(day)s") % said)
        tell_of_start(helper)
    return helper


def proposed(helper: Helper) -> AgreementCode | None:
    """The newest code about this helper while it can still be typed; its `about` holds the proposed terms."""
    codes = AgreementCode.objects.filter(
        seller_id=helper.seller_id, purpose=PURPOSE, about__startswith=f"helper:{helper.pk}:"
    )
    newest = codes.order_by("-created_at", "-pk").first()
    usable = newest and newest.used_at is None and newest.expires_at > timezone.now()
    return newest if usable else None


def _person(acting: Acting, phone: str, name: str):
    """Whoever has this phone; somebody new is entered, and proves the phone by signing in."""
    User = get_user_model()
    person = User.objects.by_phone(phone)
    if person is None:
        person = User.objects.create_user(phone=phone, full_name=name)
    if acting.seller.partner.users.filter(pk=person.pk).exists():
        raise BadHelper({"phone": _("This is one of the shop's own people.")})
    if not person.is_active:
        raise BadHelper({"phone": _("This account is closed. Ask somebody else.")})
    return person


def _open_row(acting: Acting, person, relation: str, terms: Terms) -> Helper:
    """The one open row of this helper; while nothing was agreed it shows the newest proposal."""
    helper, is_new = Helper.objects.select_for_update(of=("self",)).get_or_create(
        seller=acting.seller, person=person, ended_at=None,
        defaults={
            "relation": relation, "scopes": list(terms.scopes), "until": terms.until, "asked_by": acting.person,
        },
    )  # fmt: skip
    if not is_new and helper.agreed_at is None:
        helper.relation, helper.scopes, helper.until = relation, list(terms.scopes), terms.until
        helper.asked_at, helper.asked_by = timezone.now(), acting.person
        helper.save(update_fields=["relation", "scopes", "until", "asked_at", "asked_by"])
    return helper


def _require_owner(acting: Acting) -> None:
    if not acting.is_owner:
        raise OutsideScope


def _day(day: date) -> str:
    return day.strftime("%d/%m/%Y")
