"""How helpers stand, for the seller who looks at them."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from marketplace.accounts.phones import display_phone
from sellers.helping.asking import Terms, proposed
from sellers.helping.models import Helper
from sellers.helping.wording import scopes_text
from sellers.models import SellerChange

MOST_PAST = 10


@dataclass(frozen=True)
class ShownHelper:
    """`name` is the account's only where the seller knows it: typed by the seller, asked by the helper, or seen beside a change."""

    helper: Helper
    name: str
    scopes: str

    @property
    def is_in_force(self) -> bool:
        return self.helper.is_in_force_on(timezone.localdate())

    @property
    def until(self) -> date:
        return self.helper.until


def helpers_of(seller) -> tuple[list[ShownHelper], list[ShownHelper]]:
    """Those who help or were asked, and the last who helped. Three queries."""
    rows = Helper.objects.filter(seller=seller).select_related("person", "ended_by")
    worked = set(SellerChange.objects.filter(seller=seller, is_helper=True).values_list("by", flat=True).distinct())
    now = [show(helper, worked) for helper in rows.filter(ended_at=None)]
    past = [show(helper, worked) for helper in rows.filter(ended_at__isnull=False, agreed_at__isnull=False)[:MOST_PAST]]
    return now, past


def show(helper: Helper, worked=()) -> ShownHelper:
    known = helper.person_id in (*worked, helper.asked_by_id) or helper.person.last_login is None
    number = display_phone(helper.person.phone)
    name = str(helper.person) if known or not number else number
    return ShownHelper(helper, name, scopes_text(helper.scopes))


def proposal_of(helper: Helper) -> dict | None:
    """What the waiting code is about, and until when it can be typed."""
    code = proposed(helper)
    if code is None:
        return None
    terms = Terms.read(code.about)
    return {
        "scopes": scopes_text(terms.scopes),
        "until": terms.until,
        "phone": code.phone,
        "expires_at": code.expires_at,
    }
