""" "Have someone help me": a task for the commune officer, with a day by which somebody calls."""

from django.db import transaction
from django.utils import timezone

from marketplace.folding import clean
from marketplace.legal.working_days import add_working_days

from .agreeing import setting
from .models import HelpWish


@transaction.atomic
def wish(*, name, phone, commune, words="", seller=None) -> HelpWish:
    """A call within help.call_working_days. The same phone and commune again, before somebody called, gives the same wish.

    Another commune is another wish: the one that stands may have been typed by anybody, wrongly.
    """
    same = HelpWish.objects.filter(phone=phone, commune=commune)
    if waiting := same.exclude(state=HelpWish.State.DONE).order_by("pk").first():
        return waiting
    due_on = add_working_days(timezone.localdate(), setting("help.call_working_days"))
    return HelpWish.objects.create(
        name=clean(name)[:120], phone=phone, commune=commune, words=clean(words)[:300], seller=seller, due_on=due_on
    )
