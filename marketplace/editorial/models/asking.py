"""Ask the province: a form whose questions editors put together; what comes in waits for them in the admin."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.forms.models import AbstractForm, AbstractFormField, AbstractFormSubmission

from ..asking.forms import AskFormBuilder
from ..asking.querysets import AskSubmissionQuerySet
from ..asking.serving import answered
from ..page_forms import AskPageForm
from .base import OpenPage


class AskField(AbstractFormField):
    page = ParentalKey("editorial.AskPage", on_delete=models.CASCADE, related_name="form_fields")


class AskSubmission(AbstractFormSubmission):
    """A question somebody sent, and who answered it when."""

    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    note = models.CharField(_("what was answered"), max_length=400, blank=True)

    objects = AskSubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @property
    def days_waiting(self) -> int:
        """Whole days until today, or until it was answered."""
        until = timezone.localdate(self.answered_at) if self.answered_at else timezone.localdate()
        return (until - timezone.localdate(self.submit_time)).days


class AskPage(AbstractForm, OpenPage):
    lead = models.TextField(_("lead"), max_length=400, blank=True)
    thanks = models.TextField(_("after it was sent"), max_length=400, help_text=_("Say who answers and until when."))
    told_email = models.EmailField(
        _("who is told"), blank=True, help_text=_("Gets a message for each question; the answers stay in the admin.")
    )

    base_form_class = AskPageForm
    form_builder = AskFormBuilder
    parent_page_types = ["editorial.HomePage"]
    subpage_types = []
    template = "editorial/ask.html"
    landing_page_template = "editorial/ask_sent.html"
    content_panels = [
        *OpenPage.HEAD_PANELS,
        FieldPanel("lead"),
        InlinePanel(
            "form_fields",
            heading=_("Questions"),
            label=_("Question"),
            help_text=_(
                "Ask for little: a name, a telephone number or e-mail, and the question. Each further box loses people."
            ),
        ),
        FieldPanel("thanks"),
        FieldPanel("told_email"),
        *OpenPage.FOOT_PANELS,
    ]

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")

    def get_submission_class(self):
        return AskSubmission

    def get_submissions_list_view_class(self):
        from ..asking.staff_views import QuestionsView

        return QuestionsView

    def serve(self, request, *args, **kwargs):
        return answered(self, request)

    def get_context(self, request, *args, **kwargs):
        """`form_action` is where the form is sent; it takes what any page of ours sends, without a token."""
        context = super().get_context(request, *args, **kwargs)
        action = reverse("editorial:ask", args=[self.pk or 0])
        return self.described({**context, "form_action": action})
