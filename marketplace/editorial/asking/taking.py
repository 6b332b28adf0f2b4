"""Takes a question: kept once, told to whoever is to hear of it, refused when one sender sends too many."""

import json
from datetime import timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from marketplace.limiting import TooOften, count_try, sender_of
from marketplace.notify.sending import send

# Many phones share one address of their mobile network.
PER_ADDRESS, WINDOW = 8, 60 * 60
# Of so many an hour somebody is told. Further ones are kept and wait in the list all the same: a limit that refused them
# would let a few strangers close the form for the whole province. What it spares is the letterbox.
TOLD_PER_PAGE = 300
SAME_QUESTION = timedelta(minutes=10)

__all__ = ["TooOften", "take_question"]


def take_question(*, page, answers: dict, address: str):
    """The AskSubmission. The same answers within ten minutes are one question, counted once: a double click, a page sent again.

    `address`: the sender's IP. Raises TooOften.
    """
    stored = json.loads(json.dumps(answers, cls=DjangoJSONEncoder))
    same = _sent_before(page, stored)
    if same:
        return same
    count_try(what="ask", who=f"{page.pk} {sender_of(address)}", most=PER_ADDRESS, seconds=WINDOW)
    is_told = _may_be_told(page)
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=page.pk)
        same = _sent_before(page, stored)  # by the first of two clicks, meanwhile
        if same:
            return same
        question = page.get_submissions().create(form_data=stored, page=page)
        if is_told:
            _tell(page, question)
    return question


def _sent_before(page, stored: dict):
    recent = page.get_submissions().filter(submit_time__gte=timezone.now() - SAME_QUESTION)
    return next((row for row in recent if row.form_data == stored), None)


def _may_be_told(page) -> bool:
    try:
        count_try(what="ask-page", who=str(page.pk), most=TOLD_PER_PAGE, seconds=WINDOW)
    except TooOften:
        return False
    return True


def _tell(page, question) -> None:
    """Only that somebody asked: what they wrote, and who they are, stays behind the sign-in."""
    if page.told_email:
        send(
            template="question_asked",
            context={"page": page, "url": settings.SITE_URL + reverse("wagtailforms:list_submissions", args=[page.pk])},
            language=settings.LANGUAGE_CODE,
            email=page.told_email,
            dedupe_key=f"question.{question.pk}",
            about=f"question {question.pk}",
        )
