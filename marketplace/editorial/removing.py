"""Whoever may not publish deletes nothing but drafts of their own."""

from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page


def is_refused(page, user) -> bool:
    """Also a page of one's own while it is in review, or waits for its day."""
    if page.permissions_for_user(user).can_publish():
        return False
    return page.owner_id != user.pk or page.workflow_in_progress or page.approved_schedule


def before_delete_page(request, page):
    return _refuse(request, page.get_parent().pk) if is_refused(page, request.user) else None


def before_bulk_action(request, action_type, objects, action):
    """Nothing is deleted when one of the chosen pages must stay."""
    if action_type != "delete" or Page not in action.models:
        return None
    kept = [page for page in objects if is_refused(page, request.user)]
    return _refuse(request, kept[0].get_parent().pk) if kept else None


def _refuse(request, parent_id: int):
    messages.error(
        request,
        _("Only drafts of your own can be deleted, and only while they are neither in review nor planned for a day."),
    )
    return redirect("wagtailadmin_explore", parent_id)
