"""The step of a review, as Wagtail's workflows know it: approved by somebody else than who wrote."""

from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask, Page

from ..reviewing import refusal


class ReviewTask(GroupApprovalTask):
    """A group approves, but nobody their own page, nor one that was changed after it was sent."""

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")

    def get_actions(self, obj, user):
        """Wagtail asks this on its first page, in the editor, and before each action."""
        actions = super().get_actions(obj, user)
        if actions and isinstance(obj, Page) and refusal(obj, user):
            return [action for action in actions if action[0] != "approve"]
        return actions
