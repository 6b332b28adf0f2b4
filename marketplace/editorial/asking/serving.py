"""How an ask page answers: the form, the form with what is wrong, thanks."""

from allauth.account.adapter import get_adapter
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from ..languages.telling import address_for_reader
from .taking import TooOften, take_question

SENT = "sent"


def answered(page, request):
    """The page's response. What is sent stays in the boxes until it is right; after that a reload sends nothing again."""
    if request.method != "POST":
        return _thanks(page, request) if SENT in request.GET else _asked(page, request, page.get_form(page=page))
    form = page.get_form(request.POST, page=page)
    if form.is_trapped:
        return redirect(f"{address_for_reader(page)}?{SENT}=1")
    if not form.is_valid():
        return _asked(page, request, form)
    try:
        take_question(page=page, answers=form.answers, address=get_adapter().get_client_ip(request))
    except TooOften:
        form.add_error(None, _("Many questions came from here just now. Wait an hour, or call us."))
        return _asked(page, request, form, status=429)
    return redirect(f"{address_for_reader(page)}?{SENT}=1")


def _asked(page, request, form, *, status=200):
    context = {**page.get_context(request), "form": form}
    return TemplateResponse(request, page.get_template(request), context, status=status)


def _thanks(page, request):
    return TemplateResponse(request, page.get_landing_page_template(request), page.get_context(request))
