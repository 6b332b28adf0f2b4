"""A code to the seller's own phone agrees to one thing: a helper, a bank account, a phone number. Only a digest is kept."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from marketplace.folding import clean
from marketplace.legal.parameters import parameter
from marketplace.notify.models import Message
from marketplace.notify.sending import send
from sellers.models import Seller

from .models import AgreementCode

DIGITS = 6
TEMPLATE = "agreement_code"
HOUR = timedelta(hours=1)


class NotAgreed(Exception):
    """No agreement came of it; which one says why."""


class NoPhone(NotAgreed):
    """The person has no proved phone to which a code could go."""


class TooManyCodes(NotAgreed):
    """As many codes were sent in the last hour as an hour allows (helping.codes_per_hour)."""


class NoCode(NotAgreed):
    """No code waits for this: none was sent, it ran out, it was used, or it was typed wrong too often."""


class WrongCode(NotAgreed):
    """Not the code. `tries_left` more, then a new one is needed."""

    def __init__(self, tries_left: int):
        super().__init__(tries_left)
        self.tries_left = tries_left


def phone_of(person) -> str:
    """The proved phone of the seller's own person, E.164: never the shop's contact number, which a helper may change.

    Raises NoPhone.
    """
    if person.phone and person.phone_verified:
        return person.phone
    raise NoPhone


def send_code(*, seller, purpose, about, phone, words="", language="vi") -> AgreementCode:
    """Send six digits to `phone` that agree to `about` and to nothing else. `words` say in the message what that is.

    Older codes for the same thing end here. Raises TooManyCodes.
    """
    with transaction.atomic():
        Seller.objects.select_for_update(no_key=True, of=("self",)).get(pk=seller.pk)
        require_room_for_a_code(phone=phone, about=_key(seller))
        code, now = new_code(), timezone.now()
        made = AgreementCode(seller=seller, purpose=purpose, about=about[:120], phone=phone, created_at=now)
        made.expires_at = now + timedelta(minutes=setting("helping.code_minutes"))
        made.digest = _digest(made, code)
        made.save()
        send_digits(code, phone=phone, words=words, language=language, about=_key(seller))
    return made


def confirm(*, seller, purpose, about, code) -> AgreementCode:
    """Use the newest code for this thing up, once. A wrong one counts at once, whatever the caller does next.

    Call it outside a transaction, then do what was agreed to. Raises NoCode, WrongCode.
    """
    with transaction.atomic(durable=True):
        waiting = _newest(seller, purpose, about)
        refused = _refused(waiting, clean(code).replace(" ", ""))
        if refused is None:
            waiting.used_at = timezone.now()
            waiting.save(update_fields=["used_at"])
    if refused:
        raise refused
    return waiting


def new_code() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def require_room_for_a_code(*, phone, about) -> None:
    """Counts what the outbox sent in the last hour, to this phone and about this; raises TooManyCodes."""
    lately = Message.objects.filter(template=TEMPLATE, created_at__gt=timezone.now() - HOUR)
    most = setting("helping.codes_per_hour")
    if lately.filter(about=about).count() >= most or lately.filter(recipient=phone).count() >= most:
        raise TooManyCodes


def send_digits(code: str, *, phone, words, language, about) -> None:
    minutes = setting("helping.code_minutes")
    context = {"code": code, "words": words, "minutes": minutes}
    send(template=TEMPLATE, context=context, language=language, phone=phone, about=about)


def setting(code: str) -> int:
    """A house rule in force today."""
    return parameter(code, timezone.localdate())


def _key(seller) -> str:
    return f"agreement:{seller.pk}"


def _newest(seller, purpose, about) -> AgreementCode | None:
    codes = AgreementCode.objects.select_for_update(of=("self",))
    return codes.filter(seller=seller, purpose=purpose, about=about[:120]).order_by("-created_at", "-pk").first()


def _refused(waiting: AgreementCode | None, code: str) -> NotAgreed | None:
    """Why not, with a wrong try counted; None when the code is right."""
    most = setting("helping.code_tries")
    if waiting is None or waiting.used_at or waiting.expires_at <= timezone.now() or waiting.wrong_tries >= most:
        return NoCode()
    if constant_time_compare(waiting.digest, _digest(waiting, code)):
        return None
    waiting.wrong_tries += 1
    waiting.save(update_fields=["wrong_tries"])
    return WrongCode(most - waiting.wrong_tries)


def _digest(code: AgreementCode, digits: str) -> str:
    """Bound to the seller, the thing and the phone: the same digits agree to nothing else."""
    bound = f"{code.seller_id}|{code.purpose}|{code.about}|{code.phone}|{digits}"
    return salted_hmac("sellers.helping.agreeing", bound, algorithm="sha256").hexdigest()
