"""The phone where a shop's orders come: agreed to by a code to the new number, told to the old one."""

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from marketplace.accounts.phones import BadPhone, display_phone, normalise_phone
from marketplace.notify.sending import send

from .access import Acting, OutsideScope
from .changes import note_change
from .helping.agreeing import confirm, send_code
from .helping.models import AgreementCode
from .helping.wording import short_name
from .models import Seller

PURPOSE = AgreementCode.Purpose.PHONE
SHOWN_END, ROOM_FOR_NAME = 3, 40


def ask(*, acting: Acting, phone: str, language: str) -> None:
    """Send the code to `phone` (E.164). Raises OutsideScope for helpers, TooManyCodes."""
    _must_be_owner(acting)
    words = _("Orders of %(shop)s come to this phone.") % {"shop": short_name(acting.seller.name, ROOM_FOR_NAME)}
    send_code(seller=acting.seller, purpose=PURPOSE, about=phone, phone=phone, words=words, language=language)


def change(*, acting: Acting, phone: str, code: str) -> None:
    """Call outside a transaction. The phone for signing in stays. Raises OutsideScope, NoCode, WrongCode."""
    _must_be_owner(acting)
    agreed = confirm(seller=acting.seller, purpose=PURPOSE, about=phone, code=code)
    with transaction.atomic():
        seller = Seller.objects.select_for_update(of=("self",)).with_place().get(pk=acting.seller.pk)
        old, seller.phone = seller.phone, agreed.phone
        seller.save(update_fields=["phone"])
        note_change(acting, "shop_phone", _("Orders come to another phone, ending in %(end)s") % {"end": _end(phone)})
        _tell_the_old_one(seller, old, key=f"shop_phone_changed:{agreed.pk}")
    acting.seller.phone = agreed.phone


def _must_be_owner(acting: Acting) -> None:
    if not acting.is_owner:
        raise OutsideScope


def _tell_the_old_one(seller: Seller, old: str, *, key: str) -> None:
    """At once, also at night: who did not ask for it must be able to stop it. An old number may be a stranger's by now."""
    call = settings.OPERATOR.get("phone", "")
    context = {"seller": short_name(seller.name, ROOM_FOR_NAME), "end": _end(seller.phone)}
    send(
        template="shop_phone_changed", context=context | {"call": display_phone(e164(call)) or call},
        language=settings.LANGUAGE_CODE, phone=e164(old) or None, email=seller.email or None, dedupe_key=key,
        about=f"seller:{seller.pk}",
    )  # fmt: skip


def e164(text: str) -> str:
    """A contact number as it was entered, in one spelling; "" when no message can go there."""
    try:
        return normalise_phone(text)
    except BadPhone:
        return ""


def _end(phone: str) -> str:
    return phone[-SHOWN_END:]
