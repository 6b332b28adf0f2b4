"""The job that goes after unanswered orders: reminds the producer, asks the deputy, puts them on the desk's list.

Nobody is told twice, and nobody at night. Each word is stored in one transaction with the mark that it was said, so a
run that dies loses nothing and the next one catches up.
"""

import logging
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from marketplace.notify.waking import is_waking

from .asking import ask_new, reminder_due_at
from .following import close_moved
from .models import OrderQuestion
from .telling import ask_deputy, remind_seller
from .waiting import unanswered, with_desk

logger = logging.getLogger(__name__)


def look_after_questions(now: datetime | None = None) -> int:
    """How many were told, or given to the desk."""
    now = now or timezone.now()
    ask_new()
    close_moved(now)
    told = with_desk(now).filter(desk_told_at=None).values_list("pk", flat=True)
    done = OrderQuestion.objects.filter(pk__in=list(told)).update(desk_told_at=now)
    if not is_waking(now):
        return done
    return done + _remind(now) + _ask_deputies(now)


def _remind(now: datetime) -> int:
    waiting = unanswered().filter(reminded_at=None)
    return sum(_tell(q, "reminded_at", remind_seller, now) for q in waiting if reminder_due_at(q) <= now)


def _ask_deputies(now: datetime) -> int:
    waiting = unanswered().filter(deputy_told_at=None, deputy_due_at__lte=now).exclude(parcel__seller__deputy_phone="")
    return sum(_tell(question, "deputy_told_at", ask_deputy, now) for question in waiting)


def _tell(question: OrderQuestion, mark: str, tell, now: datetime) -> bool:
    """Two runs at once: whoever sets the mark tells."""
    try:
        with transaction.atomic():
            unmarked = OrderQuestion.objects.filter(pk=question.pk, answer="", **{mark: None})
            if not unmarked.update(**{mark: now}):
                return False
            tell(question, now)
            return True
    except Exception:
        logger.exception("question %s: %s", question.pk, mark)
        return False
