"""Two people for every page: nobody approves what is their own, nor what was changed after it was sent to review."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision


class ApprovalRefused(PermissionDenied):
    """Says in plain words why this person cannot approve this page."""


def approvable(workflow_state, user) -> Revision:
    """The revision that this person's approval publishes: the one that was sent; of whoever may publish, their own newer one.

    Raises ApprovalRefused.
    """
    page = workflow_state.content_object
    sent = workflow_state.current_task_state.revision
    newest = Page.objects.select_related("latest_revision").get(pk=page.pk).latest_revision or sent
    may_publish = user is not None and page.permissions_for_user(user).can_publish()
    if user is not None and not may_publish and user.pk in (workflow_state.requested_by_id, newest.user_id):
        raise ApprovalRefused(_("You wrote or sent this page yourself, so somebody else has to approve it."))
    if newest != sent and not (may_publish and newest.user_id == user.pk):
        raise ApprovalRefused(
            _("This page was changed after it was sent to review. Send it back, so that it is sent again as it is now.")
        )
    return newest


def refusal(page, user) -> str:
    """Why this person may not approve the page that waits; "" when they may, or when nothing waits."""
    state = page.current_workflow_state
    if state is None or state.current_task_state is None:
        return ""
    try:
        approvable(state, user)
    except ApprovalRefused as refused:
        return str(refused)
    return ""


def act(request, page_id: int, action_name: str, task_state_id: int):
    """Wagtail's own view behind a plain word to whoever cannot approve."""
    from wagtail.admin.views.pages.workflow import WorkflowActionView  # the models of our pages import this module

    page = Page.objects.filter(pk=page_id).first()
    if page and action_name == "approve" and (words := refusal(page.specific, request.user)):
        messages.error(request, words)
        return redirect("wagtailadmin_pages:edit", page_id)
    return WorkflowActionView.as_view()(request, page_id=page_id, action_name=action_name, task_state_id=task_state_id)


def before_edit_page(request, page):
    """Approving from the editor: what was typed is kept as a draft where the approval is refused."""
    if request.method != "POST" or request.POST.get("workflow-action-name") != "approve":
        return
    if words := refusal(page, request.user) or _own_changes(request, page):
        messages.error(request, words)
        request.POST = request.POST.copy()
        del request.POST["workflow-action-name"]


def _own_changes(request, page) -> str:
    """Whoever changes and approves in one step approves what is their own."""
    if page.permissions_for_user(request.user).can_publish():
        return ""
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, request.FILES, instance=page, parent_page=page.get_parent(), for_user=request.user)
    return _("You changed this page, so somebody else has to approve it.") if form.has_changed() else ""
