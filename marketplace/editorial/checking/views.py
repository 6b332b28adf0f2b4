"""The problems of one page again, after its draft was saved by itself; and the report of all pages with problems."""

from typing import NamedTuple

from django.core.exceptions import PermissionDenied
from django.db.models import CharField
from django.db.models.functions import Cast
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.generic import TemplateView
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Locale, Page, Revision
from wagtail.permissions import policy_registry

from .problems import Problem, problems_of


class Row(NamedTuple):
    title: str
    kind: str
    language: str
    edit_url: str
    problems: list[Problem]
    begins: object = None  # of a planned page


@never_cache
def checks(request, pk: int):
    """A fragment for the box of the editor."""
    page = get_object_or_404(Page, pk=pk).specific
    if not page.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    saved = page.get_latest_revision_as_object()
    return render(
        request, "editorial/cms/checks.html", {"problems": problems_of([saved]).get(pk, []), "is_saved": True}
    )


class ProblemsReport(WagtailAdminTemplateMixin, TemplateView):
    """Pages that are published or planned, that the person may edit, with problems; the number of queries does not grow with them."""

    template_name = "editorial/cms/problems.html"
    page_title = _("Pages with problems")
    header_icon = "warning"
    _show_breadcrumbs = True

    def dispatch(self, request, *args, **kwargs):
        if not user_has_any_page_permission(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        mine = policy_registry.get_by_type(Page).instances_user_has_permission_for(self.request.user, "change")
        rows = rows_of(mine.live().filter(depth__gt=1).order_by("-locale__language_code", "path").specific())
        planned = rows_of(planned_pages(mine), are_revisions=True)
        return {**super().get_context_data(**kwargs), "rows": [*planned, *rows]}


def planned_pages(pages) -> list:
    """Of these, what was approved for a time to come, as it will be then; what begins first at the top. One query."""
    ids = pages.annotate(text=Cast("pk", CharField())).order_by().values("text")
    revisions = Revision.page_revisions.filter(approved_go_live_at__isnull=False, object_id__in=ids)
    return [
        revision.content_type.model_class().from_serializable_data(revision.content, check_fks=False)
        for revision in revisions.select_related("content_type").order_by("approved_go_live_at", "pk")
    ]


def rows_of(pages, *, are_revisions=False) -> list[Row]:
    """That a planned page waits for its day is no problem of it."""
    pages = list(pages)
    found, codes = (
        problems_of(pages, are_revisions=are_revisions),
        dict(Locale.objects.values_list("pk", "language_code")),
    )
    found = {pk: [problem for problem in problems if problem.kind != "stays"] for pk, problems in found.items()}
    return [
        Row(
            title=page.title,
            kind=capfirst(page._meta.verbose_name),
            language=codes[page.locale_id],
            edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
            problems=found[page.pk],
            begins=page.go_live_at if are_revisions else None,
        )
        for page in pages
        if found.get(page.pk)
    ]
