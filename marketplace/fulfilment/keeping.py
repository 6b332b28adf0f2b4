"""Goods kept for later: Oscar's saved basket, for people with an account and, through the session, for guests."""

from django.db import transaction
from oscar.core.loading import get_model

SESSION_KEY = "saved_basket"


def saved_basket(request, *, create: bool = False):
    """The shopper's saved basket or None; what a guest kept follows them when they sign in."""
    basket_model = get_model("basket", "Basket")
    signed_in = request.user.is_authenticated
    kept = request.session.get(SESSION_KEY)
    of_guest = basket_model.saved.filter(pk=kept, owner=None).first() if kept else None
    if not signed_in:
        if of_guest is None and create:
            of_guest = basket_model.objects.create(status=basket_model.SAVED)
            request.session[SESSION_KEY] = of_guest.pk
        return of_guest
    own = basket_model.saved.filter(owner=request.user).first()
    if own is None and (create or of_guest):
        own = basket_model.objects.create(owner=request.user, status=basket_model.SAVED)
    if of_guest:
        own.merge(of_guest)
        del request.session[SESSION_KEY]
    return own


@transaction.atomic
def keep_for_later(request, line_ids) -> int:
    """Move lines of the open basket to the saved one. Returns how many."""
    lines = list(request.basket.lines.filter(pk__in=line_ids)) if request.basket.id else []
    if lines:
        saved = saved_basket(request, create=True)
        for line in lines:
            saved.merge_line(line)
    return len(lines)


@transaction.atomic
def bring_back(request, line_id) -> bool:
    """Move a kept line into the open basket again."""
    saved = saved_basket(request)
    line = saved.lines.filter(pk=line_id).first() if saved else None
    if line is None:
        return False
    if not request.basket.id:
        request.basket.save()
    request.basket.merge_line(line)
    return True


def forget(request, line_id) -> None:
    """Take a kept line away for good."""
    if saved := saved_basket(request):
        saved.lines.filter(pk=line_id).delete()
