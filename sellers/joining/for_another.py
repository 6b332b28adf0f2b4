"""A helper joins for a farmer. Nothing of the farmer is stored before the code that went to the farmer's phone was typed."""

import secrets
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from marketplace.accounts.consents import record_terms
from marketplace.accounts.phones import display_phone
from marketplace.folding import clean, folded
from marketplace.notify.models import Message
from marketplace.places.resolving import commune_from_code
from sellers.access import Acting
from sellers.changes import note_change
from sellers.helping import agreeing
from sellers.helping.asking import BadHelper, Terms, checked_terms
from sellers.helping.models import Helper
from sellers.helping.telling import tell_of_start
from sellers.helping.wording import scopes_text, short_name, sms_words
from sellers.models import Seller, State

from .beginning import begin_shop, require_answers

# One helper may visit many farmers in a morning, but is no machine that sends messages.
MOST_CODES_OF_A_HELPER = 30
# Letters of a name in a message to a number that anybody may type.
LONGEST_NAME = 24


@dataclass(frozen=True)
class Proposal:
    """What the farmer is asked to agree to; the session keeps it until then."""

    key: str
    helper_pk: int
    phone: str
    relation: str
    kind: str
    name: str
    commune_code: str
    scopes: list[str]
    until: str
    digest: str
    expires_at: str

    def kept(self) -> dict:
        return asdict(self)

    @classmethod
    def read(cls, kept) -> "Proposal | None":
        try:
            return cls(**kept)
        except TypeError:
            return None

    @property
    def terms(self) -> Terms:
        return Terms(tuple(self.scopes), date.fromisoformat(self.until))

    @property
    def scopes_text(self) -> str:
        return scopes_text(self.scopes)

    @property
    def until_day(self) -> date:
        return date.fromisoformat(self.until)


def propose(*, helper, phone, relation, kind, name, commune, scopes, until) -> Proposal:
    """Send the code to the farmer's phone; it names the helper, what they may do and until when.

    Raises BadShop, BadHelper, TooManyCodes.
    """
    require_answers(kind, name)
    terms = checked_terms(scopes=scopes, until=until)
    if relation not in Helper.Relation.values:
        raise BadHelper({"relation": _("Choose who you are to them.")})
    if phone == helper.phone:
        raise BadHelper({"phone": _("This is your own number. Type the number of the person you help.")})
    _require_room(helper, phone)
    code, key = agreeing.new_code(), secrets.token_urlsafe(16)
    expires_at = timezone.now() + timedelta(minutes=agreeing.setting("helping.code_minutes"))
    agreeing.send_digits(
        code, phone=phone, words=sms_words(name=name_in_message(helper), terms=terms), language=get_language() or "vi",
        about=f"proposal:{helper.pk}:{phone}",
    )  # fmt: skip
    return Proposal(
        key, helper.pk, phone, relation, kind, clean(name), commune.pk, list(terms.scopes), terms.until.isoformat(),
        _digest(key, helper.pk, phone, code), expires_at.isoformat(),
    )  # fmt: skip


def name_in_message(helper) -> str:
    """Letters and spaces only, and few: a free name carries no address of a site and no number to a stranger's phone.

    Without a letter in the name: the helper's own proved phone, or who they are in general words.
    """
    letters = clean("".join(letter for letter in str(helper.full_name) if letter.isalpha() or letter.isspace()))
    own_phone = display_phone(helper.phone) if helper.phone_verified else ""
    return short_name(letters, LONGEST_NAME) or own_phone or str(Helper.Relation.OTHER.label)


def call_oneself(helper, name: str) -> None:
    """A helper without a name gets the one they typed: farmers read names, not numbers."""
    if name and not helper.full_name:
        helper.full_name = name
        helper.save(update_fields=["full_name"])


