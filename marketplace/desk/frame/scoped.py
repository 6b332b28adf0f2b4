"""The sellers' desk on the frame: nothing outside an officer's communes, nobody decides on a shop they act for."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sellers.helping.conflicts import is_helper_of
from sellers.models import Seller

from ..scoping import reach_of
from .access import SEE
from .actions import Action, Refused
from .audit import history_of
from .screens import DeskList, DeskScreen, Filter


class OwnShop(Refused):
    """Somebody decides on a shop that is their own, or that they help."""

    def __init__(self):
        super().__init__(_("You act for this shop yourself. A colleague decides here."))


class Scoped:
    """`commune_path`: from the row to the commune of its seller, where a path leads there."""

    commune_path = "commune"

    @classmethod
    def within(cls, reach, rows):
        return reach.within(rows, cls.commune_path)


class ScopedAction(Scoped, Action):
    """`decides`: not for who acts for the seller. The history of everything is the history of the seller."""

    log_prefix = "sellers"
    whole_province = False
    decides = True

    @classmethod
    def lets_in(cls, user):
        return super().lets_in(user) and (not cls.whole_province or reach_of(user).is_whole)

    @classmethod
    def found(cls, user):
        return cls.within(reach_of(user), cls.things.all())

    @property
    def seller(self) -> Seller | None:
        return self.thing

    def about(self, outcome):
        return self.seller

    def _look_again(self):
        super()._look_again()
        if self.decides and self.seller is not None and is_helper_of(self.user, self.seller):
            raise OwnShop

    def figures(self, outcome, **typed):
        return {"row": f"{type(self.thing).__name__}:{self.thing.pk}"} if self.thing is not None else {}


class NextInQueue:
    """After a decision the next row of the same list opens, narrowed as it was; after the last one the list."""

    list_class: type["ScopedList"] | None = None
    next_name = ""
    line = ()

    def _look_again(self):
        super()._look_again()
        self.line = self.list_class.waiting(self.user, self.queue)

    def goes_to(self, outcome):
        return self.list_class.next_address(self.line, self.queue, self.place_in_line, self.next_name)

    @property
    def place_in_line(self):
        """The key of the row in the list that it was opened from."""
        return self.thing.pk

    def done_words(self, outcome):
        left = len(set(self.line) - {self.place_in_line})
        return _("%(done)s %(left)d left in this list.") % {"done": self.done, "left": left}


class ScopedList(Scoped, DeskList):
    """A list of rows within reach."""

    permissions = SEE

    @cached_property
    def reach(self):
        return reach_of(self.request.user)

    def rows(self):
        """What stands in the list, narrowed by tab, words and choices; `in_order` sorts it."""
        raise NotImplementedError

    def get_queryset(self):
        return self.rows()

    def communes(self, sellers=None) -> Filter:
        """The communes within reach that have a seller."""
        having = self.reach.within(Seller.objects.all() if sellers is None else sellers, "commune")
        found = having.order_by("commune__short_name", "commune").values_list("commune", "commune__name").distinct()
        return Filter("commune", gettext_lazy("Commune"), list(found))

    @classmethod
    def waiting(cls, user, queue) -> list[int]:
        """The keys of the queue, in its order, narrowed as `queue` says. Constant queries."""
        return list(cls.asked(user, queue).rows().values_list("pk", flat=True))

    @classmethod
    def asked(cls, user, queue) -> "ScopedList":
        """The list as this person would see it, narrowed like this."""
        view = cls()
        view.request = _Asked(user, queue)
        return view

    following = staticmethod(lambda keys, key: following(keys, key))

    @classmethod
    def next_address(cls, line, queue, key: int, name: str) -> str:
        """The row after this one, or the first one left; the list itself when nothing waits."""
        narrowed = f"?{queue.urlencode()}" if queue else ""
        after = cls.following(line, key)
        if after is None:
            return reverse(f"desk:{cls.place_name}") + narrowed
        return reverse(f"desk:{name}", args=[after]) + narrowed


class _Asked:
    """As much of a request as a list needs to know its rows."""

    def __init__(self, user, queue):
        self.user, self.GET = user, queue


def following(keys: list[int], key: int) -> int | None:
    """The key after this one in a queue; at its end, or when it is not in it, the first."""
    rest = [each for each in keys if each != key]
    if not rest:
        return None
    place = keys.index(key) if key in keys else 0
    return rest[place] if place < len(rest) else rest[0]


class ScopedScreen(Scoped, DeskScreen):
    """A page within reach; its history is that of the seller. `seller` finds it from the thing."""

    permissions = SEE
    whole_province = False

    def lets_in(self, user):
        return super().lets_in(user) and (not self.whole_province or reach_of(user).is_whole)

    @cached_property
    def reach(self):
        return reach_of(self.request.user)

    def queryset(self):
        return self.within(self.reach, self.things.all())

    @property
    def seller(self) -> Seller | None:
        return self.thing

    def history(self):
        return history_of(self.seller)

    @cached_property
    def is_own(self) -> bool:
        """Whether the officer acts for this shop, and so decides nothing here."""
        return self.seller is not None and is_helper_of(self.request.user, self.seller)

    def url(self):
        narrowed = self.queue.urlencode()
        return super().url() + (f"?{narrowed}" if narrowed else "")

    def draw(self, pressed=None):
        if self.is_own:
            messages.warning(self.request, OwnShop().text)
        return super().draw(pressed)

    def offered(self, thing, kinds=None):
        found = super().offered(thing, kinds)
        return [action for action in found if not (action.decides and self.is_own)]


def within_or_404(rows, user, commune_path: str, pk):
    """One row within reach, for views that answer with a file."""
    try:
        return get_object_or_404(reach_of(user).within(rows, commune_path), pk=pk)
    except (ValueError, OverflowError) as error:
        raise Http404 from error
