"""The questions in the editors' admin: what waits first, answered with a note, a file of all of them."""

from django.contrib.auth.decorators import permission_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.contrib.forms.utils import get_forms_for_user
from wagtail.contrib.forms.views import DeleteSubmissionsView, SubmissionsListView

from marketplace.folding import clean
from marketplace.printing.columns import Column
from marketplace.printing.tables import CSV_TYPE, XLSX_TYPE, write_csv, write_xlsx
from marketplace.row_numbers import BIGGEST

from .answering import AlreadyAnswered, NoteMissing, mark_answered

MOST_EXPORTED = 20_000


class QuestionsView(SubmissionsListView):
    """Instead of Wagtail's table of raw columns; the file is written by printing, which lets no cell run as a formula."""

    results_template_name = "editorial/cms/questions.html"
    page_title = gettext_lazy("Questions")
    orderable_fields = ()

    def order_queryset(self, queryset):
        return queryset.waiting_first()

    def get_queryset(self):
        return super().get_queryset().select_related("answered_by")

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        labels = self.labels()
        for question in context["submissions"]:
            question.lines = lines_of(question, labels)
        may = self.request.user.has_perm
        return {**context, "may_answer": may("editorial.change_asksubmission"),
                "may_delete": may("editorial.delete_asksubmission")}  # fmt: skip

    def labels(self) -> list[tuple[str, str]]:
        return [(field.clean_name, field.label) for field in self.form_page.get_form_fields()]

    def render_to_response(self, context, **kwargs):
        if not self.is_export:
            return super().render_to_response(context, **kwargs)
        is_csv = self.request.GET.get("export") == "csv"
        columns, rows = self.table()
        body = write_csv(rows, columns) if is_csv else write_xlsx(rows, columns)
        response = HttpResponse(body, content_type=CSV_TYPE if is_csv else XLSX_TYPE)
        name = f"{self.form_page.slug}-{timezone.localdate()}.{'csv' if is_csv else 'xlsx'}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Cache-Control"] = "no-store"
        return response

    def table(self):
        labels = self.labels()
        titles = [_("Sent"), *(label for _name, label in labels), _("Answered"), _("By"), _("What was answered")]
        rows = [
            [
                f"{timezone.localtime(question.submit_time):%d/%m/%Y %H:%M}",
                *(as_text(question.form_data.get(name)) for name, _label in labels),
                f"{timezone.localtime(question.answered_at):%d/%m/%Y %H:%M}" if question.answered_at else "",
                str(question.answered_by or ""),
                question.note,
            ]
            for question in self.get_queryset()[:MOST_EXPORTED]
        ]
        return [Column(str(title)) for title in titles], rows


def lines_of(question, labels) -> list[tuple[str, str]]:
    """Label and answer; answers to questions that the form no longer asks come last, under their old name."""
    known = dict(labels)
    gone = [name for name in question.form_data if name not in known]
    names = [*known, *gone]
    lines = [(known.get(name, name), as_text(question.form_data.get(name))) for name in names]
    return [(label, text) for label, text in lines if text]


def as_text(value) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "" if value is None else str(value)


@never_cache
@require_POST
@permission_required("editorial.change_asksubmission", raise_exception=True)
def answer(request, pk: int):
    """Marks a question as answered, and leads back to the list."""
    from ..models import AskSubmission

    question = get_object_or_404(AskSubmission.objects.filter(page__in=get_forms_for_user(request.user)), pk=pk)
    try:
        mark_answered(question=question, by=request.user, note=clean(request.POST.get("note", "")))
    except NoteMissing:
        messages.error(request, _("Write in a few words what was answered."))
    except AlreadyAnswered:
        messages.warning(request, _("Somebody else marked this question as answered meanwhile."))
    else:
        messages.success(request, _("The question is marked as answered."))
    return redirect(reverse("wagtailforms:list_submissions", args=[question.page_id]) + f"#question-{pk}")


@permission_required("editorial.delete_asksubmission", raise_exception=True)
def delete(request, page_id: int):
    """Stands before Wagtail's own view, which lets everybody delete who may read."""
    if page_id > BIGGEST:
        raise Http404
    return DeleteSubmissionsView.as_view()(request, page_id=page_id)