def agree_for(*, helper, proposal: Proposal, code: str, ip=None) -> Acting:
    """The code was typed: the farmer's account, the shop and the consent come into being together.

    Raises NoCode, WrongCode.
    """
    _require_code(helper, proposal, clean(code).replace(" ", ""))
    with transaction.atomic():
        farmer = _farmer(proposal.phone)
        record_terms(user=farmer, ip=ip)
        seller = _shop(farmer, proposal)
        consent = _consent(seller, helper, proposal)
        acting = Acting(helper, seller, consent)
        said = {"name": str(helper), "scopes": proposal.scopes_text, "day": proposal.until_day.strftime("%d/%m/%Y")}
        note_change(acting, "helper.agreed", _("%(name)s may help: %(scopes)s, until %(day)s") % said)
        tell_of_start(consent)
    return acting


def _require_room(helper, phone: str) -> None:
    agreeing.require_room_for_a_code(phone=phone, about=f"proposal:{helper.pk}:{phone}")
    lately = Message.objects.filter(template=agreeing.TEMPLATE, created_at__gt=timezone.now() - agreeing.HOUR)
    if lately.filter(about__startswith=f"proposal:{helper.pk}:").count() >= MOST_CODES_OF_A_HELPER:
        raise agreeing.TooManyCodes


def _require_code(helper, proposal: Proposal, code: str) -> None:
    """Tries and use are counted where two requests at once cannot both win: in the cache, by one key."""
    most = agreeing.setting("helping.code_tries")
    if proposal.helper_pk != helper.pk or datetime.fromisoformat(proposal.expires_at) <= timezone.now():
        raise agreeing.NoCode
    tries = _count(f"proposal.tries.{proposal.key}")
    if tries > most:
        raise agreeing.NoCode
    if not constant_time_compare(proposal.digest, _digest(proposal.key, helper.pk, proposal.phone, code)):
        raise agreeing.WrongCode(most - tries)
    if not cache.add(f"proposal.used.{proposal.key}", 1, _lifetime()):
        raise agreeing.NoCode


def _count(key: str) -> int:
    cache.add(key, 0, _lifetime())
    return cache.incr(key)


def _lifetime() -> int:
    """Seconds: longer than a code lives."""
    return 2 * 60 * agreeing.setting("helping.code_minutes")


def _digest(key: str, helper_pk: int, phone: str, code: str) -> str:
    return salted_hmac(
        "sellers.joining.for_another", f"{key}|{helper_pk}|{phone}|{code}", algorithm="sha256"
    ).hexdigest()


def _farmer(phone: str):
    """Whoever has this phone, now proved. An account that somebody else can enter by another door is not taken over."""
    User = get_user_model()
    farmer = User.objects.select_for_update().filter(phone=phone).first()
    if farmer is None:
        return User.objects.create_user(phone=phone, phone_verified=True)
    other_door = farmer.email or farmer.has_usable_password()
    if not farmer.is_active or (other_door and not farmer.phone_verified):
        raise agreeing.NoCode
    if not farmer.phone_verified:
        farmer.phone_verified = True
        farmer.save(update_fields=["phone_verified"])
    return farmer


def _shop(farmer, proposal: Proposal) -> Seller:
    """The farmer's shop of this name, or a new one."""
    own = Seller.objects.filter(partner__users=farmer).exclude(state=State.CLOSED).order_by("pk")
    same = next((seller for seller in own if folded(seller.name) == folded(proposal.name)), None)
    commune = commune_from_code(proposal.commune_code)
    return same or begin_shop(person=farmer, kind=proposal.kind, name=proposal.name, commune=commune)


def _consent(seller: Seller, helper, proposal: Proposal) -> Helper:
    agreed = {
        "relation": proposal.relation, "scopes": list(proposal.scopes), "until": proposal.until_day,
        "agreed_at": timezone.now(), "agreed_phone": proposal.phone,
    }  # fmt: skip
    return Helper.objects.update_or_create(
        seller=seller, person=helper, ended_at=None, defaults=agreed, create_defaults=agreed | {"asked_by": helper}
    )[0]
