"""The box "Before publishing" at the head of the page editor. It tells of the draft as it was last saved."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class ChecksPanel(Panel):
    class BoundPanel(Panel.BoundPanel):
        template_name = "editorial/cms/checks_panel.html"

        def show_panel_furniture(self):
            return False

        def get_context_data(self, parent_context=None):
            from .problems import LONGEST_LEAD, LONGEST_TITLE, problems_of

            page = self.instance
            context = super().get_context_data(parent_context)
            context |= {
                "most_title": LONGEST_TITLE,
                "most_lead": LONGEST_LEAD,
                "address": reverse("editorial_staff:checks", args=[0]),
            }
            if page.pk:
                saved = page.get_latest_revision_as_object()
                context |= {"is_saved": True, "problems": problems_of([saved]).get(page.pk, [])}
            return context
