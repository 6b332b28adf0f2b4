"""What a helper may do, in the words of a market."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .models import Scope

# Of the 160 letters of a message, what is left beside the code and the warning; a name gets the rest of it.
ROOM, SHORTEST_NAME = 96, 12


def scope_words() -> dict[str, str]:
    """One or two words for each scope, short enough for a message."""
    return {
        Scope.PRODUCTS: pgettext("a helper may do", "products"),
        Scope.ORDERS: pgettext("a helper may do", "orders"),
        Scope.PAPERS: pgettext("a helper may do", "papers"),
        Scope.SHOP: pgettext("a helper may do", "shop page"),
        Scope.MONEY: pgettext("a helper may do", "see the money"),
    }


def scopes_text(scopes: Iterable[str]) -> str:
    """ "products, orders": in the order of the list, whatever the order of the ticks."""
    words, chosen = scope_words(), set(scopes)
    return ", ".join(words[scope] for scope in Scope.values if scope in chosen)


def sms_words(*, name: str, terms) -> str:
    """What the seller reads beside the code: who, what, until when."""
    if set(terms.scopes) == set(Scope.values):
        text = _("%(name)s may do all your work here until %(day)s.")
    else:
        text = _("%(name)s may do: %(scopes)s, until %(day)s.")
    said = {"scopes": scopes_text(terms.scopes), "day": terms.until.strftime("%d/%m/%Y")}
    room = ROOM - len(text % (said | {"name": ""}))
    return text % (said | {"name": short_name(name, max(room, SHORTEST_NAME))})


def short_name(name: str, room: int) -> str:
    """The end of a name that is too long, with whole words where they fit: people are called by the last one."""
    if len(name) <= room:
        return name
    kept = ""
    for word in reversed(name.split()):
        if len(word) + len(kept) + 2 > room:
            break
        kept = f" {word}{kept}"
    return "…" + (kept.strip() or name[-room + 1 :])
