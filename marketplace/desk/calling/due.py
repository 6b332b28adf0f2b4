"""Who must be telephoned and why: one row per seller, one per wish for help. A fixed number of queries."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, time

from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from marketplace.answering.waiting import silent, with_desk
from sellers.helping.models import HelpWish
from sellers.models import Seller

from ..frame.cells import day, moment
from ..models import CallNote
from ..scoping import Reach
from ..sellers.querysets import stuck

ORDERS, SILENT, WISH, STUCK, AGAIN = "orders", "silent", "wish", "stuck", "again"
REASONS = (
    (ORDERS, gettext_lazy("Orders without an answer")),
    (SILENT, gettext_lazy("Silent for days")),
    (WISH, gettext_lazy("Wishes for help")),
    (STUCK, gettext_lazy("Papers sent back, nothing since")),
    (AGAIN, gettext_lazy("Call again, as agreed")),
)


@dataclass(frozen=True)
class Why:
    kind: str
    words: str
    since: datetime


@dataclass
class Call:
    """`seller` or `wish`. The reasons in the order they were found; `last` is the newest note of a call."""

    seller: Seller | None = None
    wish: HelpWish | None = None
    reasons: list[Why] = field(default_factory=list)
    last: CallNote | None = None

    @property
    def key(self) -> tuple[str, int]:
        return ("wish", self.wish.pk) if self.wish else ("seller", self.seller.pk)

    @property
    def name(self) -> str:
        return self.wish.name if self.wish else self.seller.name

    @property
    def phone(self) -> str:
        return self.wish.phone if self.wish else self.seller.phone

    @property
    def commune(self):
        return self.wish.commune if self.wish else self.seller.commune

    @property
    def since(self) -> datetime:
        return min(why.since for why in self.reasons)

    @property
    def words(self) -> list[str]:
        return [why.words for why in self.reasons]

    @property
    def last_words(self) -> str:
        if self.last is None:
            return ""
        parts = [moment(self.last.at), str(self.last.get_outcome_display()), self.last.note]
        return " · ".join(filter(None, parts))

    def is_later(self, now: datetime) -> bool:
        """Agreed for later, or called today already without a time agreed."""
        if self.last is None:
            return False
        if self.last.again_at:
            return self.last.again_at > now
        return self.last.at >= beginning_of(now)


def beginning_of(now: datetime) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(now), time.min))


def calls(reach: Reach, now: datetime | None = None) -> list[Call]:
    """The longest waiting first. Seven queries."""
    now = now or timezone.now()
    found: dict[int, Call] = {}
    for seller, why in [*_orders(reach, now), *_silent(reach, now), *_stuck(reach, now), *_again(reach, now)]:
        call = found.setdefault(seller.pk, Call(seller=seller))
        if not any(each.kind == why.kind for each in call.reasons):
            call.reasons.append(why)
    rows = [*found.values(), *_wishes(reach)]
    _put_notes(rows)
    return sorted(rows, key=lambda call: (call.since, call.key))


def _orders(reach, now):
    rows = list(reach.within(with_desk(now), "parcel__seller__commune"))
    numbers = Counter(row.parcel.seller_id for row in rows)
    for row in rows:  # the longest first, so that it gives the time
        count = numbers[row.parcel.seller_id]
        words = ngettext("%(count)d order without an answer", "%(count)d orders without an answer", count) % {
            "count": count
        }
        yield row.parcel.seller, Why(ORDERS, words, row.desk_due_at)


def _silent(reach, now):
    for seller in reach.within(silent(now=now), "commune"):
        words = _("silent since %(when)s") % {"when": moment(seller.oldest_asked_at)}
        yield seller, Why(SILENT, words, seller.oldest_asked_at)


def _stuck(reach, now):
    for seller in reach.within(stuck(now), "commune").select_related("commune__province"):
        since = max(filter(None, [seller.paper_back_at, seller.request_back_at]))
        yield (
            seller,
            Why(
                STUCK, _("papers sent back on %(day)s, nothing since") % {"day": day(timezone.localdate(since))}, since
            ),
        )


def _again(reach, now):
    """Whose newest note says: call again, and the time has come."""
    notes = CallNote.objects.filter(seller__isnull=False, pk__in=_newest_of_sellers(), again_at__lte=now)
    for note in reach.within(notes, "seller__commune").select_related("seller__commune__province"):
        yield (
            note.seller,
            Why(AGAIN, _("call again, as agreed for %(when)s") % {"when": moment(note.again_at)}, note.again_at),
        )


def _newest_of_sellers():
    newest = CallNote.objects.filter(seller=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    return Seller.objects.filter(call_notes__isnull=False).annotate(newest=Subquery(newest)).values("newest")


def _wishes(reach):
    rows = reach.within(HelpWish.objects.exclude(state=HelpWish.State.DONE), "commune")
    for wish in rows.select_related("commune__province", "taken_by", "seller"):
        is_late = wish.due_on < timezone.localdate()
        text = (
            _("wishes for help, overdue: promised by %(day)s")
            if is_late
            else _("wishes for help, a call is promised by %(day)s")
        )
        words = text % {"day": day(wish.due_on)}
        call = Call(wish=wish, reasons=[Why(WISH, words, wish.created_at)])
        if wish.words:
            call.reasons.append(Why(WISH, f"“{wish.words}”", wish.created_at))
        yield call


def _put_notes(rows: list[Call]) -> None:
    """The newest note of each. Two queries."""
    sellers = {call.seller.pk: call for call in rows if call.seller}
    phones = {call.phone: call for call in rows if call.wish}
    for note in CallNote.objects.filter(seller__in=list(sellers)).order_by("at", "pk"):
        sellers[note.seller_id].last = note
    for note in CallNote.objects.filter(seller=None, phone__in=list(phones)).order_by("at", "pk"):
        phones[note.phone].last = note
