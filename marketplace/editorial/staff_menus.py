"""What stands in the menus of people who edit: what they need, in plain words. Administrators see everything."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.action_menu import (
    CancelWorkflowMenuItem,
    PublishMenuItem,
    SaveDraftMenuItem,
    SubmitForModerationMenuItem,
)

# Documents cannot be put on a page of ours, so nobody but the administrators looks for them.
NOT_FOR_EDITORS = {"documents"}
REPORTS_FOR_EDITORS = {"problems", "site-history"}
PLAIN_LABELS = {"forms": _("Questions"), "explorer": _("All pages")}


def main_menu(request, items: list) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name not in NOT_FOR_EDITORS]
    for item in items:
        item.label = PLAIN_LABELS.get(item.name, item.label)


def reports_menu(request, items: list) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name in REPORTS_FOR_EDITORS]


def help_menu(request, items: list) -> None:
    """Wagtail's links lead to English pages of another house."""
    items[:] = [item for item in items if item.name.startswith("editorial-")]


class SendToReview(SubmitForModerationMenuItem):
    """The button says what happens; Wagtail's names the workflow."""

    def get_context_data(self, parent_context):
        context = super().get_context_data(parent_context)
        context["label"] = _("Send to review")
        return context


def page_actions(items: list, request, context) -> None:
    """The one step that leads on stands first: whoever may publish publishes, everybody else sends to review.

    Drafts are saved by themselves while one writes, so "Save draft" comes after it.
    """
    may_publish = any(isinstance(item, PublishMenuItem) for item in items)
    for place, item in enumerate(items):
        if type(item) is SubmitForModerationMenuItem:
            items[place] = SendToReview(order=item.order)
    if may_publish:
        items[:] = [item for item in items if not isinstance(item, SubmitForModerationMenuItem)]
    items.sort(key=_rank)


def _rank(item) -> tuple[int, int]:
    if getattr(item, "name", "") == "approve" and not getattr(item, "launch_modal", False):
        return 0, item.order
    for rank, kind in enumerate((PublishMenuItem, SubmitForModerationMenuItem, SaveDraftMenuItem), start=1):
        if isinstance(item, kind):
            return rank, item.order
    return (9 if isinstance(item, CancelWorkflowMenuItem) else 5), item.order
